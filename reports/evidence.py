"""A folder to hand to whoever disputes a mark: every page as it was, what it proves, and how to check it."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from html import escape
from pathlib import Path

from checker.store import Store, findings_of
from crawler.archive import Archive, ArchiveDamaged, Capture
from crawler.assembly import PORTAL, Month
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from crawler.roster import Department
from crawler.snapshot import Place
from crawler.warc import Spot, info_record
from reports.removed import must_be_kept
from reports.results import safe_cell
from reports.session import Session
from reports.wording import Wording, plain
from reports.workspace import Workspace

DONE = 0
NAME = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/plain": "txt",
    "application/msword": "doc", "application/vnd.ms-excel": "xls", "image/jpeg": "jpg", "image/png": "png",
    "image/gif": "gif", "application/zip": "zip", "application/x-rar-compressed": "rar",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}  # fmt: skip
MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"\xd0\xcf\x11\xe0", "ole"),
)
COLUMNS = (
    "编号",
    "来源",
    "网址",
    "最终网址",
    "访问时间",
    "状态",
    "结果",
    "SHA-256",
    "字节",
    "文件",
    "WARC 位置",
    "用于",
)
# The stored pages run no script and reach no network when they are looked at from here.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self' file:; img-src 'none'"
STYLE = (
    "body{font:15px/1.5 system-ui,'Noto Sans CJK SC',sans-serif;margin:2rem;color:#1a1a1a;background:#fff}"
    "table{border-collapse:collapse;font-size:13px}th,td{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}th{background:#f2f2f2;white-space:nowrap}iframe{width:100%;height:80vh;"
    "border:1px solid #888}@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#1b1b1b}th{background:#2a2a2a}"
    "a{color:#8ab4f8}}"
)


@dataclass(frozen=True)
class Item:
    """One capture in the folder: its number, the file that holds its bytes ("" for none), and what it is cited for."""

    number: int
    capture: Capture
    file: str
    uses: tuple[str, ...]


def write_evidence(
    session: Session, workspace: Workspace, departments: Sequence[Department], department: Department
) -> int:
    """Writes the folder. Raises Refusal when the month was not visited, or the folder holds something.

    Raises ArchiveDamaged, and writes nothing, when a record is not the one that was kept.
    """
    period, wording = session.period, session.wording
    default = workspace.var / "evidence" / f"{period}-{department.id}"
    folder = Path(session.options.output) if session.options.output else default
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(Fault("目录不是空的", "请换一个目录，或先移走其中的文件", str(folder)))
    if not (workspace.var / "archive").is_dir():
        raise Refusal(_unvisited(period))
    uses = _uses(workspace, period, department, wording)
    with Archive(workspace.var / "archive") as archive:
        if period not in archive.periods():
            must_be_kept(workspace, period)
            raise Refusal(_unvisited(period))
        chosen = list(_captures(archive, departments, department, period, workspace.portal, uses))
        for spot in _spots(chosen):
            _record(archive, spot)
        (folder / "files").mkdir(parents=True, exist_ok=True)
        (folder / "view").mkdir(exist_ok=True)
        items = [_keep(archive, folder, number, capture, uses) for number, capture in enumerate(chosen, 1)]
        _slice(archive, folder / "records.warc.gz", period, department, chosen)
    _tables(folder, items, wording)
    _pages(folder, items, f"{department.name} {period}", wording)
    _sums(folder)
    session.say("已写出 {path}（{number} 项，其中 {files} 个文件）", path=str(folder), number=str(len(items)),
                files=str(sum(bool(item.file) for item in items)))  # fmt: skip
    return DONE


def _unvisited(period: Period) -> Fault:
    return Fault("{period} 还没有访问过网站", "请先运行 gongkai crawl", "", None, {"period": str(period)})


def _uses(workspace: Workspace, period: Period, department: Department, wording: Wording) -> dict[str, list[str]]:
    """For each cited address, the indicators whose findings cite it, and what was found."""
    uses: dict[str, list[str]] = {}
    if not (workspace.var / "gongkai.sqlite").is_file():
        return uses
    with closing(Store(workspace.var / "gongkai.sqlite")) as store:
        mine = [each for each in store.assessments(period) if each.department.id == department.id]
    for _, verdict, item in findings_of(mine):
        told = f"{verdict.indicator} {wording.outcome(item.finding.outcome)}"
        for citation in item.finding.evidence:
            if told not in uses.setdefault(citation.url, []):
                uses[citation.url].append(told)
    return uses


def _captures(
    archive: Archive,
    departments: Sequence[Department],
    department: Department,
    period: Period,
    portal: str,
    uses: Mapping[str, object],
) -> Iterator[Capture]:
    """Everything of the department's own site, and what concerns it on the portal."""
    yield from archive.captures(department.id, period)
    with Month(archive, departments, period, portal) as month:
        seen = month.snapshot(department).at(Place.PORTAL)
    files = (document.url for page in seen.pages for document in page.documents)
    mine = {*(page.url for page in seen.pages), *files, *(lost.url for lost in seen.unreached), *uses}
    yield from (capture for capture in archive.captures(PORTAL, period) if capture.url in mine)


