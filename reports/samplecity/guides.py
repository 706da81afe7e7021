"""Guides to approvals (办事指南): what must be handed in, to whom, and how long it takes; and guides to other things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape

from reports.samplecity.content import Article, Attachment
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import FORMATS, Paper, Rows, html_table
from reports.samplecity.faults import Fault
from reports.samplecity.people import address
from reports.samplecity.register import Power, Register, other_promise
from reports.samplecity.shelf import Shelf

EIGHT_FROM = date(2019, 4, 1)  # 国办秘函〔2019〕19号, published on the 18th; the city was told before
FORMS = ("headings", "headings", "card", "docx", "together", "volume")
TITLES = ("{item}办事指南", "{item}服务指南", "{item}办理指南")
ALL_TITLES = ("{org}行政许可事项办事指南", "{org}行政审批服务指南", "{org}审批事项办事指南汇编")
# element: what the guides of the city call it, one word for each vocabulary
WORDS: Mapping[str, tuple[str, ...]] = {
    "事项": ("事项名称", "项目名称", "许可事项"),
    "依据": ("设定依据", "法律依据", "许可依据"),
    "条件": ("申请条件", "办理条件", "许可条件"),
    "数量": ("数量限制", "许可数量", "审批数量"),
    "程序": ("办理流程", "办理程序", "许可程序"),
    "期限": ("办理期限", "办结时限", "许可期限"),
    "材料目录": ("申请材料目录", "申请材料", "申请时需提交的全部材料目录"),
    "办理地点": ("办理地点", "受理地点", "办理地点"),
    "办理时间": ("办理时间", "受理时间", "办公时间"),
    "联系电话": ("联系电话", "咨询电话", "联系电话"),
    "收费": ("收费标准", "收费依据及标准", "收费情况"),
}
SEVEN = ("事项", "依据", "条件", "数量", "程序", "期限", "材料目录")  # 国办发〔2013〕73号（一）
MORE = ("办理地点", "办理时间", "联系电话")
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
LOST = {"条件": "申请条件", "材料目录": "办理材料", "依据": "设定依据", "数量": ""}  # what is asked since 2019 instead
CONDITIONS = (
    "具有独立承担民事责任的能力",
    "有固定的场所和必要的设施",
    "有符合规定的专业人员",
    "有健全的管理制度",
    "符合有关规划",
)
MATERIALS = (
    "申请书",
    "营业执照复印件",
    "法定代表人身份证复印件",
    "场所平面图",
    "管理制度文本",
    "人员资格证明",
    "可行性研究报告",
)


@dataclass(frozen=True)
class _Guide:
    """One guide before it has a form: elements with one or more lines each."""

    item: str
    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    day: date
    dead: bool = False


def service_guides(shelf: Shelf, held: Register, fault: Fault | None, last: date) -> list[Article]:
    """The guides of a department's approvals, with the fault of the month in them."""
    kind, about = (fault.kind, fault.subject) if fault else ("", "")
    if kind == "none":
        return []
    form = shelf.chance("form of guides").choice(FORMS)
    if kind == "broken":
        form = "docx"
    power_guides = [_guide(shelf, power, held, last) for power in held.powers if power.is_approval]
    made = [_flawed(guide, held, kind, about) for guide in power_guides]
    if kind == "missing":
        made = [guide for guide in made if guide.item != about]
    return list(_posted(shelf, form, made))


def _guide(shelf: Shelf, power: Power, held: Register, last: date) -> _Guide:
    chance = shelf.chance("guides")
    first = date(2012, 1, 5) + timedelta(days=chance.randrange(20))
    day = max(held.days.get(power.name, first), EIGHT_FROM if last >= EIGHT_FROM else first)
    words, more = chance.randrange(3), last >= EIGHT_FROM or chance.random() < 0.5
    title = chance.choice(TITLES).format(item=power.name)
    told = _told(shelf, power)
    roles = (*SEVEN, *(MORE if more else ()), *(("收费",) if chance.random() < 0.5 else ()))
    return _Guide(power.name, title, tuple((WORDS[role][words], told[role]) for role in roles), day)


