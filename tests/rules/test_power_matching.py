"""Which chart belongs to which item: by row, name, code, containment, likeness, by class, or only a person can say."""

import random
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bench.pace import within
from crawler.period import CHINA
from crawler.reading.value import Reading
from crawler.snapshot import Document, Place
from rules.powers.charts.chart import Chart
from rules.powers.item import Item
from rules.powers.naming.apart import Apart, apart
from rules.powers.naming.classwide import classes_of, kind_of
from rules.powers.pairs.matching import matched
from tests.tries import tries

SHOWN = Document("http://own/1.png", Place.OWN, datetime(2013, 8, 1, tzinfo=CHINA), "ab", "", Reading("image/png"))


def item(name, kind="行政许可", code=""):
    return Item(name, kind, code, SHOWN)


def chart(name, **more):
    return Chart(name, SHOWN, **more)


def found(items, charts):
    """(item, chart, how) of each pair."""
    return {(pair.item.name, pair.chart.name, pair.how) for pair in matched(items, charts).pairs}


def how(name, shown, **more):
    """How one item and one chart are paired, "tie" where a person must say, "" where they are not."""
    result = matched([item(name, **more)], [chart(shown)])
    return result.pairs[0].how if result.pairs else "tie" if result.ties else ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("商品房预售许可", "商品房预售许可流程图"),
        ("商品房预售许可", "附件3：商品房预售许可证核发流程图.doc"),
        ("商品房预售许可", "图1 商品房预售许可"),
        (
            "种畜禽生产经营许可证",
            "种畜禽生产经营许可证行政权力运行流程图(法定办结时限20个工作日,承诺办结时限20个工作日)",
        ),
        ("燃气经营许可", "示例市住房和城乡建设局燃气经营许可证办理流程图"),
        ("公共场所卫生许可", "公共场所卫生许可证发放流程图"),
        ("建筑工程施工许可证核发", "建设工程施工许可审批流程图"),
        ("建筑工程施工许可证核发", "建筑施工许可流程图"),
        ("房地产开发企业资质核准", "房地产开发企业资质审批流程图（外部）"),
        ("权限内对外贸易经营者备案登记", "对外贸易经营者备案流程图"),
        ("社会团体年度检查", "社团年检流程图"),
        ("占用、征收林地审核", "征占用林地审核流程图"),
        ("烟花爆竹经营（零售）许可", "烟花爆竹零售许可流程图"),
        ("采矿权登记", "01采矿权登记流程图.png"),
        ("国有建设用地使用权划拨审批", "02-国有建设用地使用权划拨审批流程图.png"),
        ("取水许可", "1-2取水许可流程图.jpg"),
        ("水土保持方案审批", "水保方案审批流程图"),
        ("农村居民最低生活保障审批", "农村居民低保审批流程图"),
        ("民办非企业单位成立登记", "民非成立登记流程图"),
        ("民办非企业单位成立登记", "民非企业成立登记流程图"),
        ("固定资产投资项目节能评估和审查", "固定资产投资项目能评流程图"),
        ("社会团体成立登记", "社团成立登记流程图"),
        ("农业机械驾驶证核发", "农机驾驶证核发流程图"),
        ("公共租赁住房申请审核", "公租房申请审核流程图"),
        ("计划生育技术服务机构执业许可", "计生技术服务机构执业许可流程图"),
        ("危险化学品经营许可", "危化品经营许可证核发流程图"),
        ("安全设施“三同时”审查", "安全设施同时设计、同时施工、同时投入生产和使用审查流程图"),
    ],
)
def test_a_chart_of_the_same_name(name, shown):
    assert how(name, shown) == "name"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("城市道路挖掘许可", "挖掘城市道路审批流程图"),
        ("药品经营许可证（零售）核发", "药品零售经营许可流程图"),
        ("房屋所有权初始登记", "房屋初始登记流程图"),
        ("会计代理记账许可", "会汁代理记账许可流程图"),
        ("人力资源服务许可", "人力资源服务机构许可流程图"),
        ("物业服务企业资质核准", "物业服务企业三级资质审批流程图"),
        ("机动车维修经营许可", "机动车维修许可流程图"),
        ("结婚登记", "婚姻登记流程图（结婚）"),
        ("国有建设用地使用权划拨", "国有土地使用权划拨审批流程图"),
        ("涉案财产价格鉴定", "涉案物品价格鉴定流程图"),
        ("建设项目环境影响报告书审批", "环评报告书审批流程图"),
        ("道路危险货物运输许可", "道路危货运输经营许可流程图"),
        ("房屋所有权登记", "房屋产权登记流程图"),
        ("防治污染设施拆除或闲置审批", "拆除或者闲置防治污染设施审批流程图"),
        ("拖拉机驾驶员考试许可", "拖拉机驾驶人考试许可流程图"),
    ],
)
def test_a_chart_of_nearly_the_same_name(name, shown):
    assert how(name, shown) in ("alike", "contained")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("食品生产许可", "食品经营许可流程图"),
        ("二级建造师注册", "一级建造师注册流程图"),
        ("燃气经营许可变更", "燃气经营许可注销流程图"),
        ("药品批发企业许可", "药品零售企业许可流程图"),
        ("外商投资企业设立登记", "内资企业设立登记流程图"),
        ("对未取得许可证经营的处罚", "对取得许可证经营的处罚流程图"),
        ("新办餐饮服务许可", "换证餐饮服务许可流程图"),
        ("35千伏以下电力设施许可", "110千伏以下电力设施许可流程图"),
        ("机动车维修经营许可", "机动车维修经营备案流程图"),
        ("取水许可", "林木采伐许可流程图"),
        ("建设项目环境影响评价审批", "循环评价审批流程图"),
    ],
)
def test_powers_that_are_told_apart_are_never_paired(name, shown):
    assert how(name, shown) == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("燃气经营许可变更", "燃气经营许可流程图"),
        ("燃气经营许可", "燃气经营许可变更流程图"),
        ("医师执业注册", "医师执业注册（补发）流程图"),
        ("对未按规定安装污染防治设施的处罚", "对未按规定运行污染防治设施的处罚流程图"),
        ("种子许可", "种子生产许可流程图"),
        ("食品许可", "食品流通许可流程图"),
        ("卫生许可", "公共场所卫生许可流程图"),
        ("采矿许可证核发", "采矿权许可证核发流程图"),
        ("土地使用权转让审批", "土地转让审批流程图"),
        ("医师执业证书核发", "医师执业注册流程图"),
        ("娱乐场所经营许可", "娱乐场所设立审批流程图"),
        ("机动车驾驶员培训许可", "驾驶员培训经营许可流程图"),
        ("定价听证", "价格听证流程图"),
        ("婚姻登记", "登记流程图"),
        ("出版物零售单位设立审批", "出版物零售许可流程图"),
        ("水域滩涂养殖使用证核发", "水域滩涂养殖证核发流程图"),
        ("会计从业资格认定", "会计从业资格证书核发流程图"),
        ("印刷经营许可", "印刷企业设立审批流程图"),
        ("代理记账机构设立审批", "会计代理记账审批流程图"),
        ("婚前医学检查许可", "婚前医学检查流程图"),
        ("节能审查", "固定资产投资项目节能评估审查流程图"),
        ("固定资产投资项目审批", "固定资产投资项目节能评估审查流程图"),
    ],
)
def test_what_may_be_a_part_of_the_other_is_for_a_person(name, shown):
    assert how(name, shown) == "tie"


