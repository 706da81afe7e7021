"""Lists of powers in the forms in which departments publish them: what is read of each, and what is no list at all."""

import io
import re
import time
import zipfile
from dataclasses import replace
from datetime import date, datetime

import docx
import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from bench.pace import within
from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.reading.value import Reading
from crawler.reading.value import Table as Rows
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Snapshot
from rules.approvals.power_list import power_list
from rules.facts import facts_of
from rules.facts.power_list import days
from rules.phrases import squeeze, unnumbered
from rules.powers.classes import abolished, class_in, class_of, is_class_heading
from rules.powers.lists.boxed import boxed_tables
from rules.powers.lists.headers import role_of
from rules.powers.lists.listed import items, items_of, own_items
from rules.powers.lists.standards import fields_asked
from rules.topics import topics_of
from tests.tries import tries

WHEN = datetime(2016, 5, 2, 2, 10, 4, tzinfo=CHINA)
TITLE = "宁和市林业局权力清单"
FOREST = Department("unit", "宁和市林业局", ("市林业局",), home="http://own/")


def html(inner, title=TITLE, day="2016-05-01"):
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>发布日期：{day}</p>{inner}</body></html>"


def table(text):
    """A table of lines and pipes; `~` joins a cell with the one above it, `<` with the one on its left."""
    rows = [line.strip().split("|") for line in text.strip().splitlines()]
    cells = []
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell in ("~", "<"):
                continue
            down = next((n for n in range(y + 1, len(rows)) if rows[n][x] != "~"), len(rows)) - y
            across = next((n for n in range(x + 1, len(row)) if row[n] != "<"), len(row)) - x
            cells.append((y, f'<td rowspan="{down}" colspan="{across}">{cell}</td>'))
    lines = ("".join(cell for at, cell in cells if at == y) for y in range(len(rows)))
    return f"<table border=1>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def page(inner, title=TITLE, place=Place.OWN, columns=(), files=(), **more):
    body = html(inner, title, **more).encode()
    reading = read(body, url=f"http://{place}/1.html")
    return Page("http://own/1.html", place, WHEN, "ab", "", reading, columns=columns, documents=tuple(files))


def listed(inner, title=TITLE):
    """name/class/code/parent of each item, blanks at the end left out."""
    found = items_of(page(inner, title))
    return ["/".join((item.name, item.kind, item.code, item.parent)).rstrip("/") for item in found]


def file(body, name):
    url = f"http://own/{name}"
    return Document(url, Place.OWN, WHEN, "cd", name, read(body, url=url, name=name))


HEADS = """
序号 serial|职权编码 code|职权名称 name|子项 sub|职权类型 kind|实施依据 basis|行使主体 office|责任事项 duty
追责情形 accountability|备注 note|项目编码 code|审批部门 office|项目名称 generic|设定依据 basis|审批对象 object
实施机关 office|审批类别 kind|收费依据及标准 fee|法定时限 legal|承诺时限 promised|法定办结时限 legal|承诺办结期限 promised
主项名称 main|子项名称 sub|权力类型 kind|行使层级 level|规范统一事项名称 generic|大项名称 main|小项名称 sub
行政职权名称 name|权力依据 basis|行权部门 office|流程图 chart|监督方式 supervision|权力运行流程图 chart
权力事项名称 name|责任事项依据 duty|问责依据 accountability|监督电话 supervision|权力来源 basis|行政相对人 object
基本编码 code|实施编码 code|办理项名称 sub|事项类型 kind|国家目录编码 code|行政许可事项名称 name|设定和实施依据 basis
审批事项 name|审批子项 sub|审批机关 office|审批时限 limit|许可项目 name|承办科室 office|法定依据（名称及条款） basis
市级主管部门 office|具体条款 clause|执法程序 chart|服务对象 object|追责情形及追责依据 accountability|监督投诉电话 supervision
行政处罚项目 name|执法主体 office|执法岗位 post|办件类型 post|办理流程 chart|编号 number
"""


@pytest.mark.parametrize("pair", [pair for line in HEADS.split("\n") for pair in line.split("|") if pair])
def test_a_head_asks_for_something(pair):
    head, role = pair.split(" ")
    assert role_of(head) == role
    assert role_of(f" {head[:2]}\n{head[2:]}：") == role


