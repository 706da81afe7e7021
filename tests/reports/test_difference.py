"""Two months of a department compared: what became of each problem, and that the sums add up whatever is compared."""

import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from checker.indicator import Deduction, Indicator, Sort, Veto
from checker.ledger.events import Kind
from checker.rulings import Decision, Ruling
from checker.scheme import Sharing
from checker.scoring import Assessment, weigh
from crawler.period import Period
from crawler.snapshot import Citation, Place
from reports.cli import main
from reports.difference import About, Fate, Looked, Side, Why, entries
from reports.difference_entries import Compared
from reports.difference_marks import What, difference
from reports.difference_view import difference_view
from reports.standing import standing
from reports.wording import Wording
from reports.wording import width as columns
from rules.finding import Outcome, cant_tell, failed, inapplicable, passed, untested
from rules.rule import Rule
from tests.checker.year_made import HBJ, JULY, scheme
from tests.reports.judged import FOUND, cited, city, judge
from tests.tries import tries

LATER = Period(2013, 12)
SPANNED = "missing"


def rule(id, **more):
    told = {"hiding": frozenset(("broken",)), "spans": frozenset(), **more}
    problems = dict.fromkeys(("missing", "late", "broken", "wrong"), "有问题")
    return Rule(id, f"规则{id}", "依据", (), problems, lambda site: iter(()), **told)


RULES = {each.id: each for each in (rule("x"), rule("y"), rule("v"), rule("b"))}
COSTS = {"missing": 3, "late": 1, "broken": 5, "wrong": 2}
PRICES = {name: Deduction(Decimal(price), Decimal(3 * price)) for name, price in COSTS.items()}


def line(id, sort=Sort.DEDUCT, points=20, **more):
    told = {"deduct": PRICES, "group": f"组{id}", "rule": id.lower(), **more}
    kinds = frozenset(("department",))
    return Indicator(id, f"指标{id}", points=Decimal(points), places=(Place.OWN, Place.PORTAL), applies_to=kinds,
                     sort=sort, **told)  # fmt: skip


USED = scheme(
    indicators=(line("X"), line("Y", points=40), line("V", Sort.VETO, 0, deduct={}, veto=(Veto(frozenset(("missing",)), 1),)),
                line("B", Sort.BONUS, 10)), at_most=Decimal(105))  # fmt: skip
SEEN = Citation("http://hbj.example/1.htm", None, "ab" * 32, "原文", Place.OWN)
WELL = passed(SEEN)


OPEN = replace(USED, at_most=Decimal(200))  # in which no mark is capped


def month(period, used=USED, **found):
    """A month in which each rule found so much at its own site, and all was well elsewhere."""
    verdicts = []
    for each in used.indicators:
        own = found.get(each.rule, (WELL,))
        placed = {Place.OWN: own, Place.PORTAL: (WELL,)}
        verdicts.append(weigh(each, {p: tuple(replace(f, place=p) for f in those) for p, those in placed.items()}))
    return Side(Assessment(HBJ, period, used.id, tuple(verdicts)), used)


def fates(then, now, ledger=None, catalogue=RULES):
    found = entries(then, now, catalogue, ledger or {})
    return [(each.about.subject or each.about.problem, str(each.fate), each.why) for each in found]


def of(problem, *more, subject="一", **told):
    return failed(problem, SEEN, *more, subject=subject, **told)


def test_what_is_there_again_stays_and_what_was_not_there_is_new():
    then, now = month(JULY, x=(of("late"),)), month(LATER, x=(of("late"), of("wrong")))
    assert fates(then, now) == [("一", "stays", None), ("一", "new", None)]


def test_what_is_no_longer_found_where_the_rule_saw_other_things_was_put_right():
    assert fates(month(JULY, x=(of("wrong"),)), month(LATER)) == [("一", "put-right", None)]


@pytest.mark.parametrize(
    ("now", "fate", "why"),
    [
        ((untested("", SEEN, note="打不开"),), "not-comparable", Why.UNTESTED_NOW),
        ((cant_tell("wrong", SEEN, note="看不清", subject="一"),), "not-comparable", Why.UNTESTED_NOW),
        ((of("broken", subject=""),), "gone", None),
        ((inapplicable("不适用"),), "not-asked", Why.UNASKED_NOW),
        ((passed(),), "gone", None),
    ],
)
def test_what_could_not_be_looked_at_or_is_hidden_is_never_called_put_right(now, fate, why):
    told = {(name, each, reason) for name, each, reason in fates(month(JULY, x=(of("wrong"),)), month(LATER, x=now))}
    assert ("一", fate, why) in told
    assert "put-right" not in {each for _, each, _ in told}


def test_what_could_not_be_checked_then_is_not_called_new():
    then = month(JULY, x=(untested("", SEEN, note="打不开"),))
    assert ("一", "not-comparable", Why.UNTESTED_THEN) in fates(then, month(LATER, x=(of("wrong"),)))
    hidden = month(JULY, x=(of("broken", subject=""),))
    assert ("一", "not-comparable", Why.HIDDEN_THEN) in fates(hidden, month(LATER, x=(of("wrong"),)))


