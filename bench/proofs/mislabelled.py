"""Pages, tables, texts and archives that are written in one encoding and say another, or several, or none."""

# ruff: noqa: E501 - words in one piece
from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from random import Random

from crawler.reading import read
from crawler.reading.value import Reading

LOST = "\ufffd"
LEAST = 10  # different Chinese characters; of fewer no one can tell in which of two encodings they are written
CHINESE = re.compile("[\u4e00-\u9fff]")
# Words of official pages, no list of characters of the program among them: what people write there.
SIMPLE = (
    "某市人民政府办公室关于印发实施方案的通知 各县（区）人民政府 市直各单位 根据《中华人民共和国政府信息公开条例》第十九条 结合我市实际 制定本方案 "
    "二〇一三年度部门预算收支总表 “三公”经费 因公出国（境）费用 公务接待费 公务用车购置及运行维护费 单位：万元 比上年下降百分之五 "
    "行政许可事项名称 设定依据 办理时限 收费标准 申请材料 受理条件 咨询电话 监督投诉电话 环境空气质量日报 首要污染物 可吸入颗粒物 "
    "食品安全监督抽检结果公示 保障性住房分配对象名单 义务教育阶段学校招生范围 最低生活保障标准 国有土地上房屋征收补偿 安全生产事故调查报告 "
    "城乡规划批前公示 医疗卫生机构药品价格 水价听证会 招标公告 中标结果公示 干部任前公示 政府采购合同 行政处罚决定书 领导班子成员分工 内设机构 "
    "主管部门负责人签字 地址：解放路一百二十号 邮编 联系人：张晓明 王瑞 李玥 陈喆 镕 堃 淼 鑫 垚"
).split()
FULL = (
    "本府人事處為辦理約僱人員甄選公告 依據行政程序法第五十五條規定 機關名稱 預算數與決算數比較表 單位：新臺幣千元 歲入歲出 業務費 設備及投資 "
    "環境影響評估審查結論 食品衛生管理 國民小學學區劃分 社會福利津貼 土地徵收補償 會議紀錄 採購招標 開標結果 陳情專線 服務台 電話 傳真 "
    "申請書表下載 應備證件 處理期限 受理單位 網站導覽 隱私權及安全政策 資訊公開 主動公開事項 施政計畫 統計資料 請託關說 廉政 聯絡人：黃麗華"
).split()
NUMBERS = ("12.5", "2013-07-01", "〔2013〕12号", "100%", "0791-123456", "（一）", "A4", "①")
PLACES = ("none", "first", "http-equiv", "late", "far", "two that differ", "xml")
SAYS = ("", "utf-8", "gbk", "gb2312", "big5", "iso-8859-1", "UTF8", "x-user-defined")
WAYS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-16")


@dataclass(frozen=True)
class Case:
    """Bytes under a name, and the text that they are."""

    told: str
    body: bytes
    name: str
    content_type: str
    source: str

    @property
    def tells(self) -> bool:
        """Whether it has so many different Chinese characters that its encoding can be told at all."""
        return len(set(CHINESE.findall(self.source))) >= LEAST

    def faults(self) -> Iterator[str]:
        """Where the reading differs from that of the same text in UTF-8 that says so, or a character is lost in it."""
        seen = self._read(self.body, self.content_type)
        kind = self.content_type.partition(";")[0]
        meant = self._read(codecs.BOM_UTF8 + self.source.encode(), f"{kind}; charset=utf-8")
        differing = [
            name
            for name in ("title", "text", "tables", "links", "images", "published", "issuer")
            if getattr(seen, name) != getattr(meant, name)
        ]
        if differing:
            yield f"{self.told}: read as {seen.encoding or seen.media_type}, with another {differing[0]}"
        if LOST in str(seen):
            yield f"{self.told}: a character is lost that was there"

    def _read(self, body: bytes, content_type: str) -> Reading:
        return read(body, url=f"http://a.gov.cn/{self.name}", content_type=content_type, name=self.name)


@dataclass(frozen=True)
class Named(Case):
    """An archive of files that bear the words as names."""

    words: tuple[str, ...] = ()

    @property
    def tells(self) -> bool:
        """The same of its names."""
        return len(set(CHINESE.findall("".join(self.words)))) >= LEAST

    def faults(self) -> Iterator[str]:
        """Names that are not shown as they are."""
        seen = self._read(self.body, self.content_type)
        if seen.text.split("\n")[: len(self.words)] != list(self.words):
            yield f"{self.told}: other names"


def cases(texts: int, seed: int = 1) -> Iterator[Case]:
    """All of them, each sort over so many texts."""
    random = Random(seed)
    for number in range(texts):
        size = (1, 2, 4, 8, 20, 60)[number % 6]
        yield from _pages(_words(random, SIMPLE, size), WAYS, number)
        yield from _pages(
            [each for each in _words(random, FULL, size) if _fits(each, "big5hkscs")],
            ("big5hkscs", "utf-8", "gb18030"),
            number,
        )
        yield from _mixed(_words(random, SIMPLE, size), number)
        yield from _files(_words(random, SIMPLE, size), number)