@pytest.mark.parametrize(
    "words", ["行政许可", "采伐许可证核发", "《森林法》第三十二条", "抽查比例", "姓名", "公开内容", "1"]
)
def test_other_words_ask_for_nothing(words):
    assert role_of(words) == ""


FORMS = {
    "a table with all columns": (
        "序号|职权编码|职权名称|职权类型|实施依据\n1|A-1|采伐许可证核发|行政许可|法\n2|A-2|对滥伐的处罚|行政处罚|法",
        ["采伐许可证核发/行政许可/A-1", "对滥伐的处罚/行政处罚/A-2"],
    ),
    "a head over two rows, items with parts": (
        "序号|统一事项名称|<|权力类型\n~|主项名称|子项名称|~\n1|归档审查|市属企业审查|其他行政权力-其他\n2|~|县属企业审查|其他行政权力-备案\n3|档案检查||监督检查",
        ["归档审查/其他权力", "市属企业审查/其他权力//归档审查", "县属企业审查/其他权力//归档审查", "档案检查/行政检查"],
    ),
    "classes merged in the first column": (
        "类别|序号|项目名称|设定依据\n行政许可|1|采伐许可|法\n~|2|运输许可|法\n行政处罚|3|滥伐处罚|法",
        ["采伐许可/行政许可", "运输许可/行政许可", "滥伐处罚/行政处罚"],
    ),
    "classes in a column without a head": (
        "|序号|职权名称|依据\n许可|1|采伐许可|法\n处罚|2|滥伐处罚|法",
        ["采伐许可/行政许可", "滥伐处罚/行政处罚"],
    ),
    "rows that are headings, totals, notes and blanks": (
        "序号|职权名称|依据\n一、行政许可（共2项）|<|<\n1|采伐许可|法\n2|运输许可|法\n||\n二、非行政许可审批（0项）|<|<\n|无|\n"
        "三、行政处罚|<|<\n1|滥伐处罚|法\n合计|3|\n注：以上事项均不收费。|<|<",
        ["采伐许可/行政许可", "运输许可/行政许可", "滥伐处罚/行政处罚"],
    ),
    "numbers under a number": (
        "序号|职权名称|类型\n1|采伐许可|行政许可\n1.1|采伐许可新办|行政许可\n1.2|采伐许可延续|行政许可\n2|运输许可|行政许可",
        ["采伐许可/行政许可", "采伐许可新办/行政许可//采伐许可", "采伐许可延续/行政许可//采伐许可", "运输许可/行政许可"],
    ),
    "numbers in brackets below a number": (
        "序号|职权名称|类型\n1|采伐许可|行政许可\n|（1）新办|行政许可\n|（2）延续|行政许可\n2|运输许可|行政许可",
        ["采伐许可/行政许可", "新办/行政许可//采伐许可", "延续/行政许可//采伐许可", "运输许可/行政许可"],
    ),
    "several parts in one cell": (
        "序号|项目名称|子项|审批部门|设定依据\n1|采伐许可|1.新办 2.延续|林业局|法\n2|运输许可|无|林业局|法",
        ["采伐许可", "新办///采伐许可", "延续///采伐许可", "运输许可"],
    ),
    "a basis of several rows": (
        "序号|职权名称|职权类型|实施依据\n1|采伐许可|行政许可|《森林法》\n~|~|~|《条例》\n2|运输许可|行政许可|《办法》",
        ["采伐许可/行政许可", "运输许可/行政许可"],
    ),
    "a head that stands again": (
        "序号|职权名称|依据\n1|采伐许可|法\n序号|职权名称|依据\n2|运输许可|法",
        ["采伐许可", "运输许可"],
    ),
    "two lists side by side": (
        "序号|许可项目|序号|许可项目\n1|采伐许可|3|运输许可\n2|经营许可|4|检疫许可",
        ["采伐许可", "运输许可", "经营许可", "检疫许可"],
    ),
    "a form": (
        "职权名称|对滥伐的处罚|<|<\n职权类型|行政处罚|职权编码|CF-1\n法定主体|林业局|<|<\n责任事项|1.立案 2.调查|<|<",
        ["对滥伐的处罚/行政处罚/CF-1"],
    ),
    "a row that numbers the columns": (
        "序号|职权名称|依据|类型\n1|2|3|4\n1|采伐许可|法|行政许可",
        ["采伐许可/行政许可"],
    ),
    "what a remark says is gone": (
        "序号|职权名称|类型|备注\n1|采伐许可|行政许可|已下放县（市）区\n2|运输许可|行政许可|部分下放\n3|经营许可|行政许可|已取消",
        ["运输许可/行政许可"],
    ),
    "classes that are numbered": (
        "行政决定部门|行政职权类别|项目名称|设定依据\n林业局|行政许可1|采伐许可|法\n~|行政许可2|运输许可|法",
        ["采伐许可/行政许可", "运输许可/行政许可"],
    ),
    "short codes": ("职权编码|职权名称|依据\n01|采伐许可|法\n02|运输许可|法", ["采伐许可//01", "运输许可//02"]),
    "counts headed 编号": ("编号|职权名称|依据\n1|采伐许可|法\n2|运输许可|法", ["采伐许可", "运输许可"]),
    "one name twice": ("序号|职权名称|依据\n1|采伐许可|法\n2|采伐许可|法", ["采伐许可", "采伐许可"]),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_read(form):
    rows, wanted = FORMS[form]
    assert listed(table(rows)) == wanted


TEXTS = {
    "numbered lines under classes": (
        "一、行政许可（2项）|1、采伐许可证核发|依据：《森林法》|2、运输证核发|二、行政强制：无|三、行政处罚|（一）对滥伐的处罚|（二）对盗伐的处罚",
        ["采伐许可证核发/行政许可", "运输证核发/行政许可", "对滥伐的处罚/行政处罚", "对盗伐的处罚/行政处罚"],
    ),
    "lines without numbers under classes": (
        "行政许可|采伐许可证核发|运输证核发|行政处罚|对滥伐的处罚",
        ["采伐许可证核发/行政许可", "运输证核发/行政许可", "对滥伐的处罚/行政处罚"],
    ),
    "all in one paragraph": (
        "一、行政许可：1.采伐许可证核发；2.运输证核发。|二、行政处罚：1.对滥伐的处罚；2.对盗伐的处罚。",
        ["采伐许可证核发/行政许可", "运输证核发/行政许可", "对滥伐的处罚/行政处罚", "对盗伐的处罚/行政处罚"],
    ),
    "names with labels below": (
        "1．采伐许可证核发|职权编码：A-1|职权类型：行政许可|2．对滥伐的处罚|职权编码：A-2|职权类型：行政处罚",
        ["采伐许可证核发/行政许可/A-1", "对滥伐的处罚/行政处罚/A-2"],
    ),
    "labels with names": (
        "职权名称：采伐许可证核发|职权类型：行政许可|实施依据：《森林法》|职权名称：对滥伐的处罚|职权类型：行政处罚|实施依据：",
        ["采伐许可证核发/行政许可", "对滥伐的处罚/行政处罚"],
    ),
    "labels over names": (
        "职权名称|1、对滥伐的处罚|职权类型|行政处罚|职权编码|法定主体|林业局|责任事项|1.立案责任",
        ["对滥伐的处罚/行政处罚"],
    ),
    "tabs": ("序号\t职权名称\t职权类型|1\t采伐许可\t行政许可|2\t运输许可\t行政许可", ["采伐许可/行政许可", "运输许可/行政许可"]),
    "single spaces": ("序号 权力类型 事项名称 备注|1 行政许可 采伐许可|2 行政处罚 滥伐处罚", ["采伐许可/行政许可", "滥伐处罚/行政处罚"]),
    "a sub-item below an item": (
        "一、行政许可|1、采伐许可|（1）采伐许可证新办|（2）采伐许可证延续|2、运输许可",
        ["采伐许可/行政许可", "采伐许可证新办/行政许可//采伐许可", "采伐许可证延续/行政许可//采伐许可", "运输许可/行政许可"],
    ),
    "a notice that asks for lists": ("一、清理范围|（一）行政许可|（二）行政处罚|二、工作要求|1、加强领导|2、按时上报", []),
    "the steps of a procedure": ("一、行政处罚|1、立案|2、调查取证|3、决定|4、送达|5、执行", []),
    "classes explained": ("（一）行政许可|行政许可是指依申请准予从事特定活动的行为。|（二）行政处罚|行政处罚是指对违法者的制裁。", []),
}  # fmt: skip


@pytest.mark.parametrize("form", TEXTS)
def test_text_is_read(form):
    lines, wanted = TEXTS[form]
    tag = "pre" if "\t" in lines else "p"
    assert listed("".join(f"<{tag}>{line}</{tag}>" for line in lines.split("|"))) == wanted


LOOKALIKES = {
    "市场准入负面清单": "序号|领域|禁止事项|依据\n1|森林|禁止毁林|法",
    "随机抽查事项清单": "序号|抽查事项|抽查依据|抽查比例\n1|木材检查|法|5%",
    "中介服务事项清单": "序号|中介服务事项名称|审批事项|设定依据\n1|可研报告编制|采伐许可|法",
    "申请材料清单": "序号|材料名称|份数\n1|申请表|1",
    "行政执法人员名单": "序号|姓名|执法证号|执法类别|单位\n1|张三|1|行政处罚|局",
    "行政处罚结果公示": "序号|案件名称|处罚类别|处罚依据|处罚机关\n1|张三滥伐案|罚款|法|局",
    "宁和市自来水公司服务事项目录": "序号|服务项目|服务内容|收费标准|办理时限|承办部门\n1|用水报装|受理|无|5日|营业处",
    "林业领域基层政务公开标准目录": "序号|事项名称|公开内容|公开依据|公开时限\n1|权责清单|内容|条例|20日",
    "宁和市林业局责任清单": "序号|主要职责|具体责任事项|责任科室\n1|森林保护|拟定规划|林政科",
    "行政执法依据": "序号|法律法规名称|颁布机关|施行日期|类别\n1|森林法|人大|1985|法律",
    "市政府决定取消的行政审批项目目录": "序号|项目名称|实施机关|处理决定\n1|木材经营许可|林业局|取消",
    "行政事业性收费目录": "序号|项目名称|收费标准|依据\n1|森林植被恢复费|10元|法",
}


@pytest.mark.parametrize("title", LOOKALIKES)
def test_what_lists_something_else_has_no_items(title):
    assert listed(table(LOOKALIKES[title]), title) == []


def test_what_stands_beside_a_list_is_told_apart_by_its_caption():
    held = table("序号|职权名称|依据\n1|采伐许可|法")
    gone = "<p>二、取消的行政审批项目</p>" + table("序号|项目名称|依据\n1|经营许可|法")
    assert listed("<p>一、保留的行政审批项目</p>" + held + gone) == ["采伐许可/行政审批"]


def test_each_item_says_where_it_stands_and_what_its_row_tells():
    heads = "序号|职权名称|设定依据|办理时限|<|承办科室|监督电话\n~|~|~|法定|承诺|~|~\n"
    rows = heads + "1|采伐许可|《森林法》<br>第三十二条|20|10|林政科|6100001"
    item = next(items_of(page(table("序号|材料\n1|甲") + table(rows))))
    assert item.where == "第2表第3行"
    assert item.fields["legal"] == "20"
    assert item.fields["promised"] == "10"
    assert item.fields["office"] == "林政科"
    assert item.fields["supervision"] == "6100001"
    assert squeeze(item.fields["basis"]) == "森林法第三十二条"


def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "行政许可"
    for row in (
        ["宁和市林业局2016年权力清单"],
        ["序号", "职权编码", "职权名称", "办理时限", None],
        [None, None, None, "法定", "承诺"],
    ):
        sheet.append(row)
    for cells in ("A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"):
        sheet.merge_cells(cells)
    sheet.append([1, "XK-1", "采伐许可", "20日", "即办"])
    other = book.create_sheet("处罚")
    other.append(["序号", "职权编码", "职权名称", "法定时限", "承诺时限"])
    other.append([1, "CF-1", "对滥伐的处罚", "九十日", ""])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def old_workbook():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    rows = [
        "宁和市林业局行政职权目录",
        "类别|序号|项目名称|法定依据",
        "行政许可|1|采伐许可|法",
        "|2|运输许可|法",
        "合计|2||",
    ]
    for y, row in enumerate(rows):
        for x, cell in enumerate(row.split("|")):
            if cell:
                sheet.write(y, x, cell)
    sheet.merge(2, 3, 0, 0)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word():
    paper = docx.Document()
    paper.add_heading("宁和市林业局权责清单", 0)
    for kind, name in (("一、行政许可", "采伐许可"), ("二、行政处罚", "对滥伐的处罚")):
        paper.add_paragraph(kind)
        grid = paper.add_table(rows=2, cols=3)
        for cell, text in zip(
            grid._cells, ["序号", "项目名称", "设定依据", "1", name, "《森林法》\n第三十九条"], strict=True
        ):
            cell.text = text
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def pdf(count):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    rows = [["序号", "职权名称", "职权类型", "实施依据"]]
    rows += [[str(n), f"对第{n}种违法行为的处罚", "行政处罚", f"《条例》第{n}条"] for n in range(1, count + 1)]
    grid = Table(rows, repeatRows=1)
    grid.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("FONT", (0, 0), (-1, -1), "STSong-Light", 9)])
    )
    out = io.BytesIO()
    SimpleDocTemplate(out).build([grid])
    return out.getvalue()


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("权力清单.xlsx", workbook())
        bundle.writestr("职权目录.xls", old_workbook())
    return out.getvalue()


