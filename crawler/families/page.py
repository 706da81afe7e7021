"""A page as the crawler sees it: parsed once, for links only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

import turbohtml

from crawler.reading.text.encoding import decode
from crawler.scope import absolute

FILE_NAME = re.compile(
    r"\.(?:pdf|docx?|xlsx?|xlsb|xlsm|ods|odt|wps|et|dps|ofd|rtf|csv|txt|pptx?|rar|zip|7z|tar|gz)(?:$|[?#&;])",
    re.IGNORECASE,
)
FILE_ADDRESS = re.compile(
    r"(?:^|[/_=])(?:download|downfile|down_?load_?file|attach|attachment|filedown|getfile|showfile)[^/?]*(?:\.\w+|/|\?|$)"
    r"|[?&](?:filename|fileid|wbfileid|attachid)=",
    re.IGNORECASE,
)
FEED = re.compile(
    r"\s*<\?xml[^>]{0,200}>\s*(?:<\?[^>]{0,200}>\s*|<!--(?:(?!-->).){0,200}-->\s*)*<(?:rss|feed)\b", re.IGNORECASE
)
SCRIPT = re.compile(r"\.js(?:$|[?#])", re.IGNORECASE)
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|tiff?)(?:$|[?#&;])", re.IGNORECASE)
NEVER = re.compile(r"\.(?:css|js|ico|svg|woff2?|ttf|mp[34]|avi|wmv|flv|swf|exe|apk|rss)(?:$|[?#])", re.IGNORECASE)
TURN = re.compile(
    r"^\W*(?:\d{1,4}|[上下前后後]一?[页頁]|[首尾末][页頁]|更多|more|next|prev(?:ious)?|[<>«»]+)\W*$", re.IGNORECASE
)
LONGEST_TURN = 100  # characters of a link that turns a page, arrows and all
UNSEEN = "script, style, noscript, template"
MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|frameset|meta|title|div|table|script|a|p|ul|li|span|iframe)\b", re.IGNORECASE
)


class Kind(StrEnum):
    """What an address is expected to hold."""

    PAGE = "page"
    DOCUMENT = "document"
    PICTURE = "picture"


HOP, PAGER, BARRED = "R", "P", "X"  # as Heritrix: R for what is followed in the page's stead
LETTERS = {Kind.PAGE: "L", Kind.DOCUMENT: "D", Kind.PICTURE: "E"}


@dataclass(frozen=True)
class Lead:
    """An address that a page leads to, and the words that lead there.

    A `hop` is followed in the page's stead (a frame, a redirection); a `pager`
    goes on with the same list, and what it says of itself (下一页, 3) says nothing of its contents.
    What is `barred` is there, but cannot be asked for by its address: only a form or a script leads there.
    """

    url: str
    label: str = ""
    kind: Kind = Kind.PAGE
    hop: bool = False
    pager: bool = False
    barred: bool = False

    def __reduce__(self) -> tuple[type[Lead], tuple[str, str, Kind, bool, bool, bool]]:
        """On its way to another process it is its fields alone."""
        return Lead, (self.url, self.label, self.kind, self.hop, self.pager, self.barred)

    @property
    def is_interface(self) -> bool:
        """Whether a script asks there for the entries of a list that its page has not."""
        return self.pager and bool(self.label)

    @property
    def is_script(self) -> bool:
        """Whether it leads to a file of scripts in which a menu may lie."""
        return self.hop and SCRIPT.search(self.url) is not None

    @cached_property
    def way(self) -> str:
        """How it leads to its address, in letters: what is expected there, and whether it is a hop or a pager."""
        return (
            LETTERS[self.kind]
            + (HOP if self.hop else "")
            + (PAGER if self.pager else "")
            + (BARRED if self.barred else "")
        )

    @cached_property
    def line(self) -> str:
        """It as a line: address, way, the words that lead there."""
        label = self.label[:300]
        return f"{self.url} {self.way} {label if label.isprintable() else ' '.join(label.split())}"


@lru_cache(maxsize=8192)
def kind_of(url: str) -> Kind | None:
    """What an address seems to hold, or None for what is never fetched (styles, scripts, films)."""
    if NEVER.search(url):
        return None
    if PICTURE.search(url):
        return Kind.PICTURE
    return Kind.DOCUMENT if FILE_NAME.search(url) or FILE_ADDRESS.search(url) else Kind.PAGE


class Seen:
    """A fetched page. `url` is where it was found in the end; `source` is its decoded text.

    What a file of scripts writes is meant on the page that has it, `meant_on`.
    `is_turned` once a content system knew how to ask for the rest of its list, `is_posted` where its script asks by more than an address.
    """

    def __init__(self, url: str, body: bytes, media_type: str = "", meant_on: str = "") -> None:
        self.url, self.meant_on = url, meant_on or url
        self.is_script = bool(SCRIPT.search(url))
        self.is_turned = self.is_posted = False
        self._has_script, self._files = False, tuple[str, ...]()
        self.source, self.encoding = decode(body, media_type)
        start = self.source[:200].lstrip()[:1]
        is_page = not (self.is_script or FEED.match(self.source[:500]))
        self.is_markup = (
            is_page and start not in ("{", "[") and bool(MARKUP.search(body[:8192]) or "html" in media_type)
        )
        self.is_data = not (self.is_markup or self.is_script) and start in ("{", "[", "<")

    @cached_property
    def tree(self) -> turbohtml.Document:
        """The parsed page."""
        return turbohtml.parse(self.source if self.is_markup else "")

    @cached_property
    def anchors(self) -> list[turbohtml.Element]:
        """Its links, in order."""
        return self.tree.find_all("a")

    @cached_property
    def title(self) -> str:
        """What the page calls itself."""
        node = self.tree.find("title")
        return plain(node) if node else ""

    @cached_property
    def base(self) -> str:
        """The address against which its links are meant."""
        if self.is_script:
            return self.meant_on
        node = self.tree.select_one("base[href]")
        href = node.attr("href") if node else ""
        return absolute(href, self.url) or self.url if href else self.url

    @cached_property
    def text(self) -> str:
        """The visible text, white space made single."""
        self.scripts, self.anchors  # noqa: B018 - read before they are taken out of the tree
        return _text(self.tree, UNSEEN)

    @cached_property
    def unlinked(self) -> str:
        """The visible text beside that of its links."""
        return _text(turbohtml.parse(self.source if self.is_markup else ""), f"{UNSEEN}, a")

    @cached_property
    def scripts(self) -> str:
        """Everything that its scripts say."""
        found = self.tree.find_all("script")
        self._has_script = bool(found)
        self._files = tuple(source for node in found if (source := node.attr("src")))
        return "\n".join(node.text for node in found)

    @property
    def script_files(self) -> tuple[str, ...]:
        """The addresses of its scripts that lie in files, as they are written."""
        self.scripts  # noqa: B018
        return self._files

    @property
    def has_script(self) -> bool:
        """Whether there is any script in it."""
        self.scripts  # noqa: B018
        return self._has_script

    @cached_property
    def _root(self) -> str:
        return absolute("/", self.base)

    def lead(self, href: str | None, label: str = "", hop: bool = False, pager: bool = False) -> Iterable[Lead]:
        """The lead that a written address means, when it is one that can be fetched."""
        if not href:
            return ()
        rooted = href[0] == "/" and href[1:2] != "/"
        return _lead(href, self._root if rooted else self.base, self.encoding, label, hop, pager)


@lru_cache(maxsize=8192)
def _lead(href: str, base: str, encoding: str, label: str, hop: bool, pager: bool) -> tuple[Lead, ...]:
    if href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return ()
    url = absolute(href, base, encoding)
    kind = kind_of(url) if url else None
    if kind is None:
        return ()
    turns = pager or (kind is Kind.PAGE and len(label) <= LONGEST_TURN and bool(TURN.match(label)))
    return (Lead(url, "" if turns and not pager else label, kind, hop, turns),)


def _text(tree: turbohtml.Document, without: str) -> str:
    """The text of a tree, from which some elements are taken out."""
    body = tree.find("body")
    if body is None:
        return ""
    body.remove(without)
    return " ".join(" ".join(body.strings).split())


def plain(node: turbohtml.Node) -> str:
    """The text of a node, white space made single."""
    return " ".join(node.text.split())
