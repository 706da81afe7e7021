"""Reads a worked example: a scheme and its rules, what was found, what people decided."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from checker.appeals import Appeal
from checker.decided import named
from checker.rulings import Decision, Ruling
from checker.scheme import Scheme, read_scheme
from checker.scoring import Assessment, weigh
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from rules.finding import Finding, Outcome
from rules.rule import Rule

OUTCOMES = {"failed": Outcome.FAILED, "cant_tell": Outcome.CANT_TELL, "untested": Outcome.UNTESTED}
KEYS = {"indicator", "place", "inapplicable", "times", "explained", "rulings", "appeal", *OUTCOMES}
DAY = date(2014, 1, 1)


@dataclass(frozen=True)
class Example:
    """What goes in: the assessments as the machine has them, the rulings by key, the appeals; and what must come out."""

    scheme: Scheme
    period: Period
    assessments: tuple[Assessment, ...]
    rulings: dict[str, list[Ruling]]
    appeals: list[Appeal]
    marks: dict[str, dict]


def read_example(folder: Path) -> Example:
    rules = {id: rule(id, problems) for id, problems in toml(folder / "rules.toml").items()}
    scheme = read_scheme((folder / "scheme.toml").read_text("utf-8"), f"{folder.name}.toml", rules)
    given = toml(folder / "findings.toml")
    period = Period.parse(given["period"])
    assessments, rulings, appeals = [], {}, []
    for table in given["department"]:
        department = Department(table["id"], table["id"], kinds=frozenset(table["kinds"]))
        found = [entry for entry in table.get("found", ()) for _ in range(entry.get("times", 1))]
        entries = [(entry, finding(entry, number, scheme, department)) for number, entry in enumerate(found)]
        assessment = assess(scheme, period, department, entries)
        assessments.append(assessment)
        for verdict in assessment.verdicts:
            for name, item in named(assessment, verdict):
                entry = next((entry for entry, each in entries if each is item.finding), {})
                for said in entry.get("rulings", ()):
                    rulings.setdefault(name.key, []).append(ruling(name, said))
                if entry.get("appeal"):
                    appeals.append(Appeal(len(appeals) + 1, name.key, name.seen, "不属实", department.id, DAY))
    return Example(scheme, period, tuple(assessments), rulings, appeals, toml(folder / "marks.toml"))


def toml(path: Path) -> dict:
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def rule(id: str, problems: dict[str, str]) -> Rule:
    return Rule(id, id, "", (), problems, lambda site: iter(()))


def finding(entry: dict, number: int, scheme: Scheme, department: Department) -> Finding:
    assert set(entry) <= KEYS, entry
    indicator = scheme.indicator(entry["indicator"])
    assert indicator.binds(department.kinds), entry
    place = Place(entry.get("place", indicator.places[0]))
    assert place in indicator.places, entry
    if entry.get("inapplicable"):
        return Finding(Outcome.INAPPLICABLE, place=place)
    (outcome,) = set(entry) & set(OUTCOMES)
    problem = entry[outcome]
    known = {*indicator.deduct, *(name for veto in indicator.veto for name in veto.problems)}
    assert problem in known or (not problem and outcome == "untested"), entry
    explained = entry.get("explained", False)
    return Finding(OUTCOMES[outcome], problem, subject=str(number), place=place, explained=explained)


def assess(scheme: Scheme, period: Period, department: Department, entries: list) -> Assessment:
    verdicts = []
    for indicator in scheme.indicators:
        if indicator.binds(department.kinds):
            mine = [finding for entry, finding in entries if entry["indicator"] == indicator.id]
            places = {place: [each for each in mine if each.place == place] for place in indicator.places}
            passed = {place: [Finding(Outcome.PASSED, place=place)] for place in places}
            verdicts.append(weigh(indicator, {place: found or passed[place] for place, found in places.items()}))
    return Assessment(department, period, scheme.id, tuple(verdicts))


def ruling(name, said: dict) -> Ruling:
    points = Decimal(said["points"]) if "points" in said else None
    more = said.get("seen", name.seen), Decision(said["decision"]), points, "已核实", said["by"], DAY, "x!A1"
    return Ruling(name.key, *more, said.get("settles", False))
