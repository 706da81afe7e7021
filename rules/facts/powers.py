"""Items of power lists and the charts that show how each runs.

Names are matched as an inspector would: without numbering, brackets and the
words 流程图, by equality, by containment, then by similarity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from crawler.reading.value import Table
from crawler.snapshot import Document, Page, Snapshot, Unreached
from rules.phrases import squeeze, unnumbered
from rules.tables import column_named, tables_of
from rules.topics import pages_on

CLASSES = (
    "行政许可",
    "非行政许可审批",
    "行政审批",
    "行政处罚",
    "行政强制",
    "行政征收",
    "行政给付",
    "行政检查",
    "行政确认",
    "行政奖励",
    "行政裁决",
    "其他权力",
)
NAME_HEADERS = (
    "职权名称",
    "权力名称",
    "项目名称",
    "事项名称",
    "审批项目",
    "许可事项",
    "职权事项",
    "权力事项",
)
CLASS_HEADERS = ("类型", "类别")
CODE_HEADERS = ("编码", "编号")
SIMILAR = 0.84
SURE = Decimal("0.8")  # of the words of a step in a picture
FEWEST_STEPS = 3  # of a chart: something comes in, is decided on and goes out
_CLASS = (
    "(?:.*[局委办厅院队站心会])?{kind}(?:类|事项|项目|职权|行为)*"
    "[(]?(?:(?:一般|普通|简易)?程序)?[)]?(?:权力)?(?:运行)?(?:外部|内部)?"
)
_CHART = re.compile(
    r"(?:行政)?(?:权力|职权)?(?:外部|内部)?(?:运行)?(?:办理|审批|工作|服务|执法|操作|办事|权力)?(?:运行)?(?:外部|内部)?流程图?"
    r"|廉政风险防控图|示意图|汇编|汇总|大全|[((][^()]*(?:时限|工作日|外部|内部|适用)[^()]*[))]"
)
_OFFICE = re.compile(
    "公文|信访|投诉|依申请|信息公开|值班|机关|内设机构|机构设置|组织机构|财务|政府采购|党|干部|人事|会议|来访|后勤|举报"
)


@dataclass(frozen=True)
class Item:
    """One power: its name as listed, its class and code when the list gives them."""

    name: str
    kind: str
    code: str
    source: Document


@dataclass(frozen=True)
class Chart:
    """One chart, by the words that name it. `lost` is set when its link led nowhere.

    `recognised` says that its name was itself recognised in a picture.
    """

    name: str
    source: Document | None
    lost: Unreached | None = None
    recognised: bool = False

    @property
    def is_vague(self) -> bool:
        """Whether it is a picture in which too few steps were recognised for sure."""
        return self.source is not None and self.source.is_recognised and not shows_steps(self.source)


def items(site: Snapshot) -> list[Item]:
    """The power items that the department lists, on this place or else on the other one; each name once."""
    for place in (site, site.elsewhere):
        pages = list(pages_on(place, "power-list")) if place is not None else []
        found = {item.name: item for page in pages for item in _listed(page)}
        if found:
            return list(found.values())
    return []


def _listed(page: Page) -> Iterator[Item]:
    for source in (page, *page.documents):
        for table in tables_of(source):
            yield from _rows(table, source)


def _rows(table: Table, source: Document) -> Iterator[Item]:
    header = column_named(table, NAME_HEADERS)
    if header is None:
        return
    kind, code = column_named(table, CLASS_HEADERS), column_named(table, CODE_HEADERS)
    for row in table.rows[header[0] + 1 :]:
        name = row[header[1]].strip() if header[1] < len(row) else ""
        if name and len(set(row)) > 1 and not column_named(Table((row,)), NAME_HEADERS):
            yield Item(name, _cell(row, kind), _cell(row, code), source)


def _cell(row: tuple[str, ...], at: tuple[int, int] | None) -> str:
    return row[at[1]].strip() if at is not None and at[1] < len(row) else ""


def charts(site: Snapshot) -> Iterator[Chart]:
    """Every chart of a place: pictures, files, headings in files and pages, and links that led nowhere."""
    for page in pages_on(site, "power-flowchart"):
        yield from _charts_of(page)
    for lost in site.unreached:
        if "流程" in squeeze(lost.label):
            yield Chart(lost.label, None, lost)


def _charts_of(page: Page) -> Iterator[Chart]:
    files = [file for file in page.documents if file.label or file.text]
    for file in files:
        named, labelled = list(_headings(file.text)), _names_a_chart(file.label, page)
        if file.is_recognised and labelled:
            named = []
        for name in named or [file.label if labelled else page.title]:
            yield Chart(name, file, recognised=file.is_recognised and not labelled)
    for lost in page.dead:
        yield Chart(lost.label if _names_a_chart(lost.label, page) else page.title, None, lost)
    own = _own_text(page)
    if _is_drawn(own) or (page.published and page.images and not files and not page.dead):
        for name in (page.title, *_headings(own)):
            if "流程" in squeeze(name):
                yield Chart(name, page)


def _names_a_chart(label: str, page: Page) -> bool:
    """Whether a file's label says more than its page: 附件1 and a bare file name do not."""
    text = unnumbered(re.sub(r"\.\w{2,4}$", "", label))
    speaks = re.search("[一-龥]{3}", text) is not None and text not in ("流程图", "下载", "点击下载", "附件下载")
    return speaks or squeeze(label) == squeeze(page.title)