def test_the_gap_of_a_month_is_looked_at_in_that_month_only():
    catalogue = {**RULES, "x": rule("x", spans=frozenset((SPANNED,)))}
    then, now = month(JULY, x=(of(SPANNED, subject="7月9日"),)), month(LATER, x=(of(SPANNED, subject="12月3日"),))
    assert fates(then, now, catalogue=catalogue) == [
        ("12月3日", "new", None),
        ("7月9日", "not-comparable", Why.PAST),
    ]


@pytest.mark.parametrize(
    ("looked", "fate", "why"),
    [
        (Looked(Kind.RECTIFIED, False), "put-right", None),
        (Looked(Kind.FOUND, True), "lingers", None),
        (Looked(Kind.UNSEEN, True), "gone", None),
        (Looked(Kind.UNKNOWN, True), "not-comparable", Why.UNTESTED_NOW),
        (Looked(Kind.WITHDRAWN, True), "ruled", None),
        (Looked(Kind.CLOSED, False), "gone", Why.CLOSED),
    ],
)
def test_the_ledgers_last_look_says_what_became_of_a_problem(looked, fate, why):
    ledger = {About("x", Place.OWN, "wrong", "一"): looked}
    assert fates(month(JULY, x=(of("wrong"),)), month(LATER), ledger) == [("一", fate, why)]


def test_a_look_of_a_month_between_does_not_speak_for_one_that_could_not_look():
    ledger = {About("x", Place.OWN, "wrong", "一"): Looked(Kind.RECTIFIED, False)}
    now = month(LATER, x=(untested("", SEEN, note="打不开"),))
    assert ("一", "not-comparable", Why.UNTESTED_NOW) in fates(month(JULY, x=(of("wrong"),)), now, ledger)


def test_what_people_revoked_is_a_ruling_and_nothing_put_right():
    then, now = month(JULY, x=(of("wrong"),)), month(LATER, x=(of("wrong"),))
    word = Ruling("", "", Decision.REVOKED, None, "有存档", "王某", LATER.first, "")
    verdicts = list(now.assessment.verdicts)
    items = [
        replace(item, ruling=word, deducted=Decimal(0)) if item.finding.problem else item
        for item in verdicts[0].weighed
    ]
    verdicts[0] = replace(verdicts[0], weighed=tuple(items), score=replace(verdicts[0].score, earned=Decimal(20)))
    assert fates(then, replace(now, assessment=replace(now.assessment, verdicts=tuple(verdicts)))) == [
        ("一", "ruled", None)
    ]


def test_another_measure_makes_problems_incomparable_and_another_price_does_not():
    def edited(**more):
        return replace(OPEN, indicators=(replace(OPEN.indicators[0], **more), *OPEN.indicators[1:]))

    dear = {**PRICES, "wrong": Deduction(Decimal(4), Decimal(8))}
    then = month(JULY, OPEN, x=(of("wrong"),))
    assert fates(then, month(LATER, edited(deduct=dear))) == [("一", "put-right", None)]
    assert fates(then, month(LATER, edited(dials={"within": 3}))) == [("一", "not-comparable", Why.MEASURED)]
    priced = difference(then, month(LATER, edited(deduct=dear), x=(of("wrong"),)), RULES, {})
    told = {step.what: step.points for step in priced.steps}
    assert told == {What.PRICE: Decimal("-3.33"), What.REST: Decimal("-0.01")}


def test_what_costs_the_same_of_fewer_assessable_points_costs_more_of_the_mark():
    then = month(JULY, OPEN, x=(of("wrong"),))
    now = month(LATER, OPEN, x=(of("wrong"),), y=(untested("", SEEN, note="打不开"),))
    told = difference(then, now, RULES, {})
    assert [(step.what, step.points) for step in told.steps] == [(What.WEIGHT, Decimal("-1.67"))]
    assert told.points == Decimal("-1.67")
    assert told.provisional


FINDINGS = st.one_of(
    st.builds(of, st.sampled_from(("missing", "late", "broken", "wrong")), subject=st.sampled_from(("", "一", "二"))),
    st.builds(lambda problem, subject: untested(problem, SEEN, note="打不开", subject=subject),
              st.sampled_from(("", "wrong", "missing")), st.sampled_from(("", "一"))),
    st.builds(lambda problem: cant_tell(problem, SEEN, note="看不清", subject="一"), st.sampled_from(("wrong", "late"))),
    st.just(WELL),
    st.just(inapplicable("不适用")),
)  # fmt: skip
MONTHS = st.fixed_dictionaries(
    {name: st.lists(FINDINGS, min_size=1, max_size=4).map(tuple) for name in ("x", "y", "v", "b")}
)
SCHEMES = st.sampled_from((USED, replace(USED, sharing=Sharing.SPREAD), replace(USED, indicators=USED.indicators[:2])))
KINDS = st.sampled_from((None, Kind.RECTIFIED, Kind.FOUND, Kind.UNSEEN, Kind.UNKNOWN, Kind.WITHDRAWN))


