"""政府信息公开制度 — the rules that a body gave itself for disclosing.

Who examines what is secret, who counts, who answers, who explains, who is called to account: a body settles that in
systems of disclosure and shows them. Which ones are owed, a scheme names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from crawler.snapshot import Snapshot
from rules.bylaws.shelf import TOPIC, judged
from rules.finding import Finding, inapplicable
from rules.rule import rule

IN_FORCE = date(2008, 5, 1)  # 《政府信息公开条例》（国务院令第492号）施行


@rule(
    title="政府信息公开制度",
    basis="《中华人民共和国政府信息公开条例》（国务院令第492号）第四条；修订后（国务院令第711号）第四条",
    reads=[TOPIC],
    problems={
        "missing": "没有公开任何政府信息公开制度",
        "no-system": "没有公开列明的某项制度",
        "broken": "公开制度或其附件打不开",
        "empty": "公开制度没有内容",
    },
    duty="2008年5月1日起建立健全政府信息公开工作制度；方案列明的每项制度都能找到，打得开，有内容。",
    hiding=("missing", "no-system", "broken", "empty"),
)
def disclosure_systems(site: Snapshot, *, systems: str) -> Iterator[Finding]:
    """The systems of disclosure that the scheme names are shown, open, and hold something."""
    if site.period.last < IN_FORCE:
        yield inapplicable("《政府信息公开条例》自2008年5月1日起施行，尚未到期")
        return
    yield from judged(site, [name.strip() for name in re.split("[；;]", systems) if name.strip()])