BOOK = ["采伐许可/行政许可/XK-1", "对滥伐的处罚/行政处罚/CF-1"]
OLD = ["采伐许可/行政许可", "运输许可/行政许可"]


@pytest.mark.parametrize(
    ("body", "name", "wanted"),
    [
        (workbook(), "1.xlsx", BOOK),
        (old_workbook(), "1.xls", OLD),
        (word(), "1.docx", ["采伐许可/行政许可", "对滥伐的处罚/行政处罚"]),
        (pdf(90), "1.pdf", [f"对第{n}种违法行为的处罚/行政处罚" for n in range(1, 91)]),
        (archive(), "1.zip", BOOK + OLD),
    ],
    ids=["sheets", "old sheets", "word", "pdf over pages", "archive"],
)
def test_a_file_is_read(body, name, wanted):
    found = items_of(page("<p>详见附件</p>", files=[file(body, name)]))
    assert ["/".join((item.name, item.kind, item.code, item.parent)).rstrip("/") for item in found] == wanted


def test_the_facts_of_a_list():
    told = facts_of(file(workbook(), "1.xlsx"))["power_list"]
    assert told["org"] == "宁和市林业局"
    first, second = told["items"]
    wanted = {"name": "采伐许可", "kind": "行政许可", "code": "XK-1", "basis": None, "office": None}
    assert first == {**wanted, "legal_days": "20", "promised_days": "0"}
    assert (second["legal_days"], second["promised_days"]) == ("90", None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("20个工作日", "20"),
        ("二十日", "20"),
        ("15", "15"),
        ("当场办结", "0"),
        ("", None),
        ("20日（不含听证30日）", None),
        ("无", None),
    ],
)
def test_days_of_a_limit(text, wanted):
    assert days(text) == wanted


