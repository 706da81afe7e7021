"""Real gaps: everything can be read, and what is owed is truly not there, not all of it, not of this year, or not right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from bench.proofs.fair.duties import Duty
from bench.proofs.fair.scenes import Scene, Served, sound
from bench.proofs.fair.sound import is_filling
from bench.proofs.fair.unseen import Duties, of_content
from reports.samplecity.content import Article

NONE = frozenset(
    "missing outdated no-chart no-kind no-stage no-element no-field no-part no-system unpublished uncovered missing-day empty "
    "list-behind no-text".split()
)  # what there may be called that is not there, or of which only something older is
DEAD = NONE | {"broken", "dead-chart"}
# Where nothing is, nothing was changed, nobody wrote, no land was taken, results were told to those whom they are about alone; accounts
# are named on the first page too.
UNASKED = ("approval-change", "timely-replies", "land-expropriation", "enforcement-results", "social-accounts")
YEARLY = frozenset(
    "three-public-budget three-public-final department-budget department-final-accounts annual-report housing-plan "
    "school-admissions education-finances".split()
)
Change = Callable[[Article], Article | None]


def _asked(duties: Duties) -> list[Duty]:
    """The duties of which it can be said what is owed and where: a catalogue on the portal lies in all of its columns."""
    found = (duty for duty in of_content(duties) if duty.rule not in UNASKED)
    return [duty for duty in found if not (duty.stand[2] == "portal" and duty.rule.endswith("-catalogue"))]


def gone(duties: Duties) -> Iterator[Scene]:
    """All that lies in the columns of a duty was never put up."""
    for duty in _asked(duties):
        yield _changed(duty, "never put up", lambda article: None, NONE, whole=True)


def emptied(duties: Duties) -> Iterator[Scene]:
    """The pages are there with nothing on them."""
    for duty in _asked(duties)[::3]:
        yield _changed(
            duty, "pages without a word", lambda article: replace(article, html="", attachments=()), DEAD, whole=True
        )


def promised(duties: Duties) -> Iterator[Scene]:
    """The pages of some duties say that something will come."""
    return promised_by({(duty.stand, duty.rule): duty for duty in _asked(duties)[1::3]})


def promised_by(duties: Duties) -> Iterator[Scene]:
    """The pages say that something will come."""
    words = "<p>栏目建设中，敬请期待。</p>"
    for duty in _asked(duties):
        yield _changed(
            duty, "pages under construction", lambda a: replace(a, html=words, attachments=()), DEAD, whole=True
        )


def dead(duties: Duties) -> Iterator[Scene]:
    """The lists name the pages, and the server says that there are none."""
    for duty in _asked(duties)[2::3]:
        yield _changed(duty, "pages gone", lambda article: replace(article, dead=True), DEAD, whole=True)


def lost_files(duties: Duties) -> Iterator[Scene]:
    """The pages are there, and the files on them are not."""
    for duty in _asked(duties):
        site = sound(*duty.stand)
        site.open("127.0.0.1:1")
        mine = duty.articles(site)
        if mine and all(each.attachments and not any(file.inline for file in each.attachments) for each in mine):
            yield _changed(duty, "files gone", _without_files, DEAD, whole=False)


def of_last_year(duties: Duties) -> Iterator[Scene]:
    """What is there is of the year before."""
    for duty in _asked(duties):
        if duty.rule in YEARLY:
            yield _changed(duty, "last year's", _older, NONE, whole=False)


def _without_files(article: Article) -> Article:
    return replace(article, attachments=tuple(replace(file, body=None) for file in article.attachments))


def _older(article: Article) -> Article:
    """The same of the year before, as it was put up then; what only a file says cannot be made older and goes."""

    def before(text: str) -> str:
        return re.sub(r"20(1[0-4])", lambda match: f"20{int(match[1]) - 1}", text)

    def said(title: str) -> str:
        return re.sub("(?<=二〇一)[一二三四]", lambda match: "〇一二三"["一二三四".index(match[0])], before(title))

    html = before(article.html) if not article.attachments else "<p>现予公布。</p>"
    published = article.published - timedelta(days=365)
    return replace(article, title=said(article.title), html=html, published=published, written=None, attachments=())


def _changed(duty: Duty, name: str, change: Change, problems: frozenset[str], *, whole: bool) -> Scene:
    """A scene in which the articles that show a duty are changed; with `whole`, all of its columns that hold no news."""
    site = sound(*duty.stand)
    site.open("127.0.0.1:1")
    shown = {each.id for each in duty.articles(site)}
    columns = [each for each in duty.columns(site) if not is_filling(each)] if whole else []
    kept: list[Article] = []
    for article in site.content.articles:
        chosen = article.id in shown or article.column in columns
        after = change(article) if chosen else article
        kept += [after] if after is not None else []
    ids = {each.id for each in kept}
    listings = tuple(
        replace(each, rows=tuple(row for row in each.rows if row[0].id in ids)) for each in site.content.listings
    )
    site = Served(duty.stand, replace(site.content, articles=tuple(kept), listings=listings))
    target = (duty.rule, duty.stand[2])
    return Scene(
        f"{name}, {duty.rule}, {' '.join(duty.stand)}", **{duty.stand[2]: site}, target=target, problems=problems
    )
