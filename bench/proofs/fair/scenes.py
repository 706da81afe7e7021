"""A scene: what one body shows in a month, how it is served, and what was delivered of it to whoever asked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bench.proofs.fair.files import picture
from bench.proofs.fair.sound import departments, gate, own
from reports.samplecity.content import Response, SiteContent
from reports.samplecity.server import _asked
from reports.samplecity.systems import SYSTEMS
from reports.samplecity.systems.base import System
from tests.crawler.hostile import MISSING, Call, World, reply

Behaviour = bytes | Callable[[Call], Awaitable[bytes | None]]
Stand = tuple[str, str, str]  # body, content system, place
AS_IT_IS = b"as it is"  # what a behaviour returns when the page is to be sent after all
ALL = "*"
ROBOTS = "/robots.txt"
DRAWN = ("/upload/long.jpg", "/upload/qr.png")  # what pages in place of others show


@dataclass
class Served:
    """One site of a scene. `veil` says which addresses misbehave and how, "*" for all; `delivered` is what was sent as it is."""

    stand: Stand
    content: SiteContent
    veil: Callable[[Served], Mapping[str, Behaviour]] = lambda site: {}
    home: str = ""
    delivered: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    pages: dict[str, Response] = field(default_factory=dict)
    veiled: Mapping[str, Behaviour] = field(default_factory=dict)
    hidden: set[str] = field(
        default_factory=set
    )  # addresses that are sent as they are, and of which nobody can see what they hold

    def open(self, origin: str) -> None:
        """Renders the pages, once their address is known."""
        self.home = self.home or f"http://{origin}/"
        self.system: System = SYSTEMS[self.content.system](self.content, f"http://{origin}/", {})
        self.pages = self.system.pages()
        self.veiled = self.veil(self)

    async def answer(self, call: Call) -> bytes | None:
        """What is sent for a request."""
        path = call.path if call.path in self.pages or call.path in self.veiled else _asked(call.path)
        self.asked.append(path)
        veil = self.veiled.get(path) or (self.veiled.get(ALL) if path != ROBOTS else None)
        if veil is not None:
            found = await veil(call) if callable(veil) else veil
            if found is not AS_IT_IS:
                return found
        if call.path in DRAWN:
            return reply(body=picture(), kind="image/png")
        page = self.pages.get(path)
        if page is None:
            return MISSING
        if path not in self.hidden:
            self.delivered.add(path)
        return reply(page.status, page.headers, page.body, page.content_type)


@dataclass
class Scene:
    """One body in one situation; `name` is told when something is wrong.

    `target` is the duty that the scene is about, as (rule, place); `problems` are the names under which a real gap may be found.
    """

    name: str
    own: Served | None = None
    portal: Served | None = None
    target: tuple[str, str] = ("", "")
    problems: frozenset[str] = frozenset()
    subject: str = ""
    besides: frozenset[str] = frozenset()  # rules that rightly find fault with the situation itself
    pages: int = 0  # the most that the crawl may read of a site; 0 for the usual

    @property
    def sites(self) -> dict[str, Served]:
        """Its sites by place."""
        return {place: site for place, site in (("own", self.own), ("portal", self.portal)) if site is not None}

    @property
    def stands(self) -> frozenset[Stand]:
        """Where it stands."""
        return frozenset(site.stand for site in self.sites.values())

    @property
    def body(self) -> str:
        """Whose sites these are."""
        return next(iter(self.stands))[0]


def sound(body: str, system: str, place: str = "own") -> Served:
    """A site on which everything is there."""
    content = own(body, system) if place == "own" else gate(body, system)
    return Served((body, system, place), content)


class Stage(World):
    """Hosts on loopback, one for each stand: the same addresses whatever is played, so that a page is read once."""

    def __init__(self, stands: list[Stand]) -> None:
        self.playing: dict[Stand, Served] = {}
        super().__init__(
            {stand: {"/": self._of(stand), ROBOTS: self._of(stand), ALL: self._of(stand)} for stand in stands}
        )
        for number, stand in enumerate(stands):
            self.scenes[stand].host = f"127.1.{number // 200}.{number % 200 + 2}"

    def _of(self, stand: Stand) -> Callable[[Call], Awaitable[bytes | None]]:
        async def behave(call: Call) -> bytes | None:
            return await self.playing[stand].answer(call)

        return behave

    def put_up(self, scenes: list[Scene]) -> None:
        """Puts scenes on their stands, of which no two may be the same."""
        self.playing = {site.stand: site for scene in scenes for site in scene.sites.values()}
        for stand, site in self.playing.items():
            site.open(self.scenes[stand].origin)


def rounds(scenes: list[Scene]) -> list[list[Scene]]:
    """Scenes in as few rounds as their stands allow; those with another budget of pages apart."""
    found: list[list[Scene]] = []
    for scene in scenes:
        for taken in found:
            if taken[0].pages == scene.pages and all(not scene.stands & each.stands for each in taken):
                taken.append(scene)
                break
        else:
            found.append([scene])
    return found


def known_as(body: str) -> tuple[str, ...]:
    """Every name of a body."""
    return departments()[body].names


async def silent(call: Call) -> None:
    """Never answers."""
    await asyncio.sleep(60)
