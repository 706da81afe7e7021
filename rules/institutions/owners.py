"""Whose guide or catalogue a page is, by the body that its title names."""

from __future__ import annotations

import re

from crawler.snapshot import Page, Snapshot
from rules.bodies import is_body, is_place, may_mean, means
from rules.phrases import squeeze

_MATTER = re.compile(
    "(?:政府|政务|企业|单位|部门)?(?:信息|政务)?(?:依申请|办事|院务|校务|主动)?公开.*$|公共服务.*$|服务事项.*$|办事指南.*$"
)
_BEFORE = re.compile("^(?:关于)?(?:公布|发布|印发|修订|更新)?(?:19|20)\\d\\d年?(?:度|版)?|^(?:关于|公布|发布)")


def named_in(title: str) -> str:
    """The body or place that a title names before it speaks of disclosure; "" for none."""
    head = _MATTER.sub("", _BEFORE.sub("", squeeze(title))).strip(":-_—|>()[]")
    return head if is_body(head) or is_place(head) else ""


def stranger(site: Snapshot, page: Page, title: str) -> str:
    """The name of another body whose page this is by its title; "" for the body's own or where no name tells."""
    name = named_in(title)
    if not name or is_place(name):
        return ""
    names = site.department.names
    return (
        ""
        if means(name, names) or may_mean(name, names) or (name in page.issuer and means(page.issuer, names))
        else name
    )