def _told(shelf: Shelf, power: Power) -> dict[str, tuple[str, ...]]:
    chance, where = dice(shelf.seed, shelf.body, power.name, "guide"), address(shelf.seed, shelf.body)
    materials = (f"{power.name.removesuffix('核发')}申请表", *chance.sample(MATERIALS, 3))
    return {
        "事项": (power.name,),
        "依据": (power.basis,),
        "条件": tuple(f"{n}．{line}；" for n, line in enumerate(chance.sample(CONDITIONS, 3), start=1)),
        "数量": ("无数量限制",),
        "程序": ("申请人提出申请，窗口受理，承办科室审查，作出决定，制证送达。",),
        "期限": (limit(power),),
        "材料目录": tuple(f"{n}．{line}" for n, line in enumerate(materials, start=1)),
        "办理地点": (f"市行政服务中心{shelf.org[-4:]}窗口（{where}）",),
        "办理时间": ("工作日上午8:30—11:30，下午13:30—17:00",),
        "联系电话": (power.telephone,),
        "收费": ("不收费",),
    }


def limit(power: Power) -> str:
    """The time limits as a guide tells them."""
    return f"法定期限{power.legal}个工作日，承诺期限{power.promised}个工作日"


def _flawed(guide: _Guide, held: Register, kind: str, about: str) -> _Guide:
    item, _, element = about.partition("：")
    if guide.item != item:
        return guide
    if kind == "no-element":
        return replace(guide, parts=tuple(part for part in guide.parts if part[0] not in WORDS[element]))
    if kind == "limit-differs":
        power = held.named(item)
        other = limit(replace(power, promised=other_promise(power.promised)))
        parts = tuple((word, (other,) if lines == (limit(power),) else lines) for word, lines in guide.parts)
        return replace(guide, parts=parts)
    return replace(guide, dead=kind == "broken")


def _posted(shelf: Shelf, form: str, made: list[_Guide]) -> Iterator[Article]:
    day, title = max(guide.day for guide in made), _volume_title(shelf)
    if form == "together":
        body = "".join(f"<p><strong>{escape(guide.title)}</strong></p>{_lines(guide)}" for guide in made)
        yield shelf.article(title, body, day)
    elif form == "volume":
        yield shelf.article(title, "<p>办事指南见附件。</p>", day, (_file(shelf, title, tuple(_volume(made))),))
    elif form == "docx":
        for guide in made:
            file = _file(shelf, guide.title, (_rows(guide),), dead=guide.dead)
            yield shelf.article(guide.title, "<p>详见附件。</p>", guide.day, (file,))
    else:
        for guide in made:
            body = html_table(_rows(guide)) if form == "card" else _lines(guide)
            yield shelf.article(guide.title, body, guide.day)


def _rows(guide: _Guide) -> Rows:
    return tuple((word, " ".join(lines)) for word, lines in guide.parts)


def _lines(guide: _Guide) -> str:
    """The guide under numbered headings."""
    found = []
    for numeral, (word, lines) in zip(NUMERALS, guide.parts, strict=False):
        found += [f"{numeral}、{word}", *lines]
    return "".join(f"<p>{escape(line)}</p>" for line in found)


def _volume(made: list[_Guide]) -> Iterator[str | Rows]:
    for guide in made:
        yield guide.title
        yield _rows(guide)


def _file(shelf: Shelf, title: str, blocks: tuple[str | Rows, ...], *, dead: bool = False) -> Attachment:
    suffix, media_type, write = FORMATS["docx"]
    body = None if dead else write(Paper(title, blocks))
    return Attachment(f"W{number(title, *shelf.slot):010}{suffix}", title + suffix, media_type, body)


def _volume_title(shelf: Shelf) -> str:
    return shelf.chance("volume of guides").choice(ALL_TITLES).format(org=shelf.org if shelf.named else "")


def decoys(shelf: Shelf) -> Iterator[Article]:
    """A guide to something that is no approval."""
    if shelf.chance("other guide").random() < 0.4:
        lines = ("一、招生对象：应届初中毕业生。", "二、报名时间：5月1日至6月15日。", "三、咨询电话见学校网站。")
        body = "".join(f"<p>{line}</p>" for line in lines)
        yield shelf.article("直属学校招生指南", body, date(2012, 1, 19))
