"""No text gets out alive: naughty strings and payloads through every field, into every output."""
# ruff: noqa: E501 - one kind of command a line

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import duckdb
import xlsxwriter.worksheet

from bench.proofs import export_seen as look
from bench.proofs.export_made import Made, made, mark, scheme_text, write_settings
from bench.proofs.export_seen import Shape, Tally
from bench.proofs.export_strings import LONE, strings
from bench.proofs.proof import Figure, Proof, Size
from crawler.period import CHINA
from reports.cli import main
from reports.mail import letter
from reports.mail_settings import MailSettings
from reports.run_log import RunLog
from reports.session import Session
from reports.terminal import Terminal
from reports.wording import Wording

LEAST = 500
REPORTED = 8  # so many-th of the names of a city is seen in a whole report
TOGETHER = 24  # texts of one workspace, each of them all that is said of one department
FEW = {Size.SHORT: 5, Size.WHOLE: TOGETHER}
EVERY = {Size.SHORT: 170, Size.WHOLE: 1}  # so many-th text
COMMON = {Size.SHORT: 99, Size.WHOLE: 1}  # so many-th of those that name a city, a scheme and an office
MONTH = ("--period", "2013-08")
HARMLESS = "无害"
REPLACED = {("span", "title")}  # what a copy shows in place of what is embedded
CELL = 32_000  # characters of which a cell of a workbook shows the last ones, too
OWN_WAY = ("--output=", "./.")  # what a command line takes for an option, and for another way of writing a path
SAYS: tuple[tuple[str, ...], ...] = (
    ("rank", *MONTH), ("rank", "--period", "2013-07"), ("ledger", "--all"), ("ledger", "--overdue"), ("appeals",), ("year", "2013"),
    ("schemes", "s"), ("schemes", "s", "yichun-2013"), ("statistics", *MONTH), ("retention",), ("check", *MONTH), ("verify",),
    ("year", "2013", "--explain", "{id}"), ("show", "{id}", *MONTH), ("show", "{id}", "--diff", "2013-07", *MONTH), ("explain", "{id}", *MONTH),
    ("explain", "{id}", "C1-1", *MONTH), ("ledger", "{id}"), ("ledger", "1"), ("read", "harm.html"), ("read", "harm.csv"),
    ("show", "{text}", *MONTH), ("ledger", "{text}"), ("explain", "{text}"), ("schemes", "{text}"), ("read", "{text}"), ("import", "{text}"),
    ("appeal", "{id}", "{text}", "--reason", "{text}", "--by", "{text}", *MONTH), ("answer", "1", "--decision", "upheld", "--reason", "{text}", "--by", "{text}"),
    ("reply", "{id}", "1", "--says", "{text}", "--by", "{text}", "--evidence", "harm.html"), ("close", "1", "--reason", "{text}", "--by", "{text}"),
    ("close", "{text}", "--reason", "{text}", "--by", "{text}"),
)  # fmt: skip
FORMS = (
    ("rank", *MONTH),
    ("results", *MONTH),
    ("show", "{id}", *MONTH),
    ("ledger", "--all"),
    ("appeals",),
    ("schemes",),
)
WRITES: tuple[tuple[str, ...], ...] = (
    ("notice", *MONTH, "-o", "out/letters"),
    ("notice", "--circular", *MONTH, "-o", "out/circular"),
    ("export", *MONTH, "-o", "out/b.xlsx"),
    ("ledger", "--all", "--format", "xlsx", "-o", "out/ledger.xlsx"),
    ("ledger", "--all", "--format", "html", "-o", "out/ledger.html"),
    ("ledger", "--all", "--format", "csv", "-o", "out/ledger.csv"),
    ("report", *MONTH),
    ("statistics", *MONTH, "--format", "xlsx", "-o", "out/statistics.xlsx"),
    ("statistics", *MONTH, "--format", "docx", "-o", "out/statistics.docx"),
    ("evidence", "{id}", *MONTH, "-o", "out/evidence"),
    ("lake",),
)
FIRST = 7  # of these, for the short form


