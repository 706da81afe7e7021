"""The web report in a real browser, on disk and served: nothing that means harm does any, and everyone can read and use it."""

import pytest

from reports.cli import main
from reports.served import COPIES
from tests.reports.browsing import chromium, given_out, needs_browser, visit, window
from tests.reports.harmful import HARM, harmful_city

pytestmark = [needs_browser, pytest.mark.xdist_group("browser")]
WHEN = ["--period", "2013-07", "--as-of", "2013-09-20", "--quiet", "--lang", "zh"]
WAYS = ["disk", "served"]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = harmful_city(tmp_path_factory.mktemp("harmful") / "w")
    assert main(["report", "--workspace", str(folder), *WHEN]) == 0
    with given_out(folder / "var" / "report") as given:
        yield given


@pytest.fixture(scope="module")
def browser(report):
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def shown(browser):
    return window(browser)


@pytest.fixture(scope="module")
def visits(report, shown):
    """What is to be known of every page on disk; of one of each kind also what axe says, what Tab reaches and what paper gets."""
    looks = dict.fromkeys(report.kinds, ("light", "phone")) | {"index.html": ("light", "phone", "dark")}
    return {name: visit(shown, report.at(name), looks.get(name, ()), sized=name in looks) for name in report.pages}


@pytest.fixture(scope="module")
def thorough(report, visits):
    return {name: visits[name] for name in report.kinds}


@pytest.fixture(scope="module")
def own(visits):
    """The pages that are ours, and not copies of those of others."""
    return {name: each for name, each in visits.items() if not name.startswith(COPIES)}


def wrong(visits, fault):
    """The pages of which a fault is told, with it."""
    return {name: found for name, each in visits.items() if (found := fault(each))}


def test_no_page_says_a_fault_or_asks_for_anything_outside(report, visits):
    assert wrong(visits, lambda each: each.said) == {}
    assert wrong(visits, lambda each: each.outside(report.at(""))) == {}


def test_served_it_is_the_same(report, shown):
    copies = [name for name in report.pages if name.startswith(COPIES)]
    assert len(copies) > 9
    for name in (*report.kinds, *copies[:3]):
        shown.look(report.at(name, "served"))
        assert shown.said == [], name
        assert [each for each in shown.asked if not each.startswith((report.served, "about:", "data:image/"))] == [], (
            name
        )


def test_text_from_outside_is_no_markup_and_our_style_is_let_in(own):
    assert wrong(own, lambda each: each.markup) == {}
    assert {each.margin for each in own.values()} == {"0px"}


def test_every_link_of_every_page_leads_somewhere(report, visits):
    """As the scripts leave the page: to a page of the report and a place in it, or to the web, which learns nothing of the report."""
    reached = {"index.html"}
    for name, seen in visits.items():
        for link in seen.links:
            target = report.leads_to(link["href"])
            if target is None:
                assert link["href"].startswith(("http://", "https://")), (name, link)
                assert "noreferrer" in link["rel"], (name, link)
                continue
            file, anchor = target
            assert (report.folder / file).is_file(), (name, link)
            assert not anchor or "=" in anchor or anchor in report.anchors[file], (name, link)
            assert link["words"], (name, link)
            reached.add(file)
    assert reached >= set(report.pages)  # and there is no page that nobody finds


def test_all_that_the_search_can_find_is_where_it_says(report, shown):
    page = shown.look(report.at("search.html"))
    told = page.evaluate("gongkaiIndex.entries.map(each => [gongkaiIndex.texts[each[3]], each[0]])")
    assert len(told) > 30
    assert [each for each in told if each[0] not in report.pages or each[1] not in {"", *report.anchors[each[0]]}] == []


def test_no_page_is_wider_than_its_window_however_small_and_with_letters_twice_as_large(thorough):
    assert all(len(each.wide) == 4 for each in thorough.values())
    assert wrong(thorough, lambda each: {size: over for size, over in each.wide.items() if over}) == {}


@pytest.mark.parametrize("look", ["light", "phone", "dark"])
def test_axe_finds_nothing_wrong(thorough, look):
    assert any(look in each.axe for each in thorough.values())
    assert wrong(thorough, lambda each: each.axe.get(look)) == {}


def test_with_the_keyboard_alone_one_gets_past_the_navigation_and_sees_where_one_is(thorough):
    assert wrong(thorough, lambda each: not each.skips) == {}
    assert wrong(thorough, lambda each: [one for one in each.tabbed if one["outline"] == "none"]) == {}


def test_on_paper_a_page_is_dark_on_white_with_all_that_it_says(thorough):
    for name, seen in thorough.items():
        assert sum(seen.ground[:3]) > 700 or seen.ground[3:] == [0], name
        assert sum(seen.ink[:3]) < 200, name
        assert seen.paper > 5000, name


def test_what_means_harm_is_shown_as_it_was_written(report, shown):
    assert HARM in shown.look(report.at("department/hbj.html")).inner_text("h1")
    page = shown.look(report.at("search.html") + "#q=harmed")
    assert HARM in page.inner_text("#results")
    assert page.title().startswith("harmed · ")
    assert shown.said == []


@pytest.mark.parametrize("way", WAYS)
def test_a_table_is_sorted_by_the_keyboard_and_the_address_keeps_it(report, shown, way):
    page = shown.look(report.at("index.html", way))
    table = page.locator("table.ranking")
    rows = table.locator("tbody tr")
    table.locator("th button").nth(1).focus()
    page.keyboard.press("Enter")
    head = "th:has(button:focus)"
    first, up = page.get_attribute(head, "aria-sort"), rows.all_inner_texts()
    page.keyboard.press("Enter")
    second, down = page.get_attribute(head, "aria-sort"), rows.all_inner_texts()
    assert {first, second} == {"ascending", "descending"}
    assert sorted(up) == sorted(down)
    assert up != down
    again = shown.look(page.url)
    assert again.locator("table.ranking tbody tr").all_inner_texts() == down


def test_a_story_opens_by_the_keyboard(report, shown):
    page = shown.look(report.at("department/hbj.html"))
    page.locator("summary:visible").first.focus()
    opened = "document.activeElement.closest('details').open"
    assert not page.evaluate(opened)
    page.keyboard.press("Enter")
    assert page.evaluate(opened)


def test_without_scripts_all_is_there_and_nothing_that_needs_them(report, browser):
    scriptless = window(browser, java_script_enabled=False)
    for name in report.kinds:
        page = scriptless.look(report.at(name))
        assert page.locator("form:visible, button:visible").count() == 0, name
        assert page.locator("tr[hidden], article[hidden], table[hidden]").count() == 0, name
    page = scriptless.look(report.at("search.html"))
    assert page.locator("#lists a:visible").count() >= 5
    assert page.is_visible("#without")
