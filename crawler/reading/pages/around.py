"""What stands around a page's text: its meta tags, the forms that it offers, the lines at its foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.pages import flow
from crawler.reading.value import Form
from crawler.scope import absolute

FOOT_LINES, LONGEST_LINE = 25, 200
METAS, LONGEST_META = 40, 300
FORMS, LONGEST_FORM, FIELDS = 12, 300, 60
BADGES = (
    ("conac", re.compile(r"[\w.]{0,20}conac\.cn[\w/.?=&%-]{0,120}", re.ASCII)),
    ("jiucuo", re.compile(r"_jiucuo_[^<>]{0,120}|zfwzgl\.www\.gov\.cn/exposure[^<>\s]{0,120}")),
)
BADGE = re.compile(r"conac\.cn|_jiucuo_|zfwzgl\.www\.gov\.cn/exposure")
INPUTS = "input, textarea, select, button"
_SAID = ("name", "id", "placeholder", "value", "title", "alt", "aria-label")
_HIDDEN = frozenset(("hidden", "password"))


def metas(said: Mapping[str, str], title: str, source: str) -> tuple[tuple[str, str], ...]:
    """What stands in <title>, then the first meta tags, names in lower case, then the badges that only scripts show.

    `conac` is the address of the mark of public bodies (党政机关网站标识), `jiucuo` the site's code at “我为政府网站找错”.
    """
    first = [("title", title)] if title else []
    badges = (
        [(name, found[0]) for name, sign in BADGES if (found := sign.search(source))] if BADGE.search(source) else []
    )
    return tuple((name[:60], value[:LONGEST_META]) for name, value in (*first, *list(said.items())[:METAS], *badges))


def foot(page: flow.Flow) -> str:
    """The last lines of a page, each cut where it is too long for a foot."""
    return "\n".join(line[:LONGEST_LINE] for line in page.lines[-FOOT_LINES:])


def forms(tree: LexborHTMLParser, source: str, lower: str, base: str) -> tuple[Form, ...]:
    """The forms of a page as it was written, then what fields stand in none, as those that a script sends."""
    if "<textarea" not in lower and "<input" not in source and "<INPUT" not in source:
        return ()
    found = tree.css("form")[:FORMS]
    inside = {field.mem_id for node in found for field in node.css(INPUTS)[:FIELDS]}
    shown = [
        Form(absolute(node.attributes.get("action") or "", base) or base, _words(node.css(INPUTS))) for node in found
    ]
    loose = [field for field in tree.css(INPUTS)[: FIELDS * 4] if field.mem_id not in inside]
    if loose and (words := _words(loose)):
        shown.append(Form("", words))
    return tuple(shown)


def _words(fields: list[LexborNode]) -> str:
    said = " ".join(dict.fromkeys(word for field in fields[:FIELDS] for word in _said(field)))
    return said[:LONGEST_FORM]


def _said(field: LexborNode) -> Iterator[str]:
    """What a field is called, unless nobody sees it."""
    attributes = field.attributes
    if (attributes.get("type") or "").lower() in _HIDDEN:
        return
    for name in _SAID:
        if value := re.sub(r"\s+", " ", attributes.get(name) or "").strip():
            yield value[:40]
    if field.tag == "button" and (text := field.text(strip=True)):
        yield text[:40]
