"""Service guides: layouts rewritten from real forms, what counts as said, what is no guide, and which items it serves."""

import io
from dataclasses import replace
from datetime import date
from hashlib import sha256

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.pace import within
from crawler.reading import read
from crawler.snapshot import Document, Place
from rules.facts import facts_of
from rules.guides.contents import State, state, vague
from rules.guides.guide import called, guides_of
from rules.guides.judged import missing
from rules.guides.sections import parts_of
from rules.guides.serving import kind_of, needing, served
from rules.guides.times import differing
from rules.guides.wording import rule_set, rule_sets, wordings
from rules.phrases import squeeze
from rules.powers.item import Item
from tests.guides.labelled import ELEMENTS, FETCHED, labelled, page_of

PAGES = {page.name: page for page in labelled()}
SEEN = (State.THERE, State.PICTURE)
DAY = date(2013, 7, 31)
FULL = """一、办理依据：《中华人民共和国水法》第七条
二、办理条件：取水口位置合理，水量有保证。
三、数量限制：无数量限制
四、办理程序：申请、受理、审查、决定、送达
五、办理期限：20个工作日
六、申请材料：1.申请书；2.水资源论证报告。"""


def page(text=FULL, title="取水许可办事指南", **more):
    return page_of({"title": title, "text": text, **more})


def only(text=FULL, title="取水许可办事指南", **more):
    found = list(guides_of(page(text, title, **more)))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("name", PAGES)
def test_the_elements_of_a_layout_are_seen_and_no_others(name):
    for called_so, there in PAGES[name].guides:
        found = [each for each in guides_of(PAGES[name].page) if not called_so or squeeze(called_so) in each.names]
        seen = {role for role in ELEMENTS if state(role, found) in SEEN}
        assert seen == there, called_so


def test_the_set_of_layouts_is_large_enough():
    assert sum(len(each.guides) for each in PAGES.values()) >= 50


@pytest.mark.parametrize(
    ("role", "content", "expected"),
    [
        ("quantity", "无", State.THERE),
        ("quantity", "不限", State.THERE),
        ("quantity", "", State.EMPTY),
        ("conditions", "略", State.EMPTY),
        ("conditions", "无", State.THERE),
        ("conditions", "——", State.EMPTY),
        ("basis", "无", State.EMPTY),
        ("basis", "暂无", State.EMPTY),
        ("process", "无", State.EMPTY),
        ("limit", "待定", State.EMPTY),
        ("limit", "当场办结", State.THERE),
        ("materials", "见附件", State.EMPTY),
        ("materials", "详见附件1", State.EMPTY),
        ("materials", "见附件，另需身份证", State.THERE),
        ("process", "如下图", State.EMPTY),
    ],
)
def test_what_stands_under_a_heading_is_weighed(role, content, expected):
    headings = dict(
        zip(("basis", "conditions", "quantity", "process", "limit", "materials"), FULL.splitlines(), strict=True)
    )
    lines = [f"{line.split('：')[0]}：{content}" if each == role else line for each, line in headings.items()]
    assert state(role, [only("\n".join(lines))]) is expected


def with_file(text, label, reading):
    file = Document("http://own/a", Place.OWN, FETCHED, "", label, reading)
    return replace(page(text), documents=(file,))


def test_a_pointer_is_worth_the_file_that_hangs_on_the_page():
    text = FULL.replace("1.申请书；2.水资源论证报告。", "见附件")
    found = list(
        guides_of(with_file(text, "附件：材料清单.xls", read(b"a,b\n1,2", url="http://own/a.csv", name="a.csv")))
    )
    assert state("materials", found) is State.THERE


@pytest.mark.parametrize("pictures", [0, 1])
def test_a_flow_without_words_is_there_only_as_a_picture(pictures):
    text = FULL.replace("申请、受理、审查、决定、送达", "")
    assert state("process", [only(text, pictures=pictures)]) is (State.PICTURE if pictures else State.EMPTY)


HOURS = [
    ("办理时间：周一至周五 8:30-16:30", True, False),
    ("办理时间：5个工作日", False, True),
    ("办理时间：法定工作日上午9:00至12:00，即时办结", True, True),
    ("承诺时限：3个工作日", False, True),
    ("受理地点、时间：市民中心二楼，工作日8:30-17:00", True, False),
]


