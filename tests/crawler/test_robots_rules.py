"""Which paths the rules of a robots.txt open: Google's cases, ties, spellings, properties, and the time it takes."""

import base64
import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.robots import LONGEST_DELAY, decide, read

NOW = datetime(2013, 6, 30, 12, tzinfo=UTC)
SUITES = Path(os.environ.get("GONGKAI_SUITES") or Path(__file__).parents[3] / "shared/suites")
GOOGLE = SUITES / "robots-google/cases.json"


def robots(body):
    return decide(200, body, None, NOW)


def open_paths(body, *paths):
    said = robots(body)
    return [path for path in paths if said.allows(f"http://a.cn{path}")]


def ruled(*rules):
    return "\n".join(["User-agent: *", *rules]).encode()


@pytest.mark.skipif(not GOOGLE.exists(), reason="the suites are not beside the checkout")
def test_every_case_of_google():
    cases = json.loads(GOOGLE.read_text("utf-8"))
    wrong = [
        case["id"]
        for case in cases
        if read(base64.b64decode(case["robots_b64"]), case["ua"]).rules.allows(case["url"])
        != (case["expect"] == "allow")
    ]
    assert (len(cases), wrong) == (400, [])


@pytest.mark.parametrize(
    ("rules", "opened"),
    [
        (("Disallow: /", "Allow: /a"), ["/a", "/a/b", "/a/b?c=1", "/a.html"]),
        (("Allow: /a/b", "Disallow: /a"), ["/", "/a/b", "/a/b?c=1"]),
        (("Disallow: /a/b", "Allow: /a/b"), ["/", "/a", "/a/b", "/a/b?c=1", "/a.html"]),
        (("Disallow: /a$",), ["/", "/a/b", "/a/b?c=1", "/a.html"]),
        (("Disallow: /*b$",), ["/", "/a", "/a/b?c=1", "/a.html"]),
        (("Disallow: /*.html", "Allow: /a"), ["/", "/a", "/a/b", "/a/b?c=1"]),
        (("Disallow: *c=",), ["/", "/a", "/a/b", "/a.html"]),
        (("Disallow: /*a*b*a",), ["/", "/a", "/a/b", "/a/b?c=1", "/a.html"]),
        (("Disallow: /a*a$",), ["/", "/a", "/a/b", "/a/b?c=1", "/a.html"]),
        (("Disallow: /**",), []),
        (("Disallow: /*?",), ["/", "/a", "/a/b", "/a.html"]),
        (("Disallow: /A",), ["/", "/a", "/a/b", "/a/b?c=1", "/a.html"]),
        (("Disallow: /", "Allow: /$"), ["/"]),
        (("Disallow: /", "Allow: /index.html"), ["/"]),
        (("Disallow: /", "Allow: /*index.htm"), []),
    ],
)
def test_the_longest_rule_wins(rules, opened):
    assert open_paths(ruled(*rules), "/", "/a", "/a/b", "/a/b?c=1", "/a.html") == opened


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("/公开/", "/%E5%85%AC%E5%BC%80/1"),
        ("/%e5%85%ac", "/%E5%85%AC%E5%BC%80/1"),
        ("/%E5%85%AC", "/%e5%85%ac%e5%bc%80/1"),
        ("/%61b", "/%61b"),
        ("/%61b", "/ab"),
        ("/ab", "/%61b"),
        ("/a%2A", "/a*"),
        ("/a%24b", "/a$b"),
        ("/a$b", "/a$b"),
        ("/a%2Fb", "/a%2fb"),
        ("/公开/", "/公开/1"),
    ],
)
def test_one_path_written_in_two_ways(rule, path):
    assert open_paths(ruled(f"Disallow: {rule}"), path) == []


def test_an_encoded_slash_is_no_slash():
    assert open_paths(ruled("Disallow: /a/b"), "/a%2Fb") == ["/a%2Fb"]


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("http://a.cn", False),
        ("http://a.cn?x=/nei/", False),
        ("http://a.cn/wai#/nei/", True),
        ("https://a.cn:8080/nei/", False),
        ("//a.cn/wai", True),
        ("", False),
        ("http://a.cn/robots.txt", True),
        ("http://a.cn/robots.txt?x", False),
    ],
)
def test_the_part_of_an_address_that_counts(url, opened):
    assert robots(ruled("Disallow: /", "Allow: /wai")).allows(url) is opened


