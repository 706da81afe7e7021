"""The pages that tell of penalties, and the declarations that there were none."""

from __future__ import annotations

import re

from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze
from rules.published.items import RULES, Item, is_news, items
from rules.shown import all_pages

TOPIC = "penalties"
COLUMNS = "执法公[示开]|事后公[示开]|双公示|执法信息|行政处罚|处罚公示|处罚信息|处罚结果|处罚案件|执法结果|案件公[开示]"
_TITLES = re.compile(
    "处罚(?:决定|结果|公示|公告|信息|情况|案件|案例|一览|台账|汇总|明细|公开|统计|名单)|处罚的?(?:公[示告]|情况说明|决定)"
    "|罚决?(?:字|[〔\\[(]20)|处字[〔\\[(]"
    "|案件(?:信息)?公[开示]|执法结果|双公示|(?:没有|未|无)[^,。]{0,10}处罚|处罚[^,。]{0,8}统计|处罚[^,。]{0,16}(?:公[示告开]"
    "|一览表|信息表|汇总表|台账|说明)"
)
_NOT = re.compile(
    "权限|标准|依据|清单|目录|程序|听证|告知书|催告|法制审核|评查|案卷|信用修复|撤销公示|投诉|举报|招标|采购|许可(?!和|与|、"
    "|.{0,4}处罚)|强制(?!执行)|立案|复议|诉讼|方案|意见|(?:关于|做好|开展|报送|加强).{0,30}的通知|公开招聘|考核|报告制度|年度报告"
)
_UNLICENSED = re.compile("(?:未|无|违反|超|不按|擅自|伪造|涂改|转让|倒卖|出租|出借)[^,。]{0,24}许可证?")
_STATISTICS = re.compile("统计|数据|年度?[^,。]{0,20}(?:执法|处罚)(?:实施)?情况|总体情况")
_PENALTY = re.compile("罚款|没收|警告|吊销|责令|暂扣|处罚决定|予以处罚|行政拘留|处罚")
_DECISION = re.compile(r"[罚处][^〔\[(【,。]{0,4}[〔\[(【]20\d\d[〕\])】][^,。]{0,8}\d+号")
_LICENCE = re.compile("许可(?:决定|内容|编号|文书|类别|证书|机关|事项)")
_FINED = re.compile(r"罚款(?:人民币|金额)?[:|]?[\d一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]|罚款.{0,8}\d元")
SEVERAL = 2  # numbers of decisions that a page of mere counts does not give
_NIL = re.compile(
    "(?:没有|未|无)(?:作出|发生|实施|产生|开展|办理|进行|此类|相关|任何|涉及)*(?:的)?(?:行政)?(?:处罚|执法案件)"
    "|(?:行政)?处罚[^,。;]{0,10}(?:为零|0件|0起|零件|为0)(?!\\d)|无(?:此类|相关)?(?:行政)?处罚"
)
_STANDING = re.compile("(?:若|如)[^。]{0,12}(?:未|没有)(?:公布|公示|发布|更新)[^。]{0,40}(?:无|没有|未)")


def results(site: Snapshot) -> list[Item]:
    """The pages that tell of penalties, or that there were none, the newest first."""
    return items(site, TOPIC, _tells, COLUMNS)


def _tells(item: Item) -> bool:
    if RULES.search(item.called) or _NOT.search(_UNLICENSED.sub("", item.called)):
        return False
    if _TITLES.search(item.called):
        return not (is_news(item) and not re.search("公[示告开]|决定书|一览|信息表", item.called))
    filed = re.search(COLUMNS, item.path) is not None and not is_news(item) and not _LICENCE.search(item.text[:6000])
    return filed and _PENALTY.search(item.text[:6000]) is not None


def is_nil(item: Item) -> bool:
    """Whether an item declares that there were no penalties."""
    text = item.text
    return _NIL.search(item.called) is not None or (
        len(text) < 400 and _NIL.search(text) is not None and _FINED.search(text) is None
    )


def is_statistics(item: Item) -> bool:
    """Whether an item only counts penalties, and need not tell each."""
    return _STATISTICS.search(item.called) is not None and len(_DECISION.findall(item.text[:20_000])) < SEVERAL


def standing(site: Snapshot) -> Page | None:
    """A page that says that silence of its column means that there were no penalties."""
    for page in all_pages(site):
        text = squeeze(page.text[:3000])
        if "处罚" in text and _STANDING.search(text):
            return page
    return None
