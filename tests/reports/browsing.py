"""Pages of the report in a real browser: one window for many pages, which is told to nobody and reaches nothing else."""

import os
import posixpath
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from crawler.browser import program
from reports.served import COPIES, listening
from reports.wording import Wording

needs_browser = pytest.mark.skipif(not program(), reason="no gongkai[browser] or no Chromium here")
ALONE = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
WATCH = """
window.harmed = () => console.error('HARM');
document.addEventListener('securitypolicyviolation', (event) => console.error('POLICY', event.violatedDirective, event.blockedURI));
"""
LINKS = "links => links.map(link => ({href: link.href, rel: link.rel, words: link.textContent.trim()}))"


@dataclass
class Report:
    """A written report: where it is on disk, and where it is served."""

    folder: Path
    served: str

    @cached_property
    def pages(self):
        """Every page, as its file below the root."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    @cached_property
    def kinds(self):
        """One page of each kind of our own: each in the root, and of each folder that which has most in it."""
        kinds = {}
        for name in self.pages:
            if name.startswith(COPIES):
                continue
            kinds.setdefault(posixpath.dirname(name) or name, []).append(name)
        return [max(names, key=lambda name: (self.folder / name).stat().st_size) for names in kinds.values()]

    @cached_property
    def anchors(self):
        """The ids in each page."""
        return {
            name: set(lxml.html.fromstring((self.folder / name).read_bytes()).xpath("//@id")) for name in self.pages
        }

    def at(self, name, way="disk"):
        """The address of a page on disk or served."""
        return (self.folder / name).as_uri() if way == "disk" else self.served + name

    def leads_to(self, address):
        """The file of the report that an address names, with its anchor; None when it is elsewhere."""
        for root in (f"{self.folder.as_uri()}/", self.served):
            if address.startswith(root):
                parts = urlsplit(address)
                return unquote(address.partition("#")[0].removeprefix(root)) or "index.html", unquote(parts.fragment)
        return None


@contextmanager
def given_out(folder):
    """A report on disk, served too."""
    with listening(0, Wording()) as server:
        server.folder = folder
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Report(folder, server.address)
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Window:
    """A window with one page after another; `said` are the messages and faults of them, `asked` all that they asked for."""

    page: object
    said: list = field(default_factory=list)
    asked: list = field(default_factory=list)

    def look(self, address, width=1280, height=900, **media):
        """Opens an address in a window of a size, with media features as Playwright names them; forgets what was before."""
        self._dress(width, height, **media)
        self.page.goto("about:blank")
        self.said.clear()
        self.asked.clear()
        self.page.goto(address)
        return self.page

    def dress(self, width=1280, height=900, **media):
        """Sets the size and the media features of the page that is open, and waits until it is drawn anew."""
        self._dress(width, height, **media)
        self.page.evaluate(DRAWN)

    def _dress(self, width, height, **media):
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", "media": "screen"} | media)


@contextmanager
def chromium():
    """The browser of the machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program(), chromium_sandbox=os.geteuid() != 0, args=list(ALONE))
        yield browser
        browser.close()


def window(browser, **settings):
    """A window of a browser that notes what its pages say and ask for."""
    context = browser.new_context(service_workers="block", locale="zh-CN", **settings)
    context.add_init_script(WATCH)
    context.set_default_timeout(120_000)  # a busy machine is no fault of a page
    shown = Window(context.new_page())
    shown.page.on("console", lambda message: shown.said.append(message.text))
    shown.page.on("pageerror", lambda error: shown.said.append(str(error)))
    shown.page.on("dialog", lambda dialog: (shown.said.append("DIALOG"), dialog.dismiss()))
    shown.page.on("request", lambda asked: shown.asked.append(asked.url))
    return shown


# Until what depends on the size of the window has been drawn anew.
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
LOOKS = {
    "light": ({}, {}),
    "phone": ({"width": 375}, {"rules": {"color-contrast": {"enabled": False}, "target-size": {"enabled": True}}}),
    "dark": ({"color_scheme": "dark"}, COLOURS),
    "forced": ({"forced_colors": "active"}, COLOURS),
}
AXE = """options => axe.run(document, options).then(({violations}) => violations.map(each =>
  [each.id, each.nodes.map(node => [node.target.join(' '), node.failureSummary])]))"""
