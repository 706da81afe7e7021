"""One call of the program: what was asked, when, in which workspace, and where answers go."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

from rich.console import Console
from rich.text import Text

from checker.scheme import Scheme, built_in_schemes, open_scheme
from crawler.period import Period
from crawler.roster import Department
from reports.wording import Wording
from reports.workspace import NoWorkspace, Workspace, find, read
from rules.rule import catalogue


class Usage(Exception):
    """The call's words are off (exit code 2): a message template and its values."""

    def __init__(self, template: str, **values: Sequence[str]) -> None:
        super().__init__(template)
        self.template, self.values = template, values


@dataclass
class Session:
    """One call of the program: what was asked, when, where answers go."""

    options: argparse.Namespace
    wording: Wording
    out: Console
    err: Console
    now: datetime

    @property
    def today(self) -> date:
        """The day that counts as today: --as-of, else the day in China."""
        return self.options.as_of or self.now.date()

    @property
    def period(self) -> Period:
        """--period, else the month before today. Raises Usage for a month that is not over."""
        period: Period = self.options.period or Period.containing(self.today).shift(-1)
        if period > Period.containing(self.today):
            raise Usage("{period} 还没有到，请给一个已经开始的月份", period=str(period))
        return period

    def workspace(self) -> Workspace:
        """The workspace of --workspace, else the nearest one upwards. Raises NoWorkspace and Refusal."""
        start = Path(self.options.workspace or ".").resolve()
        return read(find(start))

    def schemes(self) -> tuple[Scheme, ...]:
        """The scheme of the workspace, else the built-in ones. Raises Refusal for a scheme that does not fit."""
        try:
            return (self.workspace().open_scheme(),)
        except NoWorkspace:
            return tuple(open_scheme(name, Path(), catalogue()) for name in built_in_schemes())

    def say(self, template: str, **values: Sequence[str]) -> None:
        """Tells a person how things go, on standard error; silent with --quiet."""
        if not self.options.quiet:
            self.complain(template, **values)

    def complain(self, template: str, **values: Sequence[str]) -> None:
        """Says something on standard error, whole lines unwrapped, as logs want them."""
        self.err.print(Text(self.wording.say(template, **values)), soft_wrap=True)

    def department(self, departments: Sequence[Department], word: str) -> Department:
        """The department of that id or name. Raises Usage with the nearest names when there is none."""
        known = {name: each for each in departments for name in (each.id, *each.names)}
        if word in known:
            return known[word]
        near = get_close_matches(word, known, n=3, cutoff=0.3) or [departments[0].id]
        raise Usage("名册中没有单位“{word}”，相近的有：{near}", word=word, near=near)
