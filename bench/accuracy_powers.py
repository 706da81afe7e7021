"""How right power lists and charts are read, on labelled samples: told apart, items, steps, limits, and what belongs together.

    python bench/accuracy_powers.py [--show] [--only PART_OF_NAME] [--no-ocr | --ocr] [--held | --all]

The samples are drawn and written on the spot from tests/powers/data (forms of real ones, words of ours; labelled before any
run). Each goes through `crawler.reading.read` as a page with its files. Without a flag both columns are printed where the
extra is installed: with pictures recognised and without. A file or picture is told right when `is_chart` says what it is,
open when it says None. A page of decoys is right when no chart of a power comes of it; one of a list when each labelled
item was read with its name, class and code, and a look-alike when none was. A pair is right when the item has the labelled
charts and no other, or is left to a person where only a person can say; `left` is left to a person without need, which
costs nobody anything. An accusation is wrong when an item that is served is said to have no chart, or a chart that is no
orphan is called one. --held measures those that were written after the readers. Where
a picture was not read, its name and steps are open. --show prints each miss, but not what is open.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.reading.pictures import ocr  # noqa: E402 - the repository itself is the package
from crawler.reading.value import Eyes  # noqa: E402
from crawler.snapshot import Page  # noqa: E402
from rules.finding import Outcome  # noqa: E402
from rules.phrases import squeeze  # noqa: E402
from rules.powers.charts.chart import Chart, charts  # noqa: E402
from rules.powers.charts.drawn import is_chart  # noqa: E402
from rules.powers.item import Item  # noqa: E402
from rules.powers.lists.listed import items_of, list_pages  # noqa: E402
from rules.powers.naming.names import is_office_work  # noqa: E402
from rules.powers.pairs.matching import Matching, matched  # noqa: E402
from rules.rule import catalogue  # noqa: E402
from tests.powers import fonts  # noqa: E402
from tests.powers.alike import bared, has_step, is_named, plain, same_class  # noqa: E402
from tests.powers.drawing import Flow  # noqa: E402
from tests.powers.pairings import Line, Pairing, pairings  # noqa: E402
from tests.powers.samples import Sample, alone, list_of, samples, stand_in  # noqa: E402

GAPS = ("no-chart", "uncovered", "orphan-chart", "dead-chart")


@dataclass
class Tally:
    """Counts of right and wrong, and a line for each miss."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[str] = field(default_factory=list)

    def note(self, what: str, verdict: str, name: str, detail: str = "", often: int = 1) -> None:
        """Counts a verdict; anything but right is remembered."""
        self.counts[what][verdict] += often
        if verdict not in ("right", "open") and often:
            self.misses.append(f"{what:<18} {verdict:<9} {name}: {detail}")


def measure(only: str, eyes: Eyes | None, held: bool | None = False) -> Tally:
    """What the program makes of the samples, against their labels."""
    tally = Tally()
    for sample in samples():
        if only not in sample.name or held not in (None, sample.is_held):
            continue
        page = sample.page(eyes)
        if sample.part in ("charts", "decoys"):
            _told(sample, page, tally)
            _charts(sample, page, tally)
            if sample.part == "charts":
                _judged(sample, page, tally)
        else:
            _items(sample, page, tally)
    for pairing in pairings():
        if only in pairing.name and held in (None, pairing.is_held):
            _pairs(pairing, tally)
    return tally


def _told(sample: Sample, page: Page, tally: Tally) -> None:
    """Charts told from other pictures and files; charts of office work may be called charts or not."""
    for each, document in zip(sample.shown, page.documents, strict=True):
        said = is_chart(document)
        is_right = said == each.drawn or (each.drawn and sample.is_office)
        verdict = "open" if said is None else "right" if is_right else "wrong"
        what = "pictures" if each.picture else "files"
        tally.note(f"told: {what}", verdict, sample.name, f"{each.name} is {each.drawn}, said {said}")


def _charts(sample: Sample, page: Page, tally: Tally) -> None:
    found = list(charts(alone(page)))
    wanted = () if sample.is_office else sample.flows
    if sample.part == "charts":
        tally.note("told: chart pages", "right" if found else "wrong", sample.name, "no chart of it")
    about_powers = [chart for chart in found if not is_office_work(chart.name)]
    if sample.part == "decoys" and not wanted:
        taken = [chart.name for chart in about_powers if _claims(chart)]
        verdict = "wrong" if taken else "open" if about_powers else "right"
        tally.note("told: decoy pages", verdict, sample.name, f"charts {[chart.name for chart in about_powers]}")
        return
    names = _names(sample)
    for number, flow in enumerate(wanted):
        _one(sample, flow, [*names[number], *([sample.told["page"]] if len(wanted) == 1 else [])], found, tally)
    extra = len([chart for chart in about_powers if _claims(chart)]) - len(wanted)
    tally.note("charts too many", "wrong", sample.name, f"{[chart.name for chart in found]}", max(0, extra))


