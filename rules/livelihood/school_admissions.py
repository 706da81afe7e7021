"""招生信息 — whom the schools admit this year, by which rules, and with what result."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, passed
from rules.published import contents, presence
from rules.rule import rule
from rules.schools.admitted import TOPIC, admissions, due_year, of_year, parts_lacking
from rules.spoken import is_spoken, only_spoken


@rule(
    title="招生信息",
    theme="education",
    basis="国办发〔2013〕73号（九）；《高等学校信息公开办法》（教育部令第29号）第七条；教办〔2010〕15号（中小学信息公开，未核对）",
    duty="公开当年的招生政策、招生计划，招生结束后公开结果。",
    reads=[TOPIC],
    problems={
        "missing": "没有公开招生信息",
        "outdated": "只有往年的招生信息",
        "broken": "招生信息或其附件打不开",
        "empty": "招生信息没有内容",
        "no-field": "招生信息缺少要素",
    },
    spans=True,
    anchored=("broken", "empty"),
)
def school_admissions(site: Snapshot, *, owed_from: int) -> Iterator[Finding]:
    """The policy, the plan and, once it is known, the result of the admissions of the year are published and open."""
    found, due = admissions(site), due_year(site.period.last, owed_from)
    now = [each for each in found if any(each in of_year([each], year) for year in range(due, due + 2))]
    if not found:
        yield presence.missing(site, TOPIC)
        return
    if not now:
        yield presence.not_of_year(site, TOPIC, found, due)
        return
    if all(is_spoken(each.page) for each in now):
        yield only_spoken([each.page for each in now])
        return
    wrong = [*contents.opened(now), *parts_lacking(now, site.period.last, due)]
    cited = tuple(each.page.cite() for each in now[: contents.MOST])
    yield from wrong or [passed(*cited, note="已公开 {year} 年招生信息 {count} 份", year=str(due), count=str(len(now)))]
