"""Faults 101–112: workbooks that come back changed, and tables that cannot be written; what `import` and `export` say of each."""

from __future__ import annotations

import csv
import io
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.proofs.messages.calls import forked
from bench.proofs.messages.oracle import LANGUAGES, Shown
from tests.reports import sent_back
from tests.reports.sent_back import DAY, PERIOD, TODAY, Filled

FOUND, SPOT, VERSION = "检查发现", "实地检查", "版本"
OPINION, SIGNED = "督查员意见", {"理由": "已公布", "姓名": "张三", "日期": DAY}
CODE = {"taken": (0, 3), "refused": (4,)}
EVIL = "=HYPERLINK(1)\x1b]0;x\x07[bold]{name}\u202e"
NAMES = (
    FOUND,
    SPOT,
    VERSION,
    "无法检测",
    "伊春市环境保护局",
    "伊春市财政局",
    "伊春市",
    "张三",
    "李四",
    "维持",
    "撤销",
    "改为",
    "优",
    "是",
    "否",
)
Change = Callable[[Filled], Any]


@dataclass(frozen=True)
class Returned:
    """A workbook with one fault. `what` are patterns of what must be said, in Chinese and in English; none where it is taken well."""

    fault: int
    case: str
    change: Change
    where: str = ""
    what: tuple[str, str] = ("", "")
    body: Callable[[bytes], bytes] = bytes
    file: str = "back.xlsx"
    twice: bool = False


def _said(**cells: Any) -> Change:
    """The first finding with a decision, and these cells of it."""
    return lambda book: book.put(FOUND, 2, **{OPINION: "撤销", **SIGNED, **cells})


def _marked(value: Any, **cells: Any) -> Change:
    """The first line on site with a mark."""
    return lambda book: book.put(SPOT, 2, **{"得分": value, "姓名": "张三", "日期": DAY, **cells})


def _priced(value: Any) -> Change:
    """The first finding at another price."""
    return _said(**{OPINION: "改为", "改为扣分": value})


def _both(first: Change, second: Callable[[Any], Any]) -> Change:
    """A decision, and then something done to the workbook itself."""

    def change(filled: Filled) -> None:
        first(filled)
        second(filled.book)

    return change


def _rename(book: Any) -> None:
    book[FOUND]["M1"].value = "意见栏"


def _hide(book: Any) -> None:
    book[FOUND].column_dimensions["R"].hidden = True
    book[FOUND].row_dimensions[3].hidden = True
    book[FOUND].auto_filter.ref = "A1:R4"


def _insert(book: Any) -> None:
    book[FOUND].insert_cols(1)


def _twice(book: Any) -> None:
    sheet = book[FOUND]
    row = sheet.max_row + 1
    for column in range(1, 19):
        sheet.cell(row, column).value = sheet.cell(2, column).value
    sheet.cell(row, 13).value = "维持"


def _total(book: Any) -> None:
    sheet = book[FOUND]
    row = sheet.max_row + 1
    sheet.cell(row, 1).value, sheet.cell(row, 12).value = "合计", 14


def _merge(book: Any) -> None:
    book[FOUND].merge_cells("M2:M3")


def _version(row: int, value: str) -> Callable[[Any], Any]:
    def change(book: Any) -> None:
        book[VERSION].cell(row, 2).value = value

    return change


def _drop_version(book: Any) -> None:
    del book[VERSION]


def _as_csv(encoding: str) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        import openpyxl

        out = io.StringIO()
        rows = openpyxl.load_workbook(io.BytesIO(body))[FOUND].iter_rows(values_only=True)
        csv.writer(out).writerows(["" if cell is None else str(cell) for cell in row] for row in rows)
        return out.getvalue().encode(encoding, "replace")

    return change


