"""权力清单 — the list of a department's powers.

A department that approves lists, on its own site and in the portal's catalogue,
every power that it holds, with the fields that the papers of the time ask for.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, failed, passed, untested
from rules.powers.lists.compared import differences
from rules.powers.lists.contents import blank, lacking
from rules.powers.lists.listing import Listing, listing, words_unread
from rules.powers.lists.repeated import duplicates, outdated_classes
from rules.powers.lists.unlisted import unlisted
from rules.rule import rule

LISTED = "{count} 项职权：{kinds}"


@rule(
    title="权力清单公开",
    duty="逐项列出本单位的全部行政职权，写明当年要求的要素，不重复，不含已取消的类别，两处一致。",
    basis="国办发〔2013〕73号（一）；中办发〔2011〕22号；中办发〔2015〕21号；国发〔2015〕27号；伊政办发〔2018〕8号第三条",
    reads=["power-list"],
    problems={
        "missing": "未公开权力清单",
        "broken": "权力清单打不开",
        "empty": "权力清单没有内容",
        "picture": "权力清单只有图片",
        "no-field": "权力清单缺少要素",
        "blank-field": "职权事项的要素为空",
        "duplicate": "职权事项重复",
        "abolished-class": "清单中有已经取消的职权类别",
        "places-differ": "两处的清单不一致",
    },
    hiding=("missing", "broken", "empty", "picture", "no-field"),
    beside=("places-differ",),
)
def power_list(site: Snapshot) -> Iterator[Finding]:
    """The list names every power once, with the fields that its time asks for, in classes that exist, alike on both places."""
    listed = listing(site)
    if not listed.items:
        yield unlisted(listed)
        return
    found = [*_lost(listed), *lacking(listed), *blank(listed), *duplicates(listed)]
    found += [*outdated_classes(listed), *differences(listed)]
    yield from found or [_passed(listed)]


def _lost(listed: Listing) -> Iterator[Finding]:
    """The files of lists that do not open, or could not be read, beside those that could."""
    for lost in listed.lost:
        if lost.reason.proves_absence:
            yield failed("broken", lost.cite(), note="链接“{label}”打不开", label=lost.label or lost.url)
        else:
            yield untested("missing", lost.cite(), note="未能打开：{reason}", reason=lost.reason)
    for document in listed.unread:
        note = "清单无法读取（{doubt}）"
        yield untested("missing", document.cite(), note=note, doubt=words_unread(document))


def _passed(listed: Listing) -> Finding:
    kinds = dict.fromkeys(item.kind for item in listed.items if item.kind)
    cited = tuple(source.cite() for source in listed.sources[:3])
    return passed(*cited, note=LISTED, count=str(len(listed.items)), kinds="、".join(kinds) or "未分类")
