"""The web report as a browser shows it: opened from disk, narrowed by its script, nothing asked of any network."""

import os

import pytest

from crawler.browser import program
from tests.reports.dockets import DISPUTED, GONE, HARM, LATE, NOTIFIED, OVERDUE, PAST, RECTIFIED, caller, told

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not program(), reason="no gongkai[browser] or no Chromium here"),
]


@pytest.fixture
def files(tmp_path, capsys):
    """The report of a month, and the page of the ledger alone."""
    call = caller(told(tmp_path / "w"), capsys)
    assert call("report", "--period", "2013-07", "-o", str(tmp_path / "report"))[0] == 0
    assert call("ledger", "--all", "--format", "html", "-o", str(tmp_path / "alone.html"))[0] == 0
    return tmp_path


@pytest.fixture
def opened():
    """Opens a file in a window so many columns wide; what a page says or asks for beside files is kept in `said`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program(), chromium_sandbox=os.geteuid() != 0)

        def opening(path, fragment="", width=1200):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.said = []
            page.on("console", lambda message: page.said.append(message.text))
            page.on("pageerror", lambda error: page.said.append(str(error)))
            page.on("request", lambda asked: page.said.extend([asked.url] * (not asked.url.startswith("file:"))))
            page.goto(path.as_uri() + fragment)
            return page

        yield opening
        browser.close()


def shown(page):
    return [int(each.get_attribute("id")[1:]) for each in page.query_selector_all("article") if each.is_visible()]


def test_the_script_narrows_the_cases_and_says_how_many(files, opened):
    page = opened(files / "alone.html")
    assert RECTIFIED not in shown(page)
    assert page.inner_text("#count") == "显示 8 件，共 11 件"
    page.check("input[name=expired]")
    assert sorted(shown(page)) == [OVERDUE, LATE, PAST, NOTIFIED]
    page.select_option("select[name=department]", "hbj")
    assert shown(page) == [OVERDUE, LATE]
    page.uncheck("input[name=expired]")
    page.select_option("select[name=state]", "disputed")
    assert shown(page) == [DISPUTED]
    page.select_option("select[name=department]", "jtj")
    assert shown(page) == []
    assert page.is_visible("#none")
    assert page.said == []


def test_an_address_leads_to_a_case_with_its_history_or_to_a_department(files, opened):
    page = opened(files / "alone.html", f"#c{RECTIFIED}")
    assert RECTIFIED in shown(page)
    assert page.is_visible(f"#c{RECTIFIED} .history")
    page = opened(files / "report" / "ledger.html", "#d-jtj")  # a department that is gone has no page of its own
    assert shown(page) == [GONE]
    assert page.locator("#d-jtj").bounding_box()["y"] < 900
    assert page.said == []


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("name", ["report/index.html", "report/ledger.html", "alone.html"])
def test_no_page_is_wider_than_its_window_and_its_style_is_let_in(files, opened, name, width):
    page = opened(files / name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    assert page.said == []


def test_what_means_harm_is_shown_and_does_none(files, opened):
    page = opened(files / "alone.html", f"#c{HARM}")
    assert "<script>alert(1)</script>[bold]粗[/bold]{x}" in page.inner_text(f"#c{HARM} .problem")
    assert page.said == []
