"""`gongkai backup` and `gongkai restore` as the crash proof takes them: a workspace `w`, its backups in `b`, `back` to be brought back."""

from __future__ import annotations

import os
from contextlib import closing, redirect_stderr, redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path
from random import Random

from bench.proofs.work import Work

APART = {"var/lock", "var/reserve", "var/restored.json"}
REMADE = ("var/report/", "var/explore/")
PORTAL = "http://www.example.gov.cn/"


def called(*words: str) -> tuple[int, str]:
    """The exit code of `gongkai`, in this process, and all that it says."""
    from reports.cli import main

    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        return main(list(words)), said.getvalue()


def made(folder: Path, sites: int = 3, size: int = 20_000) -> None:
    """A workspace as months leave it, without having visited anybody: settings, evidence, results, what people handed in."""
    from checker.casebook import Casebook
    from checker.decisions import Decisions
    from checker.store import Store
    from crawler.archive import Archive
    from reports.workspace import create

    dice = Random(13)
    create(folder)
    kept = {
        "holidays.csv": "日期,类别\n2013-10-01,休\n".encode(),
        "templates/notice.docx": b"PK" + dice.randbytes(size),
        f"var/appeals/{'5' * 64}": dice.randbytes(size),
        f"var/replies/{'6' * 64}": dice.randbytes(size),
        "var/export/督查 1.xlsx": b"PK" + dice.randbytes(size),
        "var/journal/2013-07.json": b"{}",
        "var/log/run.log": b"",
    }
    warcs = {f"warc/2013-07/site{number}.warc.gz": dice.randbytes(size) for number in range(sites)}
    for name, data in {**kept, **{f"var/archive/{name}": data for name, data in warcs.items()}}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    with Archive(folder / "var/archive") as archive:
        rows = [(name, len(data), sha256(data).hexdigest()) for name, data in warcs.items()]
        archive.db.conn.executemany("INSERT INTO warcs VALUES (?, ?, ?)", rows)
        archive.db.conn.commit()
    for book in (Store, Casebook, Decisions):
        with closing(book(folder / "var/gongkai.sqlite")):
            pass


def files(folder: Path) -> dict[str, str]:
    """What is in a workspace that a backup holds, by digest: all but what is hidden or can be made again."""
    there = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in there}
    return {
        name: sha256(path.read_bytes()).hexdigest()
        for name, path in named.items()
        if name not in APART and not name.startswith((*REMADE, ".")) and "/." not in name
    }


def backups(folder: Path) -> set[str]:
    """The backups in `b` of which each byte is there."""
    from reports.backup.restoring import damages_of, listing, names

    found = ((name, listing(folder / "b", name)[0]) for name in names(folder / "b"))
    return {name for name, each in found if each and not list(damages_of(folder / "b", [each], newest=False))}


def whole_or_none(folder: Path) -> set[str]:
    """The same; a folder that passes for a workspace must hold all of the backup that it came from."""
    back = folder / "back"
    if (back / "gongkai.toml").exists() and files(back) != files(folder / "w"):
        raise ValueError("a workspace that was brought back in part")
    return backups(folder)


def _changed(folder: Path) -> None:
    """A workspace, its backup, and what came after."""
    made(folder / "w")
    os.environ.setdefault("NO_COLOR", "1")
    code, said = called("backup", str(folder / "b"), "--workspace", str(folder / "w"), "--quiet")
    if code:
        raise RuntimeError(said)
    (folder / "w/holidays.csv").write_bytes("日期,类别\n2013-10-01,休\n2013-10-02,休\n".encode())
    (folder / "w/var/archive/warc/2013-08").mkdir()
    (folder / "w/var/archive/warc/2013-08/site0.warc.gz").write_bytes(Random(8).randbytes(20_000))


def _both(folder: Path) -> None:
    _changed(folder)
    code, said = called("backup", str(folder / "b"), "--workspace", str(folder / "w"), "--quiet")
    if code:
        raise RuntimeError(said)


def _backed_up(folder: Path) -> dict[str, str]:
    """The newest backup by what it would bring back, and what lies about that should not."""
    from reports.backup.restoring import damages_of, listing, names

    newest = listing(folder / "b", names(folder / "b")[-1])[0]
    if newest is None:
        return {"list": "damaged"}
    held = "\n".join(f"{each.sha256} {each.path}" for each in newest.entries)
    damaged = "\n".join(map(str, damages_of(folder / "b", [newest], newest=True)))
    return {"held": held, "damaged": damaged, "parts": _parts(folder), "source": _told(files(folder / "w"))}


def _brought(folder: Path) -> dict[str, str]:
    return {"back": _told(files(folder / "back")), "parts": _parts(folder)}


def _told(digests: dict[str, str]) -> str:
    return "\n".join(f"{digest} {name}" for name, digest in sorted(digests.items()))


def _parts(folder: Path) -> str:
    return "\n".join(str(path.relative_to(folder)) for path in folder.rglob("*.part"))


WORKS = (
    Work(
        "backup",
        _changed,
        lambda folder: ["backup", str(folder / "b"), "--workspace", str(folder / "w"), "--quiet"],
        _backed_up,
        backups,
    ),
    Work(
        "restore",
        _both,
        lambda folder: ["restore", str(folder / "b"), str(folder / "back"), "--quiet"],
        _brought,
        whole_or_none,
    ),
)
