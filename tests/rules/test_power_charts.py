"""Charts: told from all else that is drawn, taken apart, their steps in flow order, their limits and days."""

import io
import random
import zipfile
from datetime import date, datetime

import pytest
from PIL import Image, ImageDraw

from bench.pace import within
from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.reading.value import Box, Reading, RowLink, Table
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Reason, Snapshot, Unreached
from rules.facts import facts_of
from rules.finding import Outcome
from rules.flowcharts import names_chart
from rules.powers.changes.changed import last_change
from rules.powers.charts.chart import Chart, charts, charts_of
from rules.powers.charts.drawn import is_chart
from rules.powers.charts.steps import is_enough, minimum_for, minimums, missing_steps
from rules.powers.item import Item
from rules.powers.limits import Limit, limit_of, limits_in, listed_limits
from rules.powers.naming.classwide import names_a_power
from rules.powers.naming.filed import member_name
from rules.powers.pairs.matching import matched
from rules.rule import catalogue
from rules.topics import topics_of

WHEN = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
APPROVAL = ("申请人提出申请", "窗口受理", "审查", "现场踏勘", "决定", "制证送达")
PENALTY = (
    "案件来源（检查、举报、来信来访、移送）",
    "立案",
    "调查取证",
    "告知",
    "听证",
    "处罚决定",
    "送达",
    "执行",
    "结案归档",
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document(label="", text="", media_type=WORD, url="http://own/1", **more):
    return Document(url, Place.OWN, WHEN, "ab", label, Reading(media_type, text=text, **more))


def picture(*words, label="", framed=True, url="http://own/1.png", **more):
    """A picture in which these words were recognised, each in a box."""
    boxes = tuple(Box(word, 0, 20 * n, 90, 20 * n + 15, 1, "0.99", framed) for n, word in enumerate(words))
    return document(label, "\n".join(words), "image/png", url, boxes=boxes, read_by="ocr", confidence="0.99", **more)


def unread(label="", depicts="", side=600, url="http://own/1.png"):
    """A picture in which nothing was recognised."""
    doubts = ("image_only",)
    return document(label, "", "image/png", url, doubts=doubts, width=side, height=side, depicts=depicts)


def page(title, *documents, text="", columns=("首页", "权力运行流程图"), published=date(2013, 3, 1), **more):
    reading = Reading("text/html", title=title, text=text, published=published, **more)
    return Page(f"http://own/{title}", Place.OWN, WHEN, "ab", "", reading, columns=columns, documents=tuple(documents))


def first_topic(shown):
    bare = Page(shown.url, shown.place, WHEN, "ab", "", shown.reading)
    return topics_of(bare)[0][0]


@pytest.mark.parametrize(
    "words", [("行政许可流程图", *APPROVAL), APPROVAL, PENALTY], ids=["titled", "approval", "penalty"]
)
def test_a_recognised_chart_of_a_power(words):
    assert is_chart(picture(*words)) is True
    assert first_topic(picture(*words)) == "power-flowchart"


DECOYS = {
    "organisation": ("局长", "副局长", "纪检组长", "办公室", "人事科", "行政审批科", "执法大队", "财务科"),
    "organisation, titled": ("示例市住房局机构设置图", "局长", "副局长", "办公室", "审批科", "法规科"),
    "petition": ("信访人提出信访事项", "登记", "受理", "不予受理", "调查核实", "答复信访人", "复查", "归档"),
    "petition, titled": ("信访工作流程图", "提出", "登记", "受理", "调查", "决定", "送达", "归档"),
    "complaint": ("投诉人投诉", "登记受理", "调查", "处理", "答复投诉人", "归档"),
    "report": ("举报人举报", "举报受理", "核实举报内容", "处理决定", "反馈举报人", "归档"),
    "information": ("申请人提出政府信息公开申请", "登记", "审查", "不予公开", "答复申请人", "送达"),
    "papers": ("来文登记", "拟办", "领导批办", "承办", "传阅", "归档"),
    "money": ("经办人填写报销单", "科室审核", "财务审核", "领导审批", "出纳付款", "会计记账"),
    "list": ("序号", "职权名称", "职权类型", "燃气经营许可", "行政许可", "商品房预售许可"),
    "licence": ("燃气经营许可证", "单位名称：示例燃气有限公司", "许可范围：瓶装燃气", "发证机关：示例市住房局"),
    "news": ("图为全市住房工作会议现场", "局长在会上作重要讲话并对下一步工作提出要求"),
}


@pytest.mark.parametrize("words", DECOYS.values(), ids=DECOYS)
def test_what_is_no_chart_of_a_power(words):
    tables = (Table((words[:3], words[3:6])),) if words[0] == "序号" else ()
    shown = picture(*words, framed=words[0] not in ("序号", "燃气经营许可证", DECOYS["news"][0]), tables=tables)
    assert is_chart(shown) is False
    assert first_topic(shown) != "power-flowchart"


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (unread("燃气经营许可流程图"), True),
        (unread("", url="http://own/%E8%A1%8C%E6%94%BF%E5%A4%84%E7%BD%9A%E6%B5%81%E7%A8%8B%E5%9B%BE.jpg"), True),
        (unread("燃气经营许可流程图", "photo"), None),
        (unread("燃气经营许可流程图", side=24), False),
        (unread("信访投诉处理流程图", "drawing"), False),
        (unread("机构设置图", "drawing"), False),
        (unread("附件1", "drawing"), None),
        (unread("附件1", "paper"), None),
        (unread("", "photo"), False),
        (unread("", "code"), False),
    ],
)
def test_a_picture_that_nobody_recognised_is_judged_by_its_name_and_its_pixels(shown, said):
    assert is_chart(shown) is said


