"""Where the steps of a chart stand: one under the other, in a row, in turns, or in lanes."""

from __future__ import annotations

from tests.powers.drawing import INKS, Box, Flow, Sheet, Style, notes, shape_of


def chart(flow: Flow, style: Style) -> bytes:
    """The chart as a picture file."""
    sheet = Sheet(style, 200 + style.width * 6)
    top = sheet.size
    if style.title:
        top = sheet.heading(flow.title, top) + sheet.size // 2
        if flow.legal:
            line = f"(法定时限:{flow.legal}个工作日 承诺时限:{flow.promised or flow.legal}个工作日)"
            top = sheet.heading(line, top)
    LAYOUTS[style.layout](sheet, flow, top + sheet.size)
    notes(sheet, flow.notes, sheet.low + sheet.size)
    return sheet.saved()


def _down(sheet: Sheet, flow: Flow, top: int) -> None:
    width = sheet.style.width
    wide, gap = round(width * 0.42), round(sheet.size * 2 * sheet.style.gap)
    left = (width - wide) // 2 if not flow.sides or any(len(side) > 1 for side in flow.sides.values()) else width // 12
    last: Box | None = None
    for step in flow.steps:
        box = sheet.node(step, left, top, wide, shape_of(step, sheet.style))
        if last is not None:
            sheet.join((last.across, last.bottom), (box.across, box.top))
        _sides(sheet, box, flow.sides.get(step, []), left)
        last, top = box, max(box.bottom, sheet.low) + gap


def _sides(sheet: Sheet, box: Box, sides: list[str], left: int) -> None:
    room = sheet.style.width - box.right - sheet.size * 3
    for number, side in enumerate(sides[:2]):
        wide = min(room, round(sheet.style.width * 0.4)) if number == 0 else left - sheet.size * 3
        high = sheet.tall(side, wide)
        start = box.right + sheet.size * 2 if number == 0 else sheet.size
        beside = sheet.node(side, start, max(box.middle - high // 2, box.top - sheet.size // 2), wide, "box")
        if number == 0:
            sheet.join((box.right, box.middle), (beside.left, box.middle))
        else:
            sheet.join((box.left, box.middle), (beside.right, box.middle))


def _across(sheet: Sheet, flow: Flow, top: int) -> None:
    count = len(flow.steps)
    gap = sheet.size * 2
    wide = (sheet.style.width - gap * (count + 1)) // count
    tallest = max(sheet.tall(step, wide) for step in flow.steps)
    last: Box | None = None
    for place, step in enumerate(flow.steps):
        high = sheet.tall(step, wide)
        box = sheet.node(step, gap + place * (wide + gap), top + (tallest - high) // 2, wide)
        if last is not None:
            sheet.join((last.right, box.middle), (box.left, box.middle))
        for side in flow.sides.get(step, [])[:1]:
            under = sheet.node(side, box.left, top + tallest + gap, wide)
            sheet.join((box.across, box.bottom), (box.across, under.top))
        last = box


def _turns(sheet: Sheet, flow: Flow, top: int, row: int = 3) -> None:
    gap = sheet.size * 3
    wide = (sheet.style.width - gap * (row + 1)) // row
    last: Box | None = None
    for start in range(0, len(flow.steps), row):
        line = flow.steps[start : start + row]
        tallest = max(sheet.tall(step, wide) for step in line)
        for number, step in enumerate(line):
            column = number if (start // row) % 2 == 0 else row - 1 - number
            box = sheet.node(step, gap + column * (wide + gap), top, wide)
            if last is not None and number == 0:
                sheet.join((last.across, last.bottom), (box.across, box.top))
            elif last is not None and box.left > last.left:
                sheet.join((last.right, top + sheet.size), (box.left, top + sheet.size))
            elif last is not None:
                sheet.join((last.left, top + sheet.size), (box.right, top + sheet.size))
            last = box
        top += tallest + gap


def _lanes(sheet: Sheet, flow: Flow, top: int) -> None:
    count, width = len(flow.lanes), sheet.style.width
    lane, start = (width - sheet.size * 2) // count, top
    wide, gap = round(lane * 0.76), round(sheet.size * 1.8)
    for number, name in enumerate(flow.lanes):
        sheet.words(name, Box(sheet.size + number * lane, top, sheet.size + (number + 1) * lane, top + sheet.size * 2))
    top += sheet.size * 3
    last: Box | None = None
    for number, step in zip(flow.lane, flow.steps, strict=True):
        left = sheet.size + number * lane + (lane - wide) // 2
        box = sheet.node(step, left, top, wide)
        if last is not None and last.across == box.across:
            sheet.join((last.across, last.bottom), (box.across, box.top))
        elif last is not None:
            side = last.right if box.across > last.across else last.left
            sheet.join((side, last.middle), (box.across, last.middle), (box.across, box.top))
        last, top = box, box.bottom + gap
    line = INKS["grey"] if sheet.style.ink == "black" else sheet.ink
    for number in range(count + 1):
        x = sheet.size + number * lane
        sheet.draw.line((x, start, x, sheet.low + sheet.size), line, 1)
    for y in (start, start + sheet.size * 2, sheet.low + sheet.size):
        sheet.draw.line((sheet.size, y, sheet.size + lane * count, y), line, 1)
    sheet.low += sheet.size


def _split(sheet: Sheet, flow: Flow, top: int) -> None:
    """The second step stands under the first with what branches off to both sides of it, all joined by one line."""
    width, gap = sheet.style.width, sheet.size * 2
    first, second, *rest = flow.steps
    wide = round(width * 0.5)
    box = sheet.node(first, (width - wide) // 2, top, wide)
    row = [*flow.sides.get(first, []), second] if flow.sides.get(first) else [second]
    part = (width - gap * (len(row) + 1)) // len(row)
    bar, top = box.bottom + gap, box.bottom + gap * 2
    sheet.draw.line((box.across, box.bottom, box.across, bar), sheet.ink, 1)
    boxes = [sheet.node(text, gap + place * (part + gap), top, part) for place, text in enumerate(row)]
    sheet.draw.line(
        (min(b.across for b in boxes), bar, max(max(b.across for b in boxes), box.across), bar), sheet.ink, 1
    )
    for each in boxes:
        sheet.join((each.across, bar), (each.across, each.top))
    last, top = boxes[-1], sheet.low + gap
    for step in rest:
        here = sheet.node(step, (width - wide) // 2, top, wide, shape_of(step, sheet.style))
        if abs(last.across - here.across) < 4:
            sheet.join((last.across, last.bottom), (here.across, here.top))
        else:
            bend = here.top - sheet.size
            sheet.join((last.across, last.bottom), (last.across, bend), (here.across, bend), (here.across, here.top))
        last, top = here, here.bottom + gap


LAYOUTS = {"down": _down, "across": _across, "turns": _turns, "lanes": _lanes, "split": _split}


def styled(told: dict[str, object]) -> Style:
    """A style from its words in a description."""
    return Style(**told)  # type: ignore[arg-type]
