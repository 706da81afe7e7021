"""The table of what a check spent its time on: `gongkai check --profile`."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from checker.scheme import Scheme
from reports.marks import DIM
from reports.spent import Spent
from reports.wording import Wording
from rules.rule import catalogue

SECOND = 1_000_000_000  # nanoseconds


def profile_table(spent: Spent, scheme: Scheme, wording: Wording) -> Table:
    """Every part of a check and every rule of its scheme, with the seconds that it took; the longest first, all together last."""
    say, rules = wording.say, catalogue()
    told = {each.rule: 0 for each in scheme.indicators} | spent.told
    table = Table(title=Text(say("检查用时（处理器秒）")), title_justify="left", box=None, header_style=DIM)
    table.add_column("")
    for head in ("秒", "占比", "页数"):
        table.add_column(say(head), justify="right")
    for name, took in sorted(told.items(), key=lambda pair: (-pair[1], pair[0])):
        label = say(rules[name].title) if name in rules else say(name)
        pages = str(spent.pages[name]) if name in rules else ""
        table.add_row(Text(label), _seconds(took), f"{100 * took / max(spent.whole, 1):.1f} %", pages)
    table.add_section()
    table.add_row(say("合计"), _seconds(spent.whole), "100.0 %", "")
    return table


def _seconds(nanoseconds: int) -> str:
    return f"{nanoseconds / SECOND:.2f}"
