"""Whether the text layer of a PDF's page is what a person sees on it."""

from __future__ import annotations

import re
from collections import Counter

from crawler.reading import limits
from crawler.reading.pdf.page import Sheet
from crawler.reading.pdf.rules import OUTLINES

GARBLED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]|\\(cid:\\d+\\)")
LEADERS = re.compile(r"([^\w\s])\1{2,}")
LETTER = re.compile(r"[A-Za-z]")
SOLID = re.compile(r"\S")
CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Letters that Chinese pages do not mix in. Tibetan, Uyghur and Mongolian are not among them: some regions write them.
FOREIGN = re.compile(
    r"[\u00a1-\u00af\u00b4-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0400-\u05ff\u0700-\u0eff\u1000-\u17ff\u18b0-\u1fff"
    r"\u2c00-\u2dff\ua000-\ud7ff\ufb00-\ufb4f]"
)
HASHES = re.compile(r"(?<!\S)[#＃]{2,}(?!\S)")
SAMPLE = 20  # fewer characters do not show whether they make sense
COMMON_SHARE = 0.6  # of the Chinese characters of any honest text are in the first levels of GB 2312 or Big5
READABLE_SHARE = 0.4  # of a text's characters are letters, figures or Chinese
FEW = 20  # characters: a page number, a running head
SOME = 60  # characters: a heading and a caption beside a picture
WORDS = 4  # Chinese characters: a heading, where a page number has two at most
COVERED = 0.5  # of the page is covered by pictures
SHOWN = 0.1  # of the page


def is_unread(sheet: Sheet) -> bool:
    """Whether a page shows pictures or shapes and has (almost) no text."""
    solid = len(SOLID.findall(sheet.text))
    covered = _covered(sheet)
    if solid < FEW:
        return covered >= SHOWN or sheet.drawing.outlines >= OUTLINES
    return solid < SOME and covered >= COVERED


def is_garbled(sheet: Sheet) -> bool:
    """Whether a page's characters are not the ones that a person sees.

    They make no sense, the font does not name them, or one text is written over another.
    """
    return (
        sheet.crossed
        or is_senseless(sheet.text)
        or (sheet.script.unmapped > limits.GARBLED_SHARE and not _is_english(sheet.text))
    )


def is_good(sheet: Sheet) -> bool:
    """Whether a page has words of its own that eyes need not read again: visible ones, more than a page number."""
    return sheet.script.invisible == 0 and len(CHINESE.findall(sheet.text)) >= WORDS


def has_hashes(sheet: Sheet) -> bool:
    """Whether ### stands on a page where a figure did not fit into its cell."""
    return HASHES.search(sheet.text) is not None


def is_senseless(text: str) -> bool:
    """Whether characters are private, replaced or control ones; or real ones that no text consists of.

    That is: rare Chinese, scripts of other countries among Chinese, hardly any letter.
    """
    text = LEADERS.sub("", text)
    solid = SOLID.findall(text)
    if len(GARBLED.findall(text)) > limits.GARBLED_SHARE * len(solid):
        return True
    if len(solid) < SAMPLE:
        return False
    chinese, foreign = CHINESE.findall(text), len(FOREIGN.findall(text))
    if len(chinese) >= SAMPLE and sum(map(_is_common, chinese)) < COMMON_SHARE * len(chinese):
        return True
    readable = sum(character.isalnum() for character in solid)
    return readable < READABLE_SHARE * len(solid) or (
        foreign > limits.GARBLED_SHARE * len(solid) and _is_mixed(text, foreign)
    )


def _is_english(text: str) -> bool:
    """Whether a text consists of Latin words: fonts that name no characters often hold plain ones under their usual codes."""
    letters = LETTER.findall(text)
    vowels = sum(letter in "aeiouAEIOU" for letter in letters)
    return 2 * len(letters) > len(SOLID.findall(text)) and 0.25 * len(letters) <= vowels <= 0.5 * len(letters)


def _is_mixed(text: str, foreign: int) -> bool:
    """Whether foreign letters do not belong to one language: letters of three scripts, or accents without plain letters."""
    scripts = Counter(ord(character) // 0x100 for character in FOREIGN.findall(text))
    plain = len(LETTER.findall(text))
    latin = scripts[0] + scripts[1] + scripts[2]
    return bool(CHINESE.search(text)) or latin > plain or (len(scripts) > 2 and max(scripts.values()) < 0.7 * foreign)


def _is_common(character: str) -> bool:
    """Whether a Chinese character is in the first level of GB 2312 (rows 16 to 55) or of Big5 (A440 to C67E)."""
    for codec, low, high in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            if low <= character.encode(codec)[0] <= high:
                return True
        except UnicodeEncodeError:
            continue
    return False


def _covered(sheet: Sheet) -> float:
    """The share of the page that its pictures cover, strips of one scan counted together."""
    frame = sheet.script.frame
    whole = frame.width * frame.height
    if whole <= 0:
        return 0.0
    area = 0.0
    for left, top, right, bottom in sheet.drawing.pictures:
        wide = min(right, frame.width) - max(left, 0.0)
        high = min(bottom, frame.height) - max(top, 0.0)
        area += max(wide, 0.0) * max(high, 0.0)
    return min(area / whole, 1.0)
