"""The folder for whoever disputes a mark: whole, checkable, replayable on its own, or not written at all."""

import csv
import gzip
import hashlib
import random
import subprocess
import sys
import time

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from reports.cli import main
from reports.evidence_check import faults
from reports.samplecity.city import SETTINGS
from tests.crawler.little_site import page, serve, settings
from tests.crawler.test_replay import Replay, stamp, tagged

JULY, AUGUST = Period(2013, 7), Period(2013, 8)
PAGES = {
    "/": tagged(page(("/same.html", "没有标签"), ("/a.pdf", "附件"), title="首页")),
    "/same.html": page(title="没有标签的页"),
    "/a.pdf": tagged(b"%PDF-1.4"),
}


@pytest.fixture
def workspace(tmp_path):
    """Two months of one department, whose pages do not change."""
    with serve(dict(PAGES)) as site, Archive(tmp_path / "var" / "archive") as archive:
        roster = f"编号,单位名称,别名,类别,主管单位,网址,门户栏目\nczj,市财政局,,department,,{site.home},\n"
        (tmp_path / "departments.csv").write_text(roster, "utf-8")
        (tmp_path / "gongkai.toml").write_text(SETTINGS.format(city="市", portal="http://127.0.0.1:1/"), "utf-8")
        for month in (JULY, AUGUST):
            crawl([Target("czj", site.home)], month, archive, settings())
            time.sleep(1)
    return tmp_path


def written(workspace, period="2013-08"):
    folder = workspace / "out"
    code = main(
        ["evidence", "czj", "--workspace", str(workspace), "--period", period, "-o", str(folder), "--lang", "zh"]
    )
    return code, folder


def test_the_folder_proves_itself(workspace):
    code, folder = written(workspace)
    assert code == 0
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        sha256, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    with (folder / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len([row for row in rows if row["文件"]]) == len(PAGES)
    for row in rows:
        if row["文件"]:
            assert hashlib.sha256((folder / row["文件"]).read_bytes()).hexdigest() == row["SHA-256"]


def test_its_records_replay_without_the_archive(workspace):
    _, folder = written(workspace)
    replay = Replay([folder / "records.warc.gz"])
    with Archive(workspace / "var" / "archive") as archive:
        captures = [capture for capture in archive.captures("czj", AUGUST) if not capture.reason]
    assert len(captures) == len(PAGES)
    for capture in captures:
        status, _, body = replay.show(capture.final_url, stamp(capture.fetched))
        assert (status, hashlib.sha256(body).hexdigest()) == ("200", capture.sha256)
    with (folder / "records.warc.gz").open("rb") as file:
        heads = [record.rec_headers["X-Archive-Orig-Head"] for record in ArchiveIterator(file)]
    assert len([head for head in heads if head and "304" in head]) == 2
    assert gzip.decompress((folder / "records.warc.gz").read_bytes())


@pytest.mark.parametrize("period", ["2013-07", "2013-08"])
def test_nothing_is_written_from_what_is_damaged(workspace, period, capsys):
    path = workspace / f"var/archive/warc/{period}/czj.warc.gz"
    with Archive(workspace / "var" / "archive") as archive:
        (capture, *_) = archive.captures("czj", AUGUST)
    spot = capture.spot.offset if period == "2013-07" else capture.record_offset
    bad = bytearray(path.read_bytes())
    bad[spot + 4] ^= 1  # in the gzip header: it still unpacks
    path.write_bytes(bad)
    code, folder = written(workspace)
    assert code == 6
    assert str(path) in capsys.readouterr().err.replace("\n", "")
    assert not folder.exists()


def test_the_folder_checks_itself_with_the_standard_library_alone(workspace):
    _, folder = written(workspace)

    def checked():
        found = subprocess.run(
            [sys.executable, "-I", "-S", folder / "check.py"], capture_output=True, text=True, check=False
        )
        return found.returncode, found.stdout.splitlines()[:-1]

    assert checked() == (0, [])
    whole = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    dice = random.Random(5)
    for path, data in whole.items():
        name = path.relative_to(folder).as_posix()
        bad = bytearray(data)
        bad[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        path.write_bytes(bad)
        assert any(name == "SHA256SUMS" or each.startswith(name) for each in faults(folder)), name
        path.unlink()
        assert name == "SHA256SUMS" or f"{name}: the file is missing" in set(faults(folder))
        path.write_bytes(data)
    records = bytearray(whole[folder / "records.warc.gz"])
    records[len(records) // 2] ^= 1
    (folder / "records.warc.gz").write_bytes(records)
    (folder / "more.txt").write_bytes(b"")
    code, lines = checked()
    assert code == 6
    assert lines[0] == "more.txt: not listed"
    assert len([line for line in lines if line.startswith("records.warc.gz at byte")]) == 1
