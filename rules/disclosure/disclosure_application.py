"""依申请公开渠道 — how to ask for what is not published.

A body tells the public whom to ask, where to send it and how long an answer takes, and gives a form, on paper or
on the web. The program looks at the form and never sends one.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable
from rules.institutions import applications
from rules.institutions.owed import owed
from rules.rule import rule


@rule(
    title="依申请公开渠道",
    duty="2008年5月起公布依申请公开的渠道，申请表或在线申请能打开，写明受理机构、递交方式和答复期限。",
    basis="《政府信息公开条例》（国务院令第492号）第二十条、第二十四条；《政府信息公开条例》（国务院令第711号）第二十八条、第二十九条、第三十三条",
    reads=["application-channel", "own-guide"],
    problems={
        "missing": "没有依申请公开渠道",
        "broken": "依申请公开页面或申请表打不开",
        "no-form": "没有申请表或在线申请",
        "no-element": "依申请公开没有写明要素",
    },
    stops=("broken",),
)
def disclosure_application(site: Snapshot) -> Iterator[Finding]:
    """The page opens, a form is there and opens, and it is told whom to ask, where and for how long."""
    due = owed("application", site.period.last)
    if due is None:
        yield inapplicable("《政府信息公开条例》自2008年5月1日起施行")
        return
    shown = applications.channel(site)
    seen = applications.forms(site, shown)
    if not shown.pages:
        verdict = applications.without(site)
        if verdict.problem == "broken" or not (seen.open or applications.is_guided(shown, verdict)):
            yield verdict
            return
    wrong = [*applications.form_findings(site, shown, seen), *applications.elements(shown, due)]
    yield from wrong or [applications.told(shown, seen, due)]
