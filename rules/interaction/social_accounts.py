"""政务微博、微信 — where else a body speaks and listens.

A body names its micro-blog or messaging account on its site. Only that it is named is looked at: the platforms let no
program in, and whether the account is kept up is for inspectors. A body may have none, so that absence is left to a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.profile.accounts import accounts
from rules.rule import rule
from rules.topics import obstacle, searched, topics

TOPIC = "social-account"
ASKED_FROM = date(2013, 10, 1)  # 国办发〔2013〕100号，2013年10月1日


@rule(
    title="政务微博、微信账号",
    duty="开设了政务微博、微信的，在网站上写明账号；2013年10月起鼓励各单位开设。只看是否写明，账号的更新由人查看。",
    basis="《国务院办公厅关于进一步加强政府信息公开回应社会关切提升政府公信力的意见》（国办发〔2013〕100号）",
    reads=[TOPIC],
    problems={"missing": "网站上没有写明政务微博、微信", "no-name": "没有写明账号名称", "broken": "账号的链接打不开"},
)
def social_accounts(site: Snapshot) -> Iterator[Finding]:
    """The site names its account on another platform, by name, by address or by a code to scan."""
    found = list(accounts(site))
    titled = [lost for lost in site.unreached if topics()[TOPIC].titled(lost.label) and lost.reason.proves_absence]
    if named := [each for each in found if each.is_named]:
        yield passed(named[0].page.cite(named[0].words), note="写明了账号：{words}", words=named[0].words[:60])
    elif titled:
        yield failed("broken", titled[0].cite(), note="“{label}”打不开", label=titled[0].label)
    elif found:
        note = "只有“{words}”，没有写明账号名称，请人工查看"
        yield cant_tell("no-name", found[0].page.cite(found[0].words), note=note, words=found[0].words[:60])
    elif site.period.first < ASKED_FROM:
        yield inapplicable("2013年10月前没有要求开设政务微博、微信")
    elif lost := obstacle(site, TOPIC):
        yield untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    else:
        yield cant_tell("missing", *searched(site, TOPIC), note="没有看到账号，可能没有开设，请人工核实")
