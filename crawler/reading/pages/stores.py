"""Lists that a page brings as data for a script of its system to draw: what is drawn stands in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

BEGIN, END = "<datastore", "</datastore>"
SCRIPT = re.compile(r"<script\b[^>]*>\s*(?:<\?xml[^>]*\?>\s*)?", re.IGNORECASE)
CLOSED = re.compile(r"\s*</script>", re.IGNORECASE)


def drawn(source: str) -> str:
    """The source of a page with the records of each data store of Hanweb jCMS as lines of it, one after another.

    Every record is markup, which the system's script puts into the page as it is; so does a browser show it.
    """
    parts, at = [], 0
    while (begin := source.find(BEGIN, at)) >= 0 and (end := source.find(END, begin)) >= 0:
        script = source.rfind("<script", at, begin)
        wraps = script >= 0 and SCRIPT.fullmatch(source, script, begin) is not None
        parts += [source[at : script if wraps else begin], *map("<div>{}</div>".format, _records(source[begin:end]))]
        at = end + len(END)
        if wraps and (closed := CLOSED.match(source, at)):
            at = closed.end()
    return "".join([*parts, source[at:]])


def _records(store: str) -> Iterator[str]:
    for part in store.split("</record>")[:-1]:
        yield part.rpartition("<record>")[2].partition("<![CDATA[")[2].rpartition("]]>")[0]
