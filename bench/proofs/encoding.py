"""Text as it was written: every code of GB18030 and Big5, pages that say the wrong encoding or none, and no character lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from bench.proofs import mislabelled, pointers
from bench.proofs.proof import Figure, Proof, Size
from crawler.reading.text import charsets, encoding

TEXTS = {Size.SHORT: 3, Size.WHOLE: 300}
STEP = {Size.SHORT: 499, Size.WHOLE: 1}  # each so many of the codes of four bytes
GB_CODES, BIG5_CODES, FOUR_CODES = 23_940, 19_782, 39_420 + 1_048_576
CASES = 200  # of each text, at least


def prove(size: Size, folder: Path) -> Figure:
    """Codes one by one in pages, and cases of every sort."""
    wrong, counts = _codes(size)
    pages, few, read, lost = _cases(size)
    wrong += lost
    left = []
    if few:
        left.append(
            f"texts of fewer than {mislabelled.LEAST} different Chinese characters: {few - read} of {few:,} were read otherwise"
        )
    two, big5, four = counts
    whole = size is Size.SHORT or (two >= GB_CODES and big5 >= BIG5_CODES and four == FOUR_CODES)
    said = f"{two + four:,} codes of GB18030 and {big5:,} of Big5, {pages:,} mislabelled or mixed pages and files: {len(wrong)} wrong"
    enough = pages >= CASES * TEXTS[size]
    return Figure(not wrong and whole and enough, said, tuple(wrong), tuple(left))


def _codes(size: Size) -> tuple[list[str], tuple[int, int, int]]:
    """What is wrong with codes, and how many were looked at: of two bytes, of Big5, of four bytes."""
    known = {each.code: each for each in pointers.gb18030()}
    told = pointers.told()
    wrong = [
        f"{each.code.hex()}: the list of this proof and the suite differ" for each in told if known[each.code] != each
    ]
    two = [*known.values()]
    four, big5 = [*pointers.four(STEP[size])], pointers.big5()
    near = [each for each in four if each.code < b"\x90"]
    if size is Size.SHORT:
        two, big5 = two[::5], big5[::5]
    runs = [each for each in big5 if pointers.LOST not in each.character]
    for codes, charset, together in (
        (two, "gb18030", 1), (two, "gb18030", pointers.IN_A_LINE), (near, "gb18030", 1), (four, "gb18030", pointers.IN_A_LINE),
        (big5, "big5", 1), (runs, "big5", pointers.IN_A_LINE),
    ):  # fmt: skip
        wrong += pointers.wrong(codes, charset, together=together)
    return wrong, (len(two), len(big5), len(four))


def _cases(size: Size) -> tuple[int, int, int, list[str]]:
    """How many cases tell their encoding, how many do not, how many of those were read all the same, and what was wrong with the first."""
    pages = few = read = 0
    wrong: list[str] = []
    for case in mislabelled.cases(TEXTS[size]):
        faults = [*case.faults()]
        if case.tells:
            pages += 1
            wrong += faults
        else:
            few += 1
            read += not faults
    return pages, few, read, wrong


def without(size: Size, folder: Path) -> Figure:
    """The label of the header, else of the page, is believed, and Python's own tables are used."""
    with _patched(encoding, "decoded", _believed), _patched(charsets, "text", _plain):
        wrong, _ = _codes(Size.SHORT)
        pages, _, _, mistaken = _cases(Size.SHORT)
    return Figure(
        not wrong and not mistaken,
        f"{len(wrong):,} codes wrong, {len(mistaken):,} of {pages:,} pages and files",
        (*wrong[:20], *mistaken),
    )


def _plain(body: bytes, name: str, *, cut: bool = True) -> tuple[str, int]:
    found = body.decode(name, "replace")
    return found, found.count(pointers.LOST)


def _believed(body: bytes, content_type: str = "") -> encoding.Decoded:
    for mark, name in encoding.BOMS:
        if body.startswith(mark):
            return encoding.Decoded(body[len(mark) :].decode(name, "replace"), name)
    name = next(iter(encoding.said(body, content_type)), "utf-8")
    return encoding.Decoded(_plain(body, name)[0], name)


@contextmanager
def _patched(module: object, name: str, other: Callable[..., object]) -> Iterator[None]:
    with mock.patch.object(module, name, other):
        yield


PROOFS = (
    Proof(
        "encoding",
        "every GB18030 and Big5 code exact in a page; mislabelled and mixed pages and files as meant; no U+FFFD that was not there",
        prove,
        "the declared label is believed, with Python's own tables",
        without,
        minutes=5,
        data=(pointers.SUITE,),
    ),
)
