"""What to say of a place that shows nothing of a matter; the names of bodies and sites among its links promise nothing."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Citation, Reason, Snapshot, Unreached
from rules.finding import Finding, failed, untested
from rules.phrases import squeeze
from rules.shown import elsewhere, leading_out, names_body
from rules.topics import obstacle, searched, topics


def cut_short(site: Snapshot) -> Unreached | None:
    """The first address that the crawl's budget left unread: then nothing is known to be absent."""
    return next((lost for lost in site.unreached if lost.reason is Reason.BUDGET), None)


def hidden(site: Snapshot, *names: str) -> Unreached | None:
    """The first address that was not read and that may hold one of these topics."""
    return obstacle(site, *names) or cut_short(site)


def not_read(lost: Unreached, problem: str) -> Finding:
    """That what is owed may stand at an address that was not read."""
    return untested(problem, lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)


def nothing(site: Snapshot, topic: str) -> Finding:
    """What to say where no page tells of a topic: elsewhere, not read, dead, or not there."""
    titled = [lost for lost in site.unreached if topics()[topic].titled(squeeze(lost.label))]
    for cited, url in (*_offsite(titled), *((page.cite(text), url) for page, text, url in leading_out(site, topic))):
        return elsewhere(cited, url)
    told = [lost for lost in titled if lost.reason is not Reason.OFFSITE]
    unread = next((lost for lost in told if not lost.reason.proves_absence), None) or hidden(site, topic)
    if unread is not None:
        return not_read(unread, "missing")
    if told:
        label = told[0].label or told[0].url
        return failed("broken", told[0].cite(), note="链接“{label}”打不开", label=label)
    return failed("missing", *searched(site, topic), note="在所列栏目中没有找到")


def _offsite(titled: list[Unreached]) -> Iterator[tuple[Citation, str]]:
    for lost in titled:
        if lost.reason is Reason.OFFSITE and not names_body(lost.label):
            yield lost.cite(), lost.url
