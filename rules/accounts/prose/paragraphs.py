"""The prose of a document: paragraphs mended where lines were broken, cut into sentences and clauses.

Of a long document only the sections about the three public expenses speak of them;
what other sections say of a car or a reception (基本支出, 政府采购) is not theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rules.phrases import squeeze

BARS = re.compile(r"[|｜│]")
_NUMBERED = re.compile(
    r"(?P<part>第[\d一二三四五六七八九十]{1,3}[部分章节篇])|(?P<first>[一二三四五六七八九十]{1,3}[、.,])"
    r"|(?P<second>\([一二三四五六七八九十]{1,3}\))|(?P<third>\d{1,2}[、.](?!\d))|(?P<fourth>\(\d{1,2}\)|\d{1,2}\)|[①-⑳])"
)
_MAY_BE_NUMBERED = re.compile(r"[第一二三四五六七八九十\d(（①-⒛㈠-㈩]")
_LEVELS = ("part", "first", "second", "third", "fourth")
_LOOSE = 5
_PROSE = re.compile(r"[，,。、；;：:]|\d\s*(?:万|元|%|％|辆|人|批)")
_LABEL_END = re.compile(r"^[^,;。]{2,40}(?:费|经费|费用|支出|说明|情况)$")
_TITLE_END = re.compile(r"(?:说明|公开|概况|目录|表|情况|公示|公告|通知)$")
_OWN_LINE = re.compile('(?:因公出国|公务接待|公务用车|公车|[“"]?三公|合计|总计|共计)[^，,。；;]{0,20}[：:]')
_GOES_ON = re.compile("[，,。；;、）)]")
_ENDED = re.compile("[。；;：:！!？?]$")
_AFTER_NUMBER = re.compile("万|元|亿元|[%％年个人辆批]")
ROW = re.compile(r"(?:\s{2,}|\t)[-—/\d]")
_HALF_A_SUM = re.compile(r"[\d.万萬亿億]$")
_BARE_NUMBER = re.compile(r"[-—\d.,，．０-９%]{1,16}")
_CUT = re.compile(r"[。！？!?；;]|(?<=[%％元次辆人])[.．](?!\d)|(?<!\d)[,，]|[,，](?!\s?\d{3}(?!\d))")
_CITED = re.compile(r"《[^《》]{0,80}》|[〔\[【(（](?:19|20)\d\d[〕\]】)）]?\s*第?\d{1,5}号")
_ASIDE = re.compile(r"\((?:不?含|包括|包含)[^()\d,;]{1,24}\)")
_HEADS = re.compile("三公|出国|出境|接待|公务用?车|公车|用车|会议费|培训费|购置及|运行维护费|其中")
_TOPIC = re.compile("三公|出[国國境訪访]|接待|招待|[车車]|会议费|會議費|培训费|培訓費|[购購]置|[运運]行")
_MEETINGS = re.compile(r"(?:20\d\d年度?)?(?:当年|[我本](?:部门|单位|局|校|院))?(?:会议费|培训费)")
_OTHER_TOPIC = re.compile(
    "机关运行|政府采购|国有资|绩效|收入|收支|基本支出|项目支出|基金|名词|概况|职责|职能|机构|人员|重要事项|[预决]算表|报表|附件|联系|债务|购买服务"
    "|一般性支出|支出[预决]算(?:总体|具体)?(?:情况|说明)"
)
_MONEY = re.compile(r"\d(?:万|元|亿)")
_COMPARES = re.compile(r"[与比较同和](?:上一?年|去年|20\d\d年)[^,;。]{0,16}(?:持平|一致|相同|不变|零增长|\d%)")
_MOST = 2_000_000
_MOST_PARAGRAPHS = 40_000
_NARROW = 14
_LONG = 3000
_LONGEST = 100_000
_LONGEST_CLAUSE = 600
_MOST_CLAUSES = 200


@dataclass(frozen=True)
class Clause:
    """What stands between two commas. `text` is squeezed, `stop` the mark that ends it, the rest its place."""

    text: str
    start: int
    end: int
    stop: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as printed; `is_cell` when a number alone follows it, as in a table of one cell a line."""

    raw: str
    is_cell: bool = False

    @cached_property
    def text(self) -> str:
        """It, squeezed."""
        return squeeze(self.raw)

    @cached_property
    def level(self) -> int | None:
        """The depth of its number (第一部分 0, 一、1, （一）2, 1．3, （1）4); None when it has none."""
        match = _NUMBERED.match(squeeze(self.raw[:16])) if _MAY_BE_NUMBERED.match(self.raw) else None
        return _LEVELS.index(match.lastgroup) if match and match.lastgroup else None

    @property
    def is_heading(self) -> bool:
        """Whether it names what follows and states no sum itself."""
        return (
            len(self.raw) <= 160
            and len(self.text) <= 60
            and not _MONEY.search(self.text)
            and not re.search(r"[,;]|。.", self.text)
            and not _COMPARES.search(self.text)
        )

    @cached_property
    def sentences(self) -> tuple[list[Clause], ...]:
        """Its sentences, each a list of clauses."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[list[Clause]]:
        sentence: list[Clause] = []
        for clause in self._clauses():
            if clause.text or clause.stop in "。！？!?":
                sentence.append(clause)
            if clause.stop not in ",;" or len(sentence) >= _MOST_CLAUSES:
                yield sentence
                sentence = []
        if sentence:
            yield sentence

    def _clauses(self) -> Iterator[Clause]:
        masked = _CITED.sub(lambda match: "《" * len(match[0]), self.raw[:_LONGEST])
        start = 0
        for match in (*_CUT.finditer(masked), None):
            end = match.start() if match else len(masked)
            stop = squeeze(match[0]) if match else ""
            text = _ASIDE.sub("", squeeze(masked[start:end])) if end - start <= _LONGEST_CLAUSE else ""
            yield Clause(text, start, end, "。" if stop == "." else stop)
            start = match.end() if match else end

    def quote(self, first: Clause, last: Clause) -> str:
        """The words from one clause to another as printed; only the last when that is much."""
        start = first.start if last.end - first.start <= 120 else last.start
        return " ".join(self.raw[start : last.end].split())


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text: lines that a page broke in a sentence are joined, cells of a row stand alone.

    Cells that hold nothing but a number are left out.
    """
    done: list[Paragraph] = []
    width, number = 0, ""
    for line in text.splitlines():
        cells = [cell.strip() for cell in BARS.split(line)]
        first = cells[0]
        if len(cells) > 1 or not first:
            for cell in filter(None, cells):
                _add(done, cell)
            width, number = 0, ""
        elif _BARE_NUMBER.fullmatch(first):
            number = first
            _add(done, first)
        else:
            words = number + first if _AFTER_NUMBER.match(first) else first
            if width and _continues(done[-1].raw, width, first, number):
                done[-1] = Paragraph(done[-1].raw + words)
            else:
                done.append(Paragraph(words))
            width, number = len(first), ""
    return done


