"""Every robots.txt means what Google's reader and RFC 9309 say, whatever the host answers, and however old its last good one is.

The rules are judged by Google's own cases (shared/suites/robots-google beside the repository, or in the folder that GONGKAI_SUITES
names). What an answer means is judged by crawls over HTTP: for each cell of status × redirection × failure × age a host with
such a robots.txt is visited, and its log says what was asked for. Seconds are scaled down: a host may be silent for 8 s
instead of 30.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from protego import Protego

from bench.proofs.proof import Figure, Proof, Size
from bench.proofs.replaced import replaced
from bench.proofs.suites import suite
from crawler import fetching
from crawler.archive import Archive
from crawler.fetching import now
from crawler.robots import Robots, RobotsState, read
from crawler.sealed import seal
from crawler.snapshot import Reason
from tests.crawler.faults import Seen, visit
from tests.crawler.hostile import Behaviour, World, raw, redirect, reply, reset_after, silent
from tests.crawler.hostile_answers import gzipped
from tests.crawler.little_site import page

GOOGLE = 400
SILENCE = {Size.SHORT: 1.0, Size.WHOLE: 8.0}  # seconds that a host may take
AT_ONCE = {Size.SHORT: 64, Size.WHOLE: 48}  # hosts that are visited side by side
NEW, OLD = b"User-agent: *\nDisallow: /new/\n", b"User-agent: *\nDisallow: /old/\n"
PATHS = ("/new/1.html", "/old/1.html", "/x.html")
AGES = {
    "never": None,
    "an hour": timedelta(hours=1),
    "30 days less an hour": timedelta(days=30, hours=-1),
    "30 days and an hour": timedelta(days=30, hours=1),
    "a day to come": timedelta(days=-1),
}
FRESH = ("an hour", "30 days less an hour")
SAID, BARE = (200, 203, 206), (204,)  # with rules, and good without a word
FREE = (300, 305, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 412, 418, 423, 451, 499)
CLOSED = (304, 429, 500, 501, 502, 503, 504, 505, 507, 521, 599, 600, 999)
QUICK = (200, 204, 403, 404, 429, 503)
FAILURES: dict[str, Behaviour] = {
    "silence": silent,
    "closed without a word": reset_after(b""),
    "reset in the header": reset_after(b"HTTP/1.1 200 OK\r\nContent-Ty"),
    "reset in the body": reset_after(raw("HTTP/1.1 200 OK", "Content-Length: 99", body=NEW)),
    "cut": raw("HTTP/1.1 200 OK", "Content-Length: 99", body=NEW),
    "cut chunks": raw("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", body=b"ff\r\n" + NEW),
    "a chunk of no size": raw("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", body=b"zz\r\n" + NEW),
    "no HTTP": NEW,
    "a status of letters": raw("HTTP/1.1 OK", body=NEW),
    "an unknown coding": reply(headers=[("Content-Encoding", "br")], body=NEW),
    "a bomb": reply(headers=[("Content-Encoding", "gzip")], body=gzipped(80_000_000)),
    "too much": reply(body=NEW + b"#" * 2_000_000),
    "an endless header": raw("HTTP/1.1 200 OK", *["X-More: 1"] * 900, body=NEW),
}
QUICK_FAILURES = ("reset in the body", "cut", "no HTTP", "too much")
WAYS = ("straight", "moved", "elsewhere", "nine hops")  # to the answer that counts
LOST: dict[str, Callable[[], dict[str, Behaviour]]] = {  # ways that lead to no answer
    "eleven hops": lambda: hops(11, reply(body=NEW)),
    "a circle": lambda: {"/robots.txt": redirect("/r"), "/r": redirect("/robots.txt")},
    "to itself": lambda: {"/robots.txt": redirect("/robots.txt", 308)},
    "nowhere": lambda: {"/robots.txt": raw("HTTP/1.1 302 Found", "Content-Length: 0")},
    "no web": lambda: {"/robots.txt": redirect("ftp://@self@/robots.txt")},
    "a script": lambda: {"/robots.txt": redirect("javascript:void(0)")},
    "inside": lambda: {"/robots.txt": redirect("http://10.0.0.1/robots.txt")},
    "a dead machine": lambda: {"/robots.txt": redirect("http://127.0.0.1:9/robots.txt")},
    "no such name": lambda: {"/robots.txt": redirect("http://nowhere.invalid/robots.txt")},
}
LOST_CLOSED = ("inside", "a dead machine", "no such name")
OWN = (  # (robots.txt, agent, address, whether it may be asked for)
    ("User-agent: foo\nDisallow: /a", "foo", "/a", False),
    ("User-agent: foo\nDisallow: /a", "bar", "/a", True),
    ("user-agent: FOO\nDISALLOW: /a", "foo", "/ab", False),
    ("User-agent: foo\nDisallow: /a", "foo", "/A", True),
    ("User-agent: *\nDisallow: /\nUser-agent: foo\nDisallow:", "foo", "/a", True),
    ("User-agent: foo\nUser-agent: bar\nDisallow: /a", "foo", "/a", False),
    ("User-agent: foo\nDisallow: /a\nUser-agent: foo\nDisallow: /b", "foo", "/b", False),
    ("User-agent: foo\nDisallow: /a\nAllow: /a/b", "foo", "/a/b/c", True),
    ("User-agent: foo\nAllow: /a\nDisallow: /a", "foo", "/a", True),
    ("User-agent: foo\nDisallow: /*.gif$", "foo", "/a/b.gif", False),
    ("User-agent: foo\nDisallow: /*.gif$", "foo", "/a/b.gif?x", True),
    ("User-agent: foo\nDisallow: /a*c", "foo", "/abbbcd", False),
    ("User-agent: foo\nDisallow: /\nAllow: /index.html", "foo", "/", True),
    ("User-agent: foo\nDisallow: /%e4%b8%ad", "foo", "/%E4%B8%AD", False),
    ("User-agent: foo\nDisallow: /中", "foo", "/%E4%B8%AD", False),
    ("\ufeffUser-agent: foo\nDisallow: /a", "foo", "/a", False),
    ("User-agent: foo # us\nDisallow: /a # there", "foo", "/a", False),
    ("User-agent foo\nDisallow /a", "foo", "/a", False),
    ("Useragent: foo\nDissallow: /a", "foo", "/a", False),
    ("User-agent: foo\rDisallow: /a", "foo", "/a", False),
    ("User-agent: foo/2.1\nDisallow: /a", "foo", "/a", False),
    ("User-agent: foobar\nDisallow: /a", "foo", "/a", True),
    ("Disallow: /a\nUser-agent: foo\nDisallow: /b", "foo", "/a", True),
    ("User-agent: * x\nDisallow: /a", "foo", "/a", False),
    ("User-agent: foo\nCrawl-delay: 1\n\nUser-agent: bar\nDisallow: /a", "foo", "/a", False),
    ("User-agent: foo\nSitemap: http://a.cn/s\nDisallow: /a", "foo", "/a", False),
    ("<html>User-agent: foo\nDisallow: /a", "foo", "/a", True),
)


@dataclass(frozen=True)
class Cell:
    """A host whose robots.txt is answered so. `meant` is "new" or "old" rules, "free" or "closed"."""

    name: str
    paths: dict[str, Behaviour]
    other: dict[str, Behaviour]
    age: str
    meant: str

    @property
    def asked(self) -> set[str]:
        """The pages that may be asked for."""
        forbidden = {"new": PATHS[:1], "old": PATHS[1:2], "free": (), "closed": ("/", *PATHS)}[self.meant]
        return {"/", *PATHS} - set(forbidden)


def hops(count: int, last: Behaviour) -> dict[str, Behaviour]:
    """A robots.txt at the end of so many redirections."""
    statuses = (301, 302, 303, 307, 308)
    names = ["/robots.txt", *(f"/hop{number}" for number in range(1, count + 1))]
    found: dict[str, Behaviour] = {
        name: redirect(following, statuses[number % 5]) for number, (name, following) in enumerate(pairwise(names))
    }
    return found | {names[-1]: last}


def placed(way: str, name: str, answer: Behaviour) -> tuple[dict[str, Behaviour], dict[str, Behaviour]]:
    """The paths of a host and of its neighbour by which one comes to an answer."""
    if way == "straight":
        return {"/robots.txt": answer}, {}
    if way == "elsewhere":
        return {"/robots.txt": redirect(f"http://@{name} other@/rules.txt", 301)}, {"/rules.txt": answer}
    return hops(1 if way == "moved" else 9, answer), {}


def meaning(kind: str, age: str) -> str:
    """What is meant when the answer is closed and an older one was had."""
    return "old" if kind == "closed" and age in FRESH else kind


def cells(size: Size) -> Iterator[Cell]:
    """The table."""
    short = size is Size.SHORT
    statuses = QUICK if short else (*SAID, *BARE, *FREE, *CLOSED)
    ways = WAYS[:3:2] if short else WAYS
    ages = ("never", "an hour") if short else AGES
    for status, way, age in product(statuses, ways, ages):
        name = f"{status}, {way}, {age}"
        headers = [("Retry-After", "0")] if status in (429, 503) else ()
        answer = reply(status, headers, b"" if status in BARE else NEW, kind="text/plain")
        kind = "new" if status in SAID else "free" if status in (*BARE, *FREE) else "closed"
        yield Cell(name, *placed(way, name, answer), age, meaning(kind, age))
    for failure, way, age in product(QUICK_FAILURES if short else FAILURES, ways, ages):
        name = f"{failure}, {way}, {age}"
        yield Cell(name, *placed(way, name, FAILURES[failure]), age, meaning("closed", age))
    for lost, age in product(("a circle", "inside") if short else LOST, ages):
        kind = "closed" if lost in LOST_CLOSED else "free"
        yield Cell(f"{lost}, {age}", LOST[lost](), {}, age, meaning(kind, age))


def visited(size: Size, folder: Path) -> tuple[list[Cell], World, Seen]:
    """All hosts of the table, after a crawl."""
    table = list(cells(size))
    home = reply(body=page(*((path, "链接") for path in PATHS)))
    pages = {path: reply(body=page(title=path)) for path in PATHS}
    scenes = {cell.name: {"/": home, **pages, **cell.paths} for cell in table}
    scenes |= {f"{cell.name} other": cell.other for cell in table if cell.other}
    keys = {cell.name: f"cell{number}" for number, cell in enumerate(table)}
    with World(scenes) as world:
        with Archive(folder) as archive:
            for cell in table:
                if (age := AGES[cell.age]) is not None:
                    fetched = (now() - age).isoformat(timespec="seconds")
                    row = {"origin": world[cell.name].origin, "fetched": fetched, "body": OLD}
                    archive.db.execute("INSERT INTO robots VALUES (?, ?, ?, ?)", [*row.values(), seal(row)])
            archive.db.conn.commit()
        homes = {keys[cell.name]: world[cell.name].home for cell in table}
        seen = visit(folder, homes, concurrency=AT_ONCE[size], timeout=SILENCE[size], processes=1)
    seen.captures = {cell.name: seen.captures.get(keys[cell.name], {}) for cell in table}
    return table, world, seen


def faults(cell: Cell, world: World, seen: Seen) -> Iterator[str]:
    """What is wrong with how a host was visited."""
    asked = {path for _, path, _ in world[cell.name].log} & {"/", *PATHS}
    if asked != cell.asked:
        yield f"{cell.name}: asked for {sorted(asked)}, not for {sorted(cell.asked)}"
    if any(path in ("/", *PATHS) for _, path, _ in world.scenes.get(f"{cell.name} other", world.witness).log):
        yield f"{cell.name}: its neighbour was visited"
    kept = seen.captures[cell.name]
    untold = {"/"} - set(kept) if cell.meant == "closed" else {"/", *PATHS} - set(kept)
    if untold:
        yield f"{cell.name}: no word of {sorted(untold)}"
    for path, capture in kept.items():
        if path in ("/", *PATHS) and path not in asked and capture.reason in ("", Reason.GONE, Reason.SOFT_404):
            yield f"{cell.name}: {path} was not asked for, and is said to be {capture.reason or 'good'}"


def rules(size: Size) -> list[tuple[str, bytes, str, str, bool]]:
    """Cases of rules: name, robots.txt, agent, address, whether it may be asked for."""
    if size is Size.SHORT:
        return [(body[:60], body.encode(), agent, f"http://a.cn{path}", allowed) for body, agent, path, allowed in OWN]
    path = suite("robots-google") / "cases.json"
    found = json.loads(path.read_text("utf-8")) if path.exists() else []
    return [
        (each["id"], base64.b64decode(each["robots_b64"]), each["ua"], each["url"], each["expect"] == "allow")
        for each in found
    ]


def ours(body: bytes, agent: str, url: str) -> bool:
    """Whether the rules open an address to an agent. That robots.txt itself is always open (RFC 9309 §2.2.2) is no rule."""
    return read(body, agent).rules.allows(url)


def protego(body: bytes, agent: str, url: str) -> bool:
    """Whether Scrapy would."""
    return bool(Protego.parse(body.decode("utf-8", "ignore")).can_fetch(url, agent))


class Anything:
    """Rules as Scrapy reads them."""

    def __init__(self, body: bytes) -> None:
        self.allows = partial(protego, body, "gongkai")


def as_scrapy(status: int | None, body: bytes, last_good: tuple[datetime, bytes] | None, moment: datetime) -> Robots:
    """What an answer means to Scrapy: whatever came is parsed, and when nothing came there are no rules."""
    found: Any = Anything(body)
    return Robots(RobotsState.FREE) if status is None else Robots(RobotsState.RULES, found)


def figure(size: Size, folder: Path, allows: Callable[[bytes, str, str], bool]) -> Figure:
    """Both halves."""
    cases = rules(size)
    misread = [name for name, body, agent, url, allowed in cases if allows(body, agent, url) != allowed]
    table, world, seen = visited(size, folder)
    odd = {cell.name: list(faults(cell, world, seen)) for cell in table}
    wrong = [f"rules: {name}" for name in misread] + [line for lines in odd.values() for line in lines]
    if seen.died:
        wrong.append(f"the crawl ended: {seen.died}")
    said = f"{len(cases) - len(misread)} of {len(cases)} cases of rules, {sum(not each for each in odd.values())} of {len(table)} cells"
    left = () if cases else ("the suite robots-google is not beside the repository",)
    enough = len(cases) >= (GOOGLE if size is Size.WHOLE else len(OWN))
    return Figure(not wrong and enough, said, tuple(wrong), left)


def prove(size: Size, folder: Path) -> Figure:
    """The rules and the table by the crawler."""
    return figure(size, folder, ours)


def without(size: Size, folder: Path) -> Figure:
    """The same with Scrapy's reading of rules and of answers."""
    with replaced((fetching, "decide", as_scrapy)):
        return figure(size, folder, protego)


PROOFS = (
    Proof(
        "robots",
        f"{GOOGLE} of {GOOGLE} of Google's cases, and every cell of status × redirection × failure × age as RFC 9309 has it",
        prove,
        "Scrapy's reading: Protego's rules, and an error is no rule",
        without,
        minutes=3,
        data=("robots-google",),
    ),
)
