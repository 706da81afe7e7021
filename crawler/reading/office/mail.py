"""Pages that Word, Excel or a browser saved as one file (MHTML, RFC 2557), whatever its name says."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace

from crawler.reading import doubts, limits
from crawler.reading.pages import html
from crawler.reading.value import Reading

HTML = "text/html"


def read(body: bytes, media_type: str, url: str) -> Reading:
    """The first page that says something, and the texts and tables of those after it: the sheets of a workbook."""
    message = email.message_from_bytes(body.lstrip(b"\xef\xbb\xbf\r\n\t "), policy=email.policy.compat32)
    pages: list[Reading] = []
    left: tuple[str, ...] = ()
    for part in message.walk():
        content = part.get_payload(decode=True) if part.get_content_type() == HTML else None
        if isinstance(content, bytes) and len(pages) >= limits.SHEETS:
            left = (doubts.LIMIT,)
        elif isinstance(content, bytes):
            pages.append(html.read(content, url=url, content_type=str(part.get("Content-Type", ""))))
    if not pages:
        return Reading(media_type, doubts=(doubts.DAMAGED,))
    telling = [page for page in pages if page.text] or pages[:1]
    return replace(
        telling[0],
        text="\n".join(page.text for page in telling),
        tables=tuple(table for page in telling for table in page.tables),
        doubts=tuple(dict.fromkeys((*telling[0].doubts, *left))),
    )
