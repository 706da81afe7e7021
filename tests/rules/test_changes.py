"""Changes of powers: who decides them, what becomes of items, which sentences tell it, how two lists differ, when time is up."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.pace import within
from crawler.period import CHINA, Period
from crawler.reading import doubts, read
from crawler.reading.value import Reading, Table
from crawler.roster import Department
from crawler.snapshot import Page, Place, Reason, Snapshot, Unreached
from rules.approvals.approval_change import approval_change
from rules.powers.changes.change import What
from rules.powers.changes.changes import known_changes
from rules.powers.changes.deciders import Decider, decider
from rules.powers.changes.notices import changes_in, notice_of
from rules.powers.changes.wording import is_change_title, title_of, what_of
from rules.topics import topics_of
from tests.tries import tries

WHEN = datetime(2013, 8, 1, 2, 10, tzinfo=CHINA)
NAMES = ("宁和市水务局", "市水务局")
BODY = Department("unit", NAMES[0], NAMES[1:], home="http://own/")
ITEMS = (
    "取水许可",
    "河道采砂许可",
    "水土保持方案审批",
    "占用农业灌溉水源审批",
    "入河排污口设置审核",
    "水利工程开工审批",
)
DAYS = st.dates(date(2008, 1, 1), date(2030, 12, 31))


def page(title, *lines, url="http://own/1.html", published=date(2013, 3, 6), place=Place.OWN, issuer="", rows=()):
    text = "\n".join((title, *lines, *("\t".join(row) for row in rows)))
    tables = (Table(tuple(tuple(row) for row in rows)),) if rows else ()
    reading = Reading("text/html", title=title, text=text, published=published, issuer=issuer, tables=tables)
    return Page(url, place, WHEN, "ab", "", reading)


def listed(names, **more):
    rows = [("序号", "职权名称", "职权类型", "职权编码")]
    rows += [
        (str(n), name, "行政许可", f"A900{ITEMS.index(name) if name in ITEMS else 70 + n}")
        for n, name in enumerate(names, 1)
    ]
    return page("宁和市水务局行政权力清单", rows=rows, **{"url": "http://own/list.html", **more})


def snapshot(*pages, previous=(), commons=(), place=Place.OWN):
    whole = Snapshot(BODY, Period(2013, 7), pages, commons=commons, previous=tuple(previous))
    other = Place.PORTAL if place is Place.OWN else Place.OWN
    return replace(whole.at(place), elsewhere=whole.at(other))


def told(site):
    return sorted((str(each.outcome), each.problem, each.subject) for each in approval_change(site, publish_within=20))


def changed(notice, known=()):
    found = notice_of(notice, NAMES)
    return {c.name: c.what for c in changes_in(found, NAMES, {name: name for name in known})} if found else None


TITLES = {
    True: """宁和市人民政府关于取消、下放和调整行政审批项目的决定|关于取消公共场所卫生许可的通告|关于公布行政审批项目清理结果的通知
        |宁和市人民政府关于公布市级政府部门第六批取消调整和新增行政审批项目的决定|关于承接省政府下放行政审批事项的通知
        |关于做好国务院取消的中央指定地方实施行政审批事项承接落实工作的通知|宁和市水务局行政权力清单动态调整情况公示
        |宁和市人民政府关于收回一批市级行政权力事项的决定|关于同意市水务局取消部分行政许可事项的批复|宁和市水务局权责清单调整公告|市政府决定取消的行政审批事项目录
        |宁和市交通运输局关于调整“驾驶员培训机构许可”行政审批项目的公告|关于取消建设用地规划许可证核发行政许可事项的通知""",
    False: """宁和市再取消一批行政审批项目|市政府召开取消下放行政审批项目工作会议|关于调整行政审批制度改革工作领导小组成员的通知
        |关于印发2013年取消下放行政审批项目工作方案的通知|关于拟取消行政审批事项的公示|关于准予变更行政许可的决定
        |关于取消某某公司取水许可的决定|关于调整行政审批窗口工作时间的公告|关于取消部分行政事业性收费的通知
        |取消下放行政审批项目政策解读|关于开展行政审批项目取消调整工作的通知|宁和市水务局行政权力清单|取水许可流程图
        |关于取消和下放行政审批事项征求意见的函|关于吊销某某取水许可证的公告
        |关于召开取消“驾驶员培训机构许可”行政审批项目会议的通知|关于调整驻中心窗口行政审批事项的通知""",
}


@pytest.mark.parametrize(
    ("title", "is_one"), [(t.strip(), one) for one, titles in TITLES.items() for t in titles.split("|")]
)
def test_a_title_says_whether_a_page_changes_anything(title, is_one):
    assert is_change_title(title_of(page(title))) is is_one


@pytest.mark.parametrize(
    "title",
    [
        "宁和市人民政府关于取消和下放一批行政审批项目的通知",
        "关于承接省政府下放行政审批事项的通知",
        "关于取消、下放和调整行政审批项目的决定",
    ],
)
def test_a_notice_of_changes_is_a_disclosure_of_its_own(title):
    assert topics_of(page(title, "取消行政审批项目"))[0][0] == "approval-change"


@pytest.mark.parametrize("title", ["关于做好取消和下放行政审批项目工作的通知", "关于印发取消和下放行政审批项目的通知"])
def test_a_notice_that_asks_others_is_none(title):
    assert topics_of(page(title))[0][0] == "other"


DECIDED = [
    (Decider.OWN, "宁和市水务局关于取消取水许可事项的公告", ()),
    (Decider.OWN, "宁和市水务局行政权力清单调整情况公示", ()),
    (Decider.OWN, "关于取消行政许可事项的公告", ("宁和市水务局", "2013年3月5日")),
    (Decider.GOVERNMENT, "宁和市人民政府关于取消行政审批项目的决定", ()),
    (Decider.GOVERNMENT, "市政府办公室关于取消行政审批项目的通知", ()),
    (Decider.GOVERNMENT, "宁政发〔2013〕1号|宁和市人民政府关于收回一批市级行政权力事项的决定", ()),
    (Decider.GOVERNMENT, "宁政发〔2013〕1号宁和市人民政府关于取消行政审批项目的决定", ()),
    (Decider.GOVERNMENT, "市编办关于公布行政审批项目清理结果的通知", ()),
    (Decider.GOVERNMENT, "关于取消行政审批项目的决定", ("宁和市人民政府", "2013年3月5日")),
    (Decider.OTHER, "国务院关于第六批取消和调整行政审批项目的决定", ()),
    (Decider.OTHER, "关于取消和下放一批行政审批项目的决定", ("国发〔2013〕19号",)),
    (Decider.OTHER, "关于取消和下放一批行政审批项目的决定", ("黑政发〔2013〕44号",)),
    (Decider.OTHER, "某某省人民政府关于取消行政审批项目的决定", ()),
    (Decider.OTHER, "省水利厅关于取消行政许可事项的公告", ()),
    (Decider.OTHER, "青河县人民政府关于取消行政审批项目的决定", ()),
    (Decider.OTHER, "宁和市林业局关于取消行政许可事项的公告", ()),
    (Decider.UNKNOWN, "关于取消行政许可事项的公告", ()),
]


@pytest.mark.parametrize(("by", "title", "lines"), DECIDED)
def test_who_decides(by, title, lines):
    shown = page(title, *lines)
    assert decider(shown, NAMES, title_of(shown)) is by


WHATS = [
    (What.CANCELLED, "取消|停止实施|不再审批|市政府决定取消的行政审批项目目录"),
    (What.DEVOLVED, "下放|下放至各县区|市政府下放由县区实施的行政许可项目目录|下放管理层级"),
    (What.TAKEN_OVER, "承接|省政府下放由市有关部门实施的项目|承接国务院下放的项目|下放至设区的市"),
    (What.ADJUSTED, "调整|部分取消|合并实施|委托下放|变更名称|转为备案管理"),
    (What.ADDED, "新增|增加|恢复实施|收回"),
    (None, "取消和下放|取消、调整|取消和承接|保留|行政许可|按法律规定办理|冻结|暂停实施"),
]


@pytest.mark.parametrize(("what", "words"), [(what, word) for what, words in WHATS for word in words.split("|")])
def test_what_becomes_of_items(what, words):
    assert what_of(words) is what


SENTENCES = [
    ("取消取水许可、河道采砂许可等2项行政审批事项。", {"取水许可": What.CANCELLED, "河道采砂许可": What.CANCELLED}),
    ("取消取水许可证年检。", {}),
    ("城区段的河道采砂许可予以取消。", {"河道采砂许可": None}),
    ("河道采砂许可自2013年4月1日起予以取消。", {"河道采砂许可": What.CANCELLED}),
    ("将河道采砂许可下放至各区水务局。", {"河道采砂许可": What.DEVOLVED}),
    ("取消和下放河道采砂许可。", {"河道采砂许可": None}),
    ("取消河道采砂许可中的现场踏勘环节。", {"河道采砂许可": None}),
    ("取消某某段的河道采砂许可。", {}),
    ("占用农业灌溉水源审批取消后，办理河道采砂许可不再提交材料。", {"占用农业灌溉水源审批": What.CANCELLED}),
    ("要取消一批审批，河道采砂许可要提速。", {}),
]


@pytest.mark.parametrize(("sentence", "names"), SENTENCES)
def test_only_what_a_verb_governs_is_changed(sentence, names):
    assert changed(page("宁和市水务局关于调整行政审批事项的公告", sentence), ITEMS) == names


ROWS = [
    ("序号", "项目名称", "实施机关", "处理决定"),
    ("1", "取水许可", "市水务局", "取消"),
    ("2", "林木采伐许可", "市林业局", "取消"),
]
DECISION = page("宁和市人民政府关于取消一批行政审批项目的决定", rows=ROWS)


def test_of_a_decision_for_all_only_the_departments_items_count():
    assert changed(DECISION) == {"取水许可": What.CANCELLED}
    assert changed(page(DECISION.title, rows=[row[:2] + row[3:] for row in ROWS])) == {}
    assert changed(page(DECISION.title, rows=[row[:2] + row[3:] for row in ROWS]), ["取水许可"]) == {
        "取水许可": What.CANCELLED
    }


@given(st.permutations(ROWS[1:]), st.permutations(range(4)))
def test_the_order_of_rows_and_columns_does_not_matter(rows, columns):
    shown = [tuple(row[column] for column in columns) for row in (ROWS[0], *rows)]
    assert changed(page(DECISION.title, rows=shown)) == {"取水许可": What.CANCELLED}


def test_a_decision_among_the_portals_common_pages_binds_and_is_told_there_by_itself():
    common = replace(DECISION, place=Place.PORTAL)
    without = listed(ITEMS[1:])
    assert told(snapshot(without, commons=(common,))) == [("failed", "unpublished", "取水许可")]
    there = replace(listed(ITEMS[1:]), place=Place.PORTAL)
    assert told(snapshot(there, commons=(common,), place=Place.PORTAL)) == [("passed", "", "")]


def test_the_department_is_not_late_for_the_governments_own_page():
    body = Reading("text/html", title=DECISION.title, text=DECISION.text + "\n2012年12月3日", tables=DECISION.tables)
    common = replace(DECISION, place=Place.PORTAL, reading=replace(body, published=date(2013, 6, 3)))
    there = replace(listed(ITEMS[1:]), place=Place.PORTAL)
    assert told(snapshot(there, commons=(common,), place=Place.PORTAL)) == [("passed", "", "")]
    own = replace(common, place=Place.OWN)
    assert told(snapshot(listed(ITEMS[1:]), own)) == [("failed", "late", "取水许可")]


@given(st.sets(st.sampled_from(ITEMS), min_size=1), st.sets(st.sampled_from(ITEMS), min_size=1))
@settings(deadline=None)
def test_two_lists_never_make_a_failure_by_themselves(before, after):
    site = snapshot(listed(sorted(after)), previous=[listed(sorted(before))])
    assert {outcome for outcome, _, _ in told(site)} <= {"passed", "cantTell"}
    if before <= after:
        assert told(site) == [("passed", "", "")]


@given(st.permutations(ITEMS), st.permutations(ITEMS))
@settings(deadline=None)
def test_a_list_in_another_order_is_the_same_list(before, after):
    assert known_changes(snapshot(listed(after), previous=[listed(before)])).changes == ()


def test_a_renamed_item_is_adjusted():
    known = known_changes(snapshot(listed([*ITEMS[1:], "取水许可审批"]), previous=[listed(ITEMS)]))
    assert [(each.name, each.what) for each in known.changes] == [("取水许可审批", What.ADJUSTED)]


def test_a_page_of_one_item_that_is_renamed_is_the_same_page():
    known = known_changes(snapshot(listed(["河道采砂许可证核发"]), previous=[listed(["河道采砂许可证颁发"])]))
    assert [(each.name, each.what) for each in known.changes] == [("河道采砂许可证核发", What.ADJUSTED)]


def test_most_of_a_list_gone_and_new_is_one_doubt():
    others = [f"第{number}类设施验收" for number in "甲乙丙丁戊己"]
    assert told(snapshot(listed(others), previous=[listed(ITEMS)])) == [("cantTell", "unpublished", "")]


@pytest.mark.parametrize("spoil", [{"doubts": (doubts.NO_TEXT,)}, {"read_by": "ocr"}])
def test_a_list_that_was_not_read_as_text_is_not_compared(spoil):
    old = listed(ITEMS)
    old = replace(old, reading=replace(old.reading, **spoil))
    assert [outcome for outcome, _, _ in told(snapshot(listed(ITEMS[1:]), previous=[old]))] == ["inapplicable"]


def test_the_list_of_the_other_place_is_not_compared_with():
    before = replace(listed(ITEMS), place=Place.PORTAL)
    assert [outcome for outcome, _, _ in told(snapshot(listed(ITEMS[1:]), previous=[before]))] == ["inapplicable"]


@given(st.integers(0, 400))
@tries(20)
def test_waiting_never_makes_a_lapse_smaller(days):
    rank = {("passed", ""): 0, ("cantTell", "unpublished"): 1, ("failed", "unpublished"): 2}

    def found(day):
        decision = page(DECISION.title, "宁和市人民政府", published=day, rows=ROWS, place=Place.PORTAL)
        (one,) = told(snapshot(listed(ITEMS[1:]), decision))
        return rank[one[:2]]

    day = WHEN.date() - timedelta(days=days)
    if days < 366:
        assert found(day) >= found(day + timedelta(days=1) if days else day)


@pytest.mark.parametrize(
    "words",
    ["取消", "取消、", "关于取消", "1.取消", "自2013年", "“取消许可", "调整项目(", "取消、取水许可", "“甲审批”"],
)
def test_a_long_hostile_notice_costs_little(words):
    notice = page("宁和市水务局关于取消行政审批事项的公告", words * 20_000, *[words * 30] * 500)
    with within(5):
        changed(notice, ITEMS)


def test_a_page_of_a_site_is_read_as_it_is_served():
    html = "<html><meta charset=utf-8><title>关于取消取水许可的公告</title><body><h1>关于取消取水许可的公告</h1>"
    html += "<p>根据市政府决定，停止实施水土保持方案审批。</p><p>宁和市水务局</p><p>二〇一三年三月五日</p>"
    shown = Page("http://own/1", Place.OWN, WHEN, "ab", "", read(html.encode(), url="http://own/1", name="1.html"))
    notice = notice_of(shown, NAMES)
    assert (notice.by, notice.day) == (Decider.OWN, date(2013, 3, 5))
    assert changed(shown, ITEMS) == {"水土保持方案审批": What.CANCELLED, "取水许可": None}


@pytest.mark.parametrize(
    ("title", "reason", "outcome"),
    [
        ("宁和市水务局关于取消行政许可事项的公告", Reason.GONE, "cantTell"),
        ("宁和市人民政府关于取消行政许可事项的决定", Reason.TIMEOUT, "cantTell"),
        ("宁和市人民政府关于取消行政许可事项的决定", Reason.GONE, "inapplicable"),
    ],
)
def test_a_notice_of_which_the_annex_is_lost_may_tell_more(title, reason, outcome):
    annex = Unreached("http://own/1.doc", Place.OWN, reason, "附件", kind="document")
    notice = replace(page(title, "详见附件。", url="http://own/2.html"), dead=(annex,))
    assert [each[0] for each in told(snapshot(listed(ITEMS), notice))] == [outcome]
