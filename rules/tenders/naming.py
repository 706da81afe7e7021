"""Which project a notice about a tender is for: its name and its numbers."""

from __future__ import annotations

import re

from rules.phrases import squeeze

SHORTEST = 6  # characters of a name that can be told from others
_KIND = re.compile(
    "(?:公开)?(?:招标|采购|中标|成交|中选|定标|评标|开标|比选|询价|竞争性(?:谈判|磋商)|竞争性|磋商|谈判|资格预审|单一来源|终止"
    "|流标|废标|失败|变更|更正|澄清|答疑|补遗|延期|交易|合同)?"
    "(?:候选人|结果|文件|人|控制价|最高限价|项目|记录|邀请|采购)*(?:的)?(?:公[示告布开]|通知书?|情况|结果|信息|函|书"
    "|表)[)]?(?:[(].{0,10}[)])?$"
)
_AROUND = re.compile(
    "^(?:关于|[(【\\[][^)】\\]]{0,12}[)】\\]])+|(?:的|之)$|[(](?:第?[一二三四五123456]次|重新?招标?|再次|修改|二次)[)]"
    "|第[二三四]次|(?:重新|二次)招标|[一二三四五六\\d]+标段|标段[一二三四五六\\d]*|[(](?:项目|招标|采购)?编号.{0,40}[)]"
)
_LABELLED = re.compile(
    r"(?:项目|招标|采购|标段|工程|备案|公告|交易)(?:项目)?编号(?:为)?[:(|]?([A-Za-z一-龥0-9〔〕\[\]()（）._/-]{4,40})"
)
_NUMBER = re.compile(r"(?=[A-Za-z0-9-]*\d{3})[A-Za-z]{2,}[A-Za-z0-9]*[-_〔\[(]?[0-9][A-Za-z0-9〔〕\[\]()_-]{3,30}")


def project_of(title: str) -> str:
    """The name of the project in a squeezed title."""
    name, before = title, ""
    while name != before:
        before = name
        name = _AROUND.sub("", _KIND.sub("", name))
    return re.sub("(?:施工|监理|勘察|设计|项目|工程)+$", "", name)


def numbers(text: str) -> frozenset[str]:
    """The numbers by which a text names projects."""
    plain = squeeze(text)
    found = {match[1] for match in _LABELLED.finditer(plain)} | {match[0] for match in _NUMBER.finditer(plain)}
    return frozenset(re.sub("[^A-Za-z0-9一-龥]", "", each).upper() for each in found if re.search(r"\d{3}", each))


def are_one(name: str, other: str) -> bool:
    """Whether two names of projects mean the same one; short names never do."""
    if min(len(name), len(other)) < SHORTEST:
        return False
    return name in other or other in name
