"""The notices about land or houses to be taken: which procedure each is of, and which step of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from crawler.snapshot import Snapshot
from rules.expropriations.naming import numbers, place_of, project_of, told_in
from rules.published.items import NEWS, Item, items

TOPIC = "expropriations"
COLUMNS = "征地(?!管理)|征收(?:补偿|公告|决定)|房屋征收|土地征收|征收土地|拆迁公[告示]|补偿方案|补偿结果|征拆|征补"
ANNOUNCED, PLANNED, DECIDED, PAID, STANDARD, OTHER = "预告", "方案", "决定", "结果", "标准", "其他"
LAND, HOUSE = "集体土地", "国有土地上房屋"
_ABOUT = re.compile(
    "征地|(?:征收|征用|收回)[^,。]{0,30}(?:土地|房屋|林地|农用地|集体)|土地(?:的)?(?:征收|征用)|房屋(?:的)?(?:征收|拆迁|动迁)"
    "|征收(?:补偿|决定|公告|项目|范围|与补偿)"
    "|补偿(?:安置)?(?:方案|标准|结果|情况|款|费|决定)|安置补偿|补偿安置|拆迁|动迁|区片(?:综合地)?价|统一年产值|征拆"
    "|征[收用].{0,20}[村组镇乡区]"
)
_NOT = re.compile(
    "暂行|条例|细则|制度|指南|流程|解读|问答|须知|诉讼|判决|信访|答复|招标|中标|采购|询价(?!结果)|强制拆除|违法建|违章建|违建"
    "|供地|出让|挂牌|划拨|闲置"
    "|管理办法|(?:实施|补偿|安置)[^,。]{0,8}办法(?!.{0,6}公告)|(?:关于|做好|加强|规范|开展|进一步|推进"
    "|印发).{0,40}(?:工作)?的?(?:意见|通知)$|税|占用税|招聘|机构|单位名录|职责|培训|检查|养老保险|社会保障费|户口|公积金|生态补偿"
    "|公益林|农机|移民后期|疫|保险|医疗|救助"
)
_PAID = re.compile(
    "补偿(?:安置)?(?:结果|情况|款|资金|费用?)[^,。]{0,12}(?:公[示告布开]|发放|兑[付现]|支付|拨付|一览|明细|花名|情况|到位)"
    "|补偿结果|分户(?:补偿|评估)|兑[付现]情况|(?:发放|兑付|支付)[^,。]{0,16}(?:情况|公示|明细|公告)"
    "|签约情况|安置结果|选房结果|补偿决定(?:书|公告|$)|补偿公示"
)
_ANNOUNCED = re.compile(
    "预公告|启动公告|拟征(?:收|用|地)?|预征|征地告知|听证告知|告知书|现状调查|调查(?:登记|结果)|风险评估|冻结|暂停办理|评估机构"
    "|征收范围|摸底|成片开发|前期公告"
)
_PLANNED = re.compile(
    "(?:补偿|安置|征补)[^,。]{0,10}方案|征补安置|征求意见|补偿安置公告|补偿、?安置(?:的)?公[示告]|方案"
)
_STANDARD = re.compile(
    "区片(?:综合地)?价|统一年产值|补偿标准|重置价|(?:附着物|青苗)[^,。]{0,16}(?:标准|补偿)|临时安置(?:补助|费)[^,。]{0,6}标准|基准价"
)
_DECIDED = re.compile(
    "征收决定|征收土地(?:方案)?(?:的)?公告|土地征收(?:的)?公告|征用土地(?:方案)?公告|征地(?:批准)?(?:后)?公告|批复|批准|征收公告"
    "|征收[^,。]{0,40}公告|拆迁公告|拆迁许可|征收.{0,40}的?(?:决定|通告)"
)
_HOUSE = re.compile("房屋征收|国有土地|棚户区|棚改|旧城|旧房|危房|危旧|拆迁|动迁|改造项目|征收[^,。]{0,12}房屋|房屋")
_LAND = re.compile(
    "征地|集体土地|征收土地|土地征收|征用土地|农用地|转用|批次|公顷|青苗|村民?委员会|村民小组|被征地|村[^,。]{0,4}组"
)
_NIL = re.compile(
    "(?:没有|未|无)(?:进行|开展|发生|实施|新增|新的|涉及|任何|相关)*(?:集体)?(?:土地|房屋|征地|征收|拆迁)[^,。;]{0,12}(?:项目"
    "|征收|事项|信息|工作|拆迁)?|无(?:征地|征收|拆迁)|征(?:地|收)[^,。;]{0,12}为(?:零|0)"
)


@dataclass(frozen=True)
class Notice(Item):
    """A notice about land or houses to be taken."""

    @cached_property
    def step(self) -> str:
        """Which step of the procedure it is: the first that its title names, else its column."""
        for words in (self.called, self.path):
            for step, named in (
                (PAID, _PAID),
                (ANNOUNCED, _ANNOUNCED),
                (STANDARD, _STANDARD),
                (PLANNED, _PLANNED),
                (DECIDED, _DECIDED),
            ):
                if named.search(words) and not (step == ANNOUNCED and _PLANNED.search(words)):
                    return step
        return OTHER

    @cached_property
    def kind(self) -> str:
        """Land of a village, or houses on land of the state; "" where neither title nor text says which."""
        if _LAND.search(self.called) and "国有" not in self.called:
            return LAND
        if _HOUSE.search(self.called):
            return HOUSE
        text = self.text[:5000]
        return LAND if _LAND.search(text) else HOUSE if _HOUSE.search(text) else ""

    @cached_property
    def project(self) -> str:
        """The name of its project without what the notice is, else that or the village that it tells of."""
        return project_of(self.called) or told_in(self.text[:1500]) or place_of(self.text[:1500])

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of approvals and batches that it names."""
        return numbers(self.called + "\n" + self.page.text[:4000])

    @property
    def is_nil(self) -> bool:
        """Whether it declares that nothing was taken."""
        return len(self.text) < 400 and _NIL.search(self.called + self.text) is not None

    @property
    def is_draft(self) -> bool:
        """Whether opinions are asked for on it."""
        return (
            self.step == PLANNED
            and re.search("征求|意见稿|听取|公开征询|草案", self.called + self.text[:1500]) is not None
        )


def notices(site: Snapshot) -> list[Notice]:
    """The notices about land or houses to be taken that a place shows, the newest first."""
    return [Notice(each.page, each.called) for each in items(site, TOPIC, _is_notice, COLUMNS)]


def _is_notice(item: Item) -> bool:
    title = item.called
    if _NOT.search(title) or (NEWS.search(title) and not re.search("公[示告]$|通告$", title)):
        return False
    filed = re.search(COLUMNS, item.path) is not None and re.search(
        "公[示告布]|方案|决定|批复|情况|结果|标准|通告|说明", title
    )
    return _ABOUT.search(title) is not None or bool(filed)