def test_a_paper_with_a_red_head_that_only_speaks_of_charts_is_none():
    lines = (
        "示例市人民政府文件",
        "示政发〔2013〕12号",
        "关于公布行政审批流程图的通知",
        "各单位要按受理、审查、决定、送达的要求办理审批事项，提高效率。",
    )
    assert is_chart(picture(*lines, framed=False)) is not True
    assert first_topic(picture(*lines, framed=False)) != "power-flowchart"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("附件2：商品房预售许可审批流程图.doc", True),
        ("行政处罚流程图（一般程序）", True),
        ("食品安全举报奖励流程图", True),
        ("投诉举报处理流程", False),
        ("局长合影.jpg", False),
        ("空气质量统计图.png", False),
        ("IMG_0012.jpg", None),
        ("关于优化审批流程的报告", None),
    ],
)
def test_what_a_name_says(name, said):
    assert names_chart(name) is said


def drawn_chart(width=600, height=800):
    shown = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(shown)
    for top in range(60, height - 60, 140):
        draw.rectangle((150, top, 450, top + 70), outline="black", width=2)
        draw.line((300, top + 70, 300, top + 140), fill="black", width=2)
    return shown


def photograph():
    bands = [Image.effect_noise((75, 60), 80).resize((600, 480)) for _ in range(3)]
    return Image.merge("RGB", bands)


def printed():
    shown = Image.new("RGB", (600, 800), "white")
    draw = ImageDraw.Draw(shown)
    for top in range(40, 760, 26):
        for left in range(40, 560, 20):
            draw.rectangle((left, top, left + 11, top + 12), outline="black")
            draw.line((left, top + 6, left + 11, top + 6), fill="black")
    return shown


def code():
    shown = Image.new("L", (29, 29))
    chance = random.Random(7)
    shown.putdata([255 * chance.randint(0, 1) for _ in range(29 * 29)])
    return shown.resize((290, 290), Image.Resampling.NEAREST).convert("RGB")


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (drawn_chart(), "drawing"),
        (photograph(), "photo"),
        (printed(), "paper"),
        (code(), "code"),
        (drawn_chart(30, 30), ""),
    ],
    ids=["drawing", "photo", "paper", "code", "icon"],
)
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_what_the_pixels_of_a_picture_tell(shown, said, form):
    body = io.BytesIO()
    shown.save(body, form)
    assert read(body.getvalue(), url="http://own/1", name="1").depicts == said


