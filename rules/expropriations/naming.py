"""Which project a notice about land or houses is for: its name, its numbers."""

from __future__ import annotations

import re

from rules.phrases import squeeze

SHORTEST = 4  # characters of a name that can be told from others
_KIND = re.compile(
    "(?:国有土地上|集体土地上?|国有土地|集体土地)|(?:房屋|土地|集体|征地|拆迁|补偿|安置|征收|征用|征补|收回|动迁)*(?:与|及"
    "|和)?(?:房屋|土地|征地|拆迁|补偿|安置|征收|征用|方案|决定|结果|情况|标准|费用?|款|资金)+"
    "|征求意见稿?|公开征求|意见|修改情况|(?:预|启动)?公[示告布开]|通告|方案|批复|批准|项目|工程|建设用地?|拟|预|的|及|和|对|为"
    "|实施|发放|兑付|支付|分户|签约|听证|告知书?|情况|结果|说明|[()]"
)
_BEFORE = re.compile(
    "^.{0,14}?(?:人民)?政府(?:办公室)?(?:关于)?|^.{0,16}?(?:局|委员会|指挥部|管委会)(?=关于)|关于|[(]?第?\\d+号[)]?"
    "|[〔\\[(【]20\\d\\d[〕\\])】]第?\\d*号?"
)
_OWN_NUMBER = re.compile(r"[(]?[一-龥]{0,8}[〔\[(【]?20\d\d[〕\])】年]第?\d{1,5}号[)]?")
_TOLD = re.compile(
    "(?:对|实施|征收|因|用于)(?!本|该|此|上述|各|以下)([一-龥]{2,14}?(?:片区|地块|棚户区(?:改造)?项目|改造项目|小区|路段))"
)
_PLACE = re.compile("[一-龥]{2}(?:镇|乡|街道)[一-龥]{2,3}村")
_NUMBER = re.compile(r"[一-龥]{2,12}[〔\[(【]20\d\d[〕\])】]第?\d{1,5}号")
_BATCH = re.compile(r"20\d\d年(?:度)?[^,。;]{0,20}?第[一二三四五六七八九十\d]+批次?")


def project_of(title: str) -> str:
    """The name of the project in a squeezed title, "" where hardly anything is left."""
    batch = _BATCH.search(title)
    name = batch[0] if batch else _KIND.sub("", _BEFORE.sub("", _OWN_NUMBER.sub("", title)))
    return name if len(name) >= SHORTEST else ""


def place_of(text: str) -> str:
    """The first village that a squeezed text names, "" for none."""
    found = _PLACE.search(text)
    return found[0] if found else ""


def told_in(text: str) -> str:
    """The first project that a squeezed text says land or houses are taken for, "" for none."""
    found = _TOLD.search(text)
    name = _KIND.sub("", found[1]) if found else ""
    return name if len(name) >= SHORTEST else ""


def numbers(text: str) -> frozenset[str]:
    """The numbers of approvals in a text, and the batches."""
    plain = squeeze(text)
    return frozenset(match[0][-14:] for match in _NUMBER.finditer(plain)) | frozenset(_BATCH.findall(plain))


def own_numbers(numbered: frozenset[str]) -> frozenset[str]:
    """The numbers that can only be those of an approval: the laws and standards that a text cites are of all projects."""
    return frozenset(
        each
        for each in numbered
        if re.search("批次|土|国用|自然资|征|地", each) and not re.search("发〔|规〔|办〔|令", each)
    )
