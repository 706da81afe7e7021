"""The rectification ledger (整改台账) on the command line: all of it, of a department, what is overdue, or one case's history."""

from __future__ import annotations

import io
import sys
import unicodedata
from contextlib import closing
from pathlib import Path

from rich.console import Console, RenderableType

from checker.casebook import Casebook
from checker.ledger.cases import Case
from checker.store import Store
from crawler.refusal import Fault, Refusal
from reports.docket_rows import rows, write_rows
from reports.docket_story import story
from reports.docket_text import Which, listing
from reports.docket_view import EXPIRED, Docket, docket_of
from reports.session import Session, Usage
from reports.workspace import Workspace

DONE = 0
WIDE = 120  # columns of a text file
FORMS = ("json", "jsonl", "csv", "xlsx", "html")  # which the ending of a file asks for, too
REPLIES = "replies"  # the folder below var of what departments hand in


def show_ledger(session: Session) -> int:
    """Shows the ledger as it stands on the day, or writes it to a file.

    Raises Refusal where no check was told yet, Usage for a word that is neither a department nor the number of a case.
    """
    options, workspace = session.options, session.workspace()
    ending = Path(options.output or "").suffix.removeprefix(".").lower()
    if options.format == "text" and ending in FORMS:
        options.format = ending
    docket = told(session, workspace)
    shown, name = _chosen(session, docket)
    if options.format in ("xlsx", "html"):
        stem = "-".join(["gongkai-ledger", str(docket.until), *name])
        default = workspace.var / "export" / f"{stem}.{options.format}"
        path = Path(options.output) if options.output else default
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_file(session, path, docket, shown)
        session.say("已写出 {path}", path=str(path))
    elif options.output:
        path = Path(options.output)
        path.parent.mkdir(parents=True, exist_ok=True)
        encoding = "utf-8-sig" if options.format == "csv" else "utf-8"  # without the mark Excel misreads Chinese
        path.write_text(_text(session, workspace, docket, shown), encoding, newline="")
        session.say("已写出 {path}", path=str(path))
    elif options.format == "text":
        session.out.print(_view(session, workspace, docket, shown))
    else:
        write_rows(rows(shown.cases, shown, session.wording), options.format, sys.stdout)
    return DONE


def told(session: Session, workspace: Workspace) -> Docket:
    """The ledger as the call asks for it: on its day, up to its month where one is given. Raises Refusal where nothing was told by then."""
    until = session.period if session.options.period else None
    path = workspace.var / "gongkai.sqlite"
    if not path.is_file():
        raise Refusal(
            Fault("还没有检查过任何月份，没有台账", "请先运行 gongkai run，或 gongkai crawl 和 gongkai check")
        )
    _tell_untold(session, path)
    docket = docket_of(workspace, session.today, until)
    if docket.until is None:
        values = {"day": str(session.today), "period": str(until or "")}
        what = "到 {day} 为止，台账没有记过 {period} 或更早的检查" if until else "到 {day} 为止，台账没有记过任何检查"
        raise Refusal(Fault(what, "请换一个 --period 或 --as-of，或先运行 gongkai check", "", None, values))
    return docket


def _tell_untold(session: Session, path: Path) -> None:
    """Complains of months whose results the ledger was not told: of an earlier version, or of a check that was killed."""
    with closing(Store(path)) as store, closing(Casebook(path)) as book:
        told = book.reconciled()
        missing = [str(each) for each, digest in store.digests().items() if told.get(each) not in ("", digest)]
    if missing:
        words = "这些月份的检查还没有记入台账：{periods}。请再运行一次 gongkai check"
        session.complain(words, periods=missing)


def _chosen(session: Session, docket: Docket) -> tuple[Docket, list[str]]:
    """What the call asks for, and what tells it from the whole in the name of a file."""
    options, word = session.options, unicodedata.normalize("NFKC", session.options.subject or "").strip()
    if (case := numbered(docket, word)) is not None:
        return docket.only(lambda each: each is case), [str(case.number)]
    name: list[str] = []
    if word:
        wanted = _department(session, docket, word)
        docket, name = docket.only(lambda each: each.matter.department == wanted), [wanted]
    if options.overdue:
        return docket.only(lambda each: each.state in EXPIRED), [*name, "overdue"]
    return (docket, [*name, "all"]) if options.all else (docket.only(lambda each: each.is_open), name)


def numbered(docket: Docket, word: str) -> Case | None:
    """The case of that number, None for a word that is no number. Raises Usage for a number that no case has."""
    number = word.removeprefix("#")
    if not (number.isascii() and number.isdecimal()) or word in docket.departments:
        return None
    found = next((case for case in docket.cases if str(case.number) == number.lstrip("0")), None)
    if found is None:
        values = {
            "number": number,
            "day": str(docket.as_of),
            "last": str(max((c.number for c in docket.cases), default=0)),
        }
        raise Usage("到 {day} 为止，台账中没有条目 {number}（最大的号数是 {last}）", **values)
    return found


def _department(session: Session, docket: Docket, word: str) -> str:
    """The id of the department that is meant, by a former id, too."""
    former = {old: each.id for each in docket.departments.values() for old in each.former}
    return former.get(word) or session.department(list(docket.departments.values()), word).id


def _view(session: Session, workspace: Workspace, docket: Docket, shown: Docket) -> RenderableType:
    """One case's history where one is asked for by its number, else the list; the table counts what the list is taken from."""
    word = unicodedata.normalize("NFKC", session.options.subject or "").strip()
    if (case := numbered(docket, word)) is not None:
        return story(case, docket, workspace.var / REPLIES, session.wording)
    if word:
        wanted = _department(session, docket, word)
        docket = docket.only(lambda each: each.matter.department == wanted)
    options = session.options
    which = Which.EXPIRED if options.overdue else Which.ALL if options.all else Which.OPEN
    return listing(docket, shown, session.wording, which)


def _text(session: Session, workspace: Workspace, docket: Docket, shown: Docket) -> str:
    out = io.StringIO(newline="")
    if session.options.format == "text":
        console = Console(file=out, width=WIDE, highlight=False, color_system=None)
        console.print(_view(session, workspace, docket, shown))
    else:
        write_rows(rows(shown.cases, shown, session.wording), session.options.format, out)
    return out.getvalue()


def _write_file(session: Session, path: Path, docket: Docket, shown: Docket) -> None:
    if session.options.format == "xlsx":
        from reports.docket_book import write_book

        write_book(path, shown, session.wording)
    else:
        from reports.site.written import write_ledger

        write_ledger(path, docket, shown, session.wording)
