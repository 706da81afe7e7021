"""Which legal grounds of a rule were there in a month: nobody is held to what was issued later."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reports.wording import Wording

# A document's number, a law's version, a standard's, and a plan's year.
ISSUED = re.compile(r"〔(\d{4})〕|[（(](\d{4})年?[）)]|[A-Z] [\d.]+-(\d{4})|^(\d{4})年|government in (\d{4})\b")
LATER = re.compile(  # a later version of the same grounds, or another paper of the same office, named after it
    r"[，、](?:（\d{4}年?）|〔\d{4}〕)[^，；]*|, \(\d{4}\)[^,;]*| and [^\s,;]*〔\d{4}〕[^,;]*"
)
ORDERS: Mapping[re.Pattern[str], int] = {
    re.compile(r"国务院令第711号|State Council Order No\. 711"): 2019,
    re.compile(r"环境保护部令第31号|Environmental Protection Order No\. 31"): 2014,
    re.compile(r"生态环境部令第27号|Ecology and Environment Order No\. 27"): 2022,
}


def grounds(basis: str, year: int, wording: Wording) -> str:
    """The legal grounds that were there in a year, in the language of the reader. Empty where none was."""
    return basis_in(wording.say(basis), year)


def basis_in(basis: str, year: int) -> str:
    """Those of some legal grounds that were there in a year, of Chinese or English words. Empty where none was."""
    mark = "；" if "；" in basis else "; "
    parts = (LATER.sub(lambda found: found[0] if _issued(found[0]) <= year else "", each) for each in basis.split(mark))
    return mark.join(each for each in parts if each and _issued(each) <= year)


def _issued(text: str) -> int:
    """The last year that grounds name as theirs, 0 where they name none."""
    years = [int(year) for found in ISSUED.finditer(text) for year in found.groups() if year]
    return max([*years, *(year for order, year in ORDERS.items() if order.search(text))], default=0)
