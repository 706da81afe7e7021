"""What a page says of itself in words: 索引号, 发布机构, 发布日期, 成文日期 and their kin.

The labels are those of 国办发〔2017〕47号 and of catalogue pages seen in many cities; they are written with
spaces inside (索 引 号), with the value in the same cell or in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from crawler.reading.text import dates

PUBLISHED = (
    "发布日期 发布时间 信息发布日期 信息发布时间 公开日期 公开时间 上载日期 上载时间 上传日期 上传时间 发表日期 发表时间 公布日期 "
    "公布时间 发稿时间 发稿日期 发布于 发表于 上网时间 上网日期 日期发布 刊登日期 刊登时间 首次发布时间 挂网时间"
).split()
PERHAPS_PUBLISHED = (
    "更新时间 更新日期 录入时间 录入日期 添加时间 添加日期 提交时间 时间 日期 Date Published Posted Updated"
).split()
# The day of signing; in catalogues without 成文日期 the days of making and of issuing stand for it, in this order.
WRITTEN = (
    "成文日期 成文时间 签发日期 签发时间 生成日期 生成时间 信息生成日期 制发日期 发文日期 发文时间 印发日期 印发时间"
).split()
ISSUERS = (
    "发布机构 发布机关 发布单位 发布部门 信息发布机构 信息发布单位 公开机构 公开单位 公开部门 公开主体 公开责任部门 公开责任单位 "
    "信息公开单位 发文机关 发文机构 发文单位 发文部门 制发机关 信息来源 信息来源单位 责任部门 发布科室 供稿单位 供稿部门 "
    "信息提供单位 提供单位 文章来源 稿件来源 来源单位 来源 来源于 稿源 供稿 出处 Source"
).split()
TITLES = "标题 名称 信息名称 文件名称 文件标题 信息标题 文章标题 信件标题 来信标题 信件主题 来信主题 留言标题".split()
OTHERS = (
    "索引号 索取号 信息索取号 信息索引号 监督索引号 主题分类 组配分类 信息分类 分类 公文种类 主题导航 公开目录 所属目录 所属栏目 "
    "体裁分类 服务对象分类 文种 发文字号 发布文号 文号 "
    "文件编号 编号 主题词 关键词 关键字 内容概述 信息内容概述 有效性 是否有效 有效期 生效时间 生效日期 实施日期 施行日期 废止时间 "
    "废止日期 失效日期 失效时间 截止日期 截止时间 "
    "公开方式 公开时限 公开范围 公开形式 公开类别 公开属性 政策咨询机关 政策咨询电话 信息类别 统一编号 统一登记号 责任编辑 编辑 作者 审核 "
    "来信时间 来信日期 来信人 来信内容 留言时间 留言人 提问时间 受理时间 受理单位 办理时间 办理单位 回复时间 回复日期 回复单位 回复部门 "
    "回复内容 答复时间 答复日期 答复单位 答复部门 信件编号 信件类型"
).split()
# They only end the value before them.
NOISE = (
    "浏览次数 浏览量 浏览 点击数 点击次数 点击率 点击量 点击 阅读次数 阅读量 阅读 访问量 访问次数 字体 字号 字体大小 视力保护色 "
    "打印 分享 分享到 人气 次数 查看次数 发布人 发布者 录入员 录入者 摄影 记者 通讯员 责编"
).split()
# Two of them make a table one of metadata; 名称 and 编号 head the columns of many other tables.
CATALOGUE = frozenset(
    "索引号 索取号 信息索取号 信息索引号 监督索引号 发文机关 发布机构 发文字号 文号 主题分类 组配分类 发布日期 公开日期 成文日期 生成日期 "
    "发文日期 信息来源 名称 信件标题 来信时间 回复单位 回复时间 来信人".split()
)
# One of them, wherever it stands, is part of the card of a document or letter.
CARD = frozenset(
    "索引号 索取号 信息索取号 信息索引号 监督索引号 主题分类 组配分类 发文字号 发布文号 公开目录 成文日期 生成日期 内容概述 信件标题 "
    "来信时间 回复单位".split()
)
DAYS = frozenset((*PUBLISHED, *PERHAPS_PUBLISHED, *WRITTEN))
OWN = frozenset(
    ("信息", "本站", "本网", "本文", "本信息", "文章", "文件", "网站", "网页", "页面", "新闻", "稿件", "内容", "首次")
)  # these name the page itself
KNOWN = frozenset([*PUBLISHED, *PERHAPS_PUBLISHED, *WRITTEN, *ISSUERS, *TITLES, *OTHERS])
NOTHING = frozenset(("", *(
    "无 暂无 - -- — / null NULL 空 未知 本站 本站原创 本网 本网站 原创 不详 佚名 admin Admin 管理员 网站管理员 系统管理员 "
    "互联网 网络 转载 其他".split()
)))  # fmt: skip
LONGEST_LINE = 600
LONGEST_DAY = 30  # characters; what is longer and says no day is no date that someone wrote badly
REST = 5  # characters behind a day that may be a weekday and a stop
AFTER_DAY = re.compile(r"[的起前后至之以内]")
UNKNOWN = re.compile(r"[ \t\u3000][\u4e00-\u9fff]{2,8}[:：]")
SENTENCE = re.compile(r"[。；！？，]")
CJK_END = re.compile(r"[\u4e00-\u9fff]$")
LONGEST_NAME = 30  # characters of a Chinese name
LONGEST_VALUE = 300
LONGEST_LABEL = 8
SHORT = 3  # characters of a label that is never the end of a longer word
# Labels that follow a name without a space, where only the style sheet parts them.
NEXT = re.compile(
    r"(?:作者|编辑|责任编辑|责编|审核|浏览|浏览量|浏览次数|点击|点击数|阅读|字体|字号|时间|日期|发布时间|发布日期|录入|摄影|记者)[:：]|(?:作者|责任编辑)$"
)
PLACE_END = re.compile(r"[省市县区州盟旗]$")
ORGAN_END = re.compile(r"(?:局|委|办|厅|院|处|所|站|会|中心|政府|办公室|支队|大队)$")
OPENING = dict(zip("]】)）>》”", "[【(（<《“", strict=True))
BRACKETS = tuple("[【(（")
EDGE = ' \t\u3000:：;；,，|│[]【】()（）<>《》"“”'


def trimmed(value: str) -> str:
    """A value without what divides it from its neighbours; a closing bracket stays where its opening one is inside."""
    value = value.strip(" \t\u3000:：;；,，|│").lstrip(EDGE)
    while value and value[-1] in EDGE and value.count(value[-1]) > value.count(OPENING.get(value[-1], "")):
        value = value[:-1]
    return value


def _pattern() -> re.Pattern[str]:
    """For lines in which every blank is one of the ASCII kind.

    As a choice of first characters it is looked for twenty times as fast as word by word. That no Chinese character may stand
    before a short label is left to `marked`: to say so of each takes longer to compile than a hundred pages to read.
    """
    words = {*KNOWN, *NOISE}
    firsts = []
    for first in sorted({word[0] for word in words}):
        long, short = (
            _choice([word[1:] for word in words if word[0] == first and (len(word) > SHORT) is wanted])
            for wanted in (True, False)
        )
        rests = [*([rf"(?<![A-Za-z].)(?:{long})"] if long else []), *([short] if short else [])]
        firsts.append(f"{first}(?:{'|'.join(rests)})")
    return re.compile(rf"({'|'.join(firsts)}) *(?:[(（][A-Za-z ]{{1,30}}[)）])?(?:[】\])）] *[:：∶﹕]?|[:：∶﹕])")


def _choice(words: Sequence[str]) -> str:
    """A pattern for the rests of some words, blanks before each character; the longest that fits is found first."""
    rests = (
        f" *{first}(?:{_choice([word[1:] for word in words if word[:1] == first])})"
        for first in sorted({word[0] for word in words if word})
    )
    return "|".join([*rests, *([""] if "" in words else [])])


LABEL = _pattern()
BLANKS = {ord(blank): " " for blank in "\t\u3000"}
# Labels in traditional characters are looked for in the simplified ones, each of which takes one's place.
PLAIN: dict[int, str] = BLANKS | dict(
    zip(
        map(ord, "發佈時間來機構關單門號題類開錄點擊瀏覽閱讀標稱責編輯資訊"),
        "发布时间来机构关单门号题类开录点击浏览阅读标称责编辑信息",
        strict=True,
    )
)
BARE = re.compile(rf"^({'|'.join((*PUBLISHED, *WRITTEN))})[ \t\u3000]*(?=[\[(（]?(?:19|20)\d\d)")  # 发布日期2013-04-02
BEGINNINGS = frozenset(word[0] for word in KNOWN)
MARKS = re.compile(r"[:：】\]∶﹕]")
TO_PLAIN = re.compile(f"[{''.join(map(chr, PLAIN))}]")
Pair = tuple[str, str]


def squeeze(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def plain(line: str) -> str:
    """A line of as many characters in which labels are looked for: blanks as spaces, their characters simplified."""
    return line.translate(PLAIN) if TO_PLAIN.search(line) else line


def marked(line: str) -> Iterator[re.Match[str]]:
    """The labels in a line. Long ones may follow other words directly, as at the end of a list's lines; short ones (来源) may not."""
    line, place = plain(line), 0
    while found := LABEL.search(line, place):
        place = found.end()
        if len(squeeze(found[1])) > SHORT or not CJK_END.search(line[max(0, found.start() - 1) : found.start()]):
            yield found
        else:
            place = found.start() + 1


