"""What stands on every page of a PDF and belongs to none: numbers of pages, "continued", what browsers print at the edges."""

from __future__ import annotations

import re

PAGE_NUMBER = re.compile(r"[-—–－·\s第共/]*\d{1,4}[-—–－·\s页/]*(?:[共第/]?\s*\d{1,4}\s*页?)?")
CONTINUED = re.compile(r"续\s*(?:上\s*)?(?:表|前)|[（(]\s*续\s*[)）]")
# A browser prints day, hour and title above each page, its address and "1/3" below: 11/28/26, 6:44 AM or 2013/4/2 下午3:05.
BROWSER = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(?:[上下]午\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?(?:\s.*)?"
    r"|(?:https?|file)://\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?",
    re.ASCII,
)


def is_furniture(text: str) -> bool:
    """Whether a line is a page's number or one that a browser prints."""
    return PAGE_NUMBER.fullmatch(text) is not None or is_printed(text)


def is_printed(text: str) -> bool:
    """Whether a line at the edge of a page is one that a browser prints there."""
    return BROWSER.fullmatch(text) is not None
