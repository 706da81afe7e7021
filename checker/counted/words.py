"""The words of a page that are its own, without what a site puts around them; digests by which they are known again."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from crawler.snapshot import Document, Page
from rules.phrases import normal

LONGEST = 300_000  # characters of a text that are looked at
SHORT = 60  # letters without which a page shows only what hangs on it
LONG = 120  # letters that no two pieces of information share by chance
CLAUSE = 8  # letters of a sentence that is worth comparing
SKETCH = 8  # sentences kept for comparing
FURNITURE = 200  # letters of a line of labels, at most
_BLANKS = re.compile(r"[\W_]+")
_STOPS = re.compile("[。；;！!？?\n]")
_LABELS = re.compile(
    r"[\[(【|>·*-]*(?:您?(?:现在|当前)?的?(?:所在)?位置|首页[>»›]|上一[篇条页个]|下一[篇条页个]|(?:责任|网络)?编辑[:]|作者[:]|(?:信息|稿件|文章)?来源[:]"
    r"|(?:发布|发文|公开|更新|上载|录入|成文|生成|印发)(?:日期|时间|机构|机关|单位|部门|人)|(?:日期|时间)[:]|(?:监督)?索引号|信息(?:名称|分类|索取号)|发文字号|文号[:]"
    r"|(?:公开|所属)(?:目录|类别|形式|方式|时限|范围)|(?:主题|组配|体裁)(?:分类|词)|关键[词字]|(?:浏览|点击|阅读|访问)(?:次数|量|数|[:])|[【\[(]?字[体号][:大]|[【\[(]?打印"
    r"|[【\[(]?关闭|分享|收藏|扫一扫|返回|附件下载|相关(?:链接|新闻|文章|阅读)|(?:主办|承办|技术支持)(?:单位)?[:]|版权所有|网站标识码|.{0,6}ICP备|.{0,6}公网安备)"
)
_DAY = r"(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?"
_STAMP = re.compile(
    rf"[\[(]?{_DAY}(?:\d\d?:\d\d(?::\d\d)?)?[\])]?(?:$|[|,]?(?:信息|稿件)?(?:来源|浏览|点击|发布|作者|字体|阅读))"
)
_ANCHOR = re.compile(
    rf"\d{{1,2}}月\d{{1,2}}日|{_DAY}|[〇○零一二]{{4}}年[一二三四五六七八九十]{{1,3}}月[一二三四五六七八九十]{{1,3}}日"
)
_FIGURES = re.compile(r"\d+")
_FILE = re.compile(
    r"附件[\d一二三四五六七八九十]*[:.、]?(.*?)(?:\.(?:pdf|docx?|xlsx?|wps|et|rtf|zip|rar|jpe?g|png|tiff?))?[\[(]?(?:点击)?(?:下载|查看)?[\])]?",
    re.I,
)
_AROUND = re.compile(r"^\[[^\]]{1,6}\]|^【[^】]{1,6}】|[\[(](?:图|组图|附图|置顶|转载|new)[\])]", re.IGNORECASE)


@dataclass(frozen=True)
class Words:
    """What is said: a digest of the words, how many letters they are, a digest of the figures, some sentences as codes.

    `stands_alone` when the words tell one piece of information from another by themselves, whatever day they were published:
    the title names a day, or the text does, or it is long and nothing else hangs on it. What hangs on a short text may be what it is
    about: the picture of every day's bulletin below the same three sentences.
    """

    text: str
    length: int
    figures: str
    sketch: tuple[str, ...]
    stands_alone: bool
    is_file: bool


def core(title: str) -> str:
    """What a title says, in letters only: 关于…的通知（图） and [置顶]关于…的通知 say the same."""
    return _letters(_AROUND.sub("", _plain(title)))


def words_of(page: Page) -> Words:
    """The words of a page, those of its files where it has hardly any, digests of their bytes where these have none, too."""
    lines = list(_own(page))
    files, is_file = sorted({each.sha256 for each in page.documents}), False
    if sum(len(each.letters) for each in lines) < SHORT:
        told = [line for each in page.documents for line in _lines(each)]
        if sum(len(each.letters) for each in told) >= SHORT:
            lines, is_file, files = told, True, []
    whole = "".join([each.letters for each in lines])
    length, joined = len(whole), "\n".join([each.plain for each in lines])
    hangs = files or any(not image.aside for image in page.images)
    is_named = _ANCHOR.search(joined) is not None and length >= (LONG if hangs else SHORT)
    is_said = is_named or (length >= LONG and not hangs) or _ANCHOR.search(_plain(page.title)) is not None
    beside = [] if length >= LONG else files
    clauses = sorted({zlib.crc32(each.encode()) for each in _clauses(lines)})
    figures = _FIGURES.findall(joined)
    return Words(
        _digest((whole, *beside)),
        length,
        _digest(figures) if figures else "",
        tuple(f"{clause:08x}" for clause in clauses[:SKETCH]),
        is_said,
        is_file or (length < SHORT and bool(page.documents)),
    )


class _Line(NamedTuple):
    """A line in one form of letters and marks, and its letters alone."""

    plain: str
    letters: str


def _own(page: Page) -> Iterator[_Line]:
    """The lines of a page without its title, its labels and the names of its files."""
    title = core(page.title)
    labels = [
        _plain(label) for label in (*(each.label for each in page.documents), *(each.label for each in page.dead))
    ]
    files = {_letters(label) for label in labels} | {_name(label) for label in labels}
    for line in _lines(page):
        is_file = bool(files) and (line.letters in files or _name(line.plain) in files)
        if line.letters and line.letters != title and not is_file and not _is_furniture(line.plain):
            yield line


def _name(label: str) -> str:
    """What a file is called, without 附件1： before it and what sort of file it is behind."""
    named = _FILE.fullmatch(label if label.startswith("附件") else f"附件{label}")
    return _letters(named[1]) if named and len(label) <= FURNITURE else ""


def _is_furniture(line: str) -> bool:
    return len(line) <= FURNITURE and (_LABELS.match(line) is not None or _STAMP.match(line) is not None)


def _lines(document: Document) -> Iterator[_Line]:
    for line in normal(document.text[:LONGEST]).splitlines():
        if plain := "".join(line.split()):
            yield _Line(plain, _letters(plain))


def _plain(text: str) -> str:
    """A line in one form of letters and marks, without blanks."""
    return "".join(normal(text).split())


def _letters(text: str) -> str:
    return _BLANKS.sub("", text)


def _clauses(lines: Iterable[_Line]) -> Iterator[str]:
    for line in lines:
        parts = map(_letters, _STOPS.split(line.plain)) if _STOPS.search(line.plain) else (line.letters,)
        yield from (letters for letters in parts if len(letters) >= CLAUSE)


def _digest(parts: Iterable[str]) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()
