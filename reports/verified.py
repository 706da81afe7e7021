"""Tells a person which of the stored evidence is not as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rich.text import Text

from crawler.verify import Count, Damage, verify
from reports.marks import BAD, GOOD
from reports.session import Session
from reports.wording import plain

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
}
UNKNOWN = "有没有登记过的内容"


def check_evidence(session: Session, folder: Path, site: str) -> int:
    """Names every damaged record of an archive, of one month with --period, of one site when it is named; 6 for any."""
    count, damaged = Count(), 0
    for damage in verify(folder, str(session.options.period or ""), site, count):
        damaged += 1
        session.out.print(Text(_line(session, damage), style=BAD), soft_wrap=True)
    values = {"files": str(count.files), "records": str(count.records), "size": f"{count.bytes / 1e6:.1f}"}
    session.say("核对了 {files} 个文件、{records} 条记录、{size} MB", **values)
    if count.leftover:
        session.say("另有 {size} 字节是中断的访问留下的，不算损坏，下次访问时会清理", size=str(count.leftover))
    if damaged:
        session.complain("有 {number} 处损坏，请从备份恢复上列文件", number=str(damaged))
        return STORAGE
    session.out.print(Text(session.wording.say("证据完好"), style=GOOD))
    return DONE


def _line(session: Session, damage: Damage) -> str:
    say = session.wording.say
    told = next((words for sign, words in SENTENCES.items() if damage.what.startswith(sign)), UNKNOWN)
    values = {"path": damage.path, "offset": str(damage.offset), "what": say(told), "detail": damage.what}
    where = say("{path} 第 {offset} 字节：{what}（{detail}）", **values)
    return plain(f"{where} {damage.address}")
