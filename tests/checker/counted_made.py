"""Pages, items and months for the tests of what the annual report counts."""

from datetime import date, datetime

from checker.counted.collecting import Collector
from checker.counted.counting import count
from checker.counted.value import DayFrom, Item, Looked, Seen
from checker.counted.words import words_of
from crawler.period import CHINA, Period
from crawler.reading.value import Image, Link, Reading
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Snapshot

JULY = Period(2013, 7)
FETCHED = datetime(2013, 8, 3, 2, 10, 4, tzinfo=CHINA)
OFFICE = Department(
    "zfb", "示例市人民政府办公室", ("市政府办公室",), frozenset(("department", "office", "portal")), home="http://zfb/"
)
CZJ = Department("czj", "示例市财政局", ("市财政局", "财政局"), frozenset(("department",)), home="http://czj/")
MZJ = Department("mzj", "示例市民政局", ("市民政局", "民政局"), frozenset(("department",)), home="http://mzj/")
FLY = Department("fly", "示例市社会福利院", ("市社会福利院",), frozenset(("subordinate",)), "mzj", "http://fly/")
TLX = Department("tlx", "铁岭县人民政府", ("铁岭县",), frozenset(("county",)), home="http://tlx/")
LHZ = Department("lhz", "铁岭县柳河镇人民政府", ("柳河镇",), frozenset(("township",)), "tlx", "http://lhz/")
GSGS = Department("gsgs", "示例市自来水公司", ("市自来水公司",), frozenset(("enterprise",)), home="http://gsgs/")
CITY = (OFFICE, CZJ, MZJ, FLY, TLX, LHZ, GSGS)
BODIES = {each.id: each for each in CITY}
PROSE = (
    "为进一步做好城乡低收入家庭的救助工作，经市政府同意，现将有关事项通知如下。各县区要提高认识，加强组织领导，落实工作责任，"
    "健全工作机制。要坚持公开、公平、公正的原则，严格审核审批程序，及时公示结果，主动接受社会监督。要加强资金管理，专款专用，"
    "任何单位和个人不得挤占、挪用、截留。要做好档案管理，一户一档，资料齐全。要加强监督检查，对弄虚作假、优亲厚友的，依法依纪"
    "追究责任。各地可以结合实际，制定具体办法，并将执行中的问题和建议告知我们，以便修改完善。"
)


def reading(title, text, day=None, **more):
    return Reading("text/html", title=title, text=text, published=day, published_from="label" if day else "", **more)


def page(
    title, text, day=date(2013, 7, 2), *, site="http://czj", name="", issuer="", files=(), pictures=(), links=(), **more
):
    """A page of a body's own site, or of the portal."""
    place = Place.PORTAL if site == "http://portal" else Place.OWN
    images = tuple(Image(f"{site}/{each}", "") for each in pictures)
    said = reading(title, text, day, issuer=issuer, images=images, links=tuple(Link(*each) for each in links), **more)
    url = f"{site}/{name or f'{title}{day}'}.html"
    return Page(url, place, FETCHED, "ab" * 32, "", said, columns=("新闻",), documents=tuple(files), clicks=2)


def file(label, text="", sha256="cd" * 32):
    return Document(f"http://f/{label}", Place.OWN, FETCHED, sha256, label, Reading("application/pdf", text=text))


def snapshot(body, *pages, period=JULY, **more):
    return Snapshot(body, period, tuple(pages), **more)


def collected(*snapshots):
    collector = Collector(CITY)
    for each in snapshots:
        collector.add(each)
    return collector.collected


def counted(*snapshots, year=2013):
    """The year's count of months that were all looked at."""
    months = sorted({each.period for each in snapshots})
    found = {month: collected(*(each for each in snapshots if each.period == month)) for month in months}
    periods = {}
    for month, each in found.items():
        for item in each.items:
            periods.setdefault(item, []).append(month)
    looked = [each for month in found.values() for each in month.looked]
    return count(year, [Seen(item, tuple(months)) for item, months in periods.items()], looked, BODIES)


def item(
    title="关于低收入家庭救助的通知",
    text=PROSE,
    day=date(2013, 7, 2),
    *,
    department="czj",
    place=Place.OWN,
    url="",
    body="",
    **more,
):
    """An item as a visit would have made it."""
    words = words_of(page(title, text, day))
    said = {"issuer": "", "number": "", "day_from": DayFrom.PAGE if day else DayFrom.NONE, **more}
    return Item(
        department, place, url or f"http://{department or 'portal'}/{place}/{title}/{day}", title, day, said["day_from"], said["issuer"],
        body, said["number"], words.text, words.length, words.figures, words.sketch, words.stands_alone, False, "ab" * 32, FETCHED,
    )  # fmt: skip


def seen(*items, periods=(JULY,)):
    return [Seen(each, tuple(periods)) for each in items]


def looked(*ids, period=JULY, reason=""):
    return [Looked(period, id, Place.OWN if id else Place.PORTAL, reason) for id in ids]
