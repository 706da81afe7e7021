"""Words that stand in the place of what is owed: that it is being made, that it will come, that there is nothing yet."""

from __future__ import annotations

import re

from rules.phrases import squeeze

TO_COME = re.compile(
    r"(?:对不起|抱歉|很遗憾)?,?(?:(?:本|该|此|当前|我局|我委|我办)?(?:栏目|频道|页面|网页|内容|信息|资料|数据|网站|版块|板块|专栏))?的?(?:内容|信息|资料|数据)?"
    r"(?:正在|尚在|还在)?(?:加紧|抓紧|不断|陆续)?(?:建设|完善|更新|整理|维护|制作|筹建|充实|编辑|录入|补充|收集|汇总)(?:之)?中(?!心)"
    r"|给?[您你]?带来(?:的)?不便|敬请(?:期待|关注|谅解)|请(?:稍候|稍后再来|耐心等待|谅解)|(?:即将|近期将?|尽快)(?:上线|开通|推出|公布|发布|公开)|暂[未不](?:开通|公布|发布|公开)"
    r"|under ?construction|coming ?soon",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[^\w]+")


def said_beside(text: str) -> str:
    """The squeezed letters of a text that are left when it says no more that something will come."""
    return _MARKS.sub("", TO_COME.sub("", squeeze(text)))