def begins(line: str) -> bool:
    """Whether a line begins with a label, in brackets or not."""
    return LABEL.match(plain(line), int(line.startswith(BRACKETS))) is not None


def in_line(line: str) -> Sequence[Pair]:
    """The label-value pairs of one line of text, empty values included."""
    return () if len(line) > LONGEST_LINE else _pairs(line)


@lru_cache(maxsize=1024)
def _pairs(line: str) -> Sequence[Pair]:
    """The pairs of a line, which is asked for them by several, and stands on every page of a site if it is a menu's."""
    marks = list(marked(line)) if MARKS.search(line) else []
    starts = [_start(line, mark.start()) for mark in marks]
    if marks and starts[0] == marks[0].start() and _goes_on(line[: starts[0]]):
        return ()
    if not marks:
        bare = BARE.match(line) if line[:1] in BEGINNINGS else None
        return (_pair(bare[1], line[bare.end() :]),) if bare else ()
    ends = [*starts[1:], len(line)]
    pairs = (_pair(squeeze(mark[1]), line[mark.end() : end]) for mark, end in zip(marks, ends, strict=True))
    return tuple(
        (label, value) for label, value in pairs
        if label in KNOWN and len(value) <= LONGEST_VALUE and not (label in DAYS and _tells_of(value))
    )  # fmt: skip


