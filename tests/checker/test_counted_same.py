"""Which pages are one piece of information, and which only look so."""

from datetime import date

import pytest

from crawler.snapshot import Place
from tests.checker.counted_made import CZJ, JULY, MZJ, OFFICE, PROSE, counted, file, page, snapshot

TITLE = "关于做好低收入家庭救助工作的通知"
DAY = date(2013, 7, 2)
NEXT = date(2013, 7, 5)
HEAD = "发布日期：2013-07-02　来源：市民政局　浏览次数：71"
SHORT = "经研究，现将有关事项公告如下。特此公告。"
PORTAL = "http://portal"
MONTHS = JULY, JULY.shift(1)


def total(*snapshots):
    return counted(*snapshots).total


def both(own, portal):
    """How many one page of a body's site and one that the portal gives it are."""
    return total(snapshot(CZJ, own, portal))


def test_the_same_text_on_the_own_site_and_the_portal_is_one_piece():
    assert both(page(TITLE, PROSE, DAY), page(TITLE, PROSE, DAY, site=PORTAL)) == 1


def test_what_a_site_puts_around_a_text_makes_no_other_piece():
    foot = "附件：名单.doc\n责任编辑：王某\n上一篇：没有了\n【打印】【关闭】"
    framed = f"您的位置：首页 > 通知\n{TITLE}\n{HEAD}\n{PROSE.replace('。', '。 ')}\n{foot}"
    own = page(TITLE, f"{TITLE}\n[2013-07-02] 字体：大 中 小\n{PROSE}", DAY)
    assert both(own, page(TITLE, framed, DAY, site=PORTAL, files=[file("名单.doc")])) == 1


def test_the_portal_shows_it_some_days_later_and_its_day_is_the_first():
    found = counted(snapshot(CZJ, page(TITLE, PROSE, date(2013, 6, 28)), page(TITLE, PROSE, DAY, site=PORTAL)))
    assert [(each.item.place, each.period.month) for each in found.pieces] == [(Place.OWN, 6)]


def test_a_second_column_of_the_same_site_is_one_piece():
    assert both(page(TITLE, PROSE, DAY, name="a"), page(TITLE, PROSE, DAY, name="b")) == 1


def test_the_portal_puts_the_bodys_name_before_the_title():
    assert both(page(TITLE, PROSE, DAY), page(f"市财政局{TITLE}", PROSE, DAY, site=PORTAL)) == 1


def test_another_department_reposts_a_text_with_its_source():
    theirs = page(TITLE, PROSE, DAY, site="http://mzj")
    assert total(snapshot(MZJ, theirs), snapshot(CZJ, page(TITLE, PROSE, NEXT, issuer="市民政局"))) == 1


def test_a_repost_counts_for_its_issuer_whatever_site_was_seen():
    found = counted(snapshot(CZJ, page(TITLE, PROSE, DAY, issuer="示例市民政局")))
    assert [each.body for each in found.pieces] == ["mzj"]


def test_two_bodies_that_say_the_same_short_words_of_themselves_say_two_things():
    said = "本单位2013年没有安排因公出国经费、公务接待费和公务用车经费，也没有相应的支出计划，特此说明。以上内容请予监督，联系电话见首页。"
    pages = [snapshot(body, page("2013年三公经费预算说明", said, DAY, site=body.home[:-1])) for body in (CZJ, MZJ)]
    assert total(*pages) == 2


def test_a_page_with_the_text_and_one_with_it_in_a_file_are_one_piece():
    """Its words are those of the file where the page has none."""
    filed = page(TITLE, "详见附件", DAY, site=PORTAL, files=[file("通知.pdf", f"{TITLE}\n{PROSE}\n第1页")])
    assert both(page(TITLE, PROSE, DAY), filed) == 1


def test_a_scan_on_one_site_and_the_text_on_the_other_of_one_day_are_one_piece():
    assert both(page(TITLE, PROSE, DAY), page(TITLE, "", DAY, site=PORTAL, files=[file("扫描件.pdf")])) == 1


def test_scans_of_another_day_are_not_known_to_be_the_same():
    assert both(page(TITLE, PROSE, DAY), page(TITLE, "", NEXT, site=PORTAL, files=[file("扫描件.pdf")])) == 2


def test_the_same_file_under_the_same_title_is_one_piece():
    pages = [page(TITLE, "见附件", DAY, site=site, files=[file("扫描件.pdf")]) for site in ("http://czj", PORTAL)]
    assert both(*pages) == 1


