"""The boxes of a document as its text goes past them: each line of the text is told whose words it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from crawler.reading.value import Box
from rules.phrases import squeeze

LONGEST = 12  # lines of one box
WIDEST = 8  # boxes beside each other


class Waiting:
    """The boxes of a document whose words have not gone past yet."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._by_text: dict[str, list[Box]] = defaultdict(list)
        self._starts: dict[str, set[str]] = defaultdict(set)
        self._by_page: dict[int, list[Box]] = defaultdict(list)
        self._tried: set[int] = set()  # boxes with which no row began after all
        for box in boxes:
            text = squeeze(box.text)
            self._by_text[text].append(box)
            self._starts[text[:2]].add(text)
            self._by_page[box.page].append(box)

    def take(self, text: str) -> Box | None:
        """The first box that says just this, which then waits no more; None where there is none."""
        held = self._by_text.get(text)
        return held.pop(0) if held else None

    def at(self, rows: Sequence[str], at: int) -> tuple[list[Box], int]:
        """The boxes whose words begin with a row, and how many rows they take; ([], 0) for none. They then wait no more.

        It is one box, or several that stand beside each other, whose words a PDF gives line by line across them.
        """
        text = ""
        for used, row in enumerate(rows[at : at + LONGEST], 1):
            text += squeeze(row)
            if (box := self.take(text)) is not None:
                return [box], used
            if not any(each.startswith(text) for each in self._starts.get(text[:2], ())):
                break
        return self._beside(rows, at)

    def _beside(self, rows: Sequence[str], at: int) -> tuple[list[Box], int]:
        words = rows[at].split()
        first = self._first(squeeze(words[0]), rows[at]) if words else None
        group = self._level(first) if first is not None else []
        if not 2 <= len(group) <= WIDEST:
            return [], 0
        self._tried.add(id(first))
        whole = sorted("".join(squeeze(box.text) for box in group))
        text = ""
        for used, row in enumerate(rows[at : at + LONGEST], 1):
            text += squeeze(row)
            if len(text) >= len(whole):
                return (self._taken(group), used) if sorted(text) == whole else ([], 0)
        return [], 0

    def _first(self, start: str, row: str) -> Box | None:
        """The next box that begins with the first words of a row, or with which the row begins."""
        plain = squeeze(row)
        held = (each for text in self._starts.get(plain[:2], ()) for each in self._by_text[text][:1])
        held = (box for box in held if id(box) not in self._tried)
        return next((box for box in held if _agree(squeeze(box.text), start, plain)), None)

    def _level(self, first: Box) -> list[Box]:
        """The box and those that stand beside it, from left to right."""
        beside = (box for box in self._by_page[first.page] if _shared(box, first) and self._waits(box))
        return sorted(beside, key=lambda box: box.left)

    def _waits(self, box: Box) -> bool:
        return any(box is each for each in self._by_text[squeeze(box.text)])

    def _taken(self, group: list[Box]) -> list[Box]:
        for box in group:
            held = self._by_text[squeeze(box.text)]
            held[:] = [each for each in held if each is not box]
        return group


def _agree(text: str, start: str, plain: str) -> bool:
    return text.startswith(start) or plain.startswith(text)


def _shared(one: Box, other: Box) -> bool:
    """Whether two boxes stand beside each other: they share half the height of the lower one."""
    share = min(one.bottom, other.bottom) - max(one.top, other.top)
    return one.page == other.page and 2 * share >= min(one.bottom - one.top, other.bottom - other.top) > 0
