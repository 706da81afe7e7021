"""A workspace in which each of some departments has one text in all of its fields, with a number behind it by which it is known again."""

from __future__ import annotations

import csv
import hashlib
import html
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from checker.appeals import Handed
from checker.casebook import Casebook
from checker.decided import named
from checker.decisions import Decisions, Received
from checker.ledger.events import Event, Kind, Matter
from checker.rulings import Decision, Ruling
from checker.scheme import kept_scheme
from checker.scoring import Assessment, weigh
from checker.store import Store
from checker.visits import SiteMark
from crawler.archive import Archive, Capture
from crawler.period import CHINA, Period
from crawler.roster import HEADERS, Department
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Citation, Place
from rules.finding import cant_tell, failed, passed, untested
from rules.named import named as named_rule
from tests.crawler.little_site import page, serve, settings

JULY, AUGUST = Period(2013, 7), Period(2013, 8)
SEEN = datetime(2013, 7, 28, 2, 10, tzinfo=CHINA)
INDICATOR = """
[[indicator]]
id = "C1-{number}"
title = {title}
rule = "air-quality-daily"
points = 20
places = ["own", "portal"]
applies_to = ["department"]
dials = {{ publish_within = 1 }}
deduct = {{ {deduct} }}
rectify_in = 15
source = "报告"
"""
ON_SITE = """
[[on_site]]
id = "S1"
title = {title}
where = {title}
asks = {title}
applies_to = ["department"]
cycle = "monthly"
points = 5
source = "报告"
"""


def mark(number: int) -> str:
    """What stands behind a text, so that it is known again wherever it comes out."""
    return f"◆{number:04}◆"


def quoted(text: str) -> str:
    """As TOML writes a text."""
    told = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    return "".join(f"\\u{ord(char):04x}" if "\x80" <= char <= "\x9f" else char for char in told)


@dataclass(frozen=True)
class Made:
    """The workspace, the text of each department, marked, by its number; `common` is that of the city, the scheme and the office."""

    folder: Path
    texts: dict[int, str]
    common: str


def made(folder: Path, texts: dict[int, str], common: str, *, visits: bool = False) -> Made:
    """Makes it in an empty folder; with `visits` there is a site with pages of all these texts, which were kept and are cited."""
    told = {number: text + mark(number) for number, text in texts.items()}
    folder.mkdir(parents=True)
    (folder / "schemes").mkdir()
    scheme = scheme_text(common)
    (folder / "schemes" / "s.toml").write_text(scheme, "utf-8")
    write_settings(folder, common)
    bodies = [body(number, text) for number, text in told.items()]
    _roster(folder, bodies)
    captures = _visited(folder, told) if visits else []
    for month in (JULY, AUGUST):
        months = [
            _judged(each, text, month, scheme, captures) for each, text in zip(bodies, told.values(), strict=True)
        ]
        with closing(Store(folder / "var" / "gongkai.sqlite")) as store:
            store.save(month, months, kept_scheme(scheme, "s"))
    _decide(folder, months, list(told.values()))
    _ledger(folder, bodies, list(told.values()))
    return Made(folder, told, common)


def scheme_text(title: str) -> str:
    """A scheme of two indicators and one matter on site, whose titles are the text."""
    titled = quoted(title or "标题")
    head = f"title = {titled}\nyear = 2013\n"
    rule = named_rule("air-quality-daily")
    deduct = ", ".join(f"{problem} = {{ each = 1, at_most = 3 }}" for problem in (rule.problems if rule else ()))
    indicators = (INDICATOR.format(number=number, title=titled, deduct=deduct) for number in (1, 2))
    return head + "".join(indicators) + ON_SITE.format(title=titled)


def write_settings(folder: Path, text: str) -> None:
    """The settings of a city whose every name is the text."""
    name = quoted(text or "市")
    (folder / "gongkai.toml").write_text(
        f'city = {name}\nprovince = {name}\nscheme = "s"\n[portal]\nhome = "http://127.0.0.1:1/"\n[crawl]\ncontact = "a@b.example"\n'
        f"[notice]\noffice = {name}\ncontact = {name}\n",
        "utf-8",
    )


def body(number: int, text: str) -> Department:
    """A department of that name."""
    return Department(f"d{number:04}", text, (text,), frozenset({"department"}), home=f"http://d{number:04}.example/")


