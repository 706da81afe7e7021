"""The visits of one crawl to the host of a place: how many, over what time, which of them the site did not answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.scope import Scope, parts
from crawler.snapshot import Page, Reason, Snapshot, Unreached
from rules.sites.hosts import home_address

SILENT = frozenset((Reason.TIMEOUT, Reason.RESET, Reason.TLS))
AWAY = frozenset((Reason.DNS, Reason.REFUSED))  # of the whole host, whatever was asked of it
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Visits:
    """The visits of one crawl.

    `answered` are the pages that came, `failed` what did not and was the host's fault: a time-out, a refusal, a broken
    connection, a server's error. What a part of the site never answered is `apart`: that part is broken, not the site.
    """

    answered: tuple[Page, ...]
    failed: tuple[Unreached, ...]
    apart: tuple[Unreached, ...]

    @property
    def number(self) -> int:
        """How many visits count."""
        return len(self.answered) + len(self.failed)

    @property
    def span(self) -> timedelta:
        """The time from the first to the last."""
        times = [*self._times(self.answered), *self._times(self.failed)]
        return max(times) - min(times) if times else timedelta()

    @property
    def came_back(self) -> bool:
        """Whether the site answered again after it had failed, so that the way to it was open."""
        failures = self._times(self.failed)
        return bool(failures) and any(when > min(failures) for when in self._times(self.answered))

    @property
    def is_slow(self) -> bool:
        """Whether most of the failures were answers that did not come in time."""
        return sum(lost.reason is Reason.TIMEOUT for lost in self.failed) * 2 > len(self.failed)

    def exceeds(self, percent: int) -> bool:
        """Whether so many of a hundred visits, or more, failed."""
        return bool(self.failed) and len(self.failed) * 100 >= self.number * percent

    @staticmethod
    def _times(found: Iterable[Page | Unreached]) -> list[datetime]:
        return [each.fetched for each in found if each.fetched is not None]


def visits(site: Snapshot) -> Visits:
    """The visits to the host of a place; files and other hosts do not count."""
    home = home_address(site)
    host = Scope(home) if home else None
    answered = tuple(page for page in site.pages if host is None or host.same_host(page.url))
    working = {_part(page.url) for page in answered}
    lost = [each for each in site.unreached if _is_failure(each) and (host is None or host.same_host(each.url))]
    counts = [each.reason in AWAY or _part(each.url) in working for each in lost]
    failed = tuple(each for each, is_failed in zip(lost, counts, strict=True) if is_failed)
    return Visits(answered, failed, tuple(each for each, is_failed in zip(lost, counts, strict=True) if not is_failed))


def _is_failure(lost: Unreached) -> bool:
    if lost.kind != "page" or lost.fetched is None:
        return False
    broken = lost.reason is Reason.SERVER_ERROR and (lost.status or 0) >= 500  # 429 asks for patience
    return broken or lost.reason in SILENT or lost.reason in AWAY


def _part(url: str) -> str:
    """What addresses of one part of a site have in common: the path without numbers."""
    found = parts(url)
    return NUMBER.sub("0", found.path) if found else url
