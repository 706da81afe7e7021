"""How well words in pictures are recognised: charts, ruled tables and pages of text, drawn here and then spoilt.

    python bench/ocr.py [--rounds 1] [--only chart] [--font FILE] [--trace]

Each line of the table is one way to spoil: what share of the characters, figures, cells and nodes came through, how many
pictures were doubted, and how many figures were wrong without a doubt (which must be none). `--trace` prints each wrong
figure. The last lines say what it took: seconds of the processor for a picture, and the memory of the process.
"""

from __future__ import annotations

import argparse
import difflib
import io
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont  # noqa: E402

from crawler.reading import doubts  # noqa: E402 - the repository itself is the package
from crawler.reading.pictures import ocr  # noqa: E402 - the repository itself is the package
from crawler.reading.value import Seen  # noqa: E402

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)
FIGURE = re.compile(r"\d[\d,.]*\d|\d")
STEPS = ("申请人提出申请", "窗口受理并登记", "业务科室审查材料", "材料是否齐全", "分管领导作出决定", "制证并送达申请人")
ALIKE = ("申请", "受理", "审查", "决定", "送达", "办结归档")
HEADS = ("因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费")
PROSE = (
    "按照市政府的统一部署，现将本单位部门预算和“三公”经费预算情况予以公开。",
    "全年一般公共预算拨款安排的“三公”经费合计{a}万元，比上年减少{b}万元。",
    "其中公务接待费{c}万元，国内接待{d}批次、{e}人次；公务用车运行维护费{f}万元。",
    "年末公务用车保有量{g}辆，单价五十万元以上的设备{h}台（套），房屋面积{i}平方米。",
)


@dataclass
class Paper:
    """A picture and what stands on it."""

    picture: Image.Image
    lines: list[str] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(self.lines)


@cache
def font(file: str, size: int) -> ImageFont.FreeTypeFont:
    """A typeface in one size; Simplified Chinese, which is the third in files of Noto."""
    return ImageFont.truetype(file, size, index=2 if "CJK" in file else 0)