def _judged(sample: Sample, page: Page, tally: Tally) -> None:
    """The rule on a place that lists just what the charts show: none of these charts gives reason to accuse anybody."""
    said = catalogue()["power-flowchart"](alone(list_of(sample.flows), page))
    failed = [f"{each.problem} {each.subject}: {each}" for each in said if each.outcome is Outcome.FAILED]
    tally.note("rule: on charts", "wrong" if failed else "right", sample.name, "; ".join(failed)[:300])


def _claims(chart: Chart) -> bool:
    """Whether something is said to be a chart that was read: what was not read is open."""
    return chart.source is not None and is_chart(chart.source) is not False and bool(chart.read_by)


def _names(sample: Sample) -> list[list[str]]:
    """By what each chart may be named: what stands over it, and the words that lead to it."""
    found = []
    for each in sample.shown:
        for flow in each.flows:
            words = [each.label, each.name] if len(each.flows) == 1 else []
            found.append([flow.title, *filter(None, words)])
    return found or [[flow.title] for flow in sample.flows]


def _one(sample: Sample, flow: Flow, names: list[str], found: list[Chart], tally: Tally) -> None:
    said = [chart for chart in found if any(is_named(chart.name, name) for name in names)]
    best = max(said, key=lambda chart: sum(has_step(chart.steps, step) for step in flow.steps), default=None)
    verdict = "right" if said else "open" if any(not chart.read_by for chart in found) else "wrong"
    tally.note("charts named", verdict, sample.name, f"{flow.title} in {[c.name for c in found]}")
    if best is None or not best.read_by:
        tally.note("steps", "open", sample.name, "content not read", len(flow.steps))
        return
    lacking = [step for step in flow.steps if not has_step(best.steps, step)]
    tally.note("steps", "right", sample.name, "", len(flow.steps) - len(lacking))
    tally.note("steps", "lacking", sample.name, f"{lacking} in {best.steps}", len(lacking))
    if not lacking:
        places = [next(at for at, said in enumerate(best.steps) if has_step((said,), step)) for step in flow.steps]
        tally.note("steps in order", "right" if places == sorted(places) else "wrong", sample.name, f"{best.steps}")
    for what in ("legal", "promised"):
        true, limit = getattr(flow, what) if sample.shows_limits else "", getattr(best, what)
        number = "" if limit is None else str(limit.days)
        verdict = "right" if number == true else "not said" if not number else "wrong" if true else "invented"
        tally.note("limits", verdict, sample.name, f"{what} is {true}, read {limit}")


def _items(sample: Sample, page: Page, tally: Tally) -> None:
    found = [item for each in list_pages(alone(page)) for item in items_of(each)]
    gone = [item for item in found if item.name in sample.told.get("gone", [])]
    for item in gone:  # may be read, so long as nobody misses a chart of it
        is_missed = bool(matched([item], []).unmatched)
        tally.note(
            "cancelled items", "wrong" if is_missed else "right", sample.name, f"a chart of {item.name} is missed"
        )
    found = [item for item in found if item not in gone]
    if sample.part == "lookalikes":
        tally.note("told: look-alikes", "wrong" if found else "right", sample.name, f"{[item.name for item in found]}")
        return
    tally.note("told: lists", "right" if found else "wrong", sample.name, "no item of it")
    left = list(found)
    for name, kind, code in sample.items:
        same = [item for item in left if squeeze(item.name) == squeeze(name)]
        item = next((item for item in same if same_class(item.kind, kind)), same[0] if same else None)
        if item is None:
            is_parent = any(squeeze(each.parent) == squeeze(name) for each in found)
            tally.note(
                "items", "right" if is_parent else "not read", sample.name, f"{name} in {[i.name for i in found]}"
            )
            continue
        left.remove(item)
        is_exact = same_class(item.kind, kind) and item.code == code
        detail = f"{name} is ({kind}, {code}), read ({item.kind}, {item.code})"
        tally.note("items", "right" if is_exact else "inexact", sample.name, detail)
    for item in left:
        if squeeze(item.name) not in map(squeeze, sample.told.get("also", [])) and not item.parent:
            tally.note("items", "invented", sample.name, item.name)


