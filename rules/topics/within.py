"""What the text of a page holds, weighed against what it is called: the text decides where a title says nothing or is borrowed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rules.topics.bodies import FORMS, Held
from rules.topics.genres import Genre
from rules.topics.look import Look
from rules.topics.overruled import SHORT
from rules.topics.telling import reads_as_news
from rules.topics.weights import BESIDE, LIKELY, TITLE, TOLD, Weights

SURE = 2  # signs beyond those needed, from which on a text is a document however it begins
SIBLINGS = [  # of which the text says better than a title which of the two a page is
    pair
    for one, two in (
        ("air-quality-daily", "air-quality-period"),
        ("power-list", "power-flowchart"),
        ("power-list", "approval-change"),
        ("disclosure-guide", "disclosure-application"),
        ("price-and-fees", "price-enforcement"),
    )
    for pair in ((one, two), (two, one))
]
BY_SHAPE = {"interview", "opinion-box", "column-index", "news", "interpretation", "power-flowchart", "other", ""}
_GUIDE = re.compile("指南|须知|告知|明白[卡纸]|手册|怎么办|如何办")
_SERVES = re.compile("供水|供电|供气|供热|公交|燃气|自来水|水价|医院|有线电视|客运|环卫|殡葬|公司")


def by_body(
    look: Look,
    named: Mapping[str, str],
    sure: Mapping[str, str],
    held: list[Held],
    genre: Genre | None,
    weights: Weights,
) -> None:
    """What a text says whatever it is called: news under the title of a document, or a document without one."""
    if _GUIDE.search(look.name):
        held = [
            each for each in held if each.topic != "power-flowchart"
        ]  # a guide tells the steps of its chart in words
    unsure = not held or held[0].beyond < SURE
    if unsure and not look.is_tabled and reads_as_news(look.lead, look.body):
        weights.lower([name for name in weights.topics() if name != "news"], "")
        weights.raise_to("news", "content", look.lead[:30], TOLD)
    elif held and genre is None:
        _as_held(look, named, sure, held, weights)


def _as_held(look: Look, named: Mapping[str, str], sure: Mapping[str, str], held: list[Held], weights: Weights) -> None:
    """What the text holds where nothing else is likely, and where it surely holds something else than it is called."""
    first = held[0]
    if not weights.is_likely and (not named or first.beyond > 0):
        weights.raise_to(first.topic, "content", first.words, LIKELY + min(first.beyond, 4) * 5)
    foremost = weights.foremost
    beyond = {each.topic: each.beyond for each in held}
    if weights.foremost == "service-guide" and beyond.get("service-catalogue", -1) > 0 and _SERVES.search(look.body):
        weights.cap("service-guide", "structure", "service-catalogue", BESIDE)
        weights.raise_to("service-catalogue", "content", "", TITLE)
    if (
        not named
        and first.beyond > beyond.get(foremost, -1) + (first.topic not in FORMS)
        and foremost not in BY_SHAPE | {first.topic}
    ):
        weights.raise_to(first.topic, "content", first.words, min(weights.weight(foremost) + 1, TOLD))
    if foremost in named and foremost not in sure and foremost not in BY_SHAPE and first.topic != foremost:
        most = 2 if len(look.name) <= SHORT else 3
        if first.beyond >= most and first.beyond > beyond.get(foremost, -1) + most:
            weights.cap(foremost, "structure", first.topic, BESIDE)
            weights.raise_to(first.topic, "content", first.words, TITLE)
    for told, other in SIBLINGS:
        if weights.foremost == told and beyond.get(other, -1) > beyond.get(told, -1):
            whole = weights.weight(told)
            weights.cap(told, "structure", other, BESIDE)
            weights.raise_to(other, "content", "", whole)
