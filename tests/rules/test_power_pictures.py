"""Pictures on which eyes looked for words: what is surely no chart, what stays open, and how the boxes of a chart run."""

from datetime import date, datetime
from itertools import chain

import pytest

from crawler.period import CHINA, Period
from crawler.reading.value import Box, Image, Reading, Table
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Snapshot
from rules.finding import Outcome
from rules.powers.charts.chart import charts_of
from rules.powers.charts.drawn import is_chart
from rules.rule import catalogue

WHEN = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
OFFICES = ("领导小组", "办公室", "监督组", "宣传组", "县区", "部门")
LICENCE = ("营业执照", "注册号:230700100001234", "名称:示例商贸有限公司", "住所:示例市中心区", "成立日期:2013年3月1日")
PERMIT = ("取水许可证", "取水权人:示例供水公司", "取水地点:示例河", "审批机关:示例市水务局", "有效期:2013年至2018年")
CHART = ("申请", "受理", "审查", "现场核查", "决定", "送达")


def seen(*words, sure="0.98", framed=False, label="", url="http://own/1.jpg", size=(900, 600), **more):
    """A picture on which eyes saw these words, all in one column."""
    boxes = tuple(Box(word, 40, 40 * n, 200, 40 * n + 20, 1, sure, framed) for n, word in enumerate(words))
    found = {"read_by": "ocr", "confidence": sure} if words else {"doubts": ("image_only",)}
    told = {"width": size[0], "height": size[1], "looked": True, **found, **more}
    return Document(
        url, Place.OWN, WHEN, "ab", label, Reading("image/jpeg", text="\n".join(words), boxes=boxes, **told)
    )


def page(title, *files, images=True, tables=(), columns=("首页", "权力运行流程图")):
    held = tuple(Image(file.url, "") for file in files) if images else ()
    reading = Reading("text/html", title=title, published=date(2013, 3, 1), images=held, tables=tables)
    return Page(f"http://own/{title}", Place.OWN, WHEN, "ab", "", reading, columns=columns, documents=files)


def place(*pages, items=("餐饮服务许可",)):
    rows = (("序号", "职权名称", "职权类型"), *((str(n), item, "行政许可") for n, item in enumerate(items, 1)))
    listing = page("示例市食药局行政权力清单", tables=(Table(rows),), columns=("首页", "权力清单"))
    department = Department("syj", "示例市食药局", home="http://own/")
    return Snapshot(department, Period(2013, 7), (listing, *pages)).at(Place.OWN)


@pytest.mark.parametrize(
    "shown",
    [
        seen(),
        seen(depicts="photo"),
        seen(depicts="code", size=(290, 290)),
        seen("pp", "i1", sure="0.5", depicts="photo", doubts=("ocr_unsure",)),
        seen("市农业局", size=(320, 96)),
        seen("阳光政务 服务为民", size=(1000, 120)),
        seen("行政审批局揭牌仪式"),
        seen("中心区", "南山区", "北河县", "东林区", "行政审批中心"),
        seen(*OFFICES, framed=True, depicts="drawing", doubts=("ocr_unsure",)),
        seen(*LICENCE, depicts="drawing", doubts=("ocr_unsure",)),
        seen("".join(PERMIT), sure="0.6", framed=True, depicts="drawing", doubts=("ocr_unsure",)),
    ],
    ids="landscape photo code crowd logo banner sign map offices licence permit".split(),
)
def test_a_picture_on_which_nothing_of_a_chart_was_seen_is_none(shown):
    assert is_chart(shown) is False


@pytest.mark.parametrize(
    "shown",
    [
        seen(depicts="drawing"),
        seen(size=(160, 200)),
        seen(size=(400, 6000)),
        seen(looked=False),
        seen(label="餐饮服务许可流程图"),
        seen("pp", "i1", sure="0.5", doubts=("ocr_unsure",)),
        seen("某某", "某处", "某室", sure="0.6", framed=True, depicts="drawing", doubts=("ocr_unsure",)),
        seen(*OFFICES, sure="0.7", framed=True, depicts="drawing", doubts=("ocr_unsure",)),
        seen("申请", "受理", doubts=("ocr_unsure",)),
        seen("许可证申请", "编号:1", "名称:某", sure="0.7", framed=True, depicts="drawing", doubts=("ocr_unsure",)),
    ],
    ids="frames thumbnail strip unseen named specks blurred-few blurred-many two-steps form".split(),
)
def test_a_drawing_that_was_read_badly_or_not_at_all_stays_open(shown):
    assert is_chart(shown) is not False