@tries(40)
@given(MONTHS, MONTHS, SCHEMES, SCHEMES, KINDS)
def test_the_steps_add_up_and_every_problem_has_one_fate(before, after, old, new, kind):
    then, now = month(JULY, old, **before), month(LATER, new, **after)
    keys = {
        About(name, Place.OWN, problem, subject) for name in RULES for problem in PRICES for subject in ("", "一", "二")
    }
    told = difference(then, now, RULES, {key: Looked(kind, False) for key in keys} if kind else {})
    marks = [each.total for each in told.marks]
    if None not in marks:
        assert sum(step.points for step in told.steps) == marks[1] - marks[0]
        rest = sum(step.points for step in told.steps if step.what is What.REST)
        assert abs(rest) <= Decimal("0.06")
    assert len({each.about for each in told.entries}) == len(told.entries)
    verdicts = [v for side in (then, now) for v in side.assessment.verdicts if v.sort is not Sort.BONUS]
    failing = sum(item.outcome is Outcome.FAILED for verdict in verdicts for item in verdict.weighed)
    seen = sum(
        s is not None and s.item.outcome is Outcome.FAILED for each in told.entries for s in (each.then, each.now)
    )
    assert seen == failing
    for each in told.of(Fate.PUT_RIGHT):
        there = [item for _, items in now.verdicts(each.about.rule, Place.OWN) for item in items]
        assert not any(not item.finding.problem and item.doubted for item in there)
        assert each.now is None


@tries(15)
@given(MONTHS)
def test_a_month_differs_from_itself_in_nothing(found):
    one = month(JULY, **found)
    told = difference(one, month(LATER, **found), RULES, {})
    assert {each.fate for each in told.entries} <= {Fate.STAYS, Fate.UNKNOWN}
    assert told.steps == ()


def text(renderable, width=100, **more):
    console = Console(width=width, file=io.StringIO(), color_system=None, **more)
    console.print(renderable)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_comparison_fits_whatever_is_compared_and_no_name_is_obeyed(width, language):
    hostile = "[bold]粗[/bold]\x1b[31m\u202e{x}"
    many = tuple(of("missing", subject=f"第{number}天") for number in range(12))
    then, now = (
        month(JULY, x=(of("wrong", subject=hostile), *many)),
        month(LATER, y=(untested("", SEEN, note="打不开"),)),
    )
    told = difference(then, now, RULES, {})
    marks = tuple(standing(each.assessment, each.scheme) for each in (then, now))
    said = text(difference_view(Compared(told, marks), Wording(language)), width)
    assert max(map(columns, said.splitlines())) <= width
    assert "[bold]粗[/bold]" in said.replace("\n", "").replace(" ", "")
    assert not {"\x1b", "\u202e"} & set(said)
    assert "第11天" in said.replace("\n", "").replace(" ", "")


def test_a_comparison_without_a_mark_says_so():
    nothing = (untested("", SEEN, note="打不开"),)
    used = replace(USED, indicators=(replace(line("X"), places=(Place.OWN,)),))
    weighed = weigh(used.indicators[0], {Place.OWN: tuple(replace(each, place=Place.OWN) for each in nothing)})
    then = Side(Assessment(HBJ, JULY, used.id, (weighed,)), used)
    told = difference(then, then, RULES, {})
    marks = (standing(then.assessment, used),) * 2
    assert told.points is None
    assert told.steps == ()
    assert "不能相减" in text(difference_view(Compared(told, marks), Wording("zh")))


@pytest.fixture
def call(tmp_path, capsys):
    folder = city(tmp_path / "w")
    judge(folder, (FOUND[0], failed("wrong-grade", cited("8月3日"), subject="8月3日")), Period(2013, 8))

    def calling(*words, period="2013-08"):
        where = ["--workspace", str(folder), "--period", period, "--as-of", "2013-09-20", "--lang", "zh"]
        code = main(["show", "hbj", *words, *where])
        said = capsys.readouterr()
        return code, said.out, said.err

    return calling


def test_the_command_compares_either_way_round_and_says_the_same_to_programs(call):
    code, said, _ = call("--diff", "2013-07")
    assert code == 0
    assert "2013-07 与 2013-08 比较" in said
    assert call("--diff", "2013-08", period="2013-07")[1] == said
    row = json.loads(call("--diff", "2013-07", "--format", "json")[1])
    assert sum(Decimal(step["points"]) for step in row["steps"]) == Decimal(row["difference"])
    assert [each["period"] for each in (row["then"], row["now"])] == ["2013-07", "2013-08"]
    lines = call("--diff", "2013-07", "--format", "jsonl")[1].splitlines()
    assert [json.loads(each) for each in lines] == row["problems"]


def test_a_month_is_not_compared_with_itself_nor_with_one_that_was_not_checked(call):
    assert (call("--diff", "2013-08")[0], call("--diff", "2013-06")[0]) == (2, 4)
