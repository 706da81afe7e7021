"""libcurl goes to the machines that were found for a host, whatever the host is called."""

import asyncio
from ipaddress import ip_network

import pytest

from crawler.scope import AddressPolicy, parts
from crawler.snapshot import Reason
from crawler.transfer import Failed
from crawler.transport import Curl


class Recording(AddressPolicy):
    """Refuses everything, and notes what it was asked for."""

    def permits(self, address):
        WENT.append(address)
        return False


WENT = []


async def goes(*urls):
    """Where one handle goes for addresses asked for one after the other, and why it does not arrive."""
    WENT.clear()
    curl, said = Curl("gongkai", 5.0, 1000, Recording()), []
    for number, url in enumerate(urls):
        try:
            await curl.get(url, parts(url), {"addresses": [f"198.51.100.{number}"]}, ())
        except Failed as error:
            said.append(error.reason)
    curl.close()
    return said


@pytest.mark.parametrize("host", ["www.a.gov.cn", "www.a.gov.cn.", "-a.gov.cn", "localhost", "localhost."])
def test_no_name_of_a_host_is_looked_up_again(host):
    url = f"http://{host}/"
    assert asyncio.run(goes(url, "http://www.b.gov.cn/", url)) == [Reason.BLOCKED_ADDRESS] * 3
    assert WENT == ["198.51.100.0", "198.51.100.1", "198.51.100.2"]


@pytest.mark.parametrize("host", ["*", "+a.gov.cn", "a,b.cn"])
def test_a_name_that_is_a_word_of_libcurl_leads_nowhere(host):
    said = asyncio.run(goes(f"http://{host}/", "http://www.b.gov.cn/"))
    assert said == [Reason.PROTOCOL, Reason.BLOCKED_ADDRESS]
    assert WENT == ["198.51.100.1"]


def test_what_comes_late_on_a_connection_is_no_answer_to_the_next_request():
    def reply(body):
        return b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + body

    async def serve(reader, writer):
        while head := await reader.readuntil(b"\r\n\r\n"):
            writer.write(reply(head.split(b" ")[1][1:]))
            await asyncio.sleep(0.02)
            writer.write(reply(b"!"))

    async def bodies():
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        curl, found = Curl("gongkai", 5.0, 1000, AddressPolicy((ip_network("127.0.0.0/8"),))), []
        for url in (f"{origin}/{number}" for number in range(3)):
            found.append((await curl.get(url, parts(url), {"addresses": ["127.0.0.1"]}, ())).body)
            await asyncio.sleep(0.1)
        curl.close()
        return found

    assert asyncio.run(bodies()) == [b"0", b"1", b"2"]
