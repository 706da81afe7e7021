"""Which finding a person means: by its full name, by its key, or by the beginning of its digest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.decided import is_there, named
from checker.identity import Named
from checker.indicator import Indicator
from checker.scoring import DOUBTFUL, Assessment, Verdict, Weighed
from crawler.period import Period
from reports.session import Usage
from reports.stored import Results
from reports.wording import Wording, plain
from rules.finding import Outcome

DISPUTABLE = (Outcome.FAILED, *DOUBTFUL)
KEY = re.compile(r"(\d{4}-\d\d)/([a-z0-9_-]+)/([A-Za-z0-9._-]+)/([0-9a-f]{10})(?:~([0-9a-f]{4}))?")
SHORTEST, SHOWN = 4, 12  # digits of a digest that name a finding; findings that a message lists


@dataclass(frozen=True)
class Disputed:
    """A finding with its name and all that it belongs to."""

    name: Named
    assessment: Assessment
    indicator: Indicator
    verdict: Verdict
    item: Weighed

    @property
    def digest(self) -> str:
        """The last part of its name, by which people point at it."""
        return self.name.key.rpartition("/")[2]


def findings_by_key(results: Results) -> dict[str, Disputed]:
    """Every finding of a month by the key of its name; what does not bind is none."""
    return {each.name.key: each for assessment in results.assessments for each in _every(results, assessment)}


def month_of(word: str) -> Period | None:
    """The month that a name or key says, None when the word is neither."""
    match = KEY.fullmatch(_typed(word))
    try:
        return Period.parse(match[1]) if match else None
    except ValueError:
        return None


def pointed(results: Results, assessment: Assessment, word: str, wording: Wording) -> Disputed:
    """The finding of a department that a word means, which costs it something or leaves something in doubt.

    Raises Usage with those that could be meant when there is none, or more than one.
    """
    every = list(_every(results, assessment))
    told, match = _typed(word), KEY.fullmatch(_typed(word))
    if match and match[2] != assessment.department.id:
        raise Usage("编号 {word} 是单位 {other} 的，不是 {name} 的",
                    word=plain(word), other=match[2], name=assessment.department.name)  # fmt: skip
    found = [each for each in every if _means(told, each)]
    disputable = [each for each in found if each.item.outcome in DISPUTABLE]
    if len(disputable) == 1:
        return disputable[0]
    if len(found) == 1:
        raise Usage("检查发现 {name} 没有扣分，也没有存疑，无须申诉", name=str(found[0].name))
    near = disputable or [each for each in every if each.item.outcome in DISPUTABLE]
    if not near:
        values = {"name": assessment.department.name, "period": str(results.period)}
        raise Usage("{name} {period} 没有扣分或存疑的检查发现", **values)
    what = (
        "有几条检查发现的编号以“{word}”开头，请多写几位："
        if disputable
        else "没有编号为“{word}”的检查发现，可申诉的有："
    )
    listed = "\n".join(_listed(near, wording))
    raise Usage("{what}\n{listed}", what=wording.say(what, word=plain(word)), listed=listed)


def described(each: Disputed, wording: Wording) -> str:
    """A finding in one line: place, problem, subject, and what it costs or leaves in doubt."""
    finding = each.item.finding
    problem = wording.problem(each.verdict.rule, finding.problem) if finding.problem else ""
    said = problem or wording.outcome(finding.outcome)
    said += f"{wording.say('：')}{wording.subject(plain(finding.subject))}" if finding.subject else ""
    return f"{wording.place(finding.place)}　{said}　{cost(each.item, wording)}".rstrip("　")


def cost(item: Weighed, wording: Wording) -> str:
    """What a finding costs as it stands, in words."""
    if item.deducted:
        return wording.say("扣 {mark} 分", mark=wording.mark(item.deducted))
    if item.doubted:
        return wording.say("{mark} 分不能评定", mark=wording.mark(item.doubted))
    return wording.say("没有再扣分") if item.outcome in DISPUTABLE else wording.say("不扣分")


def _typed(word: str) -> str:
    """What was typed, full-width letters and digits made plain."""
    return unicodedata.normalize("NFKC", word).strip().replace("〜", "~")


def _every(results: Results, assessment: Assessment) -> Iterator[Disputed]:
    known = {each.id: each for each in results.scheme.indicators}
    for verdict in assessment.verdicts:
        for name, item in named(assessment, verdict):
            if is_there(item):
                yield Disputed(name, assessment, known[verdict.indicator], verdict, item)


def _means(word: str, each: Disputed) -> bool:
    """Whether a word is the finding's key, or the beginning of its digest, alone or after the indicator."""
    key = word.partition("~")[0]
    if KEY.fullmatch(word):
        return key == each.name.key
    head, _, digest = key.rpartition("/")
    if head not in ("", each.name.indicator) or len(digest) < SHORTEST:
        return False
    return each.digest.startswith(digest.lower())


def _listed(near: Sequence[Disputed], wording: Wording) -> Iterator[str]:
    for each in near[:SHOWN]:
        yield f"  {each.name.indicator}/{each.digest}　{described(each, wording)}"
    if len(near) > SHOWN:
        yield wording.say("  … 还有 {count} 条，见 gongkai explain", count=str(len(near) - SHOWN))
