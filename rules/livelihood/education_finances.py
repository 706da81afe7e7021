"""教育收费和财务信息 — what schools charge, and what they receive and spend."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, passed
from rules.published import contents, presence
from rules.published.items import newest_first
from rules.rule import rule
from rules.schools.admitted import due_year
from rules.schools.charged import TOPIC, charges, finances, parts_lacking, years_of
from rules.spoken import is_spoken, only_spoken


@rule(
    title="教育收费和财务信息",
    theme="education",
    basis="国办发〔2013〕73号（九）；《高等学校信息公开办法》（教育部令第29号）第七条；教办〔2010〕15号（中小学信息公开，未核对）",
    duty="公开当年的教育收费项目、标准、依据和学校收支情况。",
    reads=[TOPIC],
    problems={
        "missing": "没有公开教育收费和财务信息",
        "outdated": "只有往年的教育收费和财务信息",
        "broken": "教育收费和财务信息或其附件打不开",
        "empty": "教育收费和财务信息没有内容",
        "no-field": "教育收费和财务信息缺少要素",
    },
    spans=True,
    anchored=("broken", "empty"),
)
def education_finances(site: Snapshot, *, owed_from: int) -> Iterator[Finding]:
    """Of the year that is owed it is told what schools charge and on what ground, and what they receive and spend."""
    found, due = newest_first([*charges(site), *finances(site)]), due_year(site.period.last, owed_from)
    now = [each for each in found if years_of(each) & {due, due + 1}]
    if not found:
        yield presence.missing(site, TOPIC)
        return
    if not now:
        yield presence.not_of_year(site, TOPIC, found, due)
        return
    if all(is_spoken(each.page) for each in now):
        yield only_spoken([each.page for each in now])
        return
    wrong = [*contents.opened(now), *parts_lacking(site, now)]
    cited = tuple(each.page.cite() for each in now[: contents.MOST])
    yield from wrong or [
        passed(*cited, note="已公开 {year} 年教育收费和财务信息 {count} 份", year=str(due), count=str(len(now)))
    ]