def sheet(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty sheet."""
    picture = Image.new("RGB", (width, height), "white")
    return picture, ImageDraw.Draw(picture)


def number(chance: random.Random) -> str:
    """A figure as budgets print them."""
    value = chance.choice((chance.uniform(0, 99), chance.uniform(100, 9_999), chance.uniform(1e4, 9e6)))
    return f"{value:,.2f}" if chance.random() < 0.5 else f"{value:.{chance.choice((0, 1, 2))}f}"


def chart(file: str, size: int, chance: random.Random) -> Paper:
    """A chart of steps in frames of all shapes, some with words on two lines, labels beside the arrows, a title."""
    short = chance.random() < 0.5
    steps = list(ALIKE if short else STEPS)
    width, gap, high = size * 26, size * 2, size * 4
    picture, draw = sheet(width, size * 6 + len(steps) * (high + gap))
    paper = Paper(picture, ["行政许可事项流程图"])
    draw.text((width // 2, size * 2), paper.lines[0], 0, font(file, int(size * 1.4)), anchor="mm")
    for place, step in enumerate(steps):
        top, left, right = size * 5 + place * (high + gap), width // 2 - size * 5, width // 2 + size * 5
        _frame(
            draw, (left, top, right, top + high), 3 if "是否" in step else place % 3 % 2 + chance.randint(0, 1), size
        )
        _words(draw, file, size, step, (width // 2, top + high // 2))
        paper.nodes.append(step)
        if place + 1 < len(steps):
            middle = width // 2
            draw.line((middle, top + high, middle, top + high + gap), 0, max(1, size // 10))
            draw.polygon(
                (
                    (middle - size // 3, top + high + gap - size // 2),
                    (middle + size // 3, top + high + gap - size // 2),
                    (middle, top + high + gap),
                ),
                0,
            )
            if "是否" in step:
                draw.text((middle + size, top + high + gap // 2), "是", 0, font(file, size), anchor="mm")
    paper.lines += paper.nodes
    return paper


def _frame(draw: ImageDraw.ImageDraw, at: tuple[int, int, int, int], shape: int, size: int) -> None:
    left, top, right, bottom = at
    thick = max(1, size // 10)
    if shape == 0:
        draw.rectangle(at, outline=0, width=thick)
    elif shape == 1:
        draw.rounded_rectangle(at, size, outline=0, width=thick)
    elif shape == 2:
        draw.rectangle(at, fill=(220, 230, 241), outline=(79, 129, 189), width=thick)
    else:
        x, y = (left + right) // 2, (top + bottom) // 2
        points = ((x, top - size // 2), (right + size * 2, y), (x, bottom + size // 2), (left - size * 2, y))
        draw.line((*points, points[0], points[1]), 0, thick)


def _words(draw: ImageDraw.ImageDraw, file: str, size: int, words: str, middle: tuple[int, int]) -> None:
    half = len(words) // 2 if len(words) > 6 else len(words)
    lines = [words[:half], words[half:]] if words[half:] else [words]
    for row, line in enumerate(lines):
        down = (row - (len(lines) - 1) / 2) * size * 1.3
        draw.text((middle[0], middle[1] + down), line, 0, font(file, size), anchor="mm")


def table(file: str, size: int, chance: random.Random) -> Paper:
    """A ruled table of expenses under a merged head, with a unit line above it."""
    rows = [("项目", "预算数", "预算数", "决算数"), ("项目", "上年", "本年", "本年")]
    rows += [(head, *(number(chance) for _ in range(3))) for head in (*HEADS, "合计")]
    rows += [
        (f"{unit}科", *(number(chance) for _ in range(3)))
        for unit in ("办公室", "预算", "国库", "农业", "社保", "综合")
    ]
    wide, tall = (size * 11, size * 7, size * 7, size * 7), size * 2
    picture, draw = sheet(sum(wide) + size * 4, tall * (len(rows) + 4))
    top, lefts = tall * 3, [size * 2 + sum(wide[:n]) for n in range(5)]
    unit = "单位：万元"
    draw.text((sum(wide) // 2 + size * 2, tall), "部门“三公”经费情况表", 0, font(file, int(size * 1.4)), anchor="mm")
    draw.text((lefts[-1], top - size), unit, 0, font(file, size), anchor="rm")
    spans = {(0, 0): (1, 2), (0, 1): (2, 1)}
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            across, down = spans.get((y, x), (1, 1))
            if (y, x) in ((1, 0), (0, 2)):
                continue
            at = (lefts[x], top + y * tall, lefts[x + across], top + (y + down) * tall)
            draw.rectangle(at, outline=0, width=max(1, size // 14))
            draw.text(((at[0] + at[2]) / 2, (at[1] + at[3]) / 2), cell, 0, font(file, size), anchor="mm")
    return Paper(
        picture,
        [
            "部门“三公”经费情况表",
            unit,
            *(
                "".join(dict.fromkeys(row)) if y == 0 else "".join(row[1:] if y == 1 else row)
                for y, row in enumerate(rows)
            ),
        ],
        rows,
    )


def page(file: str, size: int, chance: random.Random) -> Paper:
    """A page of prose with figures in it."""
    picture, draw = sheet(size * 62, size * 40)
    paper = Paper(picture, ["关于部门预算公开的说明"])
    draw.text((size * 31, size * 2), paper.lines[0], 0, font(file, int(size * 1.5)), anchor="mm")
    for row in range(20):
        line = PROSE[row % 4].format(**{name: number(chance) for name in "abcdefghi"})
        paper.lines.append(line)
        draw.text((size * 2, size * (5 + row * 1.7)), line, 0, font(file, size))
    return paper


PAPERS = {"chart": chart, "table": table, "page": page}


def noise(picture: Image.Image, chance: random.Random, level: int) -> Image.Image:
    """Grain, as of an old scanner."""
    grain = Image.effect_noise(picture.size, level).convert("RGB")
    return ImageChops.add(picture, grain, 1, -128)


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """The picture as a JPEG of that quality keeps it."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def seal(picture: Image.Image) -> Image.Image:
    """A red seal over the words, which show through."""
    side = min(picture.size) // 3
    stamp = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(stamp)
    x, y = picture.width // 2, picture.height // 3
    draw.ellipse((x, y, x + side, y + side), outline=(225, 60, 50), width=max(3, side // 25))
    draw.regular_polygon((x + side / 2, y + side / 2, side / 5), 5, fill=(225, 60, 50))
    return ImageChops.multiply(picture, stamp)


def grey(picture: Image.Image) -> Image.Image:
    """Grey words on grey paper."""
    return picture.point([60 + level * 150 // 255 for level in range(256)] * 3)


Spoil = Callable[[Image.Image, random.Random], Image.Image]
SPOILS: dict[str, tuple[int, Spoil]] = {
    "screen 96 dpi, 12 px": (12, lambda p, c: p),
    "screen 16 px": (16, lambda p, c: p),
    "10 px, JPEG 60": (10, lambda p, c: jpeg(p, 60)),
    "200 dpi": (30, lambda p, c: p),
    "300 dpi, grain": (44, lambda p, c: noise(p, c, 40)),
    "16 px, JPEG 25": (16, lambda p, c: jpeg(p, 25)),
    "24 px, grain, JPEG 40": (24, lambda p, c: jpeg(noise(p, c, 60), 40)),
    "blurred": (20, lambda p, c: p.filter(ImageFilter.GaussianBlur(1.6))),
    "very blurred": (20, lambda p, c: p.filter(ImageFilter.GaussianBlur(2.6))),
    "90 degrees": (20, lambda p, c: p.rotate(90, expand=True)),
    "180 degrees": (20, lambda p, c: p.rotate(180, expand=True)),
    "270 degrees": (20, lambda p, c: p.rotate(270, expand=True)),
    "skew 1.2": (24, lambda p, c: p.rotate(1.2, Image.Resampling.BICUBIC, True, fillcolor="white")),
    "skew -3": (24, lambda p, c: p.rotate(-3, Image.Resampling.BICUBIC, True, fillcolor="white")),
    "red seal": (24, lambda p, c: seal(p)),
    "grey on grey, grain": (20, lambda p, c: noise(grey(p), c, 20)),
}


@dataclass
class Tally:
    """What came through of some pictures."""

    pictures: int = 0
    doubted: int = 0
    quiet: int = 0
    seconds: float = 0.0
    shares: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, right: float, of: float) -> None:
        """Count a share."""
        held = self.shares.setdefault(name, [0.0, 0.0])
        held[0] += right
        held[1] += of

    def share(self, name: str) -> str:
        """A share in per cent, or a dash."""
        right, of = self.shares.get(name, [0, 0])
        return f"{100 * right / of:.1f}" if of else "-"


def bare(text: str) -> str:
    """Text without white space and with one form of marks that look the same."""
    return re.sub(r"\s", "", text).translate(str.maketrans("，：（）；“”", ',:();""'))


def measure(paper: Paper, seen: Seen, tally: Tally) -> list[str]:
    """Counts what came through; returns the figures that did not."""
    wanted, got = bare(paper.text), bare(seen.text)
    same = sum(part.size for part in difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks())
    tally.add("characters", same, len(wanted))
    figures, read = (Counter(FIGURE.findall("\n".join(part))) for part in (paper.lines, seen.text.split("\n")))
    if paper.rows:
        figures, read = (
            Counter(cell for row in rows for cell in row if FIGURE.fullmatch(cell))
            for rows in (paper.rows, [row for t in seen.tables for row in t.rows])
        )
        cells = [
            (y, x, bare(cell)) for t in seen.tables[:1] for y, row in enumerate(t.rows) for x, cell in enumerate(row)
        ]
        true = [(y, x, bare(cell)) for y, row in enumerate(paper.rows) for x, cell in enumerate(row)]
        tally.add("cells", len(set(true) & set(cells)), len(true))
    if paper.nodes:
        nodes = [box.text for box in seen.boxes if box.framed]
        tally.add("nodes", sum(node in nodes for node in paper.nodes), max(len(paper.nodes), len(nodes)))
    wrong = list((figures - read).elements())
    tally.add("figures", sum(figures.values()) - len(wrong), sum(figures.values()))
    doubted = doubts.UNSURE in seen.doubts or not seen.text
    tally.pictures += 1
    tally.doubted += doubted
    tally.quiet += 0 if doubted else len(wrong)
    return [] if doubted else wrong


def samples(name: str, rounds: int, files: list[str]) -> Iterator[tuple[str, Paper]]:
    """The spoilt papers of one kind of spoiling."""
    size, spoil = SPOILS[name]
    for kind, draw in PAPERS.items():
        for round_ in range(rounds):
            chance = random.Random(f"{name}{kind}{round_}")
            paper = draw(files[round_ % len(files)], size, chance)
            paper.picture = spoil(paper.picture, chance)
            yield kind, paper


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", default="", help="a kind of paper, or words of a kind of spoiling")
    parser.add_argument("--font", action="append")
    parser.add_argument("--trace", action="store_true")
    asked = parser.parse_args()
    files = asked.font or [file for file in FONTS if Path(file).exists()]
    if not files or not ocr.available():
        print("needs a Chinese typeface (fonts-noto-cjk) and gongkai[ocr]", file=sys.stderr)
        return 2
    look, whole = ocr.open_eyes(), Tally()
    print(f"{'':24} {'chars':>7} {'figures':>7} {'cells':>7} {'nodes':>7} {'doubted':>8} {'quiet':>6} {'s':>5}")
    for name in SPOILS:
        tally = Tally()
        for kind, paper in samples(name, asked.rounds, files):
            if asked.only and asked.only not in (kind, *name.split()):
                continue
            start = time.process_time()
            seen = look(paper.picture, 1)
            tally.seconds += time.process_time() - start
            for wrong in measure(paper, seen, tally):
                print("   quietly wrong:", name, kind, wrong) if asked.trace else None
        if tally.pictures:
            shares = " ".join(f"{tally.share(each):>7}" for each in ("characters", "figures", "cells", "nodes"))
            each = tally.seconds / tally.pictures
            print(f"{name:24} {shares} {tally.doubted:>4}/{tally.pictures:<3} {tally.quiet:>6} {each:5.1f}", flush=True)
        whole.quiet += tally.quiet
    status = Path("/proc/self/status").read_text()
    sizes = {key: int(re.search(rf"{key}:\s+(\d+)", status)[1]) // 1024 for key in ("VmHWM", "VmPeak")}  # type: ignore[index]
    print(
        f"{whole.quiet} figures wrong without a doubt; peak {sizes['VmHWM']} MiB resident, {sizes['VmPeak']} MiB of addresses"
    )
    return 1 if whole.quiet else 0


if __name__ == "__main__":
    sys.exit(main())