@pytest.mark.parametrize(("line", "hours", "limit"), HOURS)
def test_a_time_is_told_by_what_it_says(line, hours, limit):
    found = [only("\n".join(each for each in FULL.splitlines() if "期限" not in each) + "\n" + line)]
    assert (state("hours", found) is State.THERE) is hours
    assert (state("limit", found) is State.THERE) is limit


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "示例市水务局政府信息公开指南",
            "受理机构：办公室\n申请材料：申请表\n申请条件：公民\n办理期限：15个工作日\n办理程序：登记、答复",
        ),
        ("水利职业学校2013年招生指南", "报名条件：高中毕业\n报名材料：身份证\n办理程序：报名、考试\n办理期限：8月"),
        ("行政服务中心办事大厅导引指南", "一楼：申请材料\n二楼：办理程序\n三楼：办理期限\n办理条件：取号"),
        ("关于申报2013年水利专项资金的通知", "申报条件：企业\n申报材料：报告\n申报程序：逐级\n申报时限：8月1日前"),
        ("示例市取水许可管理办法", "第一章 总则\n第二章 申请条件\n第三章 申请材料\n第四章 办理程序\n办理期限"),
        ("我市召开办事指南编制工作会议", "会议要求各部门写明办理依据、办理条件、申请材料。"),
        (
            "《行政许可服务指南编写规范》解读",
            "一、办理依据\n列出法律。\n二、申请材料\n列出名称。\n三、办理程序\n画图。",
        ),
        ("示例市水务局公开招聘公告", "招聘条件：本科\n报名材料：学历\n招聘程序：笔试、面试\n报名时间：8月"),
        ("工作动态", "本周受理申请12件，办结10件，申请材料齐全。"),
        ("取水许可权力运行信息", "职权名称：取水许可\n实施依据：水法\n承诺期限：20日\n办理流程：受理、决定"),
    ],
)
def test_what_only_looks_like_a_guide_is_none(title, text):
    assert list(guides_of(page(text, title))) == []


def test_a_column_of_links_is_no_guide():
    body = "".join(f"<p><a href='{n}.html'>事项{n}</a></p>" for n in range(9))
    assert list(guides_of(page_of({"title": "办事指南", "html": body}))) == []


def file_page(label, name, body):
    file = Document(
        f"http://own/{name}",
        Place.OWN,
        FETCHED,
        sha256(body).hexdigest(),
        label,
        read(body, url=f"http://own/{name}", name=name),
    )
    return replace(page("附件下载", "示例市水务局办事指南"), documents=(file,))


def word():
    paper = docx.Document()
    for line in FULL.splitlines()[:4]:
        paper.add_paragraph(line)
    table = paper.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("办理期限", "20个工作日"), ("申请材料", "申请书")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def sheet():
    book = openpyxl.Workbook()
    book.active.append(["示例市水务局行政许可一览表"])
    book.active.append(["序号", "项目名称", "设定依据", "许可条件", "申请材料", "办理程序", "承诺时限", "数量限制"])
    book.active.append([1, "取水许可", "水法", "合理", "申请书", "受理、决定", "20日", "无"])
    book.active.append([2, "河道采砂许可", "水法", None, "申请书", "受理、决定", "20日", "无"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_word_file_is_a_guide():
    found = list(guides_of(file_page("取水许可办事指南", "取水许可办事指南.docx", word())))
    assert [each.name for each in found] == ["取水许可"]
    assert missing(found, "行政许可", DAY).surely == ()


def test_a_workbook_holds_a_guide_in_each_row():
    found = list(guides_of(file_page("行政许可一览表", "一览表.xlsx", sheet())))
    assert [each.name for each in found] == ["取水许可", "河道采砂许可"]
    assert missing(found[1:], "行政许可", DAY).surely == ("条件",)


@pytest.mark.parametrize(
    ("kind", "day", "names"),
    [
        ("行政许可", date(2013, 7, 31), "事项 依据 条件 数量 程序 期限 材料目录"),
        ("非行政许可审批", date(2013, 7, 31), "事项 依据 条件 程序 期限 材料目录"),
        ("公共服务", date(2016, 1, 31), "办理依据 受理单位 基本流程 申请材料 办理时限 咨询方式 收费依据及标准"),
        ("行政许可", date(2019, 4, 30), "事项名称 设定依据 申请条件 办理材料 办理地点 办理时间 联系电话 办理流程"),
        ("公共服务", date(2020, 4, 30), "事项名称 设定依据 申请条件 办理材料 办理地点 办理时间 联系电话 办理流程"),
    ],
)
def test_each_year_has_its_elements(kind, day, names):
    assert list(rule_set(kind, day).elements(kind)) == names.split()


@pytest.mark.parametrize(
    ("kind", "day"),
    [("公共服务", date(2015, 10, 31)), ("非行政许可审批", date(2015, 5, 31)), ("行政许可", date(2008, 4, 30))],
)
def test_nothing_is_asked_before_its_rule_or_after_its_class(kind, day):
    assert rule_set(kind, day) is None


def test_every_element_that_is_asked_is_one_that_is_read():
    assert {role for rules in rule_sets() for role in rules.asked.values()} <= set(wordings())


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("行政许可", "取水", "行政许可"),
        ("许可类", "取水", "行政许可"),
        ("非许可审批", "用水计划", "非行政许可审批"),
        ("行政处罚", "未经许可取水的处罚", ""),
        ("", "取水许可", "行政许可"),
        ("", "用水计划审批", "行政审批"),
        ("", "对未经许可取水的处罚", ""),
        ("", "水资源费征收", ""),
        ("公共服务", "用水咨询", "公共服务"),
    ],
)
def test_the_class_says_whether_a_guide_is_asked(kind, name, expected):
    assert kind_of(kind, name) == expected


def item(name, kind="行政许可", **fields):
    return Item(name, kind, "", page(), fields)


