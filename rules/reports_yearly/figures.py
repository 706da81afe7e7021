"""The figures of a report: how much was published, asked for, disputed; from its tables, else from its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from crawler.snapshot import Document
from rules.numerals import numeral
from rules.phrases import squeeze
from rules.reports_yearly.disputes import AFTER, DIRECT, REVIEW, disputes_in
from rules.reports_yearly.requests import DONE, LEFT, NEW, OLD, requests_in
from rules.reports_yearly.statistics_form import ASKED, LAWSUITS, PUBLISHED, REVIEWS, series_in

_COUNT = r"(\d[\d,]{0,11}|[一二三四五六七八九十百千万两零〇]{1,8})(?:余|多)?"
_PUBLISHED = (
    re.compile(
        rf"主动公开(?:各类|各项)?(?:政府|政务)?(?:信息)?(?:共计|总数|数量|数|共|达|为|总计|有|的有|:){{0,3}}{_COUNT}(?:余)?[条件]"
    ),
    re.compile(
        rf"(?:公开|发布)(?:各类|各项)?(?:政府|政务)?信息(?:共计|总数|数量|数|共|达|为|总计|:){{0,3}}{_COUNT}(?:余)?[条件]"
    ),
)
_ASKED = re.compile(
    rf"(?:收到|受理|接到|新收|接收|办理)[^\d。;]{{0,22}}?(?:申请|依申请公开)[^\d。;无未]{{0,14}}?{_COUNT}(?:余)?[件条份宗次]"
    rf"|(?:申请总数|申请公开[^\d。;]{{0,8}})(?:为|共|:)?{_COUNT}[件条份宗]"
)
_NOT_ASKED = re.compile(
    "(?:没有|未|无|尚无)[^。;]{0,6}(?:收到|受理|接到|接收)?[^。;]{0,24}申请|(?:没有|未|无)(?:发生)?依申请公开"
)
_REVIEWED = re.compile(rf"行政复议(?:案件?)?(?:共|为|数|:|申请)?{_COUNT}[件起宗次]")
_SUED = re.compile(rf"(?:行政诉讼|诉讼)(?:案件?)?(?:共|为|数|:)?{_COUNT}[件起宗次]")


@dataclass(frozen=True)
class Figures:
    """What a report states, None for what it does not; `asked` in sentences and `new` in table three are kept apart."""

    published: Decimal | None
    asked: Decimal | None
    new: Decimal | None
    carried_over: Decimal | None
    handled: Decimal | None
    carried_forward: Decimal | None
    reviews: Decimal | None
    lawsuits: Decimal | None


def figures_of(document: Document) -> Figures:
    """The figures of a document: those of the form where it has one, else those of its sentences."""
    text = squeeze(document.text)
    requests, disputes = requests_in(document), disputes_in(document)
    totals = {row: requests.at(row, "总计") if requests else None for row in (NEW, OLD, DONE, LEFT)}
    entries = next(iter(series_in(document)), [])

    def listed(pattern: re.Pattern[str]) -> Decimal | None:
        return next((each.value for each in entries if pattern.search(each.label) and each.value is not None), None)

    asked, published = listed(ASKED), listed(PUBLISHED)
    reviews, lawsuits = listed(REVIEWS), listed(LAWSUITS)
    return Figures(
        published if published is not None else _first(text, *_PUBLISHED),
        asked if asked is not None else asked_in(text),
        totals[NEW],
        totals[OLD],
        totals[DONE],
        totals[LEFT],
        _known(reviews, disputes.total(REVIEW) if disputes else None, _first(text, _REVIEWED)),
        _known(lawsuits, disputes.total(DIRECT, AFTER) if disputes else None, _first(text, _SUED)),
    )


def asked_in(text: str) -> Decimal | None:
    """How many requests the sentences of a squeezed text count; 0 where they say that there was none."""
    stated = _first(text, _ASKED)
    return stated if stated is not None else Decimal(0) if _NOT_ASKED.search(text) else None


def _known(*values: Decimal | None) -> Decimal | None:
    return next((value for value in values if value is not None), None)


def _first(text: str, *patterns: re.Pattern[str]) -> Decimal | None:
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            found = next(group for group in match.groups() if group).replace(",", "")
            return Decimal(found) if found.isdecimal() else numeral(found)
    return None
