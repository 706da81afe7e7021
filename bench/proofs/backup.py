"""A backup brings a month back byte for byte, and any damage to it is named before anything is brought back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest.mock import patch

from bench.proofs.proof import Figure, Proof, Size
from bench.proofs.work_backup import called, files, made

SEED = 13
FLIPS = {
    Size.SHORT: 1,
    Size.WHOLE: 6,
}  # of each file; the whole form also flips its first and its last byte, and cuts it at three places
MONTH = ("--period", "2013-07")
LEAST = {Size.SHORT: 15, Size.WHOLE: 30}  # files of a backup


def _month(size: Size, folder: Path) -> None:
    """A workspace: of the sample city's month, visited and judged, or one that is only as months leave it."""
    if size is Size.SHORT:
        made(folder, sites=2, size=2_000)
        return
    code, said = called("demo", "--folder", str(folder), "--quiet")
    if code not in (0, 3):
        raise RuntimeError(said)


def _told(size: Size, folder: Path) -> dict[str, str]:
    """What a workspace says: every file by its digest; of a month also its results, ledger and whether its evidence is whole."""
    found = {**files(folder)}
    found = {name: digest for name, digest in found.items() if not name.startswith("var/log/")}
    if size is Size.WHOLE:
        for words in (("results", "--format", "json", *MONTH), ("rank", "--format", "json", *MONTH), ("verify",)):
            found[words[0]] = repr(called(*words, "--workspace", str(folder)))
        found["ledger"] = repr(called("ledger", "--all", "--format", "json", "--workspace", str(folder)))
    return found


def _spoilt(data: bytes, size: Size, dice: Random) -> Iterator[tuple[str, bytes | None]]:
    """The ways in which a file is damaged, each with what is then there; None: nothing."""
    yield "deleted", None
    if not data:
        yield "lengthened", b"\0"
        return
    places, cuts = {dice.randrange(len(data)) for _ in range(FLIPS[size])}, {len(data) // 2}
    if size is Size.WHOLE:
        yield "lengthened", data + b"\0"
        places, cuts = places | {0, len(data) - 1}, cuts | {0, len(data) - 1}
    for place in sorted(places):
        yield (
            f"bit flipped at {place}",
            data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :],
        )
    for length in sorted(cuts):
        yield f"cut to {length}", data[:length]


def _damages(size: Size, backup: Path, folder: Path, source: dict[str, str]) -> tuple[int, int, list[str]]:
    """Damages each file of a backup in each way: how many files, how many damages, and which were not found out."""
    dice, wrong, number = Random(SEED), [], 0
    every = sorted(path for path in backup.rglob("*") if path.is_file())
    for path in every:
        data, name = path.read_bytes(), path.relative_to(backup).as_posix()
        for what, spoilt in _spoilt(data, size, dice):
            path.unlink() if spoilt is None else path.write_bytes(spoilt)
            number += 1
            wrong += [f"{name} {what}: {each}" for each in _unfound(backup, folder / "back", name, source)]
            path.write_bytes(data)
    return len(every), number, wrong


def _unfound(backup: Path, back: Path, name: str, source: dict[str, str]) -> Iterator[str]:
    """What is wrong with how a damaged backup is dealt with: it must be named, and nothing but what was may come back."""
    code, said = called("restore", str(backup), "--dry-run", "--lang", "en")
    if code != 6 or name not in said:
        yield f"not named, exit code {code}"
    code, said = called("restore", str(backup), str(back), "--lang", "en", "--quiet")
    if "Traceback" in said:
        yield "a traceback"
    if code == 0 and files(back) != source:
        yield "something else was brought back, and nothing said"
    if code and back.exists():
        yield f"something was brought back before it was found out, exit code {code}"
    shutil.rmtree(back, ignore_errors=True)


def _figure(size: Size, folder: Path) -> Figure:
    space, backup, back = folder / "w", folder / "b", folder / "back"
    _month(size, space)
    called("backup", str(backup), "--workspace", str(space))
    (space / "holidays.csv").write_bytes("日期,类别\n2013-10-02,休\n".encode())
    code, said = called("backup", str(backup), "--workspace", str(space))
    told, source = _told(size, space), files(space)
    shutil.rmtree(space)
    again, said_again = called("restore", str(backup), str(space))
    found = _told(size, space)
    other = sorted(name for name in {**told, **found} if told.get(name) != found.get(name))
    wrong = [f"differs: {name}" for name in other]
    wrong += [f"exit code {each}: {words}" for each, words in ((code, said), (again, said_again)) if each]
    if size is Size.WHOLE:
        wrong += _judged_again(space)
    number, damages, unfound = _damages(size, backup, back.parent / "other", source)
    told_ = f"{len(source)} files brought back, {len(other)} differ; {damages} damages to {number} files: {len(unfound)} not found out"
    return Figure(not wrong and not unfound and number >= LEAST[size], told_, (*wrong, *unfound))


def _judged_again(space: Path) -> Iterator[str]:
    """What a check of what was brought back says otherwise: at first nothing has changed, then it comes to the same."""
    words = ("--workspace", str(space), *MONTH)
    before = called("results", "--format", "json", *words)
    code, said = called("check", *words, "--lang", "zh")
    if "都没有变" not in said:
        yield f"the check takes the month for another: {code} {said[-300:]}"
    called("check", *words, "--again", "--quiet")
    if called("results", "--format", "json", *words) != before:
        yield "a check anew comes to other results"


def prove(size: Size, folder: Path) -> Figure:
    """A workspace backed up twice, destroyed and brought back; then every file of the backup damaged in every way."""
    return _figure(size, folder)


def _by_size(path: Path, size: int | None, sha256: str, heard: object) -> str:
    """What is told of a file by those who only look whether it is there, and how long."""
    if not path.is_file():
        return "missing"
    return "changed" if size not in (None, path.stat().st_size) else ""


def _copied(backup: Path, folder: Path, entry: object, heard: object) -> None:
    path = folder / entry.path  # type: ignore[attr-defined]
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(backup / entry.name, path)  # type: ignore[attr-defined]


def without(size: Size, folder: Path) -> Figure:
    """The same where files are told by their size alone, as most copying does."""
    from reports.backup import restoring

    with patch.object(restoring, "_wrong", _by_size), patch.object(restoring, "_bring", _copied):
        return _figure(Size.SHORT, folder)


PROOFS = (
    Proof(
        "backup",
        "a month backed up, destroyed and brought back is the same byte for byte; damage to any file of the backup (bits, cuts, deletion)"
        " is named before anything is brought back",
        prove,
        "digests are not compared, only sizes",
        without,
        minutes=6,
    ),
)
