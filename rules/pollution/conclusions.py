"""What the words of a verdict say: that a limit was kept, that it was not, or neither."""

from __future__ import annotations

import re
from functools import lru_cache

from rules.phrases import squeeze

_KEPT = re.compile("(?<![不未])(?:达标|合格|符合)|[未不无]超标|没有超标|√|正常")
_NOT_KEPT = re.compile("(?<![未不无])(?<!没有)(?<!是否)超标|[不未](?:达标|合格|符合)|×")
_VAGUE = re.compile("基本|部分|个别|除|是否|[/／]")
LONGEST = 30  # characters of a verdict
_YES, _NO = re.compile("是|有|y|yes", re.IGNORECASE), re.compile("否|无|n|no|不是|未", re.IGNORECASE)


@lru_cache(maxsize=8192)
def is_kept(words: str, asked: str = "") -> bool | None:
    """Whether a verdict says that a limit was kept: True, False, or None where it says neither.

    `asked` is the head of the column; 是 and 否 answer it (是否超标).
    """
    text = squeeze(words).strip("。.;,")
    kept, missed = _KEPT.search(text) is not None, _NOT_KEPT.search(text) is not None
    if (kept and missed) or len(text) > LONGEST or (kept and _VAGUE.search(text)):
        return None
    if kept or missed:
        return kept
    says_yes = _YES.fullmatch(text) is not None
    if not says_yes and not _NO.fullmatch(text):
        return None
    if "超标" in squeeze(asked) and "达标" not in squeeze(asked):
        return not says_yes
    return says_yes if re.search("达标|合格|符合", squeeze(asked)) else None