def test_a_chart_of_another_item_is_none_of_this_one():
    items, charts = [item("燃气经营许可"), item("瓶装燃气经营许可")], [chart("燃气经营许可流程图")]
    result = matched(items, charts)
    assert found(items, charts) == {("燃气经营许可", "燃气经营许可流程图", "name")}
    assert [tie.item.name for tie in result.ties] == ["瓶装燃气经营许可"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("出租汽车经营许可", "出租汽车驾驶员从业资格许可流程图"),
        ("母婴保健技术服务执业许可", "母婴保健技术人员资格认定流程图"),
        ("农药经营许可", "生鲜乳收购站许可流程图"),
        ("取水许可", "娱乐场所审批流程图"),
    ],
)
def test_a_left_chart_of_something_else_is_no_doubt(name, shown):
    assert how(name, shown) == ""


def test_a_chart_for_another_thing_in_brackets_is_none_of_this_one():
    items = [item("特种行业许可证核发（旅馆业）"), item("特种行业许可证核发（典当业）")]
    result = matched(items, [chart("特种行业许可证核发（旅馆业）流程图")])
    assert [each.name for each in result.unmatched] == ["特种行业许可证核发（典当业）"]


def test_a_chart_of_a_class_that_the_list_lacks_is_a_stray():
    result = matched([item("取水许可")], [chart("工伤认定流程图"), chart("烟花爆竹零售许可流程图")])
    assert [each.name for each in result.orphans] == ["烟花爆竹零售许可流程图"]
    assert [each.name for each in result.strays] == ["工伤认定流程图"]


