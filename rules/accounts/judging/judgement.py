"""What an auditor says of a year's three public expenses in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from crawler.snapshot import Snapshot
from rules.accounts.account import Account
from rules.accounts.heads import TOTAL
from rules.accounts.judging.agreement import last_year_differs, places_differ, retold_differs, text_differs
from rules.accounts.judging.completeness import (
    contradictions,
    incomplete,
    left_blank,
    uncounted,
    uncounted_cars,
    unexplained,
    without_unit,
)
from rules.accounts.judging.differences import wrong_changes
from rules.accounts.judging.identities import mismatches
from rules.accounts.judging.openness import deep, pictured
from rules.accounts.judging.presence import COMMON, Wanted, absent, current
from rules.accounts.judging.shares import wrong_growths, wrong_shares
from rules.accounts.judging.slips import slips
from rules.accounts.judging.timing import late, retitled
from rules.accounts.offers import TOPICS, Offer, offered
from rules.accounts.schedules.roles import schedules
from rules.accounts.schedules.schedule import THREE_PUBLIC
from rules.accounts.standards import standard
from rules.finding import Finding, Outcome, cant_tell, passed
from rules.topics import speaks_of

EXPENSES: Mapping[str, str] = MappingProxyType(
    {
        **COMMON,
        "incomplete": "未按项目列明",
        "unexplained": "增减没有说明原因",
        "last-year-differs": "上年数与上年公开的不一致",
        "places-differ": "两处公开的数字不一致",
        "contradiction": "有支出而数量为零",
    }
)
SPENT: Mapping[str, str] = MappingProxyType({**EXPENSES, "no-counts": "没有写明团组、人次、车辆、批次"})


def expenses_judged(site: Snapshot, wanted: Wanted, *, publish_by: str, clicks: int) -> Iterator[Finding]:
    """Everything that is wrong with the three public expenses of a year in a place; a pass with the total otherwise."""
    offers = offered(site, wanted.kind)
    now = current(offers, wanted)
    best = _best(now)
    if best is None or best.is_hollow:
        named = _named(now, wanted.kind) if best is None else None
        if named is not None:
            yield named
            return
        nothing = absent(site, offers, wanted, is_begun=best is not None)
        yield next(retitled(now, wanted), nothing) if nothing.outcome is Outcome.FAILED else nothing
        yield from pictured(now, standard(wanted.kind, wanted.year)) if nothing.outcome is Outcome.UNTESTED else ()
        yield from left_blank(now) if nothing.problem == "empty" else ()
        return
    found = [*_read(best, now, wanted), *_shown(site, best, now, wanted, publish_by=publish_by, clicks=clicks)]
    yield from found or [passed(*best.cited("三公"), note="合计 {total} {unit}", **_summary(best))]


def _best(now: list[Offer]) -> Account | None:
    """The fullest account of the year: one about just these expenses before a whole document as full."""
    read = [(each, offer) for offer in now for each in offer.read]
    own = {id(each): offer.is_titled("three-public-budget", "three-public-final") for each, offer in read}
    return max((each for each, _ in read), key=lambda each: (each.filled, own[id(each)]), default=None)


def _named(now: list[Offer], kind: str) -> Finding | None:
    """A doubt where a whole document names its schedule of these expenses, and the schedule was not read."""
    whole = [offer for offer in now if offer.page and speaks_of(offer.page, TOPICS[kind][1])]
    for document in (document for offer in whole for document in offer.documents):
        found = next((each for each in schedules(document) if each.role == THREE_PUBLIC and not each.told), None)
        if found is not None and not any(offer.unread or offer.dead for offer in now):
            note = "目录中列了“{name}”，正文中没有读到"
            return cant_tell("missing", document.cite(found.name), note=note, name=found.name)
    return None


def _read(best: Account, now: list[Offer], wanted: Wanted) -> Iterator[Finding]:
    """What is wrong within the document."""
    rules = standard(wanted.kind, wanted.year)
    yield from incomplete(best, now, rules)
    yield from mismatches(best)
    yield from without_unit(best)
    changed = list(wrong_changes(best))
    yield from changed
    yield from wrong_shares(best)
    told = {(each.problem, each.subject) for each in changed}
    yield from (each for each in wrong_growths(best) if (each.problem, each.subject) not in told)
    yield from text_differs(best)
    yield from retold_differs(best)
    yield from slips(best)
    yield from unexplained(best, now, rules)
    yield from contradictions(best)
    yield from uncounted_cars(best)
    if wanted.kind == "final":
        yield from uncounted(best, now, rules)
    yield from left_blank([offer for offer in now if best in offer.read])


def _shown(
    site: Snapshot, best: Account, now: list[Offer], wanted: Wanted, *, publish_by: str, clicks: int
) -> Iterator[Finding]:
    """What is wrong with how it is shown, and with other documents beside it."""
    holding = [offer for offer in now if best in offer.read]
    yield from places_differ(site, best)
    yield from last_year_differs(site, best)
    yield from retitled(now, wanted)
    yield from late(now, wanted, publish_by)
    yield from deep(site, holding, clicks)
    yield from pictured(now, standard(wanted.kind, wanted.year))


def _summary(read: Account) -> dict[str, str]:
    total = read.amount(TOTAL)
    return {"total": "—" if total is None else str(total.value), "unit": (total.unit if total else "") or read.unit}
