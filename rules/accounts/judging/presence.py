"""Whether a place shows a year's document at all: what to say when it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from crawler.snapshot import Page, Snapshot
from rules.accounts.joint import jointly, led_out
from rules.accounts.offers import Offer, unclaimed
from rules.accounts.schedules.roles import attached
from rules.adorning import telling
from rules.dates import years
from rules.finding import Finding, cant_tell, failed, inapplicable, untested
from rules.institutions.found import within
from rules.phrases import squeeze
from rules.topics import obstacle, searched, speaks_of

_NUMBERED = re.compile(
    r"(?:出国|接待|用车)[^\d]{0,16}?(?:费|合计|总计|预算|决算)[^\d]{0,8}?(?!20\d\d)\d[\d,]*(?:\.\d+)?(?![、.)年月日页]|\.\d)"
)
_TOGETHER = re.compile("(?:由|随|并入)[^。;]{2,24}?(?:统一|一并|合并|汇总)(?:对外|向社会)?(?:公开|公布)")
_SELF = re.compile("[我本](?:单位|局|委|办|处|所|中心|站|院|馆|室)")
_KINDS: Mapping[str, str] = MappingProxyType({"budget": "预算", "final": "决算"})
COMMON: Mapping[str, str] = MappingProxyType(  # what can be wrong with a document about money of any sort
    {
        "missing": "没有公开",
        "outdated": "只有往年的",
        "broken": "页面或附件打不开",
        "empty": "没有数字，也没有说明",
        "late": "超过公开时限",
        "deep": "藏得太深，点击次数过多",
        "picture": "只以图片或扫描件公开",
        "template": "模板没有填完",
        "no-unit": "没有注明金额单位",
        "mismatch": "各项之和与合计不符",
        "unit-slip": "金额单位疑似写错",
        "wrong-change": "增减额或增减率与数字不符",
        "text-differs": "文字与表格不一致",
    }
)
HIDING = (
    "missing",
    "outdated",
    "broken",
    "empty",
    "picture",
    "incomplete",
)  # what leaves nothing of a figure to be judged


@dataclass(frozen=True)
class Wanted:
    """A year's budget or final accounts, owed from a month of the period's year on; `topics` are what it may be called."""

    kind: str
    year: int
    owed_from: int
    topics: tuple[str, ...]
    own: str

    @classmethod
    def of(cls, kind: str, site: Snapshot, owed_from: int, topics: tuple[str, ...]) -> Wanted:
        """This year's budget, last year's final accounts; the first topic is the document's own."""
        return cls(kind, site.period.year - (kind == "final"), owed_from, topics, topics[0])


def current(offers: Sequence[Offer], wanted: Wanted) -> list[Offer]:
    """The entries about the wanted year."""
    return [offer for offer in offers if offer.year == wanted.year]


def absent(site: Snapshot, offers: Sequence[Offer], wanted: Wanted, *, is_begun: bool = False) -> Finding:
    """What to say when no entry holds what is wanted: `is_begun` when one that was found is empty of it."""
    if site.period.month < wanted.owed_from:
        return inapplicable("未到公开时限（{month} 月）", month=str(wanted.owed_from))
    now = current(offers, wanted)
    return (_hollow(site, now, wanted, is_begun=is_begun) if now else None) or _missing(site, offers, wanted)


