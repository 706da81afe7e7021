"""What a report holds: the parts of its form, and whether somebody filled it in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rules.phrases import squeeze
from rules.reports_yearly.forms import Part, parts_owed
from rules.reports_yearly.offered import Report

_CONTENTS = re.compile(
    "组成|全文包括|内容包括|主要包括|包括以下|共分|(?:等|共)[^。]{0,3}(?:部分|方面)|根据中华人民共和国政府信息公开条例"
)
_TRADE_FEES = re.compile(
    "(?:行政)?事业性收费|涉企收费|(?:价格|物价)(?:和|与|及|、)收费"
    "|收费(?:项目|标准|公示|目录|清单|许可|依据)|教育收费|乱收费"
)
_SEALED = re.compile(
    r"(?<![X×xХ])[X×xХ]{2,8}(?=[局委办院部县市区镇乡街年月日条件次人个项万单])|20(?:[X×xХ]{2}|_{2,8})年"
    r"|(?:公开|受理|收到|共|发布|答复|其中)[^。\d_]{0,14}_{2,30}(?:条|件|次|份|篇)|\((?:单位|部门|填报单位|机关|本机关)(?:名称|全称)\)"
)
_BLANK = re.compile(
    r"(?:公开|发布)(?:各类|各项)?(?:政府|政务)?信息(?:共|共计)?条(?![例目款数件])|(?:收到|受理)(?:政府信息|信息)?(?:公开)?申请(?:共|共计)?件(?!数)"
)
SHINGLE, LONGEST = 8, 60_000


def plain(report: Report) -> str:
    """The squeezed text of a report without the sentences that only say what it consists of."""
    clauses = re.split("[。\n]", "\n".join(squeeze(line) for line in report.text[:LONGEST].splitlines()))
    return "。".join(clause for clause in clauses if not _CONTENTS.search(clause))


def parts_lacking(text: str, year: int) -> list[Part]:
    """The parts that the form of a year asks for and that a plain text does not have."""
    without = _TRADE_FEES.sub("", text)
    return [part for part in parts_owed(year) if not part.words.search(without)]


def unfilled(text: str) -> tuple[str, bool]:
    """What a squeezed text left of a form that was to be filled in, and whether that is sure; "" for nothing."""
    for pattern, sure in ((_SEALED, True), (_BLANK, False)):
        match = pattern.search(text)
        if match:
            return _around(text, match), sure
    return "", True


def _around(text: str, match: re.Match[str]) -> str:
    before = text[max(0, match.start() - 12) : match.start()].rsplit("。", 1)[-1]
    return before + match[0] + text[match.end() : match.end() + 6].split("。", 1)[0]


def similarity(text: str, other: str) -> int:
    """How much of what two texts say is the same, in whole per cent of the pieces of eight characters that either has."""
    ours, theirs = _pieces(text), _pieces(other)
    return len(ours & theirs) * 100 // max(1, len(ours | theirs))


def _pieces(text: str) -> set[str]:
    short = re.sub(r"\d", "", text[:LONGEST])
    return {short[at : at + SHINGLE] for at in range(max(0, len(short) - SHINGLE + 1))}


def headings(text: str) -> Sequence[str]:
    """The lines of a text that are numbered 一、 二、, squeezed and in order."""
    lines = (squeeze(line[:200]) for line in text.splitlines())
    return [line for line in lines if re.match("[一二三四五六七八九十]{1,2}[、.]", line)]
