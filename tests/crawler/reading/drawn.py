"""PDFs drawn by hand with tables whose cells are known: every way in which programs draw lines, or leave them out."""

import io
import random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from crawler.reading.pages.flow import join

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
LINES = ("long", "pieces", "boxes", "bars", "doubled", "askew", "dashes", "open sides", "one path")
NAMES = (
    "一般公共服务支出", "行政运行", "机关事业单位基本养老保险缴费支出", "合 计", "教育支出（类）", "其他支出", "公务接待费", "2010301",
    "因公出国（境）费", "住房公积金", "（一）基本支出", "财政拨款收入", "上年结转", "R&D投入", "PM2.5浓度", "二、项目支出",
)  # fmt: skip
FIGURES = ("0", "12.5", "1,234.56", "-3.20", "(45.00)", "100%", "—", "１２．３", "98,765,432.10", "0.00", "+7", "")


class Paper:
    """One PDF in the making; `saved` gives its bytes."""

    def __init__(self, size=(595, 842), rotate=0):
        self.out = io.BytesIO()
        self.canvas = canvas.Canvas(self.out, pagesize=size)
        self.rotate = rotate
        self.height = size[1]

    def write(self, x, y, text, size=10, font=FONT):
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def page(self):
        if self.rotate:
            self.canvas.setPageRotation(self.rotate)
        self.canvas.showPage()

    def saved(self):
        self.canvas.save()
        return self.out.getvalue()

    def cell(self, text, left, top, right, bottom, size=9, align="left"):
        """Words in a box, broken where they do not fit; the lines as they were set."""
        width = right - left - 4
        lines = [""]
        for character in text:
            if pdfmetrics.stringWidth(lines[-1] + character, FONT, size) > width and lines[-1]:
                lines.append("")
            lines[-1] += character
        y = (top + bottom) / 2 - len(lines) * size * 0.6 + size * 0.95
        for line in lines:
            wide = pdfmetrics.stringWidth(line, FONT, size)
            x = {"left": left + 2, "right": right - 2 - wide, "center": (left + right - wide) / 2}[align]
            self.write(x, y, line, size)
            y += size * 1.2
        return join(lines)


def edges(start, sizes):
    found = [start]
    for size in sizes:
        found.append(found[-1] + size)
    return found


def merged(random, rows, columns):
    """A grid cut into cells, some of them over several places: (row, column, down, across)."""
    free = {(y, x) for y in range(rows) for x in range(columns)}
    cells = []
    for y in range(rows):
        for x in range(columns):
            if (y, x) not in free:
                continue
            down, across = random.choice([(1, 1)] * 8 + [(1, 2), (2, 1), (1, 3), (2, 2), (3, 1)])
            places = {(y + dy, x + dx) for dy in range(down) for dx in range(across)}
            if not places <= free:
                places, down, across = {(y, x)}, 1, 1
            free -= places
            cells.append((y, x, down, across))
    seen = {"y": {y for y, *_ in cells}, "x": {x for _, x, *_ in cells}}
    if seen != {"y": set(range(rows)), "x": set(range(columns))}:  # an edge that no cell has cannot be seen
        return [(y, x, 1, 1) for y in range(rows) for x in range(columns)]
    return cells


def ruled(paper, xs, ys, cells, lines, random):
    """Draw the borders of cells in one of the ways of LINES."""
    draw = paper.canvas
    sides = set()
    for y, x, down, across in cells:
        for i in range(x, x + across):
            sides |= {("h", y, i), ("h", y + down, i)}
        for j in range(y, y + down):
            sides |= {("v", x, j), ("v", x + across, j)}
    if lines == "open sides":
        sides -= {("v", side, j) for side in (0, len(xs) - 1) for j in range(len(ys) - 1)}
    sides = longer(sides) if lines == "long" else [(kind, at, place, place + 1) for kind, at, place in sorted(sides)]
    path = draw.beginPath()
    for kind, at, start, end in sides:
        box = (xs[start], ys[at], xs[end], ys[at]) if kind == "h" else (xs[at], ys[start], xs[at], ys[end])
        stroke(paper, box, lines, random, path)
    if lines == "one path":
        draw.drawPath(path)


def longer(sides):
    """Sides that follow each other as one line."""
    for kind, at in sorted({(kind, at) for kind, at, _ in sides}):
        places = sorted(place for k, a, place in sides if (k, a) == (kind, at))
        start = places[0]
        for place, after in zip(places, [*places[1:], None], strict=True):
            if after != place + 1:
                yield kind, at, start, place + 1
                start = after


