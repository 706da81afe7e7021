"""What a site shows for an address that cannot exist, and what another page that says the same is worth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from crawler.families import Kind, Lead, Seen, leads, pictures
from crawler.outcome import FEW, GOOD, MISSING, Verdict, by_words, likeness
from crawler.scope import parts
from crawler.snapshot import Reason

MOST_SEEN = 40_000  # leads of a page; one with more is no page
MANY = 20  # links that only a page of the site itself has
NOISE = 32  # plain characters that may differ: a time, the number of a request


@dataclass(frozen=True)
class Nowhere:
    """The page in question. Without a likeness there is none, and nothing is the same."""

    likeness: str = ""
    shown: frozenset[str] = frozenset()
    plain: int = 0
    verdict: Verdict = GOOD

    def judge(self, page: Seen, found: Sequence[Lead], words: str) -> Verdict:
        """What a page with these leads and this likeness is worth: as much as this one when it shows nothing of its own."""
        if not self.likeness or words != self.likeness or abs(_plain(page) - self.plain) > NOISE:
            return GOOD
        return self.verdict if _shown(page, found) <= self.shown else GOOD


def read(page: Seen) -> Nowhere:
    """What a page stands for that came for an address that cannot exist."""
    found = list(islice(leads(page), MOST_SEEN)) if page.is_markup else []
    return Nowhere(likeness(page), _shown(page, found), _plain(page), _meaning(page, len({each.url for each in found})))


def _meaning(page: Seen, links: int) -> Verdict:
    """Not every such page says that nothing is there: some say that nobody may look, or that somebody look with a browser."""
    said = by_words(page, links if links >= MANY else 0)
    if not said.is_good:
        return said
    if page.has_script and links < FEW and not MISSING.search(f"{page.title} {page.text}"):
        return Verdict(Reason.NEEDS_JS, "the same shell for every address")
    return Verdict(Reason.SOFT_404, "the same as for an address that cannot exist")


def _shown(page: Seen, found: Sequence[Lead]) -> frozenset[str]:
    """The names of files, frames and pictures: what a page may say without a word."""
    own = [lead.url for lead in found if lead.hop or lead.kind is not Kind.PAGE]
    return frozenset(url.rpartition("/")[2] for url in (*own, *(lead.url for lead in pictures(page))))


def _plain(page: Seen) -> int:
    """How much of a page is figures and Latin letters, without the address that an error page repeats."""
    text, address = page.text, parts(page.url)
    for echo in (page.url, address.path if address else ""):
        text = text.replace(echo, "") if len(echo) > 1 else text
    return sum(char.isascii() and char != " " for char in text)


def written(nowhere: Nowhere) -> str:
    """It as a text that a later process can take up."""
    verdict = nowhere.verdict
    return json.dumps([nowhere.likeness, sorted(nowhere.shown), nowhere.plain, verdict.reason, verdict.note])


def taken_up(said: str) -> Nowhere | None:
    """What an earlier process has seen for an address that cannot exist; None when none has asked."""
    try:
        likeness, shown, plain, reason, note = json.loads(said)
        return Nowhere(likeness, frozenset(shown), plain, Verdict(Reason(reason) if reason else None, note))
    except (ValueError, TypeError):
        return None
