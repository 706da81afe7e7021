"""The bodies of the sample city: departments, their subordinate units, counties."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.roster import Department
from reports.samplecity.dice import dice, shuffled

CITIES = ("安川市", "澄溪市", "宁泽市", "岚江市", "柏塬市", "望岭市")
# id, short name, further kinds
FIRST = """
zfb 人民政府办公室 office portal
czj 财政局 price
hbj 环境保护局 ecology approving enforcing
jyj 教育局 education
zjj 住房和城乡建设局 approving housing bidding
gtj 国土资源局 approving land
yjj 食品药品监督管理局 approving food enforcing
ajj 安全生产监督管理局 approving safety enforcing
wjj 物价局 price enforcing
mzj 民政局 approving
wsj 卫生局 approving enforcing
jtj 交通运输局 approving enforcing
"""
MORE = """
fgw 发展和改革委员会 bidding
gxw 工业和信息化委员会
kjj 科学技术局
mwj 民族宗教事务局
gaj 公安局 enforcing
jcj 监察局
sfj 司法局
rsj 人力资源和社会保障局 approving
ghj 城乡规划局 approving
cgj 城市管理行政执法局 enforcing
swj 水务局 approving
nyw 农业委员会 approving
xmj 畜牧兽医局
lyj 林业局 approving
sww 商务局
wgj 文化广电新闻出版局 approving
tyj 体育局
jsw 人口和计划生育委员会
sjj 审计局
tjj 统计局
lsj 粮食局
lvj 旅游局
zjd 质量技术监督局 approving enforcing
gsj 工商行政管理局 approving enforcing
wqb 外事侨务办公室
fzb 法制办公室
rfb 人民防空办公室 approving
gzw 国有资产监督管理委员会
xfj 信访局
jgj 机关事务管理局
fwz 行政服务中心
jyz 公共资源交易中心 bidding
gjj 住房公积金管理中心 housing
fcj 房产管理局 housing
ylj 园林管理局
gxs 供销合作社联合社
cjl 残疾人联合会
daj 档案局
dfz 地方志办公室
dzj 地震局
qxj 气象局
zsj 招商局
fpb 扶贫开发办公室
ymb 移民管理办公室
jdb 接待办公室
dsw 党史研究室
nzj 农机管理局
"""
FIRST_UNITS = """
jyj-zkb jyj 教育局招生考试办公室
hbj-jcz hbj 环境监测站
wsj-jds wsj 卫生局卫生监督所
zjj-zjz zjj 建设工程质量监督站
mzj-fly mzj 社会福利院
jtj-ygc jtj 交通运输局运输管理处
"""
MORE_UNITS = """
jyj-dys jyj 教育局教研室
jyj-djg jyj 电化教育馆
czj-pjz czj 财政局投资评审中心
czj-gkz czj 财政局国库支付中心
hbj-jcd hbj 环境监察支队
zjj-ajz zjj 建筑安全监督站
zjj-zbb zjj 招标投标管理办公室
gtj-tcz gtj 土地储备中心
gtj-kcd gtj 国土资源局执法监察支队
yjj-yjs yjj 药品检验所
ajj-zfd ajj 安全生产执法监察支队
wsj-jkz wsj 疾病预防控制中心
wsj-xzz wsj 中心血站
mzj-jzz mzj 救助管理站
mzj-czx mzj 殡葬管理处
jtj-glc jtj 公路管理处
rsj-jyj rsj 就业服务局
rsj-ybj rsj 医疗保险管理局
swj-fxb swj 防汛抗旱指挥部办公室
nyw-jsz nyw 农业技术推广中心
lyj-zjz lyj 林木种苗站
wgj-tsg wgj 图书馆
wgj-bwg wgj 博物馆
sfj-gzc sfj 公证处
tyj-tyg tyj 体育馆
"""
ENTERPRISES = """
gsgs 自来水公司
gjgs 公共交通公司
"""
COUNTIES = "南坪 北坪 石桥 柳河 青岗 双塔 白沙 东湾 西泉 龙潭 新屯 古渡 红松 翠屏 金坡 云台 松源".split()
NO_SITE = ("hbj-jcz", "wgj-bwg", "czj-gkz")
SHARED = ("jyj-zkb",)


def city_name(seed: int) -> str:
    """The name of the city that a seed stands for."""
    return CITIES[(seed - 1) % len(CITIES)]


def bodies(seed: int, *, full: bool) -> tuple[Department, ...]:
    """Every body of the city, without addresses: 12 and 6 units and 2 enterprises, or 59 and 31 and 2 and 17 counties."""
    city = city_name(seed)
    departments = [line.split() for line in (FIRST + MORE * full).strip().splitlines() if line]
    units = [line.split() for line in (FIRST_UNITS + MORE_UNITS * full).strip().splitlines() if line]
    found = [_department(seed, city, *words) for words in departments]
    found += [_unit(city, *words) for words in units]
    found += [_enterprise(city, *line.split()) for line in ENTERPRISES.strip().splitlines()]
    return (*found, *(_counties(city) if full else ()))


def _department(seed: int, city: str, id: str, short: str, *kinds: str) -> Department:
    names = [f"市{short}", short]
    for long, brief in (("环境保护局", "环保局"), ("监督管理局", "监管局"), ("人民政府办公室", "政府办公室")):
        if short.endswith(long):
            names += [f"市{short.removesuffix(long)}{brief}"]
    if dice(seed, id, "alias").random() < 0.3:
        names.reverse()
    return Department(id, city + short, tuple(names), frozenset(("department", "budget-unit", *kinds)))


def _unit(city: str, id: str, parent: str, short: str) -> Department:
    return Department(id, city + short, (f"市{short}",), frozenset(("subordinate", "budget-unit")), parent)


def _enterprise(city: str, id: str, short: str) -> Department:
    return Department(id, city + short, (f"市{short}",), frozenset(("enterprise",)))


def _counties(city: str) -> Iterator[Department]:
    for number, name in enumerate(COUNTIES, start=1):
        full = f"{name}县人民政府" if number > 12 else f"{city}{name}区人民政府"
        yield Department(f"xq{number:02}", full, (full.removesuffix("人民政府"),), frozenset(("county",)))


def sites(seed: int, departments: tuple[Department, ...]) -> tuple[Department, ...]:
    """The bodies that have a site of their own, alone or on their parent's host."""
    return tuple(body for body in departments if body.id not in NO_SITE)


def first_to_be_nil(seed: int, departments: tuple[Department, ...]) -> tuple[str, ...]:
    """The bodies that spend nothing on travel, receptions and cars: one in ten, units before departments."""
    units = shuffled((body.id for body in departments if "subordinate" in body.kinds), seed, "nil")
    owing = sum("budget-unit" in body.kinds for body in departments)
    return tuple(units[: max(1, owing // 10)])
