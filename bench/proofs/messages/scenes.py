"""Sites that misbehave in each of the ways 1–59: the scenes of the crawler's own tests, and the same with the first page at fault."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.snapshot import Reason
from tests.crawler import test_faults_http as http
from tests.crawler import test_faults_network as network
from tests.crawler import test_faults_scope as scope
from tests.crawler.faults import CLEAR, path_of
from tests.crawler.hostile import redirect, reply
from tests.crawler.hostile_answers import ANSWERS, EXTRA, LARGE, MALFORMED
from tests.crawler.hostile_sites import ENDLESS, HONEST, MAPS, MOVES, PARKED, with_sessions
from tests.crawler.little_site import page

QUIET = (Reason.GONE, Reason.SOFT_404, Reason.OFFSITE)  # of single pages these are told by findings, not by the crawl
SCENES = ("127.0.1.0/24", "127.0.2.0/24")  # of a world of more than 250 scenes, too
WAYS_HOME = ("/", 3)


@dataclass(frozen=True)
class Site:
    """A site of a world, or an address outside of one, and how its visit must end.

    `reasons` are right for the address at fault; "" among them means that it may be read, and then nothing need be told. `first`
    says that it is the first page, so that nothing of the department can be checked. `tls` is a fault told of a site that was read.
    """

    fault: int
    case: str
    paths: Mapping[str, Any] = field(default_factory=dict)
    reasons: tuple[str, ...] = ("",)
    first: bool = False
    home: str = ""
    tls: str = ""

    @property
    def name(self) -> str:
        """What its department is called."""
        return f"F{self.fault:02}-{self.case}"


@dataclass(frozen=True)
class Group:
    """Sites that are visited together, with the settings that their faults need, and the networks that may be visited."""

    name: str
    sites: tuple[Site, ...]
    changes: Mapping[str, Any] = field(default_factory=dict)
    allowed: tuple[str, ...] = SCENES

    @property
    def codes(self) -> tuple[int, ...]:
        """How commands may end: with 0 only where every site may be read to its end."""
        return (0, 3) if all("" in site.reasons for site in self.sites) else (3,)


def _number(fault: str) -> int:
    return int(fault[1:3])


def _case(fault: str) -> str:
    return "".join(char if char.isascii() and (char.isalnum() or char == "-") else "_" for char in fault[4:])


def _rows(rows: Mapping[str, Any], extra: Mapping[str, Any]) -> Iterator[Site]:
    """For each row of a table a home that leads to the address at fault, and one whose first page is at fault."""
    for number, (fault, row) in enumerate(rows.items()):
        case, reasons = f"{_case(fault)}-{number}", tuple(map(str, row.reasons))
        more = extra.get(fault, {})
        yield Site(_number(fault), case, {path_of(fault): row.behaviour, **more}, reasons)
        if "" not in reasons and not set(reasons) <= {Reason.GONE}:
            paths = {path_of(fault): row.behaviour, **more, "/": row.behaviour}
            yield Site(_number(fault), f"{case}-home", paths, reasons, first=True)


def _robots() -> Iterator[Site]:
    paths = {"/": reply(body=scope.HOME), "/other.txt": reply(body=scope.RULES)}
    paths |= dict.fromkeys(scope.LINKED, reply(body=CLEAR))
    for fault, (behaviour, no, yes) in scope.ROBOTS.items():
        if fault == "f47-all" or yes is None:
            reasons: tuple[str, ...] = tuple(map(str, (*scope.CLOSED, Reason.SERVER_ERROR)))
        else:
            reasons = tuple(map(str, no if isinstance(no, tuple) else (no,)))
        yield Site(_number(fault), _case(fault), {**paths, "/robots.txt": behaviour}, reasons, first=yes is None)
    pause = {**paths, "/robots.txt": reply(body="User-agent: *\nCrawl-delay: 1\n")}
    yield Site(51, "a-pause", pause)


def _ways_home() -> Iterator[Site]:
    for fault, where in scope.WAYS_HOME.items():
        yield Site(45, _case(fault), {path_of(fault): redirect(where), "/own.html": reply(body=CLEAR)})


def _elsewhere() -> Iterator[Site]:
    for fault, paths in http.CATCH_ALL.items():
        yield Site(_number(fault), _case(fault), paths, (Reason.SOFT_404,))
    for fault, head in http.SENDERS.items():
        paths = {
            "/": reply(body=f"<html><head>{head}</head></html>"),
            "/target.html": http.TARGET,
            "/left.html": http.TARGET,
        }
        yield Site(_number(fault), _case(fault), paths, ("", str(Reason.NEEDS_JS)))
    for fault, (paths, why) in MOVES.items():
        yield Site(_number(fault), _case(fault), paths, tuple(why.split()), first=True)
    for fault, body in PARKED.items():
        yield Site(_number(fault), _case(fault), {"/": reply(body=body)}, (Reason.SUSPECT,), first=True)
    for fault, body in HONEST.items():
        yield Site(_number(fault), _case(fault), {"/": reply(body=body), **scope.ARTICLES})


async def _node(call: Any) -> bytes:
    return reply(body=page(title=f"节点{secrets.token_hex(4)}").encode())


def _one_host() -> Iterator[Site]:
    for own, other in (("czj", "sjj"), ("sjj", "czj")):
        paths = {f"/{own}/": reply(body=page((f"/{own}/1.html", "一"), (f"/{other}/1.html", "邻")))}
        yield Site(57, own, {**paths, f"/{own}/1.html": reply(body=CLEAR)}, home=f"@57@/{own}/")


def groups() -> tuple[Group, ...]:
    """Every site that is served from a world of scenes."""
    rows: dict[str, Any] = {**network.ROWS, **MALFORMED, **ANSWERS}
    nine = {"/nine.html": EXTRA["f22-nine-hops"]["/nine.html"], **EXTRA["f22-nine-hops"]}
    usual = (
        *_rows(rows, EXTRA),
        Site(22, "nine-hops", nine),
        *_rows(scope.TO_SCHEMES, {}),
        *_rows(scope.TO_ODD_HOSTS, {}),
        *_ways_home(),
        *_robots(),
        *_elsewhere(),
        Site(16, "nodes", {"/a.html": _node, "/b.html": _node}),
        Site(46, "look-alike", {"/a.html": redirect("http://www.саizheng.gov.cn/")}, (Reason.OFFSITE, Reason.DNS)),
        Site(
            46,
            "look-alike-home",
            {"/": redirect("http://www.саizheng.gov.cn/")},
            (Reason.OFFSITE, Reason.DNS),
            first=True,
        ),
        *_one_host(),
    )
    inside = tuple(_rows(scope.TO_INSIDE, {}))
    endless = [Site(_number(fault), _case(fault), paths, (Reason.TRAP,)) for fault, paths in ENDLESS.items()]
    endless.append(Site(53, "sessions", {"/": with_sessions, "*": with_sessions}))
    mapped = [Site(56, _case(fault), paths, (Reason.BUDGET, Reason.TRAP, "")) for fault, paths in MAPS.items()]
    return (
        Group("usual", usual),
        Group("inside", inside),
        Group("large", tuple(_rows(LARGE, {})), {"max_bytes": 1_000_000}),
        Group("endless", tuple(endless), {"max_pages_per_site": 250}),
        Group("mapped", tuple(mapped), {"max_pages_per_site": 40, "max_bytes": 20_000_000}),
    )
