"""Faults 1–16: names that lead nowhere or inside, connections that break, TLS that cannot be trusted."""

import asyncio
import socket
import threading
import time
from ipaddress import ip_network
from itertools import pairwise

import pytest

from crawler.scope import AddressPolicy
from crawler.snapshot import Reason
from tests.crawler.faults import CLEAR, GOOD, check, path_of, row, scenes_of, visit
from tests.crawler.hostile import World, blackhole, flood, raw, reply, reset_after, silent, trickle
from tests.crawler.little_site import page, serve
from tests.crawler.secure import HOME, serve_securely, visit_trusting

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
CUT = (Reason.PROTOCOL, Reason.TIMEOUT, Reason.TOO_LARGE)
ROWS = {
    "f06-reset-in-body": row(reset_after(raw(OK.strip(), "Content-Length: 1000", body=CLEAR)), Reason.RESET),
    "f06-reset-in-headers": row(reset_after(OK + b"Content-Ty"), Reason.RESET),
    "f06-closed-without-a-word": row(reset_after(b""), Reason.RESET),
    "f07-never-answers": row(silent, Reason.TIMEOUT, code="timeout_total"),
    "f08-slow-headers": row(trickle(OK, b"X-More: 1\r\n"), Reason.TIMEOUT, code="timeout_total"),
    "f08-slow-body": row(trickle(raw(OK.strip(), "Content-Length: 9000"), b"x"), Reason.TIMEOUT, code="timeout_total"),
    "f08-slow-body-without-length": row(trickle(OK + b"\r\n", b"x"), Reason.TIMEOUT, code="timeout_total"),
    "f09-endless-headers": row(flood(OK, b"X-More: 1\r\n"), *CUT),
    "f09-endless-header": row(flood(OK + b"X-More: ", b"x"), *CUT),
    "f09-endless-1xx": row(flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), *CUT),
    "f09-slow-1xx": row(trickle(b"", b"HTTP/1.1 102 Processing\r\n\r\n"), *CUT),
    "f09-endless-chunk-extension": row(flood(CHUNKED + b"5;x=", b"x"), *CUT),
    "f09-endless-empty-lines": row(flood(b"", b"\r\n"), *CUT),
}
STEPS = 25


async def slowly(call):
    await asyncio.sleep(0.1)
    number = int(call.path.strip("/.html"))
    return reply(body=page((f"/{number + 1}.html", "下一页") if number < STEPS else ("/", "首页"), title=f"{number}"))


@pytest.fixture(scope="module")
def world():
    paths = {f"/{number}.html": slowly for number in range(STEPS + 1)}
    bystander = {"/": reply(body=page(("/0.html", "零"))), **paths}
    with World({"bystander": bystander, **scenes_of(ROWS)}) as world:
        yield world


@pytest.fixture(scope="module")
def seen(world, tmp_path_factory):
    holes = blackhole()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    homes = {fault: world[fault].home for fault in ("bystander", *ROWS)} | {
        "f01-nxdomain": "http://nowhere.invalid/",
        "f04-refused": f"http://127.0.0.1:{closed}/",
        "f05-blackhole": f"http://127.0.0.1:{holes[0].getsockname()[1]}/",
    }
    try:
        return visit(tmp_path_factory.mktemp("network"), homes)
    finally:
        for each in holes:
            each.close()


@pytest.mark.xdist_group("faults-network")
@pytest.mark.parametrize("fault", ROWS)
def test_what_breaks_on_the_way_ends_in_one_way(seen, fault):
    check(seen, fault, ROWS[fault])


@pytest.mark.xdist_group("faults-network")
@pytest.mark.parametrize(
    ("fault", "reason", "code"),
    [
        pytest.param("f01-nxdomain", Reason.DNS, "dns_", id="f01-nxdomain"),
        pytest.param("f04-refused", Reason.REFUSED, "", id="f04-refused"),
        pytest.param("f05-blackhole", Reason.TIMEOUT, "connect_timeout", id="f05-blackhole"),
    ],
)
def test_a_home_that_cannot_be_reached(seen, fault, reason, code):
    check(seen, fault, row(b"", reason, code=code), "/")


@pytest.mark.xdist_group("faults-network")
def test_f08_the_deadline_is_for_the_whole_answer(world, seen):
    for fault in ROWS:
        lasted = [seconds for path, seconds in world[fault].ended if path == path_of(fault)]
        assert lasted, fault
        assert max(lasted) < 4, fault


@pytest.mark.xdist_group("faults-network")
def test_f09_no_other_site_is_held_up(world, seen):
    moments = [moment for moment, _, _ in world["bystander"].log]
    assert world["bystander"].asked(f"/{STEPS}.html") == 1
    assert max(later - earlier for earlier, later in pairwise(moments)) < 1.5


@pytest.mark.xdist_group("faults-network")
def test_f06_what_may_pass_is_tried_again(world, seen):
    for fault in ("f06-reset-in-body", "f07-never-answers"):
        assert 2 <= world[fault].asked(path_of(fault)) <= 7


TLS = {
    "sound": (GOOD, ""),
    "f10-expired": (GOOD, "tls_expired"),
    "f11-self-signed": (GOOD, "tls_self_signed"),
    "f11-wrong-host": (GOOD, "tls_wrong_host"),
    "f11-incomplete-chain": (GOOD, "tls_incomplete_chain"),
    "f12-tls10-only": (GOOD, "tls_obsolete"),
    "f12-tls11-only": (GOOD, "tls_obsolete"),
    "f13-unknown-cipher-only": (Reason.TLS, "tls_unsupported"),
    "f14-flip-loop": (Reason.REDIRECT_LOOP, ""),
}


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    with serve_securely(tmp_path_factory.mktemp("tls")) as (servers, trusted):
        homes = {fault: f"https://{server.origin}/" for fault, server in servers.items()}
        return visit_trusting(tmp_path_factory.mktemp("secure"), homes, trusted)


