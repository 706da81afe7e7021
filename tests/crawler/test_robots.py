"""The lines of a robots.txt: spellings, groups, encodings, lengths, delays, sitemaps."""

from datetime import UTC, datetime

import pytest

from crawler.robots import LONGEST_DELAY, LONGEST_LINE, MOST_ROBOTS, MOST_SITEMAPS, RobotsState, decide, read
from crawler.settings import AGENT

NOW = datetime(2013, 6, 30, 12, tzinfo=UTC)


def robots(body):
    return decide(200, body, None, NOW)


def open_paths(body, *paths):
    said = robots(body)
    return [path for path in paths if said.allows(f"http://a.cn{path}")]


def ruled(*rules):
    return "\n".join(["User-agent: *", *rules]).encode()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef", b"\xef\xbb", b"\xef\xbb\xbf"])
def test_line_ends_and_marks(end, mark):
    body = mark + end.join(["User-agent: gongkai", "Disallow: /nei/", ""]).encode()
    assert open_paths(body, "/nei/1", "/wai/1") == ["/wai/1"]


@pytest.mark.parametrize(
    "line",
    [
        "Disallow: /nei/",
        "DISALLOW:/nei/",
        "  disallow \t:  /nei/  ",
        "disallow /nei/",
        "disallow\t/nei/",
        "Dissallow: /nei/",
        "Dissalow: /nei/",
        "Disalow: /nei/",
        "Diasllow: /nei/",
        "Disallaw: /nei/",
        "Disallow: /nei/ # only for us",
        "Disallow: /nei/\0/more",
        "Disallows: /nei/",
    ],
)
def test_spellings_of_a_directive(line):
    assert open_paths(ruled(line), "/nei/1", "/wai/1") == ["/wai/1"]


@pytest.mark.parametrize(
    "line",
    ["Disallow:", "disallow /nei/ too", "# Disallow: /nei/", "\ufeffDisallow: /nei/", "No: /nei/", "Disallow: nei"],
)
def test_lines_that_say_nothing(line):
    assert open_paths(ruled(line), "/nei/1") == ["/nei/1"]


@pytest.mark.parametrize(
    ("agent", "to_us"),
    [
        ("gongkai", True),
        ("GongKai", True),
        ("gongkai/1.0", True),
        ("gongkai from the office", True),
        ("gongkai*", True),
        ("gongkaibot", False),
        ("gong", False),
        ("*gongkai", False),
        ("公开", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("key", ["User-agent:", "useragent:", "User agent :", "user-agents:"])
def test_whom_a_group_names(key, agent, to_us):
    body = f"User-agent: *\nDisallow: /a/\n\n{key} {agent}\nDisallow: /b/\n".encode()
    assert open_paths(body, "/a/1", "/b/1") == (["/a/1"] if to_us else ["/b/1"])


def test_a_star_with_a_remark_is_for_all():
    assert open_paths(b"User-agent: * all of you\nDisallow: /a/\n", "/a/1", "/b/1") == ["/b/1"]


def test_groups_of_one_agent_are_one():
    body = b"Allow: /a/\nUser-agent: gongkai\nDisallow: /a/\nUser-agent: x\nDisallow: /b/\n\nUser-agent: gongkai\nDisallow: /c/\n"
    assert open_paths(body, "/a/1", "/b/1", "/c/1") == ["/b/1"]


def test_an_own_group_without_rules_outweighs_that_for_all():
    assert open_paths(b"User-agent: *\nDisallow: /\n\nUser-agent: gongkai\nDisallow:\n", "/a") == ["/a"]


def test_agents_in_a_row_share_what_follows_whatever_stands_between():
    body = b"User-agent: x\n\nSitemap: http://a.cn/s.xml\nCrawl-delay: 2\n\nUser-agent: gongkai\nDisallow: /a/\n"
    assert open_paths(body, "/a/1", "/b") == ["/b"]
    assert read(body, "x").rules.allows("http://a.cn/b")
    assert not read(body, "x").rules.allows("http://a.cn/a/1")


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("utf-32-be", b"\0\0\xfe\xff"),
    ],
)
def test_wide_encodings(encoding, mark):
    body = mark + "User-agent: *\r\nDisallow: /公开/\r\n".encode(encoding)
    assert open_paths(body, "/%E5%85%AC%E5%BC%80/1", "/wai") == ["/wai"]
    assert not robots(body[:-3]).allows("http://a.cn/%E5%85%AC%E5%BC%80/")


def test_a_gbk_path_is_meant_as_written_and_as_browsers_ask():
    body = "User-agent: *\nDisallow: /公开/\nAllow: /公开/年报\n".encode("gbk")
    closed = ["/%B9%AB%BF%AA/1", "/%E5%85%AC%E5%BC%80/1"]
    opened = ["/%B9%AB%BF%AA/%C4%EA%B1%A8", "/%E5%85%AC%E5%BC%80/%E5%B9%B4%E6%8A%A5"]
    assert open_paths(body, *closed, *opened) == opened


def test_bytes_of_no_encoding_are_still_a_path():
    assert open_paths(b"User-agent: *\nDisallow: /\xff\xff/\n", "/%FF%FF/1", "/a") == ["/a"]


@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html><p>User", b"\xef\xbb\xbf\r\n <html><title>404</title>", b"<script>x()</script>"]
)
def test_a_web_page_has_no_rules_and_says_so(page):
    said = robots(page)
    assert (said.state, said.note, said.allows("http://a.cn/x")) == (RobotsState.RULES, "a web page, no rules", True)


