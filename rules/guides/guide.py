"""Guides: what a page and its files say, element by element, of the items whose applicants they guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from crawler.snapshot import Document, Page, Snapshot
from rules.guides.grouping import FEWEST, groups
from rules.guides.sections import Part, parts_of, unknown_labels
from rules.guides.tabled import table_guides
from rules.guides.wording import CORE, roles_of
from rules.phrases import squeeze, unnumbered
from rules.topics import NEWS_COLUMN, is_mention, speaks_of

MOST_NAMES, LONGEST_NAME = 20, 60  # names of one guide; characters of a name
_ABOUT_PAGE = re.compile(
    "来源:|(?:发布|发表|成文|归档)(?:时间|日期|机构)|浏览|点击|作者:|字体|索引号|编辑:|^(?:一|二|三)?、"
)
_OF_PAGE = re.compile(
    "[【\\[(]?(?:信息|文章|稿件)?(?:发布|发表|发文|公布|公开|更新|修改|录入|上传|添加|成文|生成)(?:时间|日期)"
)
GUIDING = re.compile(
    r"(?:办事|服务|办理|审批|许可|申办|申请|申报|办证|办件|登记|备案|核准|操作|工作|便民|业务|受理|发证)(?:事项)?(?:指南|须知|指引|手册|一次性告知(?:书|单)?|告知单|明白[卡纸])"
    r"|一次性告知|指南$|怎[么样]办|如何办理"
)
_NEVER = re.compile(
    "公开指南|公开目录|申请公开|依申请|解读|问答|访谈|(?:编制|编写)(?:规范|指引|说明)|标准化指引|大厅(?:引导|导引|导视|指南|楼层)|楼层|使用(?:指南|手册)|操作手册"
)
_OTHER = re.compile("招生|招聘|招考|报考|报名|考试|填报|旅游|防护|避险|投标|招标")
_STRONG = re.compile("(?:办事|服务|办理|审批|许可|申办|办证)(?:事项)?(?:指南|须知)|一次性告知")
_NOTICE = re.compile(
    "^关于|^印发|(?:通知|公告|通报|公示|决定|办法|意见|方案|细则|规定|条例|报告|总结|规划|计划|要点)(?:[(].*[)])?$|新闻|我[市县区局]"
)
_TOLD = re.compile("编制|出台|推出|上线|发布|印发|更新|" + _NOTICE.pattern)
_CHART = re.compile(r"流程(?:示意)?图(?:[(][^()]*[)])*$")  # of a page in a column of guides that only shows a chart
_HOLDS = re.compile(r"(?:材料|资料|要件|文件|证件|手续|指南|须知)")


@dataclass(frozen=True)
class Guide:
    """One guide: the names that it goes by, the text in which it stands, and its parts.

    `page` is the page that it stands on or hangs on. `is_alone` says that the text holds no other guide.
    """

    names: tuple[str, ...]
    source: Document
    page: Page
    parts: tuple[Part, ...]
    is_alone: bool = True

    @property
    def roles(self) -> set[str]:
        """The roles of its headings, whether or not something stands under them."""
        return {role for part in self.parts for role in part.roles}

    @property
    def is_whole(self) -> bool:
        """Whether it has enough of the headings that tell a guide, so that one it lacks is not only not recognised."""
        return len(self.roles & set(CORE)) >= FEWEST

    @cached_property
    def text(self) -> str:
        """All that is said in it, squeezed."""
        if self.is_alone:
            return squeeze(self.source.text)
        return squeeze("\n".join(f"{part.heading}:{part.content}" for part in self.parts))

    @cached_property
    def unknown_labels(self) -> set[str]:
        """What looks like a heading in its text and is none that is known, nor tells of the page."""
        text = self.source.text if self.is_alone else "\n".join(part.content for part in self.parts)
        return {label for label in unknown_labels(text) if not _OF_PAGE.fullmatch(label)}

    @property
    def name(self) -> str:
        """What it is called in findings."""
        return self.names[0] if self.names else self.source.title

    def under(self, role: str) -> list[Part]:
        """The parts with a role."""
        return [part for part in self.parts if role in part.roles]


def guides(site: Snapshot) -> list[Guide]:
    """Every guide of a place, in the order of its pages."""
    return [guide for page in site.pages for guide in guides_of(page)]


def guides_of(page: Page) -> Iterator[Guide]:
    """The guides of a page and its files; none where the page tells of something else."""
    title = squeeze(page.title)
    if _NEVER.search(title) or (_OTHER.search(title) and not _STRONG.search(title)):
        return
    titled = is_titled(page)
    own = list(_guides_in(page, page, titled))
    hung = [guide for file in page.documents if _is_text(file) for guide in _guides_in(file, page, titled)]
    if _is_index(page) or (_CHART.search(title) and not GUIDING.search(title)):
        yield from (guide for guide in own + hung if guide.is_whole)
        return
    if own or hung or not titled:
        yield from own + hung
        return
    if called(page.title) and not _is_news(page):
        yield Guide((called(page.title),), page, page, ())


def is_titled(page: Page) -> bool:
    """Whether a page calls itself a guide, or stands in a column of guides."""
    title = squeeze(page.title)
    columned = any(GUIDING.search(squeeze(column)) and not _OTHER.search(squeeze(column)) for column in page.columns)
    return GUIDING.search(title) is not None or speaks_of(page, "service-guide") or columned


def _is_text(file: Document) -> bool:
    return not file.reading.media_type.startswith("image/")


def _guides_in(source: Document, page: Page, titled: bool) -> Iterator[Guide]:
    """The guides in one text: those of its tables first, then those of its lines."""
    if not _HOLDS.search(source.text) and not titled:
        return
    tabled, cells = table_guides(source)
    for name, parts in tabled:
        yield Guide((name,), source, page, tuple(parts), is_alone=False)
    blank = _blank_rows(source)
    lines = (
        f"{line}\t" if squeeze(line) in blank else line for line in source.text.splitlines() if not _is_of(line, cells)
    )
    found = groups(parts_of("\n".join(lines)))
    kept = [group for group in found if _is_guide(group, source, titled, bool(tabled))]
    for group in kept:
        alone = len(kept) == 1 and not tabled
        yield Guide(_names(group, source, page, alone), source, page, tuple(group), alone)


def _blank_rows(source: Document) -> set[str]:
    """The first cells of rows that hold nothing else, which in the text look like any line."""
    rows = (row for table in source.tables for row in table.rows if len(row) > 1)
    return {squeeze(row[0]) for row in rows if row[0].strip() and not any(cell.strip() for cell in row[1:])}


def _is_of(line: str, cells: set[str]) -> bool:
    """Whether a line of text is a row of a table that has been read."""
    return bool(cells) and "\t" in line and all(squeeze(cell) in cells for cell in line.split("\t") if cell.strip())


def _is_guide(group: list[Part], source: Document, titled: bool, beside: bool) -> bool:
    """Whether parts are those of a guide: it calls itself one, or asks for materials and says at least two things more."""
    core = {role for part in group for role in part.roles} & set(CORE)
    named = GUIDING.search(squeeze(source.title)) is not None or GUIDING.search(squeeze(source.label)) is not None
    if named or (titled and not isinstance(source, Page)):
        return len(core) >= (FEWEST if beside or not named else 1)
    if titled:
        return len(core) >= 1 and not beside
    title = squeeze(source.title)
    notice = _NOTICE.search(title) is not None or is_mention(title)
    return len(core) >= FEWEST and "materials" in core and not notice and not beside


def _names(group: list[Part], source: Document, page: Page, alone: bool) -> tuple[str, ...]:
    """The names of a guide: of the item that it states, of the line above it, and of the text when it stands alone there."""
    said = [_stated(line) for part in group if "name" in part.roles for line in part.content.splitlines()[:2]]
    above = [group[0].before] if group and group[0].before else []
    titles = [source.label, source.title, page.title] if alone else []
    unheaded = (title for title in (*above, *titles) if not roles_of(unnumbered(title).partition(":")[0]))
    names = (called(name) for name in (*said, *unheaded))
    return tuple(dict.fromkeys(name for name in names if _is_name(name)))[:MOST_NAMES]


def _stated(line: str) -> str:
    """What a line under 事项名称 states, without a label of its own (子项名称：…)."""
    label, colon, rest = unnumbered(line).partition(":")
    return rest if colon and roles_of(label) else line


def _is_name(text: str) -> bool:
    """Whether words may name an item: not a code, nor a line about the page."""
    return 1 < len(text) <= LONGEST_NAME and re.search("[一-龥]{2}", text) is not None and not _ABOUT_PAGE.search(text)


_LETTERS = re.compile("意见箱|信箱|留言|来信|信件|投诉")
_SUFFIX = re.compile(
    r"(?:[(][^()]{0,12}[)])?(?:的)?(?:行政)?(?:办事|服务|办理|审批|许可事项|申办|申请|办证|操作|工作|业务|受理|便民)?(?:事项)?(?:流程|程序)?(?:指南|须知|指引|手册|一次性告知[书单]?|告知单|明白[卡纸]|怎么办|如何办理|流程|程序)$"
)


def called(title: str) -> str:
    """The name in a title: squeezed, without its number, a file's ending, and the words for a guide."""
    text = re.sub(r"\.(?:docx?|pdf|xlsx?|wps|rar|zip|html?)$", "", unnumbered(title), flags=re.IGNORECASE)
    text = re.sub(r"^(?:如何办理|怎[么样]办理?|办理)(?=.{3})|^[A-Z]?\d{3,}[:：]", "", text)
    shorter = _SUFFIX.sub("", text).strip("-—_:、,。")
    return "" if re.fullmatch("附件.{0,3}|下载|点击下载|(?:办事|服务|办理)?", shorter) else shorter


def _is_index(page: Page) -> bool:
    """Whether a page only leads to others."""
    return page.published is None and len(page.links) >= 5 and len(squeeze(page.text)) < len(page.links) * 60


def _is_news(page: Page) -> bool:
    title, path = squeeze(page.title), squeeze(">".join(page.columns))
    return is_mention(title) or bool(NEWS_COLUMN.search(path) or _LETTERS.search(path) or _TOLD.search(title))
