"""The one address, telephone and postcode of a body, wherever it names them."""

from __future__ import annotations

from dataclasses import dataclass

from reports.samplecity.people import address, telephone

POSTCODE = "153000"
HOURS = "工作日上午8:00-11:30，下午13:30-17:00"


@dataclass(frozen=True)
class Contacts:
    """How a body is reached."""

    office: str
    where: str
    telephone: str
    fax: str
    mail: str
    complaints: str
    postcode: str = POSTCODE
    hours: str = HOURS


def contacts(seed: int, body: str, org: str, city: str) -> Contacts:
    """How a body is reached; `org` is its full name."""
    return Contacts(
        f"{org}办公室",
        f"{city}{address(seed, body)}",
        telephone(seed, body),
        telephone(seed, body, "fax"),
        f"{body.replace('-', '')}@sample.example",
        telephone(seed, body, "complaints"),
    )
