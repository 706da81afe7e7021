"""Questions of the nation: a lake of 84,000 sites and twelve months, simulated from a sample city's, and how long each answer takes.

    python bench/lake.py WORKSPACE [--sites 84000] [--keep FOLDER]

WORKSPACE is a workspace with twelve checked months, as `gongkai demo --year` leaves one. Its lake is written by `gongkai lake`; every
simulated body is then given, month by month, verdicts drawn rule by rule from those of the sample, so that outcomes, points and
problems are distributed as they are there. Each question runs in a process of its own, as people ask it; the best of three is shown.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.period import Period  # noqa: E402 - the repository itself is the package
from reports.lake.engine import connect  # noqa: E402
from reports.lake.layout import by_period  # noqa: E402
from reports.lake.opened import opened  # noqa: E402
from reports.lake.places import lake_at  # noqa: E402
from reports.lake.questions import QUESTIONS  # noqa: E402
from reports.lake.tables import TABLES  # noqa: E402
from reports.lake.written import GROUP, open_for_writing  # noqa: E402

BODIES = 107  # of a full city
PROVINCES = 31
CALL = "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"
CITY = f"'城市' || lpad(CAST(b // {BODIES} AS VARCHAR), 4, '0')"
BODY = f"'d' || lpad(CAST(b % {BODIES} AS VARCHAR), 3, '0')"
LIKE = "FROM range($sites) x(b) JOIN likes ON likes.n = hash(b) % (SELECT count(*) FROM likes) JOIN old ON old.department = likes.id"
SIMULATED = {
    "cities": f"""SELECT DISTINCT {CITY} AS city, '省份' || lpad(CAST(b // {BODIES} % {PROVINCES} AS VARCHAR), 2, '0') AS province,
        'http://www.c' || b // {BODIES} || '.example/' AS portal, scheme, {BODIES} AS bodies, as_of,
        md5(CAST(b // {BODIES} AS VARCHAR)) AS digest, program FROM range($sites) x(b), old ORDER BY city""",
    "bodies": f"""SELECT {CITY} AS city, {BODY} AS department, {CITY} || name AS name, body_group, kinds, '' AS parent,
        'http://d' || b || '.example/' AS home {LIKE} ORDER BY b""",
    "marks": f"""SELECT {CITY} AS city, {BODY} AS department, old.* EXCLUDE (city, department) REPLACE (
        CAST(greatest(0, least(100, mark + (CAST(hash(b, $period) % 600 AS INTEGER) - 300) / 100)) AS DECIMAL(7,2)) AS mark)
        {LIKE} ORDER BY b""",
    "verdicts": f"""SELECT {CITY} AS city, {BODY} AS department, pool.* EXCLUDE (city, department, i, n, k)
        FROM range($sites) x(b), (SELECT DISTINCT i, k FROM pool) r JOIN pool ON pool.i = r.i AND pool.n = hash(b, r.i, $period) % r.k
        ORDER BY b, r.i""",
    "problems": f"""SELECT {CITY} AS city, {BODY} AS department, old.* EXCLUDE (city, department) {LIKE} ORDER BY b""",
    "doubts": f"""SELECT {CITY} AS city, {BODY} AS department, old.* EXCLUDE (city, department) {LIKE} ORDER BY b""",
    "cases": f"""SELECT {CITY} AS city, b * 100 + case_number AS case_number, {BODY} AS department,
        old.* EXCLUDE (city, case_number, department) {LIKE} ORDER BY b""",
    "visits": f"""SELECT {CITY} AS city, {BODY} AS site, old.* EXCLUDE (city, site, department) REPLACE (
        CAST(bytes * (0.5 + (hash(b, $period) % 1000) / 1000.0) AS BIGINT) AS bytes) {LIKE} ORDER BY b""",
    "statistics": f"""SELECT c.city, old.* EXCLUDE (city) REPLACE (
        CAST(value + hash(c.city, line) % 50 AS DECIMAL(20,6)) AS value)
        FROM (SELECT DISTINCT {CITY} AS city FROM range($sites) x(b)) c, old
        ORDER BY c.city""",
    "duties": """SELECT city, rule, theme, body_group, CAST(count(*) AS INTEGER) AS owed,
        CAST(count(*) FILTER (outcome = 'passed') AS INTEGER) AS passed,
        CAST(count(*) FILTER (outcome = 'failed') AS INTEGER) AS failed,
        CAST(count(*) FILTER (outcome = 'cantTell') AS INTEGER) AS cant_tell,
        CAST(count(*) FILTER (outcome = 'untested') AS INTEGER) AS untested,
        CAST(count(*) FILTER (provisional) AS INTEGER) AS provisional,
        CAST(sum(points) AS DECIMAL(12,6)) AS points, CAST(sum(assessable) AS DECIMAL(12,6)) AS assessable,
        CAST(coalesce(sum(earned), 0) AS DECIMAL(12,6)) AS earned
        FROM made_verdicts JOIN made_bodies USING (city, department) WHERE sort <> 'bonus' AND outcome <> 'inapplicable'
        GROUP BY ALL ORDER BY city, rule, body_group""",
}
BY_VERDICTS = """SELECT rule, period, count(*) FILTER (outcome = 'failed') AS failed,
 count(*) FILTER (outcome IN ('failed', 'passed')) AS judged,
 count(*) FILTER (outcome = 'untested') AS untested FROM verdicts GROUP BY ALL ORDER BY ALL"""


def main() -> None:
    """Simulates, asks, prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspace")
    parser.add_argument("--as-of", default="2014-01-10", help="the day on which the sample is exported")
    parser.add_argument("--sites", type=int, default=84_000)
    parser.add_argument("--keep", help="a folder for the simulated lake, used again when it is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-lake-") as folder:
        sample, made = Path(folder) / "sample", Path(options.keep or Path(folder) / "nation").absolute()
        if not made.exists():
            call(
                "lake",
                str(Path(options.workspace).absolute()),
                "--lake",
                str(sample),
                "--as-of",
                options.as_of,
                "--quiet",
            )
            seconds = simulate(sample, made, options.sites)
            print(f"simulated in {seconds:.0f} s of the processor")
        sizes(made)
        ask(made)
        split(made, Path(folder) / "cities")


def in_duckdb(made: Path, name: str) -> float:
    """Seconds on the wall that one question takes within a running process."""
    question, lake = QUESTIONS[name], lake_at(str(made))
    began = time.perf_counter()
    with opened(lake, question.tables) as (db, _):
        db.execute(question.sql, question.values(Period.parse(max(by_period(lake.files("cities")))))).fetchall()
    return time.perf_counter() - began


def call(*words: str) -> tuple[float, float]:
    """Runs one command in a process of its own; wall and processor seconds."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", CALL, *words], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def simulate(sample: Path, made: Path, sites: int) -> float:
    """Writes the lake of so many sites; returns the seconds of the processor that it took."""
    lake, began = lake_at(str(sample)), time.process_time()
    open_for_writing(lake_at(str(made)))
    for period in by_period(lake.files("verdicts")):
        with connect() as db:
            for name in SIMULATED:
                db.read_parquet([lake.address(each.name) for each in by_period(lake.files(name))[period]]).create_view(
                    f"s_{name}"
                )
            for name, query in SIMULATED.items():
                fill(db, made, name, query, {"sites": sites, "period": period})
    return time.process_time() - began


def fill(db: Any, made: Path, name: str, query: str, values: dict[str, object]) -> None:
    """One table of one month."""
    key = "site AS department, *" if name == "visits" else "*"
    db.execute(f"CREATE OR REPLACE TEMP TABLE old AS SELECT {key} FROM s_{name}")
    db.execute(
        "CREATE OR REPLACE TEMP TABLE likes AS SELECT department AS id, row_number() OVER (ORDER BY department) - 1 AS n FROM s_bodies"
    )
    if name == "verdicts":
        db.execute("""CREATE OR REPLACE TEMP TABLE pool AS SELECT *, dense_rank() OVER (ORDER BY indicator) - 1 AS i,
            row_number() OVER (PARTITION BY indicator ORDER BY department) - 1 AS n,
            count(*) OVER (PARTITION BY indicator) AS k FROM old""")
    target = made / name / f"period={values['period']}" / "simulated.parquet"
    target.parent.mkdir(parents=True)
    used = {key: value for key, value in values.items() if f"${key}" in query}
    columns = ", ".join(f'"{each}"' for each in TABLES[name].columns)
    db.execute(
        f"COPY (SELECT {columns} FROM ({query})) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})",
        used,
    )
    db.read_parquet(str(target)).create_view(f"made_{name}")


def sizes(made: Path) -> None:
    """Prints rows and bytes of each table."""
    print("\n| table | rows | MB | bytes a row |\n|---|---|---|---|")
    with connect() as db:
        for name in TABLES:
            files = [str(path) for path in (made / name).rglob("*.parquet")]
            rows = db.read_parquet(files).count("*").fetchall()[0][0]
            size = sum(Path(path).stat().st_size for path in files)
            print(f"| {name} | {rows:,} | {size / 1e6:.1f} | {size / max(rows, 1):.2f} |")


def ask(made: Path) -> None:
    """Prints how long each question takes."""
    print(
        f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n"
        "\n| question | seconds | CPU seconds | without the start of the program |\n|---|---|---|---|"
    )
    asked = {name: ["--ask", name] for name in QUESTIONS}
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as query:
        query.write(BY_VERDICTS)
        query.flush()
        asked["missed, of single verdicts (--sql)"] = ["--sql", query.name]
        for name, words in asked.items():
            wall, used = min(call("lake", "--lake", str(made), *words, "--format", "json") for _ in range(3))
            inner = f"{min(in_duckdb(made, name) for _ in range(3)):.2f}" if name in QUESTIONS else ""
            print(f"| {name} | {wall:.2f} | {used:.2f} | {inner} |", flush=True)


def split(made: Path, cities: Path) -> None:
    """Prints what it costs to read a file for each city and month, and to have merged them."""
    open_for_writing(lake_at(str(cities)))
    with connect() as db:
        for name in ("duties", "cities"):
            for path in sorted((made / name).rglob("*.parquet")):
                db.read_parquet(str(path)).create_view("one")
                target = cities / name / path.parent.name
                target.mkdir(parents=True)
                db.execute(
                    f"COPY (SELECT *, city AS file FROM one) TO '{target}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (file))"
                )
                db.execute("DROP VIEW one")
                for number, part in enumerate(sorted(target.glob("*/*.parquet"))):
                    part.rename(target / f"{number}.parquet")
                    part.parent.rmdir()
    number = sum(1 for _ in (cities / "duties").rglob("*.parquet"))
    apart = min(call("lake", "--lake", str(cities), "--ask", "missed", "--format", "json", "--quiet") for _ in range(3))
    merged = call("lake", "--lake", str(cities), "--merge", "--quiet")
    after = min(call("lake", "--lake", str(cities), "--ask", "missed", "--format", "json", "--quiet") for _ in range(3))
    print(
        f"\nmissed, of {number:,} files: {apart[0]:.2f} s ({apart[1]:.2f} CPU); "
        f"merged in {merged[0]:.1f} s: {after[0]:.2f} s ({after[1]:.2f} CPU)"
    )


if __name__ == "__main__":
    main()
