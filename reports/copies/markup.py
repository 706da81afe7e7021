"""A stored web page as it can be opened anywhere: its words and its arrangement, and nothing that acts, loads or leads away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import turbohtml
from turbohtml import Element, Text
from turbohtml.clean import OnDisallowed, Policy, Sanitizer

from crawler.reading import limits
from crawler.reading.text import encoding
from crawler.scope import absolute
from reports.copies.quoted import Offstage, Texts
from reports.copies.styles import Styles
from reports.copies.values import Quote, Shown, Where

KEPT = frozenset(
    "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn dir div dl dt "
    "em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd label legend li main mark menu nav "
    "nobr ol p pre q rp rt ruby s samp section small span strike strong sub summary details sup table tbody td tfoot th thead time "
    "tr tt u ul var wbr".split()
)
# Without what stands in them: what acts, what a browser does not show as text, and drawings.
DROPPED = frozenset(
    "script style template head title noembed noframes iframe frame object embed applet svg math canvas audio video base link meta "
    "param source track map area datalist portal fencedframe xmp plaintext".split()
)
LOOKS = "align valign width height bgcolor color face size border cellpadding cellspacing colspan rowspan noshade start type dir lang title"
OWN = frozenset(("class", "id", "alt", "src"))
POLICY = Policy(
    tags=KEPT,
    attributes={"*": frozenset(LOOKS.split()) | OWN},
    url_schemes=frozenset(("data",)),
    allow_relative_urls=False,
    on_disallowed_tag=OnDisallowed.STRIP,
    remove_with_content=DROPPED,
    allow_svg=False,
    allow_mathml=False,
)
SANITIZER = Sanitizer(POLICY)
EMBEDDED = {"iframe": "frame-gone", "frame": "frame-gone", "object": "part-gone", "embed": "part-gone", "applet": "part-gone",
            "video": "film-gone", "audio": "sound-gone", "svg": "drawing-gone", "canvas": "drawing-gone"}  # fmt: skip
REPLACED = ",".join(("img", "input", "select", "textarea", "button", *EMBEDDED))
SILENT = DROPPED | {"option", "select", "textarea", "button", "input"}
UNSHOWN = frozenset(("hidden", "password", "image", "file", "checkbox", "radio"))
NONE: Mapping[str, bytes] = MappingProxyType({})


def shown(
    body: bytes,
    url: str,
    content_type: str,
    quotes: Sequence[Quote],
    told: str = "",
    frames: Mapping[str, bytes] = NONE,
) -> Shown:
    """The page with the quoted words marked. `told` is the text that a reader made of it, if it is known; `frames` see Job."""
    text = encoding.decoded(body[: limits.PAGE_BYTES], content_type).text
    return shown_text(text, url, quotes, told, frames)


def shown_text(
    text: str, url: str, quotes: Sequence[Quote], told: str = "", frames: Mapping[str, bytes] = NONE
) -> Shown:
    """The same of text that is decoded already."""
    document = turbohtml.parse(text.replace("\f", " "), positions=False)
    if document.root is None:
        return Shown("", places={quote.anchor: Where.LOST for quote in quotes})
    page = _Page(document.root, url, frames)
    title, where = page.texts.mark(quotes, told)
    return Shown(
        SANITIZER.sanitize(page.body),
        page.css,
        where,
        tuple(page.pictures),
        tuple(dict.fromkeys(page.missing)),
        title=title,
    )


@dataclass
class _Page:
    """A page's tree, made ready: what is shown of it by other means is replaced, its texts are listed in reading order."""

    root: Element
    url: str
    frames: Mapping[str, bytes]
    pictures: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    prefix: str = "s"

    def __post_init__(self) -> None:
        base = self.root.select_one("base[href]")
        self.base = (absolute(base.attr("href") or "", self.url) if base else "") or self.url
        styles = Styles(self.root, self.prefix)
        offstage = Offstage(self.root)
        self.body = self.root.select_one("body") or self.root
        for element in self.body.iter_elements():
            _dress(element, styles)
        self.css = styles.css
        for element in self.body.select(REPLACED):
            if element.parent is not None:
                _replace(element, self)
        self.texts = Texts(self.body, offstage, SILENT)


def _replace(element: Element, page: _Page) -> None:
    """Pictures, fields and what is embedded become what can be shown of them."""
    if element.tag == "img":
        _picture(element, page)
    elif element.tag in ("iframe", "frame"):
        element.replace_with(_frame(element, page))
    elif element.tag in EMBEDDED:
        element.replace_with(_gone(element, absolute(element.attr("src") or element.attr("data") or "", page.base)))
    else:
        element.replace_with(_field(element))


def _gone(element: Element, address: str) -> Element:
    """What stands in the place of something that is not shown."""
    return Element("span", {"class": f"gone {EMBEDDED[element.tag]}", "title": address[:500]})


def _frame(element: Element, page: _Page) -> Element:
    """The stored page that a frame showed, where it is known; each is shown within the others once at most."""
    address = absolute(element.attr("src") or "", page.base) if element.attr("src") else ""
    body = page.frames.get(address)
    if body is None:
        page.missing += [address] if address else []
        return _gone(element, address)
    root = turbohtml.parse(encoding.decoded(body[: limits.PAGE_BYTES])[0].replace("\f", " "), positions=False).root
    others = {name: each for name, each in page.frames.items() if name != address}
    if root is None:
        return _gone(element, address)
    inner = _Page(root, address, others, page.pictures, page.missing, f"{page.prefix}f{len(others)}-")
    page.css += inner.css
    return Element("div", {"class": "frame", "title": address[:500]}, list(inner.body.children))


def _picture(element: Element, page: _Page) -> None:
    address = absolute(element.attr("src") or "", page.base) if element.attr("src") else ""
    attributes = element.attrs
    if address:
        attributes["src"] = f"data:,{len(page.pictures)}"
        page.pictures.append(address)
    elif "src" in attributes:
        del attributes["src"]
    attributes["title"] = address[:500]


def _field(element: Element) -> Element:
    """What a field shows, as words in a box."""
    kind = (element.attr("type") or "text").lower() if element.tag == "input" else element.tag
    if kind in UNSHOWN:
        return Element("span")
    words = element.text
    if element.tag == "input":
        words = element.attr("value") or element.attr("placeholder") or ""
    elif element.tag == "select":
        chosen = element.select_one("option[selected]") or element.select_one("option")
        words = chosen.text if chosen else ""
    return Element("span", {"class": "field"}, [Text(words.strip())])


def _dress(element: Element, styles: Styles) -> None:
    """Its looks as a class; its own names, which nothing here refers to, go."""
    said = " ".join(filter(None, (styles.dress(element), "hid" if _is_hidden(element) else "")))
    attributes = element.attrs
    for gone in ("id", "class"):
        if gone in attributes:
            del attributes[gone]
    if said:
        attributes["class"] = said


def _is_hidden(element: Element) -> bool:
    style = (element.attr("style") or "").replace(" ", "").lower()
    return "hidden" in element.attrs or "display:none" in style or "visibility:hidden" in style
