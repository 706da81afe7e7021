"""Tables whose every cell is known, written in many formats and read back: how many cells come out at their place.

    python bench/tables.py [--seed 1] [--tables 40]

Tables of expenses with merged headers and first columns, cells of several lines, numbers in all notations and blanks are
written as pages, workbooks, documents and PDFs, and read by `crawler.reading.read`. Prints for each format the cells, the
share that is recovered with the same text at the same row and column, cells with a wrong text, tables too many, and seconds;
beside it the same for pandas.read_html and pdfplumber where they are installed. White space is not compared.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.reading import read  # noqa: E402 - the repository itself is the package

Rows = Sequence[Sequence[str]]
HEADS = (
    "因公出国\n（境）费|公务接待费|公务用车购置费|公务用车\n运行维护费|会议费|培训费|办公费|差旅费|印刷费|基本支出|项目支出|其他支出"
).split("|")
GROUPS = ("上年决算数", "本年预算数", "增减情况", "其中：财政拨款")
UNITS = "市财政局|市环境保护局|市教育局|市民政局|林业局机关|某某镇人民政府|市“三公”办|市公安局\n交警支队|市统计局|市物价局".split(
    "|"
)
PAGES = "<html><head><meta charset={}><title>某局预算公开</title></head><body>{}</body></html>"


@dataclass(frozen=True)
class Cell:
    """A text and the columns and rows that it covers."""

    text: str
    across: int = 1
    down: int = 1


@dataclass
class Made:
    """A table as cells that begin at (row, column), and as the full rectangle that must be read."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    height: int = 0
    width: int = 0
    deep: int = 1

    def put(self, y: int, x: int, cell: Cell) -> None:
        self.cells[y, x] = cell
        self.height, self.width = max(self.height, y + cell.down), max(self.width, x + cell.across)

    @property
    def truth(self) -> list[list[str]]:
        rows = [[""] * self.width for _ in range(self.height)]
        for (y, x), cell in self.cells.items():
            for dy in range(cell.down):
                for dx in range(cell.across):
                    rows[y + dy][x + dx] = cell.text
        return rows


def without_lines(made: Made) -> Made:
    """The same as a table without lines down can show it: no cell of its body reaches over several rows."""
    shown = Made()
    for (y, x), cell in made.cells.items():
        for down in range(cell.down if y >= made.deep else 1):
            shown.put(y + down, x, Cell(cell.text, cell.across, cell.down if y < made.deep else 1))
    shown.deep = made.deep
    return shown


def make(chance: random.Random) -> Made:
    """A table with one or two rows of header, and a first column that may be merged."""
    made = Made()
    columns, lines = chance.randint(2, 12), chance.randint(2, 40)
    top = made.deep = _header(made, columns, chance)
    line = 0
    while line < lines:
        down = chance.choice((1, 1, 1, 2, 3)) if columns > 2 else 1
        down = min(down, lines - line)
        made.put(top + line, 0, Cell(f"{chance.choice(UNITS)}{line + 1}", 1, down))
        for y in range(line, line + down):
            for x in range(1, columns):
                text = f"第{y + 1}项" if x == 1 and columns > 2 else number(chance)
                made.put(top + y, x, Cell(text))
        line += down
    return made


def _header(made: Made, columns: int, chance: random.Random) -> int:
    heads = chance.sample(HEADS, len(HEADS))
    deep = columns > 3 and chance.random() < 0.7
    made.put(0, 0, Cell("单位", 1, 1 + deep))
    x = 1
    while x < columns:
        across = min(chance.choice((1, 2, 3) if x > 1 else (2, 3)), columns - x) if deep else 1
        if across > 1:
            made.put(0, x, Cell(f"{chance.choice(GROUPS)}{x}", across))
            for place in range(across):
                made.put(1, x + place, Cell(heads[x + place]))
        else:
            made.put(0, x, Cell(heads[x], 1, 1 + deep))
        x += across
    return 1 + deep


def number(chance: random.Random) -> str:
    """A figure in one of the notations of real tables."""
    value = chance.choice((0, chance.randint(1, 99), chance.randint(100, 9_999_999) / 100))
    return chance.choice(
        (
            f"{value:g}",
            f"{value:,.2f}",
            f"{value:.2f}",
            "",
            "-",
            "——",
            f"{value:g}%",
            f"-{value:.1f}",
            f"（{value:g}）",
            "无",
            "0012",
        )
    )