def test_a_list_is_told_by_its_heads_where_its_title_does_not_tell():
    shown = page(table("序号|职权名称|职权类型|实施依据\n1|采伐许可|行政许可|法"), "附件1")
    assert topics_of(shown)[0][0] == "power-list"
    notice = page("<p>请各科室填报职权名称、职权类型和实施依据，于月底前上报。</p>", "关于报送材料的通知")
    assert all(topic != "power-list" or sure < 0.5 for topic, sure in topics_of(notice))


CLASSES = """许可=行政许可|行政许可事项=行政许可|非行政许可类=非行政许可审批|审批=行政审批|处罚类=行政处罚|监督检查=行政检查
征收/征用=行政征收|其他类=其他权力
其他行政权力-备案=其他权力|其它职权=其他权力|行政许可（3项）=行政许可|01行政许可=行政许可|行政强制措施=行政强制|给付=行政给付|林业=|采伐许可证核发="""


@pytest.mark.parametrize("pair", CLASSES.replace("\n", "|").split("|"))
def test_a_class_has_one_name(pair):
    words, kind = pair.split("=")
    assert class_of(words) == kind


def test_a_heading_speaks_of_one_class_or_of_none():
    assert class_in("宁和市林业局行政处罚权力清单") == "行政处罚"
    assert class_in("行政许可、行政处罚事项目录") == ""
    assert class_in("宁和市行政审批局权力清单") == ""
    assert class_in("行政许可法解读") == ""
    assert is_class_heading("（二）行政处罚（共126项）")
    assert not is_class_heading("行政处罚案件审理办法")