def _pair(label: str, said: str) -> Pair:
    """A label and its value, which ends where a label begins that nobody knows; a day ends with its cell."""
    value = trimmed(said)
    if label in DAYS:
        value = value.partition("\t")[0]
    if label not in TITLES and (other := UNKNOWN.search(value)):
        value = value[: other.start()]
    return label, trimmed(value)


def _start(line: str, label: int) -> int:
    """Where a label begins, the bracket that opens it counted."""
    return label - line.startswith(BRACKETS, max(0, label - 1), label)


def _goes_on(before: str) -> bool:
    """Whether a line's first label is only the end of a longer one, as 采购公告发布日期 that dates another page."""
    return bool(CJK_END.search(before)) and squeeze(before).strip(EDGE) not in OWN


def _tells_of(value: str) -> bool:
    """Whether a day goes on as a sentence, which tells of something else: 2010年1月1日的旧文件废止。"""
    end = next((end for _, _, end in dates.spans(value)), -1)
    if end < 0:
        return len(value) > LONGEST_DAY and bool(SENTENCE.search(value))
    rest = value[end:].strip()
    return bool(AFTER_DAY.match(rest)) or (len(rest) > REST and bool(SENTENCE.search(rest)))


def in_rows(rows: Iterable[Sequence[str]]) -> list[Pair]:
    """The label-value pairs of a table whose labels stand left of their values, or in one cell with them."""
    beside: list[Pair] = []
    inside: list[Pair] = []
    for row in rows:
        for cell, after in zip(row, [*row[1:], ""], strict=True):
            label = squeeze(cell).strip(EDGE)
            label = label.translate(PLAIN) if len(label) <= LONGEST_LABEL else label
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


def day(value: str, url: str) -> date | None:
    """The day in a label's value; without its year, or with half of it, it counts too."""
    return dates.find(value) or dates.short_year(value) or dates.month_and_day(value, url)


def name(value: str) -> str:
    """An official name: without a day or other words that stand on the same line; "" when it names nobody."""
    for _, start, _ in dates.spans(value):
        value = value[:start]
        break
    if (other := NEXT.search(value)) and other.start():
        value = value[: other.start()]
    words = value.strip(EDGE).split()
    if not words or words[0] in NOTHING:
        return ""
    whole = words[0]
    if whole.isascii():
        whole = " ".join(words)
    elif len(words) > 1 and PLACE_END.search(whole) and ORGAN_END.search(words[1]):
        whole += words[1]
    whole = whole.strip(EDGE)
    if len(whole) > (2 if whole.isascii() else 1) * LONGEST_NAME or SENTENCE.search(whole):
        return ""
    return "" if whole in NOTHING else whole
