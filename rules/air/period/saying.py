"""How a judgement about a report is said: who is cited, what it is about, and that doubt is doubt."""

from __future__ import annotations

import re
from collections.abc import Callable

from crawler.snapshot import Citation
from rules.air.period.value import Report, Span, Tally
from rules.finding import Finding, cant_tell, failed

_WHOLE = re.compile(
    r"|全[市县区]|本?市|[我本][市县区]|(?:中心|主)?城区|市区|建成区|合计|总计|城市|.{2,8}市(?:城区|市区)?|.{1,3}市区|均值|平均|市?平均值?"
)
_WITHOUT_DUST = re.compile("(?:扣除|剔除|不含|排除)[^。]{0,8}沙尘|沙尘[^。]{0,12}(?:扣除|剔除|不计|不参与)")
Say = Callable[..., Finding]


def is_whole(area: str) -> bool:
    """Whether an area is the whole city, or none in particular."""
    return _WHOLE.fullmatch(area) is not None


def about(tally: Tally) -> str:
    """What a tally is about, as the subject of a finding: its span, with the area when that is a part of the city."""
    return tally.span.name if is_whole(tally.area) else f"{tally.span.name} {tally.area}"


def say(report: Report, tally: Tally | None = None) -> Say:
    """How a contradiction is said: a doubt where words were recognised, days were left out for dust, or numbers are means."""
    is_doubted = report.is_recognised or any(_WITHOUT_DUST.search(source.text) for source in report.sources)
    return cant_tell if is_doubted or (tally is not None and tally.is_average) else failed


def cited(report: Report, tally: Tally) -> tuple[Citation, ...]:
    """The lines or rows from which a tally is taken."""
    source = tally.source or report.source
    return tuple(source.cite(quote[:200], tally.where) for quote in tally.quotes[:3]) or (source.cite(),)


def so_far(span: Span) -> int:
    """How many days of the year have passed at the end of a span: what a sentence may count that does not say of what it speaks."""
    return max(span.length, span.last.timetuple().tm_yday)
