"""Bytes to text as browsers do it, with more weight on what the bytes prove than on what a page says of itself."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from crawler.reading import doubts
from crawler.reading.text import charsets, doubled, folded, mixed
from crawler.reading.text.mixed import FREQUENT

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
IN_PAGE = re.compile(
    rb"""<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})"""
)  # in lower case
HEAD = 4096
FAR = 65_536  # browsers read a page again when the tag that names its encoding comes late
HIGH = re.compile(rb"[\x80-\xff]")
HIGH_PAIR = re.compile(rb"[\x80-\xff]{2}")
ESCAPES = re.compile(rb"\x1b\$\)[AG]|~\{(?:[!-w][!-~])+~\}")
SAMPLE = (
    1500  # bytes from the first character that is not ASCII: enough to know a language by its most frequent characters
)
GLANCE = 500  # of these, to see that a text makes sense as it is declared
NATURAL = (
    0.12  # of the characters in any Chinese text more than this share are frequent ones; of a wrong decoding some 3 %
)
# With what honest pages write beside ASCII in UTF-8 of two bytes; anything else there may as well be one word of GBK.
SIGNS = re.compile("[\xa0\xa7\xa9\xab\xae\xb0\xb1\xb2\xb3\xb5\xb7\xbb\xbc-\xbe\xc0-\xffāēěīńňōūǎǐǒǔǖǘǚǜΑ-ωЁА-яё]")
SPREAD = 0.9  # in Chinese of UTF-16 every second byte is the high one of a Chinese character or of its punctuation
WIDE_SIGNS = bytes(range(0x21, 0x27))  # numbers in circles, squares, arrows; in ASCII these bytes are frequent ones
NARROW_TAG = re.compile(rb"<[!/]?[A-Za-z-]{2}")  # in UTF-16 a zero stands between these
MOSTLY_ASCII = 0.25  # of the pairs, with a zero on one side: no Chinese text has so many of U+4E00 and its like
WIDE_HIGH = bytes([0x00, 0x20, 0x30, *range(0x4E, 0xA0), 0xFF])
PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
FEW, SURELY, HARDLY = (
    8,
    0.95,
    0.75,
)  # characters at least, and the shares of common ones of the first levels of GB 2312 and Big5
MOSTLY = 0.8  # of them, where frequent ones speak for one encoding and none for the other
LOST_SHARE = 100  # one character in so many that are not ASCII may be lost without a doubt
ROUND_TRIP = "锟斤拷"  # what became of lost characters that were saved as GBK
PRIVATE = re.compile("[\ue000-\uefff\uf100-\uf8ff](?:(?<=[\u4e00-\u9fff].)|(?=[\u4e00-\u9fff]))")
# Where Chinese was saved as ASCII: not behind a Chinese word, where people ask so, and of two signs only as a whole cell.
ASKED = re.compile(r"(?<![\u2e80-\uffef?!.])\?{3,}|(?:^|(?<=[>,\t\"]))\?\?(?=[<,\t\"\r\n]|$)", re.MULTILINE)
LEAST_ASKED = 4
NOT_ASCII = re.compile("[^\x00-\x7f]+")
# Controls, lone surrogates, marks that turn or hide text: none of them is content.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")

UNCLEAN = re.compile(f"{UNSEEN.pattern[:-1]}{folded.FOUND.pattern[1:]}")


class Decoded(NamedTuple):
    """A text, the encoding of most of it, and the one of the rest where parts of a page are written in another."""

    text: str
    name: str
    other: str = ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """That characters are lost, and that parts were written in another encoding, which is then named."""
        named = (f"{doubts.MIXED}:{self.other}",) if self.other else ()
        return (doubts.GARBLED, *named) if is_garbled(self.text) else named


def clean(text: str) -> str:
    """The text without characters that cannot be seen or turn what follows, radicals as characters; tab and newline stay."""
    return folded.unified(UNSEEN.sub("", text))


def is_clean(text: str) -> bool:
    """Whether `clean` leaves a text as it is."""
    return UNCLEAN.search(text) is None


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text of a page, and the name of the encoding used."""
    return decoded(body, content_type)[:2]


def decoded(body: bytes, content_type: str = "") -> Decoded:
    """The text by BOM, by what the bytes prove, by header, by meta, then as gb18030; each part by its own encoding."""
    for mark, name in BOMS:
        if body.startswith(mark):
            body = body[len(mark) :]
            return _proven(body, [name]) if name == "utf-8" else Decoded(charsets.text(body, name)[0], name)
    if name := _wide(body):
        return Decoded(charsets.text(body, name)[0], name)
    return _proven(body, said(body, content_type))


def said(body: bytes, content_type: str = "") -> list[str]:
    """The encodings that header and page name, by our names, the most trusted first."""
    head = body[:HEAD] if b"charset" in body[:HEAD] else body[:FAR]
    found = [each[1] for each in IN_HEADER.finditer(content_type)]
    found += [(each[1] or each[2]).decode("ascii", "ignore") for each in IN_PAGE.finditer(head.lower())]
    return [name for label in dict.fromkeys(found) if (name := charsets.named(label))]


def is_garbled(text: str) -> bool:
    """Whether characters are lost: more than a stray one in a hundred of those that are not ASCII.

    Lost are also private characters beside Chinese ones, which a font of its own showed, and rows of question marks.
    """
    lost = text.count("\ufffd") + text.count(ROUND_TRIP) + len(PRIVATE.findall(text))
    asked = sum(map(len, ASKED.findall(text))) if "??" in text else 0
    lost += asked if asked >= LEAST_ASKED else 0
    return lost > 0 and lost * LOST_SHARE > sum(map(len, NOT_ASCII.findall(text)))


