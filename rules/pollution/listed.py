"""Enterprises that a sentence lists as over their limits, right behind one that says that all kept theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rules.finding import Finding, cant_tell, failed
from rules.pollution.claims import EXCEPT, claims, said_in
from rules.pollution.counting import OVER, sentences
from rules.pollution.heads import pollutants_in
from rules.pollution.kinds import kind_in
from rules.pollution.reports import Report
from rules.pollution.span import spans_in

_FIRM = "[一-龥][一-龥()]{1,30}?(?:公司|总厂|厂|集团|矿|医院)(?![一-龥]*(?:公司|厂))"
_LIST = re.compile(
    rf"(?<![未无不])超标(?:的)?(?:排污)?(?:企业|单位|污染源)(?:名单)?(?:有|为|是|如下)?:?[\d、.]*(?P<firm>{_FIRM})"
)
_NUMBER = r"(?<![\d.])(?!0+(?:\.0+)?(?![\d.]))\d+(?:\.\d+)?"
_TIMES = re.compile(rf"超标倍数(?:为|:|达)?{_NUMBER}|{_NUMBER}倍")
_BY = re.compile(
    rf"(?P<firm>{_FIRM})[^。]{{0,40}}?(?<![未无不])超标(?:约|达)?(?:{_TIMES.pattern}|倍数(?:为|:|达)?{_NUMBER})"
)
_LEADING = re.compile("^(?:其中|分别|有|为|是|即|的)+")
_OTHERWISE = re.compile(
    "[未无不]超标|没有超标|已(?:经)?(?:达标|整改|停产|关闭)|整改|处罚|曾|复[测查检]|第[一二三\\d]次|自动监测|在线"
)
_PART = re.compile("其中|复[测查检]|整改|第[一二三\\d]次")
_GROUP = re.compile("国控|省控|市控|县控|非重点|非国控|直排海")


def listed_over(report: Report) -> Iterator[Finding]:
    """A sentence that says that all enterprises kept their limits, where the next one lists an enterprise that did not."""
    texts = list(said_in(report))
    for (document, text), (behind, listed) in pairwise(texts):
        claim, found = next(claims(text), ""), _LIST.search(listed) or _BY.search(listed)
        if not claim or not found or document is not behind or not _is_of_all(claim, text, report):
            continue
        if EXCEPT.search(listed) or _OTHERWISE.search(listed) or not _is_within(text, listed, report):
            continue
        firm, cited = _LEADING.sub("", found["firm"]), (document.cite(text[:10]), document.cite(found["firm"]))
        if _TIMES.search(listed, found.end("firm")) and not _is_divided(report, texts, listed):
            note = "写明“{words}”，又列出超标的“{enterprise}”"
            yield failed("contradiction", *cited, note=note, subject=firm, words=text[:60], enterprise=firm)
        else:
            note = "写明“{words}”，又列出超标的“{enterprise}”；或许说的不是同一批企业，请人工核实"
            yield cant_tell("contradiction", *cited, note=note, subject=firm, words=text[:60], enterprise=firm)
        return


def _is_of_all(claim: str, text: str, report: Report) -> bool:
    """Whether a claim is about all enterprises and all of the time: no kind, no pollutant, no part, no single month."""
    spans = spans_in(text, report.span.end)
    return (
        re.search("企业|污染源|排污单位", claim) is not None
        and not (kind_in(text) or pollutants_in(claim) or _PART.search(text))
        and all(span.holds(report.span) for span in spans)
    )


def _is_within(text: str, listed: str, report: Report) -> bool:
    """Whether a list is of the time and of the group of enterprises of which a claim speaks."""
    groups = set(_GROUP.findall(listed))
    is_then = all(report.span.holds(span) for span in spans_in(listed, report.span.end))
    return is_then and groups <= set(_GROUP.findall(text))


def _is_divided(report: Report, texts: Sequence[tuple[object, str]], listed: str) -> bool:
    """Whether a report counts others over their limits, or tells of kinds of enterprises apart, to whom the list may belong."""
    counts = (count for _, text in report.texts for each in sentences(text) for count in each.counts)
    return any(each.state == OVER and each.number for each in counts) or any(
        kind_in(text) for _, text in texts if text != listed
    )
