"""What a document is about: which year, whose it is, budget or final accounts."""

from __future__ import annotations

import re

from crawler.snapshot import Document
from rules.dates import year_of, years
from rules.phrases import squeeze


def document_year(document: Document) -> int | None:
    """The year that a document is about: of its title, else the first that its text or tables name."""
    stated = year_of(document.title)
    if stated is not None:
        return stated
    captions = " ".join(table.caption for table in document.tables)
    named = years(captions) or years(document.text[:600])
    return named[0] if named else (document.published.year if document.published else None)


def kind_of(document: Document) -> str:
    """`final` for 决算, else `budget`; the title decides, then the text."""
    title = squeeze(document.title)
    if "预算" in title or "决算" in title:
        return "final" if "决算" in title and "预算" not in title.split("决算")[0] else "budget"
    text = squeeze(document.text[:500])
    return "final" if text.count("决算") > text.count("预算") else "budget"


def organisation(document: Document) -> str | None:
    """The body whose figures these are: named at the head of the title, else the issuer."""
    match = re.match(r"(?:关于)?(.{2,40}?)(?:关于|19\d\d|20\d\d|三公|部门|本级)", squeeze(document.title))
    named = match[1] if match and re.search("[局委办厅院所站队中心会处校馆]$", match[1]) else ""
    return named or document.issuer or None
