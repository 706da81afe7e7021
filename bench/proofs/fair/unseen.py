"""Scenes that could not be checked: where, what and how, each another situation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import cycle

from bench.proofs.fair.duties import OF_SITES, Duty, addresses
from bench.proofs.fair.files import FILES
from bench.proofs.fair.scenes import ALL, AS_IT_IS, ROBOTS, Behaviour, Scene, Served, Stand, sound
from bench.proofs.fair.ways import ANYWHERE, SITE_ONLY, page, reset
from reports.samplecity.content import Article, Attachment
from tests.crawler.hostile import Call, reply

SLOW = (
    "no answer",
    "reset",
    "broken off",
    "429",
    "500",
    "502",
    "503 maintenance",
    "cut short",
    "not HTTP",
)  # each is asked for again
QUICK = {name: way for name, way in list(ANYWHERE.items())[::2] if name not in SLOW}
Veil = Callable[[Served], Mapping[str, Behaviour]]
Duties = Mapping[tuple[Stand, str], Duty]


def whole_sites(stands: list[Stand]) -> Iterator[Scene]:
    """A whole site answers with something else, from the first address on or after a while."""
    where = cycle(stands)
    for name, way in {**ANYWHERE, **SITE_ONLY}.items():
        yield _site(next(where), f"whole site: {name}", lambda site, way=way: {ALL: way, "/": way})
    for name, robots in ROBOTS_SAY.items():
        yield _site(next(where), f"robots.txt: {name}", lambda site, robots=robots: {ROBOTS: robots})
    for name in ("521 加速乐", "WAF with 200", "WAF with 403", "reset", "login form", "too often"):
        for most in (1, 6):
            yield _site(
                next(where),
                f"{name} from request {most + 1} on",
                lambda site, n=name, m=most: _after(site, ANYWHERE[n], m),
            )
    for name, home in {"no such host": "http://nobody.invalid/", "nothing listens": "http://127.8.8.8:9/"}.items():
        scene = _site(next(where), name, lambda site: {})
        for site in scene.sites.values():
            site.home = home
        yield scene


ROBOTS_SAY: Mapping[str, Behaviour] = {
    "nothing for anybody": reply(body=b"User-agent: *\nDisallow: /\n", kind="text/plain"),
    "nothing for us": reply(body=b"User-agent: gongkai\nDisallow: /\n\nUser-agent: *\nAllow: /\n", kind="text/plain"),
    "503": page("503", "busy", 503),
    "429": page("429", "busy", 429),
    "reset": reset,
    "challenge": ANYWHERE["521 加速乐"],
}


def _site(stand: Stand, name: str, veil: Veil) -> Scene:
    site = sound(*stand)
    site.veil = veil
    return Scene(f"{name}, {' '.join(stand)}", **{stand[2]: site}, besides=frozenset(("site-reachable",)))


def _after(site: Served, way: Behaviour, most: int) -> Mapping[str, Behaviour]:
    """As it is for so many requests, and then never again."""
    seen: set[str] = set()

    async def behave(call: Call) -> bytes | None:
        if call.path in seen or len(seen) < most:
            seen.add(call.path)
            return AS_IT_IS
        return await way(call) if callable(way) else way

    return {ALL: behave}


def columns(duties: Duties, ways: Mapping[str, Behaviour], each: int) -> Iterator[Scene]:
    """The lists of the columns in which a duty lies answer with something else: each way for some duties."""
    turn = cycle(of_content(duties))
    for name, way in ways.items():
        for _ in range(each):
            duty = next(turn)
            yield _veiled(duty, f"lists: {name}", lambda site, duty=duty, way=way: _lists(site, duty, way))


def pages(duties: Duties, ways: Mapping[str, Behaviour], each: int) -> Iterator[Scene]:
    """The pages that show a duty, with their files, answer with something else, though lists name them."""
    turn = cycle(reversed(of_content(duties)))
    for name, way in ways.items():
        for _ in range(each):
            duty = next(turn)
            yield _veiled(duty, f"pages: {name}", lambda site, duty=duty, way=way: _shown(site, duty, way))


def everything_below(duties: Duties, ways: Mapping[str, Behaviour], each: int) -> Iterator[Scene]:
    """All that lies in the columns of a duty answers with something else, lists and pages."""
    turn = cycle(of_content(duties)[1::2] + of_content(duties)[::2])
    for name, way in ways.items():
        for _ in range(each):
            duty = next(turn)
            yield _veiled(
                duty,
                f"all of its columns: {name}",
                lambda site, duty=duty, way=way: {**_lists(site, duty, way), **_inside(site, duty, way)},
            )


def robots_of_columns(duties: Duties) -> Iterator[Scene]:
    """robots.txt forbids the columns of a duty."""
    for duty in of_content(duties)[::5]:
        yield _veiled(duty, "robots.txt forbids its columns", lambda site, duty=duty: {ROBOTS: _forbidding(site, duty)})


def _forbidding(site: Served, duty: Duty) -> bytes:
    paths = [*_lists(site, duty, b"x"), *_inside(site, duty, b"x")]
    return reply(body="User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in paths), kind="text/plain")


def _veiled(duty: Duty, name: str, veil: Veil) -> Scene:
    site = sound(*duty.stand)
    site.veil = veil
    return Scene(
        f"{name}, {duty.rule}, {' '.join(duty.stand)}", **{duty.stand[2]: site}, target=(duty.rule, duty.stand[2])
    )


def _lists(site: Served, duty: Duty, way: Behaviour) -> dict[str, Behaviour]:
    found: dict[str, Behaviour] = {}
    for column in duty.columns(site):
        for path in (site.system.column_path(column), *(path for path, _ in site.system.list_pages(column))):
            found[site.system.prefix + path] = way
    return found


def _shown(site: Served, duty: Duty, way: Behaviour) -> dict[str, Behaviour]:
    return {path: way for article in duty.articles(site) for path in addresses(site, article)}


def _inside(site: Served, duty: Duty, way: Behaviour) -> dict[str, Behaviour]:
    inner = [each for each in site.content.articles if each.column in duty.columns(site)]
    return {path: way for article in inner for path in addresses(site, article)}


def of_content(duties: Duties) -> list[Duty]:
    """The duties to publish something, so that neighbours are of different rules and systems."""
    found = [duty for duty in duties.values() if duty.rule not in OF_SITES and duty.shown - {"/"}]
    return sorted(found, key=lambda duty: order_of(duty))


def order_of(duty: Duty) -> str:
    """An order that mixes rules, bodies and places, and is the same every time."""
    from hashlib import sha256

    return sha256(repr((duty.rule, duty.stand)).encode()).hexdigest()


def files(duties: Duties, each: int) -> Iterator[Scene]:
    """What is owed lies in a file that cannot be read; its page says no more than that it is attached."""
    turn = cycle(of_content(duties))
    for name, (suffix, made) in FILES.items():
        for _ in range(each):
            duty = next(turn)
            yield attached(duty, f"file: {name}", suffix, made())


def attached(duty: Duty, name: str, suffix: str, body: bytes) -> Scene:
    """The pages of a duty hold nothing but a link to a file."""
    site = sound(*duty.stand)
    site.open("127.0.0.1:1")
    shown = {each.id for each in duty.articles(site)}
    site.content = replace(
        site.content,
        articles=tuple(_in_file(each, suffix, body) if each.id in shown else each for each in site.content.articles),
    )
    site.home = ""
    ids = frozenset(shown)

    def veil(served: Served) -> Mapping[str, Behaviour]:
        served.hidden = {p for a in served.content.articles if a.id in ids for p in addresses(served, a)}
        return {}

    site.veil = veil
    return Scene(
        f"{name}, {duty.rule}, {' '.join(duty.stand)}", **{duty.stand[2]: site}, target=(duty.rule, duty.stand[2])
    )


def _in_file(article: Article, suffix: str, body: bytes) -> Article:
    kind = {".png": "image/png", ".pdf": "application/pdf"}.get(suffix, "application/octet-stream")
    file = Attachment(f"P{article.id:010}{suffix}", f"{article.title}{suffix}", kind, body)
    return replace(article, html="<p>现予公布，详见附件。</p>", attachments=(file,))