def as_html(made: Made, br: str = "<br>", td: str = "<td{}>{}</td>", tr: str = "<tr>{}</tr>") -> str:
    """The table's element."""
    lines = []
    for y in range(made.height):
        line = ""
        for x in range(made.width):
            if cell := made.cells.get((y, x)):
                spans = (f" colspan={cell.across}" if cell.across > 1 else "") + (
                    f" rowspan={cell.down}" if cell.down > 1 else ""
                )
                line += td.format(spans, escape(cell.text).replace("\n", br))
        lines.append(tr.format(line))
    return f"<table border=1>{''.join(lines)}</table>"


def plain_page(made: Made) -> bytes:
    return PAGES.format("utf-8", f"<h1>三公经费</h1><p>单位：万元</p>{as_html(made)}").encode()


def nested_page(made: Made) -> bytes:
    """The table in layout tables, with menus, a search box and pictures in tables beside it."""
    menu = "<table><tr>" + "".join(f"<td><a href=/{n}>栏目名称{n}</a></td>" for n in range(8)) + "</tr></table>"
    search = "<table><tr><td>检索</td><td><input name=q></td><td><input type=submit value=搜></td></tr></table>"
    pictures = "<table><tr><td><img src=a.jpg><br>图一</td><td><img src=b.jpg><br>图二</td></tr></table>"
    main = (
        f"<table width=100%><tr><td>{menu}</td></tr><tr><td><p>按照要求公开如下。</p>{as_html(made)}</td></tr></table>"
    )
    body = f"<table><tr><td colspan=2>{menu}</td></tr><tr><td width=200>{search}{pictures}</td><td>{main}</td></tr></table>"
    return PAGES.format("gb2312", body).encode("gb18030")


def word_page(made: Made) -> bytes:
    """As Word writes pages: paragraphs in cells, classes everywhere, and ends left out."""
    td = "<td{} valign=top style='mso-border-alt:solid'><p class=MsoNormal align=center><span\nlang=EN-US>{}<o:p></o:p></span></p>"
    return PAGES.format(
        "gb2312", as_html(made, "</span></p><p class=MsoNormal><span>", td, "<tr style='mso-yfti-irow:0'>{}")
    ).encode("gb18030")


def workbook(made: Made) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("三公经费")
        for (y, x), cell in made.cells.items():
            if cell.across * cell.down > 1:
                sheet.merge_range(y, x, y + cell.down - 1, x + cell.across - 1, cell.text)
            elif cell.text:
                sheet.write(y, x, _value(cell.text))
    return out.getvalue()


def old_workbook(made: Made) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("三公经费")
    for (y, x), cell in made.cells.items():
        sheet.write_merge(y, y + cell.down - 1, x, x + cell.across - 1, _value(cell.text))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(text: str) -> str | float:
    """A plain number as a number, all else as text."""
    return float(text) if re.fullmatch(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?", text) and text != "-0" else text


def open_workbook(made: Made) -> bytes:
    """An .ods of the least that the format allows."""
    lines = []
    for y in range(made.height):
        line = ""
        for x in range(made.width):
            cell = made.cells.get((y, x))
            spans = (
                f' table:number-columns-spanned="{cell.across}" table:number-rows-spanned="{cell.down}"' if cell else ""
            )
            text = f"<text:p>{escape(cell.text).replace(chr(10), '</text:p><text:p>')}</text:p>" if cell else ""
            name = "table-cell" if cell else "covered-table-cell"
            line += f'<table:{name}{spans} office:value-type="string">{text}</table:{name}>'
        lines.append(f"<table:table-row>{line}</table:table-row>")
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    sheet = (
        f'<office:spreadsheet><table:table table:name="三公经费">{"".join(lines)}</table:table></office:spreadsheet>'
    )
    content = f"<office:document-content {names}><office:body>{sheet}</office:body></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        bundle.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        bundle.writestr("content.xml", content)
    return out.getvalue()


def document(made: Made) -> bytes:
    import docx

    paper = docx.Document()
    paper.add_paragraph("单位：万元")
    table = paper.add_table(made.height, made.width)
    grid = [list(row.cells) for row in table.rows]
    for (y, x), cell in made.cells.items():
        place = (
            grid[y][x].merge(grid[y + cell.down - 1][x + cell.across - 1])
            if cell.across * cell.down > 1
            else grid[y][x]
        )
        place.text = cell.text
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def ruled_pdf(made: Made) -> bytes:
    return _pdf(made, [("GRID", (0, 0), (-1, -1), 0.5, "black")])


def three_line_pdf(made: Made) -> bytes:
    """Lines above and below the header and at the end only, and below each head that stands over others."""
    below = made.deep - 1
    return _pdf(
        made,
        [
            ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
            ("LINEBELOW", (0, below), (-1, below), 0.5, "black"),
            ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
            *(
                ("LINEBELOW", (x, y), (x + cell.across - 1, y), 0.5, "black")
                for (y, x), cell in made.cells.items()
                if cell.across > 1
            ),
        ],
    )


def _pdf(made: Made, lines: list[tuple[object, ...]]) -> bytes:
    from reportlab.lib.pagesizes import A3, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    rows = [[""] * made.width for _ in range(made.height)]
    style: list[tuple[object, ...]] = [("FONT", (0, 0), (-1, -1), "STSong-Light", 8), *lines]
    for (y, x), cell in made.cells.items():
        rows[y][x] = cell.text
        if cell.across * cell.down > 1:
            style.append(("SPAN", (x, y), (x + cell.across - 1, y + cell.down - 1)))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A3)).build([Table(rows, style=style)])
    return out.getvalue()


