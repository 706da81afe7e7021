"""Enterprises with organised and unorganised emissions (有组织, 无组织), against the number that is divided into them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.snapshot import Citation
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.pollution.reports import Report


def _number(name: str) -> str:
    """A pattern for a number of enterprises and the word that they are counted by."""
    return rf"(?<!\d)(?P<{name}>\d{{1,5}})(?:余|多)?(?P<{name}_unit>家次|家|座)"


_DIVIDED = re.compile(
    rf"(?P<before>[^。;\d]{{0,30}}){_number('total')}[^。;\d]{{0,16}}其中[^。;\d]{{0,6}}?"
    rf"(?P<kind>有组织|无组织)[^。;\d,]{{0,24}}?{_number('first')}(?P<between>[^。]{{0,60}}?)"
    rf"(?P<other>有组织|无组织)[^。;\d,]{{0,24}}?{_number('second')}(?P<behind>[^。]{{0,60}})"
)
_BOTH = re.compile("有组织(?:和|与|及|、|或)无组织|无组织(?:和|与|及|、|或)有组织|同时|均有|都有|兼有|既有|重复|两类")
_NOT_ALL = re.compile("应|计划|列入|纳入|名[录单]|停产|未(?:开展|进行)?监测|\\d(?:余|多)|其余|其他|部分")


def divided(report: Report) -> Iterator[Finding]:
    """The numbers of enterprises with organised and unorganised emissions that are not together the number they divide.

    An enterprise may have both, so that more than the number is only a doubt; each has one of them, so that fewer is none.
    """
    for document, text in report.texts:
        for line in text.splitlines():
            for found in filter(_is_division, _DIVIDED.finditer(squeeze(line))):
                yield from _unequal(found, document.cite(line.strip()))


def _unequal(found: re.Match[str], cited: Citation) -> Iterator[Finding]:
    total, parts = int(found["total"]), (int(found["first"]), int(found["second"]))
    added = sum(parts)
    if added == total or total in parts:  # all have the one, and some of them the other too
        return
    words = found[0][len(found["before"]) : found.start("behind") - found.start()]
    values = {"words": words[:80], "added": str(added), "total": str(total)}
    if added > total or _NOT_ALL.search(found[0]):
        note = (
            "“{words}”：有组织与无组织之和为 {added}，与 {total} 不符；或许有的企业两类都有，或有的没有监测，请人工核实"
        )
        yield cant_tell("wrong-count", cited, note=note, **values)
    else:
        note = "“{words}”：有组织与无组织之和为 {added}，与 {total} 不符"
        yield failed("wrong-count", cited, note=note, **values)


def _is_division(found: re.Match[str]) -> bool:
    """Whether a match counts the same things three times, each kind of emission once, and none with both."""
    one_unit = len({found[f"{name}_unit"] for name in ("total", "first", "second")}) == 1
    is_apart = found["kind"] != found["other"] and not re.search(r"\d(?:余|多)?(?:家|座)", found["between"])
    return one_unit and is_apart and not _BOTH.search(found[0])