def test_a_broken_picture_depicts_nothing():
    body = io.BytesIO()
    photograph().save(body, "JPEG")
    assert read(body.getvalue()[:900], url="http://own/1", name="1.jpg").depicts == ""


def shape(words, left, top):
    emu = 12700
    return (
        f'<w:p><w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="page"><wp:posOffset>{left * emu}</wp:posOffset>'
        f'</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>{top * emu}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{100 * emu}" cy="{30 * emu}"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>'
        f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></w:r></w:p>"
    )


def line(words):
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
PAGE_END = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
SCATTERED = (
    ("送达", 100, 300),
    ("受理", 100, 120),
    ("不予受理", 250, 122),
    ("申请", 100, 60),
    ("决定", 100, 240),
    ("审查", 100, 180),
)
IN_ORDER = ("申请", "受理", "不予受理", "审查", "决定", "送达")


def word(*blocks):
    body, package = io.BytesIO(), "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    kinds = f'<Override PartName="/word/document.xml" ContentType="{WORD}.main+xml"/>'
    with zipfile.ZipFile(body, "w") as bundle:
        bundle.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types">{kinds}</Types>')
        relation = f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/>'
        bundle.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships">{relation}</Relationships>')
        bundle.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{''.join(blocks)}</w:body></w:document>")
    return Document(
        "http://own/1.docx",
        Place.OWN,
        WHEN,
        "ab",
        "流程图",
        read(body.getvalue(), url="http://own/1.docx", name="1.docx"),
    )


def boxes():
    return [shape(*each) for each in SCATTERED]


