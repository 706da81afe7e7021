"""Whether a page, file or picture shows how a power runs, told from all else that is drawn or calls itself a chart.

Its words decide where they were read: steps in short lines or boxes, against offices, complaints, figures and prose.
Where they were not, its name does, and what the pixels of a picture tell.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from urllib.parse import unquote, urlsplit

from crawler.snapshot import Document
from rules.otherpictures import DRAWN, holds_no_drawing, is_something_else
from rules.phrases import squeeze, unnumbered

WEB = ("text/html", "application/xhtml+xml")
SURE = Decimal("0.8")  # of the words of a box in a picture
SHORT = 26  # characters of a box or a cell; longer ones explain a step and are none
FEWEST = 4  # steps that are named: something comes in, is looked at, decided on and goes out
ICON = 80  # pixels of the shorter side; a smaller picture leads to a chart and is none
TELLING = 8  # characters that were read; fewer tell nothing
STEPS = (
    "申请",
    "受理",
    "审查",
    "审核",
    "决定",
    "立案",
    "调查",
    "告知",
    "送达",
    "办结",
    "归档",
    "执行",
)  # of powers of any class
ARROW = re.compile("[→↓⇒⇓➔▼►↘↙▽▷]|-{1,3}>|[—―─]{1,9}[>→]")
_CHART = re.compile("流程|程序(?:示意)?图|运行(?:示意)?图|风险防控图|风险点防控")
_HEADED = re.compile(r"[〔\[(](?:19|20)\d\d[〕\])]\d+号")  # a paper of a body
_FIRM = re.compile(  # titles of what may speak of steps and is no chart of them
    "^(?![填提交领递下送制发出])[^:→]{0,40}(?:申请表|审批表|登记表|呈批表|申请书|决定书|(?:服务|办事|办理)?指南|须知|一览表|统计表|清单|目录|名单|办法|规定|规程)$"
)
_STAGES = re.compile("(?:办理|审批|工作|运行)?(?:环节|步骤|流程|程序)(?:名称)?")  # heads a column of steps
_ABOUT = re.compile(
    "(?:通知|办法|规定|制度|意见|方案|报告|公告|公示|函|批复|规范|细则|情况|再造|优化|改革)$|流程(?!图|表|$|[(]|[\\d一二三四五六七八九.])(?!示意)"
)
_POWER = re.compile(
    "立案|处罚|许可|取证|准予|制证|发证|颁证"
)  # a chart of penalties names complaints as where cases come from
_FILE = re.compile(r"\.[A-Za-z0-9]{2,5}$")
_READING = re.compile(r"[一-龥]{2}")


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The lists of flowcharts.toml by name."""
    data = tomllib.loads((resources.files("rules") / "flowcharts.toml").read_text("utf-8"))
    return {name: tuple(found) for name, found in data.items()}


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words()[name])))


@lru_cache(maxsize=20_000)
def is_office_work(name: str) -> bool:
    """Whether a chart is about the office's own work, complaints or requests to it, and no power over others."""
    text = squeeze(name)
    return _any("office_names").search(text) is not None and _any("power_names").search(text) is None


@lru_cache(maxsize=20_000)
def names_chart(name: str) -> bool | None:
    """What a title, caption or file name says: True for a chart of a power, False for anything else, None for nothing."""
    text = unnumbered(_FILE.sub("", name.strip()[:300]))
    if _CHART.search(text) and not _ABOUT.search(text):
        return not is_office_work(text)
    if "流程" in text:
        return None
    return False if _any("other_names").search(text.lower()) else None


def shows_chart(document: Document) -> bool | None:
    """The same of a web page by its name alone, for what it shows hangs on it in files, and of all else as `is_chart`."""
    if document.reading.media_type not in WEB:
        return is_chart(document)
    title = document.title
    return False if _CHART.search(squeeze(title)) and is_office_work(title) else None


def is_chart(document: Document) -> bool | None:
    """Whether it is a chart of a power: False for all else that is shown, None where it cannot be said.

    Charts of complaints, petitions, requests for information and office work are charts, but of no power: False.
    """
    named = next((said for name in _names(document) if (said := names_chart(name)) is not None), None)
    read = _Read.of(document)
    if named is not True and is_something_else(document, read.named_steps):
        return False
    if len(read.text) < TELLING or (document.is_recognised and not read.units):
        return _by_looks(document, named)
    return read.judged(named)


def shows_nothing_drawn(document: Document) -> bool:
    """Whether a picture is a photograph, a code, a banner or a certificate for sure, so that no name makes it a chart."""
    return holds_no_drawing(document, _Read.of(document).named_steps)


def _names(document: Document) -> Iterator[str]:
    """What it is called: by who links to it, by itself, by its file."""
    file = unquote(urlsplit(document.url).path).rpartition("/")[2]
    yield from filter(_READING.search, (document.label, "" if document.is_recognised else document.reading.title, file))


