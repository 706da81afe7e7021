"""Who of the sample city replies to a notice, and when; some say that it is done though it is not."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.period import Period
from reports.samplecity.dice import dice
from reports.samplecity.sight import PAST, Fault

DONE = ("已按要求整改，请复查。", "已补充公开，并核对了其他栏目。", "已更正，责任到人。", "问题属实，现已改正。")
EXPLAINED = ("因经办人调整，公开迟了，今后专人负责。", "因审核环节耽误，已修订内部流程。")


@dataclass(frozen=True)
class Reply:
    """What a body says to a notice, so many days after it."""

    days: int
    says: str


def reply(seed: int, fault: Fault, notified: Period, *, is_done: bool) -> Reply | None:
    """The reply to the notice of a month; `is_done` is whether the fault is put right when it is looked at next.

    Most who have put it right say so, and some who have not; what is past is explained at times.
    """
    chance = dice(seed, *fault, notified, "reply")
    is_past = fault.problem in PAST
    if chance.random() >= (0.5 if is_past else 0.6 if is_done else 0.25):
        return None
    return Reply(3 + chance.randrange(14), chance.choice(EXPLAINED if is_past else DONE))
