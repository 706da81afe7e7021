"""A small city's month made in code: a dozen departments, findings and doubts, lines on site, appeals; and its real export."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from importlib import resources
from pathlib import Path

from bench.import_mutations_book import Book, opened
from checker.appeals import Appeal
from checker.decided import named
from checker.decisions import Decisions
from checker.identity import Named
from checker.indicator import Indicator, Sort
from checker.onsite import OnSite, Span
from checker.rulings import Decision, Ruling
from checker.scheme import Scheme, open_scheme
from checker.scoring import Assessment, Weighed, weigh
from checker.store import Store
from checker.visits import SiteMark
from crawler.period import CHINA, Period
from crawler.roster import Department, read_roster
from crawler.snapshot import Citation, Place
from reports import cli
from rules.finding import Finding, Outcome
from rules.rule import catalogue

PERIOD = Period(2013, 9)
EXPORTED, TODAY = date(2013, 10, 5), date(2013, 10, 20)
SETTINGS = """city = "青石市"
scheme = "qingshi"
language = "{language}"
[portal]
home = "http://www.qingshi.example/"
[crawl]
contact = "zwgk@qingshi.example"
"""
ROSTER = (
    ("zfb", "政府办公室", "department;budget-unit;office"),
    ("czj", "财政局", "department;budget-unit;approving"),
    ("hbj", "环境保护局", "department;budget-unit;ecology;approving"),
    ("fgj", "房产管理局", "department;budget-unit;housing"),
    ("syj", "食品药品监督管理局", "department;budget-unit;food;enforcing"),
    ("ajj", "安全生产监督管理局", "department;budget-unit;safety;enforcing"),
    ("wjj", "物价局", "department;budget-unit;price;enforcing"),
    ("jyj", "教育局", "department;budget-unit;education"),
    ("gtj", "国土资源局", "department;budget-unit;land"),
    ("jyzx", "公共资源交易中心", "subordinate;budget-unit;bidding"),
    ("hejk", "河口县", "county"),
    ("zls", "自来水公司", "enterprise"),
)
INDICATORS = ("A1-1", "B2-1", "B1-1", "C1-1", "D1-1", "D2-1", "D3-1", "D5-1", "D6-1", "E1-1")
SUBJECTS = (
    "",
    "2013-09-{day:02}",
    "行政许可第{day}项",
    "=1+{day}",
    "00{day}",
    "{day}-1",
    "“三公”经费 {day}; 注",
    "3.{day}0",
)
NOTES = ("没有找到：已查找公开目录", "与公布的合计不一致", "第{day}处不一致", "读不出来，请人工查看")


@dataclass(frozen=True)
class Line:
    """A line of the workbook that people may fill in, by its name (`id`), and what bounds the answer."""

    id: str
    sheet: str
    most: Decimal
    answers: tuple[tuple[str, Decimal], ...] = ()
    told: tuple[str, ...] = ()  # the words that must stand in its row
    appeal: int = 0
    problem: bool = True  # whether it names one, so that a doubt may be confirmed

    @property
    def key(self) -> str:
        """What the decision will be kept under."""
        return self.id.partition("~")[0]


@dataclass
class City:
    """The workspace and everything that its workbook must show."""

    folder: Path
    scheme: Scheme
    lines: dict[str, Line] = field(default_factory=dict)
    appeals: dict[int, Line] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        """What imports change."""
        return self.folder / "var" / "gongkai.sqlite"

    def run(self, *words: str, language: str = "zh") -> tuple[int, str]:
        """The exit code of one command of the program, and what it said."""
        out = io.StringIO()
        options = ("--workspace", str(self.folder), "--lang", language)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = cli.main([words[0], *options, *words[1:]])
        return code, out.getvalue()

    def export(self, path: Path, *more: str, language: str = "zh") -> Path:
        """Writes the inspectors' workbook as a user would."""
        when = ("--period", str(PERIOD), "--as-of", str(EXPORTED), "--output", str(path))
        code, said = self.run("export", *when, *more, language=language)
        if code:
            raise RuntimeError(f"export: {code}\n{said}")
        return path