def test_items_of_other_classes_need_none():
    assert [each.name for each in needing([item("甲许可"), item("乙处罚", "行政处罚"), item("甲许可")], DAY)] == [
        "甲许可"
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("取水许可", "取水许可证办事指南"),
        ("《取水许可证》核发", "取水许可证核发服务指南"),
        ("林木采伐许可", "林木采伐许可证办理指南.doc"),
        ("城市排水许可", "如何办理城市排水许可"),
        ("商品房预售许可", "商品房预售许可办理流程"),
    ],
)
def test_a_guide_serves_the_item_that_it_names(name, title):
    guides = list(guides_of(page(title=title)))
    assert served([item(name)], guides)[0].guides


def test_a_guide_of_another_item_serves_none():
    guides = list(guides_of(page(title="食品生产许可办事指南")))
    assert not served([item("食品经营许可")], guides)[0].guides


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("取水许可办事指南", "取水许可"),
        ("1.取水许可服务指南.docx", "取水许可"),
        ("《食品流通许可证》办理须知", "食品流通许可证"),
        ("取水许可一次性告知书", "取水许可"),
        ("附件1", ""),
        ("办事指南", ""),
    ],
)
def test_a_title_without_the_words_for_a_guide_is_a_name(title, name):
    assert called(title) == name


LIMITS = [
    ("五、办理期限：法定20个工作日，承诺10个工作日", {"legal": "20个工作日", "promised": "10个工作日"}, []),
    ("五、办理期限：法定20个工作日，承诺10个工作日", {"legal": "20个工作日", "promised": "5个工作日"}, ["承诺期限"]),
    ("五、法定时限：45个工作日", {"legal": "30个工作日"}, ["法定期限"]),
    ("五、法定时限：45个工作日", {"legal": "45日"}, []),
    ("五、办理期限：20个工作日", {"legal": "30个工作日"}, []),
    ("五、法定时限：20个工作日，特殊的30个工作日", {"legal": "25个工作日"}, []),
    ("五、承诺时限：5个工作日", {"promised": ""}, []),
]


@pytest.mark.parametrize(("line", "fields", "differ"), LIMITS)
def test_limits_are_compared_in_one_kind_and_unit(line, fields, differ):
    guide = only(FULL.replace("五、办理期限：20个工作日", line))
    assert [name for name, *_ in differing([guide], fields)] == differ


@pytest.mark.parametrize(
    ("words", "is_vague"),
    [
        ("1.申请书；2.法律法规规定的其他材料", True),
        ("1.申请书；2.其它有关证明材料", True),
        ("1.申请书；2.相关材料", True),
        ("身份证、户口簿等", True),
        ("1.申请书；2.身份证复印件", False),
        ("1.其他组织的登记证书复印件", False),
    ],
)
def test_materials_that_leave_open_what_is_asked_are_vague(words, is_vague):
    assert bool(vague(only(FULL.replace("1.申请书；2.水资源论证报告。", words)))) is is_vague


def test_an_unknown_heading_leaves_its_element_to_a_person():
    text = FULL.replace("二、办理条件", "二、持证人须满足的诸项条件")
    found = [only(text)]
    assert state("conditions", found) in (State.DOUBTFUL, State.THERE)


def test_the_facts_of_a_guide_tell_each_element():
    facts = facts_of(page())["service_guide"]
    assert facts["item"] == "取水许可"
    assert facts["elements"]["期限"] == "20个工作日"
    assert facts["elements"]["联系电话"] is None


WORDS = [
    word
    for text in ("依据", "条件", "申请材料", "办理程序", "时限：", "一、", "（一）", "1.", "\n", "\t", "无", "甲")
    for word in [text]
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_any_text_is_read_and_nothing_is_made_up(text):
    for part in parts_of(text):
        assert part.roles
        assert all(squeeze(line) in squeeze(text) for line in part.lines)


@given(st.permutations(FULL.splitlines()))
def test_the_order_of_the_elements_does_not_matter(lines):
    gaps = missing([only("\n".join(line[2:] for line in lines))], "行政许可", DAY)
    assert (gaps.surely, gaps.perhaps) == ((), ())


@given(st.sets(st.sampled_from(range(6))))
def test_what_is_taken_away_is_what_is_missing(taken):
    kept = [line for n, line in enumerate(FULL.splitlines()) if n not in taken]
    names = ("依据", "条件", "数量", "程序", "期限", "材料目录")
    found = list(guides_of(page("\n".join(kept))))
    gaps = missing(found, "行政许可", DAY) if found else None
    if len(kept) >= 3:
        assert gaps is not None
        assert set(gaps.surely) | set(gaps.perhaps) == {names[n] for n in taken}
    elif gaps is not None:  # of a page without a word nothing is left to doubt
        assert gaps.surely == (() if kept else names)


@pytest.mark.parametrize(
    "piece", ["一、申请材料", "办理时限：", "【依据】", "材料\t", "申请材料 办理程序：", "其他材料，", "法定20"]
)
def test_a_page_of_a_million_letters_is_read_at_once(piece):
    big = page_of({"title": "取水许可办事指南", "html": f"<p>{piece * (300_000 // len(piece))}</p>"})
    with within(3):
        list(guides_of(big))
