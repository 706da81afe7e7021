"""A month of the sample city judged without a crawl: its pages are rendered, read, and handed to the rules as they are.

For years that no scheme is about, and for many months in little time. `compared` asks the rules of money, `compared_air` those of
the environment bureau.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.reading.value import Reading
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Reason, Snapshot, Unreached
from reports.samplecity.city import City
from reports.samplecity.content import Article, SiteContent, Trouble
from reports.samplecity.systems import SYSTEMS
from reports.samplecity.truth import ABOUT, AIR, AIR_PERIOD, COMPLIANCE, MONITORING, OWED_FROM, duties
from rules.finding import Outcome
from rules.rule import catalogue
from tests.month import Compared, Fact

HOST = "http://sample.example"


@lru_cache(maxsize=4096)
def _read(body: bytes, url: str, content_type: str, name: str = "") -> Reading:
    """What most pages and files say, they say month after month."""
    return read(body, url=url, content_type=content_type, name=name)


class _Site:
    """One site's answers, and what they say of an article."""

    def __init__(self, content: SiteContent, place: Place, when: datetime) -> None:
        self.content, self.place, self.when = content, place, when
        self.system = SYSTEMS[content.system](content, f"{HOST}/", {})
        self.answers = self.system.pages()

    def shown(self, article: Article) -> Page | Unreached:
        """The article as a page with its files, or as an address that answers nothing."""
        path = self.system.prefix + self.system.article_path(article)
        answer = self.answers.get(path)
        if answer is None:
            return Unreached(HOST + path, self.place, Reason.GONE, article.title, article.column, 404)
        if answer.status != HTTPStatus.OK:
            return Unreached(HOST + path, self.place, Reason.SERVER_ERROR, article.title, article.column, answer.status)
        reading = _read(answer.body, HOST + path, answer.content_type)
        digest = sha256(answer.body).hexdigest()
        files, lost = list(self._files(article)), tuple(self._lost(article))
        clicks = len(article.column) + 1 if len(article.column) > 3 else 3
        named = HOST + path, self.place, self.when, digest, article.title, reading
        return Page(*named, reading.columns or article.column, tuple(files), lost, clicks)

    def _files(self, article: Article) -> Iterator[Document]:
        for file in article.attachments:
            if file.body is not None:
                url = HOST + self.system.prefix + self.system.file_path(article, file)
                reading = _read(file.body, url, file.media_type, file.name)
                yield Document(url, self.place, self.when, sha256(file.body).hexdigest(), file.label, reading)

    def _lost(self, article: Article) -> Iterator[Unreached]:
        for file in article.attachments:
            if file.body is None:
                url = HOST + self.system.prefix + self.system.file_path(article, file)
                yield Unreached(url, self.place, Reason.GONE, file.label, article.column, 404, kind="document")


OWED = {rule: {"owed_from": OWED_FROM[final], "publish_by": "", "clicks": 3} for rule, (final, _) in ABOUT.items()}
AIRY = {
    AIR: {"publish_within": 1},
    AIR_PERIOD: {"owed": "", "publish_within": 5},
    MONITORING: {"publish_within": 20},
    COMPLIANCE: {"publish_within": 20},
}
Dials = Mapping[str, Mapping[str, object]]


def compared(city: City, period: Period) -> Compared:
    """What the rules of money find in a month, and what is true of the sites that are not in trouble."""
    return _compared(city, period, OWED, _is_of_money)


def compared_air(city: City, period: Period) -> Compared:
    """What the rules of the environment bureau find in a month, and what is true."""
    return _compared(city, period, AIRY, lambda article: True)


def _compared(city: City, period: Period, dials: Dials, wanted: Callable[[Article], bool]) -> Compared:
    when = datetime.combine(period.last + timedelta(days=3), datetime.min.time(), CHINA)
    contents = {content.key: content for content in city.content(period) if content.trouble is Trouble.NONE}
    bodies = [body for body in city.departments if any(rule in dials for rule, _ in duties(body))]
    keys = {body.id for body in bodies} | {"portal"}
    sites = {k: _Site(c, Place.PORTAL if k == "portal" else Place.OWN, when) for k, c in contents.items() if k in keys}
    down = {body.id for body in city.departments if body.id not in contents}
    found: set[Fact] = set()
    for body in bodies:
        snapshot = _snapshot(body, sites, period, wanted)
        for rule, place in duties(body):
            if rule in dials and (place == "portal" or body.id in sites):
                other = Place.OWN if place == "portal" else Place.PORTAL
                elsewhere = snapshot.at(other) if other is Place.PORTAL or body.id in sites else None
                seen = replace(snapshot.at(Place(place)), elsewhere=elsewhere)
                found |= set(_facts(body.id, rule, place, seen, dials[rule]))
    true = ((p.department, p.rule, p.place, p.outcome, p.problem, p.subject) for p in city.truth(period))
    known = frozenset(fact for fact in true if fact[1] in dials and not (fact[2] == "own" and fact[0] in down))
    return Compared(frozenset(found), known)


def _snapshot(body: Department, sites: dict[str, _Site], period: Period, wanted: Callable[[Article], bool]) -> Snapshot:
    shown: list[Page | Unreached] = []
    for site in (sites[key] for key in (body.id, "portal") if key in sites):
        for each in site.content.articles:
            if wanted(each) and (site.place is Place.OWN or each.issuer in body.names):
                shown.append(site.shown(each))
    pages = tuple(each for each in shown if isinstance(each, Page))
    return Snapshot(replace(body, home=HOST), period, pages, tuple(e for e in shown if isinstance(e, Unreached)))


def _is_of_money(article: Article) -> bool:
    return any(word in article.title for word in ("预算", "决算", "三公"))


def _facts(id: str, rule: str, place: str, site: Snapshot, dials: Mapping[str, object]) -> Iterator[Fact]:
    for finding in catalogue()[rule](site, **dials):
        if finding.outcome not in (Outcome.PASSED, Outcome.INAPPLICABLE):
            yield id, rule, place, str(finding.outcome), finding.problem, finding.subject
