"""The web report of the sample city in a real browser: every page in every look, and all that the search can find."""

import pytest

from reports.cli import main
from tests.reports.browsing import COPIES, LOOKS, chromium, given_out, needs_browser, visit, window

pytestmark = [pytest.mark.proof, needs_browser, pytest.mark.xdist_group("one city")]


@pytest.fixture(scope="module")
def report(month, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shown") / "report"
    words = ["--workspace", str(month.folder), "--period", str(month.period), "--as-of", "2013-08-05"]
    assert main(["report", *words, "--quiet", "--lang", "zh", "-o", str(folder)]) == 0
    with given_out(folder) as given:
        yield given


@pytest.fixture(scope="module")
def shown(report):
    with chromium() as browser:
        yield window(browser)


def test_every_page_is_well_in_every_look(report, shown):
    wrong = {}
    for name in report.pages:
        seen = visit(shown, report.at(name), tuple(LOOKS) if name in report.kinds else ())
        told = [
            seen.said,
            seen.outside(report.at("")),
            [each for each in seen.wide.values() if each],
            [each for each in seen.axe.values() if each],
        ]
        told += [[link for link in seen.links if not leads_somewhere(report, link)]]
        if not name.startswith(COPIES):
            told += [seen.markup]
        if any(told):
            wrong[name] = told
    assert wrong == {}


def leads_somewhere(report, link):
    target = report.leads_to(link["href"])
    if target is None:
        return link["href"].startswith(("http://", "https://")) and "noreferrer" in link["rel"]
    file, anchor = target
    return (report.folder / file).is_file() and (not anchor or "=" in anchor or anchor in report.anchors[file])


def test_all_that_the_search_can_find_is_where_it_says(report, shown):
    page = shown.look(report.at("search.html"))
    told = page.evaluate("gongkaiIndex.entries.map(each => [gongkaiIndex.texts[each[3]], each[0]])")
    assert len(told) > 400
    assert [each for each in told if each[0] not in report.pages or each[1] not in {"", *report.anchors[each[0]]}] == []
