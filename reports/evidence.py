"""A folder to hand to whoever disputes a mark: every page as it was, what it proves, and how to check it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path

from checker.decisions import Decisions
from checker.scoring import Assessment
from crawler.archive import Archive, Capture
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from crawler.roster import Department
from reports import evidence_check
from reports.copies.made import Copies, Layout, copies_of
from reports.copies.uses import Use, Uses, uses_of
from reports.evidence_items import AsRead, Item, file_names, seen, table
from reports.evidence_pages import Cover, index, list_of_all, read_me
from reports.evidence_slice import record, records, spots
from reports.evidence_told import Telling
from reports.evidence_written import Sink, in_folder, in_zip
from reports.explain_finding import Said
from reports.removed import must_be_kept
from reports.session import Session
from reports.stored import Results, results_of
from reports.wording import Wording, plain
from reports.workspace import Workspace

DONE = 0
VIEWS, RECORDS, CHECK = "views", "records.warc.gz", "check.py"


@dataclass(frozen=True)
class Held:
    """What the archive holds of a department's month: captures, the files of their bytes by digest, and copies of what is cited."""

    archive: Archive
    captures: Sequence[Capture]
    files: Mapping[str, str]
    copies: Copies
    items: Sequence[Item]


def write_evidence(
    session: Session, workspace: Workspace, departments: Sequence[Department], department: Department
) -> int:
    """Writes the folder, or the zip file. Raises Refusal when the month was not visited, or there is something already.

    Raises ArchiveDamaged, and writes nothing, when a record is not the one that was kept.
    """
    period = session.period
    path = _free(session, workspace, f"{period}-{department.id}")
    folder = workspace.var / "archive"
    if not folder.is_dir():
        raise Refusal(_unvisited(period))
    results = _results(workspace, period)
    mine = [each for each in results.assessments if each.department.id == department.id] if results else []
    uses, files = uses_of(mine), dict[str, str]()
    layout = Layout(VIEWS, _back, lambda capture: f"../{files[capture.sha256]}" if capture.sha256 in files else "")
    with AsRead(folder) as archive, copies_of(folder, period, uses, session.wording, layout) as copies:
        if period not in archive.periods():
            must_be_kept(workspace, period)
            raise Refusal(_unvisited(period))
        known = list(seen(archive, departments, department, period, workspace.portal, {each.url for each in uses}))
        captures = list({each.id: each for each in (*known, *copies.captures.values())}.values())
        for spot in spots(captures):
            record(archive, spot)
        files |= file_names(archive, captures)
        held = Held(archive, captures, files, copies, _items(captures, files, copies, uses, session.wording))
        with _sink(session, path, f"{period}-{department.id}", captures) as sink:
            _write(sink, held, session, department)
            _tell(sink, held, session, workspace, department, results, mine)
    session.say("已写出 {path}（{number} 项，其中 {files} 个文件）", path=str(path), number=str(len(captures)),
                files=str(len(files)))  # fmt: skip
    return DONE


def _free(session: Session, workspace: Workspace, name: str) -> Path:
    """Where to write. Raises Refusal where something is already."""
    zipped = bool(session.options.zip)
    default = workspace.var / "evidence" / (f"{name}.zip" if zipped else name)
    path = Path(session.options.output) if session.options.output else default
    if zipped and (path.is_dir() or not path.suffix):
        path = path / f"{name}.zip"
    if path.is_file():
        raise Refusal(Fault("已经有这个文件", "请换一个名字，或先移走它", str(path)))
    if path.is_dir() and any(path.iterdir()):
        raise Refusal(Fault("目录不是空的", "请换一个目录，或先移走其中的文件", str(path)))
    return path


def _sink(session: Session, path: Path, name: str, captures: Sequence[Capture]) -> AbstractContextManager[Sink]:
    if not session.options.zip:
        return in_folder(path)
    return in_zip(path, name, max((each.fetched for each in captures), default=None))


def _unvisited(period: Period) -> Fault:
    return Fault("{period} 还没有访问过网站", "请先运行 gongkai crawl", "", None, {"period": str(period)})


def _results(workspace: Workspace, period: Period) -> Results | None:
    """The results of the month, None when it was not checked."""
    try:
        return results_of(workspace, period)
    except Refusal:
        return None


def _back(use: Use) -> str:
    return f"../index.html#{use.verdict.indicator}"


def _items(
    captures: Sequence[Capture], files: Mapping[str, str], copies: Copies, uses: Uses, wording: Wording
) -> list[Item]:
    """Everything that was seen, numbered in the order in which it was met."""
    addresses: dict[int, str] = {}
    told: dict[int, list[str]] = {}
    for citation, capture in copies.captures.items():
        addresses[capture.id] = copies.addresses[citation].partition("#")[0]
        cited = (f"{use.verdict.indicator} {wording.outcome(use.item.outcome)}" for use in uses[citation])
        told.setdefault(capture.id, []).extend(cited)
    found = []
    for number, each in enumerate(captures, 1):
        name = files.get(each.sha256, "") if each.warc else ""
        found.append(Item(number, each, name, addresses.get(each.id, ""), tuple(dict.fromkeys(told.get(each.id, ())))))
    return found


def _write(sink: Sink, held: Held, session: Session, department: Department) -> None:
    """The bytes as they were, the copies, the records, the table."""
    written: set[str] = set()
    for capture in held.captures:
        name = held.files.get(capture.sha256, "")
        if capture.warc and name and name not in written:
            written.add(name)
            sink.write(name, held.archive.body(capture))
    for name, body in held.copies.files(None):
        sink.write(name, body)
    sink.stream(RECORDS, records(held.archive, session.period, department.id, held.captures))
    sink.write("index.csv", table(held.items, session.wording))


def _tell(
    sink: Sink,
    held: Held,
    session: Session,
    workspace: Workspace,
    department: Department,
    results: Results | None,
    mine: Sequence[Assessment],
) -> None:
    """The index, the list of all that was seen, and how to check it."""
    wording, city = session.wording, plain(workspace.city)
    cover = Cover(city, plain(department.name), session.period, session.today, len(held.items), len(held.files))
    telling = None
    if results is not None and mine:
        by_id = {item.capture.id: item for item in held.items}
        telling = Telling(results, mine[0], _said(workspace, session.period), held.copies, by_id, wording)
    sink.write("index.html", index(cover, telling, wording))
    sink.write("all.html", list_of_all(cover, held.items, wording))
    sink.write("README.txt", read_me(cover, wording))
    sink.write(CHECK, Path(evidence_check.__file__).read_bytes())


def _said(workspace: Workspace, period: Period) -> Said:
    """Everything that people said of the month."""
    with closing(Decisions(workspace.var / "gongkai.sqlite")) as decisions:
        files = {each.sha256: each.name for each in decisions.received()}
        return Said(decisions.rulings(period), decisions.appeals(period), workspace.var / "appeals", files)
