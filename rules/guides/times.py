"""The limits that guides state against those of the list, where both state one of the same kind in the same unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rules.guides.guide import Guide
from rules.phrases import squeeze
from rules.powers.limits import Limit, Limits, first_of, limit_of, limits_in, listed_limits

LEGAL, PROMISED = "法定期限", "承诺期限"


def of_guides(guides: Iterable[Guide]) -> Limits:
    """The legal and the promised limit of guides, each where nothing that they say contradicts it."""
    return first_of(_of_part(part.heading, part.content) for guide in guides for part in guide.under("limit"))


def _of_part(heading: str, content: str) -> Limits:
    named, label = limits_in(content), squeeze(heading)
    if named.legal or named.promised:
        return named
    one = limit_of(content)
    return Limits(one if "法定" in label else None, one if "承诺" in label and "法定" not in label else None)


def differing(guides: Iterable[Guide], fields: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(kind, in the guide, in the list) of each limit that both state in one unit and that is not the same."""
    shown, listed = of_guides(guides), listed_limits(fields)
    for kind, own, other in ((LEGAL, shown.legal, listed.legal), (PROMISED, shown.promised, listed.promised)):
        if own and other and _differ(own, other):
            yield kind, own.text, other.text


def _differ(own: Limit, other: Limit) -> bool:
    return own.differs(other) is True
