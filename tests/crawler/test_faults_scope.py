"""Faults 41–59: ways inside, ways out, robots.txt, sites without end, sites that are no longer themselves."""

from ipaddress import ip_network
from itertools import pairwise

import pytest

from crawler.scope import Scope
from crawler.snapshot import Reason
from tests.crawler.faults import CLEAR, GOOD, check, path_of, row, scenes_of, visit
from tests.crawler.hostile import World, in_turn, redirect, reply, reset_after, served, silent
from tests.crawler.hostile_addresses import INSIDE, ODD_HOSTS, SCHEMES
from tests.crawler.hostile_sites import ARTICLES, ENDLESS, HONEST, MAPS, MOVES, PARKED, with_sessions
from tests.crawler.little_site import page
from tests.crawler.test_faults_network import answers, resolve

CLEAR_PAGE = reply(body=CLEAR)
SCENES_ONLY = (ip_network("127.0.1.0/24"),)
OUT = (Reason.OFFSITE, Reason.BLOCKED_ADDRESS)
TO_INSIDE = {f"f41-{host}": row(redirect(f"http://{host}:@port@/"), *OUT) for host in INSIDE}
TO_SCHEMES = {f"f43-{where.partition(':')[0]}": row(redirect(where), Reason.OFFSITE) for where in SCHEMES}
TO_ODD_HOSTS = {f"f45-{name}": row(redirect(where), *OUT, Reason.PROTOCOL) for name, where in ODD_HOSTS.items()}
WAYS_OUT = {**TO_INSIDE, **TO_SCHEMES, **TO_ODD_HOSTS}
OWN_HOST = (
    "http:\\\\@self@\\own.html",
    "//@self@/own.html",
    "ht\ttp://@self@/o\twn.html",
    "http://user:word@@self@/own.html",
    "HTTP:own.html",
)
WAYS_HOME = {f"f45-own-host-{number}": where for number, where in enumerate(OWN_HOST)}


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Redirections on every way out, and the same ways as links, frames and pictures, before a witness."""
    scenes = scenes_of(WAYS_OUT)
    ways = [f"http://{host}:@port@/三公.pdf" for host in INSIDE] + list(ODD_HOSTS.values())
    body = "".join(
        f'<a href="{way}">三公经费</a><iframe src="{way}"></iframe><img src="{way}" alt=流程图>' for way in ways
    )
    scenes |= {fault: {path_of(fault): redirect(where), "/own.html": CLEAR_PAGE} for fault, where in WAYS_HOME.items()}
    scenes["f41-robots"] = {"/robots.txt": redirect("http://@witness@/robots.txt")}
    scenes["f41-links"] = {"/": served(f"<html><title>三公经费</title>{page()}{body}</html>")}
    with World(scenes) as world:
        homes = {name: world[name].home for name in scenes}
        return world, visit(tmp_path_factory.mktemp("out"), homes, allow_addresses=SCENES_ONLY)


@pytest.mark.xdist_group("faults-out")
@pytest.mark.parametrize("fault", WAYS_OUT)
def test_a_way_out_is_not_taken(out, fault):
    check(out[1], fault, WAYS_OUT[fault])


@pytest.mark.xdist_group("faults-out")
@pytest.mark.parametrize("fault", WAYS_HOME)
def test_an_odd_way_to_the_own_host_is_taken_as_in_a_browser(out, fault):
    check(out[1], fault, row(b"", GOOD, body=CLEAR))


@pytest.mark.xdist_group("faults-out")
def test_f41_no_connection_was_made(out):
    world, seen = out
    assert not seen.outcome("f41-links", "/").reason
    assert world["witness"].connections == 0


@pytest.fixture(scope="module")
def inside(tmp_path_factory):
    with World({}) as world:
        homes = {f"f41-{number}": f"http://{host}:{world['witness'].port}/" for number, host in enumerate(INSIDE)}
        return world, visit(tmp_path_factory.mktemp("inside"), homes, allow_addresses=())


@pytest.mark.xdist_group("faults-inside")
@pytest.mark.parametrize("host", INSIDE, ids=[f"f41-home-{host}" for host in INSIDE])
def test_a_home_inside_is_refused_and_its_kind_named(inside, host):
    world, seen = inside
    [capture] = seen.captures[f"f41-{list(INSIDE).index(host)}"].values()
    assert capture.reason == Reason.BLOCKED_ADDRESS, f"{capture.reason!r} {capture.note!r}"
    assert capture.note.startswith(INSIDE[host])
    assert world["witness"].connections == 0


def test_f42_a_name_that_changes_its_mind():
    said = iter([answers("93.184.216.34"), *[answers("127.0.0.1")] * 9])
    first, *later = resolve(lambda *_, **__: next(said), *["www.a.gov.cn"] * 4)
    assert first == ["93.184.216.34"]
    assert all(again in (first, "loopback") for again in later)


def test_f42_a_name_that_was_refused_stays_refused():
    said = iter([answers("10.0.0.1"), *[answers("93.184.216.34", "10.0.0.1")] * 9])
    assert all("10.0.0.1" not in found for found in resolve(lambda *_, **__: next(said), *["www.a.gov.cn"] * 4))


def test_f46_hosts_are_compared_by_their_ascii_names():
    site = Scope("http://财政局.政务.cn/")
    assert site.covers(f"http://{'财政局.政务.cn'.encode('idna').decode()}/x.htm")
    assert site.covers("http://财政局。政务.cn/x.htm")
    assert site.covers("http://WWW.财政局.政务.cn/x.htm")
    ascii_site = Scope("http://www.caizheng.gov.cn/")
    assert not ascii_site.covers("http://www.саizheng.gov.cn/")  # two letters are Cyrillic
    assert not ascii_site.covers("http://www.caizheng.gov.cn.evil.example/")
    assert ascii_site.covers("http://www.ｃaizheng.gov.cn/")  # full width is the same name to a browser


RULES = "User-agent: *\nDisallow: /no.html\n"
LINKED = ("/no.html", "/yes.html", f"/{'a' * 60}.html")
HOME = page(*((path, "链接") for path in LINKED))
CLOSED = (Reason.ROBOTS, Reason.TIMEOUT, Reason.RESET)
PAD = "# 说明\n" * 70_000
ROBOTS = {
    "f47-disallow": (reply(body=RULES), Reason.ROBOTS, GOOD),
    "f47-ours": (reply(body="User-agent: *\nDisallow:\n\nUser-agent: gongkai\nDisallow: /no\n"), Reason.ROBOTS, GOOD),
    "f47-all": (reply(body="User-agent: *\nDisallow: /\n"), None, None),
    "f48-500": (reply(500), None, None),
    "f48-503": (reply(503), None, None),
    "f48-silent": (silent, None, None),
    "f48-reset": (reset_after(b"HTTP/1.1 200"), None, None),
    "f48-recovers": (in_turn(reply(503), reply(body=RULES)), Reason.ROBOTS, GOOD),
    "f49-404": (reply(404), GOOD, GOOD),
    "f49-403": (reply(403, body="forbidden"), GOOD, GOOD),
    "f49-401": (reply(401), GOOD, GOOD),
    "f49-410": (reply(410), GOOD, GOOD),
    "f49-429": (reply(429, [("Retry-After", "0")]), None, None),
    "f50-html": (reply(body=f"<html><body>{page()}</html>"), GOOD, GOOD),
    "f50-bom": (reply(body=b"\xef\xbb\xbf" + RULES.encode()), Reason.ROBOTS, GOOD),
    "f50-utf16": (reply(body=("\ufeff" + RULES).encode("utf-16-le")), (GOOD, Reason.ROBOTS), GOOD),
    "f50-gbk": (reply(body="User-agent: *\nDisallow: /内部/\nDisallow: /no.html\n".encode("gbk")), Reason.ROBOTS, GOOD),
    "f50-600k-first": (reply(body=RULES + PAD), Reason.ROBOTS, GOOD),
    "f50-600k-last": (reply(body=f"User-agent: *\n{PAD}Disallow: /no.html\n"), GOOD, GOOD),
    "f50-stars": (reply(body=RULES + f"Disallow: /{'*a' * 30}*b$\n" * 50), Reason.ROBOTS, GOOD),
    "f50-redirected": (redirect("/other.txt", 301), Reason.ROBOTS, GOOD),
    "f51-pause-of-letters": (reply(body=RULES + "Crawl-delay: soon\n"), Reason.ROBOTS, GOOD),
    "f51-pause-of-nan": (reply(body=RULES + "Crawl-delay: nan\n"), Reason.ROBOTS, GOOD),
    "f51-negative-pause": (reply(body=RULES + "Crawl-delay: -300\n"), Reason.ROBOTS, GOOD),
    "f51-half-a-second": (reply(body=RULES + "Crawl-delay: 0.5\n"), Reason.ROBOTS, GOOD),
}


@pytest.fixture(scope="module")
def robots(tmp_path_factory):
    paths = {"/": reply(body=HOME), "/other.txt": reply(body=RULES), **dict.fromkeys(LINKED, CLEAR_PAGE)}
    with World({name: {**paths, "/robots.txt": behaviour} for name, (behaviour, _, _) in ROBOTS.items()}) as world:
        return world, visit(tmp_path_factory.mktemp("robots"), {name: world[name].home for name in ROBOTS})


@pytest.mark.xdist_group("faults-robots")
@pytest.mark.parametrize("fault", ROBOTS)
def test_robots(robots, fault):
    world, seen = robots
    _, no, yes = ROBOTS[fault]
    if yes is None:
        check(seen, fault, row(b"", *CLOSED), "/")
        assert {path for _, path, _ in world[fault].log} == {"/robots.txt"}
        return
    for path, reasons in (("/no.html", no), ("/yes.html", yes)):
        check(seen, fault, row(b"", *(reasons if isinstance(reasons, tuple) else (reasons,))), path)
        assert world[fault].asked(path) == (not seen.outcome(fault, path).reason)


@pytest.mark.xdist_group("faults-robots")
def test_f48_a_failing_robots_file_is_asked_for_again_in_the_same_run(robots):
    for fault in ("f48-500", "f48-503", "f48-silent", "f48-reset"):
        assert 2 <= robots[0][fault].asked("/robots.txt") <= 4, fault


@pytest.mark.xdist_group("faults-robots")
def test_f50_a_rule_of_many_stars_costs_no_time(robots):
    moments = [moment for moment, _, _ in robots[0]["f50-stars"].log]
    assert max(later - earlier for earlier, later in pairwise(moments)) < 2


@pytest.mark.xdist_group("faults-robots")
def test_f51_the_asked_for_pause_is_kept(robots):
    moments = [moment for moment, _, _ in robots[0]["f51-half-a-second"].log]
    assert min(later - earlier for earlier, later in pairwise(moments[1:])) >= 0.49


MOST = {"f52": 45, "f54": 100, "f55": 150}  # pages of the endless part that may be fetched


@pytest.fixture(scope="module")
def endless(tmp_path_factory):
    sites = {**ENDLESS, "f53-sessions": {"/": with_sessions, "*": with_sessions}}
    with World(sites) as world:
        homes = {name: world[name].home for name in sites}
        return world, visit(tmp_path_factory.mktemp("endless"), homes, max_pages_per_site=250)


@pytest.mark.xdist_group("faults-endless")
@pytest.mark.parametrize("fault", ENDLESS)
def test_a_site_without_end_is_left_and_the_rest_is_read(endless, fault):
    world, seen = endless
    for path in ARTICLES:
        check(seen, fault, row(b"", GOOD), path)
    asked = [path for _, path, _ in world[fault].log if path not in ARTICLES]
    assert len(asked) <= MOST[fault[:3]] + 3
    assert any(capture.reason == Reason.TRAP for capture in seen.captures[fault].values())


@pytest.mark.xdist_group("faults-endless")
def test_f53_sessions_make_no_new_addresses(endless):
    world, seen = endless
    good = [path for path, capture in seen.captures["f53-sessions"].items() if not capture.reason]
    assert len(good) == 5
    plain = [path.partition(";")[0].partition("?")[0] for _, path, _ in world["f53-sessions"].log]
    assert all(plain.count(each) == 1 for each in ("/", "/a", "/b", "/c", "/d"))


@pytest.fixture(scope="module")
def mapped(tmp_path_factory):
    with World(MAPS) as world:
        homes = {name: world[name].home for name in MAPS}
        changes = {"max_pages_per_site": 40, "max_bytes": 20_000_000}
        return world, visit(tmp_path_factory.mktemp("mapped"), homes, **changes)


@pytest.mark.xdist_group("faults-mapped")
@pytest.mark.parametrize("fault", MAPS)
def test_a_hostile_sitemap_takes_no_more_than_the_budget(mapped, fault):
    world, seen = mapped
    for path in ARTICLES:
        check(seen, fault, row(b"", GOOD), path)
    paths = [path for _, path, _ in world[fault].log]
    assert len(paths) <= 45
    assert all(paths.count(path) <= 3 for path in paths if "sitemap" in path or "other" in path)
    assert 0 < seen.most_memory < 400


def test_f57_two_departments_on_one_host_keep_apart(tmp_path):
    folders = ("czj", "sjj")
    pages = {}
    for own, other in (folders, folders[::-1]):
        links = ((f"/{own}/1.html", "一"), (f"/{other}/1.html", "邻"), (f"/{own}x/1.html", "似"), ("/", "门户"))
        pages[f"/{own}/"] = reply(body=page(*links, (f"/{own}/三公.pdf", "三公经费"), title=own))
        pages[f"/{own}/1.html"] = reply(body=page(title=f"{own}一"))
        pages[f"/{own}/%E4%B8%89%E5%85%AC.pdf"] = reply(body=b"%PDF-1.4 \0" + own.encode(), kind="application/pdf")
    with World({"f57": {**pages, "/czjx/1.html": reply(body=CLEAR)}}) as world:
        seen = visit(tmp_path, {own: f"{world['f57'].home}{own}/" for own in folders})
        assert world["f57"].asked("/robots.txt") == 1
        assert not world["f57"].asked("/czjx/1.html")
    for own in folders:
        good = {path for path, capture in seen.captures[own].items() if not capture.reason}
        assert good == {f"/{own}/", f"/{own}/1.html", f"/{own}/%E4%B8%89%E5%85%AC.pdf"}
        assert seen.bodies[own, f"/{own}/%E4%B8%89%E5%85%AC.pdf"].endswith(own.encode())


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    scenes = {name: paths for name, (paths, _) in MOVES.items()}
    scenes |= {name: {"/": reply(body=body)} for name, body in PARKED.items()}
    scenes |= {name: {"/": reply(body=body), **ARTICLES} for name, body in HONEST.items()}
    scenes["f58-one-page-only"] = {"/old.html": redirect("http://@new@/old.html", 301)}
    with World({**scenes, "new": {}}) as world:
        return world, visit(tmp_path_factory.mktemp("changed"), {name: world[name].home for name in scenes})


@pytest.mark.xdist_group("faults-changed")
@pytest.mark.parametrize("fault", MOVES)
def test_a_site_that_leads_to_another_domain(changed, fault):
    world, seen = changed
    check(seen, fault, row(b"", *map(Reason, MOVES[fault][1].split())), "/")
    assert world["new"].connections == 0


@pytest.mark.xdist_group("faults-changed")
def test_f58_one_page_that_moved_is_no_moved_site(changed):
    check(changed[1], "f58-one-page-only", row(b"", Reason.OFFSITE), "/old.html")
    check(changed[1], "f58-one-page-only", row(b"", GOOD), "/")


@pytest.mark.xdist_group("faults-changed")
@pytest.mark.parametrize("fault", [*PARKED, *HONEST])
def test_a_domain_in_other_hands(changed, fault):
    check(changed[1], fault, row(b"", Reason.SUSPECT if fault in PARKED else GOOD), "/")
