"""收费目录 — what the administration takes, and on what ground.

Who takes administrative fees shows a list of them: each with its name, the document that allows it,
its rate, and the body that takes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.fees.lists import TOPIC, fee_lists, outdated, pictured, without_others, wrong_fields
from rules.finding import Finding, passed
from rules.published import contents, presence
from rules.published.items import Item
from rules.rule import rule
from rules.shown import elsewhere
from rules.spoken import sends_away


@rule(
    title="收费目录",
    theme="prices",
    basis="《政府信息公开条例》（2008）第十条第五项，（2019）第二十条第八项；国办发〔2013〕73号（七）；财税〔2014〕101号",
    duty="公开收费目录，逐项列明项目名称、依据文号、标准和执收单位。",
    reads=[TOPIC],
    problems={
        "missing": "没有公开收费目录",
        "outdated": "只有往年的收费目录",
        "broken": "收费目录或其附件打不开",
        "empty": "收费目录没有内容",
        "picture": "收费目录只以图片公开",
        "no-field": "收费目录缺少要素",
        "blank-field": "收费目录有未填写的要素",
    },
    anchored=("broken", "empty"),
)
def fee_list(site: Snapshot) -> Iterator[Finding]:
    """A list of fees of these days is shown as text, with name, ground, rate and taker of each fee."""
    found = fee_lists(site)
    if not found:
        yield presence.missing(without_others(site), TOPIC)
        return
    away = [out for each in found if (out := sends_away(each.page)) is not None]
    if len(away) == len(found):
        yield elsewhere(*away[0])
        return
    old = outdated(site, found)
    if old is not None:
        lost = presence.barrier(site, TOPIC)
        yield old if lost is None else presence.untold("outdated", lost)
        return
    newest = [each for each in found if (each.year or 0) >= (found[0].year or 0)] or found[:1]
    scanned = pictured(newest)
    wrong = [*contents.opened(newest), *wrong_fields(site, newest)] if scanned is None else [scanned]
    yield from wrong or [_shown(newest)]


def _shown(newest: list[Item]) -> Finding:
    cited = tuple(each.page.cite() for each in newest[: contents.MOST])
    return passed(*cited, note="已公开收费目录“{title}”", title=newest[0].page.title)
