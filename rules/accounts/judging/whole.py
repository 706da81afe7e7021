"""What an auditor says of a department's whole budget or final accounts in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from crawler.snapshot import Snapshot
from rules.accounts.judging.differences import signed
from rules.accounts.judging.entries import Whole
from rules.accounts.judging.growth import Growth, growths
from rules.accounts.judging.openness import deep, pictured
from rules.accounts.judging.presence import COMMON, Wanted, absent, current
from rules.accounts.judging.retelling import retold
from rules.accounts.judging.slips import enormous
from rules.accounts.judging.timing import late, retitled
from rules.accounts.offers import Offer, offered
from rules.accounts.prose.blanks import unfilled
from rules.accounts.schedules.balance import imbalances
from rules.accounts.schedules.imbalance import Imbalance
from rules.accounts.schedules.roles import attached, schedules
from rules.accounts.schedules.schedule import (
    BALANCE,
    CAPITAL_TABLE,
    FUND_TABLE,
    NAMES,
    STANDS_IN,
    THREE_PUBLIC,
    TOTALS,
    Schedule,
)
from rules.accounts.standards import Standard, standard
from rules.finding import Finding, Outcome, cant_tell, failed, passed, untested
from rules.institutions.found import is_wordless
from rules.phrases import squeeze
from rules.topics import speaks_of

FULL = 8  # schedules, since they are one document
FEW = 3
_SPOKEN = {FUND_TABLE: "政府性基金", CAPITAL_TABLE: "国有资本经营"}
_ALONE = re.compile("(?:局|委|厅|办|会|院|部门|单位)本级|机关本级|本级决算|本级预算")
_NUMBERED = re.compile(r"^[(]?(?:公开|表|附表)?0?(?:(\d{1,2})|([一二三四五六七八九十]))(?:[)、.:表]|[.])")
_SUM = re.compile(
    r"(?:^|[年度局委办院所校站会厅心门位处队馆,;。:总])(收入|支出)(?:预算|决算)?(?:总额|合计)?(?:[为是约共]|共计)?\d[\d,]*(?:\.\d+)?[亿万]?元"
)
_SAID_EMPTY = re.compile(
    "空表(?:均|即|是|都)?(?:表示|说明|为|系|代表|指)|(?:没有|无)数据的报?表|(?:数据|表格?)为空(?:表示|说明|因)"
)
WHOLE: Mapping[str, str] = MappingProxyType({**COMMON, "incomplete": "缺少应当公开的表", "empty-table": "空表没有说明"})


def whole_judged(site: Snapshot, wanted: Wanted, *, publish_by: str, clicks: int) -> Iterator[Finding]:
    """Everything that is wrong with a whole budget or final accounts in a place; a pass that counts its schedules otherwise."""
    every = offered(site, wanted.kind)
    offers = [offer for offer in every if _is_whole(offer, wanted)]
    now = current(offers, wanted)
    whole = Whole.of_entries(now)
    rules = standard(wanted.kind, wanted.year)
    if not whole.is_here or (now and all(map(_is_blank, now))):
        nothing = absent(site, offers, wanted, is_begun=bool(now))
        yield next(retitled(now, wanted), nothing) if nothing.outcome is Outcome.FAILED else nothing
        yield from pictured(now, rules) if nothing.outcome is Outcome.UNTESTED else ()
        return
    is_told = any(not read.is_hollow for offer in current(every, wanted) for read in offer.read)
    found = [
        *_lacking(whole, rules, is_told=is_told),
        *_wrong(whole),
        *retitled(now, wanted),
        *late(now, wanted, publish_by),
        *deep(site, now, clicks),
        *pictured(now, rules),
    ]
    shown = len({each.role for each in whole.schedules if each.shown or each.told})
    note = "公开了 {count} 张表" if shown else "以文字说明了收支，表在附件中"
    yield from found or [passed(*(cited for offer in now for cited in offer.cited), note=note, count=str(shown))]


def _is_blank(offer: Offer) -> bool:
    """Whether an entry is a page with nothing on it but its title and the catalogue's card."""
    return offer.page is not None and not offer.files and not offer.dead and is_wordless(offer.page)


def _is_whole(offer: Offer, wanted: Wanted) -> bool:
    """Whether an entry is, or holds part of, the whole document: not one about the three public expenses alone."""
    if offer.page is None:
        return offer.is_titled(wanted.own)
    if speaks_of(offer.page, wanted.own):
        return True
    return any(each.role != THREE_PUBLIC and each.shown for document in offer.documents for each in schedules(document))