def _wide(body: bytes) -> str:
    """UTF-16 without a mark: on one side of nearly all pairs stand zeros and the high bytes of Chinese characters."""
    head = body[: HEAD - len(body[:HEAD]) % 2 or HEAD]
    half = len(head) // 2
    if not half or (0 not in head and (HIGH.search(head) is None or half < 4 or NARROW_TAG.search(head))):
        return ""
    high = WIDE_HIGH + WIDE_SIGNS if 0 in head else WIDE_HIGH
    shares = [half - len(head[side::2].translate(None, high)) for side in (0, 1)]
    if max(shares) < SPREAD * half:
        return ""
    zeros = [head[side::2].count(0) for side in (0, 1)]
    if max(zeros) >= 4 * min(zeros) + 2 and min(shares) < SPREAD * half:
        return "utf-16le" if shares[1] > shares[0] else "utf-16be"
    if max(zeros) >= half * MOSTLY_ASCII and max(zeros) >= 4 * min(zeros):
        return "utf-16le" if zeros[1] > zeros[0] else "utf-16be"
    return _most_sensible(head, ("utf-8", "gb18030", "utf-16le", "utf-16be"))


def _most_sensible(head: bytes, names: tuple[str, ...]) -> str:
    """The wide encoding in which most characters are frequent ones, or "" when a narrow one has as many."""
    sense = {name: len(FREQUENT.findall(charsets.text(head, name)[0])) for name in names}
    best = max(names, key=sense.__getitem__)
    return best if best.startswith("utf-16") else ""


def _proven(body: bytes, names: list[str]) -> Decoded:
    """The text in the encoding that the bytes speak for."""
    first = HIGH.search(body)
    if first is None:
        return _ascii(body, names)
    try:
        text = body.decode()
    except UnicodeDecodeError as fault:
        if fault.start < len(body) - charsets.TAIL or (found := charsets.text(body, "utf-8"))[1]:
            return _legacy(body, names, first.start())
        text = found[0]
    meant = doubled.undone(text)
    if meant != text or mixed.UTF8.search(body, first.start()) or not _is_one_word(body, text, names):
        return Decoded(meant, "utf-8")
    return Decoded(charsets.text(body, "gb18030")[0], "gb18030")


def _ascii(body: bytes, names: list[str]) -> Decoded:
    if (names and names[0] in ("hz", "iso2022_jp")) or ESCAPES.search(body):
        name = names[0] if names and names[0] == "iso2022_jp" else "hz"
        return Decoded(charsets.text(body, name)[0], name)
    name = names[0] if names and not names[0].startswith("utf-16") else "utf-8"
    return Decoded(body.decode("ascii"), name)


def _is_one_word(body: bytes, text: str, names: list[str]) -> bool:
    """Whether bytes that happen to be UTF-8, of two bytes a character, are a word of GBK: 目录 is not Ŀ¼."""
    said_so = "gb18030" in names and "utf-8" not in names
    strange = len(NOT_ASCII.sub("", text)) + len(SIGNS.findall(text)) < len(text)
    return (said_so or strange) and not charsets.text(body, "gb18030")[1]


def _legacy(body: bytes, names: list[str], first: int) -> Decoded:
    """The text of bytes that are not, or not all, UTF-8."""
    if not HIGH_PAIR.search(body):
        return Decoded(charsets.text(body, "latin-1")[0], "latin-1")
    told = [name for name in names if name not in charsets.FAR_FROM_CHINESE and name[:3] != "utf"]
    name = _likeliest(body[first : first + SAMPLE], told, names)
    if name == "utf-8":
        return Decoded(*mixed.text(body, told[0] if told else "gb18030", surely=True))
    if name in ("gb18030", "big5"):
        return Decoded(*mixed.text(body, name))
    return Decoded(charsets.text(body, name)[0], name)


def _likeliest(sample: bytes, told: list[str], names: list[str]) -> str:
    """What is declared, unless a sample makes much better sense in another encoding; gb18030 where nothing is."""
    found = told[0] if told else "gb18030"
    text = charsets.text(sample[:GLANCE], found)[0]
    strange = sum(map(len, NOT_ASCII.findall(text)))
    if len(FREQUENT.findall(text)) >= NATURAL * strange and "\ufffd" not in text:
        return found
    others = [name for name in names if name in charsets.FAR_FROM_CHINESE and name != "latin-1"]
    scores = {name: _sense(sample, name) for name in dict.fromkeys((found, *told, "gb18030", "big5", "utf-8", *others))}
    best = max(scores, key=scores.__getitem__)
    if scores[best] > max(2 * scores[found], scores[found] + 2):
        return best
    return _by_common(sample) or found


def _by_common(sample: bytes) -> str:
    """The one encoding of two in which nearly all characters are common ones, where in the other many are rare; else ""."""
    pairs = PAIR.findall(sample)
    big = sum(0xA1 <= pair[0] <= 0xC6 for pair in pairs)
    simple = sum(pair[1] >= 0xA1 and (pair[0] <= 0xA9 or 0xB0 <= pair[0] <= 0xD7) for pair in pairs)
    many = len(pairs)
    for name, common, other, against in (("big5", big, simple, "gb18030"), ("gb18030", simple, big, "big5")):
        surely = common >= SURELY * many and other <= HARDLY * many
        speaks = common >= MOSTLY * many > 2 * other and _sense(sample, name) > 0 >= _sense(sample, against)
        if many >= FEW and (surely or speaks):
            return "" if charsets.text(sample, name)[1] else name
    return ""


def _sense(sample: bytes, name: str) -> int:
    """How much sense the bytes make: frequent characters count for, lost ones against an encoding."""
    text, faults = charsets.text(sample, name)
    return len(FREQUENT.findall(text)) - 5 * faults
