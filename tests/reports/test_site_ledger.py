"""The ledger in the report: every case in a line that leads to its story, and those without a page told here."""

from dataclasses import replace

import pytest

from reports.docket_words import STATES
from tests.reports.dockets import GONE, HARM, HOSTILE, MATTERS, OVERDUE, told
from tests.reports.ruled import bare, department, month_of, said, shown


@pytest.fixture
def month(tmp_path):
    return month_of(told(tmp_path / "w"))


@pytest.fixture
def page(month):
    return shown(month, "ledger.html", "ledger.html")


def test_every_case_has_a_line_that_leads_to_its_story(month, page):
    rows = {int(said(each.xpath("th")[0])): each for each in page.xpath("//table[@id='cases']/tbody/tr")}
    assert set(rows) == set(range(1, len(MATTERS) + 1))
    for case in month.docket.cases:
        row, id = rows[case.number], case.matter.department
        assert month.wording.say(STATES[case.state]).replace(" ", "") in said(row)
        (href,) = row.xpath("th/a/@href")
        if id in month.standings:
            assert href == f"department/{id}.html#c{case.number}"
            assert department(month, id).xpath(f"//article[@id='c{case.number}']")
        else:
            assert href == f"#c{case.number}"
            assert page.xpath(f"//article[@id='c{case.number}']")
    assert page.xpath("//article/@id") == [f"c{GONE}"]


def test_a_line_can_be_chosen_by_department_state_and_whether_it_is_open(month, page):
    options = set(page.xpath("//select[@name='state']/option/@value"))
    chosen = {int(each.get("id", f"c{GONE}")[1:]): each for each in page.xpath("//table[@id='cases']/tbody/tr")}
    for case in month.docket.cases:
        words = chosen[case.number].get("data-state").split()
        assert ("open" in words) == case.is_open
        assert str(case.state) in words
        assert set(words) - {"ended"} <= options
        assert chosen[case.number].get("data-department") == case.matter.department
    assert page.xpath("//option[@selected]/@value") == ["open"]


def test_text_from_outside_is_never_markup(page):
    assert page.xpath("//main//script | //b | //bold | //@style") == []
    assert bare(HOSTILE) in said(page.xpath(f"//tr[@id='c{HARM}']")[0])


def test_a_line_leads_to_the_stored_copy_of_what_was_seen_last(month):
    case = next(each for each in month.docket.cases if each.number == OVERDUE)
    kept = replace(month, copies={case.seen.evidence[0]: "copy/a.html#q"})
    row = shown(kept, "ledger.html", "ledger.html").xpath(f"//tr[@id='c{OVERDUE}']")[0]
    assert "copy/a.html#q" in row.xpath(".//a/@href")
    stories = department(kept).xpath(f"//article[@id='c{OVERDUE}']//a/@href")
    assert "../copy/a.html#q" in stories


def test_the_table_of_departments_leads_to_their_pages(month, page):
    rows = {each.get("id"): each.xpath("a/@href")[0] for each in page.xpath("//table[@id='counts']/tbody/tr/th")}
    assert rows["d-hbj"] == "department/hbj.html#cases"
    assert "#d-jtj" in rows.values()
    assert len(page.xpath("//*[@id='d-jtj']")) == 1


def test_what_is_quoted_again_is_named_by_the_number_of_its_evidence(month):
    (case,) = (each for each in month.docket.cases if each.number == OVERDUE)
    seen = [each for event, _ in case.history for each in event.evidence]
    (story,) = department(month).xpath(f"//article[@id='c{OVERDUE}']")
    cited = story.xpath(".//p[contains(@class, 'cited')]")
    assert len(cited) == len(seen)
    assert all(citation.sha256 in said(each) for citation, each in zip(seen, cited, strict=True))
    again = replace(case, history=case.history + case.history[:1])
    docket = replace(month.docket, cases=(again,))
    (story,) = department(replace(month, docket=docket)).xpath(f"//article[@id='c{OVERDUE}']")
    assert said(story.xpath(".//p[contains(@class, 'cited')]")[-1]).startswith("同证据1")
