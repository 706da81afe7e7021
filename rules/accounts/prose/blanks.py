"""Templates left unfilled: sentences whose number was never written in (占 %, 减少 万元, XX万元, 20XX年)."""

from __future__ import annotations

import re

from rules.accounts.prose.paragraphs import BARS, Clause, Paragraph
from rules.phrases import squeeze

_UNIT = r"(?:亿元|万元|千元|元)"
_WORDS = (
    r"(?:增加|减少|增长|下降|上升|降低|压缩|节约|(?:支出|预算|决算|安排|拨款|合计|共计|总额|总计|经费|费用|接待费|运行费|维护费|购置费)(?:数|额)?)"
    r"(?:\((?:减少|下降|增加|增长)\)|/(?:减少|下降))?(?:了|为|约|共|额为?)?"
)
_MEASURED = r"(?:个|批次?|人次?|辆|台)"
_NO_SUM = re.compile(rf"(?:{_WORDS}[:]?|(?<!单位)(?<![数以精算])为){_UNIT}(?![以级单为均)/、])(?=$|[,;。:(其])")
_NO_PERCENT = re.compile(
    r"(?:占(?:三公|[^,;。%\d一二三四五六七八九十零XxＸ×_(]){0,24}|(?:增长|下降|减少|增加|上升|降低|降幅|增幅|完成)(?:\((?:减少|下降|增加|增长)\))?"
    r"(?:了|为|约|率为?|幅度?为?)?|完成[^,;。%\d一二三四五六七八九十零XxＸ×_(]{0,12}的|[,](?:增长|下降)?)%(?=$|[,;。:(其])"
)
_MARK = r"(?:[XxＸｘ×╳]{1,6}|(?<![\d_])_{2,20}|[〇○□△■]{2,8}|\(\)|\[\]|【】|\(\?+\)|\?{2,6}|…{1,4})"
_MARKED = re.compile(
    rf"{_MARK}(?:{_UNIT}|%|{_MEASURED}|年度?)|20(?:[XxＸ×╳*]{{1,2}}|__+)年|[XＸ×╳]{{2,6}}(?:局|委|办|部门|单位|镇|乡|县|市|区|中心|公司)"
)
_NO_COUNT = re.compile(
    r"团组(?:数)?(?:为|共|共计|累计)?个(?=$|[,;。、])|(?:累计|共计)人次(?=$|[,;。、])|保有量(?:为|共|是)?辆(?=$|[,;。、])|购置(?:公务用车|车辆|公车)(?:数)?(?:为|共)?辆(?=$|[,;。、])"
    r"|(?:车辆|用车|保有量)(?:共|共有|为)(?:辆|台)(?=$|[,;。、])|来宾批次[,、](?:共|约|共计|累计)?人次?(?=$|[,;。])"
    r"|接待(?:共|共计)?批次[,、](?:共|约|共计|累计)?人次?(?=$|[,;。])"
)
_NO_YEAR = re.compile(
    r"(?:截至|截止|比|较|与)年\d{1,2}月(?:底|末|\d{0,2}日)|(?:比|较|与)年(?:底|末)|(?<!\d)20年(?:度)?(?=三公|部门|单位|预算|决算|一般公共)"
)
_NO_REASON = re.compile(r"原因(?:是|为|主要是|主要为)(?:[:.…]{0,6})$")
_SHORT = 12
_SPOKEN = re.compile(r"其中|比上年|较上年|比去年|较去年|同比|主要|\d\s*(?:万元|亿元|元|%|辆|人|批|个|年)|。")


def unfilled(text: str) -> list[str]:
    """The clauses of a text in which a number, a year or a reason was left out of a template, as printed.

    Heads and cells of tables (占%, 增减%, 万元) and notes of a unit are no clauses.
    """
    found: list[str] = []
    for line in text.splitlines():
        for cell in BARS.split(line):
            if _is_prose(cell):
                found += _in(Paragraph(cell.strip()))
    return list(dict.fromkeys(found))


def _is_prose(raw: str) -> bool:
    return len(raw) >= 6 and re.search("[，,。；;：:]", raw) is not None and _SPOKEN.search(raw) is not None


def _in(paragraph: Paragraph) -> list[str]:
    found: list[str] = []
    for sentence in paragraph.sentences:
        for above, clause, below in zip([None, *sentence], sentence, [*sentence[1:], None], strict=False):
            if _is_unfilled(paragraph, clause, below):
                found.append(paragraph.quote(above if above and len(clause.text) < _SHORT else clause, clause))
    return found


def _plain(raw: str) -> str:
    """A clause squeezed; asterisks that stand for a number are kept, as crosses."""
    return squeeze(raw.replace("*", "×"))


def _is_unfilled(paragraph: Paragraph, clause: Clause, following: Clause | None) -> bool:
    words = _plain(paragraph.raw[clause.start : clause.end])
    after = _plain(paragraph.raw[following.start : following.end]) if following else ""
    match = _NO_COUNT.search(words + clause.stop + after)
    if match is not None and match.start() < len(words):
        return True
    if any(pattern.search(words) for pattern in (_MARKED, _NO_SUM, _NO_PERCENT, _NO_YEAR)):
        return True
    return clause.stop == "。" and _NO_REASON.search(words) is not None
