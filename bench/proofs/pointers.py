"""Every code of GB18030 and Big5 with the character that the Encoding standard reads in it, and pages that hold them.

The truth is the foreign suite's, where it is here. Else it is Python's, with what is known to differ from the standard; of Big5, where
Python's own two tables differ from each other, nothing is judged then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.proofs.suites import folder
from crawler.reading import read
from crawler.reading.text import encoding

SUITE = "encoding-cjk"
# Python's gb18030 is that of the year 2000; the standard (encoding.spec.whatwg.org) has since been brought to those of 2005 and 2022.
SINCE = dict(
    zip(
        "A6D9 A6DA A6DB A6DC A6DD A6DE A6DF A6EC A6ED A6F3 A8BC FE59 FE61 FE66 FE67 FE6D FE7E FE90 FEA0 A3A0".split(),
        "︐︒︑︓︔︕︖︗︘︙ḿ龴龵龶龷龸龹龺龻　",
        strict=True,
    )
)
MOVED = (b"\x81\x35\xf4\x37", "\ue7c7")  # the one code of four bytes that is not where Python has it
LOST = "\ufffd"
GB_TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
BIG5_TRAILS = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
LAST_OF_BMP, FIRST_BEYOND, LAST_BEYOND = 39_419, 189_000, 189_000 + 0xFFFFF  # pointers of four bytes
LINES = 400  # of one page
# A character stands in a line that people might write: what a page is written in, its words must tell.
AROUND = {"gb18030": ("根据国务院的有关规定，某", "某的信息"), "big5": ("根據國務院的有關規定，某", "某的資訊")}
IN_A_LINE = 40  # characters beyond the first plane


@dataclass(frozen=True)
class Code:
    """Bytes, and the character that they are; LOST where they are none."""

    code: bytes
    character: str


def gb18030() -> list[Code]:
    """All codes of two bytes, in order."""
    return [
        Code(code, SINCE.get(code.hex().upper(), code.decode("gb18030")))
        for code in _pairs(range(0x81, 0xFF), GB_TRAILS)
    ]


def told() -> list[Code]:
    """Those of the foreign suite; none where it is not here."""
    place = folder(SUITE)
    if place is None:
        return []
    codes = (place / "files" / "gb18030_out_ref.txt").read_bytes().split(b"\n")
    meant = (place / "files" / "gb18030_out.txt").read_text("utf-8").split("\n")
    return [
        Code(code, character) for code, character in zip(codes, meant, strict=True) if len(code) == 2 and code[0] > 0x80
    ]


def four(step: int = 1) -> Iterator[Code]:
    """Codes of four bytes that are characters, every one or each so many."""
    for pointer in (*range(0, LAST_OF_BMP + 1, step), *range(FIRST_BEYOND, LAST_BEYOND + 1, step)):
        rest, last = divmod(pointer, 10)
        rest, third = divmod(rest, 126)
        first, second = divmod(rest, 10)
        code = bytes((0x81 + first, 0x30 + second, 0x81 + third, 0x30 + last))
        yield Code(code, MOVED[1] if code == MOVED[0] else code.decode("gb18030"))


def big5() -> list[Code]:
    """All codes of two bytes, those that are none too; without the suite only those of which Python's tables say the same."""
    codes = list(_pairs(range(0x81, 0xFF), BIG5_TRAILS))
    place = folder(SUITE)
    if place is not None:
        meant = (place / "files" / "big5_in_ref.txt").read_text("utf-8")
        lines = meant[meant.index(LOST) :].splitlines()
        return [Code(code, line) for code, line in zip(codes, lines, strict=True)]
    known = [(code, _decoded(code, "big5"), _decoded(code, "big5hkscs"), _decoded(code, "cp950")) for code in codes]
    return [Code(code, first) for code, first, *others in known if first != LOST and set(others) == {first}]


def _pairs(leads: range, trails: tuple[int, ...]) -> Iterator[bytes]:
    return (bytes((lead, trail)) for lead in leads for trail in trails)


def _decoded(code: bytes, codec: str) -> str:
    try:
        return code.decode(codec)
    except UnicodeDecodeError:
        return LOST


def wrong(codes: list[Code], charset: str, *, together: int = 1) -> Iterator[str]:
    """Codes that a page in that encoding shows otherwise: in its text as decoded, in what is read of it, in links and tables."""
    around = AROUND["big5" if charset == "big5" else "gb18030"]
    begin, end = (each.encode(charset) for each in around)
    for at in range(0, len(codes), LINES * together):
        part = codes[at : at + LINES * together]
        rows = [part[n : n + together] for n in range(0, len(part), together)]
        written = [begin + b"".join(each.code for each in row) + end for row in rows]
        meant = [around[0] + "".join(each.character for each in row) + around[1] for row in rows]
        yield from _page_faults(rows, written, meant, charset)


def _page_faults(rows: list[list[Code]], written: list[bytes], meant: list[str], charset: str) -> Iterator[str]:
    head = f'<html><head><meta charset="{charset}"><title>t</title></head><body>'.encode()
    lines = b"".join(b"<p>" + each + b"</p>\n" for each in written)
    few = b"".join(b"<tr><td>" + each + b"</td><td>1</td></tr>" for each in written[:20])
    more = b"".join(b'<a href="/%d">' % n + each + b"</a>" for n, each in enumerate(written[:20]))
    body = head + lines + b"<table><tr><td>a</td><td>b</td></tr>" + few + b"</table>" + more + b"</body></html>"
    text = encoding.decoded(body, "").text
    found = (
        text.partition("<body>")[2]
        .partition("<table>")[0]
        .removesuffix("\n")
        .removeprefix("<p>")
        .removesuffix("</p>")
        .split("</p>\n<p>")
    )
    yield from _differing(rows, found, meant, "decoded")
    seen = read(body, url="http://a.gov.cn/1.html", content_type="text/html")
    known = {_bare(line) for line in seen.text.split("\n")}
    cells = {_bare(row[0]) for table in seen.tables for row in table.rows}
    links = {_bare(each.text) for each in seen.links}
    for place, here, among in (("text", meant, known), ("tables", meant[:20], cells), ("links", meant[:20], links)):
        yield from (
            f"{charset} {_named(row)}: not in {place}"
            for row, line in zip(rows, here, strict=False)
            if _bare(encoding.clean(line)) not in among
        )


def _differing(rows: list[list[Code]], found: list[str], meant: list[str], how: str) -> Iterator[str]:
    if len(found) != len(meant):
        yield f"{_named(rows[0])} and after it: {len(found)} lines for {len(meant)}"
        return
    yield from (
        f"{_named(row)}: {how} as {is_!a} for {was!a}"
        for row, is_, was in zip(rows, found, meant, strict=True)
        if is_ != was
    )


def _named(row: list[Code]) -> str:
    return row[0].code.hex() + ("…" if len(row) > 1 else "")


def _bare(text: str) -> str:
    return "".join(text.split())