FOCUSED = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const style = getComputedStyle(at.matches('.kinds input') ? at.closest('label') : at);
  return {at: at.outerHTML.slice(0, 200), outline: style.outlineStyle};
}"""
# What makes a page wider than its window; [] where it is not.
WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const over = [...document.querySelectorAll('body *')].filter(each => each.getBoundingClientRect().right > room + 1);
  const within = over.filter(each => !each.closest('.wide') && ![...each.children].some(inner => over.includes(inner)));
  return within.slice(0, 3).map(each => each.outerHTML.slice(0, 120));
}"""
MARKUP = "[...document.querySelectorAll('script:not([src]), main img[src=x], main i, [onerror]')].map(each => each.outerHTML)"


@dataclass
class Visit:
    """What is to be known of a page: see `visit`."""

    said: list
    asked: list
    links: list
    markup: list
    margin: str
    wide: dict = field(default_factory=dict)
    axe: dict = field(default_factory=dict)
    skips: bool = False
    tabbed: list = field(default_factory=list)
    ground: list = field(default_factory=list)
    ink: list = field(default_factory=list)
    paper: int = 0

    def outside(self, root):
        """What was asked for beside what is below this address."""
        return [each for each in self.asked if not each.startswith((root, "about:", "data:image/"))]


def visit(shown, address, looks=(), *, sized=True):
    """Goes through a page: what it says and asks for, its links, when `sized` what makes it wider than windows; where looks are named,
    also what axe finds in each, whether the first Tab and Enter lead to the content, what the next Tabs reach, and its print."""
    page = shown.look(address)
    found = Visit(
        [],
        [],
        page.eval_on_selector_all("a[href]", LINKS),
        page.evaluate(MARKUP),
        page.evaluate("getComputedStyle(document.body).marginTop"),
    )
    if looks:
        found.skips, found.tabbed = _tabbed(page)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    if sized:
        found.wide = _wide(shown)
    found.said, found.asked = list(shown.said), list(shown.asked)
    if looks:
        found.axe = {look: _faults(shown, look) for look in looks}
        found.ground, found.ink, found.paper = _printed(shown)
    return found


def _wide(shown):
    found = {}
    for size in (1280, 375, 320):
        shown.dress(size)
        found[size] = shown.page.evaluate(WIDE)
    shown.dress(1024)
    shown.page.evaluate("document.documentElement.style.fontSize = '200%'")
    shown.page.evaluate(DRAWN)
    found["twice as large"] = shown.page.evaluate(WIDE)
    shown.page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def _tabbed(page, most=25):
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    skip = (
        page.evaluate("document.activeElement.className") == "skip" and page.locator(".skip").bounding_box()["x"] >= 0
    )
    page.keyboard.press("Enter")
    skip = skip and page.evaluate("document.activeElement.id") == "content"
    reached = []
    for _ in range(most):
        page.keyboard.press("Tab")
        if (at := page.evaluate(FOCUSED)) is None:
            break
        reached.append(at)
    return skip, reached


def _faults(shown, look):
    """What axe finds wrong with a page: rule, and the first places of it."""
    from axe_playwright_python.sync_playwright import Axe

    media, options = LOOKS[look]
    shown.dress(**media)
    if not shown.page.evaluate("'axe' in window"):
        shown.page.evaluate(Axe().axe_script)
    found = shown.page.evaluate(AXE, {"resultTypes": ["violations"], "preload": False, **options})
    return {rule: places[:3] for rule, places in found}


def _printed(shown):
    """Ground and ink on paper of who reads in the dark, and how many bytes a PDF of it has."""
    shown.dress(media="print", color_scheme="dark")
    colours = shown.page.evaluate("(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")
    return *map(_channels, colours), len(shown.page.pdf(prefer_css_page_size=True))


def _channels(colour):
    return [float(each) for each in colour.partition("(")[2].rstrip(")").replace("/", ",").split(",")]