FORMATS: dict[str, tuple[str, Callable[[Made], bytes]]] = {
    "html": ("html", plain_page),
    "html in layout": ("html", nested_page),
    "html by Word": ("html", word_page),
    "xlsx": ("xlsx", workbook),
    "xls": ("xls", old_workbook),
    "ods": ("ods", open_workbook),
    "docx": ("docx", document),
    "pdf, ruled": ("pdf", ruled_pdf),
    "pdf, three lines": ("pdf", three_line_pdf),
}


def ours(body: bytes, kind: str) -> list[Rows]:
    return [table.rows for table in read(body, url=f"http://a.gov.cn/a.{kind}").tables]


def by_pandas(body: bytes, kind: str) -> list[Rows]:
    import pandas

    as_written = {
        float(column): str for column in range(40)
    }  # equal to the columns' numbers, but no error where one is missing
    found = pandas.read_html(
        io.BytesIO(body), flavor="lxml", keep_default_na=False, thousands=None, converters=as_written
    )
    return [[[str(cell) for cell in row] for row in table.values.tolist()] for table in found]


def by_pdfplumber(body: bytes, kind: str) -> list[Rows]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(body)) as paper:
        return [
            [[cell or "" for cell in row] for row in table] for page in paper.pages for table in page.extract_tables()
        ]


PEERS = {"html": ("pandas", by_pandas), "pdf": ("pdfplumber", by_pdfplumber)}


@dataclass
class Count:
    """Cells in all, recovered ones, wrong ones; tables that are no part of the truth; seconds."""

    cells: int = 0
    right: int = 0
    wrong: int = 0
    extra: int = 0
    seconds: float = 0.0

    def add(self, truth: Rows, found: list[Rows]) -> None:
        """Compare with the table that fits best; what follows it in the same width, as on further pages, belongs to it."""
        wanted = [[squeeze(cell) for cell in row] for row in truth]
        self.cells += sum(map(len, wanted))
        width = len(wanted[0])
        parts = [rows for rows in found if rows and len(rows[0]) == width]
        self.extra += len(found) - len(parts)
        rows = [[squeeze(cell) for cell in row] for part in parts for row in part]
        right = sum(a == b for row, other in zip(wanted, rows, strict=False) for a, b in zip(row, other, strict=False))
        self.right += right
        self.wrong += sum(map(len, rows)) - right


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def measure(name: str, tables: Sequence[Made], reader: Callable[[bytes, str], list[Rows]]) -> Count:
    """What a reader makes of all tables in one format."""
    kind, writer = FORMATS[name]
    count = Count()
    for made in map(without_lines, tables) if writer is three_line_pdf else tables:
        body = writer(made)
        began = time.perf_counter()
        try:
            found = reader(body, kind)
        except ValueError:
            found = []
        count.seconds += time.perf_counter() - began
        count.add(made.truth, found)
    return count


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tables", type=int, default=40)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    tables = [make(chance) for _ in range(options.tables)]
    print(f"{'format':<18}{'reader':<12}{'cells':>7}{'share':>9}{'wrong':>7}{'extra':>7}{'seconds':>9}")
    for name, (kind, _) in FORMATS.items():
        for reader, work in [("gongkai", ours), *([PEERS[kind]] if kind in PEERS else [])]:
            try:
                count = measure(name, tables, work)
            except ImportError:
                continue
            share = 100 * count.right / count.cells
            print(
                f"{name:<18}{reader:<12}{count.cells:>7}{share:>8.2f}%{count.wrong:>7}{count.extra:>7}{count.seconds:>9.2f}"
            )


if __name__ == "__main__":
    main()
