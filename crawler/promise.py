"""What is worth asking for first: a small whole number for each address, from what is known before it is fetched.

The number has a band, by what speaks for the address, and a place in it. The
bands, best first: what stands for the page itself (a frame, a redirection); what
is named with the words that are looked for, and the files of such pages; further
pages of a list that has been leading there; columns, so that every section is
looked into once before any is read through; what has no such words but stands
among them; a first page more of each unknown list; what has the words but speaks of
an earlier time; further pages of lists that lead nowhere; the rest. Nothing is
left out. Within a band the sections take turns: the first address of each goes
before the second of any, and a section met late is not behind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.families import Kind, Lead
from crawler.period import Period
from crawler.scope import address_key

STEP = 1000
HOP, NAMED, LISTED, COLUMN, AMONG, SAMPLE, EARLIER, HINTED, TURN, REST = range(10 * STEP, 0, -STEP)
SURE = 2  # strength from which words count as a name: one longer word, or two short ones
LONG = 3  # characters of a word that says enough alone
BRIEF = 8  # characters of a label that may be a column's name
PATIENCE = 2  # barren pages of a list in a row, after which it waits
FOLDERS = frozenset(
    "xxgk zwgk zfxxgk bmxxgk xxgkml zfxxgkml gkml zdly zdlyxxgk zdlygk fdzdgk fdzdgknr zdgk czxx czzj czgk czyjs czyjsgk "
    "yjs yjsgk bmyjs bmys bmjs sgjf cwxx cwgk qzqd qlqd zrqd xzql xzzq zqml qlyx lct qllct bslc bszn xzsp xzxk xzcf kqzl "
    "kqrb hjzl kqzlrb hjbh".split()
)
NUMBERED = re.compile(r"\d{5}[^/]*$")  # the end of an article's address
INDEX = re.compile(r"(?:/|/(?:index|list|default|main)\.\w+|/col/col\d+/.*)$", re.IGNORECASE)
YEAR = re.compile(
    r"(?<!\d)(20\d\d|二[〇○零][〇○零一二][〇○零一二三四五六七八九])"
    r"\s?(?:[年./-]\s?(1[0-2]|0?[1-9])(?![\d.])(?:[月./-]|$)|年(?!版)|(?![\d年]))"  # an edition (2012年版) stays in force
)
MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?:\d|$)")
WRITTEN = str.maketrans("〇○零一二三四五六七八九", "000123456789")
BODY = r"(?![\u4e00-\u9fff]{0,6}(?:[局厅委]|支队|中心))"  # what only names a body (环境保护局) says nothing of a page


@dataclass(frozen=True)
class Move:
    """What a section's open addresses with `low` < promise <= `high` are to be raised by, or lowered when negative."""

    low: int
    high: int
    by: int


class Order:
    """The order of one site's addresses in one month. `words` are what is looked for; it knows nothing else of them."""

    def __init__(self, words: Sequence[str], period: Period) -> None:
        self._period = period
        longest = sorted((word for word in set(words) if len(word) > 1), key=lambda word: (-len(word), word))
        self._words = re.compile(f"(?:{'|'.join(map(re.escape, longest))}){BODY}" if longest else r"(?!)")
        self._met: Counter[tuple[int, str]] = Counter()
        self._barren: Counter[str] = Counter()
        self._leading: set[str] = set()
        self._kin: dict[str, int] = {}
        self.strength = lru_cache(maxsize=4096)(self._strength)

    def section(self, lead: Lead, around: str) -> str:
        """The section to which the links of a page belong: its list's for a further page of it, else the page's own."""
        return around if lead.hop or (lead.pager and not lead.label) else address_key(lead.url)

    def promise(self, lead: Lead, context: str, around: str) -> int:
        """How soon a new address should be fetched. It stands in the section `around`, on a page called `context`."""
        kin = self._kin.setdefault(around, self.strength(context))
        band = self._band(lead, max(kin, self.strength(context)), around)
        self._met[band, around] += 1
        return band - min(self._met[band, around] - 1, STEP - 1)

    def resume(self, known: Iterable[tuple[str, int]]) -> None:
        """Takes up the turns of addresses that got their promises before a pause: (around, promise) of each."""
        for around, promise in known:
            self._met[-(-promise // STEP) * STEP, around] += 1

    def _band(self, lead: Lead, kin: int, around: str) -> int:
        if lead.hop:
            return HOP
        own = max(self.strength(lead.label), kin if lead.kind is not Kind.PAGE else 0)
        if own >= SURE:
            return NAMED if self._age(lead.label) <= 0 else EARLIER
        if lead.pager and not lead.label:
            return self._turn(around, kin)
        if lead.pager or _is_column(lead, around):
            return COLUMN
        if kin >= SURE:
            return AMONG
        return HINTED if own or not FOLDERS.isdisjoint(lead.url.split("/")[3:-1]) else REST

    def _turn(self, around: str, kin: int) -> int:
        if around in self._leading:
            return LISTED
        if self._barren[around] >= PATIENCE:
            return TURN
        return LISTED if kin >= SURE else TURN if self._met[SAMPLE, around] else SAMPLE

    def saw(self, section: str, fruitful: bool) -> Move | None:
        """Learns whether a page of a list led to something new that is named with the words; what moves for that."""
        if fruitful:
            self._barren[section] = 0
            if section not in self._leading:
                self._leading.add(section)
                return Move(TURN - STEP, TURN, LISTED - TURN)
            return None
        self._barren[section] += 1
        if self._barren[section] == PATIENCE:
            self._leading.discard(section)
            return Move(LISTED - STEP, LISTED, TURN - LISTED)
        return None

    def _strength(self, text: str) -> int:
        return sum(SURE if len(word) >= LONG else 1 for word in set(self._words.findall(text)))

    def _age(self, label: str) -> int:
        """How many months before this one a label speaks of; 0 when it names no time or only this year."""
        if match := YEAR.search(label):
            years = self._period.year - int(match[1].translate(WRITTEN))
            return years * 12 + (self._period.month - int(match[2]) if match[2] else 0)
        if match := MONTH.search(label):
            return (self._period.month - int(match[1])) % 12
        return 0


def _is_column(lead: Lead, around: str) -> bool:
    """Whether a link seems to lead to a column: by its address, or by a short name that is in a menu or has no number."""
    if lead.kind is not Kind.PAGE:
        return False
    if INDEX.search(lead.url.partition("?")[0]):
        return bool(lead.label)
    return 0 < len(lead.label) <= BRIEF and (not around or not NUMBERED.search(lead.url))
