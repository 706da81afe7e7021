"""What a copy is made from and what becomes of it: values that go to a worker process and come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from crawler.snapshot import Citation


@dataclass(frozen=True)
class Quote:
    """Quoted words, and the place in the file that was told with them; `anchor` names them in the copy."""

    words: str
    where: str = ""

    @property
    def anchor(self) -> str:
        """A name that no site can give."""
        told = "\0".join((self.words, self.where))
        return f"q-{sha256(told.encode('utf-8', 'replace')).hexdigest()[:12]}"

    @staticmethod
    def of(citation: Citation) -> Quote:
        """The quoted words of a citation."""
        return Quote(citation.quote, citation.where)


@dataclass(frozen=True)
class Job:
    """One stored file to be shown: its bytes, what was said of them, what a reader made of them (JSON), and the quoted words.

    `label` are the words of links and pictures that led to it, `frames` are the stored pages that it shows within itself, by address.
    """

    body: bytes
    url: str
    content_type: str
    fetched: date
    quotes: tuple[Quote, ...]
    reading: bytes = b""
    label: str = ""
    frames: Mapping[str, bytes] = field(default_factory=dict)


class Where(StrEnum):
    """Where the quoted words of a copy are shown; the value is what is said of it."""

    HERE = "已标出"
    PARTS = "引文由几处文字组成，各处已分别标出"
    HIDDEN = "文字当时在网页上是隐藏的，已标出"
    TITLE = "引文是网页的标题（显示在浏览器标签上），已在那里标出"
    FRAME = "引文在网页的框架里，已标出"
    IMAGE = "引文是图片的说明文字（alt），正文中没有"
    META = "引文在网页的 meta 标签里，不显示在网页上"
    ATTRIBUTE = "引文在网页代码的属性里，不显示在网页上"
    READ = "在副本中标不出原处；程序从这份内容读出的文字附在后面，已在那里标出"
    CUT = "引文是链接的全称（在 title 属性里），网页上只显示了一部分，已标出"
    LABEL = "引文是通到这里的链接上的文字，或网页上对这份文件的称呼"
    NONE = "没有引用具体文字：引用的是整份内容"
    NOTHING = "当时没有取得内容，没有可以标出的文字"
    LOST = "在这份内容的副本里没有找到这段文字，请看原件"

    @property
    def is_marked(self) -> bool:
        """Whether the words themselves are marked where they stand."""
        return self in (Where.HERE, Where.PARTS, Where.HIDDEN, Where.TITLE, Where.FRAME, Where.CUT)


@dataclass(frozen=True)
class Shown:
    """A file as it can be shown: safe markup and its style, where each quote is, and the pictures and frames that it wants by address.

    `read` is safe markup of what a reader made of it, where that has to be told as well; `title` what a browser shows on its tab.
    `form` names what is shown, `pages` which pages of how many.
    """

    markup: str
    css: str = ""
    places: Mapping[str, Where] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    read: str = ""
    title: str = ""
    form: str = "page"
    pages: str = ""