def found(folder: Path, seed: int) -> City:
    """Makes the city's workspace with its results, and with a few decisions from before."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "var").mkdir(parents=True)
    (folder / "gongkai.toml").write_text(SETTINGS.format(language="zh"), "utf-8")
    rows = [f"{id},青石市{name},,{kinds},,http://{id}.qingshi.example/," for id, name, kinds in ROSTER]
    (folder / "departments.csv").write_text("\n".join(("id,name,aliases,kinds,parent,home,portal", *rows)), "utf-8")
    (folder / "schemes").mkdir()
    (folder / "schemes" / "qingshi.toml").write_text(_rulebook(), "utf-8")
    scheme = open_scheme("qingshi", folder / "schemes", catalogue())
    chance = random.Random(seed)
    judged = [_assessment(each, scheme, chance) for each in read_roster(folder / "departments.csv")]
    city = City(folder, scheme)
    with closing(Store(city.database)) as store:
        store.save(PERIOD, judged, scheme)
    for assessment in judged:
        _online_lines(city, assessment)
        _site_lines(city, assessment.department)
    _before(city, chance)
    return city


def _rulebook() -> str:
    """A part of the built-in scheme, so that ten thousand workbooks can be read in some minutes."""
    text = (resources.files("checker") / "schemes" / "yichun-2013.toml").read_text("utf-8")
    head, *tables = text.split("\n[[")
    kept = [
        table for table in tables if table.startswith("on_site") or any(f'"{id}"' in table[:60] for id in INDICATORS)
    ]
    return "\n[[".join((head, *kept))


def _assessment(department: Department, scheme: Scheme, chance: random.Random) -> Assessment:
    verdicts = []
    for indicator in scheme.indicators:
        if indicator.binds(department.kinds):
            places = {place: _findings(indicator, place, department.id, chance) for place in indicator.places}
            if len(places) > 1 and chance.random() < 0.15:
                spared = chance.choice(list(places))
                places[spared] = [Finding(Outcome.INAPPLICABLE, note="此处不承担", place=spared)]
            verdicts.append(weigh(indicator, places))
    return Assessment(department, PERIOD, scheme.id, tuple(verdicts))


def _findings(indicator: Indicator, place: Place, id: str, chance: random.Random) -> list[Finding]:
    found: list[Finding] = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        outcome = chance.choice((*[Outcome.FAILED] * 4, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED))
        problem = "" if outcome is Outcome.PASSED else chance.choice([*indicator.deduct] or [""])
        if outcome in (Outcome.CANT_TELL, Outcome.UNTESTED) and chance.random() < 0.3:
            problem = ""
        day = chance.randint(1, 30)
        note, subject = chance.choice(NOTES).format(day=day), chance.choice(SUBJECTS).format(day=day)
        url = (
            f"http://{id if place is Place.OWN else 'www'}.qingshi.example/{indicator.id}/{chance.randrange(10**6)}.htm"
        )
        fetched = datetime(2013, 10, 1, 2, day, tzinfo=CHINA)
        cited = Citation(url, fetched, f"{chance.getrandbits(256):064x}", f"原文 {day} 元", place)
        found.append(Finding(outcome, problem, (cited,), note, {}, subject, place))
        if chance.random() < 0.06:  # another that differs in its evidence alone
            other = Citation(url + "l", fetched, f"{chance.getrandbits(256):064x}", f"原文又 {day}", place)
            found.append(Finding(outcome, problem, (other,), note, {}, subject, place))
    return found or [Finding(Outcome.PASSED, place=place)]


def _online_lines(city: City, assessment: Assessment) -> None:
    for verdict in assessment.verdicts:
        indicator = city.scheme.indicator(verdict.indicator)
        bound = {item.finding.place for item in verdict.weighed if item.finding.outcome is not Outcome.INAPPLICABLE}
        for name, item in named(assessment, verdict):
            sheet = {Outcome.FAILED: "检查发现", Outcome.CANT_TELL: "无法检测", Outcome.UNTESTED: "无法检测"}
            if item.finding.outcome in sheet and bound:
                most = _most(indicator, item, len(bound))
                told = (assessment.department.id, assessment.department.name, indicator.id, item.finding.subject)
                about = sheet[item.finding.outcome], most, (), tuple(filter(None, told)), 0, bool(item.finding.problem)
                line = Line(str(name), *about)
                city.lines[line.id] = line


def _most(indicator: Indicator, item: Weighed, bound: int) -> Decimal:
    """The most that a changed finding may cost: its problem's cap, and its place's share, on the scale of the place."""
    if indicator.sort is not Sort.DEDUCT and not indicator.points:
        return Decimal(0)
    scale = Decimal(len(indicator.places)) / bound
    price = indicator.deduct.get(item.finding.problem)
    caps = [indicator.share * scale, *([price.at_most * scale] if price else [])]
    return min(caps)


def _site_lines(city: City, department: Department) -> None:
    for matter in city.scheme.on_site:
        if matter.binds(department.kinds):
            for span in matter.spans(PERIOD):
                line = _site_line(matter, department, span)
                city.lines[line.id] = line


def _site_line(matter: OnSite, department: Department, span: Span) -> Line:
    answers = tuple(matter.answers.items())
    told = (department.id, department.name, matter.title)
    return Line(matter.key(department.id, span), "实地检查", matter.points, answers, told)


def _before(city: City, chance: random.Random) -> None:
    """A few decisions that were there when the workbook was written, and appeals that wait for an answer."""
    findings = [line for line in city.lines.values() if line.sheet == "检查发现"]
    chance.shuffle(findings)
    day = date(2013, 10, 3)
    names = [Named.parse(line.id) for line in findings[:14]]
    rulings = [
        Ruling(name.key, name.seen, Decision.UPHELD, None, "", "老赵", day, "f" * 64 + " 检查发现!L2")
        for name in names[:4]
        if name
    ]
    site = [line for line in city.lines.values() if line.answers][:2]
    marks = [
        SiteMark(
            line.id,
            str(PERIOD),
            line.answers[0][0],
            line.answers[0][1],
            line.most,
            "9月2日第3版",
            "",
            "老赵",
            day,
            "f" * 64 + " 实地检查!J2",
        )
        for line in site
    ]
    with closing(Decisions(city.database)) as decisions:
        decisions.receive([], rulings, marks)
        for name, line in zip(names[8:], findings[8:14], strict=True):
            if name:
                made = decisions.appeal(
                    name.key, name.seen, "当日已在网站公布，见截图。", "张科长", date(2013, 10, 4), []
                )
                city.appeals[made.number] = appealed(made, line)


def appealed(appeal: Appeal, line: Line) -> Line:
    """The line of an appeal against a finding."""
    return Line(line.id, "申诉", line.most, told=line.told, appeal=appeal.number)


def read(path: Path) -> Book:
    """An exported workbook, to be changed."""
    return opened(path.read_bytes())


def departments() -> Sequence[str]:
    """The ids of the departments."""
    return [id for id, _, _ in ROSTER]