def test_a_chart_of_a_case_of_a_listed_item_is_no_orphan():
    charts = [chart("取水许可流程图"), chart("取水许可延续流程图"), chart("取水许可变更、注销流程图")]
    result = matched([item("取水许可")], charts)
    assert found([item("取水许可")], charts) == {("取水许可", "取水许可流程图", "name")}
    assert not result.orphans


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("对擅自采砂的处罚", "对擅自采煤的处罚流程图"),
        ("对擅自养狗的处罚", "对擅自养鸽的处罚流程图"),
        ("建设项目环境影响报告表审批", "建设项目环境影响报告书审批流程图"),
        ("特种行业许可证核发（旅馆业）", "特种行业许可证核发（典当业）流程图"),
        ("种子经营许可", "种子生产许可流程图"),
        ("固定资产投资项目审批", "固定资产投资项目节能评估审查流程图"),
    ],
)
def test_one_letter_that_matters_makes_no_pair(name, shown):
    assert how(name, shown) in ("", "tie")


def test_a_penalty_in_other_words_is_for_a_person():
    result = matched([item("对未取得药品经营许可证经营药品的处罚", "行政处罚")], [chart("无证经营药品处罚流程图")])
    assert [each.item.kind for each in result.ties] == ["行政处罚"]


def test_a_chart_of_the_grant_is_none_of_the_change_where_it_is_the_grants_own():
    result = matched(
        [item("药品经营许可证（零售）核发"), item("药品经营许可证（零售）变更")],
        [chart("药品经营许可证(零售)核发流程图")],
    )
    assert [each.name for each in result.unmatched] == ["药品经营许可证（零售）变更"]
    assert how("药品经营许可证（零售）变更", "药品经营许可证(零售)核发流程图") == "tie"


def test_two_charts_that_fit_equally_well_are_for_a_person():
    charts = [chart("户外广告招牌设置许可流程图"), chart("户外广告灯箱设置许可流程图")]
    result = matched([item("户外广告设置许可")], charts)
    assert not result.pairs
    assert [tie.charts for tie in result.ties] == [tuple(charts)]


def test_a_code_pairs_where_the_names_differ():
    pairs = found([item("商品房预售许可", code="A01"), item("燃气经营许可", code="A02")], [chart("A01 预售审批流程图")])
    assert pairs == {("商品房预售许可", "A01 预售审批流程图", "code")}


def test_a_code_of_two_items_pairs_none():
    assert not found([item("商品房预售许可", code="A01"), item("燃气经营许可", code="A01")], [chart("A01 审批流程图")])


@pytest.mark.parametrize(
    "shown", ["商品房预售、现售许可流程图", "商品房预售许可和商品房现售许可流程图", "商品房（预售、现售）许可流程图"]
)
def test_one_chart_may_name_several_items(shown):
    pairs = found([item("商品房预售许可"), item("商品房现售许可")], [chart(shown)])
    assert {name for name, _, _ in pairs} == {"商品房预售许可", "商品房现售许可"}


def test_the_row_of_the_list_goes_before_every_name():
    pairs = found([item("商品房预售许可"), item("燃气经营许可")], [chart("商品房预售许可流程图", row="燃气经营许可")])
    assert ("燃气经营许可", "商品房预售许可流程图", "row") in pairs


