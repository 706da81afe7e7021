"""What is found of the notices about tenders: stages that are lacking, calls without a result, fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.published import presence
from rules.published.contents import MOST, asked, fields_lacking
from rules.published.items import months_before
from rules.shown import all_pages
from rules.tenders.naming import are_one
from rules.tenders.notices import CONDITIONS, PROCESS, PROJECT, RESULT, STAGES, TOPIC, Notice, promised

DECIDED_WITHIN = 6  # months after a call within which its result is expected
FEWEST = 2  # calls or results of others before a stage that was never shown is surely lacking
TOLD = 20  # calls without result that are told one by one
_CALL_FIELDS = (
    asked(
        "招标人",
        "招标人|采购人|招标单位|采购单位|建设单位|业主|出让人|项目法人|项目单位|招标方|采购方|建设方|需求方|委托方|甲方",
        "招标人|采购人|招标单位|采购单位|建设单位|业主|出让人|发包人|项目法人|项目单位|招标方|采购方|建设方|需求方|委托方|甲方|受[^,。]{2,30}委托|我[局单院校公]",
    ),
    asked("投标条件", "资格|条件|资质", "资格|资质|条件|第二十二条"),
    asked(
        "截止时间", "截止|开标|时间|日期", "截止|开标|递交|报名时间|获取[^,。]{0,16}时间|20\\d\\d年\\d{1,2}月\\d{1,2}日"
    ),
)
_RESULT_FIELDS = (
    asked(
        "中标人",
        "中标|成交|中选|候选|供应商|竞得|受让|单位名称|投标人",
        "中标|成交|中选|候选|竞得|受让|供应商|公司|第一名",
    ),
    asked(
        "中标价",
        "价|金额|费率|下浮|成交额|中标额|总额",
        r"价|金额|费率|下浮|成交额|中标额|总额|\d(?:\.\d+)?[万亿]?元|￥|优惠率|折扣",
    ),
)


def stages_lacking(site: Snapshot, now: Sequence[Notice]) -> Iterator[Finding]:
    """The stages of which no notice of the last months tells: a doubt, unless it was owed and is nowhere."""
    there = frozenset(stage for each in now for stage in each.stages)
    lost, out = presence.barrier(site, TOPIC), presence.linked_out(site, TOPIC)
    for stage in STAGES:
        if stage in there:
            continue
        cited = tuple(each.page.cite() for each in now[:MOST])
        if lost is not None:
            yield presence.untold("no-stage", lost, stage)
        elif out is not None:
            note = "没有看到招投标{stage}信息，可能登载在其他网站，请人工查看：{url}"
            yield cant_tell("no-stage", out[0], note=note, subject=stage, stage=stage, url=out[1])
        elif _is_sure(site, stage, now):
            note = "有其他招投标信息，没有公开招投标{stage}信息"
            yield failed("no-stage", *cited, note=note, subject=stage, stage=stage)
        else:
            note = "没有看到招投标{stage}信息，请人工核实"
            yield cant_tell("no-stage", *cited, note=note, subject=stage, stage=stage)


def _is_sure(site: Snapshot, stage: str, now: Sequence[Notice]) -> bool:
    """Whether a stage must have come: results follow calls that are old enough, and were announced before."""
    if stage == PROCESS or stage in promised(all_pages(site)):
        return False
    long_ago = months_before(site.period.last, DECIDED_WITHIN)
    calls = [each for each in now if each.is_call]
    if stage == RESULT:
        return sum(each.day is not None and each.day < long_ago for each in calls) >= FEWEST
    if stage == CONDITIONS:
        return len(calls) >= FEWEST and all(each.is_read for each in calls)
    return stage == PROJECT and sum(RESULT in each.stages and not each.is_void for each in now) >= FEWEST


def without_result(site: Snapshot, found: Sequence[Notice]) -> Iterator[Finding]:
    """The calls of more than half a year ago of whose project no later notice tells: each a doubt."""
    last = site.period.last
    ends = [each for each in found if RESULT in each.stages or PROCESS in each.stages]
    if not any(RESULT in each.stages for each in ends) or presence.barrier(site, TOPIC) is not None:
        return  # told as a stage that is lacking
    texts = [squeeze(page.text[:30_000]) for page in all_pages(site) if "中标" in page.text or "成交" in page.text]
    calls = [each for each in found if each.is_call and each.day is not None]
    old = [each for each in calls if months_before(last, 18) < (each.day or last) < months_before(last, DECIDED_WITHIN)]
    for call in [each for each in old if not _is_answered(each, ends, texts)][:TOLD]:
        note = "“{title}”{day} 发布，至今没有看到结果，请人工核实"
        values = {"title": call.page.title, "day": str(call.day)}
        yield cant_tell("no-result", call.page.cite(), note=note, subject=call.page.title, **values)


def _is_answered(call: Notice, ends: Sequence[Notice], texts: Sequence[str]) -> bool:
    if any(
        are_one(call.project, each.project) or call.numbers & each.numbers for each in ends if RESULT in each.stages
    ):
        return True
    return len(call.project) < 6 or any(call.project in text and call.called not in text for text in texts)


def wrong_fields(now: Sequence[Notice]) -> Iterator[Finding]:
    """The fields that calls and results lack."""
    calls = [each for each in now if each.is_call and PROCESS not in each.stages]
    results = [
        each
        for each in now
        if RESULT in each.stages and "候选" not in each.called and not each.is_void and "合同" not in each.called
    ]
    yield from fields_lacking(calls, _CALL_FIELDS)
    yield from fields_lacking(results, _RESULT_FIELDS, 1)
    for each in results:
        if each.is_read and not any(field.words.search(each.text) for field in _RESULT_FIELDS):
            note = "“{title}”没有写明中标人和中标价，请人工核实"
            yield cant_tell("no-field", each.page.cite(), note=note, subject="中标人", title=each.page.title)
            return
