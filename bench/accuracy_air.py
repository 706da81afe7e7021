"""How right a city's air is read and judged, on labelled samples: days found, what is said of each, faults found, nobody accused.

    python bench/accuracy_air.py [--periods | --pollution] [--all | --held | --last] [--only PART_OF_NAME] [--show]

The samples (tests/air; forms of real pages, words of ours) are built on the spot and go through `crawler.reading.read` as
pages with their files; then `rules.air.reading.bulletins` says what they say of each day and the rule judges the place that
is labelled. A day is found when a bulletin for the whole city is for it; of the days found the index, the primary
pollutants, level, grade, colour, concentrations and partial indexes are compared as stated. A failed finding is right when
it is labelled, open when the label says that a checker may say it (`may`, `lacks`), and else a wrong accusation. A labelled
fault is found, left to a person (cantTell or untested), or missed; `needless doubt` is left to a person without a label.
--periods measures reports on weeks, months and quarters, --pollution the pages on polluters, --held only those samples
that were written after the readers, --all both, --last those of a later set
that was labelled before any run. --show prints each miss.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.snapshot import Place  # noqa: E402 - the repository itself is the package
from rules.air.bulletin import Bulletin  # noqa: E402
from rules.air.reading import bulletins  # noqa: E402
from rules.finding import Finding, Outcome  # noqa: E402
from rules.rule import catalogue  # noqa: E402
from tests.air.samples import Sample, samples  # noqa: E402

DAILY, PERIOD = "air-quality-daily", "air-quality-period"
DIALS: Mapping[str, dict[str, Any]] = {
    DAILY: {"publish_within": 1},
    PERIOD: {"owed": "", "publish_within": 10},
    "pollution-source-monitoring": {"publish_within": 20},
    "discharge-compliance": {"publish_within": 20},
}
ALWAYS_OPEN = {"颜色", "分指数", "时段", "点位"}  # fields of the standard's own form that few cities show
FIELDS = (  # one name for each field that a bulletin or report may lack
    ("首要", "首要污染物"),
    ("颜色", "颜色"),
    ("分指数", "分指数"),
    ("时段", "时段"),
    ("点位", "点位"),
    ("级别|类别|状况|等级", "级别"),
    ("PM2.?5|细颗粒", "PM2.5"),
    ("PM10|可吸入", "PM10"),
    ("NO2|二氧化氮", "NO2"),
    ("SO2|二氧化硫", "SO2"),
    ("CO|一氧化碳", "CO"),
    ("O3|臭氧", "O3"),
    ("浓度", "浓度"),
    ("指数|AQI|API", "指数"),
)
POLLUTANTS = {"PM2.5", "PM10", "NO2", "SO2", "CO", "O3", "浓度"}
LEVELS = (("六|Ⅵ|VI$|6", 6), ("Ⅴ|五|^V|5", 5), ("Ⅳ|四|IV|4", 4), ("Ⅲ|三|III|3", 3), ("Ⅱ|二|II|2", 2), ("Ⅰ|一|I|1", 1))


@dataclass
class Tally:
    """Counts of right and wrong, and a line for each miss."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[str] = field(default_factory=list)

    def note(self, what: str, verdict: str, name: str, detail: str = "") -> None:
        """Counts a verdict; anything but right and open is remembered."""
        self.counts[what][verdict] += 1
        if verdict not in ("right", "open"):
            self.misses.append(f"{what:<20} {verdict:<9} {name}: {detail}")


def measure(part: str, only: str, held: bool | None, sets: Sequence[str] = ()) -> Tally:
    """What the program makes of the samples, against their labels."""
    tally = Tally()
    for sample in samples(*sets):
        if part_of(sample.rule) != part or only not in sample.name or held not in (None, sample.is_held):
            continue
        if sample.rule == DAILY:
            _days(sample, tally)
        _judged(sample, tally)
    return tally


def part_of(rule: str) -> str:
    """Which part of the bench a rule belongs to."""
    return {DAILY: "days", PERIOD: "periods"}.get(rule, "pollution")


# what is said of each day