def test_white_words_in_boxes_are_those_of_a_chart():
    assert is_chart(seen(*CHART, depicts="drawing")) is True
    assert is_chart(seen(*CHART, depicts="drawing", tables=(Table((CHART[:3], CHART[3:])),))) is not True


def test_a_banner_alone_is_no_chart_that_nobody_read():
    banner = seen("权力清单 公开透明", size=(1000, 120))
    assert not list(charts_of(page("权力运行流程图", banner)))
    assert list(charts_of(page("权力运行流程图", seen(depicts="drawing"))))
    (finding,) = catalogue()["power-flowchart"](place(page("权力运行流程图", banner)))
    assert (finding.problem, finding.outcome) == ("no-chart", Outcome.FAILED)


def test_a_chart_in_words_of_its_trade_shows_its_steps():
    steps = ("网上报名", "现场确认", "教学能力测试", "专家委员会审查", "作出认定结论", "颁发教师资格证书")
    (chart,) = charts_of(page("教师资格认定流程图", seen(*steps, framed=True)))
    assert chart.steps == steps
    (chart,) = charts_of(page("教师资格认定流程图", seen("网上报名", "教学能力测试", "李某", framed=True)))
    assert chart.steps == ()


@pytest.mark.parametrize(("doubts", "outcome"), [((), Outcome.FAILED), (("ocr_unsure",), Outcome.CANT_TELL)])
def test_a_limit_that_was_recognised_with_doubt_accuses_nobody(doubts, outcome):
    words = ("餐饮服务许可流程图", "承诺办结时限10个工作日", *CHART)
    rows = (("序号", "职权名称", "承诺时限"), ("1", "餐饮服务许可", "5个工作日"))
    listing = page("示例市食药局行政权力清单", tables=(Table(rows),), columns=("首页", "权力清单"))
    chart = page("餐饮服务许可流程图", seen(*words, framed=True, doubts=doubts))
    department = Department("syj", "示例市食药局", home="http://own/")
    site = Snapshot(department, Period(2013, 7), (listing, chart)).at(Place.OWN)
    (finding,) = catalogue()["power-flowchart"](site)
    assert (finding.problem, finding.outcome) == ("limit-differs", outcome)


def drawn(*rows, from_right=(), wide=3):
    """A chart of boxes in columns, given line by line; rows with these numbers begin at the right."""
    boxes = []
    for number, row in enumerate(rows):
        first = wide - len(row) if number in from_right else 0
        for column, word in enumerate(row, first):
            left, top = 60 + 300 * column, 60 + 120 * number
            boxes.append(Box(word, left, top, left + 20 * len(word), top + 30, 1, "0.99", True))
    text = "\n".join("\t".join(row) for row in rows)
    reading = Reading("image/png", text=text, boxes=tuple(boxes), read_by="ocr", confidence="0.99", looked=True)
    return Document("http://own/1.png", Place.OWN, WHEN, "ab", "餐饮服务许可流程图", reading)


TURNED = [
    (("申请", "受理", "审查"), ("核发证书", "局长批准", "集体会审"), ("归档",)),
    (("案件来源", "立案", "调查取证"), ("听取申辩", "处罚告知", "案件审核"), ("处罚决定", "送达", "执行"), ("结案",)),
    (("申请", "受理", "审查"), ("发证", "决定")),
    (("甲办", "乙办", "丙办", "受理"), ("戊办", "申请审查")),
]
STRAIGHT = [
    (("申请", "受理", "审查"), ("集体会审", "局长批准", "核发证书"), ("归档",)),
    (("申请", "受理", "审查"), ("决定", "发证")),
    (("补正", "受理", "不予受理"), ("听证", "审查", "退回")),
    (("受理", "不予受理"), ("决定", "审查")),
]


@pytest.mark.parametrize("rows", TURNED)
def test_rows_that_turn_back_are_read_in_the_order_in_which_they_run(rows):
    (chart,) = charts_of(page("餐饮服务许可流程图", drawn(*rows, from_right=(1, 3), wide=len(rows[0]))))
    assert chart.steps == tuple(chain(*(row[::-1] if n % 2 else row for n, row in enumerate(rows))))


@pytest.mark.parametrize("rows", STRAIGHT)
def test_rows_that_do_not_turn_back_are_left_as_they_stand(rows):
    (chart,) = charts_of(page("餐饮服务许可流程图", drawn(*rows)))
    assert chart.steps == tuple(chain(*rows))