def _keep(archive: Archive, folder: Path, number: int, capture: Capture, uses: Mapping[str, Sequence[str]]) -> Item:
    name = ""
    if capture.warc:
        body = archive.body(capture)
        name = f"files/{number:04}-{capture.sha256[:12]}.{_ending(capture, body)}"
        (folder / name).write_bytes(body)
    return Item(number, capture, name, tuple(uses.get(capture.url, ())))


def _ending(capture: Capture, body: bytes) -> str:
    """What the file is called by its kind; a name that a site gives is never used."""
    known = next((ending for sign, ending in MAGIC if body.startswith(sign)), "")
    return known or NAME.get(capture.media_type.partition(";")[0].strip().lower(), "bin")


def _slice(archive: Archive, path: Path, period: Period, department: Department, captures: Sequence[Capture]) -> None:
    """The records themselves, copied byte for byte, with those of earlier months that revisits repeat."""
    with path.open("wb") as file:
        if captures:
            file.write(info_record(str(period), department.id, "gongkai evidence", captures[0].fetched).data)
        for spot in _spots(captures):
            file.write(_record(archive, spot))


def _spots(captures: Iterable[Capture]) -> list[Spot]:
    """Where the records of captures lie, and those of earlier months that they repeat: each once."""
    places = ((each.spot, Spot(each.record, each.record_offset, each.record_length)) for each in captures)
    return list(dict.fromkeys(spot for both in places for spot in both if spot.path))


def _record(archive: Archive, spot: Spot) -> bytes:
    """The bytes of a record as it lies there. Raises ArchiveDamaged when they are not those that were written."""
    with (archive.folder / spot.path).open("rb") as file:
        file.seek(spot.offset)
        data = file.read(spot.length)
    noted = archive.db.execute('SELECT sha256 FROM records WHERE path = ? AND "offset" = ?', (spot.path, spot.offset))
    if any(sha256 != hashlib.sha256(data).hexdigest() for (sha256,) in noted):
        raise ArchiveDamaged(archive.folder / spot.path, spot.offset, "the record is not the one that was written")
    return data


def _row(item: Item, wording: Wording) -> list[str]:
    c = item.capture
    place = Place.PORTAL if c.site == PORTAL else Place.OWN
    result = wording.say("读到") if not c.reason else wording.reason(c.reason)
    at = f"{c.record} @{c.record_offset}" if c.record else ""
    moment = c.fetched.isoformat(sep=" ", timespec="seconds")
    cells = [f"{item.number:04}", wording.place(place), c.url, c.final_url, moment, str(c.status or ""), result]
    return [plain(cell) for cell in (*cells, c.sha256, str(c.size), item.file, at, wording.joined(item.uses))]


def _tables(folder: Path, items: Sequence[Item], wording: Wording) -> None:
    with (folder / "index.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(map(wording.say, COLUMNS))
        writer.writerows([safe_cell(cell) for cell in _row(item, wording)] for item in items)


def _pages(folder: Path, items: Sequence[Item], title: str, wording: Wording) -> None:
    """An index, and for each page one that shows it without running what is in it."""
    head = "".join(f"<th>{escape(wording.say(name))}</th>" for name in COLUMNS)
    rows = "".join(_html_row(item, wording) for item in items)
    note = escape(
        wording.say(
            "每个文件都是访问时收到的原样；SHA256SUMS 可核对，records.warc.gz 可用 pywb 或 ReplayWeb.page 回放。"
        )
    )
    _page(folder / "index.html", title, f"<p>{note}</p><table><tr>{head}</tr>{rows}</table>", wording)
    for item in items:
        if item.file.endswith(".html"):
            told = f"<p>{escape(plain(item.capture.url))}</p>"
            frame = f'<iframe sandbox src="../{escape(item.file)}" title="{item.number:04}"></iframe>'
            _page(folder / "view" / f"{item.number:04}.html", f"{title} {item.number:04}", told + frame, wording)


def _html_row(item: Item, wording: Wording) -> str:
    cells = [escape(cell) for cell in _row(item, wording)]
    if item.file:
        target = f"view/{item.number:04}.html" if item.file.endswith(".html") else item.file
        cells[9] = f'<a href="{escape(target)}">{cells[9]}</a>'
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _page(path: Path, title: str, body: str, wording: Wording) -> None:
    language = "en" if wording.language == "en" else "zh-CN"
    path.write_text(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{STYLE}</style>'
        f"<h1>{escape(title)}</h1>{body}</html>\n",
        "utf-8",
    )


def _sums(folder: Path) -> None:
    """SHA-256 of everything, as `sha256sum --check` takes it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")
