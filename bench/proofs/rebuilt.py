"""A report out of its evidence alone: on another place, without a network, under other circumstances, it is the same byte for byte."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile, is_zipfile

from bench.proofs.disk_inside import begin
from bench.proofs.proof import Figure, Proof, Size
from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from reports import workspace
from reports.samplecity.city import City
from reports.samplecity.server import serve
from tests.crawler.little_site import page
from tests.crawler.little_site import serve as little_site

AS_OF, PERIOD = "2013-08-04", Period(2013, 7)
CALLS = """
import contextlib, io, json, sys
from reports.cli import main
said = []
for words in json.loads(sys.argv[1]):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code = main(words)
        except SystemExit as stop:
            code = int(stop.code or 0)
    said.append((code, out.getvalue()))
with open(sys.argv[2], "w") as file:
    json.dump(said, file)
"""  # one process makes all of them: to start one takes longer than most commands
EVIDENCE = (
    "gongkai.toml",
    "departments.csv",
    "columns.csv",
    "schemes",
    "holidays.csv",
    "var/archive",
    "var/appeals",
    "var/replies",
)
SAYS: tuple[tuple[str, ...], ...] = (
    ("rank",), ("show", "{id}"), ("explain", "{id}"), ("ledger", "--all"), ("results", "--format", "json"), ("rank", "--format", "csv"),
    ("statistics",), ("year", "2013"), ("schemes",), ("appeals",),
)  # fmt: skip
WRITES: tuple[tuple[str, ...], ...] = (
    ("export", "-o", "{out}/book.xlsx"), ("report", "-o", "{out}/report"), ("notice", "--draft", "-o", "{out}/letters"),
    ("evidence", "{id}", "-o", "{out}/evidence"), ("ledger", "--all", "--format", "html", "-o", "{out}/ledger.html"),
    ("statistics", "--format", "xlsx", "-o", "{out}/statistics.xlsx"),
)  # fmt: skip
FEW = {Size.SHORT: 3, Size.WHOLE: 99}  # of what is said, and of what is written
SEED = 71
SAID = re.compile("exit code [03]\n|[0-9a-f]{64}$")


@dataclass(frozen=True)
class Where:
    """The circumstances of a rebuilding: what the environment says, the mask of new files, cores, whether by another user."""

    name: str
    environment: dict[str, str]
    mask: int = 0o022
    core: bool = False
    apart: bool = True  # without a network, as another user


PLACES = (
    Where("a server in UTC", {"TZ": "UTC", "LANG": "C", "PYTHONHASHSEED": "0"}),
    Where(
        "a notebook in New York",
        {"TZ": "America/New_York", "LANG": "en_US.UTF-8", "PYTHONHASHSEED": "1", "COLUMNS": "400"},
        mask=0o077,
    ),
    Where(
        "a machine of one core",
        {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "POSIX",
            "PYTHONHASHSEED": "4294967295",
            "USER": "nobody",
            "HOME": "/nowhere",
        },
        core=True,
    ),
)


def _environment(place: Where) -> dict[str, str]:
    usual = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", "") or str(Path(__file__).parents[2]),
    }
    return {**usual, "COLUMNS": "400", "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1", **place.environment}


def outputs(folder: Path, place: Where, size: Size, day: str) -> dict[str, str]:
    """What a check there comes to: all that is said, the digests of all files written; the path of the workspace is no part of it."""
    out, few = folder / "out", FEW[size]
    every = [("check", "--quiet"), *SAYS[:few], *WRITES[:few]]
    told = [[word.format(id=_first(folder), out=out) for word in words] for words in every]
    where = ["--workspace", str(folder), "--as-of", day, "--period", str(PERIOD), "--lang", "zh"]
    said = folder.parent / "said.json"
    command = [sys.executable, "-c", CALLS, json.dumps([[*words, *where] for words in told]), str(said)]
    command = [*(("unshare", "-rn") if place.apart else ()), *(("taskset", "-c", "0") if place.core else ()), *command]
    done = subprocess.run(
        command,
        cwd=folder.parent,
        env=_environment(place),
        capture_output=True,
        text=True,
        umask=place.mask,
        check=False,
    )
    if done.returncode:
        return {"": f"it ended with {done.returncode}: {done.stderr[-300:]}"}
    found: dict[str, str] = {}
    for words, (code, text) in zip(every, json.loads(said.read_text()), strict=True):
        found[" ".join(words)] = f"exit code {code}\n" + text.replace(str(folder), "WORKSPACE")
    for path in sorted(out.rglob("*")):
        if path.is_file():
            found[path.relative_to(out).as_posix()] = _digest(path)
    return found


def _digest(path: Path) -> str:
    """Of a file; of the parts of a packed one, whose own times say when it was packed."""
    if not is_zipfile(path):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    with ZipFile(path) as packed:
        parts = ((each, packed.read(each)) for each in sorted(packed.namelist()))
        return hashlib.sha256(b"".join(name.encode() + b"\0" + data for name, data in parts)).hexdigest()


def _first(folder: Path) -> str:
    return re.split(r"[,\r\n]+", (folder / "departments.csv").read_bytes().decode("gb18030", "replace"))[7]


def _city(folder: Path, size: Size) -> None:
    """A city whose month was visited: a sample city, or one of a single department."""
    if size is Size.WHOLE:
        city = City(SEED)
        with serve(city.content(PERIOD)) as served:
            city.write_workspace(folder, served.bases)
            _visit(folder)
        return
    folder.mkdir(parents=True)
    pages = {
        "/": page(("/a.html", "政府信息公开指南"), title="示例市财政局"),
        "/a.html": page(title="政府信息公开指南"),
    }
    with little_site(pages) as own, little_site({"/": page(title="示例市人民政府")}) as portal:
        begin(folder, {"portal": portal.home, "czj": own.home})
        _visit(folder)


def _visit(folder: Path) -> None:
    space = workspace.read(folder)
    with Archive(space.var / "archive") as archive:
        crawl(space.targets(space.roster()), PERIOD, archive, space.crawl)


def _moved(source: Path, target: Path) -> None:
    """Copies what is evidence, and nothing else: neither results nor what was read of the pages."""
    target.mkdir(parents=True)
    for name in EVIDENCE:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
        elif (source / name).is_file():
            shutil.copyfile(source / name, target / name)
    with closing(sqlite3.connect(target / "var" / "archive" / "archive.db")) as db:
        db.execute("DELETE FROM readings")
        db.commit()


HOME = Where("here", {"TZ": "Asia/Shanghai", "LANG": "C.UTF-8"}, apart=False)


def _rebuilt(size: Size, folder: Path, places: tuple[Where, ...], day: str = AS_OF) -> tuple[int, list[str]]:
    """How many outputs there are, and what differs when they are rebuilt at each place."""
    source = folder / "source" / "w"
    _city(source, size)
    wanted = outputs(source, HOME, size, AS_OF)
    wrong = [f"here: {name}: {told}" for name, told in wanted.items() if not SAID.match(told)]
    for number, place in enumerate(places):
        target = folder / f"place{number}" / "w"  # as long as the source's: a terminal breaks lines
        _moved(source, target)
        found = outputs(target, place, size, day)
        differ = [name for name in {**wanted, **found} if wanted.get(name) != found.get(name)]
        wrong += [
            f"{place.name}: {name} differs: {_difference(wanted.get(name, ''), found.get(name, ''))}" for name in differ
        ]
        shutil.rmtree(target.parent)
    return len(wanted), wrong


def _difference(wanted: str, found: str) -> str:
    """The first line that is not the same."""
    pairs = zip_longest(wanted.splitlines(), found.splitlines())
    return next((f"{one!r}, then {other!r}" for one, other in pairs if one != other), "")


def prove(size: Size, folder: Path) -> Figure:
    """Rebuilt at several places."""
    places = PLACES[:1] if size is Size.SHORT else PLACES
    with TemporaryDirectory(prefix="g") as short:  # a long path is broken in a table, and no longer known
        number, wrong = _rebuilt(size, Path(short), places)
    return Figure(
        not wrong and number > 1, f"{len(wrong)} differ of {number} outputs at {len(places)} places", tuple(wrong)
    )


def without(size: Size, folder: Path) -> Figure:
    """What is no evidence put in the way: the day on which it is rebuilt."""
    with TemporaryDirectory(prefix="g") as short:
        number, wrong = _rebuilt(size, Path(short), PLACES[:1], day="2013-09-30")
    return Figure(not wrong, f"{len(wrong)} differ of {number} outputs", tuple(wrong))


PROOFS = (
    Proof(
        "rebuilt",
        "a report rebuilt from evidence alone, without network, is byte-equal",
        prove,
        "what is no evidence put in the way: the day of the rebuilding",
        without,
        minutes=10,
        needs=("unshare", "taskset"),
    ),
)