def _days(sample: Sample, tally: Tally) -> None:
    found: dict[date, list[Bulletin]] = defaultdict(list)
    for bulletin in bulletins(sample.site()):
        if bulletin.is_whole and bulletin.day in sample.period:
            found[bulletin.day].append(bulletin)
    told = {entry["for"]: entry for entry in sample.told.get("day", []) if entry["for"] in sample.period}
    for day, entry in told.items():
        tally.note("days", "right" if day in found else "missed", sample.name, str(day))
        if day in found:
            _fields(sample, entry, found[day], tally)
    named = {each["subject"] for each in (*sample.told.get("finding", []), *sample.told.get("may", []))}
    for day in sorted(set(found) - set(told)):
        verdict = "open" if str(day) in named else "extra"
        tally.note("days", verdict, sample.name, f"{day}: {found[day][0].printed} {found[day][0].quote[:60]}")


def _fields(sample: Sample, told: dict[str, Any], said: list[Bulletin], tally: Tally) -> None:
    for name in ("index", "primary", "level", "grade", "colour", "posted", "covers"):
        if name not in told or (name == "posted" and told.get("covers")):
            continue
        found = [_said(name, bulletin) for bulletin in said]
        true = _true(name, told[name])
        is_right = any(each == true for each in found)
        tally.note(
            f"field {name}",
            "right" if is_right else "wrong",
            sample.name,
            f"{told['for']} is {true!r}, read {found}",
        )
    for name, attribute in (("values", "printed"), ("parts", "partial")):
        for item, printed in told.get(name, {}).items():
            measured = [each.measured[item] for each in said if item in each.measured]
            read = [getattr(each, attribute) for each in measured]
            values = [each.value for each in measured] if name == "values" else []
            is_right = any(_same(str(each), printed) for each in (*read, *values))
            if not re.search(r"\d", printed):  # a dash, NA or nothing: no number may come of it
                is_right = not any(value is not None for value in values)
            detail = f"{told['for']} {item} {printed}: {read}"
            tally.note(f"field {name}", "right" if is_right else "wrong", sample.name, detail)


def _said(name: str, bulletin: Bulletin) -> Any:
    if name == "index":
        return bulletin.index
    if name == "primary":
        return tuple(sorted({each.partition(":")[0] for each in bulletin.primary or ()}))
    if name == "level":
        return bulletin.level, bulletin.sub
    if name == "colour":
        return bulletin.colour.rstrip("色")
    return getattr(bulletin, name)


def _true(name: str, told: Any) -> Any:
    if name == "index":
        return int(told) if re.fullmatch(r"\d+", told) else None
    if name == "primary":
        return tuple(sorted(told))
    if name == "level":
        number = next((level for pattern, level in LEVELS if re.search(pattern, told)), None)
        sub = re.search(r"(?<=[ⅢⅣ])[12]", told)
        return number, sub[0] if sub else ""
    return told.rstrip("色") if name == "colour" else told


def _same(read: str, told: str) -> bool:
    try:
        return Decimal(read) == Decimal(told)
    except InvalidOperation:
        return read.strip() == told.strip()


# what the rule says


def _findings(sample: Sample) -> Iterator[Finding]:
    """What the rule says of the place, and what it says at the other one of how the two differ."""
    check, dials = catalogue()[sample.rule], {**DIALS.get(sample.rule, {}), **sample.told.get("dials", {})}
    site = sample.site()
    yield from check(site, **dials)
    if site.elsewhere is not None:
        other = Place.PORTAL if site.place is Place.OWN else Place.OWN
        yield from (each for each in check(sample.at(other), **dials) if each.problem == "places-differ")


def _judged(sample: Sample, tally: Tally) -> None:
    said = list(_findings(sample))
    failed = [each for each in said if each.outcome is Outcome.FAILED]
    doubted = [each for each in said if each.outcome in (Outcome.CANT_TELL, Outcome.UNTESTED)]
    labels = sample.told.get("finding", [])
    for label in labels:
        verdict = "right" if _named(label, failed) else "doubted" if _named(label, doubted) else "missed"
        what = f"{label['problem']} {label['subject']}"
        detail = next((str(each) for each in doubted if _is(label, each)), "") if verdict == "doubted" else ""
        tally.note("faults", verdict, sample.name, f"{what} {detail}")
        tally.counts[f"  {label['problem']}"][verdict] += 1
    for each in failed:
        verdict = _accusation(sample, each, labels)
        tally.note("accusations", verdict, sample.name, f"{each.problem} {each.subject}: {each}"[:200])
    for each in doubted:
        if _accusation(sample, each, labels) == "wrong":
            tally.note("needless doubt", "doubt", sample.name, f"{each.problem} {each.subject}: {each}"[:200])
    if not labels:
        tally.note("clean samples", "wrong" if _accusations(sample, failed) else "right", sample.name, "accused")


