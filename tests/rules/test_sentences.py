"""What the prose of budgets and final accounts says, in the many forms in which officials say it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.pace import within
from rules.accounts.heads import NAMES
from rules.accounts.prose.nil import declared
from rules.accounts.prose.numerals import money
from rules.accounts.prose.paragraphs import paragraphs
from rules.accounts.prose.sentences import retold, told
from rules.numerals import numeral
from rules.phrases import squeeze
from tests.rules.passages import PASSAGES


def said(text, year):
    """What a text says, a line each, as in passages.py."""
    read = told(text, year)
    lines = [
        " ".join(
            [name, *(f"{head} {figure.amount.value}" for head, figure in getattr(read, name).items() if figure.amount)]
        )
        for name in ("figures", "planned", "last", "others", "counts")
    ]
    changed = [f"{head}{told_of(change)}" for head, change in read.changes.items()]
    lines.insert(4, " ".join(["changes", *changed]))
    lines += [
        " ".join([name, *(head for head in NAMES if head in getattr(read, name))]) for name in ("nil", "explained")
    ]
    order = ("figures", "planned", "last", "others", "changes", "counts", "nil", "explained")
    return "\n".join(sorted((line for line in lines if " " in line), key=lambda line: order.index(line.split()[0])))


def told_of(change):
    amount = f" {change.amount.value}" if change.amount else ""
    percent = f" {change.percent}%" if change.percent is not None else ""
    return amount + percent + (" same" if change.same else "")


@pytest.mark.parametrize("name", PASSAGES)
def test_a_passage_says_what_a_reader_finds_in_it(name):
    year, text, expected = PASSAGES[name]
    assert said(text, year) == expected
    assert dict(told(text, year).figures) == {head: figures[0] for head, figures in retold(text, year).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1.因公出国（境）费0万元。\n2.公务接待费5.2万元。\n3.公务用车购置及运行维护费10万元。",
            "abroad 0 reception 5.2 vehicles 10",
        ),
        (
            "三公经费共计壹拾伍万元，公务接待费五万元，公务用车费三十二万五千元。",
            "total 15 reception 5 vehicles 325000",
        ),
        (
            "“三公”经费预算数为１２．５万元，公务接待费２．５万元；公务用车运行维护费１０万元。",
            "total 12.5 reception 2.5 vehicle_operation 10",
        ),
        ("接待费：2万元；车辆运行费：3万元；安排出国费1万元", "abroad 1 reception 2 vehicle_operation 3"),
        ("公务用车费10万元（其中：购置费0万元、运行费10万元）", "vehicles 10 vehicle_purchase 0 vehicle_operation 10"),
        (
            "因公出国（境）费、公务接待费均为0万元，公务用车运行维护费3万元。",
            "abroad 0 reception 0 vehicle_operation 3",
        ),
        (
            "公务接待费支出18,450.5元，车辆购置及运行支出52,300.00元，合计70,750.5元。",
            "total 70750.5 reception 18450.5 vehicles 52300.00",
        ),
        ("公务接待费3万元,公务用车运行费5万元,共计9万元。", "reception 3 vehicle_operation 5"),
        (
            "公务接待费3万元、公务用车运行费5万元、因公出国（境）费2万元，三项合计10万元。",
            "total 10 abroad 2 reception 3 vehicle_operation 5",
        ),
        ("公务接待费5万元，其中财政拨款安排公务接待费4万元。", "reception 5"),
        (
            "公务用车运行维护费92万元（其中：公务用车加油25万元，公务用车维修30万元，其他支出37万元）",
            "vehicle_operation 92",
        ),
        ("公务接待费 2013年5万元 2014年4万元", "reception 4"),
        ("公务用车费约8万元，公务接待费 3 .5 万元", "reception 3.5 vehicles 8"),
        ("安排公车购置及运行维护费38万。", "vehicles 38"),
        ("因公出国（境）费、公务用车购置及运行费、公务接待费等“三公”经费预算支出共491万元。", "total 491"),
        ("公务用车购置及运行费、公务接待费、因公出国（境）费预算共20万元。", "total 20"),
        ("公务接待费。2014年预算安排3万元。", "reception 3"),
        ("公务用车购置及运行费预算,35万元。", "vehicles 35"),
        ("其中，国内接待费2万元，国（境）外接待费0万元。", "reception 2"),
        ("我局2014年接待费4万元，用于接待客商；用车费2万元。", "reception 4 vehicles 2"),
        ("按规定更新购置公务用车1辆，金额18万元。", "vehicle_purchase 18"),
        ("公务用车购置及运行费10万元，全部为运行维护费。", "vehicles 10 vehicle_operation 10"),
        ("“三公”经费5万元\n公务接待费\n5.3\n万元，公务用车费2万元", "total 5 reception 5.3 vehicles 2"),
    ],
)
def test_a_head_is_told_in_many_ways(text, expected):
    figures = told(text, 2014).figures
    assert " ".join(f"{head} {figure.amount.value}" for head, figure in figures.items()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "机关运行经费50万元，比上年增加5万元，增长11%。政府采购支出总额60万元，其中公务用车购置20万元。",
        "2014年部门预算收入总计1200万元，支出总计1200万元，其中基本支出800万元。",
        "公用经费100万元，包括：办公费10万元、公务接待费1万元、公务用车运行维护费2万元。",
        "车辆维修费3万元，车辆保险费1万元，租用车费用2万元，设备购置费5万元，信息系统运行维护费3万元。",
        "“三公”经费：指用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。",
        "会议接待费2万元。信访接待费3万元。外事接待费1万元。",
        "公务接待费控制在5万元以内，不超过8万元，5万元以上的须报批；公务接待费5万元左右，公务用车费几万元。",
        "公务接待费由上年减少到3万元。压缩公务接待费2万元。",
        "公务接待费人均80元，公务用车每辆2万元。",
        "下属单位三公经费5万元。",
        "因公出国（境）费和公务接待费5万元。",
        "5.3万元用于公务接待，8万元用于公务用车运行。",
        "单位:万元\n项目|2013年|2014年\n公务接待费|5|4\n",
        "",
    ],
)
def test_what_is_no_figure_of_a_head_is_left_alone(text):
    assert not told(text, 2014).figures
    assert not told(text, 2014).changes or "上年" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务接待费5万元，比上年减少0.59万元，下降4.76%。", "reception -0.59 -4.76%"),
        ("公务接待费5万元，比2013年预算5.5万元减少0.5万元（下降9.09%）。", "reception -0.5 -9.09%"),
        ("公务接待费5万元，比上年增加1.2万元，增幅为10%。", "reception 1.2 10%"),
        ("公务接待费5万元，增长5%。", "reception 5%"),
        ("公务接待费上年为3万元，今年为2万元，减少1万元。", "reception -1"),
        ("公务接待费预算3万元，保持上年水平。", "reception same"),
        (
            "公务接待费与去年一样，公务用车费无增减变化，因公出国（境）费零增长。",
            "abroad same reception same vehicles same",
        ),
        ("公务接待费比年初预算减少2万元，降低20%，比上年决算增加1万元，增长14.3%。", "reception 1 14.3%"),
        ("公务接待费支出决算5万元，完成预算10万元的50%，减少5万元。", ""),
        ("公务接待费比2012年减少2万元，下降约10%。", ""),
        ("公务接待费5万元，与预算相比减少0.2万元，下降4%。", ""),
        ("公务接待费5万元，与上年比减少0.2万元。", "reception -0.2"),
        ("公务接待费比上年增加（减少）2万元。", ""),
        ("公务接待费3万元,公务用车运行费5万元,比上年减少2万元。", ""),
        ("公务接待费5万元。接待批次比上年减少10%。油价上涨5%。", ""),
        ("公务接待费、公务用车费比上年分别减少2万元、3万元。", "reception -2 vehicles -3"),
        ("公务接待费增减额-0.5万元，增减率-9%。", "reception -0.5 -9%"),
    ],
)
def test_a_change_is_one_against_the_year_before(text, expected):
    changes = told(text, 2014).changes
    assert " ".join(f"{head}{told_of(change)}" for head, change in changes.items()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "公务用车购置0辆，公务用车保有量3辆，国内公务接待20批次、150人次，其中外事接待2批次10人次。",
            "bought 0 held 3 batches 20 guests 150",
        ),
        ("国内公务接待20批次150人次；外事接待2批次10人次。", "batches 22 guests 160"),
        ("国内公务接待批次20个，人次150人；国（境）外公务接待批次3个，人次9人。", "batches 20 guests 150"),
        (
            "因公出国（境）团组2个，累计5人次，其中：组织团组1个3人次，参加其他单位组织的团组1个2人次。",
            "groups 2 persons 5",
        ),
        ("单位组织出国团组1个，参加其他单位组织的出国团组2个，共计9人。", "groups 3 persons 9"),
        ("组团出国（境）4个批次、出国累计17人次", "groups 4 persons 17"),
        ("现有公务用车4辆（其中越野车1辆），当年新购1辆。", "bought 1 held 4"),
        ("公务用车编制3台，公务用车2辆。", "held 2"),
        ("公务用车保有量由5辆增至6辆，报废1辆，租用2辆。", ""),
        ("共有在职人员60人，接待陪同人员3人，召开会议2次。", ""),
        ("全年接待上级检查18批，来宾156人次。", "batches 18 guests 156"),
        ("下降的原因是接待批次较上年30批次减少，公务接待25批次。", "batches 25"),
        (
            "因公出国（境）0人次，公务接待20批次，其中外事接待2批次，公务用车购置1辆，保有量3辆。",
            "persons 0 bought 1 held 3 batches 20",
        ),
    ],
)
def test_how_many(text, expected):
    counts = told(text, 2016).counts
    assert " ".join(f"{name} {figure.amount.value}" for name, figure in counts.items()) == expected


CARS = "vehicles vehicle_purchase vehicle_operation"


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        *(
            (text, "abroad")
            for text in ("没有安排出国计划", "无因公出国（境）计划", "2015年单位无因公出国人员", "无因公出国（境）人数")
        ),
        *(
            (text, "abroad")
            for text in (
                "无公款出国（境）",
                "本年度计划无人员出国",
                "因公出国（境）费用零支出",
                "不涉及因公出国（境）费用",
            )
        ),
        *(
            (text, "abroad")
            for text in (
                "未能安排因公出国（境）团组人员",
                "2013年因公出国（境）经费未安排预算",
                "因公出国（境）费为0。",
            )
        ),
        ("无新购车辆", "vehicle_purchase"),
        ("未购置公务用车", "vehicle_purchase"),
        ("购置经费无，公务用车运行费2万元", "vehicle_purchase"),
        ("没有购置新车", "vehicle_purchase"),
        ("公务用车运行维护费5万元，全部为运行费", "vehicle_purchase"),
        ("无公务用车", CARS),
        ("公车改革后我局已无公务用车", CARS),
        ("无公务用车购置及运行维护费用支出", CARS),
        ("因公出(境)国、公务接待费没预算", "abroad reception"),
        ("没有因公出国（境）费、公务用车购置及运行费支出", f"abroad {CARS}"),
        ("因公出国（境）费、公务接待费均为零", "abroad reception"),
        *(
            (text, "reception")
            for text in ("公务接待费：无", "公务接待费未发生", "无公务接待支出", "未发生公务接待费用")
        ),
        *(
            (text, "total")
            for text in ("本单位无“三公”经费", "未安排“三公”经费预算", "没有发生三公经费支出", "我单位三公经费为零")
        ),
        ("二、公务接待费\n未安排此项支出。", "reception"),
        ("二、公务接待费\n无。", "reception"),
        *((text, "") for text in ("无外事接待", "无国（境）外公务接待情况", "外事接待费支出为零")),
        *(
            (text, "")
            for text in (
                "公务接待费无超标",
                "没有超预算支出公务接待费",
                "未发生违规接待",
                "三公经费没有超支",
                "未购置超标车辆",
            )
        ),
        *(
            (text, "")
            for text in ("公务接待费较上年无增减", "三公经费无变化", "原则上不安排公务接待", "不得安排公款出国")
        ),
        *(
            (text, "")
            for text in ("除公务接待费外，无其他三公经费支出", "没有接待清单的不予报销", "取消没有实质内容的出国考察")
        ),
        *(
            (text, "")
            for text in (
                "未经批准的因公出国",
                "无公务用车管理制度",
                "因公出国（境）费指单位公务出国的费用",
                "未纳入三公经费",
            )
        ),
        *((text, "") for text in ("2013年也未安排出国（境）经费预算", "去年没有安排因公出国")),
    ],
)
def test_what_is_declared_to_be_nothing(text, heads):
    year = 2013 if text.startswith("2013年因公") else 2015 if "2015" in text else 2014
    assert declared(text, year) == frozenset(heads.split())


def test_the_year_before_is_not_this_year_when_no_year_is_given():
    assert declared("去年没有安排因公出国", None) == frozenset()
    assert declared("没有安排因公出国", None) == {"abroad"}
    assert told("2013年公务接待费5万元，比2012年减少1万元。", None).changes["reception"].amount.value == -1


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("由于车辆老化，公务用车运行维护费比上年增加2万元。", "vehicle_operation"),
        ("公务接待费同比增加2万元，系招商任务增加；公务用车费减少1万元。", "reception"),
        ("公务接待费减少2万元；公务用车费减少1万元。下降的主要原因是厉行节约。", "reception vehicles"),
        ("公务接待费比上年增加2万元。支出大于上年决算数的主要情况：来访增多。", "reception"),
        ("公务接待费比上年增加2万元。各项的主要情况为：接待上级检查。", ""),
        ("公务接待费5万元，主要用于接待上级检查。公务用车费5万元，主要是接待用车。", ""),
        ("三、“三公”经费增减变化原因等说明", ""),
        ("公务接待费比上年减少2万元，减少的主要原因是。", ""),
    ],
)
def test_a_reason_explains_the_changes_before_it(text, heads):
    assert told(text, 2014).explained == frozenset(heads.split())


WHOLE = """第三部分 部门决算情况说明
六、一般公共预算财政拨款基本支出决算情况说明
公用经费100.1万元，主要包括：会议费3万元、公务接待费1.1万元、公务用车运行维护费4万元。
七、一般公共预算财政拨款“三公”经费支出决算情况说明
2019年度“三公”经费支出预算为20万元，支出决算为15.6万元。
1．公务接待费支出3.1万元。
2．公务用车运行维护费支出12.5万元。2019年末，公务用车保有量为6辆。
八、其他重要事项的情况说明
公务用车购置20万元。截至2019年12月31日，共有车辆9辆。没有公务接待费。
第四部分 名词解释
"""


def test_of_a_whole_document_only_the_section_about_them_speaks():
    expected = "figures total 15.6 reception 3.1 vehicle_operation 12.5\nplanned total 20\ncounts held 6"
    assert said(WHOLE, 2019) == expected
    assert said("部门职责很多。\n" * 900 + WHOLE, 2019) == expected


def test_a_body_beside_its_city_tells_its_own():
    text = "全市“三公”经费预算总额1969万元。我局2013年“三公”经费预算20万元，其中公务接待费20万元。"
    assert said(text, 2013) == "figures total 20 reception 20"
    assert not told("2013年全市“三公”经费预算总额1969万元。", 2013).figures


def test_what_is_told_twice_can_be_compared():
    text = "“三公”经费20万元，其中公务接待费3万元。\n（一）公务接待费5万元，主要用于调研。"
    assert [str(figure.amount.value) for figure in retold(text, 2014)["reception"]] == ["3", "5"]
    assert told(text, 2014).figures["reception"].amount.value == 3
    assert retold(text, 2014)["reception"][1].quote == "（一）公务接待费5万元"


@pytest.mark.parametrize(
    "text",
    ["公务接待费支出 万元，比上年下降5%。", "公务接待费XX万元，其中2014年。", "公务接待费为__元，比上年减少 万元。"],
)
def test_a_number_left_out_leaves_its_head(text):
    figures = told(text, 2014).figures
    assert figures["reception"].amount is None
    assert figures["reception"].quote.startswith("公务接待费")
    assert told(text + "公务接待费5万元。", 2014).figures["reception"].amount.value == 5
    assert not told("公务接待费(万元)，比上年增减5%", 2014).figures


def test_last_year_is_of_the_kind_that_the_change_is_against():
    spent = "公务接待费预算5万元，比上年预算减少1万元。2013年公务接待费实际支出4万元。"
    assert not told(spent, 2014).last
    assert told(spent.replace("上年预算", "上年"), 2014).last["reception"].amount.value == 4


def test_units_and_old_names():
    assert told("公务接待费5万元。", 2014).unit == "万元"
    assert told("单位：元\n公务接待费5万元。", 2014).unit == "元"
    assert told("会议费3万元，培训费2万元。", 2014).others["meetings"].amount.value == 3
    assert told("本单位无“三公”经费。", None).nil == {"total"}


def test_numerals():
    words = ("三十二", "一百零五", "十二点五", "二〇一三", "壹拾伍", "十")
    assert [str(numeral(each)) for each in words] == ["32", "105", "12.5", "2013", "15", "10"]
    assert numeral("公务") is None
    assert money("3百万元").value == 300
    assert money("万元") is None


def test_copies_in_traditional_characters_read_like_the_others():
    assert squeeze("“三公”經(jīng)費(fèi)財(cái)政撥款") == "三公经费财政拨款"


def test_lines_are_joined_only_where_a_sentence_was_broken():
    assert [each.raw for each in paragraphs("一、公务接待费\n2014年预算5万\n元，下降\n单位：万元\n合计\n60.6\n")] == [
        "一、公务接待费",
        "2014年预算5万元，下降",
        "单位：万元",
        "合计",
    ]


LABELS = st.sampled_from(
    [
        *(
            ("abroad", each)
            for each in ("因公出国（境）费", "因公出国(境)费用", "因公出国经费", "出国费", "因公出国（境）支出")
        ),
        *(("reception", each) for each in ("公务接待费", "公务接待经费", "接待费", "公务接待费用", "公务接待支出")),
        *(
            ("vehicles", each)
            for each in (
                "公务用车购置及运行维护费",
                "公务用车购置和运行费",
                "公车购置及运行费",
                "公务车购置及运行维护费",
            )
        ),
        *(("vehicle_purchase", each) for each in ("公务用车购置费", "公车购置费", "车辆购置费", "公务用车购置支出")),
        *(
            ("vehicle_operation", each)
            for each in ("公务用车运行维护费", "公务用车运行费", "公车运行费", "车辆运行维护费")
        ),
        *(("total", each) for each in ("“三公”经费", "三公经费财政拨款支出", "“三公”经费预算总额")),
    ]
)
LINKS = st.sampled_from(
    ["", "为", "预算为", "预算安排", "2014年预算数为", "支出", "共计", "：", "财政拨款预算", " 预算 ", "支出预算为"]
)
SUMS = st.decimals(0, 99999, places=2)
ENDS = st.sampled_from(["，", "；", "。", "，占10%；", "，主要用于日常公务；", "，与上年持平；", "。\n"])


@given(st.lists(st.tuples(LABELS, LINKS, SUMS, ENDS), min_size=1, max_size=6, unique_by=lambda item: item[0][0]))
def test_every_figure_that_is_told_is_found_and_no_other(items):
    text = "".join(label + link + f"{value:,}万元" + end for (_, label), link, value, end in items)
    expected = {head: value for (head, _), _, value, _ in items}
    assert {head: figure.amount.value for head, figure in told(text, 2014).figures.items()} == expected


@given(st.integers(24, 44), st.sampled_from(sorted(PASSAGES)))
def test_it_does_not_matter_where_lines_break(width, name):
    year, text, _ = PASSAGES[name]
    lines = [line.replace(" ", "") for line in text.splitlines()]
    if any("|" in line for line in lines) or name.startswith(("a template", "lines that", "parts in")):
        return
    broken = "\n\n".join(
        "\n".join(line[start : start + width] for start in range(0, len(line), width)) for line in lines
    )
    whole = told("\n\n".join(lines), year)
    assert {k: v.amount for k, v in told(broken, year).figures.items()} == {
        k: v.amount for k, v in whole.figures.items()
    }


WORDS = [
    "公务接待费",
    "三公经费",
    "比上年",
    "减少",
    "5万元",
    "(",
    ")",
    "，",
    "。",
    "其中",
    "2013年",
    "分别",
    "无",
    "没有",
    "占",
    "%",
    "\n",
    "|",
    "10%",
    "3辆",
]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_no_words_break_it(words):
    text = "".join(words)
    for figures in retold(text, 2013).values():
        assert all(figure.amount.value == Decimal(5) for figure in figures)


@pytest.mark.parametrize(
    "words",
    [
        "公务接待费、",
        "车(",
        "车没有",
        "车无安排发生列支产生",
        "车1,",
        "车一二三四五",
        "2013年车",
        "公务接待费5万元，",
        "|车",
        "车《",
        "1.5\n车\n",
    ],
)
def test_a_page_of_one_thing_without_end_is_read_in_time(words):
    with within(8):
        told(words * (400_000 // len(words)), 2013)
