"""A body's yearly report on its disclosure, in the form of its year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article, Attachment
from reports.samplecity.desk import Desk, Said, Turns
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import FORMATS, Paper
from reports.samplecity.institutions.yearcount import Year, asked
from reports.samplecity.institutions.yeartables import disputed, published, requested, statistics
from reports.samplecity.people import telephone

RULE = "annual-report"
KINDS = (
    "| no-declaration | outdated | | broken | | no-part | wrong-sum | missing | late | template | carry-over | empty |"
)
TURNS = (Turns(RULE, tuple(word.strip() for word in KINDS.split("|")), Period(2014, 4)),)
COLUMNS = (("年度报告", "信息公开年度报告", "公开年报", "政府信息公开年报"),)
FIRST = 2011
COUNTED, NEW_FORM = 2014, 2019  # the years of whose reports the statistics table, and the new form, hold
PARTS = (
    "概述",
    "主动公开政府信息的情况",
    "依申请公开政府信息和不予公开政府信息的情况",
    "政府信息公开的收费及减免情况",
    "因政府信息公开申请行政复议、提起行政诉讼的情况",
    "政府信息公开工作存在的主要问题及改进情况",
    "其他需要报告的事项",
)
NUMERALS = "一二三四五六七"
WORK = (
    "健全制度，明确专人负责",
    "更新公开指南和公开目录",
    "加强业务培训",
    "完善网站栏目",
    "规范公文属性审核",
    "做好重点领域信息公开",
    "畅通申请渠道",
)
FAULTS = ("更新还不够及时", "公开内容有待深化", "工作人员业务水平有待提高", "公开形式比较单一", "解读材料偏少")
CARRIED = ("carry-over", "wrong-sum")


def papers(desk: Desk) -> Iterator[Article]:
    """The reports of every year so far."""
    wrong = fault(desk)
    for year in range(FIRST, desk.period.year):
        is_owed, day = year == owed_year(desk), told_on(desk, year)
        if is_owed and wrong == "late":
            day = _due(desk, year) + timedelta(days=12)
        if day <= desk.last and wrong != "missing" and not (is_owed and wrong == "outdated"):
            yield _report(desk, year, day, wrong if is_owed else "")


def fault(desk: Desk) -> str:
    """What is wrong in this month: some faults can stand only in the forms of some years."""
    wrong = desk.fault(TURNS[0])
    is_new = owed_year(desk) >= NEW_FORM
    if (
        (wrong in CARRIED and not is_new)
        or (wrong == "carry-over" and owed_year(desk) == NEW_FORM)
        or (wrong == "no-declaration" and owed_year(desk) >= COUNTED)
    ):
        return ""
    return "" if wrong == "late" and desk.period.last < _due(desk, owed_year(desk)) + timedelta(days=12) else wrong


def owed_year(desk: Desk) -> int:
    """The year whose report is owed at the end of a month."""
    year = desk.period.year - 1
    return year if _due(desk, year) <= desk.period.last else year - 1


def _due(desk: Desk, year: int) -> date:
    """The last day for a body's report on a year; that of who answers for the government has more time."""
    is_early = year >= NEW_FORM and "office" not in desk.body.kinds
    return date(year + 1, 1, 31) if is_early else date(year + 1, 3, 31)


def told_on(desk: Desk, year: int) -> date:
    """The day on which the report on a year appears."""
    last = (
        _due(desk, year)
        if "department" in desk.body.kinds or "subordinate" in desk.body.kinds
        else date(year + 1, 3, 31)
    )
    return last - timedelta(days=number(desk.seed, desk.body.id, year, "report") % 19)


def _report(desk: Desk, year: int, day: date, wrong: str) -> Article:
    shelf = desk.shelf(COLUMNS[0])
    title = f"{shelf.org}{year}年政府信息公开工作年度报告"
    if wrong == "empty":
        return shelf.article(title, "<p></p>", day)
    known = asked(desk.seed, desk.body.id, year)
    made = _new_form if year >= NEW_FORM else _old_form
    lines = made(desk, year, known, wrong)
    text = "".join(line if line.startswith("<table") else f"<p>{line}</p>" for line in lines)
    suffix, media_type, write = FORMATS["docx" if year % 2 else "pdf"]
    plain = tuple(line for line in lines if not line.startswith("<table"))
    body = None if wrong == "broken" else write(Paper(title, plain))
    file = Attachment(f"P{number(title, *shelf.slot):010}{suffix}", f"{title}{suffix}", media_type, body)
    if wrong == "broken":
        text = "<p>报告全文见附件。</p>"
    return shelf.article(title, text, day, (file,) if wrong == "broken" or shelf.place == "portal" else ())


