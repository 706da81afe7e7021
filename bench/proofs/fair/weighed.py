"""What was said of a scene held against what could be known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bench.proofs.fair.duties import Duty
from bench.proofs.fair.judging import Said
from bench.proofs.fair.scenes import Scene, Stand
from rules.finding import Outcome

OPEN = (Outcome.UNTESTED, Outcome.CANT_TELL)


@dataclass(frozen=True)
class Weighed:
    """What a scene that could not be checked came to.

    `accused` is what was found wrong though nothing is, `unsaid` what was left open without a word why, `passed` what was
    passed though nothing that shows it was sent. `open` are duties left open that nobody could know of; `kept` of `other`
    duties that could be known were judged as ever.
    """

    accused: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    open: int = 0
    kept: int = 0
    other: int = 0
    is_met: bool = True  # whether the duty that the scene is about was left open


def weighed(scene: Scene, said: list[Said], duties: Mapping[tuple[Stand, str], Duty]) -> Weighed:
    """What is to be said of a scene in which nothing is wrong, and not everything can be seen."""
    accused = [
        f"{scene.name}: {each}" for each in said if each.outcome is Outcome.FAILED and each.rule not in scene.besides
    ]
    unsaid = [f"{scene.name}: {each}" for each in said if each.outcome in OPEN and not each.note]
    passed: list[str] = []
    left = kept = other = 0
    met = not scene.target[0]
    for (stand, rule), duty in duties.items():
        site = scene.sites.get(stand[2])
        if site is None or site.stand != stand or rule in scene.besides:
            continue
        mine = [each for each in said if (each.rule, each.place) == (rule, stand[2])]
        is_open = any(each.outcome in OPEN for each in mine)
        if duty.shown & site.delivered:
            if duty.shown <= site.delivered:
                other += 1
                kept += bool(mine) and all(each.outcome is Outcome.PASSED for each in mine)
            if (rule, stand[2]) == scene.target:
                met = True
            continue
        left += is_open
        seen = any(set(each.paths) & (site.delivered | site.hidden) for each in mine if each.outcome is Outcome.PASSED)
        if (rule, stand[2]) == scene.target and (is_open or seen):
            met = True
        if mine and not is_open and not seen and rule != "foreign-content":
            passed.append(f"{scene.name}: {rule} passed unseen: {[str(each) for each in mine]}")
    return Weighed(tuple(accused), tuple(unsaid), tuple(passed), left, kept, other, met)