def _words(random: Random, words: Iterable[str], size: int) -> list[str]:
    chosen = random.choices([*words], k=size)
    return [each + random.choice((*NUMBERS, "", "", "")) for each in chosen]


def _fits(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _pages(words: list[str], ways: Iterable[str], number: int) -> Iterator[Case]:
    """A page in each encoding, with each thing that header and page may say."""
    for way, place in product(ways, PLACES):
        for header, meta in (
            (SAYS[number % 8], SAYS[(number // 8 + 3) % 8]),
            ("", "gb2312"),
            ("utf-8", "gb2312"),
            ("gb2312", "utf-8"),
        ):
            said = f"text/html; charset={header}" if header else "text/html"
            page = _page(words, place, meta)
            yield Case(
                f"{way} page {number}, header {header or '-'}, meta {meta or '-'} {place}",
                page.encode(way),
                "a.html",
                said,
                page,
            )


def _page(words: list[str], place: str, meta: str) -> str:
    other = "utf-8" if meta != "utf-8" else "gb2312"
    tag = f'<meta charset="{meta}">' if meta else ""
    head = {
        "none": "",
        "first": tag,
        "http-equiv": f'<meta http-equiv="Content-Type" content="text/html; charset={meta}" />',
        "late": "<!-- " + "x" * 1_500 + " -->" + tag,
        "far": "<script>" + "var a = 1;\n" * 600 + "</script>" + tag,
        "two that differ": tag + f'<meta http-equiv="content-type" content="text/html;charset={other}">',
        "xml": "",
    }[place]
    start = f'<?xml version="1.0" encoding="{meta}"?>' if place == "xml" and meta else ""
    rows = "".join(f"<tr><td>{each}</td><td>1.5</td></tr>" for each in words[1:4])
    links = "".join(f'<li><a href="/{n}.html" title="{each}">{each}</a></li>' for n, each in enumerate(words[4:8]))
    rest = "".join(f"<p>{each}</p>\n" for each in words[8:])
    inside = f"<h1>{words[0]}</h1><table border=1><tr><td>A</td><td>B</td></tr>{rows}</table><ul>{links}</ul>{rest}"
    return f"{start}<html><head>{head}<title>{words[0]}</title></head><body>{inside}</body></html>"


def _mixed(words: list[str], number: int) -> Iterator[Case]:
    """A page whose parts are written in two encodings: a template in one, what is filled in in the other."""
    for first, second in (("gb18030", "utf-8"), ("utf-8", "gb18030")):
        half = max(1, len(words) // 2)
        start, rest = ("".join(f"<p>{each}</p>\n" for each in part) for part in (words[:half], words[half:]))
        for meta in ("gb2312", "utf-8", ""):
            tag = f"<meta charset={meta}>" if meta else ""
            head, foot = f"<html><head>{tag}</head><body>", "</body></html>"
            body = head.encode() + start.encode(first) + rest.encode(second) + foot.encode()
            yield Case(
                f"{first} and {second} page {number}, meta {meta or '-'}",
                body,
                "a.html",
                "text/html",
                head + start + rest + foot,
            )


def _files(words: list[str], number: int) -> Iterator[Case]:
    """Tables, plain texts, saved pages and the names in archives."""
    table, text = "".join(f"{each},1.5\r\n" for each in words), "\r\n".join(words)
    for way in WAYS:
        for said in ("text/csv", "text/csv; charset=utf-8", "text/csv; charset=gbk"):
            yield Case(
                f"{way} table {number} as {said}", f"A,B\r\n{table}".encode(way), "a.csv", said, f"A,B\r\n{table}"
            )
        for said in ("text/plain", "text/plain; charset=gb2312", "text/plain; charset=utf-8"):
            yield Case(f"{way} text {number} as {said}", text.encode(way), "a.txt", said, text)
    page = f"<html><body><p>{'</p><p>'.join(words)}</p></body></html>"
    for way, said in product(("gb18030", "utf-8"), ("gb2312", "utf-8")):
        yield Case(
            f"{way} saved page {number} as {said}",
            _saved(page.encode(way), said),
            "a.mht",
            "",
            _saved(page.encode(), "utf-8").decode(),
        )
    for way in ("gb18030", "utf-8"):
        names = tuple(f"{n}{each.replace('/', '')}.txt" for n, each in enumerate(words[:20]))
        yield Named(f"{way} names {number}", _zipped(names, way), "a.zip", "", "", names)


def _saved(page: bytes, said: str) -> bytes:
    """A page saved as one file."""
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; '
    return f'{head}charset="{said}"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'.encode() + page + b"\r\n--b--\r\n"


def _zipped(names: Iterable[str], way: str) -> bytes:
    """A ZIP whose names are bytes that no flag explains."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name in names:
            bundle.writestr(_Bare(name.encode(way)), b"x")
    return out.getvalue()


class _Bare(zipfile.ZipInfo):
    """A member whose name is written as the bytes that it is."""

    def __init__(self, name: bytes) -> None:
        super().__init__(name.decode("latin-1"))
        self._bytes = name

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self._bytes, self.flag_bits