def _by_looks(document: Document, named: bool | None) -> bool | None:
    """A judgement without words: the name, unless the pixels speak against it."""
    reading = document.reading
    if not reading.media_type.startswith("image/"):
        return named
    if reading.width and min(reading.width, reading.height) < ICON:
        return False
    if reading.depicts in ("photo", "code"):
        return None if named else False
    return named


@dataclass(frozen=True)
class _Read:
    """What could be read of a document: its text, and its short units, which are boxes, cells, and lines between arrows.

    `drawn` counts arrows and frames, `titles` what its lines that name charts say, `listed` the heads of a list.
    """

    text: str
    units: tuple[str, ...]
    drawn: int
    titles: tuple[bool, ...]
    listed: int
    head: str
    clear: bool

    @classmethod
    def of(cls, document: Document) -> _Read:
        boxes = [box for box in document.reading.boxes if Decimal(box.confidence or 1) >= SURE]
        lines = [squeeze(line) for line in re.split("[\n\t]", document.text)]
        parts = [part for line in lines for part in ARROW.split(line) if part]
        units = [squeeze(box.text) for box in boxes] if document.is_recognised else parts
        arrows = len(ARROW.findall(document.text))
        arrows += 3 * any(_STAGES.fullmatch(unit) for unit in units)
        arrows += 3 * (document.reading.depicts == DRAWN and document.is_recognised and not document.tables)
        framed = sum(box.framed for box in boxes) if document.is_recognised else len(boxes)
        heads = {word for table in document.tables for row in table.rows[:3] for word in _heads(row)}
        titles = tuple(said for line in lines if 4 < len(line) < 50 and _CHART.search(line) for said in _said(line))
        head = next(filter(None, (document.label and unnumbered(_FILE.sub("", document.label)), *lines)), "")
        return cls("".join(lines), tuple(units), arrows + framed, titles, len(heads), head, not document.reading.unread)

    @property
    def named_steps(self) -> int:
        """How many different steps its text names, however surely it was read."""
        return len(set(_any("steps").findall(self.text)))

    @property
    def short(self) -> list[str]:
        return [unit for unit in self.units if 1 < len(unit) <= SHORT and not _CHART.search(unit)]

    def count(self, name: str) -> int:
        """How many different words of a list the short units hold."""
        pattern = _any(name)
        return len({word for unit in self.short for word in pattern.findall(unit)})

    def judged(self, named: bool | None) -> bool | None:
        """By its words, and by its name where these leave it open."""
        titled = self.titles[0] if self.titles else None
        called = titled if named is None and titled is not None else named
        steps = self.count("steps")
        if (self.listed >= 3 and not self.drawn) or (titled is None and _FIRM.search(self.head)):
            return False
        if called is not True and (self._is_complaint() or self._is_office(steps) or self._is_organisation(steps)):
            return False
        if called is False and (titled is False or self.count("steps") < FEWEST or not self.drawn):
            return False
        enough = steps >= FEWEST and (self.drawn >= 3 or len(self.short) * 2 >= len(self.units))
        if called and (steps >= 2 or enough):
            return True
        if enough and self.drawn >= 3 and self._is_dense():
            return True
        left = called or not self.clear or self._may_be(steps)
        return None if left and not _HEADED.search(self.text[:200]) else False

    def _may_be(self, steps: int) -> bool:
        return steps >= FEWEST and not self._is_prose()

    def _is_complaint(self) -> bool:
        complaining = sum(_any("complaint").search(unit) is not None for unit in self.short)
        return complaining >= 2 and not any(_POWER.search(unit) for unit in self.short)

    def _is_office(self, steps: int) -> bool:
        return self.count("office") >= 2 and self.count("office") * 2 >= steps

    def _is_organisation(self, steps: int) -> bool:
        ends = tuple(words()["offices"])
        held = sum(unit.endswith(ends) for unit in self.short)
        return held >= 4 and held * 2 >= len(self.short) and steps < FEWEST

    def _is_dense(self) -> bool:
        """Whether steps are what it mostly says."""
        stepping = sum(_any("steps").search(unit) is not None for unit in self.short)
        return stepping * 3 >= len(self.short) and not self._is_prose()

    def _is_prose(self) -> bool:
        """Whether most of it stands in sentences."""
        long = sum(len(unit) for unit in self.units if len(unit) > SHORT)
        return long * 10 > 6 * sum(map(len, self.units))


def _heads(row: Iterable[str]) -> Iterator[str]:
    for cell in row:
        if (text := squeeze(cell)) in words()["heads"]:
            yield text


def _said(line: str) -> Iterator[bool]:
    said = names_chart(line)
    if said is not None:
        yield said
