"""The lists of fees that a place shows, and what each must tell of a fee."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from crawler.reading.doubts import NO_TEXT, PICTURE
from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.published.contents import Asked, asked, tables
from rules.published.items import NEWS, Item, items
from rules.records import Record, Records
from rules.shown import documents, lost_files, pictures
from rules.tables import tables_of

TOPIC = "fee-list"
SCANS = frozenset((PICTURE, NO_TEXT))
HEADS = 2  # rows of a table among which its heads stand
MENTIONS = 5  # words of fees in a text that tells of them itself
APART_FROM = date(2015, 1, 1)  # 财税〔2014〕101号（未核对）：目录清单只列项目、资金管理方式和政策依据，标准可以另列
_LIST = re.compile(
    "(?:收费|征收)[^,。]{0,16}(?:目录|清单|一览表?|公示|公开|项目表|标准表|明细表?|汇总表?|情况表)|收费项目(?:及|和|与"
    "|、)?(?:收费)?(?:依据|标准)|收费标准$|收费项目(?:的(?:公告|通告|通知))?$|费[^,。]{0,6}目录清单"
)
_NOT = re.compile(
    "取消|停征|免征|减免|降低|调整|清理|规范(?!性)|学校|学费|中学|小学|幼儿园|教育收费|物业|停车|停放|景区|门票|电价|水价|气价|殡葬"
    "|公墓|医疗服务|听证|成本|复函|批复|核定|制定|办法|条例|规定|制度|解读|问答|检查|年审|年检|招标|采购|违规|乱收费|专项|整治"
    "|公示制$|权[力责]清单|负面清单|律师|公证|高速|通行费|车辆|诊疗|宾馆"
)
_ASKS = re.compile("(?:关于|做好|开展|进一步|印发|转发).{0,40}(?:通知|意见|方案|函)$")
_GIVES = re.compile(
    "(?:公布|公开|发布|公示|印发|更新)[^,。]{0,30}(?:目录|清单|一览表|收费项目)(?:[(].{0,12}[)])?的(?:通知|公告|通告)$"
)
_NAME = asked("项目名称", "收费项目|项目名称|收费名称|项目|名称|费种", "费", but="编码|代码|序号|单位名称|部门名称")
_BASIS = asked(
    "依据文号",
    "依据|文号|文件|批准机关",
    r"[〔\[(【][12]\d{3}[〕\])】]|[一-龥]字第?\d|第\d+号|号令",
)
_RATE = asked(
    "收费标准",
    "标准|金额|费率|征收比例|收费额|价格",
    r"\d(?:\.\d+)?(?:万)?元|%|‰|元[/每]|按[^,。]{2,20}(?:收取|征收|计收|执行)",
    but="依据|文号|批准",
)
_TAKER = asked(
    "执收单位",
    "执收|收费单位|征收单位|收费主体|收费部门|征收部门|主管部门|实施单位|收取单位|部门|单位名称|收费机关|征收机关|管理部门|单位|系统|行业|归口",
    "执收单位|收费单位|征收单位|执收部门|收费部门",
    but="计费|计量|计价|计征|收费单位\\(元|单位:|标准",
)
FIELDS: Sequence[Asked] = (_NAME, _BASIS, _RATE, _TAKER)
_BODY = re.compile("[一-龥]{2,20}(?:局|委员会|委|办公室|部门|厅|院|中心|所|站|支队)(?:[(].{0,12}[)])?$")
_BODY_AT = re.compile("[一-龥]{2,16}(?:局|委|办|院|中心|所|站|学校)(?=[^,。]{0,8}收费)")
_SUB = re.compile(r"[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[).、]|[①-⑳]|[-—]|其中|[a-zA-Z][.、)]")
_FOR_ALL = re.compile("物价|财政|发展和改革|发展改革|发改|全市|市[级本直]")  # whose list tells of many bodies
_BEYOND = re.compile("全国|中央|国家|财政部|省(?:级|定|财政)|全省|自治区")


def fee_lists(site: Snapshot) -> list[Item]:
    """The lists of fees that a place shows, the newest first."""
    return items(site, TOPIC, _is_list)


def without_others(site: Snapshot) -> Snapshot:
    """A place without the dead links that promised something else of fees, such as which were cancelled."""
    gone = [lost for lost in site.unreached if lost.reason.proves_absence and _NOT.search(squeeze(lost.label))]
    return replace(site, unreached=tuple(lost for lost in site.unreached if lost not in gone))


def _is_list(item: Item) -> bool:
    title = item.called
    if not _LIST.search(title) or _NOT.search(title) or NEWS.search(title):
        return False
    return _ASKS.search(title) is None or _GIVES.search(title) is not None


def pictured(now: Sequence[Item]) -> Finding | None:
    """A finding when every list is shown only as a scan or a picture, in which nobody can search."""
    if not now or any(_is_typed(each) for each in now):
        return None
    for item in now:
        scans = [each for each in item.page.documents if each.is_recognised or each.reading.unread in SCANS]
        if scans and not lost_files(item.page):
            note = "“{title}”只以图片或扫描件公开，不能检索和复制"
            return failed("picture", item.page.cite(), scans[0].cite(), note=note, title=item.page.title)
        if pictures(item.page):
            note = "“{title}”可能只以图片公开，请人工查看"
            return cant_tell("picture", item.page.cite(), note=note, title=item.page.title)
    return None


def _is_typed(item: Item) -> bool:
    """Whether fees can be read in the words of an item: in a table, or in lines."""
    typed = [each for each in (item.page, *item.page.documents) if not each.is_recognised]
    return (
        any(each.document in typed for each in tables(item, FIELDS))
        or sum(each.text.count("费") for each in typed) > MENTIONS
    )


def wrong_fields(site: Snapshot, now: Sequence[Item]) -> Iterator[Finding]:
    """The fields that none of these lists has, and those that their rows leave empty."""
    told = [(each, [found for found in tables(each, FIELDS) if _NAME.name in found.heads]) for each in now]
    told = [(item, found) for item, found in told if found]
    if not told or not all(item.is_read for item in now):
        return
    heads = {name for _, found in told for each in found for name in each.heads}
    for each in FIELDS[1:]:
        if each.name in heads or any(each.words.search(item.text) or _shares_head(each, item) for item in now):
            continue
        if each is _TAKER and any(_is_of_one(site, item) for item in now):
            continue
        first = told[0][0]
        apart = each is _RATE and ((first.day or site.period.last) >= APART_FROM or _BEYOND.search(first.called))
        values = {"title": first.page.title, "name": each.name}
        say = cant_tell if apart else failed
        yield say("no-field", first.page.cite(), note="“{title}”没有列明{name}", subject=each.name, **values)
    for item, found in told:
        for records in found:
            yield from _blanks(item, records)


def _shares_head(each: Asked, item: Item) -> bool:
    """Whether one head asks for a field and for another: 部门及项目."""
    tops = (row for document in documents(item.page) for table in tables_of(document) for row in table.rows[:HEADS])
    return any(each.field.labels(squeeze(cell)) for row in tops for cell in row)


def _is_of_one(site: Snapshot, item: Item) -> bool:
    """Whether a list is that of one body, or names bodies in rows of their own or above its tables."""
    names = (site.department.name, *site.department.aliases, "本局", "我局", "本单位", "本部门", "本委", "我委", "窗口")
    named = _BODY_AT.search(item.called)
    if named is not None and _FOR_ALL.search(named[0]) is None:
        return True
    takes = _FOR_ALL.search(item.called + site.department.name) is None
    if takes and any(name and squeeze(name) in item.called + item.text[:300] for name in names):
        return True
    labels = (squeeze(f"{each.title} {each.label}") for each in item.page.documents)
    if any(_BODY_AT.search(label) for label in labels):
        return True
    cells = (
        squeeze(cell)
        for document in (item.page, *item.page.documents)
        for t in tables_of(document)
        for row in t.rows
        for cell in row
    )
    return any(
        _BODY_AT.match(cell) or _BODY.fullmatch(re.sub("^[一二三四五六七八九十\\d]+、", "", cell))
        for cell in cells
        if len(cell) < 30
    )


def _blanks(item: Item, records: Records) -> Iterator[Finding]:
    """The fees that leave ground or rate empty; a heading whose parts follow is none."""
    for each in (_BASIS, _RATE):
        empty = [
            row
            for row, after in _with_next(records.rows)
            if each.name in row.values and _is_bare(row, after, each.name)
        ]
        if not empty:
            continue
        say = failed if len(empty) * 2 < len(records.rows) else cant_tell
        cited = records.document.cite(empty[0].told(_NAME.name), empty[0].where)
        values = {"title": item.page.title, "count": str(len(empty)), "name": each.name}
        yield say("blank-field", cited, note="“{title}”有 {count} 项没有填写{name}", subject=each.name, **values)


def _with_next(rows: Sequence[Record]) -> Iterator[tuple[Record, Record | None]]:
    for number, row in enumerate(rows):
        yield row, rows[number + 1] if number + 1 < len(rows) else None


def _is_bare(row: Record, after: Record | None, name: str) -> bool:
    """Whether a row is a fee of its own that tells other fields and not this one."""
    fee = squeeze(row.told(_NAME.name))
    if not fee or row.told(name) or not any(row.told(other.name) for other in (_BASIS, _RATE) if other.name != name):
        return False
    below = squeeze(after.told(_NAME.name)) if after is not None else ""
    return _SUB.match(below) is None and _SUB.match(fee) is None


def outdated(site: Snapshot, found: Sequence[Item]) -> Finding | None:
    """What to say of lists that are named after a year long past, or were published long ago."""
    last = site.period.last
    years = [max(years) for each in found if (years := _years(each))]
    if len(years) < len(found) or not years or max(years) >= last.year - 1:
        return None
    newest = max(found, key=lambda each: max(_years(each)))
    named = re.search("20\\d\\d", newest.called) is not None
    values = {"title": newest.page.title, "year": str(max(years))}
    if named:
        return failed("outdated", newest.page.cite(), note="最新的收费目录是 {year} 年的“{title}”", **values)
    if max(years) < last.year - 2:
        return cant_tell(
            "outdated", newest.page.cite(), note="“{title}”是 {year} 年公布的，请人工核实是否仍然有效", **values
        )
    return None


def _years(item: Item) -> list[int]:
    """The years by which a list may be judged: of its title and of its posting."""
    named = [int(year) for year in re.findall("20\\d\\d", item.called)]
    return [*named, *([item.day.year] if item.day else [])]
