"""What documents state: figures, days, items, in the forms of the public contract."""

from __future__ import annotations

from crawler.snapshot import Document
from rules.facts import air, annual_report, power_list, powers, service_guide, three_public
from rules.topics import speaks_of

READERS = {
    "three_public": (
        ("three-public-budget", "three-public-final", "department-budget", "department-final-accounts"),
        three_public.facts,
    ),
    "air_quality": (("air-quality-daily",), air.facts),
    "power_list": (("power-list",), power_list.facts),
    "flowchart": (("power-flowchart",), powers.facts),
    "annual_report": (("annual-report",), annual_report.facts),
    "service_guide": (("service-guide", "other"), service_guide.facts),
}


def facts_of(document: Document) -> dict[str, dict[str, object]]:
    """The facts that a document states on the topics it is a disclosure on."""
    found = {}
    for name, (topics, read) in READERS.items():
        facts = read(document) if any(speaks_of(document, topic) for topic in topics) else None
        if facts is not None:
            found[name] = facts
    return found