def _roster(folder: Path, bodies: Sequence[Department]) -> None:
    with (folder / "departments.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for each in bodies:
            writer.writerow([each.id, _on_a_line(each.name), "", "department", "", each.home, ""])


def _on_a_line(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())


def _cited(text: str, number: str, url: str = "http://d.example/") -> Citation:
    return Citation(
        f"{url}{text}",
        SEEN,
        hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        text,
        Place.OWN,
        f"{text}{number}",
    )


def _judged(one: Department, text: str, month: Period, scheme: str, captures: Sequence[Capture]) -> Assessment:
    kept = tuple(
        Citation(each.url, each.fetched, each.sha256, text, Place.OWN)
        for each in captures
        if each.label.endswith(text[-6:])
    )
    found = (
        failed("missing-day", _cited(text, "1"), *kept, subject=text, note="缺{what}", what=text),
        failed("wrong-grade", _cited(text, "2", "javascript:"), note="应为 {grade}", grade=text, subject=f"2{text}"),
        cant_tell("missing-day", _cited(text, "3"), subject=f"3{text}", note="{x}", x=text),
        untested("", Citation(f"//{text}", SEEN, "", text, Place.OWN), note="网站未能检测：{reason}", reason=text),
    )
    own, good = (
        tuple(replace(each, place=Place.OWN) for each in found),
        replace(passed(_cited(text, "4")), place=Place.PORTAL),
    )
    weighed = tuple(
        weigh(each, {Place.OWN: own, Place.PORTAL: (good,)}) for each in kept_scheme(scheme, "s").indicators
    )
    return Assessment(one, month, "s", weighed)


def _visited(folder: Path, texts: dict[int, str]) -> list[Capture]:
    """A site whose pages, links, file names and headers say all these things."""
    kind = {"Content-Type": "text/html; charset=utf-8"}
    pages: dict[str, object] = {}
    for number, text in texts.items():
        # As markup it says something else: its number stands where it is text.
        shown, raw = (each.encode("utf-8", "replace") for each in (html.escape(text), text.removesuffix(mark(number))))
        head = {
            **kind,
            "Content-Disposition": f'inline; filename="{_header(text)}"',
            "ETag": _header(text),
            "X-Said": _header(text),
        }
        pages[f"/{number}.html"] = (
            200,
            head,
            b"<title>%s</title><h1>%s</h1><p>%s</p><a href='%s'>%s</a>" % (shown, shown, raw, raw, shown),
        )
    pages["/"] = page(
        *((name, html.escape(text)) for name, text in zip(list(pages), texts.values(), strict=True))
    ).encode("utf-8", "replace")
    first = f"d{next(iter(texts)):04}"
    with serve(pages) as site, Archive(folder / "var" / "archive") as archive:
        crawl([Target(first, site.home)], AUGUST, archive, settings())
        return [each for each in archive.captures(first, AUGUST) if not each.reason and each.sha256]


def _header(text: str) -> str:
    return text.encode("utf-8", "replace").decode("latin-1").translate(dict.fromkeys((0, 10, 13), " "))[:400]


def _decide(folder: Path, months: Sequence[Assessment], texts: Sequence[str]) -> None:
    path, day = folder / "var" / "gongkai.sqlite", date(2013, 9, 5)
    rulings, marks, files = [], [], []
    with closing(Decisions(path)) as decisions:
        for judged, text in zip(months, texts, strict=True):
            names = [name for name, item in named(judged, judged.verdicts[0]) if item.finding.problem]
            rulings.append(Ruling(names[0].key, names[0].seen, Decision.UPHELD, None, text, text, day, text))
            key = f"onsite/{judged.department.id}/S1/2013-08-01"
            marks.append(SiteMark(key, "2013-08", "", Decimal(3), Decimal(5), text, text, text, day, text))
            files.append(
                Received(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), text, day, {"rulings": 1})
            )
        decisions.receive(files, rulings, marks)
        for judged, text in zip(months, texts, strict=True):
            names = [name for name, item in named(judged, judged.verdicts[0]) if item.finding.problem]
            handed = (Handed(text, "0" * 64),)
            decisions.appeal(names[1].key, names[1].seen, text, text, day, handed)
            answered = decisions.appeal(names[2].key, names[2].seen, text, text, day, handed)
            decisions.answer(
                answered, Ruling(names[2].key, names[2].seen, Decision.REVOKED, None, text, text, day, "appeal")
            )


def _ledger(folder: Path, bodies: Sequence[Department], texts: Sequence[str]) -> None:
    matters = [
        Matter(each.id, "air-quality-daily", Place.OWN, "missing-day", text)
        for each, text in zip(bodies, texts, strict=True)
    ]
    first = [
        (each, Event(0, 0, Kind.FOUND, JULY, date(2013, 8, 4), indicator="C1-1", evidence=(_cited(text, "1"),)))
        for each, text in zip(matters, texts, strict=True)
    ]
    with closing(Casebook(folder / "var" / "gongkai.sqlite")) as book:
        book.reconcile(JULY, date(2013, 8, 4), "", first, [])
        due = {"within": 15, "due": date(2013, 8, 26)}
        for number, text in enumerate(texts, 1):
            told = (Handed(text, "0" * 64),)
            book.add([Event(0, number, Kind.NOTIFIED, JULY, date(2013, 8, 5), text, paper=text, **due)])
            book.add([Event(0, number, Kind.REPLIED, JULY, date(2013, 8, 20), text, text, handed=told)])
            book.add([Event(0, number, Kind.ESCALATED, AUGUST, date(2013, 9, 6), text, paper=text)])
