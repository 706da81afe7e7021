"""Whether words mean the matter of a finding: what its rule reads, or the column, stage or kind that it names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property

from rules.explanations.nil import Nil
from rules.explanations.statements import Statement
from rules.finding import Finding
from rules.institutions.areas import areas
from rules.phrases import squeeze
from rules.rule import Rule
from rules.topics import topics

_GENERAL = re.compile(
    "关于|[此该本这]|相关|有关|任何|上述|以上|新增|新的?|更新|需要?|可以?|应当?|予以|进行|主动|公开|公布|公示|发布|显示|的|各?类|项目?|信息|内容|事[项宜件]"
    "|情况|工作|数据|资料|业务|行为|活动|栏目?|方面|目前|暂时?|报告|说明|变[化动]|产生|发生|特|为|在|及|和|与|等|或|、|办理|案件|结果|决定|记录|职能|职责|权限|事由"
    "|20\\d\\d年?度?|第?[一二三四1-4]季度|[上下]半年|\\d{1,2}月份?|[-至]|本?年度?|[上本]?季度?|本?月|\\W|我?[局委办]|单位"
)
_TAIL = re.compile("(?:信息|情况|公[示告开]|结果|栏目?|内容|目录)+$")
_BESIDE = re.compile(  # matters that no rule reads
    "行政强制|行政许可|行政复议|行政诉讼|行政确认|行政裁决|规范性文件|政府采购|人事任免|公务员|招考|招聘|应急预案|建议提案|议案|信访|国有资产|统计数据|规划计划|领导讲话|政府会议|双随机"
)
_DATED = re.compile(
    r"^(?:20\d\d年?[-./]?)?(?:\d{1,2}[-./月]?)?(?:\d{1,2}日?)?(?:年?第?[一二三四1-4]季度|[上下]半年|年度?)?$"
)
_WIDENS = re.compile("建设|监[管督]|管理")  # beside the name of a topic, of all of it
_COMPOSITE = frozenset(("no-kind", "no-stage"))


class Match(IntEnum):
    """How surely words mean a matter."""

    NO = 0
    PERHAPS = 1
    YES = 2


@dataclass(frozen=True)
class Matter:
    """What a finding is about."""

    rule: Rule
    subject: str

    @classmethod
    def of(cls, rule: Rule, finding: Finding) -> Matter:
        """The matter of a finding; a subject that is only a time is none."""
        subject = squeeze(finding.subject)
        return cls(rule, "" if _DATED.fullmatch(subject) else subject)

    def stated(self, statement: Statement) -> Match:
        """How surely a statement is about this matter: by what it says that there was none of, its title, its column."""
        return max((self.meant(nil, statement) for nil in statement.nils), default=Match.NO)

    def called(self, statement: Statement) -> Match:
        """How surely the title of a statement that could not be read, or its column, is of this matter."""
        return self._placed(statement)

    def meant(self, nil: Nil, statement: Statement) -> Match:
        """How surely this is what a statement says that there was none of."""
        words = nil.object
        if is_general(words):
            return self._placed(statement)
        match = self.named(words)
        if (
            match is Match.NO
            and "说明" in statement.title
            and not self._is_another(words)
            and self.named(statement.title)
        ):
            return Match.PERHAPS
        return match

    def may_explain(self, statement: Statement) -> bool:
        """Whether a statement is called what such an explanation is: so, or by the matter, or by nothing that it is about."""
        title = statement.title
        is_called = "说明" in title or "零报告" in title or statement.title_nil is not None
        return is_called or is_general(title) or bool(self.named(title))

    def _placed(self, statement: Statement) -> Match:
        if not is_general(statement.title):
            return self.named(statement.title)
        names = [squeeze(name) for name in reversed(statement.columns)]
        inmost = next((name for name in names if not is_general(name)), "")
        return self.named(inmost) or min(max(map(self.named, names), default=Match.NO), Match.PERHAPS)

    def named(self, words: str) -> Match:
        """How surely squeezed words name it."""
        if self._subject and self._subject in words:
            return Match.YES
        if not self.rule.reads or "own-catalogue" in self.rule.reads:
            return Match.PERHAPS if any(word in words for word in self._area) else Match.NO
        match = max(map(_topic_in, self.rule.reads, [words] * len(self.rule.reads)))
        is_part = self.subject or not _COMPOSITE.isdisjoint(self.rule.problems)
        if not match or not is_part:
            return match
        if self._is_whole(words):
            return Match.YES
        return Match.NO if self._is_another(words) else Match.PERHAPS

    @cached_property
    def _subject(self) -> str:
        return _TAIL.sub("", self.subject.rpartition(">")[2]) or self.subject

    @cached_property
    def _area(self) -> tuple[str, ...]:
        known = areas(self.subject) if self.subject and self.rule.reads else ()
        return known[0].words if known else ()

    def _is_whole(self, words: str) -> bool:
        """Whether nothing narrows the name of the topic."""
        heads = [word for name in self.rule.reads for word in topics()[name].columns[:2]]
        return any(word in words and is_general(_WIDENS.sub("", words.replace(word, ""))) for word in heads)

    def _is_another(self, words: str) -> bool:
        """Whether words name what another rule reads, or none."""
        mine = {word for name in self.rule.reads if name in topics() for word in topics()[name].columns}
        others = (word for name, own in _own_columns().items() if name not in self.rule.reads for word in own)
        known = {word for word in others if word in words} | set(_BESIDE.findall(words))
        return any(not any(word in each for each in mine) for word in known)


def is_general(words: str) -> bool:
    """Whether squeezed words name no matter: 此项信息, 情况说明, 更新内容."""
    return _GENERAL.sub("", words) == ""


def _topic_in(name: str, words: str) -> Match:
    """How surely squeezed words name a topic: by its titles or a column that is only its own; by other columns perhaps."""
    topic = topics().get(name)
    if topic is None:
        return Match.NO
    if topic.titled(words) or any(word in words for word in _own_columns()[name]):
        return Match.YES
    return Match.PERHAPS if any(word in words for word in topic.columns) else Match.NO


@cache
def _own_columns() -> dict[str, tuple[str, ...]]:
    """The words of the columns of each topic that no other has, and the first of each."""
    counted = Counter(word for topic in topics().values() for word in topic.columns)
    return {
        name: tuple(
            word for word in topic.columns if len(word) > 1 and (counted[word] == 1 or word == topic.columns[0])
        )
        for name, topic in topics().items()
    }