FORMS = {
    "headed 流程图": (line("1.商品房预售许可流程图"), *boxes(), PAGE_END, line("2.燃气经营许可流程图"), *boxes()),
    "headed 附件1": (line("附件1"), line("商品房预售许可"), *boxes(), PAGE_END, line("附件2"), line("燃气经营许可"), *boxes()),
    "headed 图1": (line("图1 商品房预售许可流程图"), *boxes(), PAGE_END, line("图2 燃气经营许可流程图"), *boxes()),
    "headed by the item": (line("商品房预售许可"), *boxes(), PAGE_END, line("燃气经营许可"), *boxes()),
    "below a collection's title and contents": (
        line("示例市住房局权力运行流程图"), line("目录"), line("1.商品房预售许可流程图"), line("2.燃气经营许可流程图"),
        PAGE_END, line("1.商品房预售许可流程图"), *boxes(), PAGE_END, line("2.燃气经营许可流程图"), *boxes(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("blocks", FORMS.values(), ids=FORMS)
def test_a_word_file_of_several_charts_is_taken_apart_and_read_as_it_is_seen(blocks):
    found = list(charts_of(page("示例市住房局权力运行流程图", word(*blocks))))
    assert [chart.steps for chart in found] == [IN_ORDER, IN_ORDER]
    assert ["商品房预售许可" in chart.name for chart in found] == [True, False]
    assert all(chart.whole and chart.read_by == "text" for chart in found)


def test_the_facts_of_several_charts_in_one_file():
    facts = facts_of(word(*FORMS["headed 流程图"]))["flowchart"]
    assert facts["item"] == "商品房预售许可"
    assert [each["item"] for each in facts["charts"]] == ["商品房预售许可", "燃气经营许可"]
    assert facts["nodes"] == list(IN_ORDER)


def test_arrows_marks_and_notes_are_no_steps():
    text = "燃气经营许可流程图\n申请\n↓\n受理 → 不予受理\n↓\n审查\n是\n否\n决定\n↓\n送达\n法定办结时限：20个工作日\n监督电话：0458-1234567"
    (chart,) = charts_of(page("燃气经营许可流程图", text=text))
    assert chart.steps == ("申请", "受理", "不予受理", "审查", "决定", "送达")
    assert chart.legal == Limit(20, "workday", "20个工作日")


def test_a_box_that_leads_to_another_procedure_heads_no_chart():
    steps = ("制定检查方案", "实施检查", "发现违法行为", "转入行政处罚流程", "责令整改", "归档")
    (chart,) = charts_of(page("行政检查流程图", text="行政检查流程图\n" + "\n↓\n".join(steps)))
    assert chart.steps == steps


def test_who_disagrees_heads_no_chart():
    steps = (
        "立案",
        "调查",
        "告知",
        "决定",
        "送达",
        "当事人不服",
        "申请行政复议",
        "执行",
        "拒不履行",
        "申请法院强制执行",
        "结案",
    )
    (chart,) = charts_of(page("行政处罚流程图", text="\n".join(steps)))
    assert (chart.name, chart.steps) == ("行政处罚流程图", steps)


def test_members_of_an_archive_are_charts_each():
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as bundle:
        for name in ("商品房预售许可流程图.txt", "燃气经营许可.txt"):
            bundle.writestr(f"流程图/{name}", "\n↓\n".join(IN_ORDER))
    reading = read(body.getvalue(), url="http://own/1.zip", name="1.zip")
    file = Document("http://own/1.zip", Place.OWN, WHEN, "ab", "流程图", reading)
    found = {chart.name: (chart.where, chart.steps) for chart in charts_of(page("权力运行流程图", file))}
    assert found == {
        "商品房预售许可流程图": ("流程图/商品房预售许可流程图.txt", IN_ORDER),
        "燃气经营许可": ("流程图/燃气经营许可.txt", IN_ORDER),
    }


def test_boxes_beside_each_other_on_a_page_are_steps_each():
    places = [
        ("案件来源", 150, 60, 350, 80),
        ("立案", 150, 90, 350, 110),
        ("不予立案", 370, 90, 560, 110),
        ("案件审核后 提出意见", 150, 120, 350, 150),
        ("涉嫌犯罪的 移送司法机关", 370, 120, 560, 150),
        ("处罚决定", 150, 160, 350, 180),
    ]
    text = "行政处罚流程图\n案件来源\n立案 不予立案\n案件审核后 涉嫌犯罪的\n提出意见 移送司法机关\n处罚决定"
    boxes = tuple(Box(words, *place, 1, "", True) for words, *place in places)
    file = document("行政处罚流程图", text, "application/pdf", boxes=boxes)
    (chart,) = charts_of(page("行政处罚流程图", file))
    assert chart.steps == tuple(words for words, *_ in places)


def test_the_heading_in_a_file_of_an_archive_states_the_limits():
    heading = "工伤认定流程图（法定办结时限60个工作日，承诺办结时限40个工作日）"
    text = f"工伤认定.docx\n检查.docx\n\n工伤认定.docx：\n{heading}\n申请\n受理\n调查\n认定\n送达\n\n检查.docx：\n检查\n处理\n反馈"
    chart = next(charts_of(page("流程图", document("流程图.zip", text, "application/zip"))))
    assert (chart.name, chart.legal.days, chart.promised.days) == ("工伤认定", 60, 40)


def test_a_chart_is_as_old_as_the_last_day_that_it_says():
    text = "燃气经营许可流程图\n申请\n↓\n受理\n↓\n审查\n↓\n决定\n2013年6月5日修订"
    (chart,) = charts_of(page("燃气经营许可流程图", text=text))
    assert chart.published == date(2013, 6, 5)


LISTED = Table(
    (
        ("序号", "职权名称", "职权类型", "流程图"),
        ("1", "商品房预售许可", "行政许可", "查看"),
        ("2", "燃气经营许可", "行政许可", "查看"),
    )
)
ROWS = (
    RowLink("http://own/a.png", "查看", "流程图", ("1", "商品房预售许可", "行政许可", "查看")),
    RowLink("http://own/b.png", "查看", "流程图", ("2", "燃气经营许可", "行政许可", "查看")),
    RowLink("http://own/guide.html", "查看", "办事指南", ("2", "燃气经营许可", "行政许可", "查看")),
)


def test_links_in_the_rows_of_a_list_are_paired_by_the_row():
    listing = page(
        "示例市住房局行政权力清单",
        unread("查看", url="http://own/a.png"),
        columns=("首页", "权力清单"),
        tables=(LISTED,),
        row_links=ROWS,
    )
    gone = Unreached("http://own/b.png", Place.OWN, Reason.GONE, "查看", kind="picture")
    site = Snapshot(Department("zfj", "示例市住房局", home="http://own/"), Period(2013, 7), (listing,), (gone,)).at(
        Place.OWN
    )
    found = {chart.row: chart for chart in charts(site)}
    assert set(found) == {"商品房预售许可", "燃气经营许可"}
    assert found["商品房预售许可"].source.url == "http://own/a.png"
    assert found["燃气经营许可"].lost.reason is Reason.GONE


def test_rows_are_read_with_their_links_heads_and_cells_from_above():
    html = """<html><body><table><tr><td>序号</td><td>职权名称</td><td>流程图</td></tr>
      <tr><td>1</td><td rowspan=2>商品房预售许可</td><td><a href="a.png">查看</a></td></tr>
      <tr><td>2</td><td><a onclick="window.open('b.png')" href="#">查看</a></td></tr></table></body></html>"""
    found = read(html.encode(), url="http://own/1.html", name="1.html").row_links
    assert [(link.url, link.head, link.row[1]) for link in found] == [
        ("http://own/a.png", "流程图", "商品房预售许可"),
        ("http://own/b.png", "流程图", "商品房预售许可"),
    ]


def test_what_hangs_in_a_form_is_headed_by_its_label_and_told_by_the_rows_above():
    html = """<html><body><table><tr><td>职权名称</td><td>商品房预售许可</td></tr><tr><td>职权类型</td><td>行政许可</td></tr>
      <tr><td>流程图</td><td><img src="a.png"></td></tr><tr><td colspan=2>廉政风险防控图</td></tr>
      <tr><td colspan=2><a href="b.doc">下载</a></td></tr><tr><td>1</td><td><a href="c.doc">附表</a></td></tr></table></body></html>"""
    found = read(html.encode(), url="http://own/1.html", name="1.html").row_links
    assert [(link.url, link.head) for link in found] == [
        ("http://own/a.png", "流程图"),
        ("http://own/b.doc", "廉政风险防控图"),
    ]
    assert found[0].row == ("职权类型", "行政许可", "职权名称", "商品房预售许可")


def shown(*steps, name="燃气经营许可流程图", **more):
    return Chart(
        name, document(name), steps=steps, text="\n".join((name, *steps)), read_by="text", **{"whole": True, **more}
    )


# Steps of charts as offices publish them (公安、民政、国土、卫生、教育、人社、税务、交通), in words of ours: none of them lacks one.
PUBLISHED = (
    ("行政许可", "户口迁移审批", "到派出所申请,民警审核材料,所长签署意见,治安大队审批,签发准迁证明,办理落户"),
    ("行政许可", "户口登记", "持证明到派出所申报,户籍内勤核对,所长审批,打印户口簿"),
    ("行政许可", "普通护照签发", "递交申请材料,出入境窗口审核,审批签发,领证"),
    ("行政许可", "居民身份证补领", "申领人拍照,民警核对信息,县局审签,换发证件"),
    ("行政许可", "社会团体成立登记", "提出筹备申请,送交民政局社会事务股,局务会作出批准决定,通知完成筹备,发证"),
    ("行政审批", "民办非企业单位登记", "提出登记申请,送交社会事务股审查,局务会作出准予决定,到便民中心交款,发证"),
    ("行政确认", "结婚登记", "双方申请,查验证件,登记发证"),
    ("行政给付", "城市低保", "困难户提出申请,入户走访,民主评议,公示,县民政局审批,发放低保金"),
    ("行政给付", "医疗救助", "本人申请,村委会初审公示,乡镇核查,县局审批,打卡"),
    ("行政许可", "土地登记", "申请登记,地籍调查,权属审核,注册登记,颁发土地证书"),
    ("行政许可", "不动产登记", "申请,收件,审核,登簿,缮证"),
    ("行政许可", "卫生许可证核发", "领取申请表,窗口核对资料,现场监测,所领导审阅,局领导签发,窗口发放"),
    ("行政许可", "民办学校设立审批", "领取申请表,提交中心校,中心校签署意见,教育局批准,颁发办学许可证"),
    ("行政许可", "劳务派遣经营许可", "接收申请材料,劳动监察股审查,局作出决定,送达申请人,立卷归档"),
    ("行政许可", "印制发票审批", "网上预审,前台核验,处室审核,制作决定文书,到大厅领取"),
    ("行政许可", "道路运输经营许可", "业户申办,运管所预审,实地查看,运管处批准,换发证件"),
    ("行政许可", "临时占道", "登记受理,现场踏查,局长签字,开具占道证"),
    ("行政许可", "图书借展审批", "接待咨询,材料审核,馆长同意,到期归还"),
    ("行政处罚", "交通行政处罚", "出示执法证件,调查取证,制作违法行为通知书,陈述申辩,作出决定,执行,结案"),
    ("行政处罚", "治安处罚", "报案,受案登记,询问取证,告知权利,呈批,处罚决定,宣告送达"),
    ("行政处罚", "税务处罚", "选案,稽查实施,案件审理,拟处罚事项告知,下达处罚决定书,税款罚款入库"),
    ("行政强制", "城管行政强制措施", "负责人批准,通知当事人到场,告知权利,制作现场笔录,实施措施,作出处理"),
    ("行政征收", "契税", "纳税人申报,审核计税价格,开具缴款书,银行缴纳,打印完税证"),
    ("行政征收", "社会抚养费", "立案调查,核定金额,下达决定书,收取入库"),
    ("行政奖励", "见义勇为奖励", "单位推荐,县委政法委审核,评委会评定,公示,表彰"),
    ("行政确认", "教师资格认定", "网上报名,现场确认,体检,专家委员会评议,认定,领取证书"),
    ("行政确认", "工伤认定", "提交申请,受理,调查核实,认定结论,送达双方"),
    ("行政给付", "养老待遇", "单位申报,社保局核定待遇,银行发放"),
    ("行政裁决", "林地权属争议", "当事人申请,受理,现场调查,调解,政府确权"),
    ("行政检查", "卫生监督检查", "制定计划,现场执法,制作笔录,责令改正"),
)


@pytest.mark.parametrize(
    ("kind", "steps", "name", "missing"),
    [
        ("行政许可", ("申请", "受理", "审查", "决定", "送达"), "燃气经营许可流程图", ()),
        ("行政许可", ("申请", "受理", "决定", "送达"), "燃气经营许可流程图", ("审查",)),
        ("行政许可", ("接件", "受理", "现场勘验", "领导签批", "领证"), "燃气经营许可流程图", ()),
        ("行政许可", ("某科", "某处", "某室"), "燃气经营许可流程图", ()),
        ("行政处罚", ("立案", "调查取证", "告知", "决定", "送达"), "行政处罚流程图", ()),
        ("行政处罚", ("立案", "调查取证", "决定", "送达"), "行政处罚流程图", ("告知",)),
        ("行政处罚", ("出示证件", "当场处罚决定", "备案"), "行政处罚（简易程序）流程图", ()),
        ("行政处罚", ("发现违法行为", "出示证件", "当场处罚决定", "备案"), "行政处罚流程图", ()),
        ("行政检查", ("检查准备", "实施检查", "结果公示"), "行政检查流程图", ()),
        ("行政征收", ("核定", "告知", "开票", "缴库"), "排污费征收流程图", ()),
        ("行政强制", ("发现违法行为", "报批", "实施查封扣押", "解除"), "查封流程图", ()),
        ("行政给付", ("申请", "受理", "审查", "拟定", "公示", "决定", "公告", "给付"), "行政给付流程图", ()),
        ("其他权力", ("来件", "办理", "办结"), "其他流程图", ()),
        ("行政许可", ("申请", "审查", "决定", "制证送达", "办结归档"), "燃气经营许可流程图", ("受理",)),
        ("行政许可", ("申请", "受理", "审查", "决定"), "燃气经营许可流程图", ("送达",)),
        ("行政许可", ("申请", "受理", "决定", "送达", "转下页"), "燃气经营许可流程图", ()),
        *((kind, steps.split(","), f"{name}流程图", ()) for kind, name, steps in PUBLISHED),
    ],
)
def test_the_steps_that_a_chart_of_its_class_lacks(kind, steps, name, missing):
    assert missing_steps(shown(*steps, name=name), kind) == missing


def test_no_step_is_missed_on_a_chart_that_was_not_read_as_a_whole():
    assert missing_steps(shown("申请", "受理", "决定", "送达", whole=False), "行政许可") == ()


def test_few_steps_are_no_proof_that_one_is_missing():
    assert is_enough(shown("申请", "受理", "决定", "送达"))
    assert not is_enough(shown("申请", "受理", "送达"))
    short = page("燃气经营许可流程图", text="燃气经营许可流程图\n申请→审查→决定送达")
    (finding,) = catalogue()["power-flowchart"](listed("燃气经营许可", short))
    assert (finding.problem, finding.outcome) == ("no-step", Outcome.CANT_TELL)


def test_every_minimum_says_where_it_is_from_and_every_class_has_one():
    assert all(each.source and each.steps for each in minimums())
    assert minimum_for("行政许可", "燃气经营许可流程图").name == "approval"
    assert minimum_for("行政处罚", "行政处罚流程图（一般程序、简易程序）").name == "penalty"


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("20个工作日", (20, "workday")),
        ("二十个工作日", (20, "workday")),
        ("5日", (5, "day")),
        ("即办", (0, "workday")),
        ("当场办结", (0, "workday")),
        ("两个月", (60, "day")),
        ("45日(含公示)", (45, "day")),
        ("3-5个工作日", None),
        ("2013年3月20日", None),
        ("法定20个工作日、承诺10个工作日", None),
        ("", None),
    ],
)
def test_the_limit_that_a_cell_states(text, limit):
    found = limit_of(text)
    assert (found and (found.days, found.unit)) == limit


@pytest.mark.parametrize(
    ("text", "legal", "promised"),
    [
        ("燃气经营许可流程图(法定办结时限20个工作日,承诺办结时限15个工作日)", 20, 15),
        ("承诺时限：5日", None, 5),
        ("法定20个工作日、承诺10个工作日", 20, 10),
        ("法定办结时限：自受理之日起20个工作日内；5日内告知补正", 20, None),
        ("自受理之日起二十个工作日内作出决定", None, None),
        ("法定时限20个工作日。法定时限30个工作日", None, None),
    ],
)
def test_the_limits_that_a_chart_names(text, legal, promised):
    found = limits_in(text)
    assert (found.legal and found.legal.days, found.promised and found.promised.days) == (legal, promised)


def test_the_limits_of_a_list_in_columns_of_their_own_and_in_one():
    each = listed_limits({"legal": "20个工作日", "promised": "即办"})
    assert (each.legal.days, each.promised.days) == (20, 0)
    both = "法定20个工作日/承诺10个工作日"
    assert listed_limits({"legal": both, "promised": both}) == limits_in(both)
    assert listed_limits({"limit": both}) == limits_in(both)


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (Limit(20, "workday"), Limit(20, "workday"), False),
        (Limit(20, "workday"), Limit(15, "workday"), True),
        (Limit(20, "workday"), Limit(20, "day"), None),
        (Limit(20, "workday"), Limit(30, "day"), None),
        (Limit(0, "workday"), Limit(0, "day"), False),
        (Limit(0, "workday"), Limit(1, "workday"), None),
        (Limit(0, "workday"), Limit(20, "day"), True),
    ],
)
def test_limits_that_differ(one, other, differs):
    assert one.differs(other) is other.differs(one) is differs


