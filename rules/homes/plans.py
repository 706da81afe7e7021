"""The plans for a year's affordable housing that a place shows: pages of their own, and passages of other plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from crawler.snapshot import Citation, Document, Page, Snapshot
from rules.dates import plain_years, year_of, years
from rules.homes.words import BEYOND, BUILT, COUNT, HOMES, NONE
from rules.ongoing.items import Item, items
from rules.phrases import squeeze
from rules.shown import all_pages, documents
from rules.tables import tables_of

TOPIC = "housing-plan"
_PLAN = re.compile("计划|任务|目标|指标|分解")
_OTHER = re.compile(
    "规划(?!计划)|报送|上报|申报|编制|做好|征求意见|申请|配租|摇号|选房|轮候|名单|资格|补贴发放|招标|中标|采购|供地|用地|供应计划|出让|资金|办法|规定|细则|解读|问答|贷款|环评|征收补偿"
    "|(?:超额|提前|顺利|圆满|全面|已)完成|完成情况|进展|进度|总结|基层政务公开|标准目录|督查|考核"
)
_WORK = re.compile("工作(?:要点|计划|安排|打算|部署|报告|总结)|发展计划|实事|重点(?:工作|项目|工程)|计划执行|公报|民生")
_YEARS = re.compile(r"20\d\d年?[-至—~到](?:20)?\d\d年")
_OF_PLAN = re.compile(r"(20\d\d)年度?[^。;\n]{0,20}(?:计划|任务|目标|保障|安居|公租|棚)")
_BEHIND = re.compile("去年|上年|过去|五年来|累计|已(?:开工|建成|完成|竣工)|超额|全面完成")
_PLANNED = re.compile("(?:计划|任务|目标)[^。]{0,10}(?:套|户|开工|建成|竣工|数)|(?:套|户)数?[(]?计划")
_LONG_HEAD = 24  # squeezed characters of a head
_PASSAGE = re.compile(r"[。;；\n]")
_STOP = re.compile("[。;；]")  # lines of a file end anywhere
LONGEST = 300_000  # characters of a document that are looked at
_WHOLE = re.compile(r"(\d{1,8})(?:套|户)")
_HEAD_OF_NUMBERS = re.compile("套|户|间|任务|计划")
_HEAD_OF_KINDS = re.compile(
    _HEAD_OF_NUMBERS.pattern
    + "|^(?:公租房|公共租赁住房|廉租(?:住)?房|(?:城市)?棚(?:户区)?改造?|经济适用(?:住)?房|安置房|保障性租赁住房"
    "|(?:新)?开工(?:合计|数)?|(?:基本)?(?:竣工|建成)(?:合计|数)?)$"
)
_IN_OTHER_UNIT = re.compile("单位:[^,。]{0,6}(?:元|平方米|平米|㎡|m2|%)|[(](?:[万亿]?元|[万]?平方米|㎡|m2)[)]")
_SHORT = 400  # squeezed characters of a page that says little else than that there is no plan
_REPORTED = re.compile("召开|会议|调研|督导|督查|座谈|推进会|现场会|仪式|记者|本报|视察|听取|力争")


@dataclass(frozen=True)
class Plan:
    """What a page says of the plan of a year; `is_passage` where the page is about other things too."""

    item: Item
    is_passage: bool

    @property
    def page(self) -> Page:
        """The page."""
        return self.item.page

    @cached_property
    def year(self) -> int | None:
        """The year that title, files or text name as that of the plan, else that of publication."""
        if _YEARS.search(self.item.called):
            return None
        told = year_of(self.item.called) or next(
            filter(None, (year_of(each.title) for each in self.page.documents)), None
        )
        if told is None and not self.is_passage:
            near = [int(found) for found in _OF_PLAN.findall(plain_years(self.page.text[:3000]))]
            told = max(near or years(self.page.text[:600]), default=None)
        return told or (self.page.published.year if self.page.published else None)

    @cached_property
    def words(self) -> str:
        """What it says of homes: all that it says, or the sentences about them."""
        return "\n".join(_ahead(self.page, self.year)) if self.is_passage else self.item.words

    @property
    def is_nil(self) -> bool:
        """Whether it says that nothing is to be built in that year, and gives no number of homes beside it."""
        told = [self.item.called, *_ahead(self.page, self.year)]
        if not self.is_passage and len(self.item.words) < _SHORT:
            told += re.split("[。;]", self.item.words)
        return any(NONE.search(text) and not any(map(int, _WHOLE.findall(text))) for text in told)

    @property
    def counts(self) -> bool:
        """Whether it says how many homes, in words or in a table that has a column for them."""
        return COUNT.search(self.words) is not None or any(map(_counts_in_table, documents(self.page)))

    @property
    def is_beyond(self) -> bool:
        """Whether its title speaks of the province or the country."""
        return BEYOND.search(self.item.called) is not None

    @property
    def is_reported(self) -> bool:
        """Whether it is only news of a plan."""
        return _REPORTED.search(self.item.called) is not None

    def cite(self) -> Citation:
        """The first sentence with a number of homes, else the page."""
        told = next(_ahead(self.page, self.year), "")
        words = next((line for line in self.page.text.splitlines() if told and told in squeeze(line)), "")
        return self.page.cite(words.strip())


def plans(site: Snapshot) -> list[Plan]:
    """The plans that a place shows: pages of their own first, then passages of work plans; the newest of each first."""
    found = items(
        site, TOPIC, lambda page, title: any(tells(page, title) for tells in (_is_plan, _has_table, _has_plan))
    )
    own = [Plan(each, is_passage=False) for each in found if _is_plan(each.page, each.called)]
    seen = {plan.page.url for plan in own}
    rest = [each for each in found if each.page.url not in seen]
    tabled = [Plan(each, is_passage=False) for each in rest if _has_table(each.page, each.called)]
    seen = {plan.page.url for plan in tabled}
    inside = [Plan(each, is_passage=True) for each in rest if each.page.url not in seen]
    return [*own, *tabled, *(plan for plan in inside if plan.words)]


def mentions(site: Snapshot, year: int) -> Iterator[Page]:
    """The pages of any kind with a sentence that gives numbers of homes as the plan or the goal of a year."""
    for page in all_pages(site):
        told = year_of(squeeze(page.title)) or (page.published.year if page.published else None)
        for _, text in _sentences(page):
            if year in (years(text) or [told or 0]) and _PLAN.search(text) and not BEYOND.search(text):
                yield page
                break


def _is_plan(page: Page, title: str) -> bool:
    if _OTHER.search(title.replace("规划计划", "")):
        return False
    if HOMES.search(title) and _PLAN.search(title):
        return True
    column = squeeze(page.columns[-1]) if page.columns else ""
    is_named = (
        re.search("计划|任务", column) is not None or re.search("(?:计划|任务|目标)(?:表|书)?$", title) is not None
    )
    if not is_named or not HOMES.search(squeeze(">".join(page.columns))):
        return False
    return (
        HOMES.search(title) is not None or any(True for _ in _sentences(page)) or any(map(_tells_homes, page.documents))
    )


def _tells_homes(document: Document) -> bool:
    """Whether a file is about homes and has a table of their numbers."""
    return HOMES.search(squeeze(document.text[:3000])) is not None and _counts_in_table(document)


def _has_plan(page: Page, title: str) -> bool:
    is_work = _WORK.search(title) is not None or (HOMES.search(title) is not None and not _OTHER.search(title))
    return is_work and any(True for _ in _sentences(page))


def _has_table(page: Page, title: str) -> bool:
    """Whether a page about homes of another kind has a table that gives what was planned beside what was done."""
    if not HOMES.search(title + squeeze(">".join(page.columns))) or re.search("资金|补贴|供地|用地", title):
        return False
    heads = (
        squeeze(cell) for each in documents(page) for table in tables_of(each) for row in table.rows[:5] for cell in row
    )
    return any(len(cell) < _LONG_HEAD and _PLANNED.search(cell) for cell in heads)


def _ahead(page: Page, year: int | None) -> Iterator[str]:
    """The sentences about homes to be built that speak of a year, or of none: what was done before is left out."""
    for _, text in _sentences(page):
        told = years(text)
        if not _BEHIND.search(text) and (not told or year in told or year is None):
            yield text


def _sentences(page: Page) -> Iterator[tuple[Document, str]]:
    """The squeezed sentences that say how many homes are to be built, or that none are."""
    for document in documents(page):
        text = document.text[:LONGEST]
        if not HOMES.search(text):
            continue
        for part in (_PASSAGE if document is page else _STOP).split(text):
            said = squeeze(part[:600])
            if HOMES.search(said) and (NONE.search(said) or (BUILT.search(said) and COUNT.search(said))):
                yield document, said


def _counts_in_table(document: Document) -> bool:
    """Whether a table has a head that asks for numbers of homes, or of kinds of them and in no other unit, and numbers below it."""
    asks = _HEAD_OF_NUMBERS if _IN_OTHER_UNIT.search(squeeze(document.text)) else _HEAD_OF_KINDS
    for table in tables_of(document):
        for number, row in enumerate(table.rows[:6]):
            heads = [n for n, cell in enumerate(row) if asks.search(squeeze(cell))]
            below = [each[n] for each in table.rows[number + 1 :] for n in heads if n < len(each)]
            if any(re.fullmatch(r"[\d,.]+", squeeze(cell)) for cell in below):
                return True
    return False
