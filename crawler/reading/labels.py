"""What a page says of itself in words: 索引号, 发布机构, 发布日期, 成文日期 and their kin.

The labels are those of 国办发〔2017〕47号 and of catalogue pages seen in many cities; they are written with
spaces inside (索 引 号), with the value in the same cell or in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from crawler.reading import dates

PUBLISHED = (
    "发布日期 发布时间 信息发布日期 信息发布时间 公开日期 公开时间 上载日期 上载时间 上传日期 上传时间 发表日期 发表时间 公布日期 "
    "公布时间 发稿时间 发稿日期 发布于 上网时间 上网日期 日期发布"
).split()
PERHAPS_PUBLISHED = "更新时间 更新日期 录入时间 录入日期 添加时间 添加日期 提交时间 时间 日期".split()
ISSUERS = (
    "发布机构 发布机关 发布单位 发布部门 公开机构 公开单位 公开部门 公开责任部门 信息公开单位 发文机关 发文机构 发文单位 发文部门 "
    "信息来源 责任部门 供稿单位 信息提供单位 提供单位 文章来源 稿件来源 来源 来源于 出处"
).split()
TITLES = "标题 名称 信息名称 文件名称 文件标题 信息标题".split()
OTHERS = (
    "索引号 索取号 信息索取号 信息索引号 监督索引号 主题分类 组配分类 信息分类 分类 公文种类 主题导航 公开目录 所属目录 所属栏目 "
    "体裁分类 服务对象分类 文种 成文日期 成文时间 生成日期 生成时间 发文日期 发文时间 印发日期 签发日期 发文字号 发布文号 文号 "
    "文件编号 编号 主题词 关键词 关键字 内容概述 信息内容概述 有效性 是否有效 有效期 生效时间 生效日期 实施日期 废止时间 "
    "废止日期 失效日期 失效时间 "
    "公开方式 公开时限 公开范围 公开形式 公开类别 公开属性 政策咨询机关 政策咨询电话 信息类别 统一编号 统一登记号 责任编辑 编辑 作者 审核"
).split()
# They only end the value before them.
NOISE = (
    "浏览次数 浏览量 浏览 点击数 点击次数 点击率 点击量 点击 阅读次数 阅读量 阅读 访问量 访问次数 字体 字号 字体大小 视力保护色 "
    "打印 分享 分享到 人气 次数 查看次数"
).split()
# Two of them make a table one of metadata; 名称 and 编号 head the columns of many other tables.
CATALOGUE = frozenset(
    "索引号 信息索取号 信息索引号 监督索引号 发文机关 发布机构 发文字号 文号 主题分类 组配分类 发布日期 公开日期 成文日期 生成日期 "
    "发文日期 信息来源 名称".split()
)
KNOWN = frozenset([*PUBLISHED, *PERHAPS_PUBLISHED, *ISSUERS, *TITLES, *OTHERS])
NOTHING = frozenset(
    ["", "无", "暂无", "-", "--", "—", "/", "null", "NULL", "空", "未知", "本站", "本站原创", "本网", "原创", "不详"]
)
LONGEST_LINE = 600
LONGEST_VALUE = 300
SPACES = re.compile(r"[\s\u3000]+")
OPENING = dict(zip("]】)）>》”", "[【(（<《“", strict=True))
EDGE = ' \t\u3000:：;；,，|│[]【】()（）<>《》"“”'


def trimmed(value: str) -> str:
    """A value without what divides it from its neighbours; a closing bracket stays where its opening one is inside."""
    value = value.strip(" \t\u3000:：;；,，|│").lstrip(EDGE)
    while value and value[-1] in EDGE and value.count(value[-1]) > value.count(OPENING.get(value[-1], "")):
        value = value[:-1]
    return value


def _pattern() -> re.Pattern[str]:
    """Long labels may follow other words directly, as at the end of a list's lines; short ones (来源) may not."""
    words = sorted({*KNOWN, *NOISE}, key=lambda word: (-len(word), word))
    long, short = (
        "|".join(r"[ \t\u3000]*".join(word) for word in words if (len(word) > 3) is wanted) for wanted in (True, False)
    )
    return re.compile(
        rf"[\[【(（]?({long}|(?<![\u4e00-\u9fff])(?:{short}))[ \t\u3000]*(?:[】\])）][ \t\u3000]*[:：]?|[:：])"
    )


LABEL = _pattern()
Pair = tuple[str, str]


def squeeze(text: str) -> str:
    """The text without any white space."""
    return SPACES.sub("", text)


def in_line(line: str) -> list[Pair]:
    """The label-value pairs of one line of text, empty values included."""
    if len(line) > LONGEST_LINE or not any(mark in line for mark in ":：】]"):
        return []
    marks = list(LABEL.finditer(line))
    ends = [*(mark.start() for mark in marks[1:]), len(line)][: len(marks)]
    pairs = [(squeeze(mark[1]), trimmed(line[mark.end() : end])) for mark, end in zip(marks, ends, strict=True)]
    return [(label, value) for label, value in pairs if label in KNOWN and len(value) <= LONGEST_VALUE]


def in_rows(rows: Iterable[Sequence[str]]) -> list[Pair]:
    """The label-value pairs of a table whose labels stand left of their values, or in one cell with them."""
    beside: list[Pair] = []
    inside: list[Pair] = []
    for row in rows:
        for cell, after in zip(row, [*row[1:], ""], strict=True):
            label = squeeze(cell).strip(EDGE)
            if label in KNOWN and squeeze(after).strip(EDGE) not in KNOWN and after != cell:
                beside.append((label, trimmed(after)[:LONGEST_VALUE]))
            else:
                inside += in_line(cell)
    if len({label for label, _ in beside} & CATALOGUE) < 2:
        beside = [(label, value) for label, value in beside if label in PUBLISHED and dates.find(value)]
    return beside + inside


def unique(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Pairs with a value, each once, in order."""
    return tuple(dict.fromkeys((label, value) for label, value in pairs if value not in NOTHING))


def published(pairs: Sequence[Pair], labels: Sequence[str], url: str) -> date | None:
    """The day behind one of the labels; None also when several differ, as in a list of documents."""
    found = [dates.find(value) or dates.month_and_day(value, url) for label, value in pairs if label in labels]
    days = {day for day in found if day}
    return days.pop() if len(days) == 1 else None


def issuer(pairs: Sequence[Pair]) -> str:
    """Who published, from the most official label down to 来源; "" when nobody is named or a list names many."""
    for wanted in ISSUERS:
        names = {name for label, value in pairs if label == wanted and (name := _name(value)) not in NOTHING}
        if len(names) == 1:
            return names.pop()
    return ""


def title(pairs: Sequence[Pair]) -> str:
    """The title in a table of metadata, or ""; several different ones are a list."""
    names = {value for label, value in pairs if label in TITLES and value not in NOTHING}
    return names.pop() if len(names) == 1 else ""


def _name(value: str) -> str:
    """An official name: without a day or other words that stand on the same line."""
    for _, start, _ in dates.spans(value):
        value = value[:start]
        break
    words = value.strip(EDGE).split()
    return words[0].strip(EDGE) if words and len(words[0]) <= 60 else ""
