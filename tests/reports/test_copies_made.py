"""The copies of a month: every citation finds its own, what is as it was is not made again, and damage is told."""

import re
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from checker.scheme import kept_scheme
from checker.scoring import Assessment, weigh
from checker.store import Store
from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Citation, Place
from reports.copies.made import DAMAGED, REMOVED, copies_of
from reports.copies.uses import Use
from reports.copies.values import Quote
from reports.evidence_written import in_folder
from reports.wording import Wording
from rules.finding import failed, passed
from tests.crawler.little_site import page, serve, settings
from tests.reports.judged import HBJ, SCHEME, SETTINGS, caller

JULY, AUGUST = Period(2013, 7), Period(2013, 8)
ROSTER = "编号,单位名称,别名,类别,主管单位,网址,门户栏目\nhbj,示例市环境保护局,,department,,{home},\n"


def drawn():
    out = BytesIO()
    canvas = Canvas(out, pageCompression=0)
    canvas.drawString(100, 700, "Sulphur dioxide 12.5 mg")
    canvas.showPage()
    canvas.drawString(100, 400, "Dust 7.25 mg")
    canvas.save()
    return out.getvalue()


def pixels():
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


PAPER = drawn()
PAGES = {
    "/": page(
        ("/day.html", "七月日报"),
        ("/a.pdf", "监测报告"),
        ("/gone.html", "已经没有的页"),
        ("/chart.html", "办事流程图"),
        title="环保局",
    ),
    "/day.html": "<title>日报</title><h1>空气质量日报</h1><p>7月2日 API 74</p><p>优</p><img src=/no.png alt=图><script>alert(1)</script>",
    "/chart.html": "<title>办事流程图</title><h1>办事流程图</h1><img src=/c.png alt=流程图>",
    "/a.pdf": (200, {"Content-Type": "application/pdf"}, PAPER),
    "/c.png": (200, {"Content-Type": "image/png"}, pixels()),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """Two months of a small site, whose pages do not change."""
    folder = tmp_path_factory.mktemp("copies")
    with serve(dict(PAGES)) as site, Archive(folder / "var" / "archive") as archive:
        for month in (JULY, AUGUST):
            crawl([Target("hbj", site.home)], month, archive, settings())
        found = {each.url.removeprefix(site.home[:-1]): each for each in archive.captures("hbj", JULY)}
    (folder / "departments.csv").write_text(ROSTER.format(home=site.home), "utf-8")
    (folder / "gongkai.toml").write_text(SETTINGS.replace('"s"', '"yichun-2013"'), "utf-8")
    return folder, found


def cited(capture, words, where="", reason=""):
    return Citation(capture.url, capture.fetched, "" if reason else capture.sha256, words, Place.OWN, where)


@pytest.fixture
def evidence(crawled):
    """Citations by name, as a month's rules would give them."""
    _, found = crawled
    return {
        "line": cited(found["/day.html"], "7月2日 API 74"),
        "pdf": cited(found["/a.pdf"], "Dust 7.25 mg", "第2页"),
        "gone": cited(found["/gone.html"], "已经没有的页", reason="gone"),
        "lost": replace(cited(found["/day.html"], "优"), sha256="f" * 64),
    }


def used(citations):
    """Every citation as the proof of one failure."""
    indicator = kept_scheme(SCHEME, "s").indicators[0]
    found = (replace(failed("missing-day", *citations, subject="7月2日"), place=Place.OWN),)
    verdict = weigh(indicator, {Place.OWN: found, Place.PORTAL: (replace(passed(), place=Place.PORTAL),)})
    use = Use(HBJ, verdict, verdict.weighed[0])
    return dict.fromkeys(citations, (use,))


def made(folder, uses, period=JULY, have=None):
    with copies_of(folder / "var" / "archive", period, uses, Wording("zh")) as copies:
        return copies, dict(copies.files(have))


def test_each_citation_has_its_copy_at_its_words(crawled, evidence):
    copies, files = made(crawled[0], used(evidence.values()))
    assert set(files) == copies.names
    assert copies.missing == {evidence["lost"]: REMOVED}
    file, _, anchor = copies.addresses[evidence["line"]].partition("#")
    text = files[file].decode()
    assert re.search(rf'id="{anchor}"></span><mark>7月2日 API 74</mark>', text)
    for told in (evidence["line"].url, evidence["line"].sha256, "HTTP 状态", "示例市环境保护局", "C1-1"):
        assert told in text
    assert "alert(1)" not in text
    assert "data:image" not in text


def test_a_picture_that_was_stored_is_shown_in_its_page(crawled):
    copies, files = made(crawled[0], used([cited(crawled[1]["/chart.html"], "办事流程图")]))
    (address,) = copies.addresses.values()
    assert "data:image/png;base64," in files[address.partition("#")[0]].decode()


def test_a_page_of_a_pdf_is_shown_with_a_box_around_the_words_and_the_original_is_beside_it(crawled, evidence):
    copies, files = made(crawled[0], used([evidence["pdf"]]))
    file, _, anchor = copies.addresses[evidence["pdf"]].partition("#")
    text = files[file].decode()
    box = re.search(rf'<rect id="{anchor}" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', text)
    left, top, wide, high = map(int, box.groups())
    scale = 1240 / 595
    assert 95 * scale < left < 102 * scale
    assert (842 - 415) * scale < top < (842 - 400) * scale
    assert 50 * scale < wide < 90 * scale
    assert high < 25 * scale
    assert files[file.replace(".html", ".pdf")] == PAPER


def test_of_what_could_not_be_had_the_page_that_leads_there_is_shown_with_the_link_marked(crawled, evidence):
    copies, files = made(crawled[0], used([evidence["gone"]]))
    text = files[copies.addresses[evidence["gone"]].partition("#")[0]].decode()
    assert "404" in text
    lead, _, anchor = re.search(r'<a href="([^"]+)">看链接所在网页的副本', text)[1].partition("#")
    assert f'id="{anchor}"></span><mark>已经没有的页</mark>' in files[f"copy/{lead}"].decode()


def test_what_is_there_as_it_must_be_is_not_made_again(crawled, evidence, tmp_path):
    uses = used([evidence["line"], evidence["pdf"]])
    _, files = made(crawled[0], uses)
    for name, body in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(body)
    assert made(crawled[0], uses, have=tmp_path)[1] == {}
    pdf = next(name for name in files if name.endswith(".pdf"))
    (tmp_path / pdf).write_bytes(b"%PDF-of another")
    assert set(made(crawled[0], uses, have=tmp_path)[1]) == {pdf}
    _, fewer = made(crawled[0], used([evidence["line"], cited(crawled[1]["/day.html"], "优")]), have=tmp_path)
    assert len(fewer) == 1  # another quote of the same page


def test_what_did_not_change_since_is_found_where_it_was_stored(crawled, evidence):
    with Archive(crawled[0] / "var" / "archive") as archive:
        later = next(each for each in archive.captures("hbj", AUGUST) if each.url.endswith("/day.html"))
    copies, files = made(crawled[0], used([cited(later, "优")]), AUGUST)
    (address,) = copies.addresses.values()
    assert f'id="{Quote("优").anchor}"></span><mark>优</mark>' in files[address.partition("#")[0]].decode()


def test_without_evidence_nothing_has_a_copy_and_a_damaged_one_is_told(crawled, evidence, tmp_path):
    copies, files = made(tmp_path, used([evidence["line"]]))
    assert (copies.addresses, files) == ({}, {})
    damaged = tmp_path / "w" / "var" / "archive"
    for path in sorted((crawled[0] / "var" / "archive").rglob("*")):
        if path.is_file():
            target = damaged / path.relative_to(crawled[0] / "var" / "archive")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (damaged / crawled[1]["/day.html"].warc).write_bytes(b"")
    copies, files = made(tmp_path / "w", used([evidence["line"]]))
    assert copies.missing == {evidence["line"]: DAMAGED}
    assert files == {}


def judged(folder, evidence):
    """The month of the small site, with one failure that was ruled on and one that cites what is not there any more."""
    indicator = kept_scheme(SCHEME, "s").indicators[0]
    own = tuple(replace(each, place=Place.OWN) for each in (
        failed("wrong-grade", evidence["line"], evidence["pdf"], note="应为 {grade}", grade="Ⅱ 级", subject="7月2日"),
        failed("missing-day", evidence["gone"], subject="2013-07-09")))  # fmt: skip
    verdict = weigh(indicator, {Place.OWN: own, Place.PORTAL: (replace(passed(), place=Place.PORTAL),)})
    with closing(Store(folder / "var" / "gongkai.sqlite")) as store:
        store.save(JULY, [Assessment(HBJ, JULY, "s", (verdict,))], kept_scheme(SCHEME, "s"))


@pytest.fixture
def call(crawled, evidence, capsys):
    judged(crawled[0], evidence)
    return caller(crawled[0], capsys)


@pytest.mark.proof
def test_the_report_holds_the_copies_and_keeps_those_that_are_there(call, crawled, tmp_path):
    assert call("report", "-o", str(tmp_path / "r"))[0] == 0
    copies = sorted((tmp_path / "r" / "copy").iterdir())
    assert len([each for each in copies if each.suffix == ".html"]) == 4
    listed = (tmp_path / "r" / "assets" / "files.txt").read_text().splitlines()
    assert {f"copy/{each.name}" for each in copies} < set(listed)
    before = [each.stat().st_mtime_ns for each in copies]
    assert call("report", "-o", str(tmp_path / "r"))[0] == 0
    assert [each.stat().st_mtime_ns for each in copies] == before


def test_a_folder_of_evidence_tells_the_finding_its_price_its_proof_and_what_people_ruled(call, crawled, tmp_path):
    code, _, said = call("appeal", "hbj", "C1-1", "--reason", "当天有日报 <b>", "--by", "环保局")
    assert code == 2, said  # two findings: which one is asked
    name = re.search(r"C1-1/[0-9a-f]{10}", said)[0]
    assert call("appeal", "hbj", name, "--reason", "当天有日报 <b>", "--by", "环保局")[0] == 0
    code, _, said = call("evidence", "hbj", "-o", str(tmp_path / "e"))
    assert code == 0, said
    text = (tmp_path / "e" / "index.html").read_text("utf-8")
    for told in (
        "示例市环境保护局",
        "应为 Ⅱ 级",
        "扣分标准",
        "当天有日报 &lt;b&gt;",
        "申诉还没有答复",
        "2013-07/hbj/C1-1/",
    ):
        assert told in text
    links = re.findall(r'href="([^"#]*)(?:#([^"]*))?"', text)
    for file, anchor in links:
        path = tmp_path / "e" / (file or "index.html")
        assert path.is_file()
        assert not anchor or f'id="{anchor}"' in path.read_text("utf-8")
    assert any(file.startswith("views/") and anchor for file, anchor in links)


def test_the_same_evidence_gives_the_same_zip_and_nothing_is_written_over(call, tmp_path):
    names = [tmp_path / "one.zip", tmp_path / "two.zip"]
    assert [call("evidence", "hbj", "--zip", "-o", str(name), language="en")[0] for name in names] == [0, 0]
    assert names[0].read_bytes() == names[1].read_bytes()
    assert call("evidence", "hbj", "--zip", "-o", str(names[0]))[0] == 4
    assert names[0].read_bytes() == names[1].read_bytes()


def test_an_empty_folder_that_somebody_is_in_is_filled_and_one_that_cannot_be_is_left_empty(monkeypatch, tmp_path):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    with pytest.raises(FileNotFoundError), in_folder(Path()) as sink:
        sink.write("", b"c", (Path() / "none").read_bytes())
    assert list(here.iterdir()) == []
    with in_folder(Path()) as sink:
        sink.write("a/b", b"c")
    assert {path.name for path in here.iterdir()} == {"a", "SHA256SUMS"}
    assert (here / "a" / "b").read_bytes() == b"c"
