"""The report's page of one topic: its rules, how the city stands in it, who fails what, and who could not be checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.scoring import Verdict, Weighed
from reports.grounds import grounds
from reports.marks import rate_words
from reports.site.cells import Grid, doubts_of, failures, rules_of
from reports.site.compared import open_share, small_percent
from reports.site.trend import calendar, count, number
from reports.site.unchecked import why
from reports.site.values import Data, Month
from reports.themes import Part, theme_words
from reports.wording import DASH, Wording, plain
from rules.rule import catalogue
from rules.themes import Theme

MOST_SHOWN = 3
LONGEST = 72


def topic_data(theme: Theme, grids: Sequence[Grid], month: Month) -> Data:
    """All of a topic's page; `grids` are the months until this one, which is the last."""
    grid, wording = grids[-1], month.wording
    owed = grid.owed(theme)
    return {
        "id": theme.id,
        "lead": list(_lead(theme, grid, month)),
        "numbers": list(_numbers(theme, grid, wording)),
        "rules": [_rule(id, owed, month) for id in rules_of(theme, grid.past.results.scheme)],
        "failing": _failing(owed, grid, month),
        "open": _open(owed, grid, wording),
        "met": [_name(id, grid) for id, part in owed.items() if not failures(part) and not doubts_of(part)],
        "trend": list(_trend(theme, grids, wording)) if len(grids) > 1 else [],
    }


def _lead(theme: Theme, grid: Grid, month: Month) -> Iterator[str]:
    say, owed, name = month.wording.say, grid.owed(theme), theme_words(theme, month.wording)
    if not owed:
        yield say("这个月没有单位承担“{topic}”的任务。", topic=name)
        return
    failing, doubted = sum(bool(failures(each)) for each in owed.values()), sum(map(_is_open, owed.values()))
    yield say(
        "{count} 个单位承担“{topic}”的任务，{failing} 个有问题。",
        count=str(len(owed)),
        topic=name,
        failing=str(failing),
    )
    if doubted:
        yield say("{count} 个没能全部评定：不算有问题，也不算做到。", count=str(doubted))


def _is_open(part: Part) -> bool:
    return bool(doubts_of(part))


def _numbers(theme: Theme, grid: Grid, wording: Wording) -> Iterator[Data]:
    owed, score = grid.owed(theme), grid.score(theme)
    problems = sum(len(failures(part)) for part in owed.values())
    seen = score.rate is not None or problems
    yield {"words": "承担的单位", "count": len(owed), "tone": ""}
    yield {"words": "得分率", "count": rate_words(score, wording), "tone": ""}
    yield {"words": "问题", "count": problems if seen else DASH, "tone": "bad" if problems else ""}
    share = open_share(score)
    yield {"words": "未评", "count": small_percent(share), "tone": "doubt" if share else ""}


def _rule(id: str, owed: Mapping[str, Part], month: Month) -> Data:
    wording, known = month.wording, catalogue().get(id)
    indicators = [each for each in month.results.scheme.indicators if each.rule == id]
    failing = sum(
        any(item for verdict, item in _items(part, failures(part)) if verdict.rule == id) for part in owed.values()
    )
    return {
        "id": id,
        "title": wording.rule_title(id),
        "duty": wording.say(known.duty) if known else "",
        "basis": grounds(known.basis, month.results.period.year, wording) if known else "",
        "indicators": [each.id for each in indicators],
        "failing": failing,
    }


def _items(part: Part, chosen: Sequence[Weighed]) -> Iterator[tuple[Verdict, Weighed]]:
    for verdict in part.verdicts:
        for item in verdict.weighed:
            if any(item is each for each in chosen):
                yield verdict, item


def _name(id: str, grid: Grid) -> Data:
    return {"id": id, "name": plain(grid.standing(id).assessment.department.name)}


def _failing(owed: Mapping[str, Part], grid: Grid, month: Month) -> list[Data]:
    """Those with problems, the lowest rate first."""
    found = [(id, part) for id, part in owed.items() if failures(part)]
    found.sort(key=lambda each: rate if (rate := each[1].score.rate) is not None else 0)
    return [
        {
            **_name(id, grid),
            "rate": rate_words(part.score, month.wording),
            "count": len(failures(part)),
            "items": [_item(*each, month) for each in list(_items(part, failures(part)))[:MOST_SHOWN]],
            "more": max(len(failures(part)) - MOST_SHOWN, 0),
            "open": bool(doubts_of(part)),
        }
        for id, part in found
    ]


def _item(verdict: Verdict, item: Weighed, month: Month) -> Data:
    wording, finding = month.wording, item.finding
    cited = next((each for each in finding.evidence if each.quote), None)
    return {
        "problem": wording.problem(verdict.rule, finding.problem),
        "subject": wording.subject(plain(finding.subject)),
        "note": wording.finding(finding),
        "place": wording.place(finding.place),
        "cost": wording.mark(item.deducted) if item.deducted else "",
        "quote": _short(plain(cited.quote)) if cited else "",
        "stored": month.copies.get(cited, "") if cited else "",
        "disputed": bool(item.open),
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _open(owed: Mapping[str, Part], grid: Grid, wording: Wording) -> list[Data]:
    """Those who could not be judged in full, and why."""
    rows: list[Data] = []
    for id, part in owed.items():
        doubted = doubts_of(part)
        if doubted:
            told = dict.fromkeys((wording.outcome(each.outcome), why(each.finding, wording)) for each in doubted)
            share = open_share(part.score)
            rows.append(
                {
                    **_name(id, grid),
                    "share": small_percent(share),
                    "value": "" if share is None else f"{share:.6f}",
                    "reasons": [{"outcome": outcome, "words": words} for outcome, words in told],
                }
            )
    return rows


def _trend(theme: Theme, grids: Sequence[Grid], wording: Wording) -> Iterator[Data]:
    """The topic over the months; nothing for a month without results, or whose scheme did not ask for it."""
    known = {grid.past.period: grid for grid in grids}
    for period, _ in calendar([grid.past for grid in grids]):
        grid = known.get(period)
        owed = grid.owed(theme) if grid else {}
        score = grid.score(theme) if grid else None
        rate, share = (score.rate, open_share(score)) if score else (None, None)
        problems = sum(len(failures(part)) for part in owed.values())
        yield {
            "month": str(period),
            "rate": number(None if rate is None else rate * 100, wording, 1),
            "open": number(None if share is None else share * 100, wording, 1),
            "problems": count(problems if rate is not None or problems else None),
            "owed": count(len(owed) if grid else None),
        }
