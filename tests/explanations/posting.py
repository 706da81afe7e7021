"""A place that shows one page, and what a rule found missing there: rewritten after forms of real pages."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.reading.value import Reading
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Reason, Snapshot, Unreached
from rules.finding import failed
from rules.rule import catalogue

CLOCK = time(2, 10, 4, tzinfo=CHINA)
BODY = Department("unit", "示例市环境保护局", ("市环保局",), home="http://own/")
HTML = "<html><head><title>{title}</title></head><body><h1>{title}</h1>{day}{text}</body></html>"


@dataclass(frozen=True)
class Shows:
    """A page as it stands on a site, and the period in which it was looked at."""

    title: str
    text: str = ""
    day: str = ""
    columns: tuple[str, ...] = ()
    period: str = "2013-07"
    place: Place = Place.OWN

    @property
    def when(self) -> datetime:
        return datetime.combine(Period.parse(self.period).last + timedelta(days=1), CLOCK)

    @property
    def page(self) -> Page:
        lines = "".join(f"<p>{line}</p>" for line in self.text.split("\n") if line)
        day = f"<p>发布日期：{self.day}</p>" if self.day else ""
        html = HTML.format(title=self.title, day=day, text=lines)
        url = f"http://{self.place}/s.html"
        reading = read(html.encode(), url=url)
        published = date.fromisoformat(self.day) if self.day else None
        reading = replace(reading, title=self.title, published=published)
        return Page(url, self.place, self.when, sha256(html.encode()).hexdigest(), "", reading, columns=self.columns)

    @property
    def site(self) -> Snapshot:
        return Snapshot(BODY, Period.parse(self.period), (self.page,), place=self.place)

    def also(self, **more: object) -> Snapshot:
        return replace(self.site, **more)


def attached(label: str, text: str, when: datetime, published: date | None = None, **more: str) -> Document:
    """A file behind a link."""
    reading = Reading("application/pdf", title="", text=text, published=published, **more)
    return Document("http://own/a.pdf", Place.OWN, when, "ab" * 32, label, reading)


def link(label: str, reason: Reason, *columns: str) -> Unreached:
    """A link that led nowhere."""
    return Unreached("http://own/x.html", Place.OWN, reason, label, columns, fetched=datetime(2013, 8, 1, tzinfo=CHINA))


def missing(rule: str, problem: str = "missing", subject: str = "", **values: str):
    """The rule, and what it found missing."""
    return catalogue()[rule], failed(problem, subject=subject, note="没有找到" if not values else "", **values)
