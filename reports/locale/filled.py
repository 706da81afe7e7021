"""Texts filled: named fields, and the form of a word that goes with a number.

`{count} {count:day|days}` says “1 day” and “2 days”: which of the forms is meant the plural rule of the catalogue's own language
decides, so one text may count several things, and a language may have as many forms as it needs. Several values of one field are
a list, told as the language tells lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

Plural = Callable[[int], int]


def no_plural(number: int) -> int:
    """The one form that Chinese has for every number."""
    return 0


def filled(template: str, values: Mapping[str, Sequence[str]], plural: Plural, comma: str) -> str:
    """The template with its fields filled. Values are plain text, or several with a comma between, and never templates."""
    told = {
        name: comma.join(value) if isinstance(value, list | tuple) else str(value) for name, value in values.items()
    }
    return template.format_map({name: _Value(text, plural) for name, text in told.items()})


class _Value:
    def __init__(self, text: str, plural: Plural) -> None:
        self._text, self._plural = text, plural

    def __format__(self, forms: str) -> str:
        return _form(self._text, forms.split("|"), self._plural) if forms else self._text


def _form(text: str, forms: list[str], plural: Plural) -> str:
    """The form for a number as written; the last, which is that of many, for what is no whole number."""
    try:
        number = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return forms[-1]
    whole = number.is_finite() and number == number.to_integral_value()
    return forms[min(plural(abs(int(number))), len(forms) - 1)] if whole else forms[-1]
