"""A department's page: all that was found, ruled and opened stands there once, the sums agree, and doubt is never a failure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.decided import Decided, named
from checker.marks import rounded
from checker.scheme import kept_scheme
from checker.scoring import Score
from crawler.period import Period
from reports.docket_view import Docket
from reports.history import Past
from reports.site.department_history import history_data
from reports.site.department_page import department_leaves
from reports.site.department_topics import topics_data
from reports.site.values import Month
from reports.stored import Results
from reports.wording import Wording
from rules.finding import Outcome, cant_tell, failed, passed, untested
from rules.workdays import Calendar
from tests.reports.dockets import HOSTILE, told
from tests.reports.judged import CZJ, DAYS, HBJ, JULY, SCHEME, assessed, cited, city, judge
from tests.reports.ruled import GONE, HARM, bare, department, month_of, ruled, said
from tests.tries import tries

DOUBTFUL = (Outcome.CANT_TELL, Outcome.UNTESTED)


@pytest.fixture
def month(tmp_path):
    return month_of(ruled(told(tmp_path / "w")))


@pytest.fixture
def page(month):
    return department(month)


def every(month, id="hbj"):
    """The findings of a department with their names, as people decided on them."""
    assessment = month.standings[id].assessment
    return [pair for verdict in assessment.verdicts for pair in named(assessment, verdict)]


def test_every_finding_stands_in_the_page_once_with_its_words_and_price(month, page):
    found = {name.key.rpartition("/")[2]: item for name, item in every(month)}
    shown = {
        each.get("id").rpartition("-")[2]: each
        for each in page.xpath("//article[@id]")
        if "finding" in each.get("class")
    }
    assert len(page.xpath("//article[starts-with(@id, 'f-')]")) == len(found) == len(shown)
    for digest, item in found.items():
        text = said(shown[digest])
        assert month.wording.outcome(item.outcome) in text
        assert bare(item.finding.subject) in text
        if item.finding.problem:
            assert month.wording.problem("air-quality-daily", item.finding.problem) in text
        costs = [Fraction(each) for each in shown[digest].xpath(".//data/@value")]
        assert sum(costs) == Fraction(item.deducted + item.doubted)
        for citation in item.finding.evidence:
            for words in (bare(citation.quote), citation.url, citation.sha256, citation.where):
                assert words in text


def test_what_was_doubted_is_neither_a_problem_nor_shown_as_one(tmp_path):
    month = month_of(city(tmp_path / "w"))
    page = department(month)
    for name, item in every(month):
        (shown,) = page.xpath(f"//article[@id='f-C1-1-{name.key[-10:]}']")
        assert ("bad" in shown.get("class").split()) == (item.outcome is Outcome.FAILED)
        assert ("doubt" in shown.get("class").split()) == (item.outcome in DOUBTFUL)
    assert said(page.xpath("//section[@aria-labelledby='unassessed']")[0]).count("服务器出错") == 1
    problems = page.xpath("//ul[contains(@class, 'numbers')]/li[span='本月问题']/strong")[0]
    assert said(problems) == str(sum(item.outcome is Outcome.FAILED for _, item in every(month)))
    assert "暂定" in said(page.xpath("//p[@class='warning']")[0])


def test_every_ruling_and_appeal_stands_in_the_page_once(month, page):
    rulings = [each for those in month.results.rulings.values() for each in those]
    shown = page.xpath("//div[contains(@class, 'ruling')]")
    assert len(shown) == len(rulings) == 7
    assert sum("赵六" in said(each) for each in shown) == 1
    assert sum(bare(HARM) in said(each) for each in shown) == 1
    assert len(page.xpath("//div[contains(@class, 'appeal')]")) == len(month.results.appeals) == 2
    assert GONE in said(page)
    (changed,) = (each for each in shown if "改为扣0.5分" in said(each))
    assert "裁定前：不合规，扣1.00分；裁定后：不合规，扣0.50分" in said(changed)
    assert "李四2013-08-06" in said(changed)
    assert said(page).count("意见不一，还没有了结") == 1
    assert said(page).count("还没有答复") >= 1


def test_every_case_of_the_department_stands_in_its_page_once(month, page):
    numbers = [case.number for case in month.docket.of("hbj")]
    assert sorted(int(each[1:]) for each in page.xpath("//article[contains(@class, 'case')]/@id")) == sorted(numbers)
    places = set(page.xpath("//@id"))
    links = {each[1:] for each in page.xpath("//a[starts-with(@href, '#')]/@href")}
    assert links <= places
    assert {f"c{number}" for number in numbers} <= links


def test_text_from_outside_is_never_markup(month, page):
    assert page.xpath("//b | //bold | //main//script | //main//img") == []
    assert page.xpath("//@style | //style | //script[not(@src)]") == []
    assert bare(HOSTILE) in said(page)
    assert "\x1b" not in page.text_content()
    assert "\u202e" not in page.text_content()


def test_what_must_be_done_comes_by_the_day_set_and_says_where_it_is_told(month, page):
    (todo,) = page.xpath("//section[@aria-labelledby='todo']")
    days = [said(each) for each in todo.xpath(".//li/p[@class='by']/strong")]
    known = [each for each in days if each != "—"]
    assert known == sorted(known)
    cases = {int(each[2:]) for each in todo.xpath(".//a[starts-with(@href, '#c')]/@href")}
    assert cases == {case.number for case in month.docket.of("hbj") if case.is_open}
    problems = {f"f-C1-1-{name.key[-10:]}" for name, item in every(month) if item.outcome is Outcome.FAILED}
    assert {each[1:] for each in todo.xpath(".//a[starts-with(@href, '#f-')]/@href")} == problems


def test_a_department_without_problems_has_nothing_to_do(tmp_path):
    page = department(month_of(city(tmp_path / "w")), "czj")
    assert "没有要整改的问题" in said(page.xpath("//section[@aria-labelledby='todo']")[0])
    assert page.xpath("//details[contains(@class, 'indicator')][@open]") == []


def test_evidence_leads_to_its_stored_copy_or_says_why_there_is_none(tmp_path):
    folder = city(tmp_path / "w")
    month = month_of(folder)
    first, second = every(month)[0][1].finding.evidence[0], every(month)[1][1].finding.evidence[0]
    kept = replace(month, copies={first: "copy/a.html#q1"}, uncopied={second: "不在档案里"})
    page = department(kept)
    assert page.xpath("//a[@class='copy']/@href") == ["../copy/a.html#q1"]
    assert said(page).count("不在档案里") == 1
    assert "没有取得内容，所以没有存档" in said(page)


def test_the_points_of_the_page_add_up_to_the_mark(page, month):
    one = month.standings["hbj"]
    earned = possible = lost = Fraction(0)
    for indicator in page.xpath("//details[contains(@class, 'indicator')]"):
        mine, whole = (Fraction(each) for each in indicator.xpath("./summary//data/@value"))
        costs = sum(Fraction(each) for each in indicator.xpath(".//article//data/@value"))
        assert mine == whole - costs
        earned, possible = earned + mine, possible + whole
        lost += sum(Fraction(each) for each in indicator.xpath(".//article[contains(@class, 'doubt')]//data/@value"))
    (mark,) = page.xpath("//ul[contains(@class, 'numbers')]/li[1]/strong")
    assert said(mark) == str(rounded(one.mark.score.rate * 100)) == f"{float(earned * 100 / (possible - lost)):.2f}"


FINDINGS = st.lists(
    st.one_of(
        st.builds(lambda day: failed("missing-day", cited("x"), subject=f"2013-07-{day:02}"), st.integers(1, 31)),
        st.builds(lambda day: cant_tell("wrong-grade", note="看", subject=str(day)), st.integers(1, 9)),
        st.builds(lambda day: failed("wrong-grade", subject=str(day)), st.integers(1, 9)),
        st.just(untested("", note="服务器出错")),
        st.just(passed()),
    ),
    min_size=1,
    max_size=9,
)  # fmt: skip


@tries(10)
@given(FINDINGS)
def test_whatever_is_found_the_points_told_are_those_of_the_verdict(own):
    scheme = kept_scheme(SCHEME, "s")
    month = made([assessed(HBJ, own)], scheme)
    (topic,) = topics_data(month.standings["hbj"].assessment, month)
    (told,) = topic["indicators"]
    earned, assessable, possible = map(Fraction, told["score"]["exact"])
    assert earned == possible - sum(Fraction(each["worth"]) for each in [*told["failed"], *told["doubtful"]])
    assert assessable == possible - sum(Fraction(each["worth"]) for each in told["doubtful"])
    assert topic["score"]["exact"] == told["score"]["exact"]
    assert len(told["failed"]) + len(told["doubtful"]) + len(told["fine"]) == len(own) + 1  # and the portal's
    assert abs(sum(map(float, told["score"]["bar"])) - 100) < 0.1


def made(assessments, scheme, **more):
    """A month without a ledger, made of values alone."""
    results = Results(JULY, scheme, tuple(assessments), Decided(tuple(assessments)))
    docket = Docket("市", date(2013, 8, 5), None, (), {}, frozenset(), frozenset(), Calendar({}))
    return Month("市", date(2013, 8, 5), results, docket, Wording(), **more)


def test_months_that_were_not_checked_are_gaps_and_nothing_is_compared_over_them(tmp_path):
    folder = city(tmp_path / "w", period=Period(2013, 5))
    judge(folder, (passed(),), JULY)
    history = history_data("hbj", month_of(folder))
    assert [(row["month"], row["told"]) for row in history["rows"]] == [
        ("2013-05", True),
        ("2013-06", False),
        ("2013-07", True),
    ]
    assert history["rows"][1]["why"] == "没有检查"
    assert history["rows"][2]["change"] == "—"
    assert history["now"] == []
    texts = {each["problem"]: [cell["text"] for cell in each["cells"]] for each in history["before"]}
    assert texts["缺少当日空气质量日报"] == ["4", "—", "·"]


def test_what_could_not_be_looked_at_is_not_told_as_gone(tmp_path):
    folder = city(tmp_path / "w", period=Period(2013, 6))
    judge(folder, (untested("", note="服务器出错"),), JULY)
    history = history_data("hbj", month_of(folder))
    assert [[cell["kind"] for cell in each["cells"]] for each in history["before"]] == [["found", "doubt"]] * 2
    judge(folder, (failed("missing"),), JULY)  # beside which nothing else can be seen
    history = history_data("hbj", month_of(folder))
    assert [[cell["kind"] for cell in each["cells"]] for each in history["before"]] == [["found", "doubt"]] * 2


def test_a_change_is_told_with_a_sign_and_what_may_not_be_compared_is_not(tmp_path):
    folder = city(tmp_path / "w", period=Period(2013, 6))
    judge(folder, (passed(),), JULY)
    words = said(department(month_of(folder)).xpath("//li/span[contains(@class, 'change')]")[0])
    assert words.startswith("▲比上月高")
    assert "（暂定）" in words
    alone = department(month_of(city(tmp_path / "v")))
    assert "2013-06没有检查，不能与上月比较" in said(alone)


def of_little(assessment):
    """The same, of which hardly anything could be assessed."""
    little = Score(Decimal(1), Decimal(1), Decimal(20))
    return replace(assessment, verdicts=(replace(assessment.verdicts[0], score=little),))


@pytest.mark.parametrize(
    ("points", "known", "words"),
    [
        ("20", of_little, "与2013-06不能比：两月之一可评的分不足一半"),
        ("30", lambda each: each, "2013-06按另一套考核方案评定，成绩不能相比"),
    ],
)
def test_a_mark_of_too_little_or_by_another_scheme_is_compared_with_none(points, known, words):
    used = kept_scheme(SCHEME.replace("points = 20", f"points = {points}"), "s")
    found = tuple(known(assessed(body, (passed(),), period=JULY.shift(-1))) for body in (HBJ, CZJ))
    june = Past(Results(JULY.shift(-1), used, found, Decided(found)))
    month = made([assessed(HBJ, DAYS), assessed(CZJ, (passed(),))], kept_scheme(SCHEME, "s"))
    month = replace(month, past=(june, Past(month.results)))
    assert said(department(month).xpath("//li/span[contains(@class, 'change')]")[0]) == words
    assert [row["change"] for row in history_data("hbj", month)["rows"]] == ["—", "—"]


def test_the_months_under_an_earlier_id_are_the_bodys_own(tmp_path):
    folder = city(tmp_path / "w", period=Period(2013, 6))
    judge(folder, (passed(),), JULY)
    month = month_of(folder)
    heir = replace(month.results.assessments[0], department=replace(HBJ, id="sthjj", former=("hbj",)))
    rows = history_data("sthjj", replace(made([heir], month.results.scheme), past=month.past))["rows"]
    assert [row["told"] for row in rows] == [True, True]
    assert rows[1]["change"].startswith("+")


def test_a_page_of_a_department_with_many_problems_stays_small(tmp_path):
    many = [failed("missing-day", *[cited(f"第{n}处", where="第 3 行")] * 4, subject=f"第{n}天") for n in range(60)]
    month = month_of(city(tmp_path / "w", many))
    page = department(month)
    assert len(page.xpath("//article[contains(@class, 'finding')]")) == 61
    assert len(page.xpath("//ol[contains(@class, 'todo')]/li")) == 1  # one thing to do, sixty places
    assert len(lxml.html.tostring(page)) < 400_000


def test_each_judged_department_has_a_page_named_after_its_id(tmp_path):
    leaves = list(department_leaves(month_of(city(tmp_path / "w"))))
    assert {each.file: each.title for each in leaves} == {
        "department/czj.html": CZJ.name,
        "department/hbj.html": HBJ.name,
    }


def test_an_english_page_has_no_chinese_but_names_and_what_was_said(tmp_path):
    page = department(month_of(city(tmp_path / "w"), language="en"))
    assert page.get("lang") == "en"
    (main,) = page.xpath("//main")
    for each in main.xpath(".//*[@lang='zh-CN']"):
        each.drop_tree()
    words = main.text_content()
    for known in ("市", "报告", "7月2日", "级", "应为"):
        words = words.replace(known, "")
    assert [each for each in words if "一" <= each <= "龥"] == []