def test_the_last_change_of_an_item_is_a_sure_day_in_its_row_or_in_a_notice_that_names_it():
    def changed(note, *told):
        found = last_change(Item("燃气经营许可", "", "", document("清单"), {"note": note}), told)
        return found and found.day

    notice = page("关于调整行政审批事项的通知", text="下列事项调整：\n燃气经营许可，下放至各区")
    other = page("关于调整行政审批事项的通知", text="下列事项调整：\n取水许可，下放至各区")
    assert changed("2013年2月1日调整") == date(2013, 2, 1)
    assert changed("2月调整") is None
    assert changed("2013年2月1日取消") is None
    assert changed("", notice) == date(2013, 3, 1)
    assert changed("", other) is None


def listed(item, *pages, kind="行政许可"):
    """A place that lists one item and shows these pages."""
    rows = (("序号", "职权名称", "职权类型"), ("1", item, kind))
    listing = page("示例市住房局行政权力清单", columns=("首页", "权力清单"), tables=(Table(rows),))
    department = Department("zfj", "示例市住房局", home="http://own/")
    return Snapshot(department, Period(2013, 7), (listing, *pages)).at(Place.OWN)


def test_a_recognised_chart_that_lacks_a_step_is_cited_as_recognised():
    chart = page("燃气经营许可流程图", picture("申请", "受理", "决定", "送达", label="燃气经营许可流程图"))
    (finding,) = catalogue()["power-flowchart"](listed("燃气经营许可", chart))
    assert (finding.problem, {cited.read_by for cited in finding.evidence}) == ("no-step", {"ocr"})


