"""Was a month's crawl good enough to judge by it at all? Before anybody is judged, our own line is suspected.

Each site is read whole, in part or not at all. One that was not read is untested, and costs nobody anything; but when most are like
that, a month of dashes helps nobody, and it is more likely that the fault is ours:

- More than half of the sites were not read: nothing is judged, and the next start asks those again. On the last day the month is
  judged all the same when walls are the reason (a firewall's challenge, a robots.txt): they stand next month, too. When it is
  the line (no name, no connection, no answer, every address sent elsewhere), nothing is judged by itself at all.
- The portal could not be reached: it concerns everybody, so it is waited for, to the last day; then the others are judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.archive import Archive
from crawler.health import LEFT, LOST_SHARE
from crawler.period import Period
from crawler.run import is_finished
from crawler.scope import Target
from crawler.snapshot import Reason
from reports.wording import Wording, plain

PORTAL = "portal"
MOST_NAMED = 12
LINE = frozenset(
    (
        Reason.DNS,
        Reason.REFUSED,
        Reason.TIMEOUT,
        Reason.RESET,
        Reason.TLS,
        Reason.PROTOCOL,
        Reason.SERVER_ERROR,
        Reason.OFFSITE,
        Reason.MOVED,
        Reason.NOT_VISITED,
    )
)  # what a dead line, a proxy or the login page of a network of our own looks like


@dataclass(frozen=True)
class Health:
    """How the sites of a month were read: how many whole and in part, and why which were not; which are still to be finished.

    `lost` counts addresses that could not be read, and are not said by their sites to be gone.
    """

    whole: int
    part: int
    unread: Mapping[str, str]
    unfinished: tuple[str, ...]
    lost: int

    @property
    def sites(self) -> int:
        """All sites."""
        return self.whole + self.part + len(self.unread) + len(self.unfinished)

    @property
    def read(self) -> int:
        """Those of which anything can be judged."""
        return self.whole + self.part

    def hindrance(self, *, last: bool) -> str:
        """Why a month is not judged although all sites were visited: a message's template, or "". `last`: no start follows."""
        cut = sum(reason in LINE for reason in self.unread.values())
        if 2 * (cut if last else len(self.unread)) > self.sites:
            return "{unread}/{sites} 个网站没有读到，可能是我们自己的网络有问题，因此没有检查，谁也不扣分"
        if not last and self.unread.get(PORTAL) in LINE:
            return "政府门户网站没有读到（{portal}），它关系到所有单位，因此没有检查，谁也不扣分"
        return ""


def health_of(archive: Archive, targets: Sequence[Target], period: Period) -> Health:
    """How the sites were read in a month."""
    whole = part = lost = 0
    unread: dict[str, str] = {}
    unfinished = []
    for target in targets:
        reasons = Counter(archive.reasons(target.key, period))
        unsure = sum(number for reason, number in reasons.items() if reason and not Reason(reason).proves_absence)
        lost += unsure
        if not is_finished(archive, target, period):
            unfinished.append(target.key)
        elif why := _hindrance(archive.first_reason(target.key, period), reasons):
            unread[target.key] = why
        else:
            is_whole = unsure == reasons[Reason.OFFSITE]
            whole, part = whole + is_whole, part + (not is_whole)
    return Health(whole, part, unread, tuple(unfinished), lost)


def _hindrance(first: str | None, reasons: Counter[str]) -> str:
    """Why a site that was visited was not read: its first page was not, or most of the rest; "" when it was."""
    if first != "":
        return first or Reason.NOT_VISITED
    unsure = Counter(
        {
            reason: number
            for reason, number in reasons.items()
            if reason and not Reason(reason).proves_absence and reason not in LEFT
        }
    )
    if unsure.total() * LOST_SHARE > unsure.total() + reasons[""]:
        return unsure.most_common(1)[0][0]
    return ""


def told(health: Health, weak: int | None, names: Mapping[str, str], wording: Wording) -> str:
    """The same in a few sentences; `weak` is the number of columns that were read too badly, None before anything was judged."""
    say = wording.say
    counts = {"sites": health.sites, "whole": health.whole, "part": health.part, "unread": len(health.unread)}
    words = {name: str(number) for name, number in counts.items()}
    said = [say("网站 {sites} 个：全部读到 {whole}，部分读到 {part}，没有读到 {unread}。", **words)]
    if health.unfinished:
        said.append(say("没有访问完 {number} 个。", number=str(len(health.unfinished))))
    if health.unread:
        named = [
            say("{name}（{why}）", name=plain(names.get(key, key)), why=wording.reason(why))
            for key, why in health.unread.items()
        ]
        more = say("等") if len(named) > MOST_NAMED else ""
        said.append(say("没有读到的：{names}{more}。", names=named[:MOST_NAMED], more=more))
    if weak is not None:
        said.append(say("读得不够的栏目 {number} 个。", number=str(weak)))
    said.append(_portal(health, wording))
    return "".join(said) if wording.language == "zh" else " ".join(said)


def _portal(health: Health, wording: Wording) -> str:
    if PORTAL in health.unfinished:
        return wording.say("政府门户网站没有访问完。")
    if PORTAL in health.unread:
        return wording.say("政府门户网站没有读到。")
    return wording.say("政府门户网站已读到。")
