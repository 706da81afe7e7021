"""The pages of a folder of evidence that people read: the index, the list of all that was seen, and how to check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from crawler.period import Period
from reports.copies.shell import asset, digest, environment
from reports.evidence_items import Item, rows
from reports.evidence_told import Telling, chapters, marks
from reports.wording import Wording

POLICY = "default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'"
STEPS = (
    "先看“扣分或存疑的指标”：每一条写明问题、扣分的依据和算法、证据。",
    "点引文，打开当时的存档副本，停在标出的文字上；副本里没有脚本，不联网。",
    "“原件”是当时收到的文件，一个字节也没有改过；网页的原件以 .html.txt 结尾，用文本编辑器打开，免得其中的脚本运行。",
    "“未能检测”和“待核实”不扣分，也不算合规：成绩因此是暂定的。",
    "不服某一条，凭“编号”申诉。怎样核对这些文件没有被改动，见 README.txt。",
)


@dataclass(frozen=True)
class Cover:
    """Whose evidence it is, of which month, when it was written, and how much of it there is."""

    city: str
    name: str
    period: Period
    day: date
    number: int
    files: int


def index(cover: Cover, telling: Telling | None, wording: Wording) -> bytes:
    """The page to begin with; without results it says that the month was not checked."""
    told = {
        "marks": marks(telling) if telling else [],
        "scheme": telling.results.scheme.title if telling else "",
        "provisional": bool(telling and telling.assessment.provisional),
        "steps": [wording.say(step) for step in STEPS],
        "chapters": chapters(telling) if telling else [],
    }
    return _page("evidence.html", cover, wording, told)


def list_of_all(cover: Cover, items: Sequence[Item], wording: Wording) -> bytes:
    """The list of everything that was seen."""
    return _page("everything.html", cover, wording, {"rows": rows(items, wording)})


def read_me(cover: Cover, wording: Wording) -> bytes:
    """How to use and to check the folder, as plain text that every system shows: with a mark that it is UTF-8, lines as on Windows."""
    values = {"name": cover.name, "city": cover.city, "period": str(cover.period), "day": wording.date(cover.day)}
    text = asset(f"readme.{wording.language}.txt").format(
        **values, number=wording.number(cover.number), files=wording.number(cover.files)
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig", "replace")


def _page(template: str, cover: Cover, wording: Wording, values: dict[str, Any]) -> bytes:
    css = asset("evidence.css")
    text = (
        environment()
        .get_template(template)
        .render(
            values,
            cover=cover,
            say=wording.say,
            day=wording.date(cover.day),
            number=wording.number,
            language=wording.either("zh-CN", "en"),
            policy=POLICY.format(style=digest(css)),
            style=Markup(css),  # noqa: S704 - our own file
        )
    )
    return text.encode("utf-8", "replace")