def _claims_all(body: bytes) -> bytes:
    """The same with sheets that claim to be as large as sheets may be."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                start, _, rest = part.partition(b'<dimension ref="')
                part = start + b'<dimension ref="A1:XFD1048576"' + rest.partition(b'"')[2] if rest else part
            new.writestr(name, part)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le")
REFUSED: tuple[Returned, ...] = (
    Returned(101, "a heading renamed", _both(_said(), _rename), FOUND, (OPINION, "decision")),
    Returned(101, "a column put in", _both(_said(), _insert)),
    Returned(101, "columns hidden", _both(_said(), _hide)),
    Returned(102, "more than the whole", _priced(120), f"{FOUND}!N2", ("120", "120")),
    Returned(102, "a word", _marked("优"), f"{SPOT}!K2", ("优", "优")),
    Returned(102, "a share", _marked("95%"), f"{SPOT}!K2", ("95%", "95%")),
    Returned(102, "a day", _marked(DAY), f"{SPOT}!K2", ("日期", "date|day")),
    Returned(102, "a dash", _marked("-"), f"{SPOT}!K2", ("不是数：-", "not a number: -")),
    Returned(102, "full width", _priced("２")),
    Returned(102, "less than nothing", _marked(-1), f"{SPOT}!K2", ("-1", "-1")),
    Returned(
        103,
        "said twice",
        _both(_said(), _twice),
        f"{FOUND}!",
        ("重复|不同|两次|两行|不一", "twice|differ|again|two|disagree"),
    ),
    Returned(
        103,
        "unknown",
        _said(编号="2013-09/hbj/B9-9/441f77466f~ee61"),
        f"{FOUND}!R2",
        ("没有编号", "no (?:such )?(?:id|line|row|number)|id "),
    ),
    Returned(103, "renamed", _said(单位="伊春市财政局"), f"{FOUND}!B2", ("不同", "not that|differ|other than|not the")),
    Returned(103, "blanks", _said(单位="伊春市环境保护局 　", 姓名=" 张三 ")),
    Returned(104, "another month", _both(_said(), _version(3, "2013-08")), "back.xlsx", ("2013-08", "2013-08")),
    Returned(104, "another year's form", _both(_said(), _version(1, "9")), "back.xlsx", ("版本", "form")),
    Returned(104, "another city", _both(_said(), _version(2, "鹤岗市")), "back.xlsx", ("鹤岗市", "鹤岗市")),
    Returned(104, "another scheme", _both(_said(), _version(4, "other")), "back.xlsx", ("other", "other")),
    Returned(104, "no version", _both(_said(), _drop_version), "back.xlsx", ("版本", "sheet about the workbook")),
    Returned(105, "merged", _both(_said(), _merge), f"{FOUND}!M", ("合并", "merged")),
    Returned(105, "a sum below", _both(_said(), _total)),
    Returned(
        106, "a formula never computed", _said(改为扣分="=1+1", 督查员意见="改为"), f"{FOUND}!N2", ("公式", "formula")
    ),
    Returned(107, "a link file", _said(), "back.csv", (".csv", ".csv"), _as_csv("gbk"), "back.csv"),
    Returned(107, "utf16", _said(), "back.csv", (".csv|文字文件", ".csv|text"), _as_csv("utf-16"), "back.csv"),
    Returned(107, "nothing", _said(), "back.xlsx", ("0 字节", "0 bytes|empty"), lambda body: b""),
    Returned(
        107,
        "half of it",
        _said(),
        "back.xlsx",
        ("没有传完", "damaged|half|incomplete|whole|part"),
        lambda body: body[: len(body) // 2],
    ),
    Returned(
        107,
        "a lock file",
        _said(),
        "~$back.xlsx",
        ("临时文件", "lock of an open"),
        lambda body: b"\5user" * 30,
        "~$back.xlsx",
    ),
    Returned(107, "a password", _said(), "back.xlsx", ("密码", "password"), lambda body: OLE + bytes(2000)),
    Returned(
        107,
        "a page",
        _said(),
        "back.xls",
        ("网页", "web page"),
        lambda body: b"<html><table><tr><td>1</table></html>",
        "back.xls",
    ),
    Returned(107, "a paper", _said(), "back.pdf", ("PDF", "PDF"), lambda body: b"%PDF-1.4 \n" + bytes(99), "back.pdf"),
    Returned(108, "the same again", _said(), "back.xlsx", ("已经读入过", "already|before"), twice=True),
    Returned(109, "claims all", _said(), body=_claims_all),
    Returned(112, "a long reason", _said(理由="理" * 32_000), f"{FOUND}!O2", ("32000", "32000")),
    Returned(112, "odd words", _said(理由="_x0041_ 理由")),
    Returned(
        110,
        "evil words",
        _said(单位=EVIL.replace("\x1b", "").replace("\x07", "")),
        f"{FOUND}!B2",
        ("不同", "not that|differ|other than|not the"),
    ),
)


def returned(folder: Path, chosen: Sequence[str] = ()) -> Iterator[Shown]:
    """What `gongkai import` says of each, in both languages; a refusal must leave the data as it was."""
    base = sent_back.made(folder / "base")
    book = sent_back.exported(base)
    for number, each in enumerate(REFUSED):
        if chosen and each.case not in chosen:
            continue
        filled = Filled(book)
        each.change(filled)
        for at, language in enumerate(LANGUAGES):
            place = folder / f"{number}-{language}"
            shutil.copytree(base, place)
            path = filled.save(place / each.file)
            path.write_bytes(each.body(path.read_bytes()))
            yield _imported(each, place, at)


def _imported(each: Returned, place: Path, at: int) -> Shown:
    before = sent_back.digest(place)
    words = ("import", each.file, "--lang", LANGUAGES[at], "--as-of", TODAY)
    call = forked(words, place)
    if each.twice:
        call = forked(words, place)
    silent = not each.what[at]
    wrong = []
    is_taken = silent or each.twice
    if not is_taken and sent_back.digest(place) != before:
        wrong.append("what was refused changed the data")
    if is_taken and not sum(map(len, sent_back.kept(place)[:2])):
        wrong.append(f"nothing was taken in: {call.text[-300:]}")
    codes = CODE["taken" if is_taken else "refused"]
    text = call.err if not each.twice else call.text
    return Shown(
        each.fault,
        each.case,
        LANGUAGES[at],
        text,
        call.code,
        codes,
        (each.where,) * bool(each.where),
        each.what[at],
        NAMES,
        silent,
        tuple(wrong),
    )


def disagreeing(folder: Path) -> Iterator[Shown]:
    """Two inspectors who say otherwise: both are kept, and it is told where."""
    base = sent_back.made(folder / "two")
    book = sent_back.exported(base)
    for at, language in enumerate(LANGUAGES):
        place = folder / f"two-{language}"
        shutil.copytree(base, place)
        for name, says in (("张三", "撤销"), ("李四", "维持")):
            filled = Filled(book)
            _said(督查员意见=says, 姓名=name)(filled)
            filled.save(place / f"{name}.xlsx")
            call = forked(("import", f"{name}.xlsx", "--lang", language, "--as-of", TODAY), place)
        wrong = () if len(sent_back.kept(place)[0]) == 2 else ("not both are kept",)
        what = ("意见不一", "disagree|differ")[at]
        yield Shown(108, "two inspectors", language, call.text, call.code, (0, 3), ("B2-1",), what, NAMES, wrong=wrong)


def exports(folder: Path) -> Iterator[Shown]:
    """Tables that cannot be written where they are wanted: what was there stays."""
    base = sent_back.made(folder / "out")
    month = ("--period", str(PERIOD), "--as-of", TODAY)
    for at, language in enumerate(LANGUAGES):
        target = base / f"table-{language}.xlsx"
        target.mkdir()
        call = forked(("export", *month, "--lang", language, "--output", target.name), base)
        what = ("不是目录|是目录", "folder")[at]
        wrong = () if target.is_dir() else ("what was there is gone",)
        yield Shown(
            111, "a folder of that name", language, call.err, call.code, (6,), (target.name,), what, NAMES, wrong=wrong
        )
        missing = f"missing-{language}/table.xlsx"
        call = forked(("export", *month, "--lang", language, "--output", missing), base)
        silent = call.code == 0
        yield Shown(
            111,
            "no such folder",
            language,
            call.err,
            call.code,
            (0, 6),
            (missing,),
            ("找不到", "find")[at],
            NAMES,
            silent=silent,
        )
        kept = base / f"kept-{language}.xlsx"
        kept.write_bytes(b"mine")
        call = forked(("export", *month, "--lang", language, "--output", kept.name), base, _full(kept))
        wrong = () if kept.read_bytes() == b"mine" else ("what was there is gone",)
        yield Shown(
            111,
            "the disk is full",
            language,
            call.err,
            call.code,
            (6,),
            (kept.name,),
            ("磁盘满了", "disk is full")[at],
            NAMES,
            wrong=wrong,
        )


def _full(path: Path) -> Callable[[], None]:
    """As if no byte more could be written beside a file."""

    def before() -> None:
        import errno

        def full(*words: Any, **more: Any) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

        os.replace = full  # type: ignore[assignment]
        os.fsync = full  # type: ignore[assignment]

    return before
