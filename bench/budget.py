"""What reading a department's final accounts costs: 30 pages with nine tables, three of them over many pages.

    python bench/budget.py [--rounds 3] [--save FILE.pdf]

Makes the PDF (公开01表 to 公开09表 in the form that the Ministry of Finance prescribes, prose between them), reads it in the
limited child and prints pages, tables, cells found at their place, and the child's processor seconds, the best of all rounds:
warm (the child has read another file before) and cold (its first file, with the loading of libraries). Beside it the seconds
and cells of pdfplumber for the same file in one process, where that is installed; it has no tables over pages, so that the
rows of its pieces are counted wherever they stand; of merged cells it names the first place only.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections import Counter
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as PdfTable

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.reading import File, Pool  # noqa: E402 - the repository itself is the package

FONT = "STSong-Light"
PROSE = "本单位严格执行预算管理制度，年度收支与上年相比有所变化，主要原因是人员经费调整以及项目实施进度不同，具体情况分述如下。"
STYLE = (
    ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
    ("FONT", (0, 0), (-1, -1), FONT, 8),
    ("ALIGN", (2, 1), (-1, -1), "RIGHT"),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
)
Rows = list[list[str]]
Spans = list[tuple[tuple[int, int], tuple[int, int]]]
FUNCTIONS = (
    "行政运行",
    "一般行政管理事务",
    "机关事业单位基本养老保险缴费支出",
    "住房公积金",
    "其他社会保障和就业支出",
    "事业单位医疗",
)
HEADS = {
    "收入支出决算总表": ("项目", "行次", "金额", "项目", "行次", "金额"),
    "收入决算表": (
        "科目编码",
        "科目名称",
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "其他收入",
    ),
    "支出决算表": (
        "科目编码",
        "科目名称",
        "本年支出合计",
        "基本支出",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "补助支出",
    ),
    "财政拨款收入支出决算总表": ("项目", "行次", "金额", "项目", "行次", "合计", "一般公共预算", "政府性基金"),
    "一般公共预算财政拨款支出决算表": ("科目编码", "科目名称", "小计", "基本支出", "项目支出"),
    "一般公共预算财政拨款基本支出决算表": ("科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"),
    "政府性基金预算财政拨款收入支出决算表": (
        "科目编码",
        "科目名称",
        "年初结转",
        "本年收入",
        "小计",
        "基本支出",
        "项目支出",
        "年末结转",
    ),
    "国有资本经营预算财政拨款支出决算表": ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
}
LENGTHS = (32, 60, 60, 32, 265, 60, 12, 6)
THREE = [
    ["预算数"] + [""] * 5 + ["决算数"] + [""] * 5,
    ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"] * 2,
    ["", "", "小计", "购置费", "运行维护费", ""] * 2,
]
THREE_SPANS: Spans = [((0, 0), (5, 0)), ((6, 0), (11, 0))]
for shift in (0, 6):
    THREE_SPANS += [((x + shift, 1), (x + shift, 2)) for x in (0, 1, 5)] + [((2 + shift, 1), (4 + shift, 1))]


def money(chance: random.Random) -> str:
    return chance.choice(
        (
            "0.00",
            "",
            f"{chance.uniform(0, 9000):,.2f}",
            f"{chance.uniform(0, 9000):,.2f}",
            f"-{chance.uniform(0, 90):.2f}",
        )
    )


def accounts(chance: random.Random) -> list[tuple[str, Rows, Spans, int]]:
    """(title, rows, merged cells, rows of the head) of every table."""
    found: list[tuple[str, Rows, Spans, int]] = []
    for (title, head), length in zip(HEADS.items(), LENGTHS, strict=True):
        rows: Rows = [list(head)]
        for number in range(length):
            cells = {
                "科目编码": f"20{chance.randint(10000, 99999)}", "行次": str(number + 1), "科目名称": chance.choice(FUNCTIONS),
                "项目": f"{number + 1}、{chance.choice(FUNCTIONS)}",
            }  # fmt: skip
            rows.append([cells.get(name) or money(chance) for name in head])
        found.append((title, rows, [], 1))
    figures = [[f"{chance.uniform(0, 90):.2f}" for _ in range(12)], [f"{chance.uniform(0, 90):.2f}" for _ in range(12)]]
    found.append(("财政拨款“三公”经费支出决算表", [list(row) for row in THREE] + figures, THREE_SPANS, 3))
    return found


def truth(rows: Rows, spans: Spans) -> list[tuple[str, ...]]:
    """The rows as they must be read: a merged cell in every place."""
    whole = [list(row) for row in rows]
    for (left, top), (right, bottom) in spans:
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                whole[y][x] = rows[top][left]
    return [tuple(row) for row in whole]


def made(seed: int) -> tuple[bytes, list[list[tuple[str, ...]]]]:
    """The document, and the rows of its tables."""
    chance = random.Random(seed)
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    plain = ParagraphStyle("plain", fontName=FONT, fontSize=12, leading=22, firstLineIndent=24, wordWrap="CJK")
    large = ParagraphStyle("large", parent=plain, fontSize=18, leading=30, alignment=1, firstLineIndent=0)
    right = ParagraphStyle("right", parent=plain, fontSize=9, leading=12, alignment=2)
    story = [Paragraph("某某市某某局2023年度部门决算", large), PageBreak()]
    tables = accounts(chance)
    for number, (title, rows, spans, head) in enumerate(tables, 1):
        story += [Paragraph(PROSE * 6, plain) for _ in range(3)] + [PageBreak()]
        story += [Paragraph(title, large), Paragraph(f"公开{number:02}表", right), Paragraph("金额单位：万元", right)]
        width = 520 / len(rows[0])
        style = [*STYLE, *(("SPAN", *span) for span in spans)]
        story.append(PdfTable(cells(rows, width), colWidths=[width] * len(rows[0]), repeatRows=head, style=style))
        story.append(PageBreak())
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, leftMargin=36, rightMargin=36, topMargin=50, bottomMargin=50).build(
        story, onLaterPages=lambda page, _: page.drawCentredString(297, 25, str(page.getPageNumber()))
    )
    return out.getvalue(), [truth(rows, spans) for _, rows, spans, _ in tables]


def cells(rows: Rows, width: float) -> Rows:
    """Long words broken into lines, as a cell of this width shows them."""
    most = int(width / 8) - 1
    return [
        [
            "\n".join(cell[n : n + most] for n in range(0, len(cell), most)) if not cell.isascii() else cell
            for cell in row
        ]
        for row in rows
    ]


def hits(rows: list[list[tuple[str, ...]]], found: list[tuple[tuple[str, ...], ...]]) -> int:
    """Cells found at their place in a row; rows are compared as wholes wherever they stand, each once."""
    left = Counter(row for table in found for row in table)
    good = 0
    for row in (row for table in rows for row in table):
        if left[row] > 0:
            left[row] -= 1
            good += len(row)
    return good


def spent(pid: int) -> float:
    """The processor seconds of a process so far (proc(5), stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--save", type=Path, help="where to keep the PDF")
    asked = parser.parse_args()
    body, rows = made(1)
    if asked.save:
        asked.save.write_bytes(body)
    total = sum(len(row) for table in rows for row in table)
    warm, cold = [], []
    for _ in range(asked.rounds):
        with Pool(1) as pool:
            pool.submit(File(body, "http://a.gov.cn/1.pdf")).result()
            process = pool._children[0]._process
            assert process
            before = spent(process.pid)
            reading = pool.submit(File(body, "http://a.gov.cn/1.pdf")).result()
            cold.append(before)
            warm.append(spent(process.pid) - before)
    good = hits(rows, [table.rows for table in reading.tables])
    print(
        f"{reading.pages} pages, {len(reading.tables)} tables for {len(rows)}: {', '.join(table.where for table in reading.tables)}"
    )
    print(f"cells: {good} of {total}, {100 * good / total:.2f} %; doubts: {', '.join(reading.doubts) or 'none'}")
    print(f"processor seconds: {min(warm):.2f} warm, {min(cold):.2f} cold")
    beside(body, rows, total)


def beside(body: bytes, rows: list[list[tuple[str, ...]]], total: int) -> None:
    try:
        import pdfplumber
    except ImportError:
        return
    began = time.process_time()
    with pdfplumber.open(io.BytesIO(body)) as document:
        found = [table for page in document.pages for table in page.extract_tables()]
    seconds = time.process_time() - began
    tidy = [tuple(tuple((cell or "").replace("\n", "") for cell in row) for row in table) for table in found]
    print(
        f"pdfplumber: {seconds:.2f} s, {len(found)} pieces of tables, {100 * hits(rows, tidy) / total:.2f} % of the cells"
    )


if __name__ == "__main__":
    main()