def stroke(paper, box, lines, random, path):
    draw, top = paper.canvas, paper.height
    left, y0, right, y1 = box[0], top - box[1], box[2], top - box[3]
    draw.setLineWidth(0.5)
    if lines == "bars":
        draw.rect(
            min(left, right) - 0.25, min(y0, y1) - 0.25, abs(right - left) + 0.5, abs(y1 - y0) + 0.5, stroke=0, fill=1
        )
    elif lines == "one path":
        path.moveTo(left, y0)
        path.lineTo(right, y1)
    elif lines == "askew":
        shift = random.uniform(-0.7, 0.7)
        across = y0 == y1
        draw.line(left - shift * (not across), y0 + shift * across, right - shift * (not across), y1 + shift * across)
    elif lines == "dashes" and y0 == y1:
        for n in range(int((right - left) // 4) + 1):
            draw.line(left + 4 * n, y0, min(left + 4 * n + 2.5, right), y0)
    elif lines == "doubled":
        gap = 1.2
        draw.line(left, y0, right, y1)
        draw.line(
            left + gap * (left == right), y0 - gap * (y0 == y1), right + gap * (left == right), y1 - gap * (y0 == y1)
        )
    else:
        draw.line(left, y0, right, y1)


def grid(paper, seed, lines, left=50, top=100, rows=None, columns=None, plain=False):
    """Draw a table of a seed's own making; its rows as they must be read."""
    random_ = random.Random(seed)
    rows, columns = rows or random_.randint(3, 9), columns or random_.randint(2, 6)
    xs = edges(left, [random_.randint(55, 90) for _ in range(columns)])
    ys = edges(top, [random_.choice((18, 24, 40, 56)) for _ in range(rows)])
    cells = [(y, x, 1, 1) for y in range(rows) for x in range(columns)] if plain else merged(random_, rows, columns)
    if lines == "open sides" and any(across == columns for *_, across in cells):  # nothing ties such a row to the next
        cells = [(y, x, 1, 1) for y in range(rows) for x in range(columns)]
    if lines == "boxes":
        for y, x, down, across in cells:
            paper.canvas.rect(xs[x], paper.height - ys[y + down], xs[x + across] - xs[x], ys[y + down] - ys[y])
    else:
        ruled(paper, xs, ys, cells, lines, random_)
    places = {}
    for y, x, down, across in cells:
        words = random_.choice(NAMES if x == 0 or random_.random() < 0.2 else FIGURES)
        while ys[y + down] - ys[y] < 12 * (pdfmetrics.stringWidth(words, FONT, 9) // (xs[x + across] - xs[x] - 8) + 1):
            words = words[:-1]
        align = random_.choice(("left", "right", "center"))
        text = paper.cell(words, xs[x], ys[y], xs[x + across], ys[y + down], align=align)
        places |= dict.fromkeys(((y + dy, x + dx) for dy in range(down) for dx in range(across)), text.strip())
    made = (tuple(places[y, x] for x in range(columns)) for y in range(rows))
    return tuple(row for row in made if any(row))


def share(truth, found):
    """How many of the cells of the truth were found at their place, and how many there are."""
    most = max(
        (sum(a == b for x, y in zip(truth, rows, strict=False) for a, b in zip(x, y, strict=False)) for rows in found),
        default=0,
    )
    return most, sum(map(len, truth))


def open_columns(paper, seed, level):
    """Draw a table without lines between its columns, and with level ones as said: "none", "three" or "rows"; its rows."""
    random_ = random.Random(seed)
    columns, rows = random_.randint(3, 6), random_.randint(4, 12)
    xs, ys = (
        edges(50, [130] + [random_.randint(55, 75) for _ in range(columns - 1)]),
        edges(120, [random_.choice((15, 20))] * (rows + 1)),
    )
    head = ["项目"] + [random_.choice(("预算数", "决算数", "完成率", "上年数")) for _ in range(columns - 1)]
    figures = [figure for figure in FIGURES if len(figure) < 9]
    body = [[random_.choice(NAMES[3:8])] + [random_.choice(figures) for _ in range(columns - 1)] for _ in range(rows)]
    align = random_.choice(("right", "center"))
    for y, row in enumerate([head, *body]):
        for x, text in enumerate(row):
            paper.cell(text, xs[x], ys[y], xs[x + 1], ys[y + 1], align=align if x and y else "center" if x else "left")
    for y in {"none": (), "three": (ys[0], ys[1], ys[-1]), "rows": ys}[level]:
        paper.canvas.line(xs[0], paper.height - y, xs[-1], paper.height - y)
    return tuple(tuple(text.strip() for text in row) for row in [head, *body])
