"""Pages whose parts are written in different encodings, or in which single bytes are lost: each part by its own evidence."""

from __future__ import annotations

import re

from crawler.reading.text import charsets

# The most frequent characters of Chinese, of official pages above all, and the punctuation between them.
OFTEN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经三之进着等部度家电力里如水化高自二理起小现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前市政府信息公开"
    "局月日财县目录费预算决部门通知首页表请関區這個為會們來時國說與開發經後過對學業務單關於資訊預算網頁機電動應無號總辦處長，"
    "。、：（）“”《》"
)
FREQUENT = re.compile(f"[{OFTEN}]")
PAIRS = frozenset(character.encode("gb18030") for character in OFTEN)
UTF8 = re.compile(rb"[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{3}")
# A passage that is Chinese in UTF-8 and nothing else; three characters of GBK that look so are all rare ones.
PASSAGE = re.compile(
    rb"[\xe3-\xe9\xef][\x80-\xbf]{2}(?<![\x80-\xff][\x80-\xff]{3})(?:[\xe3-\xe9\xef][\x80-\xbf]{2})+(?![\x80-\xff])"
)
PIECE = re.compile(rb"[^<>\r\n]+|[<>\r\n]+")  # none of these bytes is ever a part of a character
WORD = re.compile(rb"[^\x00-\x2f\x3a-\x3f]+|[\x00-\x2f\x3a-\x3f]+")
HIGH = bytes(range(0x80, 0x100))
RUN = re.compile(rb"(?<![\x80-\xfe])[\x80-\xfe]++(?![\x40-\x7e])")
MOSTLY = 0.5  # of the bytes beyond ASCII, in well-formed UTF-8: then the rest is damaged UTF-8, and no GBK
MOST_TRIED = 20_000  # parts that are looked at one by one; the longest real pages have some 5,000 of them
MENDED = 500  # passages with a lost byte that are looked at closely, in one page
LONGEST = 20_000  # bytes of such a passage


def text(body: bytes, legacy: str, *, surely: bool = False) -> tuple[str, str, str]:
    """The text, the encoding of most of it, and that of the rest or ""; `surely` when it is known not to be all legacy."""
    if not surely and PASSAGE.search(body) is None:
        found, faults = charsets.text(body, legacy)
        if not faults:
            return found, legacy, ""
    parts = _Parts(legacy)
    lines = []
    for piece in PIECE.finditer(body):
        if parts.tried > MOST_TRIED:
            lines.append(charsets.text(body[piece.start() :], parts.main)[0])
            break
        lines.append(parts.read(piece[0]))
    other = legacy if parts.main == "utf-8" else "utf-8"
    return "".join(lines), parts.main, other if parts.utf8 and parts.legacy else ""


class _Parts:
    """Reads a page part by part, and counts the bytes that were read in each encoding."""

    def __init__(self, legacy: str) -> None:
        self.name = legacy
        self.utf8 = self.legacy = 0
        self.mended = 0
        self.tried = 0

    @property
    def main(self) -> str:
        """The encoding in which most was read until now."""
        return "utf-8" if self.utf8 > self.legacy else self.name

    def read(self, piece: bytes) -> str:
        """A part by the one encoding that fits it, else word by word."""
        if piece.isascii():
            return piece.decode("ascii")
        found = self._whole(piece)
        return found if found is not None else "".join(self._word(word) for word in WORD.findall(piece))

    def _whole(self, piece: bytes) -> str | None:
        """The text in an encoding without any fault, or None; what looks like UTF-8 is not read as anything else."""
        self.tried += 1
        size = len(piece) - len(piece.translate(None, HIGH))
        share = 3 * len(UTF8.findall(piece)) / size
        found, name = _strictly(piece, "utf-8"), "utf-8"
        if found is None or share < min(1, 6 / size):
            legacy = _strictly(piece, self.name) if share <= MOSTLY else None
            found, name = (legacy, self.name) if legacy is not None else (found, name)
        if found is not None:
            self._count(name, size)
        return found

    def _word(self, word: bytes) -> str:
        if word.isascii():
            return word.decode("ascii")
        if (found := self._whole(word)) is not None:
            return found
        size = len(word) - len(word.translate(None, HIGH))
        name = "utf-8" if 3 * len(UTF8.findall(word)) > MOSTLY * size else self.name
        self._count(name, size)
        return self._mend(word) if name == "gb18030" else charsets.text(word, name, cut=False)[0]

    def _count(self, name: str, size: int) -> None:
        if name == "utf-8":
            self.utf8 += size
        else:
            self.legacy += size

    def _mend(self, word: bytes) -> str:
        """GBK in which a byte is lost: what follows is not read from the wrong half of each character."""
        found, start = "", 0
        for run in RUN.finditer(word):
            if len(run[0]) % 2 and len(run[0]) <= LONGEST and self.mended < MENDED:
                self.mended += 1
                lost = run.start() + _lost(run[0])
                found += charsets.text(word[start:lost], self.name, cut=False)[0] + "\ufffd"
                start = lost + 1
        return found + charsets.text(word[start:], self.name, cut=False)[0]


def _strictly(piece: bytes, name: str) -> str | None:
    found, faults = charsets.text(piece, name, cut=False)
    return None if faults else found


def _lost(run: bytes) -> int:
    """The place of the odd byte in a run of pairs: where most pairs before and behind it are common characters."""
    before, behind = _common(run[:-1]), _common(run[1:])
    best = score = sum(behind)
    place = 0
    for pair, (was, will) in enumerate(zip(before, behind, strict=True)):
        score += was - will
        if score > best:
            best, place = score, 2 * (pair + 1)
    return place


def _common(run: bytes) -> list[int]:
    """How common each pair is: 3 for a frequent character, 1 for one of the first level of GB 2312 or its signs, else 0."""
    pairs = [run[place : place + 2] for place in range(0, len(run), 2)]
    return [
        3 if pair in PAIRS else int((0xB0 <= pair[0] <= 0xD7 or pair[0] == 0xA3) and pair[1] >= 0xA1) for pair in pairs
    ]
