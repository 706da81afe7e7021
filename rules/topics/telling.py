"""Whether a text reads as news, whatever it is called: on a day somebody held, visited, inspected or was praised for something.

All words are squeezed.
"""

from __future__ import annotations

import re

LEAD = 160  # characters with which a piece of news begins
_DAY = (
    r"(?:20\d\d年)?(?:\d{1,2}月)?\d{1,2}日(?:(?:至|[-—~])(?:\d{1,2}月)?\d{1,2}日)?(?:上午|下午|晚上?|清晨|凌晨)?"
    "|近日|日前|近期|连日来|昨[日天]|今[日天]|[一-龥]{1,3}节(?:期间|前夕|当天|来临之际)|[一-龥]{1,6}伊始"
)
_DOES = (
    "组织|举办|举行|召开|开展|参加|走进|走访|慰问|检查|调研|考察|宣讲|启动|揭牌|来到|前往|赴|深入|督导|督查|视察|邀请|带队"
    "|率队|建成|启用|座谈|培训|出席|完成|通报|查获|捣毁|参观|观摩|联合|为.{2,12}(?:检测|义诊|理发|讲解)"
)
_DATED = re.compile(
    rf"^会议(?:通报|指出|要求|强调|传达|听取|学习)|^(?:[^,。]{{0,12}}讯[:,]?)?(?:{_DAY}),?[^。]{{0,50}}?(?:{_DOES})"
)
_OWN = re.compile(
    rf"^[^,。:]{{0,14}}(?:我[局委办校院镇县市区处站]|[局委办会院站队所校镇县市区部]|中心|公司)(?:党组|机关)?[^,。:]{{0,12}}?(?:{_DOES})"
)
_PRAISED = re.compile(
    "受到|好评|称赞|赞扬|气氛|热烈|取得(?:了)?(?:阶段性|明显|良好|积极)|成效|志愿|强调|指出|要求|表示|汇报"
    "|现场(?:观看|解答|检查|讲解|慰问)|发放.{0,24}(?:册|份|张)|送去|宣传日|咨询台|接受咨询|人参加|名[^,。]{1,6}参加|典型问题"
    "|党纪|参观|体验|慰问|参训|与会|一行|吸引|群众(?:对|的|关心)|笑|干部职工|全体党员|典型发言"
)
_PRESS = re.compile("记者|通讯员|本报讯|新华社|来源:.{0,8}(?:日报|晚报|网)|编辑:|责编|据悉|据了解|据介绍")
_FORMAL = re.compile(
    "现将|特此|公告如下|公示如下|公布如下|予以公[示告布]|公示期|异议|根据《|按照《|如下:|第一条|有下列|附件:|联系人:|经.{2,12}批准|经研究"
)


def reads_as_news(lead: str, body: str) -> bool:
    """Whether a text tells what somebody did, by its first sentence and what it says of it; nothing in it is announced."""
    begun = _DATED.search(lead[:LEAD]) is not None
    own = _OWN.search(lead[:LEAD]) is not None
    if not (begun or own) or _FORMAL.search(body[:400]):
        return False
    return begun or _PRAISED.search(body[:600]) is not None or _PRESS.search(body) is not None
