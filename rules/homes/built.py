"""What is found of the projects that a place tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, failed, passed
from rules.homes.projects import ADDRESS, BEGUN, DONE, FIELDS, NAME, hints_at_places, lacking, stated_projects
from rules.ongoing.fields import all_records, blank_rows, is_whole
from rules.ongoing.items import MOST, Item, says_little, shown_by
from rules.ongoing.sums import wrong_sums
from rules.ongoing.unseen import unseen
from rules.phrases import squeeze
from rules.records import Records
from rules.shown import documents, lost_files

_HOMES_HEAD = re.compile("套|户")
_AREA = re.compile("[一-龥]{1,8}(?:[市县区旗盟州]|开发区|新区|街道|[乡镇]|本级|市直)(?:[(].{0,8}[)])?")
_PLACE_IN_NAME = re.compile("[路街道号镇乡村巷]")
_SUMMED = "“{head}”合计写明 {stated}，各行相加是 {summed}"


def faults(site: Snapshot, now: Sequence[Item], found: Sequence[Item]) -> Iterator[Finding]:
    """What is wrong with the pages of the last months: empty, pictures, fields, blanks, sums."""
    bare = [each for each in now if says_little(each)]
    for each in bare[:MOST]:
        yield failed(
            "empty", each.page.cite(), note="“{title}”没有内容", subject=each.page.title, title=each.page.title
        )
    readable = [each for each in now if each not in bare]
    if not readable:
        return
    doubts = [unseen(each.page, "picture") for each in readable]
    if doubts[0] is not None and all(doubts) and not lost_files(readable[0].page):
        yield doubts[0]
        return
    yield from _fields(site, readable, [each for each in found if each not in now])
    for each in readable:
        told = tuple(all_records(each.page, FIELDS))
        yield from _blanks(each, told)
        yield from _sums(each, told)


def _fields(site: Snapshot, now: Sequence[Item], before: Sequence[Item]) -> Iterator[Finding]:
    missing = list(lacking(now, before))
    unclear = next((each for each in now if not is_whole(each.page)), None)
    if missing and unclear is not None:
        if not lost_files(unclear.page):
            yield _unclear(unclear, missing[0][0])
        return
    cited = tuple(each.page.cite() for each in now[:MOST])
    for name, is_old in missing:
        values = {"name": name, "title": now[0].page.title}
        if is_old or name in (BEGUN, DONE) or (name == ADDRESS and hints_at_places(now)):
            note = "近期的项目信息没有写明{name}，如“{title}”，请人工核实"
            yield cant_tell("no-field", *cited, note=note, subject=name, **values)
        else:
            note = "近期的项目信息都没有写明{name}，如“{title}”"
            yield failed("no-field", *cited, note=note, subject=name, **values)


def _unclear(item: Item, name: str) -> Finding:
    """Why it cannot be told what a page says of a field: a picture, a file that was not read or that was not found."""
    page = item.page
    note = "“{title}”没有写明{name}，可能在没有读到的附件里，请人工核实"
    doubt = cant_tell("no-field", page.cite(), note=note, subject=name, title=page.title, name=name)
    return unseen(page, "picture") or doubt


def _blanks(item: Item, lists: Sequence[Records]) -> Iterator[Finding]:
    """Rows that name a project and leave blank where it stands, or the day of its beginning though it was finished."""
    for told in lists:
        for row in blank_rows(told, ADDRESS, NAME):
            name = row.told(NAME)
            if _AREA.fullmatch(squeeze(name)):
                continue  # a row that sums up an area
            say = cant_tell if _PLACE_IN_NAME.search(name) or not is_whole(item.page) else failed
            note = "“{project}”没有填写{name}"
            cited = told.document.cite(name, row.where)
            yield say(
                "blank-field", cited, note=note, subject=f"{squeeze(name)}：{ADDRESS}", project=name, name=ADDRESS
            )
        for row in blank_rows(told, BEGUN, NAME) if DONE in told.heads else ():
            if re.search(r"\d{4}|已", squeeze(row.told(DONE))):
                name = row.told(NAME)
                note = "“{project}”填写了竣工，没有填写{name}，请人工核实"
                cited = told.document.cite(name, row.where)
                yield cant_tell(
                    "blank-field", cited, note=note, subject=f"{squeeze(name)}：{BEGUN}", project=name, name=BEGUN
                )


def _sums(item: Item, lists: Sequence[Records]) -> Iterator[Finding]:
    """Totals that the rows do not bear out, and a number of projects that differs from that of the rows."""
    for document in documents(item.page):
        for wrong in wrong_sums(document, _HOMES_HEAD):
            values = {"head": wrong.head, "stated": str(wrong.stated), "summed": str(wrong.summed)}
            say = failed if wrong.is_sure and is_whole(item.page) else cant_tell
            cited = document.cite(wrong.head, wrong.where)
            yield say("wrong-count", cited, note=_SUMMED, subject=f"{item.page.title}：{wrong.head}", **values)
    stated, rows = stated_projects(squeeze(item.page.text)), _listed(lists)
    if stated is not None and rows and stated != rows and is_whole(item.page):
        note = "写明 {stated} 个项目，列出 {rows} 个，请人工核实"
        cited = item.page.cite(f"{stated}个项目")
        yield cant_tell("wrong-count", cited, note=note, subject=item.page.title, stated=str(stated), rows=str(rows))


def _listed(found: Sequence[Records]) -> int:
    """How many projects the rows of a page name, when only one list of them is there."""
    lists = [told for told in found if NAME in told.heads and len(told.rows) > 1]
    return len({row.told(NAME) for row in lists[0].rows if row.told(NAME)}) if len(lists) == 1 else 0


def shown(now: Sequence[Item]) -> Finding:
    """That projects are told of, with the newest page."""
    day, title = shown_by(now)
    cited = tuple(each.page.cite() for each in now[:MOST])
    return passed(
        *cited,
        note="近期公开 {count} 份项目信息，最新的是 {day} 的“{title}”",
        count=str(len(now)),
        day=day,
        title=title,
    )
