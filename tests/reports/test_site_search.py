"""The search of the web report in a real browser: what officials type is found, and nothing that is in doubt is called a problem."""

import shutil

import pytest

from reports.cli import main
from tests.reports.browsing import chromium, given_out, needs_browser, window
from tests.reports.harmful import BODIES, harmful_city

pytestmark = [needs_browser, pytest.mark.xdist_group("browser")]
WHEN = ["--period", "2013-07", "--as-of", "2013-09-20", "--quiet", "--lang", "zh"]
ROWS = """rows => rows.map(row => ({
  title: row.querySelector('a').textContent, address: row.querySelector('a').getAttribute('href'),
  kind: row.querySelector('.tag').textContent, tone: row.querySelector('.tag').className,
  context: row.querySelector('.context')?.textContent ?? '', snippet: row.querySelector('.snippet')?.textContent ?? '',
  marked: [...row.querySelectorAll('mark')].map(each => each.textContent),
}))"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = harmful_city(tmp_path_factory.mktemp("searched") / "w")
    assert main(["report", "--workspace", str(folder), *WHEN]) == 0
    with given_out(folder / "var" / "report") as given:
        yield given


@pytest.fixture(scope="module")
def shown(report):
    with chromium() as browser:
        yield window(browser)


@pytest.fixture
def page(report, shown):
    yield shown.look(report.at("search.html"))
    assert shown.said == []


@pytest.fixture
def find(page):
    """Asks for words; returns what is listed."""

    def finding(words):
        page.fill("input[name=q]", words)
        page.press("input[name=q]", "Enter")
        return page.eval_on_selector_all("#results > li", ROWS)

    return finding


def test_a_department_is_found_by_its_name_and_its_short_names(find):
    for words in ("示例市环境保护局", "环境保护局", "市环保局", "环保局", "hbj"):
        assert find(words)[0]["address"] == "department/hbj.html", words
    for words in ("发改委", "发展和改革委员会", "发展改革委", "fgw"):
        assert find(words)[0]["address"] == "department/fgw.html", words


def test_a_name_typed_whole_comes_first(find):
    assert [find(each.name)[0]["title"] for each in BODIES] == [each.name for each in BODIES]
    assert find("空气质量日报")[0]["address"] == "rule/air-quality-daily.html"
    assert find("空气质量")[0]["address"] == "topic/air.html"


def test_one_character_is_found_wherever_it_stands(find):
    assert {each["title"] for each in find("站") if each["kind"] == "单位"} == {
        "示例市环境监测站"
    }  # the last of its name
    assert {each["title"] for each in find("东") if each["kind"] == "单位"} == {"示例市东区人民政府"}


def test_a_problem_is_found_by_its_words_its_day_and_its_indicator(find):
    for words in ("缺少当日空气质量日报", "2013-07-09", "C1-1", "环保局 日报"):
        assert "缺少当日空气质量日报：2013-07-09" in [each["title"] for each in find(words)], words
    first = next(each for each in find("环保局 2013-07-09") if each["kind"] == "问题")
    assert first["address"].startswith("department/hbj.html#f-C1-1-")
    assert "C1-1 城市空气环境质量日报　本单位网站" in first["context"]
    assert "2013-07-09" in first["marked"]


def test_quoted_words_and_addresses_are_found(find):
    (found, *_) = find("合计 290400 万元")
    assert "290400" in found["snippet"]
    assert find("http://hbj.example/7.htm")[0]["snippet"] == "hbj.example/7.htm"


def test_what_is_in_doubt_is_never_called_a_problem(find):
    found = find("290400")
    assert {each["kind"] for each in found} == {"未能检测或待核实"}
    assert {each["tone"] for each in found} == {"tag doubt"}
    assert all(each["title"].startswith("待核实：") for each in found)
    assert not any(each["kind"] == "问题" for each in find("环境监测站"))


def test_all_words_are_asked_for_and_only_when_nothing_has_them_some(page, find):
    both = find("环保局 指南")
    assert both
    assert all("指南" in each["title"] + each["context"] + each["snippet"] for each in both)
    assert page.inner_text("#found") == f"找到 {len(both)} 条"
    partly = find("财政局公开指南缺少目录")  # nobody says it like that
    assert partly
    assert page.inner_text("#found").startswith("没有全部符合的；部分符合的有")
    assert find("完全不相干的东西") == []
    assert page.inner_text("#found").startswith("没有找到")


def test_a_slip_in_letters_is_forgiven_and_one_in_numbers_is_not(find):
    assert find("harmd") != []
    assert find("290401") == []


def test_wide_letters_and_capitals_are_as_good(find):
    assert find("ＨＢＪ")[0]["address"] == "department/hbj.html"
    assert find("c1-1 ２０１３-07-09")


def test_a_kind_can_be_chosen_and_each_says_how_many_it_has(page, find):
    all_of_them = find("环保局")
    page.check("input[value=failed]")
    page.press("input[name=q]", "Enter")
    failed = page.eval_on_selector_all("#results > li", ROWS)
    assert failed == [each for each in all_of_them if each["kind"] == "问题"]
    assert page.inner_text("[data-many=failed]") == str(len(failed))
    assert page.inner_text("[data-many='']") == str(len(all_of_them))


def test_the_address_keeps_what_was_asked_for(report, shown, find):
    find("环保局 指南")
    shown.page.check("input[value=failed]")
    shown.page.press("input[name=q]", "Enter")
    address, rows = shown.page.url, shown.page.eval_on_selector_all("#results > li", ROWS)
    again = shown.look(address)
    assert again.input_value("input[name=q]") == "环保局 指南"
    assert again.is_checked("input[value=failed]")
    assert again.eval_on_selector_all("#results > li", ROWS) == rows
    assert shown.look(report.at("search.html") + "?q=指南").locator("#results > li").count() > 0


def test_the_keyboard_alone_is_enough(report, page, find):
    found = find("环保局 2013-07-09")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") == found[0]["address"]
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/department/hbj.html#f-*")
    assert page.locator(":target").is_visible()
    page.go_back()
    assert page.input_value("input[name=q]") == "环保局 2013-07-09"


def test_letters_of_an_input_method_are_not_asked_for_until_it_has_ended(page):
    page.evaluate("""() => {
      const field = document.querySelector('input[name=q]');
      field.value = 'huan bao';
      field.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true}));
      field.value = '环保局';
    }""")
    assert page.inner_text("#found") == ""
    page.evaluate(
        "document.querySelector('input[name=q]').dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}))"
    )
    page.wait_for_selector("#results > li")
    assert page.inner_text("#found").startswith("找到")


def test_nothing_asked_for_shows_the_lists_again(page, find):
    assert find("环保局")
    assert not page.is_visible("#lists")
    assert find("") == []
    assert page.is_visible("#lists")
    assert page.inner_text("#found") == ""


def test_an_index_that_is_not_there_is_told(report, shown, tmp_path):
    shutil.copytree(report.folder, tmp_path / "report")
    (tmp_path / "report" / "assets" / "search-index.js").write_text("", "utf-8")
    page = shown.look((tmp_path / "report" / "search.html").as_uri())
    assert "没有读到" in page.inner_text("#found")
    assert page.is_visible("#lists")
    assert not page.is_visible("#search")