class Outputs:
    """The commands of one workspace, and what is looked for in what they say and write; `known` are the shapes of harmless pages."""

    def __init__(self, made: Made, tally: Tally, known: dict[str, Shape], few: bool) -> None:
        self._made, self._tally, self.known, self._few = made, tally, known, few

    def run(self) -> None:
        """All of them, in the folder of the workspace."""
        folder, (number, text) = self._made.folder, next(iter(self._made.texts.items()))
        harm = text.encode("utf-8", "replace")
        cell = b'"%s"' % harm.replace(b'"', b'""')
        (folder / "harm.html").write_bytes(b"<title>A%s</title><p>%s</p><table><tr><td>%s<td>2</table>" % ((harm,) * 3))
        (folder / "harm.csv").write_bytes(b"%s,%s\n" % (cell, cell))
        before = set(folder.parent.rglob("*"))
        self._written(f"d{number:04}")
        said = [words for words in SAYS if not self._few or words[0] in ("rank", "show", "ledger", "explain", "appeal")]
        for each in self._made.texts.items() if not self._few else [(number, text)]:
            asked = said if each[0] == number else [one for one in said if "{id}" in one or "{text}" in one]
            for words in (one for one in asked if not ("{text}" in one and each[1].startswith(OWN_WAY))):
                look.terminal(self._tally, words[0], self._call(words, *each)[1])
        for words in FORMS:
            for form in ("csv",) if self._few else ("csv", "json", "jsonl"):
                self._rows(words, form, number, text)
        look.files(self._tally, folder.parent, before, (folder / "var", folder / "out"))

    def _rows(self, words: tuple[str, ...], form: str, number: int, text: str) -> None:
        code, told = self._call((*words, "--format", form), number, text, both=False)
        if code in (0, 3):
            look.rows(self._tally, f"{words[0]} {form}", told, form)

    def _call(self, words: tuple[str, ...], number: int, text: str, *, both: bool = True) -> tuple[int, str]:
        """The exit code of a command and what it says."""
        told = [
            word.replace("{id}", f"d{number:04}").replace("{text}", text.replace("\0", "")) if "{" in word else word
            for word in words
        ]
        where = ["--workspace", str(self._made.folder), "--as-of", "2013-09-20", "--lang", "zh"]
        out, err = io.StringIO(), io.StringIO()
        with (
            redirect_stdout(out),
            redirect_stderr(err),
            mock.patch.dict(os.environ, COLUMNS="500"),
            _inside(self._made.folder),
        ):
            try:
                code = main([*told, *where])
            except SystemExit as stop:
                code = int(stop.code or 0)
        if code == 70:
            self._tally.add(" ".join(words), f"a bug of ours with {text[:40]!r}: {err.getvalue()[-200:]!r}")
        return code, out.getvalue() + err.getvalue() * both

    def _written(self, id: str) -> None:
        for words in WRITES[: FIRST if self._few else None]:
            code, told = self._call(words, int(id[1:]), "")
            if code not in (0, 3):
                self._tally.add(" ".join(words), f"exit code {code}: {told[-200:]!r}")
        folder = self._made.folder
        for path in sorted((*(folder / "out").rglob("*"), *(folder / "var").rglob("*"))):
            self._file(path, path.relative_to(folder).as_posix())

    def _file(self, path: Path, name: str) -> None:
        if path.suffix == ".xlsx":
            look.workbook(self._tally, f"xlsx {name}", path)
        elif path.suffix == ".docx":
            look.document(self._tally, f"docx {name}", path)
        elif path.suffix == ".html":
            kind = re.sub(
                r"\d+", "0", path.parent.name if path.parent.name in ("views", "departments", "copies") else path.name
            )
            known = self.known.get(kind, self.known.get("", frozenset())) | REPLACED
            look.web(self._tally, f"html {name}", path, known)
        elif path.suffix in (".csv", ".jsonl"):
            look.rows(self._tally, f"{path.suffix[1:]} {name}", path.read_text("utf-8-sig"), path.suffix[1:])
        elif path.suffix == ".parquet":
            for row in duckdb.sql(f"SELECT * FROM read_parquet('{path}')").fetchall():
                for value in row:
                    self._tally.count("values")
                    self._tally.whole("parquet", value if isinstance(value, str) else "")
        elif path.suffix in (".log", ".txt", ".ics", ".xml") and "files" not in path.parts:
            look.terminal(
                self._tally,
                f"text {name}",
                path.read_text("utf-8-sig", "replace").replace("\r\n", "\n").replace("\t", " "),
            )


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


