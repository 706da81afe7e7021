"""Tells a person which of the stored evidence is not as it was."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.text import Text

from checker.sealing import broken
from checker.upheld import Stores, unheld
from crawler.sealed import Fault, beyond, seals
from crawler.verify import Count, Damage, opened, verify
from reports.docket import REPLIES
from reports.marks import BAD, GOOD
from reports.session import Session
from reports.storage_words import storage_words
from reports.wording import plain
from reports.workspace import Workspace

ARCHIVE = "archive.db"
DONE, STORAGE = 0, 6
SENTENCES: Mapping[str, str] = {
    "the record is not the one that was written": "记录与写入时不一致",
    "the record is cut off": "记录不完整",
    "the record is not as long as it says": "记录的长度不对",
    "the body is not the one that its capture names": "正文不是登记的那一份",
    "the body does not have its digest": "正文与自带的校验值不符",
    "the block does not have its digest": "内容与自带的校验值不符",
    "a capture points here, but no record begins here": "登记指向此处，此处却没有记录",
    "the record is of another address than its capture": "记录的网址与登记的不同",
    "what it repeats is in no record": "它所重复的原件不存在",
    "more than one record lies here": "此处不止一条记录",
    "there is no header": "没有记录头",
    "the header is none of WARC 1.1": "记录头不合 WARC 1.1",
    "the file is missing": "文件丢失",
    "the file ends here": "文件被截短",
    "the file as a whole is not the one that was finished": "整个文件与完成时不一致",
    "no row knows this file": "没有登记过这个文件",
    "it does not unpack": "无法解压",
    "SQLite says": "数据库损坏",
    "it has no seal": "没有封印",
    "it is not what was written": "内容与写入时不一致",
    "there are rows too many or too few, or others": "行数或内容与访问结束时不一致",
    "there are captures, and no visit": "有登记，却没有访问记录",
    "the tables are not those that were made": "表的结构被改动",
    "the row is gone": "这一行不见了",
    "no seal knows this row": "没有登记过这一行",
    "the rows are not those that were written": "内容与写入时不一致",
    "no capture holds what it cites": "证据档案里没有它引用的内容",
    "the file is not the one that was handed in": "文件与提交时不一致",
}
UNKNOWN = "有没有登记过的内容"
RESULTS = "gongkai.sqlite"


def check_evidence(session: Session, workspace: Workspace, site: str) -> int:
    """Names everything that is not as it was, of one month with --period, of one site when it is named; 6 for any.

    Of the archive records and rows; of everything else only when no site is named, for it is nobody's alone.
    """
    count, damaged = Count(), 0
    for line in _lines(session, workspace, site, count):
        damaged += 1
        session.out.print(Text(plain(line), style=BAD), soft_wrap=True)
    values = {"files": str(count.files), "records": str(count.records), "size": f"{count.bytes / 1e6:.1f}"}
    session.say("核对了 {files} 个文件、{records} 条记录、{size} MB", **values)
    if count.leftover:
        session.say("另有 {size} 字节是中断的访问留下的，不算损坏，下次访问时会清理", size=str(count.leftover))
    if damaged:
        session.complain("有 {number} 处损坏，请从备份恢复上列文件", number=str(damaged))
        return STORAGE
    session.out.print(Text(session.wording.say("证据完好"), style=GOOD))
    return DONE


def _lines(session: Session, workspace: Workspace, site: str, count: Count) -> Iterator[str]:
    """A line for each damage. A store that cannot be read at all is one, and the others are looked at all the same."""
    archive, results = workspace.var / "archive", workspace.var / RESULTS
    if not (archive / ARCHIVE).is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(archive / ARCHIVE))
    period = str(session.options.period or "")
    kept = f"archive/{ARCHIVE}"
    yield from _guarded(session, kept, (_record(session, each) for each in verify(archive, period, site, count)))
    yield from _guarded(session, kept, (_row(session, kept, each) for each in _seals(archive / ARCHIVE, period, site)))
    if results.is_file() and not site:
        stores = Stores(results, archive / ARCHIVE, workspace.var / "appeals", workspace.var / REPLIES)
        for faults in (broken(results), unheld(stores)):
            yield from _guarded(session, RESULTS, (_row(session, RESULTS, each) for each in faults))


def _seals(path: Path, period: str, site: str) -> Iterator[Fault]:
    with opened(path) as db:
        yield from seals(db, period, site)
        yield from beyond(db, path.parent, period, site)


def _guarded(session: Session, path: str, lines: Iterator[str]) -> Iterator[str]:
    try:
        yield from lines
    except (sqlite3.Error, OSError) as error:
        yield f"{path}: {storage_words(error, session.wording, session.workspace().var)}"


def _record(session: Session, damage: Damage) -> str:
    values = {"path": damage.path, "offset": str(damage.offset), "what": _told(session, damage.what)}
    return f"{session.wording.say('{path} 第 {offset} 字节：{what}', **values)} {damage.address}"


def _row(session: Session, path: str, fault: Fault) -> str:
    named = f"{path} {fault.table} {fault.name}".strip()
    said = session.wording.say("{path}：{what}", path=named, what=_told(session, fault.what))
    return f"{said} {fault.address}"


def _told(session: Session, what: str) -> str:
    return session.wording.say(next((words for sign, words in SENTENCES.items() if what.startswith(sign)), UNKNOWN))