def _headings(text: str) -> Iterator[str]:
    """Lines that name a chart."""
    for line in text.splitlines():
        words = squeeze(line)
        if (
            4 < len(words) < 60
            and re.search(r"流程图?(?:[((].*[))])?$", words)
            and not re.search("[>〉:]|附件|见", words)
        ):
            yield line.strip()


_ARROW = re.compile("[→↓⇒⇓➔▼►]|-{1,3}>|—+>")
_STEPS = ("申请", "受理", "审查", "审核", "决定", "立案", "调查", "告知", "送达", "办结", "归档", "执行")


def _is_drawn(text: str) -> bool:
    """Whether a text draws a chart: by its arrows, or by naming at least four steps."""
    return len(_ARROW.findall(text)) >= 2 or sum(step in text for step in _STEPS) >= 4


def _own_text(page: Page) -> str:
    """The lines of a page that are neither links to other pages nor its breadcrumb."""
    linked = {squeeze(link.text) for link in page.links if len(squeeze(link.text)) > 3}
    lines = (line for line in page.text.splitlines() if "位置" not in line[:12])
    return "\n".join(line for line in lines if not any(text in squeeze(line) for text in linked))


def bare(name: str) -> str:
    """A name without numbering, quotation marks, brackets about time limits, and the words for a chart."""
    text = re.sub(r"\.(?:docx?|pdf|xlsx?|jpe?g|png|gif|rar|zip|wps)$", "", name.strip(), flags=re.IGNORECASE)
    return _CHART.sub("", unnumbered(text)).strip("-—_:、,。")


def is_class(name: str) -> str:
    """The class of power that a bare name stands for as a whole, or ""."""
    text = re.sub("流程.*$", "", unnumbered(name))
    return next((kind for kind in CLASSES if re.fullmatch(_CLASS.format(kind=kind), text)), "")


def is_same(item: Item, chart: str) -> bool:
    """Whether a chart's name is an item's name, or contains it, or is all but the same."""
    own, other = bare(item.name), bare(chart)
    if not own or not other:
        return False
    if own == other or (item.code and item.code in chart):
        return True
    if (own in other or other in own) and min(len(own), len(other)) >= 4:
        return len(min(own, other, key=len)) * 10 >= len(max(own, other, key=len)) * 6
    return SequenceMatcher(None, own, other).ratio() >= SIMILAR


def is_office_work(name: str) -> bool:
    """Whether a chart is about the office's own work and no power over others."""
    return _OFFICE.search(squeeze(name)) is not None


def covered_by_class(item: Item, names: Iterable[str]) -> bool:
    """Whether a chart for a whole class of power serves an item of that class."""
    return bool(item.kind) and any(kind and kind in item.kind for kind in map(is_class, names))


def steps_of(document: Document) -> list[str]:
    """The steps that a chart shows: words with a frame around them, else all boxes, else the steps that its text names."""
    boxes = document.reading.boxes
    framed = [box.text for box in boxes if box.framed] or [box.text for box in boxes]
    return framed or [step for step in _STEPS if step in document.text]


def shows_steps(document: Document) -> bool:
    """Whether a picture is surely a chart: it has several framed words, or names several steps."""
    sure = [box for box in document.reading.boxes if Decimal(box.confidence or 1) >= SURE]
    named = sum(any(step in box.text for box in sure) for step in _STEPS)
    return max(named, sum(box.framed for box in sure)) >= FEWEST_STEPS


def facts(document: Document) -> dict[str, object] | None:
    """The facts of contracts.md for a chart: its item, its steps in their order, and how they were read."""
    name = next((line for line in (document.title, *_headings(document.text)) if "流程" in squeeze(line)), "")
    if not name:
        return None
    steps = steps_of(document)
    return {"item": bare(name) or name, "nodes": steps, "read_by": document.reading.read_by if steps else None}
