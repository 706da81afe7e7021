"""Bytes to text as browsers do it, with more weight on what the bytes prove than on what a page says of itself."""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
# What the Encoding standard reads under these labels; gb2312 pages use characters of its successors.
FAMILIES = {
    "gb18030": "gb2312 gbk gb18030 gb_2312-80 gb_2312 x-gbk cp936 ms936 windows-936 euc-cn chinese csgb2312 gb2312-80",
    "big5": "big5 big5-hkscs x-x-big5 cn-big5 cp950 big5hkscs",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8",
    "utf-16le": "utf-16 utf-16le unicode ucs-2 csunicode",
    "utf-16be": "utf-16be",
    "latin-1": "iso-8859-1 latin1 windows-1252 us-ascii ascii",
}
LABELS = {label: name for name, labels in FAMILIES.items() for label in labels.split()}
CODECS = {"big5": "big5hkscs", "latin-1": "cp1252"}
DECLARED = [re.compile(name + rb"""\s*=\s*["']?\s*([\w-]{2,20})""") for name in (b"charset", b"encoding")]
HEAD = 4096
TAIL = 4  # a page cut off by the server may end within a character
MULTIBYTE = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2,3}")
HIGH = re.compile(rb"[\x80-\xff]")
TOLERATED = 0.02
FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行"
    "学法所民得经三之进着等部度家电力里如水化高自二理起小现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前"
    "市政府信息公开局月日财县區區這個為會們來時國說與開發經後過對學業務單關於資訊預算網頁機電動應無號總辦處長"
)
# Where Python's table keeps the private characters of the year 2000, the standards of 2005 and 2022 have real ones.
SINCE_2005 = {
    0xA6D9: 0xFE10, 0xA6DA: 0xFE12, 0xA6DB: 0xFE11, 0xA6DC: 0xFE13, 0xA6DD: 0xFE14, 0xA6DE: 0xFE15, 0xA6DF: 0xFE16,
    0xA6EC: 0xFE17, 0xA6ED: 0xFE18, 0xA6F3: 0xFE19, 0xA8BC: 0x1E3F, 0xA8BF: 0x01F9, 0xFE59: 0x9FB4, 0xFE61: 0x9FB5,
    0xFE66: 0x9FB6, 0xFE67: 0x9FB7, 0xFE6D: 0x9FB8, 0xFE7E: 0x9FB9, 0xFE90: 0x9FBA, 0xFEA0: 0x9FBB,
}  # fmt: skip
MODERN = {
    ord(old): new for code, new in SINCE_2005.items() if len(old := code.to_bytes(2, "big").decode("gb18030")) == 1
}
PRIVATE = re.compile("[" + "".join(map(chr, MODERN)) + "]")
# Controls, lone surrogates, marks that turn or hide text: none of them is content.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without characters that cannot be seen or that turn what follows; tab and newline stay."""
    return UNSEEN.sub("", text)


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text of a page, and the name of the encoding used: BOM, proven UTF-8, header, meta, then gb18030."""
    for mark, name in BOMS:
        if body.startswith(mark):
            return _modern(_whole(body[len(mark) :], name)[0], name), name
    if name := _wide(body):
        return _whole(body, name)[0], name
    name, text = _proven(body, declared(body, content_type))
    return _modern(text, name), name


def declared(body: bytes, content_type: str = "") -> list[str]:
    """The encodings named by the HTTP header and by the page, in this order, under their modern names."""
    found = [*_named(content_type.encode("ascii", "replace")), *_named(body[:HEAD])]
    names = [LABELS.get(label.decode("ascii"), "") for label in found]
    return [name for name in dict.fromkeys(names) if name]


def _named(text: bytes) -> list[bytes]:
    low = text.lower()
    found = [(match.start(), match[1]) for pattern in DECLARED for match in pattern.finditer(low)]
    return [label for _, label in sorted(found)]


def _wide(body: bytes) -> str:
    """UTF-16 without a mark shows by its zero bytes: markup is ASCII."""
    head = body[:HEAD]
    if head.count(0) * 5 < len(head) or not head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < 4 * min(even, odd) + 2:
        return ""
    return "utf-16le" if odd > even else "utf-16be"


def _proven(body: bytes, names: list[str]) -> tuple[str, str]:
    """The encoding that the bytes speak for, and the text."""
    if not HIGH.search(body):
        name = names[0] if names and not names[0].startswith("utf-16") else "utf-8"
        return name, _whole(body, name)[0]
    text, faults = _whole(body, "utf-8")
    if _is_utf8(body, faults, names):
        return "utf-8", text
    others = [name for name in names if name not in ("utf-8", "latin-1") and not name.startswith("utf-16")]
    if not others:
        name = _likelier(body)
        return name, _whole(body, name)[0]
    tried = {name: _whole(body, name) for name in dict.fromkeys((*others, "gb18030"))}
    name = min(tried, key=lambda name: tried[name][1])
    return name, tried[name][0]


def _is_utf8(body: bytes, faults: int, names: list[str]) -> bool:
    """Whether the bytes are UTF-8: nearly no fault, and Chinese in it takes three bytes a character."""
    if not faults:
        return not names or "utf-8" in names or MULTIBYTE.search(body) is not None
    return faults <= TOLERATED * len(MULTIBYTE.findall(body))


def _whole(body: bytes, name: str) -> tuple[str, int]:
    """The text, and how many characters do not decode; a character cut off at the end is none."""
    codec = CODECS.get(name, name)
    try:
        return body.decode(codec), 0
    except UnicodeDecodeError as fault:
        text = body.decode(codec, "replace")
        return text, 0 if fault.start >= len(body) - TAIL else text.count("\ufffd")


def _likelier(body: bytes) -> str:
    """gb18030 unless the bytes make much better sense as Big5."""
    sample = body[: 16 * HEAD]
    scores = {}
    for name in ("gb18030", "big5"):
        text = sample.decode(CODECS.get(name, name), "ignore")
        scores[name] = sum(character in FREQUENT for character in text) - 5 * _whole(sample, name)[1]
    return "big5" if scores["big5"] > 2 * max(scores["gb18030"], 1) else "gb18030"


def _modern(text: str, name: str) -> str:
    return text.translate(MODERN) if name == "gb18030" and PRIVATE.search(text) else text
