"""How right the reading and judging of money is, on labelled pages: the type, each figure, each verdict.

    python bench/accuracy_finance.py [--held | --all] [--show] [--only PART_OF_NAME]

The pages are in tests/money (rebuilt from the forms and figures of real ones, the words are ours). Without a flag those
are measured on which the program was mended from the start, with --held those that were held out at first. A type is right when the first
topic is the labelled one; for news and other look-alikes when no topic of money reaches one half. A figure is exact when
it is the printed decimal, or rightly not stated. A fault is found when a finding of its problem names it, failed or
cantTell; a failed finding of a problem that is not labelled is a wrong accusation. --show prints each miss.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from rules.accounts.account import Account, account_of  # noqa: E402 - the repository itself is the package
from rules.accounts.heads import NAMES  # noqa: E402
from rules.facts import facts_of  # noqa: E402
from rules.finding import Outcome  # noqa: E402
from rules.topics import ENOUGH, topics_of  # noqa: E402
from tests.money.labelled import MONEY, Labelled, labelled  # noqa: E402

DOUBT = (Outcome.CANT_TELL, Outcome.UNTESTED)


@dataclass
class Tally:
    """Counts of right and wrong, and a line for each miss."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[str] = field(default_factory=list)

    def note(self, what: str, verdict: str, page: Labelled, detail: str = "") -> None:
        """Counts a verdict; anything but right is remembered."""
        self.counts[what][verdict] += 1
        if verdict not in ("right", "found", "doubted"):
            self.misses.append(f"{what:<12} {verdict:<10} {page.name}: {detail}")


def measure(pages: list[Labelled]) -> Tally:
    """What the program makes of the pages, against their labels."""
    tally = Tally()
    for page in pages:
        _type(page, tally)
        if page.is_disclosure:
            _figures(page, tally)
            _verdicts(page, tally)
        else:
            stated = facts_of(page.page).get("three_public")
            tally.note("look-alikes", "right" if stated is None else "read", page, "facts of a look-alike")
    return tally


def _type(page: Labelled, tally: Tally) -> None:
    said = topics_of(page.page)
    if page.is_disclosure:
        is_right = said[0][0] in (page.type, *page.also)
    else:
        is_right = (
            not any(name in MONEY and confidence >= ENOUGH for name, confidence in said) or said[0][0] in page.also
        )
    tally.note("type", "right" if is_right else "wrong", page, f"{page.type} read as {said[:3]}")


def _figures(page: Labelled, tally: Tally) -> None:
    facts = facts_of(page.page).get("three_public") or {}
    for head in NAMES:
        _compare("figures", head, page.figures.get(head), _decimal(facts.get(head)), page, tally)
    _plain("year", page.year, facts.get("year"), page, tally, bool(facts))
    _plain("kind", page.kind, facts.get("kind"), page, tally, bool(facts))
    _plain("unit", page.unit, facts.get("unit") or "", page, tally, bool(facts))
    account = account_of(page.page, page.names)
    for what in ("last", "changes", "counts", "others"):
        stated = dict(_of(account, what))
        for key in sorted(set(getattr(page, what))):
            _compare(what, key, getattr(page, what)[key], stated.get(key), page, tally)
        for key in sorted(set(stated) - set(getattr(page, what))):
            if getattr(page, what):  # a page without labels of this sort was not labelled for it
                _compare(what, key, None, stated[key], page, tally)


def _of(account: Account | None, what: str) -> Iterator[tuple[str, Decimal]]:
    if account is None:
        return
    if what == "changes":
        for head, change in account.changes.items():
            if change.amount is not None or change.same:
                yield head, change.amount.value if change.amount is not None else Decimal(0)
            if change.percent is not None:
                yield f"{head}_percent", change.percent
        return
    found: Mapping[str, object] = getattr(account, what)
    for key, figure in found.items():
        amount = getattr(figure, "amount", None)
        if amount is not None:
            yield key, amount.value


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _compare(what: str, key: str, true: Decimal | None, said: Decimal | None, page: Labelled, tally: Tally) -> None:
    if true == said:
        verdict = "right"
    elif said is None:
        verdict = "not said"
    else:
        verdict = "invented" if true is None else "wrong"
    tally.note(what, verdict, page, f"{key} is {true}, read {said}")


def _plain(what: str, true: object, said: object, page: Labelled, tally: Tally, is_read: bool) -> None:
    if is_read:
        tally.note(what, "right" if true == said else "wrong", page, f"is {true}, read {said}")


def _verdicts(page: Labelled, tally: Tally) -> None:
    findings = [each for each in page.findings() if each.problem]
    failed = {each.problem for each in findings if each.outcome is Outcome.FAILED}
    doubted = {each.problem for each in findings if each.outcome in DOUBT}
    true: dict[str, bool] = {}
    for fault in page.fault:
        true[fault["problem"]] = true.get(fault["problem"], False) or fault.get("sure", True)
    if "missing" in failed and any(
        fault["problem"] == "incomplete" and "三公" in fault["subject"] for fault in page.fault
    ):
        failed = failed - {"missing"} | {
            "incomplete"
        }  # the one rule says that the expenses are missing, the other that a schedule is
        findings = [each for each in findings if each.problem != "missing"]
    for problem, is_sure in sorted(true.items()):
        verdict = "found" if problem in failed else "doubted" if problem in doubted else "missed"
        if problem in failed and not is_sure:
            verdict = "accused"
        tally.note("faults", verdict, page, f"{problem} {'' if is_sure else '(a doubt)'}")
    for each in findings:
        if each.problem not in true and each.outcome is Outcome.FAILED:
            tally.note("accusations", "wrong", page, f"{each.problem} {each.subject}: {each}")
        elif each.problem not in true:
            tally.note("doubts", "needless", page, f"{each.problem} {each.subject}: {each}")
    if not any(each.problem not in true and each.outcome is Outcome.FAILED for each in findings):
        tally.note("accusations", "right", page)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", action="store_true", help="the pages that were held out")
    parser.add_argument("--all", action="store_true", help="all pages")
    parser.add_argument("--show", action="store_true", help="each miss")
    parser.add_argument("--only", default="", help="pages with this in their name")
    options = parser.parse_args()
    pages = [page for page in labelled() if options.only in page.name and (options.all or page.is_held == options.held)]
    tally = measure(pages)
    print(f"{len(pages)} pages, {sum(page.is_disclosure for page in pages)} of them disclosures")
    for what, counts in tally.counts.items():
        whole = counts.total()
        good = counts["right"] + counts["found"] + counts["doubted"]
        rest = ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))
        print(f"{what:<12} {good:>5} of {whole:<5} {100 * good / whole:6.2f} %   {rest}")
    if options.show:
        print("\n".join(tally.misses))


if __name__ == "__main__":
    main()
