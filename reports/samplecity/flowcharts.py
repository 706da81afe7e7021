"""Charts of how powers run, in the forms in which departments publish them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape

from reports.samplecity.boxes import boxes
from reports.samplecity.charts import flowchart
from reports.samplecity.content import Article, Attachment
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import FORMATS, Paper, Rows, html
from reports.samplecity.duties import LICENCE, PENALTY, STEPS
from reports.samplecity.faults import Fault, Slot, by_class, has_limits
from reports.samplecity.register import Power, Register, other_promise
from reports.samplecity.shelf import Shelf

EACH = ("picture", "picture", "album", "docx-each", "pdf-each", "boxes-each")
WRITTEN = ("drawn", "aside", "docx-each", "pdf-each", "docx-all", "pdf-all", "boxes-each")  # whose steps are text
CHARTS = (*EACH, "drawn", "aside", "docx-all", "pdf-all", "zip")
ALL_TITLES = ("{org}行政权力运行流程图", "{org}权力运行流程图汇编", "{org}职权运行流程图")
SUFFIXES = ("流程图", "运行流程图", "行政权力运行流程图", "办理流程图", "工作流程图")
CLASS_CHARTS = ("行政处罚流程图", "行政处罚权力运行流程图", "行政处罚（一般程序）流程图")


@dataclass(frozen=True)
class _Drawn:
    """One chart before it has a form."""

    item: str
    title: str
    steps: tuple[str, ...]
    day: date
    dead: bool = False


def power_charts(shelf: Shelf, held: Register, fault: Fault | None) -> list[Article]:
    """The charts of a department, with the fault of the month in them."""
    kind, about = (fault.kind, fault.about) if fault else ("", ())
    if kind == "no-chart":
        return []
    form = _form(shelf.seed, shelf.slot, kind)
    drawn = [_flawed(shelf, chart, held, kind, about) for chart in _drawn(shelf, held, kind)]
    if kind == "uncovered":
        drawn = [chart for chart in drawn if chart.item not in about]
    if kind == "orphan-chart":
        drawn += [_Drawn(name, f"{name}流程图", STEPS[LICENCE], drawn[0].day) for name in about]
    return list(_posted(shelf, form, drawn))


def _form(seed: int, slot: Slot, kind: str) -> str:
    form, suited = dice(seed, *slot, "form").choice(CHARTS), {"dead-chart": EACH, "no-step": WRITTEN}.get(kind, CHARTS)
    return form if form in suited else dice(seed, *slot, "form", 2).choice(suited)


def _is_limited(seed: int, slot: Slot, kind: str) -> bool:
    """Whether the charts' titles tell the time limits."""
    told = dice(seed, *slot, "limits in titles").random() < 0.4 or kind == "limit-differs"
    return told and has_limits(seed, slot)


def _is_in_pictures(seed: int, slot: Slot) -> bool:
    return dice(seed, *slot, "bundle").random() < 0.5


def is_closed(seed: int, slot: Slot, fault: Fault | None) -> bool:
    """Whether a place's charts are pictures in an archive."""
    return _form(seed, slot, fault.kind if fault else "") == "zip" and _is_in_pictures(seed, slot)


def _is_read(seed: int, slot: Slot, kind: str) -> bool:
    """Whether a place's charts are text, not pictures."""
    form = _form(seed, slot, kind)
    return form in WRITTEN or (form == "zip" and not _is_in_pictures(seed, slot))


def told(seed: int, slot: Slot, power: Power, fault: Fault | None) -> tuple[tuple[str, ...], int] | None:
    """The steps that can be read on a power's own chart, none in pictures, and the promised days, 0 for none.

    None when a place has no chart of its own for it.
    """
    kind, about = (fault.kind, fault.about) if fault else ("", ())
    shared = by_class(seed, slot) and power.kind == PENALTY
    if kind == "no-chart" or shared or (kind in ("uncovered", "dead-chart") and power.name in about):
        return None
    steps, faulty = STEPS[power.kind] if _is_read(seed, slot, kind) else (), power.name in about
    if kind == "no-step" and faulty:
        steps = tuple(step for step in steps if step not in lacking(seed, power.name))
    promised = power.promised if _is_limited(seed, slot, kind) else 0
    return steps, other_promise(power.promised) if kind == "limit-differs" and faulty else promised


def _drawn(shelf: Shelf, held: Register, kind: str) -> Iterator[_Drawn]:
    """Every chart; one for the whole class of penalties in half of the cases."""
    chance = shelf.chance("charts")
    first = date(2012, 1, 4) + timedelta(days=chance.randrange(20))
    suffix, numbered, outer = chance.choice(SUFFIXES), chance.random() < 0.4, chance.random() < 0.2
    limited = _is_limited(shelf.seed, shelf.slot, kind)
    place = 0
    for power in held.powers:
        if by_class(shelf.seed, shelf.slot) and power.kind == PENALTY:
            continue
        place += 1
        after = limit(power) if limited else "(外部)" if outer else ""
        title = (f"{place}. " if numbered else "") + power.name + suffix + after
        yield _Drawn(power.name, title, STEPS[power.kind], held.days.get(power.name, first))
    if by_class(shelf.seed, shelf.slot):
        yield _Drawn(PENALTY, chance.choice(CLASS_CHARTS), STEPS[PENALTY], first)


def limit(power: Power) -> str:
    """The time limits behind a chart's title; nothing for what knows none."""
    return f"（法定办结时限{power.legal}个工作日，承诺办结时限{power.promised}个工作日）" if power.legal else ""