def test_different_files_below_the_same_few_words_are_different_pieces():
    pages = [page("行政处罚决定书公示", "详见附件", DAY, name=n, files=[file(f"{n}.pdf", sha256=n * 64)]) for n in "ab"]
    assert both(*pages) == 2


def test_the_bulletins_of_two_days_are_two_pieces_though_their_words_are_the_same():
    said = "空气质量：良。首要污染物：可吸入颗粒物。"
    days = [date(2013, 7, day) for day in range(1, 6)]
    own = [page("空气质量日报", said, day) for day in days]
    there = [page("空气质量日报", said, day, site=PORTAL) for day in days]
    assert total(snapshot(CZJ, *own)) == 5
    assert total(snapshot(CZJ, *own, *there)) == 5


def test_bulletins_as_pictures_below_the_same_long_words_are_as_many_as_their_days():
    days = [date(2013, 7, day) for day in range(1, 6)]
    said = f"按照2012年2月29日发布的标准监测。{SHORT}"
    own = [page("空气质量日报", said, day, pictures=[f"{day}.jpg"]) for day in days]
    there = [page("空气质量日报", said, day, site=PORTAL, pictures=[f"p{day}.jpg"]) for day in days]
    assert total(snapshot(CZJ, *own, *there)) == 5


def test_notices_of_a_series_on_one_day_are_as_many_as_their_words():
    lots = [page("招标公告", f"{SHORT}本次招标第{lot}标段，预算{lot}20万元。", DAY, name=str(lot)) for lot in range(4)]
    assert total(snapshot(CZJ, *lots)) == 4
    there = [
        page("招标公告", f"{SHORT}本次招标第{lot}标段，预算{lot}20万元。", DAY, name=str(lot), site=PORTAL)
        for lot in range(4)
    ]
    assert total(snapshot(CZJ, *lots, *there)) == 4


def test_the_issues_of_a_year_are_not_one():
    assert both(page("工作简报2013年第3期", PROSE, DAY), page("工作简报2013年第4期", PROSE, DAY)) == 2


def test_one_document_number_under_titles_that_agree_is_one_piece():
    cards = (("发文字号", "伊财发〔2013〕5号"),)
    own = page(TITLE, PROSE[:90], DAY, metadata=cards)
    assert both(own, page(f"市财政局{TITLE}", f"{TITLE}\n伊财发[2013]05号\n{PROSE}", NEXT, site=PORTAL)) == 1


def test_its_explanation_is_another_piece_though_it_bears_the_number():
    cards = (("发文字号", "伊财发〔2013〕5号"),)
    pages = page(TITLE, PROSE, DAY, metadata=cards), page(f"{TITLE}政策解读", PROSE[:90], DAY, metadata=cards)
    assert both(*pages) == 2


def test_an_explanation_with_the_title_behind_its_own_words_is_another_piece():
    cards = (("发文字号", "伊财发〔2013〕5号"),)
    pages = page(TITLE, PROSE, DAY, metadata=cards), page(f"图解：{TITLE}", PROSE[:90], DAY, metadata=cards)
    assert both(*pages) == 2


def test_two_notices_of_one_title_and_day_that_differ_in_a_name_are_two_on_both_sites():
    names = ("拟录用人员为张三同志，公示期七天", "拟录用人员为李四同志，公示期七天")
    own = [page("拟录用工作人员的公示", f"{PROSE}{name}。", DAY, name=name) for name in names]
    there = [page("拟录用工作人员的公示", f"{PROSE}{name}。", DAY, name=name, site=PORTAL) for name in names]
    assert total(snapshot(CZJ, *own, *there)) == 2
    assert total(snapshot(CZJ, *own, there[1])) == 2


def test_two_numbers_are_two_documents_though_all_else_is_the_same():
    pages = [page(TITLE, PROSE, DAY, name=n, metadata=(("文号", f"伊财发〔2013〕{n}号"),)) for n in "56"]
    assert both(*pages) == 2


def test_a_number_that_a_text_only_mentions_is_not_its_own():
    said = "根据国办发〔2013〕73号的要求，现将本单位部门预算公开。"
    pages = [
        snapshot(b, page("2013年部门预算公开说明", f"{said}\n{b.name}收入{n}万元。", DAY, site=b.home[:-1]))
        for n, b in ((1, CZJ), (2, MZJ))
    ]
    assert total(*pages) == 2


