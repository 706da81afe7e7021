"""The pages and files of a place that may say that there is nothing to publish, and the links to such that were not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crawler.snapshot import Citation, Document, Page, Snapshot, Unreached
from rules.dates import days
from rules.explanations.nil import MOST, Nil, nil_title, nils, promises, stands, withholds
from rules.phrases import squeeze
from rules.shown import lost_files, pictures, unread
from rules.sites.emptiness import NOTHING
from rules.tables import data_tables

SHORT = 500  # squeezed characters of a text that says this and hardly anything else
SIGNED = 40  # squeezed characters of a line that ends with the day of signing
LONGEST = 80  # squeezed characters of a title
_CALLED = re.compile("说明|零报告|[无未]|没有|不涉及|为零|为0|0件")
_STATES = re.compile("特此(?:说明|公[示告]|声明)|[该此本]栏目|情况说明|无此[类项]|暂无")
_NEWS = re.compile("召开|会议|培训|座谈|调研|部署|推进会|动员|宣传|走访|记者|一图|图解|圆满|顺利")
_CONTENTS = re.compile(  # what else is called an explanation: of figures, of forms, of drafts, of what somebody complained of
    "增减|变[动化]|差异|绩效|编制|填[报表]|口径|名词|使用|操作|起草|修订|解读|整改|反映|举报|投诉|信访|网[民友]|媒体|舆情"
    "|(?:清单|目录|项目).{0,8}调整|申请|答复|评估|考核|自查"
)
_MONEY = re.compile("预算|决算|三公|收支")  # where most explanations are contents
_FIGURES = re.compile(r"\d(?:万?元|%)|增[加长]|减少|下降|持平|政府性基金|国有资本|因公出国|接待费|公务用车")
_NOTHING_MORE = 120  # squeezed characters of a page that says 无 and hardly anything else
_DAY_LAST = re.compile(r"(?:月\d{1,2}日?|20\d\d[-/.]\d{1,2}[-/.]\d{1,2})[)]?$")
_FURNITURE = re.compile(
    "位置:|^首页>|版权所有|(?:主办|承办|协办)(?:单位)?:|技术支持|备案号|ICP备|公网安备|标识码|浏览[次量:]|点击数|字[号体]:|^打印|^关闭|分享"
    "|^(?:索引号|文号|主题词?|信息分类|来源|作者|编辑|发[布文](?:机构|日期|时间|单位)|(?:成文|生成|公开)日期)[^:]{0,6}:"
)
_NEWS_COLUMN = re.compile("动态|要闻|新闻|资讯|快讯")
_OTHERS = re.compile("(?:有限|股份)?公司(?!法)|集团|同志|当事人|无违法|无犯罪|守法|证明$|合规证")


@dataclass(frozen=True)
class Statement:
    """One page or file that may be such an explanation; `at` is the page that holds it, or the link to it that led nowhere."""

    title: str
    columns: tuple[str, ...]
    at: Page | Unreached
    document: Document | None = None
    is_common: bool = False

    @cached_property
    def text(self) -> str:
        """Its own words, line by line."""
        if isinstance(self.document, Page):
            links = {squeeze(link.text) for link in self.document.links}
            own = [line for line in _lines(self.document) if line not in links and line != self.title]
            return "\n".join((*own, *(line for each in self.document.documents for line in _lines(each))))
        return "\n".join(_lines(self.document)) if self.document else ""

    @cached_property
    def title_nil(self) -> Nil | None:
        """What its title says that there was none of."""
        return nil_title(self.title)

    @cached_property
    def nils(self) -> tuple[Nil, ...]:
        """All that it says that there was none of."""
        return (*((self.title_nil,) if self.title_nil else ()), *self.text_nils)

    @cached_property
    def text_nils(self) -> tuple[Nil, ...]:
        """What its sentences say that there was none of."""
        return tuple(nils(self.text))

    @cached_property
    def is_other(self) -> bool:
        """Whether it is news, explains something else than that there is nothing, or only mentions that in passing."""
        if _NEWS.search(self.title) or (_OTHERS.search(self.title) and not _STATES.search(self.title)):
            return True
        if self._is_of_system:
            return True
        is_long = len(squeeze(self.text)) > SHORT
        if self.title_nil is not None:
            return "说明" not in self.title and (
                is_long or _NEWS_COLUMN.search(squeeze(">".join(self.columns))) is not None
            )
        is_figures = self.is_of_money and _FIGURES.search(squeeze(self.text)) is not None
        return is_long or is_figures or _CONTENTS.search(self.title) is not None or self._shows_data

    @property
    def is_of_money(self) -> bool:
        """Whether it is called as explanations of figures are, and not by there being none."""
        return self.title_nil is None and _MONEY.search(self.title) is not None

    @property
    def _is_of_system(self) -> bool:
        """Whether only the content system says that its list is empty: nobody posted that."""
        if "说明" in self.title or self.title_nil is not None or self.day is not None:
            return False
        return bool(self.text_nils) and all(NOTHING.fullmatch(nil.sentence) for nil in self.text_nils)

    @property
    def _shows_data(self) -> bool:
        return self.document is not None and any(len(table.rows) > 2 for table in data_tables(self.document))

    @cached_property
    def promises(self) -> bool:
        """Whether it puts its reader off."""
        return promises(f"{self.title}\n{self.text}")

    @cached_property
    def stands(self) -> bool:
        """Whether it says for all time what it means that nothing stands there."""
        return stands(self.text)

    @cached_property
    def withholds(self) -> bool:
        """Whether it says that there is something that is not shown here."""
        return withholds(f"{self.title}\n{self.text}")

    @cached_property
    def is_unread(self) -> bool:
        """Whether it could not be read, or not all of it."""
        if self.document is None:
            return True
        if isinstance(self.document, Page):
            page = self.document
            return bool(unread(page) or lost_files(page) or pictures(page))
        return not self.document.text.strip()

    @cached_property
    def day(self) -> date | None:
        """When it was published, else signed, as far as it says so."""
        for each in (self.document, self.at):
            told = each.published or each.reading.written if isinstance(each, Document) else None
            if told is not None:
                return told
        lines = self.document.text.splitlines() if self.document is not None else []
        ends = (days(line, 1) for each in lines if len(line := squeeze(each)) <= SIGNED and _DAY_LAST.search(line))
        return max((day for found in ends for day in found if day.year > 1), default=None)

    def cite(self) -> Citation:
        """A citation of what it says."""
        if self.document is None:
            return self.at.cite()
        lines = [line.strip() for line in self.document.text.splitlines()]
        said = next((line for line in lines if squeeze(line) != self.title and any(nils(squeeze(line)))), "")
        return self.document.cite(said or self.document.title)


def _lines(document: Document) -> Iterator[str]:
    lines = (line for each in document.text[:MOST].splitlines() if (line := squeeze(each)))
    return (line for line in lines if not (len(line) <= SIGNED * 2 and _FURNITURE.search(line)))


def statements(site: Snapshot) -> tuple[Statement, ...]:
    """All of a place that may be such explanations of whatever matter."""
    found = [each for page in site.pages for each in _of(page, is_common=False)]
    found += [each for page in site.commons for each in _of(page, is_common=True)]
    return (*found, *_lost(site))


def _of(page: Page, *, is_common: bool) -> Iterator[Statement]:
    title = squeeze(page.title)
    if _may_be(title, page):
        yield Statement(title, page.columns, page, page, is_common=is_common)
    for document in page.documents:
        named = squeeze(document.label or document.title)
        if named != title and _may_be(named, document):
            yield Statement(named, (*page.columns, page.title), page, document, is_common=is_common)


def _may_be(title: str, document: Document) -> bool:
    if len(title) <= LONGEST and _CALLED.search(title):
        return True
    if len(document.text) > SHORT * 4:
        return False
    text = squeeze(document.text)
    return _STATES.search(text) is not None or (len(text) <= _NOTHING_MORE and _CALLED.search(text) is not None)


def _lost(site: Snapshot) -> Iterator[Statement]:
    for lost in site.unreached:
        title = squeeze(lost.label)
        if not lost.reason.proves_absence and len(title) <= LONGEST and _CALLED.search(title):
            yield Statement(title, lost.columns, lost)