def _flawed(shelf: Shelf, chart: _Drawn, held: Register, kind: str, about: tuple[str, ...]) -> _Drawn:
    if chart.item not in about:
        return chart
    if kind == "no-step":
        gone = lacking(shelf.seed, chart.item)
        return replace(chart, steps=tuple(step for step in chart.steps if step not in gone))
    if kind == "limit-differs":
        power = held.named(chart.item)
        other = replace(power, promised=other_promise(power.promised))
        return replace(chart, title=chart.title.replace(limit(power), limit(other)))
    return replace(chart, dead=kind == "dead-chart")


def lacking(seed: int, item: str) -> tuple[str, ...]:
    """The steps that a faulty chart of an approval does not have."""
    return (("受理",), ("制证送达", "办结归档"))[number(seed, item) % 2]


def _posted(shelf: Shelf, form: str, drawn: list[_Drawn]) -> Iterator[Article]:
    day = max(chart.day for chart in drawn)
    if form == "album":
        yield _album(shelf, drawn, day)
    elif form == "zip":
        yield _bundle(shelf, drawn, day)
    elif form.endswith("-all"):
        yield _volume(shelf, drawn, form.removesuffix("-all"), day)
    elif form in ("drawn", "aside"):
        shown = _in_words if form == "drawn" else _in_a_row
        for chart in drawn:
            yield shelf.article(chart.title, html(Paper(chart.title, shown(chart.steps))), chart.day)
    else:
        for chart in drawn:
            yield _single(shelf, form.removesuffix("-each"), chart)


def _single(shelf: Shelf, form: str, chart: _Drawn) -> Article:
    """A page for one item, with its chart as a picture or a file."""
    title = chart.title
    if form == "picture":
        picture = _picture(shelf, chart)
        return shelf.article(title, "<p>{{picture:" + picture.name + "}}</p>", chart.day, (picture,))
    suffix, media_type, write = FORMATS["docx" if form == "boxes" else form]
    if chart.dead:
        body = None
    elif form == "boxes":
        body = boxes(title, chart.steps, old=number(*shelf.slot) % 2 == 0)
    else:
        body = write(Paper(title, _in_words(chart.steps)))
    file = Attachment(f"W{number(title, *shelf.slot):010}{suffix}", title + suffix, media_type, body)
    return shelf.article(title, "<p>流程图见附件。</p>", chart.day, (file,))


def _picture(shelf: Shelf, chart: _Drawn) -> Attachment:
    name = f"W{number(chart.title, *shelf.slot):010}.png"
    body = None if chart.dead else flowchart(chart.title, chart.steps)
    return Attachment(name, chart.title, "image/png", body, inline=True)


def _album(shelf: Shelf, drawn: list[_Drawn], day: date) -> Article:
    """One page with a picture for each item, its name above it."""
    pictures = [_picture(shelf, chart) for chart in drawn]
    body = "".join(f"<p>{escape(p.label)}</p><p>{{{{picture:{p.name}}}}}</p>" for p in pictures)
    return shelf.article(_volume_title(shelf), body, day, tuple(pictures))


def _volume(shelf: Shelf, drawn: list[_Drawn], format: str, day: date) -> Article:
    """One page with one file in which every chart has its heading."""
    title = _volume_title(shelf)
    blocks: list[str | Rows] = []
    for chart in drawn:
        blocks += [chart.title, *_in_words(chart.steps)]
    suffix, media_type, write = FORMATS[format]
    return _enclosed(shelf, suffix, media_type, write(Paper(title, tuple(blocks))), day)


def _bundle(shelf: Shelf, drawn: list[_Drawn], day: date) -> Article:
    """One page with an archive that holds a Word file or a picture for each chart."""
    in_pictures, out = _is_in_pictures(shelf.seed, shelf.slot), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for chart in drawn:
            name = chart.title + (".png" if in_pictures else ".docx")
            paper = Paper(chart.title, _in_words(chart.steps))
            body = flowchart(chart.title, chart.steps) if in_pictures else FORMATS["docx"][2](paper)
            bundle.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return _enclosed(shelf, ".zip", "application/zip", out.getvalue(), day)


def _enclosed(shelf: Shelf, suffix: str, media_type: str, body: bytes, day: date) -> Article:
    title = _volume_title(shelf)
    file = Attachment(f"W{number(title, *shelf.slot):010}{suffix}", f"附件：{title}{suffix}", media_type, body)
    return shelf.article(title, "<p>各项职权的流程图见附件。</p>", day, (file,))


def _volume_title(shelf: Shelf) -> str:
    return shelf.chance("volume").choice(ALL_TITLES).format(org=shelf.org if shelf.named else "")


def _in_words(steps: tuple[str, ...]) -> tuple[Rows, ...]:
    cells = [cell for step in steps for cell in ((step,), ("↓",))][:-1]
    return (tuple(cells),)


def _in_a_row(steps: tuple[str, ...]) -> tuple[Rows, ...]:
    cells = [cell for step in steps for cell in (step, "→")][:-1]
    return ((tuple(cells),),)


def decoys(shelf: Shelf) -> Iterator[Article]:
    """Charts of the office's own work, which no power list names."""
    day = date(2012, 1, 20)
    if shelf.chance("office").random() < 0.4:
        yield _apart(shelf, "局机关公文办理流程图", ("收文登记", "拟办", "批办", "承办", "催办", "归档"), day)
    if shelf.chance("complaints").random() < 0.4:
        steps = ("来电来信", "登记", "转办", "调查核实", "答复举报人", "归档")
        yield _apart(shelf, "投诉举报处理流程图", steps, day)


def _apart(shelf: Shelf, title: str, steps: tuple[str, ...], day: date) -> Article:
    name = f"W{number(title, *shelf.slot):010}.png"
    picture = Attachment(name, title, "image/png", flowchart(title, steps), inline=True)
    return replace(shelf, named=False).article(title, "<p>{{picture:" + name + "}}</p>", day, (picture,))
