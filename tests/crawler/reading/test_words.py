"""Encodings, days and labels."""

from datetime import date

import pytest

from crawler.reading.pages import html, labels
from crawler.reading.text import dates, encoding

WORDS = "伊春市政府信息公开目录，朱镕基、李堃、陶喆"
SAY = '<html><head><meta http-equiv=Content-Type content="text/html; charset={}"></head><body>{}'


def seen(page):
    return html.read(page.encode(), url="http://a.gov.cn/view/1.html")


@pytest.mark.parametrize(
    ("written", "said", "header", "name"),
    [
        ("gb18030", "gb2312", "", "gb18030"),
        ("gb18030", "utf-8", "text/html; charset=UTF-8", "gb18030"),
        ("utf-8", "gb2312", "text/html; charset=GBK", "utf-8"),
        ("utf-8", "", "", "utf-8"),
        ("gb18030", "", "", "gb18030"),
        ("utf-16", "gbk", "", "utf-16le"),
        ("utf-16le", "", "", "utf-16le"),
        ("utf-16be", "", "", "utf-16be"),
        ("utf-8-sig", "gbk", "", "utf-8"),
    ],
)
def test_chinese_is_read_whatever_is_declared(written, said, header, name):
    page = SAY.format(said, WORDS)
    assert encoding.decode(page.encode(written), header) == (page, name)


def test_big5_is_read_when_declared_and_when_not():
    words = "政府資訊公開的預算與決算，這個網頁是為了公開而開發的"
    for said in ("big5", ""):
        assert encoding.decode(SAY.format(said, words).encode("big5"))[0].endswith(words)


def test_a_page_cut_off_within_a_character_keeps_its_encoding():
    assert encoding.decode(WORDS.encode()[:-1])[1] == "utf-8"
    assert encoding.decode(("<meta charset=gbk>" + WORDS).encode("gbk")[:-1])[1] == "gb18030"


def test_private_characters_of_the_old_table_are_the_real_ones():
    assert encoding.decode(b"<meta charset=gbk>\xa6\xd9\xfe\x59")[0].endswith("︐龴")


@pytest.mark.parametrize(
    "text",
    [
        "2013-04-02", "2013/4/2 15:57:35", "2013年4月2日", "2013.04.02", "[2013-04-02]", "二〇一三年四月二日", "二○一三年四月二日",
        "二零一三年四月二日", "2013 年 04 月 02 日", "２０１３年４月２日", "时间2013-4-2 10:21",
    ],
)  # fmt: skip
def test_every_written_form_of_a_day(text):
    assert dates.find(text) == date(2013, 4, 2)


@pytest.mark.parametrize(
    "text", ["2013-13-02", "12013-04-02", "2013年4月", "1.2013.4", "0452-2013456", "二〇一三年十三月二日"]
)
def test_what_is_no_day(text):
    assert dates.find(text) is None


def test_tens_of_chinese_days():
    assert [dates.find(f"二〇一三年十二月{day}日").day for day in ("十", "十一", "二十", "三十一")] == [10, 11, 20, 31]


def test_labels_have_spaces_and_end_where_the_next_begins():
    line = "索 引 号：01-2013 发布机构：市财政局 发 布 日 期：2013-04-02 浏览次数：12"
    assert list(labels.in_line(line)) == [("索引号", "01-2013"), ("发布机构", "市财政局"), ("发布日期", "2013-04-02")]


def test_a_list_of_many_days_has_none():
    assert seen("<p>发布日期：2013-04-02</p><p>发布日期：2013-04-03</p>").published is None


def test_a_day_without_its_year_takes_it_from_the_address_of_the_same_month():
    assert dates.month_and_day("03-31", "http://a/201403/1.html") == date(2014, 3, 31)
    assert dates.month_and_day("12-31", "http://a/201403/1.html") is None
    assert dates.month_and_day("03-31", "http://a/1.html") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-03-31T17:30:00Z", date(2020, 4, 1)), ("2020-03-31T23:30:00-08:00", date(2020, 4, 1)),
        ("2020-03-31T23:30:00+08:00", date(2020, 3, 31)), ("2020-03-31T25:30:00Z", date(2020, 3, 31)),
        ("Tue Jun 04 10:21:33 CST 2013", date(2013, 6, 4)), ("April 2, 2013", date(2013, 4, 2)),
        ("2nd Apr 2013", None), ("2 April 2013", date(2013, 4, 2)), ("二?一一年三月十一日", date(2011, 3, 11)),
        ("0001-01-01", None), ("1970-01-01", None), ("1900/1/1", None),
    ],
)  # fmt: skip
def test_days_of_other_clocks_and_tongues(text, day):
    assert dates.find(text) == day


def test_half_a_year_and_counts_of_seconds_are_days_too():
    assert dates.short_year("13-04-02 10:21") == date(2013, 4, 2)
    assert dates.from_epoch("1364869293") == dates.from_epoch("1364869293000") == date(2013, 4, 2)
    assert dates.from_epoch("13648692") is None


def test_the_official_issuer_outweighs_the_source_and_nobody_is_nobody():
    assert seen("<p>来源：新华网 发布机构：市财政局</p>").issuer == "市财政局"
    assert seen("<p>来源：本站</p>").issuer == ""
    assert seen("<p>来源：市财政局 2013-04-02</p>").issuer == "市财政局"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("云川市 财政局", "云川市财政局"), ("市财政局 张某", "市财政局"), ("市财政局作者：张某", "市财政局"), ("管理员", ""),
        ("Yunchuan Daily", "Yunchuan Daily"), ("【市财政局】", "市财政局"),
    ],
)  # fmt: skip
def test_a_name_ends_where_other_words_begin(value, name):
    assert labels.name(value) == name


def test_headings_of_other_tables_are_no_metadata():
    assert labels.in_rows([("序号", "名称", "规模"), ("1", "某公司", "大")]) == []


@pytest.mark.parametrize("text", ["2014年三月5日", "2014年3月五日", "二〇一四年3月5日", "2014年三月五日"])
def test_a_day_partly_in_figures(text):
    assert dates.find(text) == date(2014, 3, 5)


@pytest.mark.parametrize("line", ["發佈日期：2014-03-05", "发布日期：2014-03-05　修改日期：2019-06-18"])
def test_a_label_in_traditional_characters_and_a_value_before_an_unknown_label(line):
    assert list(labels.in_line(line)) == [("发布日期", "2014-03-05")]


@pytest.mark.parametrize("line", ["采购公告发布日期：2014年1月9日", "发布日期：2010年1月1日的旧文件废止。"])
def test_what_a_sentence_tells_of_another_day_is_no_label(line):
    assert list(labels.in_line(line)) == []


@pytest.mark.parametrize("value", ["现将有关事项通知如下，请遵照执行。", "一" * 31])
def test_no_sentence_is_an_issuer(value):
    assert not labels.name(value)