@pytest.mark.parametrize(
    ("shown", "classes"),
    [
        ("行政处罚流程图", ("行政处罚",)),
        ("行政处罚（一般程序）流程图", ("行政处罚",)),
        ("行政处罚简易程序流程图", ("行政处罚",)),
        ("简易程序流程图", ("行政处罚",)),
        ("行政处罚（罚款）流程图", ("行政处罚",)),
        ("示例市住房局行政审批流程图", ("行政审批",)),
        ("许可类事项办理流程图", ("行政许可",)),
        ("行政强制措施流程图", ("行政强制",)),
        ("行政许可和行政确认流程图", ("行政许可", "行政确认")),
        ("环境监察执法流程图", ("行政处罚", "行政强制", "行政检查")),
        ("其他行政权力流程图", ("其他权力",)),
        ("燃气经营许可流程图", ()),
        ("对违法建设的处罚流程图", ()),
        ("食品监督检查流程图", ()),
        ("卫生行政处罚流程图", ("行政处罚",)),
        ("水行政处罚一般程序流程图", ("行政处罚",)),
        ("城市管理行政处罚流程图", ("行政处罚",)),
        ("文化市场行政处罚流程图", ("行政处罚",)),
        ("市文化局行政执法权操作流程图", ("行政处罚", "行政强制", "行政检查")),
        ("海洋行政处罚一般程序流程与时限图", ("行政处罚",)),
        ("交通运输行政处罚程序流程图", ("行政处罚",)),
        ("公安机关办理行政案件流程图", ("行政处罚",)),
        ("森林公安办理林业行政案件流程图", ("行政处罚",)),
        ("国土资源违法案件查处流程图", ("行政处罚",)),
        ("卫生行政许可流程图", ("行政许可",)),
        ("占道经营行政处罚流程图", ()),
        ("对违法建设的行政处罚流程图", ()),
        ("林木采伐行政许可流程图", ()),
    ],
)
def test_the_classes_that_a_chart_stands_for(shown, classes):
    assert classes_of(shown) == classes


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("对违法建设的处罚", "行政处罚", "行政处罚流程图"),
        ("对违法建设的处罚", "", "行政处罚流程图"),
        ("排污许可证核发", "行政许可", "行政审批流程图"),
        ("排污许可证核发", "许可类", "行政许可流程图"),
    ],
)
def test_a_chart_of_the_class_serves_who_has_none_of_its_own(name, kind, shown):
    result = matched([item(name, kind)], [chart(shown)])
    assert (result.own, result.shared) == (0, 1)
    assert not result.orphans


@pytest.mark.parametrize(
    ("name", "kind", "shown", "served"),
    [
        ("对非法采砂的处罚", "行政处罚", ["水行政处罚流程图"], "class"),
        ("对无照经营的处罚", "行政处罚", ["工商行政管理机关行政处罚一般程序流程图"], "class"),
        ("对超限运输的处罚", "行政处罚", ["运政行政处罚流程图"], "tie"),
        ("对道路旅客运输站违规的处罚", "行政处罚", ["路政行政处罚流程图", "道路运输行政处罚流程图"], "class"),
        ("对超限运输的处罚", "行政处罚", ["路政行政处罚流程图", "海事行政处罚流程图"], "tie"),
        ("对乱贴广告的处罚", "行政处罚", ["渣土行政处罚流程图"], "tie"),
        ("对乱贴广告的处罚", "行政处罚", ["占道经营行政处罚流程图"], ""),
        ("取水许可", "行政许可", ["植物检疫行政许可流程图"], ""),
        ("取水许可", "行政许可", ["卫生行政处罚流程图"], ""),
    ],
)  # fmt: skip
def test_a_chart_of_a_branch_serves_its_class_or_is_for_a_person(name, kind, shown, served):
    result = matched([item(name, kind)], [chart(each) for each in shown])
    assert (result.pairs[0].how if result.pairs else "tie" if result.ties else "") == served


