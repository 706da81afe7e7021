"""Letters that a site publishes: when each was asked, when it was answered, and whether it is clear that it was not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze
from rules.records import Field, Record, Records, records
from rules.shown import all_pages

BOUND = 60_000  # characters of a text that are looked at
MOST = 400  # letters of one page
LONGEST_NAME = 12  # squeezed characters of a column's name
CHANNEL = re.compile(
    "信箱|意见箱|咨询|留言|来信|写信|问政|互动交流|政民互动|公众参与|民意直通|民声|建言献策|意见(?:与|和|及)?建议|投诉建议"
)
NOT_ONE = re.compile(  # letters of complaint have laws of their own; talks and surveys are looked at elsewhere
    "信访|举报|纪检|监察|廉政|巡察|访谈|征集|调查|申请公开|公开申请|须知|指南|统计|通报|电话|招标|中介|咨询公司|咨询机构|专家咨询|咨询委员|法律咨询活动"
)
_DAY = r"((?:19|20)\d\d)[-./年] ?(\d{1,2})[-./月] ?(\d{1,2})(?!\d)"
_WHEN = "(?:时间|日期)"
_WRITTEN = tuple("来信 写信 留言 咨询 提问 提交 投诉 发信 反映 信件 发件 问题 诉求 来件 求助".split())
_REPLIED = ("回复", "答复", "回信", "办结", "办理", "处理", "反馈", "解答", "回答", "回应")
_ANY_REPLY = "|".join(_REPLIED)
_NONE = (
    "(?:(?:尚未|暂未|还未|未)(?:回复|答复|处理|办理|办结|解答)|暂无(?:回复|答复|处理|内容)?"
    "|(?:等待|待)(?:回复|答复|处理|办理|解答)|(?:正在)?(?:处理|办理|受理|转办)中)"
)
_SAYS = (
    "(?:(?:回复|答复|办理|处理|信件|办事|来信|反馈)?状态|是否(?:回复|答复)"
    "|(?:回复|答复|办理|处理|反馈|解答|回信)(?:内容|情况|结果|意见)?)"
)
_NO_ANSWER = (
    rf"(?:{_NONE}|(?:{_ANY_REPLY})(?:时间|日期|单位|部门|人|状态)|关闭|打印|返回|上一|下一|评价|满意|版权|主办)"
)
_CLOCK = r"(?: ?\d{1,2}:\d{2}(?::\d{2})?)?"
ASKED = re.compile(
    rf"(?:{'|'.join(_WRITTEN)}){_WHEN} ?:? ?(?:{_DAY})?|于 ?{_DAY}{_CLOCK} ?(?:留言|提问|发表|咨询|来信|写道)"
)
HINT = re.compile("(?:来信|写信|留言|咨询|提问)(?:时间|日期)")
SURELY_ASKED = re.compile(rf"(?:来信|写信|留言|咨询|提问){_WHEN} ?:? ?{_DAY}")
ANSWERED = re.compile(rf"(?:{_ANY_REPLY}){_WHEN} ?:? ?{_DAY}|(?:回复|答复|解答)(?:于 ?:?|[(]) ?{_DAY}")
OPEN = re.compile(rf"{_SAYS} ?[:|]? ?{_NONE}(?![\w一-龥])")
DONE = re.compile(
    "已(?:经)?(?:回复|答复|办结|办理|处理|解决|反馈)(?![\\w一-龥])|状态 ?:? ?(?:办结|完成|已)|(?:^| )答 ?: ?\\S{4,}"
    "|感谢您(?:的来信|对)|收悉|(?:答复|回复)如下|不公开|不予(?:受理|公开)|电话(?:回复|答复|联系|告知)"
    rf"|(?:{_ANY_REPLY})(?:(?:内容|情况|结果|意见|详情)(?: ?: ?| )| ?: ?)(?!{_NO_ANSWER})[一-龥\w,]{{4,}}"
)
PAIR = re.compile("(?:^| )问 ?: ?([^ ]{4,200})(?: [^ ]{1,200}){0,3}? 答 ?: ?[^ ]{4}")
ANY_DAY = re.compile(_DAY)
SAYS = re.compile(_SAYS)
ROW_DONE = re.compile("已|办结|完成|回复$|答复$")
ROW_OPEN = re.compile(_NONE)
OF_LETTERS = re.compile("信箱|意见箱|来信|留言|咨询|问政|写信")
TITLED = re.compile(r"(?:标题|主题|来信题目|问题) ?: ?([^ ]{2,60})")
CONTENT = re.compile("(?:内容|问题|诉求|留言) ?: ?([^: ]{2,30})")
NO_LETTER = re.compile("统计|通报|须知|指南|办理情况|受理情况|汇总|公告|通知|说明|办法|制度|联系方式")
FIELDS = (
    Field("title", ("标题", "主题", "题目", "内容", "问题"), ("回复", "答复")),
    Field("asked", tuple(f"{word}{end}" for word in _WRITTEN for end in ("时间", "日期"))),
    Field("answered", tuple(f"{word}{end}" for word in _REPLIED for end in ("时间", "日期"))),
    Field("state", ("状态", "是否回复", "是否答复", "办理情况", "处理情况", "回复情况"), ("时间", "日期")),
)


class State(StrEnum):
    """Whether a letter was answered, as its page says."""

    ANSWERED = "answered"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Letter:
    """A letter: the page on which it stands, what it is about, the days that are printed.

    `is_alone` on a page of its own, `in_row` where a table has a column for each day.
    """

    page: Page
    title: str
    asked: date | None
    answered: date | None
    state: State
    is_alone: bool
    in_row: bool = False

    @property
    def told(self) -> date | None:
        """The day of its answer, else that on which its page with the answer was published."""
        page = self.page
        shown = (
            page.published if self.is_alone and self.state is State.ANSWERED and page.published != self.asked else None
        )
        return self.answered or shown


def letters(site: Snapshot) -> list[Letter]:
    """The letters that a place publishes, each once: that of a page of its own before the same one in a list."""
    found = [letter for page in all_pages(site) if is_of_channel(page) for letter in _on(page)]
    alone = {squeeze(each.title) for each in found if each.is_alone}
    return [each for each in found if each.is_alone or squeeze(each.title) not in alone]


def is_of_channel(page: Page) -> bool:
    """Whether a page may hold letters: by its columns or title, or by the labels in its text."""
    columns, path = squeeze(">".join(page.columns)), squeeze(">".join((*page.columns, page.title)))
    if NOT_ONE.search(columns or path) is not None or NO_LETTER.search(squeeze(page.title)) is not None:
        return False
    if CHANNEL.search(path) is not None:
        return True
    if HINT.search(page.text[:4000]) is None:
        return False
    text = _plain(page.text[:4000])
    return SURELY_ASKED.search(text) is not None and (ANSWERED.search(text) or SAYS.search(text)) is not None


def _plain(text: str) -> str:
    """A text on one line, with plain colons and single blanks."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text[:BOUND]))