def _lacking(whole: Whole, rules: Standard, *, is_told: bool) -> Iterator[Finding]:
    """Schedules that the year's rules ask for and that are not there, or empty without a word.

    `is_told`: the three public expenses are told somewhere in the place; until 2014 they were a paper of their own.
    """
    asked = [role for role in rules.schedules if role != THREE_PUBLIC or not (is_told or len(rules.schedules) < FULL)]
    formed = {each.role for each in whole.schedules if each.shown or each.declared}
    if len(rules.schedules) < FULL:
        formed |= {each.role for each in whole.schedules if each.told}
        formed |= {BALANCE} if _states_both(whole.text) else set()
    gone = [role for role in asked if not formed & {role, STANDS_IN.get(role)}]
    if whole.is_without_attachments:
        listed = [role for role in asked if whole.of(role)]
        gone = [role for role in gone if role not in listed] if len(listed) > FULL // 2 else []
    named = [role for role in gone if whole.of(role) and not all(each.told for each in whole.of(role))]
    is_shown = len(formed & set(asked)) >= min(FEW, len(asked) - 1)
    unasked = (
        not named and not {*gone} - {*rules.unsettled} and _unread(whole, "") is None
    )  # what all had to show is there
    if named or (gone and not is_shown and not unasked):
        yield _unseen(whole, named if is_shown else gone, is_named=bool(named))
    for role in gone if is_shown else ():
        if role not in named:
            yield _missing(whole, role, is_settled=role not in rules.unsettled)
    if is_told and _is_listed_without(whole, rules):
        note = "没有这张表，只有文字说明"
        yield cant_tell("incomplete", *whole.cited(), note=note, subject=NAMES[THREE_PUBLIC])
    for each in whole.schedules:
        if each.is_hollow and not _SAID_EMPTY.search(squeeze(whole.text)):
            note = "“{name}”是空表，没有说明原因"
            yield failed("empty-table", *whole.cited(each.name), note=note, subject=NAMES[each.role], name=each.name)


def _states_both(text: str) -> bool:
    """Whether sentences state the whole income and the whole expenditure: 收入预算330万元，支出预算330万元."""
    return {match[1] for match in _SUM.finditer(squeeze(text))} == {"收入", "支出"}


def _is_listed_without(whole: Whole, rules: Standard) -> bool:
    """Whether all schedules are listed but the one of the three public expenses, which the same entries tell in words."""
    others = [role for role in rules.schedules if role != THREE_PUBLIC]
    told = any(read.prose.figures and not read.table.figures for offer in whole.now for read in offer.read)
    return len(others) >= FULL - 1 and all(map(whole.of, others)) and not whole.of(THREE_PUBLIC) and told


def _unseen(whole: Whole, roles: Sequence[str], *, is_named: bool) -> Finding:
    """A doubt about schedules that a list of contents names, or that the text leaves to something that is not here."""
    note = "这些表没有读到，请人工查看：{names}" if not is_named else "目录中列了这些表，正文中没有读到：{names}"
    names = "、".join(NAMES[role] for role in roles)
    subject = NAMES[roles[0]] if len(roles) == 1 else ""
    return _unread(whole, subject) or cant_tell("incomplete", *whole.cited(), note=note, subject=subject, names=names)


def _missing(whole: Whole, role: str, *, is_settled: bool) -> Finding:
    subject = NAMES[role]
    found = _unread(whole, subject)
    if found is not None:
        return found
    if not is_settled:
        return cant_tell(
            "incomplete", *whole.cited(), note="没有这张表；当年各地的要求不一，请人工核实", subject=subject
        )
    if role in _SPOKEN and _SPOKEN[role] in squeeze(whole.text):
        note = "没有读到这张表，而文中提到“{words}”，请人工查看"
        return cant_tell("incomplete", *whole.cited(_SPOKEN[role]), note=note, subject=subject, words=_SPOKEN[role])
    if whole.nameless:
        note = "没有读到这张表，而文中有没有标题的表，请人工查看"
        return cant_tell("incomplete", *whole.cited(), note=note, subject=subject)
    if _skips_a_number(whole):
        note = "没有读到这张表；表的编号不连续，可能有一张没有读到"
        return cant_tell("incomplete", *whole.cited(), note=note, subject=subject)
    return failed("incomplete", *whole.cited(), note="没有这张表", subject=subject)


def _skips_a_number(whole: Whole) -> bool:
    """Whether the numbers of the schedules leave one out, so that one may stand here unread."""
    found = {number for each in whole.schedules if (number := _number(each.name))}
    return len(found) > 1 and set(range(min(found), max(found) + 1)) != found


def _number(name: str) -> int:
    match = _NUMBERED.search(squeeze(name))
    if match is None:
        return 0
    return int(match[1]) if match[1] else "一二三四五六七八九十".index(match[2]) + 1


