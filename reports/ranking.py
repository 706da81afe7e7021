"""The city's ranking on the terminal: how the month went in a few lines, who stands where, and what most of them lack."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from checker.scheme import Scheme
from checker.scoring import Assessment
from reports.history import Past
from reports.lines import Wrapped
from reports.marks import Legible
from reports.moves import moves
from reports.ranking_city import headline, legend, summary
from reports.ranking_table import Ranked, table
from reports.standing import standings
from reports.wording import Wording, plain


def ranking(
    assessments: Sequence[Assessment], scheme: Scheme, wording: Wording, before: Past | None = None, city: str = ""
) -> RenderableType:
    """Groups one after another, best first; before them how the city did, after them what was found and could not be checked.

    `before` is the month before, None where it was not checked.
    """
    found, period = standings(assessments, scheme), assessments[0].period
    ranked = Ranked(found, moves(found, scheme, before, period), scheme, wording)
    words = "{city} {period} 网上检查排名" if city else "{period} 网上检查排名"
    title = Wrapped(Text(wording.say(words, city=plain(city), period=str(period)), style="bold"))
    parts = (title, *headline(ranked), Text(), table(ranked), *summary(ranked), Text(), *legend(ranked))
    return Legible(Group(*parts))