def test_nearly_the_same_text_of_one_title_and_day_on_both_sites_is_one_piece():
    """The own site has lost a sentence."""
    lines = PROSE.split("。")
    assert both(page(TITLE, PROSE, DAY), page(TITLE, "。".join(lines[:-3] + lines[-2:]), DAY, site=PORTAL)) == 1


def test_half_of_the_sentences_are_enough_only_where_there_is_no_other_of_that_title():
    lines = PROSE.split("。")
    other = "。".join(
        [
            *lines[: len(lines) // 2],
            "一是全面排查隐患，确保不漏一处",
            "二是严格落实整改，做到逐项销号",
            "三是加强值班值守，及时报告情况",
            "四是强化宣传教育",
        ]
    )
    first, second = page(TITLE, PROSE, DAY), page(TITLE, other, DAY, site=PORTAL)
    assert both(first, second) == 1
    third = page(TITLE, f"{SHORT}另有三件。", DAY, site=PORTAL, name="c")
    assert total(snapshot(CZJ, first, second, third)) == 3


def test_one_bulletin_in_two_forms_is_one_where_its_title_says_of_when_it_is():
    title = "7月1日环境空气质量日报"
    own = page(title, "各测点浓度\n二氧化硫\t12\n二氧化氮\t30", DAY)
    there = page(title, "昨日我市城区空气质量为良，空气污染指数为六十二，适宜户外活动。", DAY, site=PORTAL)
    assert both(own, there) == 1
    assert total(snapshot(CZJ, own, page(title, "更正后的各测点浓度见下，请以此为准", DAY, name="b"), there)) == 3


def test_bulletins_as_pictures_whose_few_words_name_another_day_are_as_many_as_their_days():
    said = "本日报按照国家环境保护部发布、自2012年2月29日起实施的标准编制，监测点位和项目见第一期，数据由市环境监测站提供，供公众参考。"
    shown = [page("空气质量日报", said, date(2013, 7, day), pictures=[f"{day}.jpg"]) for day in range(1, 6)]
    assert total(snapshot(CZJ, *shown)) == 5


def test_nothing_is_the_same_for_its_title_alone():
    other = "全市安全生产大检查已经结束。检查组查看了三个园区的十二家企业。发现的隐患已经全部整改到位。下一步将继续加强监管力度。"
    assert both(page(TITLE, PROSE, DAY), page(TITLE, other, DAY, site=PORTAL)) == 2


def test_what_a_site_puts_below_every_picture_makes_no_one_piece_of_all():
    foot = f"{PROSE}{SHORT}"
    shown = [page(f"第{n}届运动会图片报道{n}", foot, DAY, name=str(n), pictures=[f"{n}.jpg"]) for n in range(6)]
    assert total(snapshot(CZJ, *shown)) == 6


def test_pages_without_words_are_not_the_same():
    pages = [page("图片新闻", "", DAY, name=n, pictures=[f"{n}.jpg"]) for n in "ab"]
    assert both(*pages) == 2


def test_a_page_that_was_amended_at_its_address_is_one_piece():
    first = snapshot(CZJ, page(TITLE, PROSE, DAY, name="a"), period=MONTHS[0])
    assert total(first, snapshot(CZJ, page(TITLE, f"{PROSE}另行通知。", DAY, name="a"), period=MONTHS[1])) == 1


def test_an_address_that_shows_another_bulletin_every_day_holds_many_pieces():
    first = snapshot(CZJ, page("空气质量日报", "优。", date(2013, 7, 30), name="today"), period=MONTHS[0])
    assert (
        total(first, snapshot(CZJ, page("空气质量日报", "良。", date(2013, 8, 30), name="today"), period=MONTHS[1]))
        == 2
    )


@pytest.mark.parametrize(("issuer", "times"), [("示例市人民政府", 1), ("市政府", 1), ("", 3)])
def test_what_the_portal_and_two_departments_show_is_the_citys_own(issuer, times):
    """Without an issuer only what is too long to be said twice."""
    common = page(TITLE, PROSE * times, DAY, site=PORTAL, issuer=issuer)
    shown = [page(TITLE, PROSE * times, DAY, site=body.home[:-1], issuer=issuer) for body in (CZJ, MZJ)]
    found = counted(
        snapshot(CZJ, shown[0], commons=(common,)), snapshot(MZJ, shown[1], commons=(common,)), snapshot(OFFICE)
    )
    assert [(each.level, len(each.seen)) for each in found.pieces] == [("city", 3)]
