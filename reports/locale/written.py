"""How a language writes days, months and numbers in running text, by the data of Unicode's CLDR as Babel brings it.

Tables, forms and what other programs read keep 2013-07-05 and 1234.5: these here are for sentences and headings alone.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from crawler.period import Period

# English as it is written outside of any one country: 5 July 2013.
VARIANTS = {"en": "en_001"}


def _locale(language: str) -> str:
    return VARIANTS.get(language, language)


def day(value: date, language: str) -> str:
    """2013年7月5日, 5 July 2013."""
    from babel.dates import format_date

    return str(format_date(value, "long", locale=_locale(language)))


def month(value: Period, language: str) -> str:
    """2013年7月, July 2013."""
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMM", date(value.year, value.month, 1), locale=_locale(language)))


def number(value: Decimal | int, language: str) -> str:
    """1,234.5: the digits grouped as the language groups them, without zeros at the end."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, decimal_quantization=False, locale=_locale(language)))
