"""The figures of a “三公”经费 disclosure in the form of the public contract."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.snapshot import Document
from rules.accounts.account import account_of
from rules.accounts.heads import NAMES
from rules.accounts.value import Change, Figure
from rules.amounts import Amount
from rules.subject import organisation


def facts(document: Document) -> dict[str, object] | None:
    """The facts of contracts.md: figures as decimal strings in the printed unit, null when not stated, "0" for a declared nil.

    Beside the heads: `last` year's figures, stated `changes` (amount, signed, and percent), `counts`, and `others`
    (meetings, training), each with what is stated only.
    """
    owner = organisation(document)
    read = account_of(document, (owner,) if owner else ())
    if read is None:
        return None
    return {
        "org": owner,
        "year": read.year,
        "kind": read.kind,
        "unit": read.unit or None,
        **{head: _plain(read.amount(head)) for head in NAMES},
        "last": _stated(read.last),
        "changes": {head: _change(change) for head, change in read.changes.items()},
        "counts": _stated(read.counts),
        "others": _stated(read.others),
    }


def _plain(amount: Amount | None) -> str | None:
    return None if amount is None else f"{amount.value:f}"


def _stated(figures: Mapping[str, Figure]) -> dict[str, str]:
    return {name: f"{figure.amount.value:f}" for name, figure in figures.items() if figure.amount is not None}


def _change(change: Change) -> dict[str, str]:
    found = {"amount": _plain(change.amount), "percent": None if change.percent is None else f"{change.percent:f}"}
    return {name: value for name, value in found.items() if value is not None} or {"amount": "0"}
