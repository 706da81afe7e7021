"""Content systems of the sample city: each turns a SiteContent into pages."""

from __future__ import annotations

from collections.abc import Mapping

from reports.samplecity.content import Response, SiteContent
from reports.samplecity.systems.base import System
from reports.samplecity.systems.gkmlpt import Gkmlpt
from reports.samplecity.systems.hanweb import Hanweb
from reports.samplecity.systems.modern import Modern
from reports.samplecity.systems.static import Static
from reports.samplecity.systems.trs import Trs
from reports.samplecity.systems.vsb import Vsb

SYSTEMS: Mapping[str, type[System]] = {
    "static": Static,
    "trs": Trs,
    "hanweb": Hanweb,
    "vsb": Vsb,
    "modern": Modern,
    "gkmlpt": Gkmlpt,
}


def render(site: SiteContent, home: str, neighbours: Mapping[str, str]) -> dict[str, Response]:
    """Every address of a site, as path with query, with its answer."""
    return SYSTEMS[site.system](site, home, neighbours).pages()