def test_a_class_is_abolished_from_the_day_after_the_decision_was_made_public():
    assert abolished("非行政许可审批", date(2015, 5, 14)) is None
    assert abolished("非行政许可审批", date(2015, 5, 15)).decided == date(2015, 5, 10)
    assert abolished("行政许可", date(2020, 1, 1)) is None


def test_fields_are_asked_from_the_day_of_the_paper():
    later = ("name", "code", "kind", "basis", "office", "chart", "supervision")
    assert fields_asked(date(2013, 5, 1), date(2013, 7, 31)) == ("name", "basis")
    assert fields_asked(date(2014, 5, 1), date(2016, 7, 31)) == ("name", "basis")
    assert fields_asked(date(2015, 5, 1), date(2015, 7, 31)) == later
    assert fields_asked(None, date(2017, 1, 31)) == later


def test_drawn_boxes_are_a_table_in_which_open_cells_go_on():
    drawn = (
        "┌──┬─┬──┐\n│机关│号│名称│\n├──┼─┼──┤\n│发  │1 │采伐│\n│    │  │许可│\n│改  ├─┼──┤\n│委  │2 │运输│\n└──┴─┴──┘"
    )
    assert [each.rows for each in boxed_tables(drawn)] == [
        (("机关", "号", "名称"), ("发改委", "1", "采伐许可"), ("发改委", "2", "运输"))
    ]


