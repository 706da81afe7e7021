"""How officials write: one form for every spelling, and the ways to say that there is nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DROPPED = str.maketrans("", "", " \t\r\n\u3000\u00a0\u200b\ufeff“”\"'‘’「」『』《》〈〉*·•")
_NUMBERING = re.compile(
    r"^(?:附件\d*[::、.]?)?(?:[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)、.:.]|第[\d一二三四五六七八九十]+[部分章项节]+|№\d+)+"
)

NOTHING = re.compile(
    r"没有|未(?:安排|发生|列支|购置|新购|编制|产生)|不(?:涉及|安排|存在|产生)"
    r"|无(?:安排|计划|此|新购|新增|购置|支出|预算|公务|因公|出国|三公|该项|相关|接待|任何|车辆|购车)|为零|零元"
)


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """The text in the form in which words are compared: NFKC, without spaces and quotation marks."""
    return unicodedata.normalize("NFKC", text).translate(_DROPPED)


def unnumbered(text: str) -> str:
    """Squeezed text without a leading number such as `1.`, `（一）` or `附件2：`."""
    return _NUMBERING.sub("", squeeze(text))


def clauses(text: str) -> list[str]:
    """The sentences of a text, each squeezed; a line end ends a sentence."""
    return [squeeze(part) for part in re.split(r"[。;;\n]", text) if part.strip()]


def says_nothing(clause: str) -> bool:
    """Whether a squeezed clause declares that there is none."""
    return NOTHING.search(clause) is not None
