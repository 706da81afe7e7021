"""What to say of the answers to letters of the last year: none, late, without a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.snapshot import Page, Reason, Snapshot, Unreached
from rules.dates import days
from rules.finding import Finding, cant_tell, failed, untested
from rules.hearing.letters import Letter, State, is_of_channel
from rules.shown import unread
from rules.sites.days import judged_on
from rules.sites.entries import turns

YEAR = timedelta(days=365)
SHORTEST = 6  # characters of a letter's title; what is shorter is a column's name
SHOWN = 3  # letters cited for what is said of several
FEWEST = 2  # answers without a day from which on that is how a site does it


def recent(found: Sequence[Letter], site: Snapshot) -> list[Letter]:
    """The letters asked within a year before the visit, and those of which that is not known."""
    return [each for each in found if each.asked is None or _age(each, each.asked, site) < YEAR]


def unanswered(found: Sequence[Letter], site: Snapshot, within: timedelta) -> Iterator[Finding]:
    """The letters that wait longer than they may."""
    for each in found:
        if each.state is State.ANSWERED or (each.asked is not None and _age(each, each.asked, site) <= within):
            continue
        if each.asked is None and each.state is State.UNKNOWN:
            continue  # neither a day nor a word of its state: no letter, as far as one can tell
        values = {"title": each.title, "day": str(each.asked or "")}
        if each.state is State.OPEN and each.asked is not None and each.is_alone and unread(each.page) is None:
            note = "{day}的来信“{title}”至今没有公布答复"
            yield failed("unanswered", each.page.cite(str(each.asked)), note=note, subject=each.title, **values)
        else:
            note = (
                "来信“{title}”（{day}）没有看到答复，请人工核实"
                if each.asked
                else "来信“{title}”没有看到答复和来信时间，请人工核实"
            )
            yield cant_tell("unanswered", each.page.cite(each.title), note=note, subject=each.title, **values)


def late(found: Sequence[Letter], within: timedelta) -> Iterator[Finding]:
    """The letters that were answered later than they may be."""
    for each in found:
        if each.asked is None or each.told is None or each.told - each.asked <= within:
            continue
        values = {"title": each.title, "asked": str(each.asked), "answered": str(each.told)}
        cited = each.page.cite(str(each.asked))
        if each.answered is None:
            note = "来信“{title}”于{asked}收到，{answered}公布，没有写明答复时间，请人工核实"
            yield cant_tell("late", cited, note=note, subject=each.title, **values)
        else:
            say = failed if each.is_alone or each.in_row else cant_tell
            yield say("late", cited, note="来信“{title}”于{asked}收到，{answered}答复", subject=each.title, **values)


def timely(found: Sequence[Letter], within: timedelta) -> list[Letter]:
    """The letters that were answered in time, as their days say."""
    return [
        each for each in found if each.asked is not None and each.told is not None and each.told - each.asked <= within
    ]


def undated(found: Sequence[Letter], site: Snapshot) -> Iterator[Finding]:
    """That answers bear no day at all, when none of them does."""
    answers = [each for each in found if each.state is State.ANSWERED]
    bare = [each for each in answers if each.answered is None and _tells_no_day(each, site)]
    if not bare or len(bare) < len(answers):
        return
    cited = [each.page.cite(each.title) for each in bare[:SHOWN]]
    note = "{number}封来信的答复没有注明时间，如“{title}”"
    sure = len(bare) >= FEWEST and all(each.is_alone and each.asked is not None for each in bare)
    say = failed if sure else cant_tell
    yield say("undated", *cited, note=note, number=str(len(bare)), title=bare[0].title)


def unseen(site: Snapshot) -> Iterator[Finding]:
    """That letters, or pages of their lists, were not read."""
    lost = [each for each in site.unreached if each.kind == "page" and _may_be_letter(each)]
    asked = {each.seen_on for each in lost}
    lists = {page.url for page in site.pages if page.url in asked and is_of_channel(page)}
    lost = [each for each in lost if each.seen_on in lists]
    if lost:
        note = "有{number}处来信或列表未能打开：{reason}"
        yield untested("unanswered", lost[0].cite(), note=note, number=str(len(lost)), reason=lost[0].reason)


def _may_be_letter(lost: Unreached) -> bool:
    """Whether what was not read is a letter, or a page of their list."""
    if lost.reason.proves_absence or lost.reason is Reason.OFFSITE:
        return False
    return len(lost.label) > SHORTEST or turns(lost.label) or lost.reason is Reason.NEEDS_JS


def _age(letter: Letter, asked: date, site: Snapshot) -> timedelta:
    return judged_on(letter.page, site.period) - asked


def _tells_no_day(letter: Letter, site: Snapshot) -> bool:
    """Whether neither the page of an answer nor its text bears a day besides that of the letter."""
    page: Page = letter.page
    if page.published not in (None, letter.asked):
        return False
    return all(day == letter.asked for day in days(page.text[:20_000], site.period.year))