def test_a_chart_of_a_branch_that_is_an_items_own_is_for_a_person_beside_others():
    result = matched([item("卫生行政许可"), item("餐饮服务许可")], [chart("卫生行政许可流程图")])
    assert [(pair.item.name, pair.how) for pair in result.pairs] == [("卫生行政许可", "name")]
    assert [tie.item.name for tie in result.ties] == ["餐饮服务许可"]


def test_an_own_chart_goes_before_that_of_the_class():
    result = matched([item("排污许可证核发"), item("取水许可")], [chart("行政许可流程图"), chart("取水许可流程图")])
    assert (result.own, result.shared) == (1, 1)


def test_a_doubtful_chart_beside_one_of_the_class_leaves_no_doubt():
    result = matched([item("燃气经营许可变更")], [chart("燃气经营许可流程图"), chart("行政许可流程图")])
    assert result.shared == 1
    assert not result.ties


@pytest.mark.parametrize(
    "shown", ["信访投诉处理流程图", "公文办理流程图", "行政处罚流程图", "示例市住房局权力运行流程图"]
)
def test_what_is_no_chart_of_one_power_is_no_orphan(shown):
    assert not matched([item("取水许可")], [chart(shown)]).orphans


def test_a_chart_of_a_power_that_is_not_listed_is_an_orphan():
    assert [each.name for each in matched([item("取水许可")], [chart("烟花爆竹零售许可流程图")]).orphans] == [
        "烟花爆竹零售许可流程图"
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("对违法建设的处罚", "行政处罚"), ("排污费征收", "行政征收"), ("取水许可", "行政许可"), ("某某事宜", "")],
)
def test_the_class_of_an_item_whose_list_says_none(name, kind):
    assert kind_of(item(name, "")) == kind


SUBJECTS = (
    "燃气经营",
    "城市道路挖掘",
    "户外广告设置",
    "取水",
    "林木采伐",
    "医疗机构执业",
    "危险化学品",
    "商品房预售",
    "民办学校",
)
MATTERS = ("", "设立", "变更", "注销", "延续", "补发")
names = some.builds("{}{}许可".format, some.sampled_from(SUBJECTS), some.sampled_from(MATTERS))


@tries(25)
@given(
    some.lists(names, min_size=1, max_size=8, unique=True), some.lists(names, max_size=8, unique=True), some.randoms()
)
def test_pairs_do_not_hang_on_the_order_and_every_item_has_one_fate(listed, drawn, chance):
    items, charts = [item(name) for name in listed], [chart(f"{name}流程图") for name in drawn]
    result = matched(items, charts)
    fates = [
        {p.item.name for p in result.pairs},
        {t.item.name for t in result.ties},
        {i.name for i in result.unmatched},
    ]
    assert sorted(name for fate in fates for name in fate) == sorted(listed)
    assert set(listed) & set(drawn) <= fates[0]
    assert not {chart.name for chart in result.orphans} & {pair.chart.name for pair in result.pairs}
    shuffled = chance.sample(items, len(items)), chance.sample(charts, len(charts))
    assert found(*shuffled) == found(items, charts)


@tries(25)
@given(names, names)
def test_being_apart_has_no_direction_and_opposed_powers_are_never_paired(one, other):
    assert apart(one, other) is apart(other, one)
    assert apart(one, one) is Apart.NOT
    if apart(one, other) is Apart.OPPOSED:
        assert how(one, f"{other}流程图") == ""


def test_a_long_list_and_many_charts_take_little_time():
    chance = random.Random(1)
    words = "城市 道路 燃气 经营 生产 食品 药品 建筑 工程 施工 资质 医疗 机构 教师 资格 房屋 预售 排水 污水 户外 广告 设置".split()
    listed = ["对未按规定" + "".join(chance.sample(words, 5)) + "的处罚" for _ in range(2000)]
    listed += ["".join(chance.sample(words, 4)) + "许可" for _ in range(1000)]
    items = [item(name, "行政处罚", f"B{number:04}") for number, name in enumerate(listed)]
    charts = [chart(f"{chance.choice(listed)}流程图") for _ in range(350)]
    charts += [chart("".join(chance.sample(words, 4)) + "流程图") for _ in range(150)]
    with within(4):  # some 1 s on one core that does nothing else
        matched(items, charts)
