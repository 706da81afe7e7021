"""What belongs to one visit: the site's own folder, and those of its host into which its home sends its visitors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crawler.families import Kind, Lead, Seen
from crawler.outcome import BARE
from crawler.outlinks import Outlinks
from crawler.scope import Scope, parts
from crawler.snapshot import Reason

DISCLOSURE = re.compile(r"信息公开|政务公开|公开(?:目录|专栏|平台|栏)")


class Border:
    """The border of one visit. `others` are all other sites, `landed` where the home was found before a pause."""

    def __init__(self, home: str, others: Sequence[Scope], landed: Iterable[str] = ()) -> None:
        self.home, self._others = Scope(home), others
        self._annexes: list[Scope] = []
        for url in landed:
            self.settle(url)

    def covers(self, url: str) -> bool:
        """Whether a page belongs to the visit."""
        return self.home.covers(url) or any(scope.covers(url) for scope in self._annexes)

    def is_others(self, url: str) -> bool:
        """Whether an address belongs to another site that is visited."""
        return any(scope.covers(url) for scope in self._others)

    def is_disclosure(self, lead: Lead) -> bool:
        """Whether a link leads to a host of the same government, and by its words to what is disclosed there."""
        here, there = parts(self.home.home), parts(lead.url)
        kin = here and there and here.host.split(".")[-3:] == there.host.split(".")[-3:]
        return bool(kin and DISCLOSURE.search(lead.label))

    def is_way_out(self, lead: Lead, is_named: bool, sent: bool) -> bool:
        """Whether a link out may lead to evidence: to a file, by words that promise some, or to a page that stands for this one."""
        if self.is_others(lead.url):
            return False
        promising = lead.kind is Kind.PAGE and (is_named or self.is_disclosure(lead) or (sent and lead.hop))
        return lead.kind is Kind.DOCUMENT or promising

    def found(self, url: str, outlinks: Outlinks) -> None:
        """Learns where the home was found, and to where it sends on whoever comes."""
        self.settle(url)
        for address in outlinks.addresses if outlinks.only_sends else ():
            self.settle(address)

    def settle(self, url: str) -> None:
        """Takes in the folder of an address, unless that is the whole host, or another site's."""
        if not self.home.same_host(url) or self.covers(url) or self.is_others(url):
            return
        scope = Scope(url)
        if scope.prefix != "/":
            self._annexes.append(scope)

    def sent(self, page: Seen, found: Sequence[Lead]) -> tuple[Reason | None, str] | None:
        """Where a page that says nothing itself sends its visitors, when that is elsewhere or by a script."""
        hops = [each.url for each in found if each.hop]
        if not hops or len(hops) < len(found) or len(page.text) >= BARE:
            return None
        if not any(map(self.home.same_host, hops)):
            return Reason.MOVED, f"sends its visitors to {hops[0][:300]}"
        framed = page.tree.select_one("frame, iframe, meta[http-equiv=refresh i]")
        return None if framed else (None, "js_redirect")
