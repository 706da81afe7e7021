"""The numbers of tables typed as text: they go by their order, and by their sums, for no cell shows its column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rules.accounts.heads import deepest, head_of
from rules.accounts.tables.cells import Cell, is_number, path_of, subject_of
from rules.accounts.tables.leaves import Path, block_of, leaves, spreads
from rules.accounts.tables.placing import placed
from rules.accounts.tables.senses import sense_of
from rules.amounts import amount

Row = tuple[str, ...]


def typed_listed(header: list[Row], body: list[tuple[int, Row]], lost: frozenset[int]) -> list[Cell]:
    """The cells of a typed table with a row for each head: numbers go by their order behind the labels."""
    parted = [(number, *_parted(row)) for number, row in body]
    wide = max((len(labels) for _, labels, _ in parted), default=0)
    sizes = Counter(len(_filled(values)) for _, _, values in parted if _filled(values))
    exact = max(
        (len(values) for number, labels, values in parted if number not in lost and len(labels) == wide), default=0
    )
    usual = max(sizes, key=lambda each: (sizes[each], each), default=0)
    most = max((sum(map(is_number, values)) for _, _, values in parted), default=0)
    sizes_tried = (exact, usual) if header or most <= usual else ()
    fits = [(size, paths) for size in sizes_tried if size and (paths := leaves(header, size)) is not None]
    size, paths = fits[0] if fits else (usual or exact, None)
    cells: list[Cell] = []
    for number, labels, values in parted:
        kept = _fitted(values, size, number in lost or len(labels) < wide)
        if None in kept and len(_filled(values)) == 1 and paths is not None and _differ_by_money(paths):
            kept = [_filled(values)[0], *[""] * (size - 1)]
        for column, text in enumerate(kept):
            above = None if paths is None else paths[column]
            if above is None or not sense_of(above).skipped:
                cells.append(Cell(text, labels, above, number, column + 1))
    return cells


def _differ_by_money(paths: Sequence[Path]) -> bool:
    """Whether columns differ only in whose money they are of: then a lone number of a row is its total."""
    senses = [sense_of(path) for path in paths]
    same = len({(each.years, each.when, each.kind) for each in senses if each.fund in ("all", "")}) == 1
    return (
        same and senses[0].fund == "all" and all(each.fund and not each.change and not each.skipped for each in senses)
    )


def _parted(row: Row) -> tuple[Path, list[str]]:
    """The labels of a row and what stands behind them; a running number before them is dropped."""
    texts = list(row)
    while len(texts) > 1 and (not texts[0].strip() or (texts[0].strip().isdecimal() and _is_word(texts[1]))):
        if not texts[0].strip() and is_number(texts[1]):
            return (), texts[1:]
        texts.pop(0)
    count = next((at for at, text in enumerate(texts) if at and (is_number(text) or not text.strip())), len(texts))
    words = texts[:count] if _is_word(texts[0]) else []
    named = [at for at, text in enumerate(words) if head_of(text) or subject_of((text,))]
    count = (named[-1] + 1 if named else min(1, len(words))) if words else 0
    return path_of(texts[:count]), texts[count:]


def _is_word(cell: str) -> bool:
    return bool(cell.strip()) and not is_number(cell)


def _filled(values: Sequence[str]) -> list[str]:
    return [value for value in values if value.strip()]


def _fitted(values: Sequence[str], size: int, loose: bool) -> list[str | None]:
    """The numbers of a row in `size` columns; None each where some are missing and nothing tells which."""
    filled = _filled(values)
    if not filled:
        return [""] * size
    if not loose and len(values) >= size and not any(value.strip() for value in values[size:]):
        return list(values[:size])
    return list(filled) if len(filled) == size else [None] * size


def typed_across(header: list[Row], body: list[tuple[int, Row]], lost: frozenset[int]) -> list[Cell]:
    """The cells of a typed table with a column for each head."""
    cells: list[Cell] = []
    for number, row in body:
        start = 1 if len(row) > 1 and row[0].strip().isdecimal() and _is_word(row[1]) else 0  # a code or running number
        named = range(start, len(row))
        count = next((at for at in named if is_number(row[at]) or not row[at].strip()), len(row))
        labels = path_of(row[start:count])
        pairs = _under_header(header, list(row[count:]), number in lost)
        cells += [Cell(text, labels, above, number, at) for at, (text, above) in enumerate(pairs)]
    return cells


def _under_header(header: list[Row], values: list[str], is_lost: bool) -> list[tuple[str | None, Path | None]]:
    """The numbers of a row with the labels above them; where more than one way fits, the one in which sums hold."""
    filled = _filled(values)
    if is_lost:
        values = filled
    least = max((at for at, value in enumerate(values, 1) if value.strip()), default=0)
    ways = [way for size in range(len(values), least - 1, -1) if (way := leaves(header, size)) is not None]
    others = [way for way in spreads(header) if len(way) != len(values)] if is_lost else []
    if len(ways) == 1 and not others:
        return [*zip(values, ways[0], strict=False)]
    solved = [pairs for way in ways if (pairs := _solved(values[: len(way)], way)) is not None]
    solved = solved or [
        pairs for way in others if len(way) > len(filled) and (pairs := _solved(filled, way)) is not None
    ]
    if len(solved) == 1:
        return solved[0]
    return [(None, path) for path in dict.fromkeys(path for way in (*ways, *spreads(header)) for path in way)]


def _solved(values: Sequence[str], way: Sequence[Path]) -> list[tuple[str | None, Path | None]] | None:
    """Numbers under the labels of a header where their sums tell their places; None when these hold in no way."""
    amounts = [amount(text) for text in values]
    columns = [("/".join(block_of(path)), deepest(path)) for path in way]
    if any(not head for _, head in columns):
        return None
    known = placed([found for found in amounts if found is not None], columns, [bool(text.strip()) for text in values])
    if known is None or any(found is None and text.strip() for found, text in zip(amounts, values, strict=True)):
        return None
    filled = _filled(values)
    places = [known.get(column, -1) for column in range(len(way))]
    texts = ["" if at is None else None if at < 0 else filled[at] for at in places]
    return list(zip(texts, way, strict=True))
