"""Encodings, days and labels."""

from datetime import date

import pytest

from crawler.reading import dates, encoding, labels

WORDS = "伊春市政府信息公开目录，朱镕基、李堃、陶喆"
SAY = '<html><head><meta http-equiv=Content-Type content="text/html; charset={}"></head><body>{}'


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
    assert labels.in_line(line) == [("索引号", "01-2013"), ("发布机构", "市财政局"), ("发布日期", "2013-04-02")]


def test_a_list_of_many_days_has_none():
    pairs = [("发布日期", "2013-04-02"), ("发布日期", "2013-04-03")]
    assert labels.published(pairs, labels.PUBLISHED, "") is None


def test_a_day_without_its_year_takes_it_from_the_address():
    assert labels.published([("发布时间", "03-31")], labels.PUBLISHED, "http://a/201403/1.html") == date(2014, 3, 31)


def test_the_official_issuer_outweighs_the_source_and_nobody_is_nobody():
    assert labels.issuer([("来源", "新华网"), ("发布机构", "市财政局")]) == "市财政局"
    assert labels.issuer([("来源", "本站")]) == ""
    assert labels.issuer([("来源", "市财政局 2013-04-02")]) == "市财政局"


def test_headings_of_other_tables_are_no_metadata():
    assert labels.in_rows([("序号", "名称", "规模"), ("1", "某公司", "大")]) == []
