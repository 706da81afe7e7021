"""Pictures that only adorn a page: bullets, dots, arrows, blanks, by what their files are called."""

from __future__ import annotations

import re

from crawler.reading.value import Image
from crawler.snapshot import Page

_ADORNING = re.compile(
    r"/(?:dots?|icons?|ico|arrows?|bullets?|lines?|spacers?|blank|pixel|li|tb|jiantou|xian|new|hot)[\d_\-]{0,6}\.(?:gif|png|jpe?g|ico|svg|bmp)$",
    re.IGNORECASE,
)


def adorns(url: str) -> bool:
    """Whether the file of a picture is called like a bullet or a line, so that no page says anything with it."""
    return _ADORNING.search(url) is not None


def telling(page: Page) -> list[Image]:
    """The pictures of a page that may say something."""
    return [image for image in page.images if not adorns(image.url)]