def _pairs(pairing: Pairing, tally: Tally) -> None:
    items = [Item(line.name, line.kind, line.code, stand_in("清单")) for line in pairing.lines]
    charts = [Chart(name, stand_in(name)) for name in pairing.charts]
    found = matched(items, charts)
    for item, line in zip(items, pairing.lines, strict=True):
        _pair(pairing, item, line, found, tally)
    orphans = {chart.name for chart in found.orphans}
    for name in pairing.orphans:
        tally.note("orphans", "right" if name in orphans else "missed", pairing.name, name)
    for name in sorted(orphans - set(pairing.orphans)):
        tally.note("accusations", "wrong", pairing.name, f"{name} is called an orphan")
    _rule(pairing, tally)


def _rule(pairing: Pairing, tally: Tally) -> None:
    """What the rule itself says of a place with the list and the charts."""
    said = catalogue()["power-flowchart"](pairing.snapshot())
    failed = [each for each in said if each.outcome is Outcome.FAILED and each.problem in GAPS]
    bare = {plain(line.name) for line in pairing.lines if line.how == "none"}
    true = bare | {plain(bared(name)) for name in pairing.orphans}
    named = {plain(each.subject) for each in failed if each.problem != "no-chart"}
    for each in sorted(named - true):
        tally.note("rule: accusations", "wrong", pairing.name, each)
    if pairing.charts:
        for each in sorted(true):
            tally.note("rule: gaps named", "right" if each in named else "missed", pairing.name, each)


def _pair(pairing: Pairing, item: Item, line: Line, found: Matching, tally: Tally) -> None:
    own = {pair.chart.name for pair in found.pairs if pair.item is item and pair.how != "class"}
    shared = {pair.chart.name for pair in found.pairs if pair.item is item and pair.how == "class"}
    tied = {chart.name for tie in found.ties if tie.item is item for chart in tie.charts}
    is_bare = any(each is item for each in found.unmatched)
    detail = f"{line.name} is {line.how} {line.charts}, said own {own} class {shared} tied {tied} none {is_bare}"
    if line.how == "person":
        verdict = "right" if tied and not own else "wrong"
    elif line.how == "none":
        verdict = "right" if is_bare else "left" if tied and not own | shared else "wrong"
    else:
        said = own | shared  # a chart of the class that names the item's own deed is both
        verdict = "left" if tied and not said else "wrong"
        if said and said <= set(line.charts):
            verdict = "right" if said == set(line.charts) or line.how == "class" else "part"
    tally.note("pairs", verdict, pairing.name, detail)
    if (own | shared) - set(line.charts) or (line.how == "person" and own | shared):
        tally.note("wrong pairs", "wrong", pairing.name, detail)
    if is_bare and line.how != "none":
        tally.note("accusations", "wrong", pairing.name, f"{line.name} is said to have no chart")


def printed(columns: dict[str, tuple[Tally, float]]) -> str:
    """A line for each measure with a column for each way."""
    names = list(dict.fromkeys(what for tally, _ in columns.values() for what in tally.counts))
    lines = ["".join((f"{'':<20}", *(f"{title:<58}" for title in columns)))]
    for what in names:
        cells = []
        for tally, _ in columns.values():
            counts = tally.counts[what]
            whole = counts.total()
            share = f"{100 * counts['right'] / whole:6.2f} %" if whole else "   none  "
            rest = ", ".join(
                f"{name} {number}" for name, number in sorted(counts.items()) if number and name != "right"
            )
            cells.append(f"{counts['right']:>4} of {whole:<4} {share}  {rest:<38}")
        lines.append(f"{what:<20}" + "".join(cells))
    lines.append(f"{'seconds':<20}" + "".join(f"{seconds:<58.1f}" for _, seconds in columns.values()))
    return "\n".join(lines)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="each miss")
    parser.add_argument("--only", default="", help="samples with this in their name")
    parser.add_argument("--held", action="store_true", help="the samples that were held out")
    parser.add_argument("--all", action="store_true", help="all samples")
    parser.add_argument("--no-ocr", action="store_true", help="pictures are not recognised")
    parser.add_argument("--ocr", action="store_true", help="pictures are recognised, that column alone")
    options = parser.parse_args()
    columns: dict[str, tuple[Tally, float]] = {}
    for title, eyes in (
        ("pictures recognised", None if options.no_ocr or not ocr.available() else ocr.open_eyes()),
        ("not recognised", None),
    ):
        if (title == "not recognised" and options.ocr) or (title != "not recognised" and eyes is None):
            continue
        began = time.process_time()
        columns[title] = measure(options.only, eyes, None if options.all else options.held), time.process_time() - began
    print(printed(columns))
    print("typefaces:", ", ".join(sorted(fonts.used)))
    for title, (tally, _) in columns.items() if options.show else ():
        print(f"\n{title}\n" + "\n".join(tally.misses))


if __name__ == "__main__":
    main()