def _add(done: list[Paragraph], cell: str) -> None:
    """Add a cell; a number alone only marks the one before it."""
    if _BARE_NUMBER.fullmatch(cell) is None:
        done.append(Paragraph(cell))
    elif done:
        done[-1] = Paragraph(done[-1].raw, is_cell=True)


def _continues(above: str, width: int, line: str, number: str) -> bool:
    """Whether a line goes on with the line above, so many characters wide, perhaps after a number on its own line."""
    if _GOES_ON.match(line):
        return True
    if width < _NARROW and not number and not _HALF_A_SUM.search(above):
        return False
    if _OWN_LINE.match(line) or _ENDED.search(above) or ROW.search(above) or _NUMBERED.match(squeeze(line[:16])):
        return False
    counted = _NUMBERED.match(squeeze(above[:16]))
    body = squeeze(above)[counted.end() :] if counted else above
    if counted and _LABEL_END.match(body):
        return False
    if number or _HALF_A_SUM.search(above):
        return _AFTER_NUMBER.match(line) is not None or (width >= _NARROW and not number and line[0] in "0123456789.")
    prose = _PROSE.search(body) is not None
    return (width >= _NARROW and prose) or (width >= 22 and not _TITLE_END.search(above))


def about_expenses(text: str) -> list[Paragraph]:
    """The paragraphs that may speak of the three public expenses: their sections, when the text has such, else all."""
    if not _TOPIC.search(text):
        return []
    every = paragraphs(text[:_MOST])
    kept: list[Paragraph] = []
    depth: int | None = None
    loose = len(text) > _LONG
    for paragraph in every:
        depth = _depth(paragraph, depth, loose=loose)
        if depth is not None or _MEETINGS.match(squeeze(paragraph.raw[:30])):
            kept.append(paragraph)
    told = any(_MONEY.search(each.text) and _HEADS.search(each.text) for each in kept)
    return (kept if told else every)[:_MOST_PARAGRAPHS]


def _depth(paragraph: Paragraph, depth: int | None, *, loose: bool) -> int | None:
    """The level of the section that is open after a paragraph; None outside of all."""
    level = paragraph.level
    names = "公" in paragraph.raw and paragraph.is_heading and "三公" in paragraph.text
    if level is None:
        return _LOOSE if names and loose and depth is None else depth
    if names:
        return level if depth is None else min(depth, level)
    opening = paragraph.text[:40]
    other = level == 0 or _OTHER_TOPIC.search(opening) is not None
    return None if depth is not None and level <= depth and other and not _HEADS.search(opening) else depth