def _opening(desk: Desk, year: int) -> str:
    org, law = desk.shelf(COLUMNS[0]).org, "《中华人民共和国政府信息公开条例》"
    return (
        f"本年度报告由{org}根据{law}编制，报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
        f"如对本报告有疑问，请与{org}办公室联系（电话：{telephone(desk.seed, desk.body.id)}）。"
    )


def _work(desk: Desk, year: int) -> str:
    chosen = dice(desk.seed, desk.body.id, year, "work").sample(WORK, 3)
    return f"{year}年，我单位{'；'.join(chosen)}，政府信息公开工作取得新的进展。"


def _old_form(desk: Desk, year: int, known: Year, wrong: str) -> list[str]:
    said = [
        _work(desk, year),
        f"全年主动公开政府信息{known.shown}条，其中通过网站公开{known.shown}条。"
        f"" if wrong != "template" else "全年主动公开政府信息XX条，其中通过网站公开XX条。",
        f"全年收到政府信息公开申请{known.new}件，办结{known.ended}件，其中同意公开{known.granted}件，同意部分公开{known.partly}件，"
        f"信息不存在{known.not_held}件，没有不予公开的情况。"
        f"" if known.new + known.before else "全年没有收到政府信息公开申请，没有不予公开的情况。",
        "全年没有收取政府信息公开的任何费用，也没有减免费用的情况。",
        f"全年没有发生因政府信息公开申请行政复议{'' if wrong == 'no-declaration' else '、提起行政诉讼'}的情况。",
        f"存在的主要问题：{'；'.join(dice(desk.seed, desk.body.id, year, 'faults').sample(FAULTS, 2))}。"
        f"下一步将健全机制，加强培训，逐项改进。",
        "没有其他需要报告的事项。",
    ]  # fmt: skip
    parts = PARTS if wrong != "no-declaration" else [part.replace("、提起行政诉讼", "") for part in PARTS]
    pairs = [
        (part, text)
        for n, (part, text) in enumerate(zip(parts, said, strict=True))
        if not (wrong == "no-part" and n == 5)
    ]
    lines = [_opening(desk, year)]
    for mark, (part, text) in zip(NUMERALS, pairs, strict=False):
        lines += [f"{mark}、{part}", text]
    if year >= COUNTED:
        lines += [f"附件：政府信息公开情况统计表（{year}年度）", statistics(known)]
    return lines


def _new_form(desk: Desk, year: int, known: Year, wrong: str) -> list[str]:
    faults = "；".join(dice(desk.seed, desk.body.id, year, "faults").sample(FAULTS, 2))
    shown = "XX" if wrong == "template" else str(known.shown)
    parts = [
        ("总体情况", [_work(desk, year), f"（一）主动公开。全年主动公开政府信息{shown}条。",
        f"（二）依申请公开。全年新收到政府信息公开申请{known.new}件。",
                  "（三）政府信息管理。落实公文公开属性审核。", "（四）平台建设。维护好网站公开栏目。",
                  "（五）监督保障。开展业务培训和自查。"]),
        ("主动公开政府信息情况", [published(known, year)]),
        ("收到和处理政府信息公开申请情况", [requested(known, wrong)]),
        ("政府信息公开行政复议、行政诉讼情况", [disputed()]),
        ("存在的主要问题及改进情况", [f"存在的主要问题：{faults}。改进情况：健全机制，加强培训，逐项整改。"]),
        ("其他需要报告的事项", ["本年度没有收取信息处理费，没有其他需要报告的事项。"]),
    ]  # fmt: skip
    left_out = {"no-part": 4, "no-declaration": 3}.get(wrong)
    lines = [_opening(desk, year)]
    for mark, (name, texts) in zip(NUMERALS, [part for n, part in enumerate(parts) if n != left_out], strict=False):
        lines += [f"{mark}、{name}", *texts]
    return lines


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = fault(desk)
    if wrong == "no-declaration":
        yield "failed", wrong, "行政诉讼"
    elif wrong == "no-part":
        yield "failed", wrong, "存在的主要问题及改进情况"
    elif wrong == "wrong-sum":
        yield from (("failed", wrong, f"表三 （七）总计·{who}") for who in ("自然人", "总计"))
    elif wrong:
        yield "failed", wrong, ""
