"""The web report of a full city: seconds, memory and bytes of writing it, and milliseconds of opening and searching it in a browser.

    python bench/report.py [--year FOLDER] [--bodies 107] [--keep FOLDER]

FOLDER is a workspace of `gongkai demo --year`; without one it is made, which takes minutes. Its twelve months of results and its
ledger are told again of other bodies until there are as many as a full city has; the evidence stays that of the sample city, so
the copies of pages are as many as the sample city cites.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.browser import program  # noqa: E402 - the repository itself is the package
from reports.cli import main as gongkai  # noqa: E402
from reports.workspace import read  # noqa: E402

WHEN = ("--period", "2013-12", "--as-of", "2014-01-10")
HEADERS = ("编号", "单位名称", "别名", "类别", "主管单位", "网址", "门户栏目")
TABLES = ("verdicts", "findings", "citations")
QUERIES = ("财政局", "环保局", "“三公”经费决算", "2013-12", "C1-1", "打不开", "局", "财政局三公经费", "没有这样的词语")
PAGES = ("index.html", "topics.html", "ledger.html", "search.html", "rules.html")


def widened(workspace: Path, bodies: int) -> None:
    """Tells the results and cases of a workspace again, of other bodies, until there are so many of them in each month."""
    roster = read(workspace).roster()
    with (workspace / "departments.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADERS)
        for at in range(bodies):
            body, turn = roster[at % len(roster)], at // len(roster)
            aliases, kinds = ";".join(() if turn else body.aliases), ";".join(sorted(body.kinds))
            lines.writerow(
                [_id(body.id, turn), _name(body.name, turn), aliases, kinds, "", "" if turn else body.home, ""]
            )
    with closing(sqlite3.connect(workspace / "var" / "gongkai.sqlite")) as db, db:
        for at in range(len(roster), bodies):
            _again(db, roster[at % len(roster)].id, at // len(roster))


def _id(id: str, turn: int) -> str:
    return f"{id}-{turn}" if turn else id


def _name(name: str, turn: int) -> str:
    return f"{name}第{turn + 1}分局" if turn else name


def _again(db: sqlite3.Connection, id: str, turn: int) -> None:
    """What is stored of a body, once more under another id."""
    for period, scheme, roster, position in db.execute(
        "select period, scheme, roster, position from assessments where department = ?", (id,)
    ).fetchall():
        about = json.loads(roster)
        about |= {"id": _id(id, turn), "name": _name(about["name"], turn)}
        row = (period, about["id"], scheme, json.dumps(about, ensure_ascii=False), position + 1000 * turn)
        db.execute("insert into assessments (period, department, scheme, roster, position) values (?, ?, ?, ?, ?)", row)
    for table in TABLES:
        names = [f'"{row[1]}"' for row in db.execute(f"pragma table_info({table})") if row[1] != "department"]
        listed = ", ".join(names)
        db.execute(
            f"insert into {table} (department, {listed}) select ?, {listed} from {table} where department = ?",
            (_id(id, turn), id),
        )
    for (number,) in db.execute("select number from cases where department = ?", (id,)).fetchall():
        _case_again(db, number, _id(id, turn))


def _case_again(db: sqlite3.Connection, case: int, id: str) -> None:
    (new,) = db.execute("select max(number) + 1 from cases").fetchone()
    db.execute(
        "insert into cases (number, department, rule, place, problem, subject)"
        " select ?, ?, rule, place, problem, subject from cases where number = ?",
        (new, id, case),
    )
    kept = '"kind", "period", "on", "by", "says", "paper", "within", "due", "indicator", "evidence", "handed", "open", "of"'
    (last,) = db.execute("select max(number) from events").fetchone()
    db.execute(
        f'insert into events ("number", "case", {kept})'
        f' select ? + row_number() over (order by "number"), ?, {kept} from events where "case" = ?',
        (last, new, case),
    )


def written(workspace: Path) -> Path:
    """Writes the report by the command line, three times: all anew, again, and without any copies to be made; prints what it took."""
    folder = workspace / "var" / "report"
    shutil.rmtree(folder, ignore_errors=True)
    call = "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"
    for what in ("anew", "again"):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        words = [sys.executable, "-c", call, "report", "--quiet", "--workspace", str(workspace), *WHEN]
        subprocess.run(words, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
        after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - began
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(
            f"written {what}: {seconds:.1f} s, {used:.1f} s of the processor, {after.ru_maxrss >> 10} MiB", flush=True
        )
    return folder


def weighed(folder: Path) -> None:
    """Prints how many files and bytes each part of a report has, and what is largest."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    parts: Counter[str] = Counter()
    many: Counter[str] = Counter()
    for path in files:
        part = path.relative_to(folder).parts[0] if path.parent != folder else "pages"
        parts[part] += path.stat().st_size
        many[part] += 1
    print(f"{len(files)} files, {_kib(sum(parts.values()))} KiB")
    for part, size in parts.most_common():
        print(f"  {part:<12} {many[part]:>6} files {_kib(size):>8} KiB")
    for path in sorted(folder.rglob("*.html"), key=lambda each: -each.stat().st_size)[:6]:
        print(
            f"  {path.relative_to(folder).as_posix():<40} {_kib(path.stat().st_size):>6} KiB, {_packed(path)} KiB packed"
        )
    index = folder / "assets" / "search-index.js"
    print(f"  {'search-index.js':<40} {_kib(index.stat().st_size):>6} KiB, {_packed(index)} KiB packed", flush=True)


def _kib(size: int) -> int:
    return size >> 10


def _packed(path: Path) -> int:
    return _kib(len(gzip.compress(path.read_bytes(), 6)))


def opened(folder: Path) -> None:
    """Prints how long a browser takes to open pages, and to search."""
    from playwright.sync_api import sync_playwright

    largest = max((folder / "department").iterdir(), key=lambda path: path.stat().st_size)
    topic = max((folder / "topic").iterdir(), key=lambda path: path.stat().st_size)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program(), chromium_sandbox=os.geteuid() != 0)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for name in (*PAGES, f"topic/{topic.name}", f"department/{largest.name}"):
            page.goto("about:blank")
            page.goto((folder / name).as_uri())
            took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
            elements = page.evaluate("document.querySelectorAll('*').length")
            print(f"  {name:<40} open after {took:>6.0f} ms, {elements} elements", flush=True)
        page.goto((folder / "search.html").as_uri())
        for words in (QUERIES[0], *QUERIES):
            took, found = page.evaluate(ASK, words)
            print(f"  search {words}: {took:.0f} ms; {found}", flush=True)
        browser.close()


ASK = """words => {
  const form = document.getElementById('search');
  form.elements.q.value = words;
  const began = performance.now();
  form.requestSubmit();
  return [performance.now() - began, document.getElementById('found').textContent];
}"""


def main() -> None:
    """Measures a full city."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--year", type=Path)
    parser.add_argument("--bodies", type=int, default=107)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        year = options.year or Path(name) / "year"
        if options.year is None:
            gongkai(["demo", "--year", "--seed", "8", "--folder", str(year), "--quiet"])
        workspace = options.keep or Path(name) / "city"
        shutil.copytree(year, workspace)
        widened(workspace, options.bodies)
        folder = written(workspace)
        weighed(folder)
        if program():
            opened(folder)


if __name__ == "__main__":
    main()
