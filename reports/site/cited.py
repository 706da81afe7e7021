"""A citation as the report shows it: the quoted words, where they stand, the address, and the stored copy."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.snapshot import Citation
from reports.site.values import Data, Month
from reports.wording import FIXED, Wording, plain

UNFETCHED = "没有取得内容，所以没有存档"
UNKEPT = "证据档案里没有这份内容的副本，只有当时记下的引文"


def cited(citation: Citation, month: Month | None, wording: Wording) -> Data:
    """What a page shows of a citation; only a web address is a link.

    `stored` is the page of the report that shows what was stored, `lack` says why there is none; neither where `month` is None, for
    there is no report around.
    """
    url = plain(citation.url)
    copy = month.copies.get(citation, "") if month else ""
    lack = (month.uncopied.get(citation, UNKEPT) if month else "") if citation.sha256 else UNFETCHED
    return {
        "url": url,
        "href": url if url.lower().startswith(("http://", "https://")) else "",
        "quote": _quote(citation, wording),
        "where": plain(citation.where),
        "place": wording.place(citation.place),
        "fetched": wording.day(citation.fetched) if citation.fetched else "",
        "sha256": plain(citation.sha256),
        "recognised": citation.read_by == "ocr",
        "stored": copy,
        "lack": "" if copy or month is None else wording.say(lack),
    }


def all_cited(citations: Iterable[Citation], month: Month | None, wording: Wording) -> list[Data]:
    """The same of several, in their order."""
    return [cited(each, month, wording) for each in citations]


def _quote(citation: Citation, wording: Wording) -> str:
    """The words of the page; of what was not fetched, why, or what the link to it was called."""
    if not citation.sha256 and citation.quote in FIXED:
        return wording.reason(citation.quote)
    return plain(citation.quote)
