"""Power lists and flowcharts as the sites carry them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from random import Random

from reports.samplecity.charts import flowchart
from reports.samplecity.content import Article, Attachment
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import FORMATS, Paper, Rows, html, html_table
from reports.samplecity.duties import LAW, LICENCE, PENALTY, STEPS, former, items
from reports.samplecity.faults import Flaw
from reports.samplecity.shelf import Shelf

LISTS = ("html", "html", "xls", "xlsx", "docx", "pdf")
EACH = ("picture", "picture", "album", "docx-each", "pdf-each")
CHARTS = (*EACH, "drawn", "docx-all", "pdf-all")
LIST_TITLES = ("{org}行政权力清单", "{org}行政职权目录", "{org}权责清单", "{org}行政职权清单（2012年版）")
ALL_TITLES = ("{org}行政权力运行流程图", "{org}权力运行流程图汇编", "{org}职权运行流程图")
HEADERS = (
    ("序号", "职权编码", "职权名称", "职权类型", "实施依据"),
    ("序号", "项目编码", "项目名称", "项目类别", "设定依据"),
    ("序号", "编号", "权力名称", "权力类型", "法律依据"),
)
SUFFIXES = ("流程图", "运行流程图", "行政权力运行流程图", "办理流程图", "工作流程图")
LIMITS = ("", "", "", "（法定办结时限20个工作日）", "(外部)")
CLASS_CHARTS = ("行政处罚流程图", "行政处罚权力运行流程图", "行政处罚（一般程序）流程图")
Drawn = tuple[str, str, tuple[str, ...]]  # item, title, steps


def subjects(seed: int, slot: tuple[str, str], flaw: Flaw) -> tuple[str, ...]:
    """The items that a fault is about."""
    chance = dice(seed, slot, flaw.kind, flaw.episode, "items")
    if flaw.kind == "orphan-chart":
        return (chance.choice(former(slot[0])),)
    own = [name for name, kind in items(slot[0]) if kind != PENALTY]
    several = 1 + (flaw.kind == "uncovered" and chance.random() < 0.4)
    return tuple(chance.sample(own, several)) if flaw.kind in ("uncovered", "dead-chart") else ()


def power_list(shelf: Shelf) -> Article:
    """The list of everything that a department may do, in the page or in a file."""
    chance = shelf.chance("list")
    org = shelf.org if shelf.named or chance.random() < 0.5 else ""
    title = chance.choice(LIST_TITLES).format(org=org)
    table, form = _list_rows(shelf, chance), chance.choice(LISTS)
    day = date(2012, 1, 4) + timedelta(days=chance.randrange(20))
    if form == "html":
        return shelf.article(title, html_table(table), day)
    suffix, media_type, write = FORMATS[form]
    file = Attachment(
        f"W{number(title, *shelf.slot):010}{suffix}", title + suffix, media_type, write(Paper(title, (table,)))
    )
    return shelf.article(title, f"<p>现将{shelf.org}依法行使的职权予以公布，详见附件。</p>", day, (file,))


def _list_rows(shelf: Shelf, chance: Random) -> Rows:
    lines = [chance.choice(HEADERS)]
    law = LAW.get(shelf.body, "有关法律法规")
    for place, (name, kind) in enumerate(items(shelf.body), start=1):
        code = f"{number(shelf.body) % 900 + 100}{STEPS_CODE[kind]}{place:03}"
        lines.append((str(place), code, name, kind, f"{law}第{chance.randrange(5, 70)}条"))
    return tuple(lines)


STEPS_CODE = {kind: f"{place:02}" for place, kind in enumerate(STEPS, start=1)}


def power_charts(shelf: Shelf, flaw: Flaw | None) -> list[Article]:
    """The charts of a department, with the fault of the month in them."""
    kind = flaw.kind if flaw else ""
    if kind == "no-chart":
        return []
    chance = shelf.chance("charts")
    form = shelf.chance("form").choice(CHARTS)
    if kind == "dead-chart" and form not in EACH:
        form = shelf.chance("form", 2).choice(EACH)
    about = subjects(shelf.seed, shelf.slot, flaw) if flaw else ()
    drawn = [chart for chart in _drawn(shelf, chance) if kind != "uncovered" or chart[0] not in about]
    if kind == "orphan-chart":
        drawn += [(name, f"{name}流程图", STEPS[LICENCE]) for name in about]
    dead = about if kind == "dead-chart" else ()
    day = date(2012, 1, 4) + timedelta(days=chance.randrange(20))
    return list(_posted(shelf, form, drawn, dead, day))


def _drawn(shelf: Shelf, chance: Random) -> Iterator[Drawn]:
    """Title and steps of every chart; one for the whole class of penalties in half of the cases."""
    suffix, limit, numbered = chance.choice(SUFFIXES), chance.choice(LIMITS), chance.random() < 0.4
    by_class = chance.random() < 0.5
    place = 0
    for name, kind in items(shelf.body):
        if by_class and kind == PENALTY:
            continue
        place += 1
        yield name, (f"{place}. " if numbered else "") + name + suffix + limit, STEPS[kind]
    if by_class:
        yield PENALTY, chance.choice(CLASS_CHARTS), STEPS[PENALTY]


def _posted(shelf: Shelf, form: str, drawn: list[Drawn], dead: tuple[str, ...], day: date) -> Iterator[Article]:
    if form == "album":
        yield _album(shelf, drawn, dead, day)
    elif form.endswith("-all"):
        yield _volume(shelf, drawn, form.removesuffix("-all"), day)
    elif form == "drawn":
        for _, title, steps in drawn:
            yield shelf.article(title, html(Paper(title, _in_words(steps))), day)
    else:
        for item, title, steps in drawn:
            yield _single(shelf, form, title, steps, day, dead=item in dead)


def _single(shelf: Shelf, form: str, title: str, steps: tuple[str, ...], day: date, *, dead: bool) -> Article:
    """A page for one item, with its chart as a picture or a file."""
    if form == "picture":
        picture = _picture(shelf, title, steps, dead=dead)
        return shelf.article(title, "<p>{{picture:" + picture.name + "}}</p>", day, (picture,))
    suffix, media_type, write = FORMATS[form.removesuffix("-each")]
    body = None if dead else write(Paper(title, _in_words(steps)))
    file = Attachment(f"W{number(title, *shelf.slot):010}{suffix}", title + suffix, media_type, body)
    return shelf.article(title, "<p>流程图见附件。</p>", day, (file,))


def _picture(shelf: Shelf, title: str, steps: tuple[str, ...], *, dead: bool) -> Attachment:
    name = f"W{number(title, *shelf.slot):010}.png"
    return Attachment(name, title, "image/png", None if dead else flowchart(title, steps), inline=True)


def _album(shelf: Shelf, drawn: list[Drawn], dead: tuple[str, ...], day: date) -> Article:
    """One page with a picture for each item, its name above it."""
    pictures = [_picture(shelf, title, steps, dead=item in dead) for item, title, steps in drawn]
    body = "".join(f"<p>{escape(p.label)}</p><p>{{{{picture:{p.name}}}}}</p>" for p in pictures)
    return shelf.article(_volume_title(shelf), body, day, tuple(pictures))


def _volume(shelf: Shelf, drawn: list[Drawn], format: str, day: date) -> Article:
    """One page with one file in which every chart has its heading."""
    title = _volume_title(shelf)
    blocks: list[str | Rows] = []
    for _, heading, steps in drawn:
        blocks += [heading, *_in_words(steps)]
    suffix, media_type, write = FORMATS[format]
    paper = Paper(title, tuple(blocks))
    file = Attachment(f"W{number(title, *shelf.slot):010}{suffix}", f"附件：{title}{suffix}", media_type, write(paper))
    return shelf.article(title, "<p>各项职权的流程图见附件。</p>", day, (file,))


def _volume_title(shelf: Shelf) -> str:
    return shelf.chance("volume").choice(ALL_TITLES).format(org=shelf.org if shelf.named else "")


def _in_words(steps: tuple[str, ...]) -> tuple[Rows, ...]:
    cells = [cell for step in steps for cell in ((step,), ("↓",))][:-1]
    return (tuple(cells),)


def office_chart(shelf: Shelf, day: date) -> Article:
    """A chart of the office's own work, which no power list names."""
    title = "局机关公文办理流程图"
    name = f"W{number(title, *shelf.slot):010}.png"
    steps = ("收文登记", "拟办", "批办", "承办", "催办", "归档")
    picture = Attachment(name, title, "image/png", flowchart(title, steps), inline=True)
    return replace(shelf, named=False).article(title, "<p>{{picture:" + name + "}}</p>", day, (picture,))
