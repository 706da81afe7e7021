"""When the text of a page says more than its title or column: a document under a headline, a request or a word of advice."""

from __future__ import annotations

import re

from rules.topics.bodies import Held
from rules.topics.genres import Genre
from rules.topics.look import Look
from rules.topics.telling import reads_as_news
from rules.topics.topic import topics

ORDERS = re.compile(
    "关于(?:进一步|切实)?(?:规范|加强|推进|落实|强化|严格|完善|健全|改进)|征求.{0,30}意见的?(?:函|通知)"
)
IN_FORCE = re.compile(
    "本(?:办法|意见|通知|方案|规定|细则|条例)(?:自|从).{0,20}起(?:施行|实施|执行)|第[一二]条|遵照执行|贯彻执行"
)
_ACTS = re.compile(
    "召开|举行|举办|会议?$|培训|调研|督导|启动|通报|座谈|推进|部署|解读|问答|百问|常识|知识|办法|规定|条例"
)
_WEAK = re.compile(r"我[局市县区省委办]|热线|要求|昨[日天]|怎样|[?]|温馨|注意事项|纪要|工作报告|提示")
_BARE = re.compile("(?:实施|指导)?(?:意见|方案|办法|通知|通告|公告|通报|函|纪要|报告|计划)")
_PRESS = re.compile("记者|通讯员|获悉|据悉|据了解|来源:[^,。]{2,10}(?:网|报|社)|编辑:")
SHORT = 6  # letters of a title that says little
_BRAGS = re.compile("居全.{1,3}前列|强化措施|倒排|抢抓|成效|好评|圆满|全部开工")
_EXPLAINS = re.compile("什么是|常识|为什么|怎么办|百问|知识")


def is_overruled(genre: Genre, held: list[Held], look: Look) -> bool:
    """Whether a title that only sounds like a headline, a request or advice stands over a text that is a document."""
    if not held or reads_as_news(look.lead, look.body) or (look.name.endswith("?") and not look.is_tabled):
        return False
    first = held[0]
    weak = _WEAK.search(genre.words) is not None and genre.kind != "press"
    if genre.topic == "news":
        if _BRAGS.search(look.body[:400]):
            return False
        if (genre.kind == "press" or _PRESS.search(look.body[:300])) and not look.is_tabled:
            return False
        return first.beyond >= (0 if weak else 1) and (look.is_tabled or not _ACTS.search(look.name))
    if (
        genre.kind in ("advice", "rule")
        and first.topic == "interpretation"
        and (first.beyond > 0 or "背景" in look.body)
    ):
        return not IN_FORCE.search(look.body[:800])
    if IN_FORCE.search(look.body[:800]) or _EXPLAINS.search(look.body[:300]):
        return False
    if genre.kind in topics()[first.topic].takes and genre.kind in ("work", "advice", "form"):
        return first.beyond >= (2 if genre.kind == "work" else 0)
    bare = not look.is_titled and _BARE.fullmatch(look.name.removeprefix(look.last)) is not None
    short = genre.kind == "rule" and len(look.name) <= SHORT and first.beyond >= 2
    return short or (first.beyond >= 1 and (weak or bare))


def is_document(genre: Genre | None, held: list[Held], look: Look) -> bool:
    """Whether a page in a column of news is a document all the same."""
    return genre is None and bool(held) and (look.is_tabled or held[0].beyond > 0)


def is_no_account(genre: Genre, look: Look) -> bool:
    """Whether what names expenses is a form, advice, or news of others' expenses."""
    return (
        not look.is_tabled and (genre.kind == "advice" or reads_as_news(look.lead, look.body))
    ) or genre.kind == "form"
