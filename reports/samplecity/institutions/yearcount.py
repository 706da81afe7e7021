"""The figures of a body's yearly report on disclosure: they add up, and go on from year to year."""

from __future__ import annotations

from dataclasses import dataclass

from reports.samplecity.dice import dice

GRANTED, PARTLY, SECRET, NOT_HELD, OTHER = "予以公开", "部分公开", "属于国家秘密", "本机关不掌握相关政府信息", "其他"


@dataclass(frozen=True)
class Year:
    """What was asked for and answered in a year; `firms` of the new requests came from firms."""

    new: int
    firms: int
    before: int
    after: int
    granted: int
    partly: int
    not_held: int
    shown: int  # papers published
    rules: int  # normative documents made
    abolished: int
    valid: int
    licences: int
    penalties: int
    fees: int

    @property
    def ended(self) -> int:
        """How many were dealt with."""
        return self.granted + self.partly + self.not_held


def asked(seed: int, body: str, year: int) -> Year:
    """The figures of a year."""
    chance = dice(seed, body, year, "asked")
    before, after = _left(seed, body, year - 1), _left(seed, body, year)
    new = max(chance.randrange(0, 7), after)
    ended = new + before - after
    partly = min(ended, chance.randrange(2))
    not_held = min(ended - partly, chance.randrange(3))
    made, gone = _rules(seed, body, year)
    valid = 12 + sum(m - g for m, g in (_rules(seed, body, each) for each in range(2012, year + 1)))
    return Year(
        new, min(new - after, chance.randrange(2), ended - partly - not_held), before, after, ended - partly - not_held, partly, not_held,
        chance.randrange(120, 900), made, gone, valid, chance.randrange(200), chance.randrange(90), chance.randrange(500),
    )  # fmt: skip


def _left(seed: int, body: str, year: int) -> int:
    """How many requests a year leaves to the next."""
    return max(0, dice(seed, body, year, "left").randrange(-4, 2))


def _rules(seed: int, body: str, year: int) -> tuple[int, int]:
    chance = dice(seed, body, year, "rules made")
    return chance.randrange(1, 5), chance.randrange(0, 2)
