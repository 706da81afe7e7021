"""What is found of the interpretations of a place: whether there are any, of late, for its documents, and linked with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.period import Period
from crawler.snapshot import Snapshot
from rules.explaining.pairs import TOPIC, Interpretation, Policy, interpretations, interpreted_on, pairs, policies
from rules.finding import Finding, Outcome, cant_tell, failed, inapplicable, passed, untested
from rules.phrases import squeeze
from rules.shown import absent, broken, unread
from rules.topics import obstacle, topics

FIRST = date(
    2013, 10, 1
)  # 国办发〔2013〕100号, the first national word on interpreting; before it there are local plans only
OWED_FROM = date(2016, 11, 10)  # 国办发〔2016〕80号
LINKED_FROM = date(2019, 4, 1)  # 国办秘函〔2019〕19号: documents and interpretations lead to each other
YEAR = 12


def months_before(day: date, months: int) -> date:
    """The last day of the month so many months before that of a day."""
    return Period.containing(day).shift(-months).last


def judged(site: Snapshot, within_days: int, quiet_months: int) -> Iterator[Finding]:
    """Everything that is wrong with the interpretations of a place, or that they are in order."""
    shown, last = interpretations(site), site.period.last
    if not shown:
        yield inapplicable("政策解读自2013年10月起有统一要求，尚未到期") if last < FIRST else _none(site)
        return
    after, until = months_before(last, quiet_months), last - timedelta(days=within_days)
    owed = list(policies(site, after, until)) if last >= FIRST else []
    found = [*_broken(site, shown, after), *_unlinked(shown, owed)]
    found += [*_outdated(site, shown, owed, after), *_uninterpreted(site, shown, owed)]
    yield from found or [_in_order(shown)]


def _none(site: Snapshot) -> Finding:
    """What to say where nothing is interpreted: a failure only where there is something to interpret and the duty is general."""
    found, last = absent(site, TOPIC), site.period.last
    if found.outcome is not Outcome.FAILED or found.problem != "missing":
        return found
    if last < OWED_FROM:
        note = "没有看到政策解读；2016年11月以前没有普遍要求，请人工核实"
        return cant_tell("missing", *found.evidence, note=note)
    if not any(policies(site, months_before(last, YEAR), last)):
        note = "没有看到政策解读，也没有看到需要解读的文件，请人工核实"
        return cant_tell("missing", *found.evidence, note=note)
    return found


def _broken(site: Snapshot, shown: Sequence[Interpretation], after: date) -> Iterator[Finding]:
    """Links to interpretations that are dead, and files of the newer ones that do not open."""
    for lost in site.unreached:
        if lost.reason.proves_absence and topics()[TOPIC].titled(squeeze(lost.label)) and len(lost.label) > 8:
            yield failed("broken", lost.cite(), note="链接“{label}”打不开", subject=lost.label, label=lost.label)
    for each in shown:
        if each.page.published is None or each.page.published > after:
            yield from broken(each.page, each.title)


def _outdated(
    site: Snapshot, shown: Sequence[Interpretation], owed: Sequence[Policy], after: date
) -> Iterator[Finding]:
    """A finding where nothing was interpreted of late although there were documents."""
    days = [each.page.published for each in shown]
    newest = max(filter(None, days), default=None)
    if newest is None or newest > after or None in days or any(pairs(shown, each) for each in owed):
        return
    if not owed:
        if site.period.last >= LINKED_FROM:
            note = "最近一篇解读是 {day}，没有看到此后印发的文件，请人工核实"
            yield cant_tell("outdated", shown[0].page.cite(), note=note, day=str(newest))
        return
    lost = obstacle(site, TOPIC)
    if lost is not None:
        yield untested("outdated", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
        return
    say = failed if site.period.last >= LINKED_FROM else cant_tell
    yield say("outdated", shown[0].page.cite(), note="最近一篇解读是 {day}，此后印发过文件", day=str(newest))


def _uninterpreted(site: Snapshot, shown: Sequence[Interpretation], owed: Sequence[Policy]) -> Iterator[Finding]:
    """A doubt for each document of the last months without an interpretation: whether it needed one only a person can tell."""
    lost = obstacle(site, TOPIC)
    other = interpretations(site.elsewhere) if site.elsewhere else []
    for policy in owed:
        if interpreted_on(policy) or pairs([*shown, *other], policy):
            continue
        title = policy.page.title
        if lost is not None:
            note = "没有看到“{title}”的解读，可能登载的页面未能打开：{reason}"
            yield untested(
                "uninterpreted", lost.cite(), note=note, subject=policy.name, title=title, reason=lost.reason
            )
        else:
            note = "没有看到“{title}”的解读，是否需要解读请人工核实"
            yield cant_tell("uninterpreted", policy.page.cite(), note=note, subject=policy.name, title=title)


def _unlinked(shown: Sequence[Interpretation], owed: Sequence[Policy]) -> Iterator[Finding]:
    """A finding for each document that is not linked with its interpretation, from 2019; a doubt where one way is there."""
    for policy in owed:
        for each in pairs(shown, policy)[:1]:
            if (each.page.published or date.min) < LINKED_FROM or unread(each.page) or unread(policy.page):
                continue
            there, back = each.leads_to(policy), each.is_led_to_from(policy)
            if there and back:
                continue
            cited, values = (each.page.cite(), policy.page.cite()), {"title": policy.page.title, "subject": policy.name}
            if not there and not back:
                yield failed("unlinked", *cited, note="“{title}”与解读没有互相链接", **values)
                continue
            note = "“{title}”没有链接到解读，请人工核实" if there else "“{title}”的解读没有链接到文件，请人工核实"
            yield cant_tell("unlinked", *cited, note=note, **values)


def _in_order(shown: Sequence[Interpretation]) -> Finding:
    newest = shown[0].page
    cited = [each.page.cite() for each in shown[:3]]
    note = "看到 {count} 篇解读，最近一篇：{day}"
    return passed(*cited, note=note, count=str(len(shown)), day=str(newest.published or "日期不详"))