def shapes(folder: Path) -> dict[str, Shape]:
    """The elements and attributes of every kind of page when all texts are harmless; under "" those of any page."""
    world = made(folder / "w", dict.fromkeys(range(3), HARMLESS), HARMLESS, visits=True)
    Outputs(world, Tally(world.texts), {}, few=False)._written("d0000")
    pages = [*(world.folder / "out").rglob("*.html"), *(world.folder / "var").rglob("*.html")]
    return {"": frozenset[tuple[str, str]]().union(*map(look.shape, pages))}


def lines(tally: Tally, folder: Path, number: int, text: str) -> None:
    """The mail of a month and a line of its log, which say what something else said."""
    settings = MailSettings(("a@b.example",), "g@b.example", "sendmail")
    mail = letter(settings, text, text, datetime(2013, 8, 3, tzinfo=CHINA))
    head, _, _ = mail.as_bytes().partition(b"\r\n\r\n")
    names = {line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")}
    if not names <= NAMES or b"\x1b" in head:
        tally.add("mail", f"its head has {sorted(names - NAMES)} with {text[:40]!r}")
    tally.whole("mail", str(mail["Subject"]))
    session = Session(
        SimpleNamespace(workspace=None),
        Wording("zh"),
        Terminal(),
        Terminal(stderr=True),
        datetime(2013, 8, 3, tzinfo=CHINA),
    )  # type: ignore[arg-type]
    log = RunLog(session, folder / f"log{number}", "2013-08")
    log.add("没有做完：{why}", why=text)
    told = log.path.read_text("utf-8", "replace")
    look.terminal(tally, "log", told)
    if told.count("\n") != 1:
        tally.add("log", f"{text[:40]!r} makes more than one line")


NAMES = {
    b"Subject",
    b"From",
    b"To",
    b"Date",
    b"Message-ID",
    b"Auto-Submitted",
    b"Content-Type",
    b"Content-Transfer-Encoding",
    b"MIME-Version",
}


def common(tally: Tally, world: Made, known: dict[str, Shape], number: int, text: str) -> None:
    """One text as the name of city, province, scheme, indicators, matter on site, office and contact."""
    write_settings(world.folder, text + mark(number))
    (world.folder / "schemes" / "s.toml").write_text(scheme_text(text + mark(number)), "utf-8")
    tally.texts[number] = text + mark(number)
    outputs = Outputs(world, tally, known, few=True)
    for words in (("schemes", "s"), ("schemes",), ("rank", *MONTH), ("notice", "--draft", *MONTH)):
        look.terminal(tally, f"{words[0]} city", outputs._call(words, 0, "")[1])
    if number % REPORTED != 1:
        return
    outputs._call(("report", *MONTH, "-o", f"out/r{number}"), 0, "")
    for path in sorted((world.folder / f"out/r{number}").rglob("*.html")):
        look.web(tally, f"html city {path.name}", path, known[""])


def sweep(size: Size, folder: Path) -> Tally:
    """All texts through all fields into all outputs."""
    every = [*enumerate(strings(), 1)][:: EVERY[size]]
    known = shapes(folder / "harmless")
    whole = Tally({number: text + mark(number) for number, text in every})
    step = FEW[size]
    for at in range(0, len(every), step):
        some = dict(every[at : at + step])
        place = folder / f"{at}"
        first = next(iter(some))
        name = some[first] + mark(first)
        world = made(place / "w", some, name, visits=True)
        Outputs(world, whole, known, few=size is Size.SHORT).run()
        for number, text in world.texts.items():
            lines(whole, place, number, text)
    world = made(folder / "city" / "w", {0: HARMLESS}, HARMLESS)
    for number, text in every[:: COMMON[size]]:
        common(whole, world, known, number, text)
    for number, text in enumerate(LONE[: 1 if size is Size.SHORT else None], 9_000):
        _lone(whole, world, known, number, text)
    return whole


def _lone(tally: Tally, world: Made, known: dict[str, Shape], number: int, text: str) -> None:
    """Halves of characters, which come from command lines only."""
    outputs = Outputs(world, tally, known, few=True)
    for words in SAYS:
        if any("{text}" in word for word in words) and words[0] != "read":
            look.terminal(tally, words[0], outputs._call(words, 0, text)[1])
            tally.count("halves of characters")


def prove(size: Size, folder: Path) -> Figure:
    """The texts through every field; every output parsed."""
    tally = sweep(size, folder)
    count = len(tally.texts)
    fit = {number for number, text in tally.texts.items() if len(text) <= CELL}
    unseen = [
        f"{where} does not show {sorted(lacking)}"
        for where, found in tally.shown.items()
        if size is Size.WHOLE and where in ALL and (lacking := (fit if where == "xlsx" else tally.texts.keys()) - found)
    ]
    told = ", ".join(f"{number:,} {what}" for what, number in tally.looked.items())
    said = f"{len(tally.wrong)} wrong with {count} texts in {told}"
    reached = not tally.wrong and not unseen and (size is Size.SHORT or count >= LEAST)
    return Figure(reached, said, (*tally.wrong, *unseen))


ALL = (
    "rank",
    "show",
    "explain",
    "ledger",
    "xlsx",
    "html",
    "csv",
    "docx",
    "log",
)  # outputs in which every text must have been seen


def _formula(self: xlsxwriter.worksheet.Worksheet, row: int, column: int, text: str, style: object = None) -> int:
    return (
        self.write_formula(row, column, text, style) if text.startswith("=") else WRITE(self, row, column, text, style)
    )


WRITE = xlsxwriter.worksheet.Worksheet.write_string
NOTHING = re.compile("(?!)")


@contextmanager
def _ungated() -> Iterator[None]:
    with ExitStack() as stack:
        for place in ("reports.wording.OBEYED", "reports.terminal.OBEYED"):
            stack.enter_context(mock.patch(place, NOTHING))
        yield


def without(size: Size, folder: Path) -> Figure:
    """One gate taken away after the other, each with texts that it alone stops."""
    found: dict[str, tuple[str, ...]] = {}
    known = shapes(folder / "harmless")
    texts = {1: "=1+1", 2: "<b onclick=x>坏</b>", 3: "\x1b[31m红"}
    for number, (gate, taken) in enumerate(_gates().items()):
        tally = Tally({key: text + mark(key) for key, text in texts.items()})
        with taken():
            world = made(folder / str(number) / "w", texts, texts[2] + mark(2))
            Outputs(world, tally, known, few=True).run()
        found[gate] = tuple(f"without {gate}: {each}" for each in tally.wrong)
    missed = [gate for gate, wrong in found.items() if not wrong]
    said = f"{len(found) - len(missed)} of {len(found)} missing gates found" + "".join(
        f", not {each}" for each in missed
    )
    return Figure(bool(missed), said, tuple(each for wrong in found.values() for each in wrong))


def _gates() -> dict[str, Callable[[], AbstractContextManager[object]]]:
    return {
        "the apostrophe of CSV cells": lambda: mock.patch("reports.results.safe_cell", str),
        "escaping in HTML": lambda: mock.patch("markupsafe._escape_inner", str),
        "texts of workbooks as texts": lambda: mock.patch.object(
            xlsxwriter.worksheet.Worksheet, "write_string", _formula
        ),
        "what a terminal would obey": _ungated,
    }


PROOFS = (
    Proof(
        "export",
        "500 naughty strings through every field, every output: 0 formula cells, 0 foreign elements or attributes, 0 escape bytes",
        prove,
        "one gate after the other: apostrophes of CSV, escaping of HTML, texts of workbooks as texts, controls kept from terminals",
        without,
        minutes=15,
    ),
)
