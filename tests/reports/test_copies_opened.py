"""Copies of hostile pages in a real browser: nothing runs, nothing is asked for, and the quoted words are there to be seen."""

import os
from pathlib import Path

import pytest

from crawler.browser import program
from reports.copies.markup import shown
from reports.copies.shell import page
from reports.copies.values import Quote, Where
from reports.wording import Wording

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not program(), reason="no gongkai[browser] or no Chromium here"),
]

PATIENCE = 120  # seconds in which a page does what it was made to do, on a busy machine
URL = "http://czj.example/list/a.htm"
QUOTE = "本年公务接待费12.5万元"
SAID = f"<p>{QUOTE}</p>"
PAGES = (
    Path(__file__).parent / "hostile"
)  # each does what it can to act, to load and to hide its words; ANCHOR is the name of our own
HOSTILE = {
    path.stem: path.read_text("utf-8").replace("ANCHOR", Quote(QUOTE).anchor) for path in sorted(PAGES.glob("*.html"))
} | {
    "texts": "<p>" + "<b>甲</b>乙" * 60_000 + f"</p>{SAID}",
    "deep": "<div>" * 3_000 + SAID,
    "attributes": f"<p {' '.join(f'a{n}=1' for n in range(3_000))}>{QUOTE}</p>",
}


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=program(), chromium_sandbox=os.geteuid() != 0)
        yield launched
        launched.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a copy at its quote; what it asks for, says and does is kept."""

    def opening(body, media_type="text/html", url=URL, width=1200):
        quote = Quote(QUOTE)
        found = shown(body, url, media_type, [quote])
        context = {"title": "题", "url": url, "when": "", "facts": [], "original": "", "size": "", "lead": "", "failed": "",
                   "quotes": [{"quote": quote, "uses": []}]}  # fmt: skip
        path = tmp_path / "copy.html"
        path.write_bytes(page(context, found, "0" * 64, Wording("zh")))
        window = browser.new_page(viewport={"width": width, "height": 800})
        window.did = []
        window.on("request", lambda asked: window.did.append(asked.url[:200]))
        window.on("dialog", lambda dialog: (window.did.append("dialog"), dialog.dismiss()))
        window.on("pageerror", lambda error: window.did.append(str(error)))
        window.on("console", lambda message: window.did.append(message.text))
        window.on("popup", lambda _: window.did.append("popup"))
        window.goto(f"{path.as_uri()}#{quote.anchor}")
        window.wait_for_load_state("networkidle")
        window.did = [each for each in window.did if not each.startswith(path.as_uri())]
        window.place = found.places[quote.anchor]
        return window

    return opening


def is_seen(window):
    """Whether the marked words stand in the window, with ink on a ground."""
    look = """() => [...document.querySelectorAll('mark')].every(mark => {
        const box = mark.getBoundingClientRect(), style = getComputedStyle(mark);
        return box.width > 0 && box.height > 8 && style.visibility === 'visible' && style.color === 'rgb(17, 17, 17)'
            && parseFloat(style.fontSize) >= 10 && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === mark;
    })"""
    box = window.query_selector("mark").bounding_box()
    return window.evaluate(look) and 0 <= box["y"] < 800


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_does_nothing_and_shows_its_words(opened, name):
    window = opened(f"<html><head><title>{name}</title></head><body>{HOSTILE[name]}</body></html>".encode())
    assert window.did == []
    assert window.place is Where.HERE
    assert "".join(window.eval_on_selector_all("mark", "every => every.map(each => each.textContent)")) == QUOTE
    assert is_seen(window)
    assert window.evaluate("document.scripts.length + document.forms.length + frames.length") == 0
    assert (
        window.eval_on_selector_all(".stored [href], .stored [style], .stored [id]:not(.at)", "every => every.length")
        == 0
    )
    window.close()


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8", "utf-16"])
def test_words_are_right_in_every_encoding(opened, encoding):
    words = QUOTE.replace("务", "務").replace("费", "費").replace("万", "萬") if encoding == "big5" else QUOTE
    body = f'<meta charset="gb2312"><p>{words}</p>'.encode(encoding)
    found = shown(body, URL, "text/html", [Quote(words)])
    assert found.places[Quote(words).anchor] is Where.HERE
    assert f"<mark>{words}</mark>" in found.markup


@pytest.mark.parametrize("name", ["scripts", "svg", "meta", "frames", "styles"])
def test_as_it_was_sent_such_a_page_does_act(browser, tmp_path, name):
    window, did = browser.new_page(), []
    window.on("request", lambda asked: did.append(asked.url) if "attacker" in asked.url else None)
    window.on("dialog", lambda dialog: (did.append("dialog"), dialog.dismiss()))
    window.route("http://attacker.invalid/**", lambda route: route.abort())
    (tmp_path / "raw.html").write_text(HOSTILE[name], "utf-8")
    window.goto((tmp_path / "raw.html").as_uri(), wait_until="commit")
    for _ in range(PATIENCE * 10):
        if did:
            break
        window.wait_for_timeout(100)
    assert did
    window.close()
