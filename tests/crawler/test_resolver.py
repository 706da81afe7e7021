"""Where names lead: only to permitted machines, asked for once, and each way to fail has its name."""

import asyncio
import socket
import threading
from ipaddress import ip_network

import pytest

from crawler.connection import RESOLVERS, NameRefused, NameUnknown, Resolver
from crawler.scope import AddressPolicy

PUBLIC, OTHER, INSIDE = "93.184.216.34", "2606:2800:220:1::1", "10.1.2.3"


class Names:
    """A name server that knows what it is told, and what it was asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def __call__(self, host, port, **more):
        self.asked.append((host, port, more, threading.current_thread().name))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in answer]


def ask(names, *hosts, allowed=(), timeout=10.0, port=80):
    """What comes of each host, one after the other: addresses, or the reason why there are none."""

    async def all_of_them():
        resolver = Resolver(AddressPolicy(tuple(map(ip_network, allowed))), names, timeout)
        try:
            return [await one(resolver, host) for host in hosts]
        finally:
            resolver.close()

    async def one(resolver, host):
        try:
            return await resolver.resolve(host, port)
        except NameRefused as refused:
            return f"refused {refused.kind}"
        except NameUnknown as unknown:
            return unknown.code

    return asyncio.run(all_of_them())


def test_of_a_name_with_several_machines_only_the_permitted_ones_are_used_each_once_and_in_order():
    names = Names([INSIDE, OTHER, PUBLIC, "127.0.0.1", PUBLIC, OTHER])
    assert ask(names, "a.cn") == [[OTHER, PUBLIC]]
    host, port, more, thread = names.asked[0]
    assert (host, port, more) == ("a.cn", 80, {"type": socket.SOCK_STREAM})
    assert thread.startswith("resolver")


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        (["127.0.0.1", "10.0.0.1"], "loopback"),
        (["10.0.0.1", "127.0.0.1"], "private"),
        (["169.254.1.1"], "link_local"),
        (["169.254.169.254"], "metadata"),
        (["100.100.100.200"], "metadata"),
        (["fd00:ec2::254"], "metadata"),
        (["fe80::1%eth0"], "link_local"),
        (["::ffff:127.0.0.1"], "loopback"),
        (["224.0.0.1"], "other"),
    ],
)
def test_a_name_that_leads_only_inside_is_refused_by_the_kind_of_its_first_machine(answers, kind):
    assert ask(Names(answers), "a.cn") == [f"refused {kind}"]


def test_a_number_is_judged_as_it_stands_and_nobody_is_asked():
    names = Names([PUBLIC])
    said = ask(names, PUBLIC, f"[{OTHER}]", "127.0.0.1", "[::1]")
    assert said == [[PUBLIC], [OTHER], "refused loopback", "refused loopback"]
    assert names.asked == []


def test_what_is_allowed_by_name_is_permitted_and_its_neighbours_are_not():
    assert ask(Names(["10.1.2.3", "10.1.3.3"]), "a.cn", allowed=["10.1.2.0/24"]) == [["10.1.2.3"]]


def test_a_name_is_asked_for_once_whatever_it_means_later():
    names = Names([PUBLIC], [INSIDE])
    assert ask(names, "a.cn", "a.cn", "a.cn") == [[PUBLIC]] * 3
    assert len(names.asked) == 1


def test_a_refused_name_stays_refused():
    names = Names([INSIDE], [PUBLIC])
    assert ask(names, "a.cn", "a.cn") == ["refused private"] * 2
    assert len(names.asked) == 1


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "dns_nxdomain"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "dns_timeout"),
        (UnicodeError("label too long"), "dns_nxdomain"),
        ([], "dns_nxdomain"),
    ],
)
def test_a_name_that_leads_nowhere_is_asked_for_again(failure, code):
    names = Names(failure, [PUBLIC])
    assert ask(names, "a.cn", "a.cn") == [code, [PUBLIC]]
    assert len(names.asked) == 2


def test_a_silent_name_server_is_not_waited_for_and_the_next_name_is_asked_beside_it():
    over = threading.Event()

    def silent(host, port, **_):
        if host == "silent.cn":
            over.wait(30)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC, port))]

    assert ask(silent, "silent.cn", "a.cn", timeout=0.05) == ["dns_timeout", [PUBLIC]]
    over.set()


def test_two_that_ask_at_once_share_one_answer_even_when_the_first_gives_up():
    names, free = Names([PUBLIC]), threading.Event()

    def slow(*words, **more):
        free.wait(30)
        return names(*words, **more)

    async def both():
        resolver = Resolver(AddressPolicy(), slow, 10)
        first, second = (asyncio.ensure_future(resolver.resolve("a.cn", 80)) for _ in range(2))
        await asyncio.sleep(0.05)
        first.cancel()
        free.set()
        try:
            return await second
        finally:
            resolver.close()

    assert asyncio.run(both()) == [PUBLIC]
    assert len(names.asked) == 1


def test_as_many_names_are_looked_up_at_once_as_there_are_resolvers():
    together = threading.Barrier(RESOLVERS)

    def meeting(host, port, **_):
        together.wait(5)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC, port))]

    async def all_of_them():
        resolver = Resolver(AddressPolicy(), meeting)
        try:
            return await asyncio.gather(*(resolver.resolve(f"{number}.cn", 80) for number in range(RESOLVERS)))
        finally:
            resolver.close()

    assert asyncio.run(all_of_them()) == [[PUBLIC]] * RESOLVERS


def test_who_closes_waits_for_no_answer():
    asked, free, asking = [], threading.Event(), threading.Event()

    def slow(host, port, **_):
        asked.append(host)
        asking.set()
        free.wait(30)
        return []

    async def closed():
        resolver = Resolver(AddressPolicy(), slow)
        waiting = [asyncio.ensure_future(resolver.resolve(f"{number}.cn", 80)) for number in range(RESOLVERS + 1)]
        await asyncio.to_thread(asking.wait, 5)
        resolver.close()
        assert not free.is_set()
        free.set()
        return await asyncio.gather(*waiting, return_exceptions=True)

    said = asyncio.run(closed())
    assert len(asked) == RESOLVERS
    assert isinstance(said[-1], asyncio.CancelledError)
