"""Who answers for the enforcement of prices, by the name of a body and the day.

Price bureaus were merged into the commissions for development from 2016 on, and enforcement went to the offices for
market supervision with the reform of March 2018, which counties and cities carried out until the middle of 2019. The
days of single places are unverified, so that a body that may have handed the duty on is never accused of silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Tenure:
    """Bodies by their names, and the days between which they surely answer for the enforcement of prices."""

    names: re.Pattern[str]
    begin: date
    end: date


TENURES = (
    Tenure(re.compile("物价|价格"), date.min, date(2015, 12, 31)),
    Tenure(re.compile("发展和?改革|发改"), date.min, date(2018, 2, 28)),  # 《深化党和国家机构改革方案》，2018年3月
    Tenure(re.compile("市场监督|市场监管|工商"), date(2019, 7, 1), date.max),
)


def surely_owes(name: str, last: date) -> bool:
    """Whether a body of this name surely answers for the enforcement of prices on a day; other names are taken to."""
    known = [each for each in TENURES if each.names.search(name)]
    return not known or any(each.begin <= last <= each.end for each in known)