def snapshot(*pages, period="2016-05", **more):
    whole = Snapshot(FOREST, Period.parse(period), pages, **more)
    return replace(whole.at(Place.OWN), elsewhere=whole.at(Place.PORTAL))


def test_items_stay_apart_that_are_parts_of_others_and_come_once_that_stand_twice():
    rows = table("序号|职权名称|子项|类型\n1|采伐许可|新办|行政许可\n2|运输许可|新办|行政许可")
    found = items(snapshot(page(rows), page(rows)))
    assert [(item.name, item.parent) for item in found] == [
        ("采伐许可", ""), ("新办", "采伐许可"), ("运输许可", ""), ("新办", "运输许可"),
    ]  # fmt: skip


def test_of_a_list_of_a_whole_city_only_the_own_section_counts():
    rows = table(
        "序号|职权名称|类型\n一、市水务局（1项）|<|<\n1|取水许可|行政许可\n二、市林业局（1项）|<|<\n1|采伐许可|行政许可"
    )
    shown = page(rows, "宁和市市级部门权力清单", Place.PORTAL)
    assert [item.name for item in own_items(shown, snapshot())] == ["采伐许可"]
    assert own_items(shown, replace(snapshot(), department=Department("x", "宁和市民政局"))) == []


def test_in_a_list_of_a_whole_city_the_office_of_each_row_tells_whose_it_is():
    rows = table(
        "序号|部门|职权名称|类型\n1|市水务局|取水许可|行政许可\n2|市林业局|采伐许可|行政许可\n3|市林业局|运输许可|行政许可"
    )
    shown = page(rows, "宁和市市级部门权力清单", Place.PORTAL)
    assert [item.name for item in own_items(shown, snapshot())] == ["采伐许可", "运输许可"]


def test_headings_of_its_own_units_take_nothing_from_a_department():
    rows = table("序号|职权名称|类型\n一、森林公安局|<|<\n1|滥伐处罚|行政处罚\n二、种苗管理站|<|<\n1|种子许可|行政许可")
    assert [item.name for item in own_items(page(rows), snapshot())] == ["滥伐处罚", "种子许可"]


LISTS = """宁和市林业局权力清单|宁和市民政局权力清单和责任清单（2016年本）|宁和市水务局行政职权目录
宁和市国土资源局行政审批项目目录|宁和市教育局行政许可事项清单
宁和市民政局2023年行政许可分表|宁和市政务服务事项目录|宁和市安监局行政处罚事项清单|宁和市保留的行政审批事项"""


@pytest.mark.parametrize("title", LISTS.replace("\n", "|").split("|"))
def test_a_title_tells_a_list(title):
    assert topics_of(page("<p>内容</p>", title))[0][0] == "power-list"


OTHERS = """市场准入负面清单|宁和市权责清单管理办法|行政处罚权力运行流程图|安全生产责任清单|党风廉政建设主体责任清单
关于取消行政审批项目的决定|宁和市行政许可办事指南|行政权力运行结果|关于做好权力清单编制工作的通知|宁和市召开权力清单工作推进会"""


@pytest.mark.parametrize("title", OTHERS.replace("\n", "|").split("|"))
def test_a_title_tells_no_list(title):
    assert topics_of(page("<p>内容</p>", title))[0][0] != "power-list"