def _accusations(sample: Sample, failed: Iterable[Finding]) -> list[Finding]:
    return [each for each in failed if _accusation(sample, each, []) == "wrong"]


def _accusation(sample: Sample, finding: Finding, labels: Iterable[dict[str, Any]]) -> str:
    """Right, open or wrong: whether the label says that it is so, or that it may be said."""
    if any(_is(label, finding) for label in labels):
        return "right"
    if any(_is(label, finding) for label in sample.told.get("may", [])):
        return "open"
    if finding.problem == "missing-day":
        window = sample.told.get("window")
        return "open" if window and not window[0] <= date.fromisoformat(finding.subject) <= window[1] else "wrong"
    if finding.problem == "no-field":
        lacks = {_field(each) for each in sample.told.get("lacks", [])} | ALWAYS_OPEN
        named = _fields_named(finding)
        allowed = lacks | (POLLUTANTS if "values" in lacks else set())
        return "open" if named <= allowed else "wrong"
    return "wrong"


def _named(label: dict[str, Any], findings: Iterable[Finding]) -> bool:
    return any(_is(label, each) for each in findings)


def _is(label: dict[str, Any], finding: Finding) -> bool:
    if finding.problem not in (label["problem"], *label.get("or", [])):
        return False
    true, said = label["subject"], finding.subject
    if finding.problem == "no-field":
        return _field(true) in _fields_named(finding) or (bool(label.get("loose")) and _loose(true, said))
    if finding.problem == "wrong-partial":
        return true.partition(" ")[0] == said.partition(" ")[0] and _field(true) == _field(said)
    if finding.problem == "unit-slip":
        return not true or true == said
    return true == said or (bool(label.get("loose")) and _loose(true, said))


def _fields_named(finding: Finding) -> set[str]:
    """The fields that are said to be lacking: for concentrations those that the note names."""
    of_values = {_field(each) for each in re.findall(r"PM2\.5|PM10|[SN]O2|CO|O3", str(finding))}
    return of_values if _field(finding.subject) == "浓度" and of_values else {_field(finding.subject)}


def _loose(true: str, said: str) -> bool:
    """Subjects that name a thing in words: one holds all that the other says."""
    return not true or true in said or (bool(said) and said in true)


def _field(words: str) -> str:
    text = words.partition(" ")[2] if re.match(r"\d{4}-\d\d-\d\d ", words) else words
    text = re.sub("[₀-₉]", lambda match: str("₀₁₂₃₄₅₆₇₈₉".index(match[0])), text)
    return next((name for pattern, name in FIELDS if re.search(pattern, text)), text)


def printed(tally: Tally) -> str:
    """A line for each measure."""
    lines = []
    for what, counts in tally.counts.items():
        whole = counts.total() - counts["open"]
        share = f"{100 * counts['right'] / whole:7.2f} %" if whole else "    none"
        rest = ", ".join(f"{name} {number}" for name, number in sorted(counts.items()) if number and name != "right")
        lines.append(f"{what:<22}{counts['right']:>5} of {whole:<5}{share}  {rest}")
    return "\n".join(lines)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--periods", action="store_true", help="reports on weeks, months and quarters")
    parser.add_argument("--pollution", action="store_true", help="pages on polluters")
    parser.add_argument("--all", action="store_true", help="all samples")
    parser.add_argument("--held", action="store_true", help="the samples that were held out")
    parser.add_argument("--last", action="store_true", help="the samples that were labelled last, before any run")
    parser.add_argument("--only", default="", help="samples with this in their name")
    parser.add_argument("--show", action="store_true", help="each miss")
    options = parser.parse_args()
    part = "periods" if options.periods else "pollution" if options.pollution else "days"
    began = time.process_time()
    sets = ("last",) if options.last else ()
    tally = measure(part, options.only, None if options.all or options.last else options.held, sets)
    print(printed(tally))
    print(f"seconds {time.process_time() - began:.1f}")
    if options.show:
        print("\n" + "\n".join(tally.misses))


if __name__ == "__main__":
    main()
