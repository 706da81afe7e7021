"""What a single line of a page is: a breadcrumb, the line of date and source, an item of a list, a clock."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.reading import limits
from crawler.reading.pages import labels
from crawler.reading.pages.flow import Flow
from crawler.reading.text import dates

PLACE = re.compile(
    r"(?:您?(?:现在|当前|目前)?(?:所在|的|所处)*(?:的)?位置|当前栏目|当前页面)(?:是|为)?\s*(?:[:：>＞»]|(?=首页)|$)"
)
TRAIL_HOME = re.compile(r"^(?:网站|返回)?(?:首\s?页|主\s?页|Home)\s*(?:>|＞|»|›|→|-+>|::|/|\\|-)")
# What is looked for anywhere in a line begins with one of few characters, branch by branch: so it is found ten times as fast.
INFO = re.compile(
    r"发(?:布|表|稿)(?:日期|时间|于)|公[布开](?:日期|时间|于)|更新(?:日期|时间|于)|上[载传](?:日期|时间|于)|录入(?:日期|时间|于)|"
    r"添加(?:日期|时间|于)|刊登(?:日期|时间|于)|来\s*源\s*[:：]|浏览(?:(?:次数|量)?\s*[:：]|\s?\d)|点击(?:(?:数|次数|率|量)?\s*[:：]|\s?\d)|"
    r"阅读(?:(?:次数|量)?\s*[:：]|\s?\d)|访问量\s*[:：]|字[体号]|作\s*者\s*[:：]|\|\s?(?:19|20)\d\d[-/.年]\d|｜\s?(?:19|20)\d\d[-/.年]\d"
)
INFO_BEGUN = re.compile(
    r"\W*(?:时间|日期)\s*[:：]|(?:Updated|Date|Published|Source)\s*:|"
    r"\W{0,3}(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d[^|｜]{0,20}[|｜]"
)
FOOT = re.compile(
    r"版权所有|主办单位?[:：]|承办单位?[:：]|I[Cc][Pp]备|i[Cc][Pp]备|公网安备|网站标识码|技术支持[:：]|建议使用\S{0,6}分辨率|最佳浏览|"
    r"All [Rr]ights [Rr]eserved|all [Rr]ights [Rr]eserved"
)
CLOCK = re.compile(r"今天|今日|农历|现在是|现在时间|当前时间|当前日期")
INFO_LENGTH = 250
PARAGRAPH = 15  # characters; a longer line after a date is the text that the date stands above
BARE_DATE = 40  # characters of a line that says little else than its date
BARE_REST_LENGTH = 3
BARE_REST = re.compile(r"[\s\d:：\[\]【】|/-]|时间|日期|星期[一二三四五六日天]|上午|下午|T")
HINT = re.compile(r"19\d\d|20\d\d|年|1９|2９|２０")  # without one of these a line holds no day
ASIDE = re.compile(r"^\s*[（(].*[)）]\s*$")


def is_place(line: str) -> bool:
    """Whether a line is a breadcrumb."""
    return bool(place(line) or TRAIL_HOME.match(line))


def place(line: str) -> re.Match[str] | None:
    """The words 当前位置 or their like."""
    return PLACE.search(line) if "位置" in line or "当前" in line else None


def is_item(page: Flow, index: int) -> bool:
    """Whether a line is one of a list, or stands under the link of one as its date does."""
    if index >= len(page.items):
        return False
    if page.items[index]:
        return not (INFO_BEGUN.match(page.lines[index]) or INFO.match(page.lines[index]))
    return index in page.under


def is_info(page: Flow, index: int) -> bool:
    """Whether a line is the one of date and source under a title: it has their words, or is a bare date."""
    line = page.lines[index]
    if len(line) > INFO_LENGTH or page.items[index] or CLOCK.search(line):
        return False
    return has_info(line) or is_bare_date(line)


def has_info(line: str) -> bool:
    """Whether a line has the words of one of date and source."""
    return info_at(line) >= 0


def info_at(line: str) -> int:
    """Where in a line the words of date and source begin, or -1."""
    if INFO_BEGUN.match(line):
        return 0
    found = INFO.search(line)
    return found.start() if found else -1


def first_info(page: Flow) -> int:
    """The first line of date and source, or -1."""
    return next((index for index in range(min(len(page.lines), limits.PAGE_HEAD)) if heads_text(page, index)), -1)


def heads_text(page: Flow, index: int) -> bool:
    """Whether a line is one of date and source that an article stands under. A bare date without text after it is a signature."""
    if not is_info(page, index) or is_item(page, index) or FOOT.search(page.lines[index]):
        return False
    if index and (page.lines[index - 1].endswith("。") or is_bare_date(page.lines[index - 1])):
        return False
    return has_info(page.lines[index]) or _goes_on(page, index)


def _goes_on(page: Flow, index: int) -> bool:
    return any(
        len(line) > PARAGRAPH and not FOOT.search(line) and not has_info(line)
        for line in page.lines[index + 1 : index + 4]
    )


def is_bare_date(line: str) -> bool:
    """Whether a line is one date and hardly anything else; a date in round brackets belongs to a title, 2013 to a year."""
    if len(line) > BARE_DATE or not HINT.search(line) or ASIDE.match(line):
        return False
    found = list(dates.spans(line))
    if len(found) != 1:
        return False
    _, start, end = found[0]
    if _is_otherwise_labelled(line[:start]):
        return False
    return len(BARE_REST.sub("", line[:start] + line[end:])) <= BARE_REST_LENGTH


def is_other_date(line: str) -> bool:
    """Whether the line dates something else than the publication, as 成文日期 does."""
    if any(label in OTHER and dates.find(value) for label, value in labels.in_line(line)):
        return True
    return any(_is_otherwise_labelled(line[:start]) for _, start, _ in dates.spans(line))


def _is_otherwise_labelled(before: str) -> bool:
    """Whether what stands before a day calls it another time than that of publication: 会议时间, 报名日期."""
    label = TIME_LABEL.search(before)
    return label is not None and not labels.squeeze(label[1]).endswith(PUBLICATION)


def locate(page: Flow, text: str) -> int:
    """The first line outside links that says the text, alone or with the two lines after it; -1 when none does."""
    wanted = labels.squeeze(text)
    if not wanted:
        return -1
    for index, line in enumerate(page.lines):
        if page.linked[index] or line.lstrip(DECORATION)[:1] != wanted[0]:
            continue
        if wanted in _joined(page.lines, index, wanted):
            return index
    return -1


def _joined(lines: Sequence[str], index: int, wanted: str) -> set[str]:
    """What a line says with none, one and two of the next lines, white space left out."""
    said, found = "", set()
    for line in lines[index : index + 3]:
        said += labels.squeeze(line).strip(DECORATION)
        found.add(said)
        if not wanted.startswith(said):
            break
    return found


OTHER = frozenset((*labels.OTHERS, *labels.WRITTEN))
PUBLICATION = tuple(word for word in (*labels.PUBLISHED, *labels.PERHAPS_PUBLISHED) if word not in ("时间", "日期"))
TIME_LABEL = re.compile(r"([\u4e00-\u9fff]{1,8}(?:时间|日期))\s{0,3}[:：]?\s{0,3}[\[(（【]?\s{0,3}$")
DECORATION = "　 \t·•※★◆■●【】"