def test_a_list_that_was_recognised_in_a_picture_is_read_but_its_word_is_marked():
    reading = replace(page(table("序号|职权名称|依据\n1|采伐许可|")).reading, read_by="ocr")
    shown = replace(page(""), reading=reading)
    cited = [each for finding in power_list(snapshot(shown)) for each in finding.evidence]
    assert {each.read_by for each in cited} == {"ocr"}


def long_list(count, place=Place.OWN):
    rows = [("序号", "职权编码", "职权名称", "职权类型", "实施依据")]
    rows += [(str(n), f"CF-{n}", f"对第{n}种违法行为的处罚", "行政处罚", f"《条例》第{n}条") for n in range(count)]
    text = "\n".join("\t".join(row) for row in rows)
    reading = Reading("text/html", title=TITLE, published=date(2016, 5, 1), text=text, tables=(Rows(tuple(rows)),))
    return Page(f"http://{place}/1.html", place, WHEN, "ab", "", reading)


def test_three_thousand_items_take_no_more_than_their_share():
    took = []
    for count in (600, 3000):
        mine, theirs = long_list(count), long_list(count, Place.PORTAL)
        begun = time.process_time()
        assert len(list(items_of(mine))) == count
        list(power_list(snapshot(mine, theirs)))
        took.append(time.process_time() - begun)
    assert took[1] < 12 * took[0] + 0.5


HOSTILE = [
    " " * 60_000,
    "─" * 60_000 + "x",
    "1、" * 20_000,
    "（1）" * 20_000,
    "职权" * 30_000,
    "依据：" * 20_000,
    "\u3000" * 60_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:3] for text in HOSTILE])
def test_text_that_goes_on_for_ever_is_read_in_time(text):
    with within(4):
        rows = (("序号", "职权名称", "子项", "依据"), ("1", f"采伐{text}许可", text, text))
        lines = f"一、行政许可\n1、甲{text}乙\n{text}\n职权名称：{text}\n┌─┬─┐\n│{text}│{text}│\n└─┴─┘"
        for tables in ((Rows(rows),), ()):
            reading = Reading("text/html", title=TITLE, text=lines, tables=tables)
            list(items_of(Page("http://own/1.html", Place.OWN, WHEN, "ab", "", reading)))


CELL = st.sampled_from(
    [
        "",
        "序号",
        "职权名称",
        "子项",
        "职权类型",
        "实施依据",
        "行政许可",
        "采伐许可",
        "1",
        "1.1",
        "（1）新办",
        "合计",
        "无",
        "一、行政处罚",
        "市林业局",
    ]
)


@tries(25)
@given(st.lists(st.lists(CELL, min_size=4, max_size=4), min_size=1, max_size=8))
def test_whatever_stands_in_a_table_no_item_is_made_up(rows):
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    cells = {form(cell) for row in rows for cell in row for form in (squeeze, unnumbered) if cell}
    said = re.compile(f"(?:{'|'.join(map(re.escape, sorted(cells, key=len, reverse=True)))})+")  # a torn name is joined
    for item in items_of(page(f"<table border=1>{body}</table>")):
        assert said.fullmatch(squeeze(item.name))
        assert not item.parent or said.fullmatch(squeeze(item.parent))


NAMES = st.lists(st.text("采伐运输经营检疫狩猎", min_size=3, max_size=8), min_size=1, max_size=6, unique=True)
COLUMNS = st.permutations(["序号", "职权名称", "职权编码", "职权类型", "实施依据"])


@tries(15)
@given(NAMES, COLUMNS)
def test_a_list_is_read_whatever_the_order_of_its_columns(names, columns):
    cells = {
        "职权名称": "{0}许可",
        "序号": "{1}",
        "职权编码": "XK-{1}",
        "职权类型": "行政许可",
        "实施依据": "《森林法》",
    }
    lines = ["|".join(columns)]
    lines += ["|".join(cells[column].format(name, n) for column in columns) for n, name in enumerate(names, 1)]
    wanted = [f"{name}许可/行政许可/XK-{n}" for n, name in enumerate(names, 1)]
    assert listed(table("\n".join(lines))) == wanted


@tries(15)
@given(NAMES, st.sampled_from(["{1}、{0}许可", "（{1}）{0}许可", "{1}. {0}许可；"]))
def test_numbered_lines_are_read_whatever_their_numbers_look_like(names, form):
    lines = "".join(f"<p>{form.format(name, n)}</p>" for n, name in enumerate(names, 1))
    assert listed(f"<p>一、行政许可</p>{lines}") == [f"{name}许可/行政许可" for name in names]
