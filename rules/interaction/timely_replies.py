"""来信答复 — letters are answered in time.

Letters that a site publishes bear the day on which they came and that of the answer. Not to publish letters is no fault;
petitions (网上信访) and reports of offences have laws of their own and are not looked at. No letter is ever sent to try it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, passed
from rules.hearing.channels import TOPIC, channel
from rules.hearing.letters import State, letters
from rules.hearing.replies import late, recent, timely, unanswered, undated, unseen
from rules.rule import rule


@rule(
    title="来信答复",
    duty="公开的来信、留言写明来信时间和答复时间，在规定时间内答复；2015年3月24日起检查网上咨询渠道，2019年4月1日起没有渠道的视为不合格。网上信访、纪检举报不算。",
    basis="国办发〔2015〕15号附件“互动回应差”；国办秘函〔2019〕19号“互动回应差”",
    reads=[TOPIC],
    problems={
        "missing": "没有网上咨询渠道",
        "broken": "网上咨询渠道打不开",
        "unanswered": "来信超过规定时间没有答复",
        "undated": "答复没有注明时间",
        "late": "来信答复超过规定时间",
    },
    spans=("unanswered", "late"),
    anchored=("unanswered", "undated"),
)
def timely_replies(site: Snapshot, *, within_days: int) -> Iterator[Finding]:
    """Every published letter of the last year was answered in so many days, and the answer bears its day."""
    within = timedelta(days=within_days)
    found = recent(letters(site), site)
    findings = [*unanswered(found, site, within), *late(found, within), *undated(found, site), *unseen(site)]
    answered = [each for each in found if each.state is State.ANSWERED]
    if findings:
        yield from findings
    elif in_time := timely(found, within):
        note = "查看了近一年公开的{number}封来信，均已在规定时间内答复"
        yield passed(*(each.page.cite(each.title) for each in in_time[:3]), note=note, number=str(len(in_time)))
    elif answered:
        note = "来信有答复，没有读到来信时间和答复时间，请人工查看"
        yield cant_tell("undated", answered[0].page.cite(answered[0].title), note=note)
    else:
        yield channel(site)
