"""Tables from their lines: which lines belong together, and which places of their grid are one cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.reading import limits
from crawler.reading.pdf.glyphs import Box
from crawler.reading.pdf.rules import Rule

COVERED = 0.6  # of a place's side must be ruled for the line to part it from its neighbour
OPEN_SHARE = 0.2  # above this share of an area that lies in no closed rectangle, lines are a drawing and no table
ROOM = 2.5  # of the size: a row with one line of text is no higher
SIDES = 3  # so many lines must end together, or the first and the last, where a table has no border of its own


@dataclass(frozen=True)
class Ruling:
    """A grid of lines: `xs` and `ys` are its edges; `cells` are (row, column, rows down, columns across)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]

    @property
    def box(self) -> Box:
        """The rectangle that it covers."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def rulings(across: Iterable[Rule], down: Iterable[Rule], size: float) -> list[Ruling]:
    """The grids that lines make, single boxes among them, from top to bottom. Raises LimitReached.

    `size` is the height of the page's characters: lines nearer to each other than a third of it are one.
    """
    near = max(1.0, 0.3 * size)
    level = [rule for rule in straightened(across, near) if rule.end - rule.start >= 0.8 * size]
    upright = [rule for rule in straightened(down, near) if rule.end - rule.start >= 0.8 * size]
    found = [_ruling(*group, near) for group in _connected(level, upright, near, size)]
    return sorted((ruling for ruling in found if ruling), key=lambda ruling: ruling.ys[0])


def straightened(rules: Iterable[Rule], near: float) -> list[Rule]:
    """Lines drawn piece by piece, doubled or not quite in one line, as one line each; in the order of `at`."""
    found: list[Rule] = []
    group: list[Rule] = []
    for rule in sorted(rules):
        if group and (rule.at - group[-1].at > near or rule.at - group[0].at > 1.5 * near):
            found += _unbroken(group, near)
            group = []
        group.append(rule)
    return found + (_unbroken(group, near) if group else [])


def _unbroken(group: list[Rule], near: float) -> list[Rule]:
    at = sum(rule.at for rule in group) / len(group)
    found: list[Rule] = []
    for _, start, end in sorted(group, key=lambda rule: rule.start):
        if found and start - found[-1].end <= 2 * near:
            found[-1] = Rule(at, found[-1].start, max(found[-1].end, end))
        else:
            found.append(Rule(at, start, end))
    return found


def _connected(level: list[Rule], upright: list[Rule], near: float, size: float) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that touch, or that lie closely above each other where a table has no sides."""
    parents = list(range(len(level) + len(upright)))
    places = [rule.at for rule in upright]
    sided: set[int] = set()
    tries = 0
    for number, (at, start, end) in enumerate(level):
        for other in range(bisect_left(places, start - near), bisect_right(places, end + near)):
            tries += 1
            if upright[other].start - near <= at <= upright[other].end + near:
                parents[_root(parents, number)] = _root(parents, len(level) + other)
                if min(abs(places[other] - start), abs(places[other] - end)) <= 2 * near:
                    sided.add(number)
        if tries > limits.PDF_CROSSINGS:
            raise limits.LimitReached("lines")
    for one, other in pairwise(range(len(level))):
        if not sided & {one, other} and _follows(level[one], level[other], near, size):
            parents[_root(parents, one)] = _root(parents, other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate(level + upright):
        groups.setdefault(_root(parents, number), ([], []))[number >= len(level)].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _follows(one: Rule, other: Rule, near: float, size: float) -> bool:
    """Whether two level lines are as long, and only one line of text has room between them."""
    alike = abs(one.start - other.start) <= near and abs(one.end - other.end) <= near
    return alike and other.at - one.at <= ROOM * size


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _ruling(level: list[Rule], upright: list[Rule], near: float) -> Ruling | None:
    """The grid of lines that touch; None where they leave most of it open, as the arrows of a chart do."""
    level, upright = level + _missing(upright, level, near), upright + _missing(level, upright, near)
    ys, xs = _edges(level, near), _edges(upright, near)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1:
        return None
    if rows * columns > limits.PDF_CELLS:
        raise limits.LimitReached("cells")
    walls = (_walls(upright, xs, ys), _walls(level, ys, xs))
    regions = _regions(walls, rows, columns)
    if _open(regions, xs, ys) > OPEN_SHARE * (xs[-1] - xs[0]) * (ys[-1] - ys[0]):
        return None
    return Ruling(xs, ys, tuple(_cells(regions, columns)))


def _open(regions: list[int], xs: tuple[float, ...], ys: tuple[float, ...]) -> float:
    """The area of a grid that lies in no closed rectangle: around it, or in shapes with corners."""
    columns = len(xs) - 1
    found = 0.0
    for region, numbers in _grouped(regions).items():
        if region == regions[-1] or not _is_rectangle(numbers, columns):
            for number in numbers:
                y, x = divmod(number, columns)
                found += (xs[x + 1] - xs[x]) * (ys[y + 1] - ys[y])
    return found


def _grouped(regions: list[int]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for number, region in enumerate(regions[:-1]):
        places.setdefault(region, []).append(number)
    return places


def _is_rectangle(numbers: list[int], columns: int) -> bool:
    ys, xs = [number // columns for number in numbers], [number % columns for number in numbers]
    return (max(ys) - min(ys) + 1) * (max(xs) - min(xs) + 1) == len(numbers)


def _missing(rules: list[Rule], borders: list[Rule], near: float) -> list[Rule]:
    """The borders that a table lacks where its lines end together."""
    found = []
    reach = min(rule.at for rule in borders), max(rule.at for rule in borders)
    for side, ends in (
        (0, [rule.start for rule in rules if rule.start < reach[0] - 2 * near]),
        (1, [rule.end for rule in rules if rule.end > reach[1] + 2 * near]),
    ):
        if not ends:
            continue
        edge = max(ends) if side else min(ends)
        level = [rule.at for rule in rules if abs((rule.end if side else rule.start) - edge) <= near]
        if len(level) >= SIDES or (level and {min(level), max(level)} == {rules[0].at, rules[-1].at}):
            found.append(Rule(edge, min(level), max(level)))
    return found


def _edges(rules: list[Rule], near: float) -> tuple[float, ...]:
    found: list[float] = []
    for at in sorted({rule.at for rule in rules}):
        if not found or at - found[-1] > near:
            found.append(at)
    return tuple(found)


def _walls(rules: list[Rule], places: Sequence[float], spans: Sequence[float]) -> list[list[bool]]:
    """For each place, which of the spans between neighbouring edges a line covers there."""
    walls = [[False] * (len(spans) - 1) for _ in places]
    for at, start, end in rules:
        wall = walls[max(0, bisect_right(places, at) - 1)]
        for number in range(max(0, bisect_right(spans, start) - 1), min(len(spans) - 1, bisect_left(spans, end))):
            low, high = spans[number], spans[number + 1]
            if min(end, high) - max(start, low) >= COVERED * (high - low):
                wall[number] = True
    return walls


def _regions(walls: tuple[list[list[bool]], list[list[bool]]], rows: int, columns: int) -> list[int]:
    """For each place of the grid, row by row, the region that no line parts; last, the region of what lies around."""
    beside, above = walls
    outside = rows * columns
    parents = list(range(outside + 1))

    def unite(one: int, other: int) -> None:
        parents[_root(parents, one)] = _root(parents, other)

    for y in range(rows):
        for x in range(columns + 1):
            if not beside[x][y]:
                unite(y * columns + x - 1 if x else outside, y * columns + x if x < columns else outside)
    for y in range(rows + 1):
        for x in range(columns):
            if not above[y][x]:
                unite((y - 1) * columns + x if y else outside, y * columns + x if y < rows else outside)
    return [_root(parents, number) for number in range(outside + 1)]


def _cells(regions: list[int], columns: int) -> Iterable[tuple[int, int, int, int]]:
    """Regions that are rectangles, as one cell each; others fall apart into the runs of their rows."""
    for region, numbers in _grouped(regions).items():
        first, last = divmod(min(numbers), columns), divmod(max(numbers), columns)
        if region == regions[-1]:
            yield from ((number // columns, number % columns, 1, 1) for number in numbers)
        elif _is_rectangle(numbers, columns):
            yield *first, last[0] - first[0] + 1, last[1] - first[1] + 1
        else:
            yield from _runs(numbers, columns)


def _runs(numbers: list[int], columns: int) -> Iterable[tuple[int, int, int, int]]:
    breaks = [0, *(n for n, (a, b) in enumerate(pairwise(numbers), 1) if b != a + 1 or b % columns == 0), len(numbers)]
    for start, end in pairwise(breaks):
        yield numbers[start] // columns, numbers[start] % columns, 1, end - start
