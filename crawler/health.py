"""Was this crawl good enough to judge by?"""

from __future__ import annotations

from crawler.snapshot import Snapshot, Unreached

LOST_SHARE = 2  # a place is not judged when more than 1 in LOST_SHARE addresses tried could not be read


def hindrance(site: Snapshot) -> Unreached | None:
    """Why one place cannot be judged at all, or None when it can.

    Its first page was not read, or most of what it led to was not: a site that
    fails that widely says nothing about what it publishes. Single failures are
    weighed by the rules, which know what they looked for.
    """
    for lost in site.unreached:
        if lost.depth == 0:
            return lost
    unsure = [lost for lost in site.unreached if not lost.reason.proves_absence]
    read = len(site.pages)
    return unsure[0] if unsure and len(unsure) * LOST_SHARE > len(unsure) + read else None
