"""Items of lists beside the names of charts, and which of these belong together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from crawler.snapshot import Snapshot
from tests.powers.grids import Grid
from tests.powers.papers import table_html
from tests.powers.samples import FOLDER, alone, page, stand_in

SIGNS = {"=>": "own", "~>": "class", "?>": "person"}


@dataclass(frozen=True)
class Line:
    """One item, how it is served (own, class, person or none), and by which charts."""

    name: str
    kind: str
    code: str
    how: str
    charts: tuple[str, ...]


@dataclass(frozen=True)
class Pairing:
    """A list and the charts beside it. Orphans serve no item, office charts no power; `open` ones only a person can place."""

    name: str
    lines: tuple[Line, ...]
    orphans: tuple[str, ...]
    office: tuple[str, ...]
    open: tuple[str, ...]
    is_held: bool = False

    @property
    def charts(self) -> tuple[str, ...]:
        """The names of all charts, each once, in the order of the description."""
        paired = [chart for line in self.lines for chart in line.charts]
        return tuple(dict.fromkeys((*paired, *self.orphans, *self.office, *self.open)))

    def snapshot(self) -> Snapshot:
        """A place with a page that lists the items, and one that links to a file for each chart."""
        rows = [["序号", "职权名称", "职权类别", "职权编码"]]
        rows += [[str(number), line.name, line.kind, line.code] for number, line in enumerate(self.lines, 1)]
        listed = page("市某局行政权力清单", table_html(Grid.of(rows)), ())
        files = tuple(stand_in(name) for name in self.charts)
        links = "".join(f"<p><a href='{file.url}'>{escape(file.label)}</a></p>" for file in files)
        return alone(listed, *([page("市某局行政权力运行流程图", links, files)] if files else []))


def _line(text: str) -> Line:
    sign = next(sign for sign in SIGNS if f" {sign} " in text)
    item, _, charts = text.partition(f" {sign} ")
    name, kind, code = item.split("|")
    named = tuple(each.strip() for each in charts.split(" ; "))
    if named == ("-",):
        return Line(name, kind, code, "none", ())
    return Line(name, kind, code, SIGNS[sign], named)


def pairings() -> Iterator[Pairing]:
    """Every pairing."""
    for source in ("pairs", "held_pairs"):
        for told in tomllib.loads((FOLDER / f"{source}.toml").read_text("utf-8"))["pairing"]:
            lines = tuple(_line(text) for text in told["pairs"].strip().splitlines())
            lists = (tuple(told.get(key, [])) for key in ("orphans", "office", "open"))
            yield Pairing(told["name"], lines, *lists, is_held=source == "held_pairs")
