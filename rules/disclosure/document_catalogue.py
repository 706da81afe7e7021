"""公文目录 — the list of a body's numbered documents.

Each document is listed with its index, its number, who issued it and when; its text opens, and no two documents
bear one number.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable
from rules.institutions import catalogued
from rules.institutions.doubled import doubled
from rules.institutions.entries import Entry, catalogue
from rules.institutions.fields import DAY, INDEX, NUMBER, is_unnumbered
from rules.institutions.owed import owed
from rules.institutions.stated import issuer_states, number_states, states
from rules.rule import rule

TOPIC = "numbered-documents"


@rule(
    title="公文目录",
    duty="2008年5月起公布公文目录，每件有索引号、文号、发布机构、发文日期，正文能打开，文号不重复，并及时更新。",
    basis="《政府信息公开条例》（国务院令第492号）第九条、第十九条；《政府信息公开条例》（国务院令第711号）第十二条、第二十条第（一）项",
    reads=[TOPIC],
    problems={
        "missing": "没有公文目录",
        "broken": "公文目录打不开",
        "empty": "公文目录没有条目",
        "no-field": "公文目录缺少要素",
        "blank-field": "公文目录的要素空白",
        "no-text": "公文没有正文或打不开",
        "doubled": "不同公文的文号相同",
        "outdated": "公文目录没有新增条目",
    },
    hiding=("missing", "broken", "empty"),
    anchored=("no-text", "blank-field", "doubled"),
)
def document_catalogue(site: Snapshot, *, quiet_months: int) -> Iterator[Finding]:
    """The documents are listed with index, number, issuer and day, each text opens, no number is doubled, and there are new ones."""
    if owed("guide", site.period.last) is None:
        yield inapplicable("《政府信息公开条例》自2008年5月1日起施行")
        return
    shown = catalogue(site, TOPIC, NUMBER)
    if not shown.entries:
        yield catalogued.without(site, shown, TOPIC)
        return
    wrong = [
        *catalogued.lacking("索引号", states(shown.entries, INDEX), shown.about.any),
        *catalogued.lacking("文号", number_states(shown.entries)),
        *catalogued.unnumbered(shown.entries),
        *catalogued.lacking("发布机构", issuer_states(site, shown.entries)),
        *catalogued.lacking("发文日期", states(shown.entries, DAY)),
        *catalogued.textless([each for each in shown.entries if _is_document(each)]),
        *doubled(shown.entries),
        *catalogued.quiet(site, shown, TOPIC, quiet_months),
    ]
    yield from wrong or [catalogued.listed(shown)]


def _is_document(entry: Entry) -> bool:
    """Whether an entry is listed as a document, or its page does not itself say that it bears no number."""
    return entry.row is not None or not is_unnumbered(entry.told(NUMBER.name))
