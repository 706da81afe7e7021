"""A city of three tiny sites, and workspaces in which so much of a month is done: what the crash proof begins with."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.proofs import starts

if TYPE_CHECKING:
    from tests.crawler.little_site import Site

JUNE, JULY = ("--period", "2013-06", "--as-of", "2013-07-01"), ("--period", "2013-07", "--as-of", "2013-08-01")
LATER = ("--as-of", "2013-08-10")
BOOK = "var/export/gongkai-2013-07.xlsx"
SENT = "sent.xlsx"
ON_SITE = """
[[on_site]]
id = "P-1"
title = "公开栏"
where = "大厅"
cycle = "monthly"
points = 10
asks = "是否为本月的"
applies_to = ["department"]
source = "计划"
"""
NEW = {
    "/7.html": "七月的通知",
    "/prices.csv": "项目,金额\r\n合计,12.5\r\n",
}  # what the sites say in July for the first time
FINDING = "A1-2/441f77466f"  # hbj's, in July


@cache
def city() -> Path:
    """A workspace whose June was visited and judged, the sites being served until this process ends."""
    from tests.crawler.little_site import page
    from tests.reports import run_made

    folder = _scratch() / "june"
    usual = {name: body for name, body in run_made.PAGES.items() if name in ("/", "/0.html", "/1.html")}
    usual["/"] = page(*run_made.LINKS[:2])
    sites = {key: _served(dict(usual)) for key in ("portal", *run_made.BODIES)}
    made = run_made.City(folder, sites)
    (folder / "schemes").mkdir(parents=True)
    (folder / "schemes/s.toml").write_text(run_made.SCHEME + ON_SITE, "utf-8")
    (folder / "tmp").mkdir()
    made.settings()
    made.roster()
    _done(folder, ["crawl", *JUNE], ["check", *JUNE], ["export", *JUNE])
    for site in sites.values():
        more = [(name, title.partition(",")[0]) for name, title in NEW.items()]
        site.pages["/"] = page(*run_made.LINKS[:2], *more)
        site.pages["/7.html"] = page(title=NEW["/7.html"])
        site.pages["/prices.csv"] = (200, {"Content-Type": "text/csv; charset=utf-8"}, NEW["/prices.csv"])
    return folder


def _served(pages: dict[str, object]) -> Site:
    from tests.crawler.little_site import Site

    site = Site(pages)
    threading.Thread(target=site.server.serve_forever, daemon=True).start()
    return site


@cache
def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="gongkai-crash-"))
    mine = os.getpid()
    atexit.register(lambda: shutil.rmtree(folder, ignore_errors=True) if os.getpid() == mine else None)
    return folder


def _done(folder: Path, *commands: list[str]) -> None:
    """Does what comes before, by starts that nobody disturbs."""
    for words in commands:
        ended = starts.run([*words, "--quiet"], folder, folder.with_name(f"{folder.name}.log"))
        if ended.code not in (0, 3):
            raise RuntimeError(f"{words} ended with {ended.code}: {ended.said}")


@cache
def july(stage: str) -> Path:
    """The same with July done so far: visited, judged, exported, or sent back by an inspector."""
    before = {
        "visited": city,
        "read": partial(july, "visited"),
        "judged": partial(july, "visited"),
        "exported": partial(july, "judged"),
        "sent": partial(july, "exported"),
    }
    folder = _scratch() / stage
    shutil.copytree(before[stage](), folder)
    if stage == "visited":
        _done(folder, ["crawl", *JULY])
    elif stage == "judged":
        _done(folder, ["check", *JULY])
    elif stage == "read":
        _done(folder, ["check", *JULY])
        for name in ("gongkai.sqlite", "journal"):
            _as_before(folder, july("visited"), name)
    elif stage == "exported":
        (folder / "letter.txt").write_text("不符", "utf-8")
        _done(
            folder,
            [
                "appeal",
                "hbj",
                FINDING,
                "--reason",
                "已经公开",
                "--by",
                "王五",
                "--evidence",
                "letter.txt",
                "--as-of",
                "2013-08-02",
            ],
        )
        _done(folder, ["export", *JULY])
    else:
        _send_back(folder)
    return folder


def _as_before(folder: Path, before: Path, name: str) -> None:
    old, new = before / "var" / name, folder / "var" / name
    shutil.rmtree(new) if new.is_dir() else new.unlink()
    shutil.copytree(old, new) if old.is_dir() else shutil.copyfile(old, new)


def _send_back(folder: Path) -> None:
    """An inspector decides on a finding, on an appeal, and marks what he saw on site."""
    from tests.reports.sent_back import Filled

    book = Filled(folder / BOOK)
    signed = {"姓名": "张三", "日期": "2013-08-05"}
    for row, told in list(book.rows("检查发现")):
        if told["单位编号"] == "czj":
            book.put("检查发现", row, 督查员意见="撤销", 理由="在另一栏目", **signed)
    for row, _ in list(book.rows("申诉")):
        book.put("申诉", row, 答复="改为", 改为扣分=1, 理由="部分公开", **signed)
    for row, _ in list(book.rows("实地检查")):
        book.put("实地检查", row, 得分=8, **{"日期、版面或地点": "一楼大厅"}, **signed)
    book.save(folder / SENT)


def like(made: Callable[[], Path]) -> Callable[[Path], None]:
    """Makes a workspace that is a copy of another."""

    def prepare(folder: Path) -> None:
        shutil.copytree(made(), folder, dirs_exist_ok=True)

    return prepare