def test_rules_between_markup_hold():
    said = robots(b"<br />\nUser-agent: *\n<br />\nDisallow: /\n")
    assert (said.note, said.allows("http://a.cn/x")) == ("", False)


@pytest.mark.parametrize(("over", "kept"), [(-1, True), (0, True), (1, False), (100_000, False)])
def test_a_file_is_cut_at_the_end_of_a_line(over, kept):
    start, rule = b"User-agent: *\nDisallow: /a\n", b"\nDisallow: /nei/secret"
    body = start + b"#" * (MOST_ROBOTS + over - len(start) - len(rule)) + rule
    assert len(body) == MOST_ROBOTS + over
    assert open_paths(body + b"\n" + (b"Disallow: /" if over >= 0 else b""), "/nei/secret", "/nei/", "/a") == (
        ["/nei/"] if kept else ["/nei/secret", "/nei/"]
    )


def test_a_long_line_is_cut():
    head = "Disallow: /"
    path = "a" * (LONGEST_LINE - len(head))
    assert open_paths(ruled(f"{head}{path}bcd"), f"/{path}", f"/{path[1:]}") == [f"/{path[1:]}"]


@pytest.mark.parametrize(
    ("lines", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 5", 5),
        ("User-agent: *\nCrawl-delay : 0.5 seconds", 0.5),
        ("User-agent: *\nCrawldelay: 300", LONGEST_DELAY),
        ("User-agent: *\nCrawl-delay: 99999999999999", LONGEST_DELAY),
        ("User-agent: *\nCrawl-delay: -5", 0),
        ("User-agent: *\nCrawl-delay: nan", 0),
        ("User-agent: *\nCrawl-delay:", 0),
        ("Crawl-delay: 5", 0),
        ("User-agent: *\nCrawl-delay: 9\nUser-agent: gongkai\nCrawl-delay: 2", 2),
        ("User-agent: *\nCrawl-delay: 9\n\nUser-agent: gongkai\nDisallow: /a", 0),
        ("User-agent: gongkai\nCrawl-delay: 2\n\nUser-agent: x\nCrawl-delay: 9", 2),
        ("User-agent: x\nDisallow: /\nCrawl-delay: 9", 0),
    ],
)
def test_the_delay_of_our_group(lines, delay):
    assert robots(lines.encode()).delay == delay


def test_sitemaps_of_all_groups_once_each_and_not_too_many():
    few = b"Sitemap: http://a.cn/1.xml\nUser-agent: x\nsite-map: http://a.cn/2.xml?a=b:c\nSitemap: http://a.cn/1.xml\nSitemap:\n"
    many = "\n".join(f"sitemap: http://a.cn/{number}" for number in range(99))
    assert robots(few).sitemaps == ("http://a.cn/1.xml", "http://a.cn/2.xml?a=b:c")
    assert len(robots(many.encode()).sitemaps) == MOST_SITEMAPS
    assert robots(b"Sitemap: http://a.cn/" + b"x" * 2000).sitemaps == ()


def test_our_name_is_a_token_that_a_group_can_name():
    assert AGENT.isascii()
    assert AGENT.replace("-", "").replace("_", "").isalpha()