def _hollow(site: Snapshot, now: Sequence[Offer], wanted: Wanted, *, is_begun: bool) -> Finding | None:
    """What to say of entries about the year that hold nothing; None when none of them need hold it."""
    for unread in (document for offer in now for document in offer.unread):
        note = "附件无法读取（{doubt}），请人工查看"
        return untested("missing", unread.cite(), note=note, doubt=unread.reading.unread)
    for lost in (lost for offer in now for lost in offer.dead):
        if not lost.reason.proves_absence:
            return untested("missing", lost.cite(), note="未能打开：{reason}", reason=lost.reason)
        note = "链接“{label}”打不开（{status}）"
        return failed("broken", lost.cite(), note=note, label=lost.label, status=str(lost.status))
    drawn = next((offer.page for offer in now if offer.page and telling(offer.page)), None)
    if drawn is not None:
        return untested("missing", drawn.cite(), note="内容可能在页面的图片里，请人工查看")
    bare = next(
        (
            offer
            for offer in now
            if offer.page and (is_begun or offer.is_titled(wanted.own) or speaks_of(offer.page, wanted.own))
        ),
        None,
    )
    for page, said in _attaching(now):
        note = "页面“{title}”中说“{said}”，没有见到附件，请人工查看"
        return cant_tell("empty" if bare else "missing", page.cite(said), note=note, title=page.title, said=said[:80])
    if bare is not None and (near := _figures_of(bare)):
        note = "页面“{title}”的数字没有读懂（“{near}”），请人工查看"
        return cant_tell("empty", *bare.cited, note=note, title=bare.label, near=near)
    if bare is None:
        return None
    doubt = within(site, [bare.page] if bare.page else [], "empty")
    return doubt or failed("empty", *bare.cited, note="页面“{title}”没有任何金额", title=bare.label)


def _attaching(now: Sequence[Offer]) -> Iterator[tuple[Page, str]]:
    """The pages without any file that say of themselves that the schedules are attached, with these words."""
    for page in (offer.page for offer in now if offer.page and not offer.files):
        if said := attached(page):
            yield page, said


def _missing(site: Snapshot, offers: Sequence[Offer], wanted: Wanted) -> Finding:
    lost = obstacle(site, *wanted.topics)
    if lost is not None:
        return untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    nameless = unclaimed(site, wanted.kind, wanted.year)
    if nameless is not None:
        note = "页面“{title}”没有写明是哪个单位的，请人工核实"
        return cant_tell("missing", nameless.cite(), note=note, title=nameless.title)
    if (told := _elsewhere(site, wanted) or _shared(site, wanted)) is not None:
        return told
    before = [offer for offer in offers if offer.page and offer.year and offer.year < wanted.year]
    newest = max(before, key=lambda offer: offer.year or 0, default=None)
    if newest is not None and newest.page is not None:
        return failed("outdated", newest.page.cite(), note="最新的是 {year} 年", year=str(newest.year))
    return failed("missing", *searched(site, *wanted.topics), note="在所列栏目中没有找到")


def _elsewhere(site: Snapshot, wanted: Wanted) -> Finding | None:
    """A page on which the body says of itself that another one publishes what is wanted together with its own."""
    for page in site.pages:
        text = squeeze(page.text)
        parts = map(squeeze, re.split("[。;；\n]", page.text))
        for said in parts if _TOGETHER.search(text) and _is_of_itself(text, site) else ():
            named = years(said) or years(page.title)
            if _TOGETHER.search(said) and _KINDS[wanted.kind] in said and wanted.year in (named or (wanted.year,)):
                note = "页面“{title}”说由其他单位统一公开，请人工查看"
                return cant_tell("missing", page.cite(said[:40]), note=note, title=page.title)
    return None


def _is_of_itself(text: str, site: Snapshot) -> bool:
    return _SELF.search(text) is not None or any(squeeze(name) in text for name in site.department.names)


def _shared(site: Snapshot, wanted: Wanted) -> Finding | None:
    """A doubt where the portal shows what is wanted with that of other bodies, or leads to it elsewhere."""
    about = wanted.kind, wanted.year, wanted.own
    if (away := led_out(site, *about)) is not None:
        page, link = away
        return cant_tell("missing", page.cite(link.text), note="登载在其他网站，请人工查看：{url}", url=link.url)
    if (joint := jointly(site, *about)) is not None:
        page, words = joint
        note = "“{title}”登载了多个单位的，其中列有“{words}”，请人工核实"
        return cant_tell("missing", page.cite(words), note=note, title=page.title, words=words.strip()[:60])
    return None


def _figures_of(offer: Offer) -> str:
    """Words of one of the heads with a number behind them, in any document of an entry, or ""."""
    for document in offer.documents:
        found = _NUMBERED.search(squeeze(document.text))
        if found:
            return found[0]
    return ""
