"""Clicks are counted along the shortest way, and turning over the pages of a list is none."""

from crawler.clicks import clicks
from crawler.reading.value import Link, Reading


def reading(**ways):
    links = tuple(Link(url, text) for url, text in ways.items())
    return Reading("text/html", links=links)


def test_the_shortest_way_counts_and_not_the_one_that_the_crawl_went():
    readings = {"home": reading(a="公开"), "a": reading(b="财政"), "b": reading(c="预算"), "x": reading(c="预算")}
    assert clicks(readings, {"home": 0, "a": 1, "b": 2, "x": 1, "c": 3})["c"] == 2


def test_turning_pages_of_a_list_is_no_click():
    readings = {
        "home": reading(list="财政"),
        "list": reading(two="下一页"),
        "two": reading(three="3"),
        "three": reading(c="预算"),
    }
    assert clicks(readings, {"home": 0, "list": 1, "two": 2, "three": 3, "c": 4})["c"] == 2


def test_a_way_that_no_link_tells_is_the_crawls():
    assert clicks({"home": reading()}, {"home": 0, "framed": 2}) == {"home": 0, "framed": 2}
