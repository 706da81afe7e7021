"""The reports on polluters: tables, files, counts in prose, and rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from crawler.period import Period
from reports.samplecity.content import Article, Attachment
from reports.samplecity.dice import number
from reports.samplecity.documents import FORMATS, Paper, Rows, html
from reports.samplecity.pollution.plan import PollutionPlan, plan, posted
from reports.samplecity.pollution.polluters import KINDS, WATER, Result, Term, results
from reports.samplecity.shelf import Shelf

TITLES = (
    "{city}{term}国控重点污染源监督性监测结果",
    "{term}重点污染源监督性监测信息",
    "{term}{city}国控企业污染源监督性监测数据",
)
RATES = ("{term}重点污染源排污达标情况", "{city}{term}国控企业排放达标率")
HEAD = (
    "序号",
    "行政区",
    "企业名称",
    "监测点位",
    "监测日期",
    "监测指标",
    "监测浓度",
    "标准限值",
    "评价结论",
    "超标倍数",
    "未监测原因",
)
EARLIER = ("序号", "企业名称", "监测指标", "浓度", "标准限值", "评价结论", "备注")
LIMIT = 7  # the column that a report without its limits leaves out
ONE = 100  # per cent


def reports(shelf: Shelf, period: Period, city: str) -> Iterator[Article]:
    """Everything that is public about polluters at the end of a month."""
    this = plan(shelf.seed, shelf.body, period)
    for term in this.terms:
        yield from _term(shelf, this, term, city)


def _term(shelf: Shelf, this: PollutionPlan, term: Term, city: str) -> Iterator[Article]:
    fault, day = this.fault_of(term), posted(shelf.seed, term)
    told = list(_told(results(shelf.seed, city, term), fault))
    title = TITLES[number(shelf.seed, shelf.body) % len(TITLES)].format(city=city, term=term)
    opening, rates = _counts(told, fault), _rates(told, fault)
    if this.form == "xls":
        file = _file(shelf, title, told, fault)
        page = Paper("", (f"现将{term}监督性监测结果予以公布，详见附件。", opening))
        yield shelf.article(title, html(page) + ("" if this.is_apart else html(rates)), day, (file,))
    else:
        tables = _tables(this.form, told, fault)
        page = Paper("", (opening, *tables, *(() if this.is_apart else rates.blocks)))
        yield shelf.article(title, html(page), day)
    if this.is_apart:
        apart = RATES[number(shelf.seed, shelf.body, "rates") % len(RATES)].format(city=city, term=term)
        yield shelf.article(apart, html(rates), day)


def _told(found: Iterable[Result], fault: str) -> Iterator[Result]:
    """The results as they are told."""
    for place, result in enumerate(found):
        if fault == "wrong-verdict" and result.is_over:
            yield replace(result, verdict="达标")
        elif fault == "wrong-multiple" and result.is_over:
            yield replace(result, multiple=str(Decimal(result.multiple) + Decimal("0.4")))
        elif fault == "no-reason" and result.value is None:
            yield replace(result, reason="")
        elif fault == "blank-field" and place in (1, 4) and not result.is_over:
            yield replace(result, limit=None)
        else:
            yield result


def _tables(form: str, told: Sequence[Result], fault: str) -> Iterator[str | Rows]:
    if form == "table":
        yield _table(told, fault)
        return
    for kind in KINDS:
        yield f"{kind}监测结果"
        yield _table([result for result in told if result.kind == kind], fault)


def _table(told: Sequence[Result], fault: str) -> Rows:
    rows = [_row(place, result) for place, result in enumerate(told, 1)]
    if told[0].day.year < 2014:
        return (EARLIER, *((row[0], row[2], *row[5:9], row[10]) for row in rows))
    lines = [HEAD, *rows]
    return tuple(line[:LIMIT] + line[LIMIT + 1 :] if fault == "no-field" else line for line in lines)


def _row(place: int, result: Result) -> tuple[str, ...]:
    known = result.value is not None
    return (
        str(place),
        result.place,
        result.enterprise,
        result.point,
        str(result.day) if known else "—",
        result.pollutant,
        str(result.value) if known else "—",
        (str(result.limit) if result.limit is not None else "") if known else "—",
        result.verdict,
        result.multiple,
        result.reason,
    )


def _file(shelf: Shelf, title: str, told: Sequence[Result], fault: str) -> Attachment:
    suffix, media_type, made = FORMATS["xls"]
    body = None if fault == "broken" else made(Paper(title, (_table(told, fault),)))
    return Attachment(f"P{number(title, *shelf.slot):010}{suffix}", f"{title}{suffix}", media_type, body)


def _counts(told: Sequence[Result], fault: str) -> str:
    """How many enterprises there are, by kind, and how many of them were measured."""
    by_kind = {kind: len({result.enterprise for result in told if result.kind == kind}) for kind in KINDS}
    count, still = sum(by_kind.values()), sum(result.value is None for result in told)
    shown = count + 2 if fault == "wrong-count" else count
    kinds = "、".join(
        f"{kind}企业{number}家" if kind != KINDS[-1] else f"{kind}{number}家" for kind, number in by_kind.items()
    )
    return f"全市国控重点污染源企业共{shown}家，其中{kinds}。本期有{still}家企业未开展监测，原因见表。"


def _rates(told: Sequence[Result], fault: str) -> Paper:
    """How often limits were kept, by kind, and of all."""
    rows, all_met, every = [], 0, 0
    for kind in KINDS:
        measured = [result for result in told if result.kind == kind and result.value is not None]
        met = len(measured) if fault == "contradiction" else sum(not result.is_over for result in measured)
        rate = _rate(met, len(measured))
        if fault == "wrong-rate" and kind == WATER:
            rate -= Decimal("6.5")
        rows.append((kind, str(len(measured)), str(met), f"{rate}%"))
        all_met, every = all_met + met, every + len(measured)
    rows.append(("合计", str(every), str(all_met), f"{_rate(all_met, every)}%"))
    closing = ("各类国控企业排放达标率均为100%。",) if fault == "contradiction" else ()
    return Paper("", ("排污达标情况：", (("类别", "监测次数", "达标次数", "达标率"), *rows), *closing))


def _rate(part: int, whole: int) -> Decimal:
    return (Decimal(part * ONE) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