@pytest.mark.parametrize(
    "line",
    [
        "流程图" + "(" * 50,
        "流程图" + "1" * 54 + "x",
        "流程图" + "(续)" * 17 + "x",
        "—" * 200_000,
        "执法" * 50_000,
        "局行政许可" * 20_000,
    ],
    ids=["brackets", "figures", "continued", "dashes", "enforcing", "classes"],
)
def test_no_line_takes_long(line):
    with within(2):
        list(charts_of(page("权力运行流程图", text=f"{line}\n申请\n受理\n审查\n决定\n送达")))
        is_chart(document(line[:4000], line))
        matched([Item(line, "", "", document("清单"))], [Chart(f"{line}流程图", document(""))])


@pytest.mark.parametrize(
    ("url", "label", "title", "name"),
    [
        ("http://own/%E5%8F%96%E6%B0%B4%E8%AE%B8%E5%8F%AF%E6%B5%81%E7%A8%8B.png", "流程图", "权力运行流程图", "取水许可流程"),
        ("http://own/%B2%CD%D2%FB%B7%FE%CE%F1%D0%ED%BF%C9.png", "附件1", "市卫生局权力运行流程图", "餐饮服务许可"),
        ("http://own/down.jsp?id=7&name=餐饮服务许可流程图.png", "办事流程图", "业务流程图公示", "餐饮服务许可流程图"),
        ("http://own/餐饮服务许可.png", "取水许可流程图", "权力运行流程图", "取水许可流程图"),
        ("http://own/新建图片.png", "流程图", "取水许可流程图", "取水许可流程图"),
        ("http://own/20130807112233.png", "流程图", "权力运行流程图", "权力运行流程图"),
        ("http://own/0a8f3bc2d1.png", "流程图", "权力运行流程图", "权力运行流程图"),
    ],
)  # fmt: skip
def test_a_file_that_is_called_flow_chart_is_named_by_its_own_name(url, label, title, name):
    shown = picture(*APPROVAL, label=label, url=url)
    assert [chart.name for chart in charts_of(page(title, shown))] == [name]


def test_a_member_called_flow_chart_is_named_by_its_folder():
    assert member_name("市卫生局/餐饮服务许可/流程图.jpg") == "餐饮服务许可"
    assert member_name("市卫生局/餐饮服务许可流程图.jpg") == "餐饮服务许可流程图"
    assert member_name("餐饮服务许可/取水许可.jpg") == "取水许可"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("权力运行流程图", False),
        ("业务流程图公示", False),
        ("我局办事流程图一览", False),
        ("餐饮服务许可流程图", True),
        ("卫生行政处罚流程图", False),
    ],
)
def test_whether_a_name_names_one_power(name, said):
    assert names_a_power(name) is said