def hostile(line, room=600 * 1024):
    lines, number = [b"User-agent: *"], 0
    while room > 0:
        lines.append(line(number))
        room -= len(lines[-1]) + 1
        number += 1
    return b"\n".join(lines)


HOSTILE = {
    "stars": ruled(f"Disallow: /{'*a' * 900}*b"),
    "lines of stars": hostile(lambda number: b"Disallow: /%b*b%d" % (b"*a" * 900, number)),
    "many short": hostile(lambda number: b"Allow: /*%x" % number),
    "many plain": hostile(lambda number: b"Allow: /%x" % number),
    "many almost": hostile(lambda number: b"Allow: /*%b%x%b" % (b"a" * 12, number, b"a" * 12)),
    "long almost": hostile(lambda number: b"Allow: /*%bb%b" % (b"a" * (500 + number), b"a" * 500)),
    "every length": hostile(lambda number: b"Allow: /%bb" % (b"a" * (number % 1900))),
    "encoded": hostile(lambda number: b"Allow: /*%%41%%e4%x" % number),
    "one line": b"a " * 300_000,
    "line ends": b"\r" * 600_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("path", ["a" * 2000, "%e4%41" * 333, "0123456789abcdef" * 125], ids=["a", "encoded", "digits"])
def test_an_address_takes_at_most_a_tenth_of_a_second(body, path):
    said, url = robots(body), f"http://a.cn/{path}"
    said.allows("http://a.cn/%41")

    def seconds():
        before = time.process_time()
        said.allows(url)
        return time.process_time() - before

    assert min(seconds() for _ in range(3)) <= 0.1


LINES = st.lists(
    st.builds(
        bytes.__add__,
        st.sampled_from([b"User-agent:", b"Disallow:", b"Allow:", b"Crawl-delay:", b"Sitemap:", b"", b"\xff\xfe"]),
        st.binary(max_size=12) | st.sampled_from([b"*", b"gongkai", b"/", b"/*a$", b"/%"]),
    )
).map(b"\n".join)
NAMES = st.text("abcxyz%2/~-", min_size=1, max_size=8)


@given(st.binary() | LINES, st.text())
@example(b"\xff\xfe\x00\xd8", "\ud800")
def test_no_bytes_and_no_address_break_it(body, url):
    said = robots(body)
    assert said.allows(url) in (True, False)
    assert 0 <= said.delay <= LONGEST_DELAY


@given(st.lists(NAMES), NAMES)
def test_a_closed_site_leaves_only_robots(disallowed, path):
    said = robots(ruled(*(f"Disallow: /{each}" for each in disallowed), "Disallow: /"))
    assert not said.allows(f"http://a.cn/{path}")
    assert said.allows("http://a.cn/robots.txt")


@given(st.lists(NAMES), NAMES)
def test_allowing_the_very_path_allows_it(disallowed, path):
    closed = [f"Disallow: /{each}" for each in ("", *disallowed)]
    assert robots(ruled(*closed, f"Allow: /{path}")).allows(f"http://a.cn/{path}")


@given(
    st.lists(st.tuples(st.booleans(), st.text("ab*$/", min_size=1, max_size=6)), max_size=5),
    st.text("ab/$", max_size=8),
)
def test_rules_in_another_order_say_the_same(rules, path):
    lines = [f"{'Allow' if allow else 'Disallow'}: /{pattern}" for allow, pattern in rules]
    url = f"http://a.cn/{path}"
    assert robots(ruled(*lines)).allows(url) is robots(ruled(*reversed(lines))).allows(url)


@given(st.lists(st.text("ab*/", min_size=1, max_size=6), max_size=3), st.text("ab/", max_size=8))
def test_an_index_of_the_path_changes_nothing(patterns, path):
    few = [f"Disallow: /{pattern}" for pattern in patterns]
    many = [f"Disallow: /*no{number}" for number in range(300)]
    url = f"http://a.cn/{path}"
    assert robots(ruled(*few)).allows(url) is robots(ruled(*few, *many)).allows(url)
