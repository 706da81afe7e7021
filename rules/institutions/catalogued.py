"""What is found of a catalogue: fields that it has no room for or leaves blank, texts that do not open, and how new it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.reading.doubts import NO_TEXT, READER
from crawler.reading.value import Table
from crawler.snapshot import Page, Snapshot
from rules.finding import Finding, cant_tell, failed, passed, untested
from rules.institutions.entries import HEADS_WITHIN, Catalogue, Entry
from rules.institutions.fields import INDEX, NUMBER, OFFICIAL, State, number_in_text
from rules.institutions.found import cut_short, emptiness, is_blank, months_before, nowhere, own_words
from rules.phrases import squeeze
from rules.shown import lost_files, pictures, refers_to_file, unread
from rules.topics import obstacle

FEWEST = 2  # entries read by which a catalogue is known to have no room for a field
MOST = 3  # entries cited
FEWEST_WORDS = 10  # squeezed characters beside title and card that are a text, however short
SHORT = 60  # squeezed characters of an entry that only sends its reader to a file
MOST_TEXT = 20_000  # characters of a page in which such a number is looked for
NUMBERS = re.compile("(?:信息|文件|登记|目录)?(?:编号|编码|流水号|登记号|信息号|序列号):?")
_CODE = r"(?=[^:]{0,24}\d)[A-Za-z0-9][A-Za-z0-9\-_/.〔〕\[\]()]{5,40}"
CODE = re.compile(_CODE)
CODED = re.compile(f"{NUMBERS.pattern}{_CODE}")
_OPENS = (READER, NO_TEXT)  # what people may read: a file of another kind, a scan
STANDARD = ("公开事项", "公开内容", "公开时限", "公开主体", "公开方式")


def without(site: Snapshot, shown: Catalogue, topic: str) -> Finding:
    """What to say where a catalogue has no entry."""
    about = shown.about
    lost = obstacle(site, topic) or cut_short(site)
    if about.any and lost is not None:
        note = "没有看到目录的条目，可能登载的页面未能打开：{reason}"
        return untested("empty", about.any[0].cite(), lost.cite(), note=note, reason=lost.reason)
    for page in about.pages:
        if sum(word in squeeze(page.text) for word in STANDARD) >= 2:
            note = "“{title}”只列公开事项，没有看到可以打开的条目，请人工核实"
            return cant_tell("empty", page.cite(), note=note, title=page.title)
    for page in about.pages:
        note = "没有从“{title}”中读出目录条目，请人工查看"
        return cant_tell("empty", page.cite(), note=note, title=page.title)
    if about.blank or about.lists:
        return emptiness(site, about.blank or about.lists, topic)
    return nowhere(site, topic)


def lacking(name: str, states: Sequence[tuple[Entry, State]], lists: Sequence[Page] = ()) -> Iterator[Finding]:
    """That no entry has room for a field, or how many that have room leave it blank. `lists` are the pages called a catalogue."""
    if not states:
        return
    blank = [entry for entry, state in states if state is State.BLANK]
    if all(state is State.NONE for _, state in states):
        cited = tuple(entry.source.cite(entry.title) for entry, _ in states[:MOST])
        is_known_otherwise = name == INDEX.name and _is_numbered(
            [*lists, *(entry.page for entry, _ in states if entry.page is not None)]
        )
        say = failed if len(states) >= FEWEST and not is_known_otherwise else cant_tell
        note = "看到的 {count} 条都没有{name}，如“{title}”"
        values = {"count": str(len(states)), "name": name, "title": states[0][0].title}
        yield say("no-field", *cited, note=note, subject=name, **values)
    elif blank:
        cited = tuple(entry.source.cite(entry.title, entry.where) for entry in blank[:MOST])
        note = "{count} 条的{name}空白，如“{title}”"
        yield failed(
            "blank-field", *cited, note=note, subject=name, count=str(len(blank)), name=name, title=blank[0].title
        )


def _is_numbered(pages: Sequence[Page]) -> bool:
    """Whether what lists entries, or their card, has a number of another name that may be their index."""
    lines = (squeeze(line) for page in pages for line in page.text[:MOST_TEXT].splitlines())
    return any(_has_codes(table) for page in pages for table in page.tables) or any(map(CODED.match, lines))


def _has_codes(table: Table) -> bool:
    """Whether below or behind the name of such a number stands one, and no mere count."""
    for at, cells in enumerate(table.rows[:HEADS_WITHIN]):
        for column, cell in enumerate(cells):
            if NUMBERS.fullmatch(squeeze(cell)):
                below = (row[column] for row in table.rows[at + 1 :] if column < len(row))
                return any(CODE.fullmatch(squeeze(each)) for each in (*below, *cells[column + 1 : column + 2]))
    return False


def unnumbered(entries: Sequence[Entry]) -> Iterator[Finding]:
    """That official documents have a blank place for their number and none in their text: perhaps they bear none."""
    told = [entry for entry in entries if (entry.row or {}).get(NUMBER.name)]
    blank = [
        entry
        for entry in entries
        if entry.row is not None and entry.row.get(NUMBER.name) == "" and entry.page is not None
        and OFFICIAL.search(squeeze(entry.title)) and not number_in_text(entry.page) and unread(entry.page) is None
    ]  # fmt: skip
    if blank and told:
        cited = tuple(entry.source.cite(entry.title) for entry in blank[:MOST])
        note = "{count} 件的文号空白，正文中也没有文号，如“{title}”，请人工核实"
        values = {"count": str(len(blank)), "title": blank[0].title}
        yield cant_tell("blank-field", *cited, note=note, subject=NUMBER.name, **values)


def textless(entries: Sequence[Entry]) -> Iterator[Finding]:
    """The entries whose text does not open or is blank; an entry that was not visited says nothing."""
    told: set[str] = set()
    any_read = any(entry.page is not None and not is_blank(entry.page) for entry in entries)
    for entry in entries:
        if entry.title not in told and (finding := _text(entry, any_read)) is not None:
            told.add(entry.title)
            yield finding


def _text(entry: Entry, any_read: bool) -> Finding | None:
    """What is wrong with the text of one entry; where no entry at all shows a text, a script may bring them."""
    subject, values = entry.title, {"title": entry.title}
    if entry.page is None:
        if entry.lost is None or not entry.lost.reason.proves_absence:
            return None
        return failed("no-text", entry.lost.cite(), note="“{title}”打不开", subject=subject, **values)
    page = entry.page
    if pictures(page) and not page.dead:
        return None  # a scan or a chart opens, too
    if (hidden := unread(page)) is not None and not hidden[1].startswith(_OPENS):
        values["doubt"] = hidden[1]
        note = "“{title}”的内容无法读取（{doubt}），请人工查看"
        return untested("no-text", hidden[0].cite(), note=note, subject=subject, **values)
    if len(own_words(page)) >= SHORT or page.documents:
        return None
    if (lost := next(iter(lost_files(page)), None)) is not None:
        if lost.reason.proves_absence:
            note = "“{title}”的正文在附件中，附件打不开"
            return failed("no-text", lost.cite(), note=note, subject=subject, **values)
        note = "“{title}”的正文在附件中，附件未能打开：{reason}"
        return untested("no-text", lost.cite(), note=note, subject=subject, reason=lost.reason, **values)
    if refers_to_file(page):
        note = "“{title}”的正文在附件中，没有看到附件，请人工查看"
        return cant_tell("no-text", page.cite(), note=note, subject=subject, **values)
    if is_blank(page) and len(own_words(page)) < FEWEST_WORDS:
        if not any_read:
            note = "“{title}”没有读到正文，可能由程序载入，请人工查看"
            return cant_tell("no-text", page.cite(), note=note, subject=subject, **values)
        return failed("no-text", page.cite(), note="“{title}”没有正文", subject=subject, **values)
    return None


def quiet(site: Snapshot, shown: Catalogue, topic: str, months: int) -> Iterator[Finding]:
    """That nothing new was entered for so many months."""
    newest, limit = shown.newest, months_before(site.period.last, months)
    if newest is not None and newest > limit:
        return
    lost = obstacle(site, topic) or (None if shown.is_listed else cut_short(site))
    cited = tuple(entry.source.cite(entry.title) for entry in shown.entries if entry.day == newest)[:MOST]
    if lost is not None:
        note = "可能登载新条目的页面未能打开：{reason}"
        yield untested("outdated", lost.cite(), note=note, reason=lost.reason)
    elif newest is None:
        yield cant_tell("outdated", *cited, note="条目都没有日期，请人工核实")
    else:
        yield failed("outdated", *cited, note="最新一条是 {day}", day=str(newest))


def listed(shown: Catalogue) -> Finding:
    """That the catalogue is there, with how many entries and the last day."""
    cited = tuple(entry.source.cite(entry.title) for entry in shown.entries[:MOST])
    note = "看到 {count} 条，最新一条是 {day}"
    return passed(*cited, note=note, count=str(len(shown.entries)), day=str(shown.newest))