def _on(page: Page) -> Iterator[Letter]:
    listed = [each for each in records(page, FIELDS) if _is_list(each)]
    if listed:
        for each in listed:
            yield from (_of_row(page, row) for row in each.rows[:MOST])
        return
    text = _plain(page.text)
    asked = list(ASKED.finditer(text))[:MOST]
    if len({_day(match) for match in asked}) > 1:
        yield from _of_parts(page, text, [match.start() for match in asked])
    elif asked or _is_answer(page, text):
        yield _of_text(page, page.title, text, is_alone=True)
    elif len(pairs := PAIR.findall(text)) > 1:
        yield from (Letter(page, each[:60], None, None, State.ANSWERED, is_alone=False) for each in pairs[:MOST])


def _is_answer(page: Page, text: str) -> bool:
    """Whether a page without a day of asking is a letter with its answer: an article in a column of letters."""
    path, title = squeeze(page.columns[-1]) if page.columns else "", squeeze(page.title)
    if len(title) <= LONGEST_NAME and CHANNEL.search(title) is not None:
        return False
    return OF_LETTERS.search(path) is not None and DONE.search(text) is not None and _has_words(page)


def _is_list(found: Records) -> bool:
    """Whether records are the rows of a table of letters; lines of labels keep their blanks better in the whole text."""
    return (
        bool(found.rows and found.rows[0].where)
        and "title" in found.heads
        and bool(found.heads & {"asked", "answered", "state"})
        and len(found.rows) > 1
    )


def _has_words(page: Page) -> bool:
    """Whether a page is an article and neither a list nor a form."""
    return not page.reading.forms and len(squeeze(page.text)) > sum(len(squeeze(link.text)) for link in page.links) * 2


def _of_row(page: Page, row: Record) -> Letter:
    state, answered = squeeze(row.told("state")), _day(ANY_DAY.search(_plain(row.told("answered"))))
    is_open, is_done = ROW_OPEN.search(state) is not None, ROW_DONE.search(state) is not None
    found = State.OPEN if is_open else State.ANSWERED if answered or is_done else State.UNKNOWN
    asked = _day(ANY_DAY.search(_plain(row.told("asked"))))
    return Letter(page, row.told("title")[:60], asked, answered, found, is_alone=False, in_row=True)


def _of_parts(page: Page, text: str, starts: list[int]) -> Iterator[Letter]:
    """The letters of a page that holds several, each from where its day stands to the next one."""
    before, labels = 0, [label for link in page.links[:MOST] if len(label := _plain(link.text).strip()) > 1]
    for start, end in zip(starts, (*starts[1:], len(text)), strict=True):
        part = text[start:end]
        titles = TITLED.findall(text[before:start]) or _linked(text[before:start], labels) or CONTENT.findall(part)
        yield _of_text(page, titles[-1] if titles else f"{page.title} {part[:15]}", part, is_alone=False)
        before = start


def _linked(text: str, labels: list[str]) -> list[str]:
    """The words of links in a part of a text, in the order in which they stand last."""
    return sorted((label for label in labels if label in text), key=text.rfind)


def _of_text(page: Page, title: str, text: str, *, is_alone: bool) -> Letter:
    asked = _day(ASKED.search(text))
    answered = [day for match in ANSWERED.finditer(text) if (day := _day(match)) and (asked is None or day >= asked)]
    return Letter(page, title[:60], asked, min(answered, default=None), _state(text, bool(answered)), is_alone)


def _state(text: str, dated: bool) -> State:
    if dated:
        return State.ANSWERED
    is_open = OPEN.search(text) is not None
    if DONE.search(text):
        return State.UNKNOWN if is_open else State.ANSWERED
    return State.OPEN if is_open else State.UNKNOWN


def _day(match: re.Match[str] | None) -> date | None:
    """The first day in a match; None where there is none or it cannot be."""
    numbers = [int(group) for group in match.groups() if group] if match else []
    try:
        return date(*numbers[:3]) if len(numbers) >= 3 else None
    except ValueError:  # 2013-13-45 is no day
        return None
