"""政策解读 — what a document of policy means, told to those whom it binds.

With a document that matters to many a body publishes why it was made and what it changes: at the same time or a few
days later, and each of the two leads to the other. Which document matters, only a person can tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.explaining import judged
from rules.explaining.pairs import TOPIC
from rules.finding import Finding
from rules.rule import rule


@rule(
    title="政策文件解读",
    basis="国办发〔2013〕100号；国办发〔2016〕80号《关于全面推进政务公开工作的意见》实施细则；国办秘函〔2019〕19号",
    reads=[TOPIC],
    problems={
        "missing": "没有公开政策解读",
        "outdated": "政策解读长期没有更新",
        "uninterpreted": "没有看到文件的解读",
        "unlinked": "解读与文件没有互相链接",
        "broken": "政策解读或其附件打不开",
    },
    duty="2013年10月起重要政策文件要有解读，2016年11月起文件与解读同步发布，2019年4月起文件与解读互相链接；"
    "哪些文件需要解读，由人工判断。",
    hiding=("missing", "broken"),
    spans=("uninterpreted", "unlinked", "broken"),
    anchored=("uninterpreted", "unlinked", "broken"),
)
def interpretation(site: Snapshot, *, within_days: int, quiet_months: int) -> Iterator[Finding]:
    """Documents of policy are interpreted within some days, and each leads to the other."""
    yield from judged.judged(site, within_days, quiet_months)
