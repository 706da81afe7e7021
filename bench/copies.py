"""How much of what findings quote is marked in the copies of the evidence, exactly and where it stands.

    python bench/copies.py WORKSPACE --period 2013-07

Prints, by outcome, how many citations there are, how many have a copy, and where their words are in it; then what could not be
marked, one a line; then seconds and bytes. The exit code is 1 when less than the asked share of what failures quote is marked.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from crawler.period import Period
from reports.copies import made
from reports.copies.uses import Uses, uses_of
from reports.copies.values import Quote, Shown, Where
from reports.stored import results_in
from reports.wording import Wording
from rules.finding import Outcome

LEAST = 0.98


def main() -> int:
    """Makes every copy of a month in memory and counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--period", type=Period.parse, required=True)
    parser.add_argument("--least", type=float, default=LEAST)
    asked = parser.parse_args()
    results = results_in(asked.workspace / "var" / "gongkai.sqlite", asked.period)
    uses = uses_of(results.assessments)
    started, places = time.monotonic(), dict[str, dict[str, Where]]()
    size, count = _made(asked.workspace, asked.period, uses, places)
    took = time.monotonic() - started
    share = _told(uses, places)
    used = sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{count} files, {size / 1e6:.1f} MB, {took:.1f} s, {used:.1f} s of processors (program start included)")
    print(f"marked exactly, of what failures quote of contents: {share:.2%} (at least {asked.least:.0%} are asked)")
    return share < asked.least


def _made(workspace: Path, period: Period, uses: Uses, places: dict[str, dict[str, Where]]) -> tuple[int, int]:
    """Makes the copies; `places` takes where the words are, by the address of the copy and the anchor of the words."""
    page = made._Made._page

    def noting(self: made._Made, each: made._Stale, shown: Shown | None) -> tuple[str, bytes]:
        places[self._file(each.leaf)] = dict(shown.places) if shown else {}
        return page(self, each, shown)

    made._Made._page = noting
    size = count = 0
    with made.copies_of(workspace / "var" / "archive", period, uses, Wording()) as copies:
        for _, body in copies.files(None):
            size, count = size + len(body), count + 1
        for citation in uses:
            address = copies.addresses.get(citation, "")
            if not address:
                print("no copy:", copies.missing.get(citation), citation.url)
                continue
            file, _, anchor = address.partition("#")
            place = places[file].get(anchor, Where.NOTHING)
            places.setdefault("", {})[_key(citation.url, citation.sha256, anchor)] = place
    return size, count


def _key(*parts: str) -> str:
    return "\0".join(parts)


def _told(uses: Uses, places: dict[str, dict[str, Where]]) -> float:
    """Prints where the words are; returns how much of what failures quote of something fetched is marked where it stands."""
    counts: dict[Outcome, Counter[str]] = {}
    of_failures: list[bool] = []
    for citation, found in uses.items():
        place = places.get("", {}).get(_key(citation.url, citation.sha256, Quote.of(citation).anchor))
        name = "NO COPY" if place is None else place.name
        for outcome in {use.item.outcome for use in found}:
            counts.setdefault(outcome, Counter())[name] += 1
        fails = any(use.item.outcome is Outcome.FAILED for use in found) and bool(citation.sha256)
        if fails:
            of_failures.append(place is not None and (place.is_marked or place is Where.NONE))
        if name in ("NO COPY", "LOST") or (fails and not of_failures[-1]):
            print(f"{name}: {citation.quote!r} {citation.url}")
    for outcome, each in counts.items():
        print(outcome, sum(each.values()), dict(each.most_common()))
    return sum(of_failures) / max(len(of_failures), 1)


if __name__ == "__main__":
    sys.exit(main())
