"""What is found of a place's pages about accidents: fields, contradictions between months, and wrong numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.snapshot import Citation, Snapshot
from rules.finding import Finding, cant_tell, failed, passed
from rules.ongoing.fields import is_whole, room
from rules.ongoing.items import MOST, says_little
from rules.ongoing.sums import wrong_sums
from rules.ongoing.unseen import unseen
from rules.phrases import squeeze
from rules.records import Field
from rules.safety.accidents import Accidents, Month
from rules.safety.tallies import wrong_tallies
from rules.shown import documents

_FULL = 400  # squeezed characters from which a report is one and not a notice of it
_PARTED = re.compile(r"(?m)^\s*[二三]、")  # a report, though a short one
_TRADES = re.compile(
    "煤矿|非煤|矿山|危险化学品|危化|烟花爆竹|工矿商贸|工贸|建筑|道路|水上|农机|渔业|特种设备|火灾|学校|旅游|燃气"
)
_HEADS = re.compile("起|宗|事故(?:次)?数|死亡|受伤|人数")
_IN_TEXT = {
    "发生时间": re.compile(
        r"\d{1,2}月\d{1,2}日|\d{1,2}[.·•・．]\d{1,2}|20\d\d[-/]\d{1,2}[-/]\d{1,2}|(?<!\d)\d{2,4}[一-龥]{0,14}事故"
    ),  # “4·14”某某事故 has lost its dot
    "伤亡情况": re.compile("死亡|受伤|伤亡|遇难|重伤|轻伤|亡人|经济损失|[死伤]"),
    "事故原因": re.compile("原因|起因|成因|主因|所致|导致|造成|致使|引发"),
    "处理结果": re.compile("处理|处罚|责任|追究|罚款|处分|移送|结案"),
}
_OF_ANSWER = ("事故原因", "处理结果")
FIELDS = (
    Field("发生时间", ("时间", "日期"), ("结案", "公布", "批复")),
    Field("伤亡情况", ("伤亡", "死亡", "受伤", "损失", "后果")),
    Field("事故原因", ("原因", "起因", "成因", "主因", "经过", "概况", "性质")),
    Field("处理结果", ("处理", "处罚", "结果", "责任", "结案", "追究")),
)


def fields_lacking(now: Sequence[Accidents]) -> Iterator[Finding]:
    """The fields that reports and lists of results do not tell, each once with the first pages; pages that tell nothing at all."""
    for each in [one for one in now if says_little(one.item) and not any(one.nils())][:MOST]:
        title = each.page.title
        yield failed("no-field", each.page.cite(), note="“{title}”没有内容", subject=title, title=title)
    found: dict[str, list[Accidents]] = {}
    for each in now:
        for name in _lacking(each):
            found.setdefault(name, []).append(each)
    for name, pages in found.items():
        note = "{count} 份事故处理信息没有写明{name}，如“{title}”"
        values = {"count": str(len(pages)), "name": name, "title": pages[0].page.title}
        cited = tuple(each.page.cite() for each in pages[:MOST])
        sure = any(is_whole(each.page) and (_is_long(each) or each.is_answer) for each in pages)
        yield (failed if sure else cant_tell)("no-field", *cited, note=note, subject=name, **values)


def unread(now: Sequence[Accidents]) -> Iterator[Finding]:
    """A doubt for the first report that stands in pictures or in a file that was not read."""
    for each in now:
        doubt = unseen(each.page, "no-field", "no-field") if each.is_report else None
        if doubt is not None:
            yield doubt
            return


def _lacking(each: Accidents) -> list[str]:
    shown = room(each.page, FIELDS)
    if shown.has_table and not each.is_report and shown.names & {"处理结果", "事故原因"}:
        return [field.name for field in FIELDS if field.name not in shown.names and field.name != "伤亡情况"]
    if not each.is_report:
        return []
    if not _is_long(each) and not each.is_answer and not _PARTED.search(each.page.text):
        return _untold(each)
    if each.is_answer:
        return [name for name in _OF_ANSWER if not _IN_TEXT[name].search(each.item.called + each.item.words)]
    rest = _beside_title(each)  # a title that speaks of 处理 tells no result
    told = {name: rest if name in _OF_ANSWER else each.item.called + each.item.words for name in _IN_TEXT}
    return [name for name, words in told.items() if not _IN_TEXT[name].search(words)]


def _untold(each: Accidents) -> list[str]:
    """Cause and result, where a short notice of what came of an accident tells neither beside its title."""
    rest = _beside_title(each)
    told = any(_IN_TEXT[name].search(rest) for name in _OF_ANSWER)
    return [] if told or not is_whole(each.page) else list(_OF_ANSWER)


def _beside_title(each: Accidents) -> str:
    return each.item.words.replace(squeeze(each.page.title), "").replace(each.item.called, "")


def _is_long(each: Accidents) -> bool:
    return len(each.item.words) >= _FULL


def contradictions(site: Snapshot, found: Sequence[Accidents]) -> Iterator[Finding]:
    """The months of which one page says that nothing happened and another that something did."""
    nils: dict[Month, tuple[Accidents, str]] = {}
    for each in found:
        for month, words in each.nils():
            nils.setdefault(month, (each, words))
    told: set[Month] = set()
    for each in found:
        for month, words, is_sure in _happenings(site, each):
            if month in nils and month not in told and _may_be_one(nils[month][1], each):
                told.add(month)
                nil, said = nils[month]
                subject = f"{month[0]}-{month[1]:02d}"
                cited = (_cite(nil, said), _cite(each, words))
                note = "{month} 写明未发生生产安全事故，又有“{title}”"
                say = failed if is_sure and not _is_of_part(site, said) else cant_tell
                yield say("contradiction", *cited, note=note, subject=subject, month=subject, title=each.page.title)


def _may_be_one(said: str, each: Accidents) -> bool:
    """Whether an accident falls among those of which a sentence says that there were none: all, or those of one trade."""
    trades = set(_TRADES.findall(said))
    return not trades or any(trade in each.item.called + each.item.words[:3000] for trade in trades)


def _is_of_part(site: Snapshot, said: str) -> bool:
    """Whether a sentence speaks of a county or town of a city only."""
    return (
        re.search("(?<!全)[县区旗镇乡](?!域)", said) is not None and re.search("[县区旗]", site.department.name) is None
    )


def _cite(each: Accidents, words: str) -> Citation:
    return each.page.cite(words[:60])


def _happenings(site: Snapshot, each: Accidents) -> Iterator[tuple[Month, str, bool]]:
    """The months in which an accident happened, the words that say so, and whether it surely was one of production here."""
    day = each.happened if each.is_report or each.is_notice else None
    if day is not None:
        area = re.split("[市县区州盟]", site.department.name, maxsplit=1)[0]
        is_here = bool(area) and area in each.item.called + each.item.words[:3000]
        yield (day.year, day.month), each.item.called, is_here and each.is_of_production
    yield from ((month, words, False) for month, words in each.counted())


def wrong_numbers(now: Sequence[Accidents]) -> Iterator[Finding]:
    """Totals that the classes or the rows beside them cannot give."""
    for each in now:
        for wrong in wrong_tallies(each.page.text):
            note = "写明共 {stated} 起，各类相加是 {summed} 起"
            values = {"stated": str(wrong.total), "summed": str(wrong.summed)}
            cited = each.page.cite(str(wrong.words)[:60])
            say = failed if wrong.is_sure else cant_tell
            yield say("wrong-count", cited, note=note, subject=each.page.title, **values)
        for document in documents(each.page):
            for sums in wrong_sums(document, _HEADS):
                note = "“{head}”合计写明 {stated}，各行相加是 {summed}"
                values = {"head": sums.head, "stated": str(sums.stated), "summed": str(sums.summed)}
                say = failed if sums.is_sure and is_whole(each.page) else cant_tell
                cited = document.cite(sums.head, sums.where)
                yield say("wrong-count", cited, note=note, subject=f"{each.page.title}：{sums.head}", **values)


def shown(now: Sequence[Accidents]) -> Finding:
    """That accidents and what came of them are told of, or that there were none."""
    newest = now[0]
    nil = next((words for _, words in newest.nils()), "")
    note = "最新的是 {day} 的“{title}”，写明未发生事故" if nil else "最新的是 {day} 的“{title}”"
    cited = tuple(each.page.cite(nil[:60] if each is newest else "") for each in now[:MOST])
    return passed(*cited, note=note, day=str(newest.item.perhaps or "日期不详"), title=newest.page.title)
