"""What RTF says of itself (RTF 1.9.1), to know whether its reader lost a part of it: groups that close, and its plain words."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from crawler.reading.text import encoding

MARK = re.compile(rb"\\bin(\d{1,9}) ?|\\[\\{}]|([{}])")
MARK_IN_PAIRS = re.compile(rb"[\x81-\xfe][\x40-\xfe]|" + MARK.pattern)  # GBK that stands as it is may end in a brace
FONTS, BRACE = re.compile(r"\{[^{}]*\\fonttbl"), re.compile("[{}]")
FONT = re.compile(r"\\f(\d{1,9})[^{};]{0,200}?\\fcharset(\d{1,9})")
FIELD = re.compile(r"(?=\{\\field\b)")  # the reader looks for the end of each link as far as a line goes
LONGEST = 1_048_576  # bytes, above which the words are not counted: nearly all of so large a file is pictures
LEAST, SHARE = 100, 0.7  # of the words of a file with so many characters at least, a reader finds this share


def is_balanced(body: bytes) -> bool:
    """Whether each group that begins also ends, and none behind the document; a file that is cut off has others."""
    return any(_closes(body, marks) for marks in (MARK, MARK_IN_PAIRS))


def words(body: bytes) -> str:
    """The text in lines, cells between tabs, without any drawing."""
    source = FIELD.sub("\n", _with_plain_fonts(body.decode("latin-1")))
    text = encoding.clean(rtf_to_text(source, encoding="gb18030", errors="replace")).strip()
    return "\n".join(line.replace("|", "\t").strip() for line in text.split("\n") if line.strip("| \t"))


def is_much_less(found: str, plain: str) -> bool:
    """Whether what a reader found is so much less than the plain words that it lost a part."""
    sizes = [len("".join(text.split())) for text in (found, plain)]
    return sizes[1] >= LEAST and sizes[0] < SHARE * sizes[1]


def _with_plain_fonts(source: str) -> str:
    """The source with a table of fonts that says no more than the character set of each; over another the reader may never end."""
    begin = FONTS.search(source)
    if begin is None:
        return source
    depth, end = 1, len(source)
    for brace in BRACE.finditer(source, begin.end()):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            end = brace.start()
            break
    said = "".join(f"{{\\f{font[1]}\\fcharset{font[2]} x;}}" for font in FONT.finditer(source, begin.end(), end))
    return source[: begin.end()] + said + source[end:]


def _closes(body: bytes, marks: re.Pattern[bytes]) -> bool:
    depth = at = 0
    ended = False
    while mark := marks.search(body, at):
        at = mark.end() + int(mark[1] or 0)
        if mark[2]:
            if ended:
                return False
            depth += 1 if mark[2] == b"{" else -1
            ended = depth <= 0
    return depth == 0
