"""The month after: what did not change is asked for by its validators, kept as a pointer, and led from all the same."""

import gzip
from collections import Counter

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from tests.crawler.little_site import page, serve, settings

JULY, AUGUST, SEPTEMBER = Period(2013, 7), Period(2013, 8), Period(2013, 9)


def validated(body, tag):
    """A page that says 304 to whoever has it, and counts both."""

    def answer(handler):
        told = handler.headers.get("If-None-Match")
        handler.server.told[handler.path, told == tag] += 1
        return (304, {"ETag": tag}, b"") if told == tag else (200, {"ETag": tag}, body)

    return answer


PAGES = {
    "/": page(("/list.html", "三公经费"), ("/plain.html", "没有标签"), title="首页"),
    "/list.html": page(("/a.pdf", "附件"), ("/b.html", "说明"), title="三公经费预算"),
    "/a.pdf": b"%PDF-1.4 1",
    "/b.html": page(title="预算说明"),
}


@pytest.fixture
def site():
    with serve({}) as site:
        site.server.told = Counter()
        site.pages |= {path: validated(body, f'"{path}"') for path, body in PAGES.items()}
        site.pages["/plain.html"] = page(("/deep.html", "更深"), title="没有标签的页")
        site.pages["/deep.html"] = page(title="深处")
        yield site


def visit(folder, site, period):
    with Archive(folder) as archive:
        crawl([Target("czj", site.home)], period, archive, settings())
        captures = {capture.url.removeprefix(site.home[:-1]): capture for capture in archive.captures("czj", period)}
        return captures, {path: archive.body(capture) for path, capture in captures.items()}


def kinds(folder, period):
    with (folder / f"warc/{period}/czj.warc.gz").open("rb") as file:
        return Counter(record.rec_type for record in ArchiveIterator(file, check_digests="raise"))


def test_what_did_not_change_is_neither_sent_nor_stored_again(tmp_path, site):
    first, bodies = visit(tmp_path, site, JULY)
    second, same = visit(tmp_path, site, AUGUST)
    third, still = visit(tmp_path, site, SEPTEMBER)
    assert set(first) == {*PAGES, "/plain.html", "/deep.html"}
    assert bodies == same == still
    for later in (second, third):
        assert {path: (c.sha256, c.status, c.warc, c.offset, c.stored) for path, c in later.items()} == {
            path: (c.sha256, c.status, c.warc, c.offset, c.stored) for path, c in first.items()
        }
        assert [c.label for c in later.values()] == [c.label for c in first.values()]
    assert site.server.told == {(path, known): count for path in PAGES for known, count in ((False, 1), (True, 2))}
    assert kinds(tmp_path, JULY)["revisit"] == 0
    assert kinds(tmp_path, AUGUST)["revisit"] == kinds(tmp_path, SEPTEMBER)["revisit"] == 6
    assert kinds(tmp_path, AUGUST)["response"] == kinds(tmp_path, JULY)["response"] - 6


def test_what_changed_is_stored_and_read_anew(tmp_path, site):
    visit(tmp_path, site, JULY)
    site.pages["/list.html"] = validated(page(("/c.html", "新的"), title="三公经费预算"), '"2"')
    site.pages["/c.html"] = page(title="新的一页")
    captures, bodies = visit(tmp_path, site, AUGUST)
    assert set(captures) == {"/", "/list.html", "/c.html", "/plain.html", "/deep.html"}
    assert captures["/list.html"].warc == "warc/2013-08/czj.warc.gz"
    assert "新的" in bodies["/list.html"].decode()


def test_a_page_whose_links_cannot_be_read_any_more_is_asked_for_whole(tmp_path, site):
    first, bodies = visit(tmp_path, site, JULY)
    leads = first["/list.html"]
    with (tmp_path / leads.leads).open("r+b") as file:
        file.seek(leads.leads_offset + 30)
        file.write(b"damaged")
    second, same = visit(tmp_path, site, AUGUST)
    assert set(second) == set(first)
    assert same == bodies
    assert site.server.told["/list.html", False] == 2


def test_no_change_without_a_question_is_no_page(tmp_path, site):
    site.pages["/b.html"] = (304, {}, b"")
    captures, _ = visit(tmp_path, site, JULY)
    assert (captures["/b.html"].reason, captures["/b.html"].status) == ("http_error", 304)


def test_a_revisit_points_to_what_it_repeats(tmp_path, site):
    first, _ = visit(tmp_path, site, JULY)
    visit(tmp_path, site, AUGUST)
    with (tmp_path / "warc/2013-08/czj.warc.gz").open("rb") as file:
        told = {
            record.rec_headers["WARC-Target-URI"]: dict(record.rec_headers.headers)
            for record in ArchiveIterator(file)
            if record.rec_type == "revisit"
        }
    assert {told[c.url]["WARC-Payload-Digest"] for c in first.values()} == {
        f"sha256:{c.sha256}" for c in first.values()
    }
    assert {named["WARC-Refers-To-Target-URI"] for named in told.values()} == {c.final_url for c in first.values()}
    assert told[f"{site.home}plain.html"]["WARC-Profile"].endswith("identical-payload-digest")
    assert told[f"{site.home}list.html"]["WARC-Profile"].endswith("server-not-modified")
    assert gzip.decompress((tmp_path / "warc/2013-08/czj.warc.gz").read_bytes())
