"""The site, built strictly: it loads nothing from outside, every link leads somewhere, and its search finds Chinese words from disk."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.docs.shown import DOCS

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("docs")]
LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "link": "href",
    "object": "data",
}
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


class Page(HTMLParser):
    """What a page loads, where it leads and what can be led to."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.links, self.anchors = [], [], {""}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.anchors |= {values[name] for name in ("id", "name") if values.get(name)}
        address = values.get(LOADING.get(tag, ""))
        if address and not (tag == "link" and values.get("rel") in ("canonical", "alternate", "next", "prev")):
            self.loads.append(address)
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "docs"
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-f",
        str(DOCS / "site" / "mkdocs.yml"),
        "-d",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site):
    return {file: Page(file.read_text("utf-8")) for file in site.rglob("*.html") if file.name != "404.html"}


def test_nothing_is_loaded_from_outside(site, pages):
    for file, page in pages.items():
        assert [address for address in page.loads if urlsplit(address).scheme not in ("", "data")] == [], file
    for style in site.rglob("*.css"):
        addresses = re.findall(r"url\(([^)]+)\)|@import\s+([^;]+);", style.read_text("utf-8"))
        assert [each for pair in addresses for each in pair if "//" in each and "data:" not in each] == [], style


def test_every_link_and_what_is_loaded_is_there(site, pages):
    anchors = {file: page.anchors for file, page in pages.items()}
    for file, page in pages.items():
        for address in (*page.loads, *page.links):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{file.relative_to(site)} leads to {address}"
            assert target.suffix != ".html" or unquote(parts.fragment) in anchors[target] | {"__codelineno"}, (
                f"{file}: {address}"
            )


def test_both_languages_are_whole(site):
    names = {file.relative_to(site).as_posix() for file in site.rglob("*.html")} - {"404.html"}
    chinese = {name for name in names if not name.startswith("en/")}
    assert {name.removeprefix("en/") for name in names - chinese} == chinese
    assert '<html lang="zh"' in (site / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=_chromium(), args=QUIET)
        yield browser
        browser.close()


def _chromium():
    return next(
        (str(file) for file in map(Path, ("/usr/bin/chromium", "/usr/bin/google-chrome")) if file.is_file()), None
    )


@pytest.mark.parametrize(
    ("page", "asked", "found"),
    [
        ("index.html", "通知书", "通知、台账、申诉"),
        ("office/install.html", "磁盘满了", "遇到问题时"),
        ("index.html", "怎样申诉", "通知、台账、申诉"),
        ("en/index.html", "appeals", "Notices, ledger, appeals"),
        ("en/office/install.html", "exit codes", "When something is wrong"),
    ],
)
def test_the_search_finds_words_in_a_page_opened_from_disk(site, browser, page, asked, found):
    tab = browser.new_page()
    said, asked_for = [], []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked_for.append(request.url))
    tab.goto((site / page).as_uri())
    tab.click(".md-search__input")
    tab.locator(".md-search__input").fill(asked)
    tab.keyboard.press("End")  # the theme looks at what was typed when a key comes up
    tab.locator(".md-search-result__item").first.wait_for()
    titles = tab.locator(".md-search-result__item h1").all_inner_texts()
    assert found in titles[:5]
    assert said == []
    assert [url for url in asked_for if not url.startswith(site.as_uri())] == []
    tab.close()


@pytest.mark.parametrize("page", ["index.html", "office/first-month.html", "en/department/put-right.html"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_everybody_can_use_a_page(site, browser, page, width, scheme):
    tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab.goto((site / page).as_uri())
    tab.wait_for_load_state("networkidle")
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in Axe().run(tab).response["violations"]] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()