@pytest.mark.xdist_group("faults-tls")
@pytest.mark.parametrize("fault", TLS)
def test_tls_at_fault(secure, fault):
    reason, code = TLS[fault]
    check(secure, fault, row(b"", reason, code=code, body=HOME), "/")
    assert fault != "sound" or not secure.captures[fault]["/"].note


def answers(*addresses):
    """What getaddrinfo would say."""
    families = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in addresses]
    return [(f, socket.SOCK_STREAM, 6, "", (a, 80)) for f, a in zip(families, addresses, strict=True)]


def resolve(lookup, *hosts, allowed=(), timeout=1.0):
    """What the crawler's resolver says to hosts asked for one after the other: addresses, or what it raised."""
    from crawler.connection import NameRefused, NameUnknown, Resolver

    async def ask():
        policy = AddressPolicy(tuple(map(ip_network, allowed)))
        resolver = Resolver(lookup=lookup, policy=policy, timeout=timeout)
        said = []
        for host in hosts:
            try:
                said.append(list(await resolver.resolve(host, 80)))
            except (NameRefused, NameUnknown) as error:
                said.append(str(getattr(error, "kind", None) or error.code))
        return said

    return asyncio.run(ask())


def failing(number):
    """A lookup that fails as the system's does."""

    def lookup(*arguments, **options):
        raise socket.gaierror(number, "failed")

    return lookup


def test_f01_a_name_that_does_not_exist():
    assert resolve(failing(socket.EAI_NONAME), "www.nowhere.gov.cn") == ["dns_nxdomain"]
    assert resolve(failing(socket.EAI_NODATA), "www.nowhere.gov.cn") == ["dns_nxdomain"]
    assert resolve(lambda *_, **__: [], "www.nowhere.gov.cn") == ["dns_nxdomain"]


def test_f02_a_name_server_that_fails_or_never_answers():
    assert resolve(failing(socket.EAI_AGAIN), "www.a.gov.cn") == ["dns_timeout"]
    late = threading.Event()

    def lookup(host, *arguments, **options):
        if host == "slow.gov.cn":
            late.wait(5)
        return answers("93.184.216.34")

    began = time.monotonic()
    try:
        assert resolve(lookup, "slow.gov.cn", "www.a.gov.cn", timeout=0.2) == ["dns_timeout", ["93.184.216.34"]]
        assert time.monotonic() - began < 2
    finally:
        late.set()


PRIVATE = {
    "127.0.0.1": "loopback",
    "::1": "loopback",
    "::ffff:127.0.0.1": "loopback",
    "169.254.1.1": "link_local",
    "fe80::1": "link_local",
    "169.254.169.254": "metadata",
    "100.100.100.200": "metadata",
    "10.1.2.3": "private",
    "172.16.0.1": "private",
    "192.168.1.1": "private",
    "fd00::1": "private",
    "64:ff9b::7f00:1": "loopback",
    "2002:a01:203::": "private",
    "224.0.0.1": "other",
}


@pytest.mark.parametrize("address", PRIVATE, ids=[f"f03-{address}" for address in PRIVATE])
def test_a_name_that_leads_inside(address):
    assert resolve(lambda *_, **__: answers(address), "www.a.gov.cn") == [PRIVATE[address]]
    assert resolve(failing(socket.EAI_NONAME), f"[{address}]" if ":" in address else address) == [PRIVATE[address]]


def test_f03_a_name_that_leads_inside_is_not_connected_to(tmp_path):
    with World({}) as world:
        home = world["witness"].home.replace("127.0.0.1", "localhost")
        seen = visit(tmp_path, {"f03": home}, allow_addresses=())
        check(seen, "f03", row(b"", Reason.BLOCKED_ADDRESS, code="loopback"), "/")
        assert world["witness"].connections == 0


def test_f15_of_several_machines_the_permitted_ones_are_tried():
    both = ["2001:4860:4860::8888", "93.184.216.34"]
    assert sorted(resolve(lambda *_, **__: answers(*both), "www.a.gov.cn")[0]) == both
    mixed = answers("93.184.216.34", "10.0.0.1", "::1")
    assert resolve(lambda *_, **__: mixed, "www.a.gov.cn") == [["93.184.216.34"]]


def test_f15_ipv6_that_swallows_everything_does_not_hide_ipv4(tmp_path):
    addresses = {each[4][0] for each in socket.getaddrinfo("localhost", 80, type=socket.SOCK_STREAM)}
    if "::1" not in addresses:
        pytest.skip("localhost has no IPv6 address here")
    with serve({"/": CLEAR}) as site:
        port = site.server.server_port
        holes = blackhole("::1", port)
        allowed = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
        seen = visit(tmp_path, {"f15": f"http://localhost:{port}/"}, allow_addresses=allowed)
        for each in holes:
            each.close()
    check(seen, "f15", row(b"", GOOD, body=CLEAR), "/")


def test_f16_what_differs_at_each_fetch_is_kept_as_it_was(tmp_path):
    versions = []

    async def node(call):
        versions.append(page(title=f"节点{len(versions)}").encode())
        return reply(body=versions[-1], headers=[("X-Node", len(versions))])

    with World({"f16": {"/a.html": node, "/b.html": node}}) as world:
        first = visit(tmp_path, {"f16": world["f16"].home})
        again = visit(tmp_path, {"f16": world["f16"].home}, again=True)
    kept = [seen.bodies["f16", path] for seen in (first, again) for path in ("/a.html", "/b.html")]
    assert sorted(kept) == sorted(versions)
    assert len({seen.captures["f16"]["/a.html"].sha256 for seen in (first, again)}) == 2
