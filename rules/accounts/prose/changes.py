"""Changes against the year before, put together from what the sentences say of each head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rules.accounts.prose.context import LAST, THIS
from rules.accounts.prose.statement import Statement
from rules.accounts.value import Change


def year_of(said: Statement, year: int | None) -> int | None:
    """The year that a statement names, when the document is about `year`; LAST when both are unknown."""
    if said.year is None or said.year == THIS:
        return year
    if said.year == LAST:
        return year - 1 if year else LAST
    return said.year


def changes(statements: Iterable[Statement], year: int | None, kind: str) -> Mapping[str, Change]:
    """The change of each head against the year before, from the statements of a document about `year`.

    A change against the document's own budget is none; against last year's figure of the other kind only counts
    when nothing is said about that of the same kind.
    """
    found: dict[str, list[Statement]] = {}
    for said in statements:
        if said.of_change and is_against_last_year(said, year):
            found.setdefault(said.head, []).append(said)
    return {head: _joined([each for each in said if _is_alike(each, kind)] or said) for head, said in found.items()}


def is_against_last_year(said: Statement, year: int | None) -> bool:
    """Whether a change of a document about `year` is one against the year before it."""
    ours = said.of in (None, THIS, year) or not year
    return ours and said.year is not None and year_of(said, year) == (year - 1 if year else LAST)


def _is_alike(said: Statement, kind: str) -> bool:
    return said.kind == "" or (said.kind == "final") == (kind == "final")


def _joined(said: list[Statement]) -> Change:
    amount = next((each for each in said if each.amount is not None), None)
    percent = next((each for each in said if each.percent is not None), None)
    quotes = [each.quote for each in (percent, amount) if each is not None] or [said[0].quote]
    return Change(
        amount.amount if amount is not None else None,
        percent.percent if percent is not None else None,
        same=said[0].same,
        quote=max(quotes, key=len),
    )
