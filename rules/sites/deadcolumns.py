"""Links of the menu behind which the site says that nothing is there."""

from __future__ import annotations

from collections.abc import Iterator

from rules.finding import Finding, failed
from rules.phrases import squeeze
from rules.sites.layout import Layout

LONGEST = 10  # characters of a column's name; the words of a dead link that are more may be a title


def dead_columns(place: Layout) -> Iterator[Finding]:
    """A finding for each column whose link is dead."""
    for way in place.menu:
        if way.lost is None or not way.lost.reason.proves_absence or len(squeeze(way.label)) > LONGEST:
            continue
        yield failed(
            "dead",
            way.lost.cite(),
            way.seen_on.cite(way.label),
            note="栏目链接打不开：{url}",
            subject=way.label,
            url=way.url,
        )
