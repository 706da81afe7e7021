"""What stands around a copy: from where it is, when, its digest, what it is cited for, and where the quoted words are."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crawler.archive import Capture
from crawler.assembly import PORTAL
from crawler.snapshot import Place
from reports.copies.values import Quote, Shown, Where
from reports.crawl_codes import result_words
from reports.wording import Wording, plain

# Nothing is loaded and nothing runs: the styles are those of the page itself by their digests, pictures are within it.
POLICY = "default-src 'none'; style-src {styles}; img-src data:; base-uri 'none'; form-action 'none'"
HEADINGS = {
    "page": "当时的网页",
    "answer": "网站当时的答复",
    "paper": "文件的页面",
    "picture": "图片",
    "text": "从文件中读出的内容",
    "file": "文件",
}
CAUTIONS = {
    "page": "文字逐字照原样。为了安全，去掉了脚本、表单、外部样式和没有存档的图片，排版可能与当时看到的不同；虚线框里的内容当时是隐藏的。",
    "answer": "所要的内容没有取到，网站给出的是下面的答复（已去掉脚本等）。",
    "paper": "由原件画出的页面（第 {pages} 页），引用的文字已框出；原件可以下载。",
    "picture": "这是存档的图片，认出的引文已框出。",
    "text": "下面是程序从原件中读出的文字和表格，引用的文字已标出；版式请看原件。",
    "file": "这份文件不能在这里显示，请看原件。",
    "": "当时没有取得内容，所以没有可以显示的副本。",
}
Facts = Sequence[tuple[str, str]]


def facts(capture: Capture, wording: Wording) -> Facts:
    """From where something is, when it was fetched, what the site answered, and its digest."""
    return [(wording.say(name), value) for name, value in _facts(capture, wording) if value]


def _facts(capture: Capture, wording: Wording) -> Iterator[tuple[str, str]]:
    yield "网址", plain(capture.url)
    yield "最终网址", plain(capture.final_url) if capture.final_url != capture.url else ""
    yield "访问时间", f"{capture.fetched.isoformat(sep=' ', timespec='seconds')}"
    yield "来源", wording.place(Place.PORTAL if capture.site == PORTAL else Place.OWN)
    yield "HTTP 状态", str(capture.status or "")
    yield "结果", result_words(capture, wording)
    yield "SHA-256", capture.sha256
    yield "字节", f"{capture.size:,}" if capture.sha256 else ""
    yield "类型", plain(capture.media_type)
    yield "链接文字", plain(capture.label)
    yield "链接所在网页", plain(capture.seen_on)
    yield "WARC 位置", f"{capture.record} @{capture.record_offset}" if capture.record else ""
    if capture.warc != capture.record and capture.warc:
        where, stored = f"{capture.warc} @{capture.offset}", wording.day(capture.stored)
        yield "内容存于", wording.say("{name}（{why}）", name=where, why=stored)


def page(context: Mapping[str, Any], shown: Shown | None, mark: str, wording: Wording) -> bytes:
    """The whole page around what can be shown of a file; nothing where nothing was had."""
    form = "" if shown is None else "answer" if context["failed"] and shown.form == "page" else shown.form
    values = {"pages": plain(shown.pages)} if shown and form == "paper" else {}
    css = shown.css if shown else ""
    said = [_placed(each, shown, context["failed"], wording) for each in context["quotes"]]
    text = (
        environment()
        .get_template("copy.html")
        .render(
            {**context, "quotes": said},
            say=wording.say,
            language=wording.either("zh-CN", "en"),
            mark=mark,
            policy=POLICY.format(styles=" ".join(digest(each) for each in (asset("copy.css"), css) if each)),
            style=Markup(asset("copy.css")),  # noqa: S704 - our own file
            css=Markup(css),  # noqa: S704 - made of listed declarations alone
            markup=Markup(shown.markup if shown else ""),  # noqa: S704 - sanitised
            read=Markup(shown.read if shown else ""),  # noqa: S704 - escaped
            tab=Markup(shown.title if shown else ""),  # noqa: S704 - escaped
            form=form,
            heading=wording.say(HEADINGS.get(form, "没有副本")),
            caution=wording.say(CAUTIONS[form], **values),
        )
    )
    return text.encode("utf-8", "replace")


def _placed(each: Mapping[str, Any], shown: Shown | None, failed: str, wording: Wording) -> dict[str, Any]:
    """A quote, and where its words are in the copy."""
    quote: Quote = each["quote"]
    place = shown.places.get(quote.anchor, Where.LOST) if shown else Where.NOTHING
    is_reason = bool(failed) and quote.words == failed  # of a link without words, why it led nowhere is quoted
    if is_reason:
        place = Where.NOTHING
    words = wording.reason(quote.words) if is_reason else plain(quote.words)
    marked = place.is_marked or place is Where.READ
    told = {"words": words, "where": plain(quote.where), "anchor": quote.anchor, "marked": marked}
    return {**each, **told, "said": wording.say(place.value)}


@cache
def environment() -> Environment:
    """The templates of copies and of folders of evidence; all values are escaped."""
    loader = PackageLoader("reports.copies")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def asset(name: str) -> str:
    """A style sheet or a text of ours, as it is."""
    return (resources.files("reports.copies") / "templates" / name).read_text("utf-8")


def digest(text: str) -> str:
    """The digest by which a page lets in a style of its own, and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
