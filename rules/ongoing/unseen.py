"""What of a page was not read, so that nothing can be said to be lacking in it."""

from __future__ import annotations

from crawler.reading.doubts import NO_TEXT, PICTURE
from crawler.snapshot import Page
from rules.finding import Finding, cant_tell, untested
from rules.phrases import squeeze
from rules.shown import pictures, unread

PICTURED = 80  # characters beside its title that a page with a picture in place of its words may show


def unseen(page: Page, picture: str, problem: str = "empty") -> Finding | None:
    """A doubt for a page that may show everything in a picture or a scan, what was not read for any other file; else None."""
    found = unread(page)
    is_scan = found is not None and found[1] in (PICTURE, NO_TEXT)
    if is_scan or (pictures(page) and len(squeeze(page.text)) < len(squeeze(page.title)) + PICTURED):
        cited = found[0].cite() if found is not None else page.cite()
        return cant_tell(picture, cited, note="“{title}”可能只有图片，内容没有识别，请人工查看", title=page.title)
    if found is None:
        return None
    note = "“{title}”的内容无法读取（{doubt}），请人工查看"
    return untested(problem, found[0].cite(), note=note, title=found[0].title, doubt=found[1])
