"""办事公开目录 — what a body that serves the public does for whom, how, how fast and for how much.

Public enterprises and departments that serve the public tell of their services under one catalogue: until 2020 after
local rules, from 2021 after 国办发〔2020〕50号, by which each trade has its own list of what is to be told.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable
from rules.institutions import services
from rules.institutions.owed import owed
from rules.rule import rule


@rule(
    title="办事公开目录",
    duty="2008年5月起面向社会服务的部门和公共企事业单位公布办事公开目录，写明职责、承诺、依据、时限、流程、收费、投诉；2021年起按国办发〔2020〕50号。",
    basis="《政府信息公开条例》（国务院令第492号）第三十七条；《政府信息公开条例》（国务院令第711号）第五十五条；国办发〔2020〕50号",
    reads=["services-catalogue"],
    problems={
        "missing": "没有办事公开目录",
        "broken": "办事公开目录或其附件打不开",
        "empty": "办事公开目录没有内容",
        "no-element": "办事公开目录缺少要素",
    },
    stops=("broken",),
)
def service_catalogue(site: Snapshot) -> Iterator[Finding]:
    """The catalogue of services opens and tells what is done, on what grounds, how, how fast, for how much, and where to complain."""
    due = owed("services", site.period.last)
    if due is None:
        yield inapplicable("《政府信息公开条例》自2008年5月1日起施行")
        return
    shown = services.services(site)
    if not shown.pages:
        yield services.without(site, shown)
        return
    yield from list(services.contents(shown, due)) or [services.told(shown, due)]