def _unread(whole: Whole, subject: str) -> Finding | None:
    """What to say where a schedule may stand in something that was not read."""
    unread = next((document for offer in whole.now for document in offer.unread), None)
    if unread is not None:
        note = "正文没有这张表，附件无法读取（{doubt}），请人工查看"
        return untested("incomplete", unread.cite(), note=note, subject=subject, doubt=unread.reading.unread)
    lost = next((lost for offer in whole.now for lost in offer.dead), None)
    if lost is not None and not lost.reason.proves_absence:
        note = "正文没有这张表，附件未能打开：{reason}"
        return untested("incomplete", lost.cite(), note=note, subject=subject, reason=lost.reason)
    said = next(
        (words for offer in whole.now if offer.page and not offer.files and (words := attached(offer.page))), ""
    )
    if said and lost is None:
        note = "正文没有这张表；文中说“{said}”，没有见到附件，请人工查看"
        return cant_tell("incomplete", *whole.cited(said), note=note, subject=subject, said=said[:80])
    return None


def _wrong(whole: Whole) -> Iterator[Finding]:
    """Sums that do not hold, growth that does not follow, templates and units."""
    for each in imbalances(whole.schedules):
        yield _unbalanced(whole, each)
    large = enormous(each for each in whole.schedules if not each.told)
    if large is not None and not any(told.slip for told in retold(whole.schedules)):
        note, total = "{total} 万元，大小不合常理，疑为单位写错", f"{large[1].normalize():f}"
        yield cant_tell("unit-slip", *whole.cited(large[0].quote), note=note, subject=NAMES[BALANCE], total=total)
    for told in retold(whole.schedules):
        where = told.shown.where or NAMES[BALANCE]
        values = {"shown": f"{told.shown_wan:f}", "told": f"{told.told_wan:f}", "where": where}
        values["difference"] = f"{abs(told.shown_wan - told.told_wan):f}"
        note = "{where}是 {shown} 万元，文字写的是 {told} 万元，相差 {difference} 万元"
        cited = whole.cited(told.shown.quote, told.told.quote)
        say = cant_tell if _ALONE.search(squeeze(whole.text)) else failed  # 本级: sums of two scopes in one document
        yield say("unit-slip" if told.slip else "text-differs", *cited, note=note, subject=told.name, **values)
    for grown in growths(whole.text):
        if "三公" not in grown.label and not grown.holds:
            yield _grown(whole, grown)
    left = unfilled(whole.text)
    if left:
        yield failed("template", *whole.cited(*left[:3]), note="“{left}”没有填完", left=left[0][:60])
    if _has_no_unit(whole.schedules, whole.text):
        yield failed("no-unit", *whole.cited(), note="全文没有注明元或万元")


def _grown(whole: Whole, grown: Growth) -> Finding:
    subject, cited = grown.label, whole.cited(grown.quote)
    values = {"way": signed(grown.change.value), "unit": grown.change.unit}
    if not grown.adds_up:
        note = "写的增减是 {way} {unit}，按 {this} 和 {last} 应是 {true} 万元"
        values |= {"this": f"{grown.this.value} {grown.this.unit}", "true": signed(grown.true_change or Decimal(0))}
        values |= {"last": f"{grown.last.value} {grown.last.unit}" if grown.last else ""}
        return failed("wrong-change", *cited, note=note, subject=subject, **values)
    low, high = grown.range or (Decimal(0), Decimal(0))
    note = "写的增减是 {way} {unit}、{said}%，按所列数字应是约 {true}%"
    values |= {"said": str(abs(grown.percent or Decimal(0))), "true": f"{(low + high) / 2:.2f}"}
    return failed("wrong-change", *cited, note=note, subject=subject, **values)


def _unbalanced(whole: Whole, each: Imbalance) -> Finding:
    cited = whole.cited(*(figure.quote for figure in (each.whole, *each.parts)))
    values = {
        "stated": f"{each.stated:f}",
        "computed": f"{each.computed:f}",
        "difference": f"{abs(each.difference):f}",
        "unit": each.unit,
        "where": "；".join(each.places) or "正文",
    }
    if each.slip and each.name == TOTALS[THREE_PUBLIC]:
        note = "{where}：“三公”经费是 {stated} {unit}，全部支出是 {computed} {unit}，大小不合常理，疑为单位写错"
        return cant_tell("unit-slip", *cited, note=note, subject=each.name, **values)
    if each.slip:
        note = "{where}：一处是 {stated} {unit}，一处是 {computed} {unit}，相差约一万倍，疑为单位写错"
        return cant_tell("unit-slip", *cited, note=note, subject=each.name, **values)
    note = "写的是 {stated}，应等于的是 {computed}，相差 {difference} {unit}（{where}）"
    say = cant_tell if each.doubtful else failed
    return say("mismatch", *cited, note=note, subject=each.name, **values)


def _has_no_unit(held: Sequence[Schedule], text: str) -> bool:
    amounts = [
        figure.amount for each in held for figure in each.figures.values() if figure.amount and figure.amount.value
    ]
    units = [each.unit for each in held] + [each.unit for each in amounts]
    return bool(amounts) and not any(units) and "元" not in squeeze(text)
