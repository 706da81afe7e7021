"""Any Chinese text in any encoding, whatever header and page say of it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.pace import within
from crawler.reading import plain, read
from crawler.reading.pages import html
from crawler.reading.text import charsets, encoding
from tests.tries import tries

SUITE = Path(__file__).parents[4] / "shared/suites/encoding-cjk/files"
SIMPLE = "市政府 信息公开 部门预算 的说明 根据国务院 有关规定 现将二〇一三年 工作情况 公布如下， 请社会各界 予以监督。 办公室 通知".split()
FULL = "市政府 資訊公開 預算與決算 的說明 這個網頁 是為了 辦理業務 通知單 請各機關 處長 發佈會議 國家標準，".split()
SAID = ("", "gb2312", "GBK", "utf-8", "UTF8", "big5", "iso-8859-1", "gb18030", "nonsense")
LEVEL_ONE = [bytes((lead, trail)).decode("gb2312") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF)]


def phrases(words):
    return st.lists(st.sampled_from(words), min_size=6, max_size=30).map("".join)


def page(words, said=""):
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={said}">' if said else ""
    return (
        f'<html><head>{meta}<title>Home - {words[:9]}</title><script src="a.js"></script></head>\r\n<body class="x">'
        f'<div id="nav"><a href="/a/">A</a></div>\n<p>{words}</p><p>© 2013 12.5</p>\n</body></html>'
    )


@tries(20)
@given(
    phrases(SIMPLE),
    st.sampled_from(SAID),
    st.sampled_from(SAID),
    st.sampled_from(["utf-8", "gb18030", "utf-16le", "utf-16be"]),
)
def test_simplified_text_is_exact_whatever_is_said(words, in_page, in_header, written):
    source = page(words, in_page).replace("©", "" if written == "gb18030" else "©")
    found = encoding.decoded(source.encode(written), f"text/html; charset={in_header}" if in_header else "text/html")
    assert found == (source, written, "")


@tries(20)
@given(phrases(FULL), st.sampled_from(SAID), st.sampled_from(["utf-8", "gb18030", "big5"]))
def test_traditional_text_is_exact_whatever_is_said(words, said, written):
    source = page(words, said).replace("©", "")
    assert encoding.decoded(source.encode(written)) == (source, written, "")


@tries(20)
@given(st.text(st.sampled_from(LEVEL_ONE), min_size=1, max_size=40), st.sampled_from(["", "gbk", "utf-8", "gb2312"]))
def test_any_characters_of_gbk_need_no_sense(words, said):
    words = words if said.startswith("g") else words + "公开的" * 3
    source = f"<html><head><meta charset={said}></head><body><p>{words}</p></body></html>"
    assert encoding.decode(source.encode("gbk"))[0] == source


@tries(20)
@given(st.binary(max_size=300), st.sampled_from(SAID))
def test_no_bytes_raise(body, said):
    for start in (b"", b"<p>", "<p>公开".encode("gbk"), "<p>公开".encode(), b"~{"):
        found = encoding.decoded(start + body, f"text/html; charset={said}")
        assert isinstance(found.text, str)
        found.text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("main", ["gb18030", "utf-8"])
def test_a_page_put_together_from_two_encodings_is_read_in_both(main):
    other = {"gb18030": "utf-8", "utf-8": "gb18030"}[main]
    head, middle, foot = (
        "<title>政务公开目录</title><p>根据国务院的有关规定公布如下</p>",
        "<p>财政预算信息，",
        "公开</p><p>",
    )
    body = head.encode(main) + middle.encode(other) + foot.encode(other) + "主办：某市人民政府办公室".encode(main)
    assert encoding.decoded(body) == (head + middle + foot + "主办：某市人民政府办公室", main, other)
    seen = html.read(body, url="http://a.gov.cn/")
    assert (seen.encoding, seen.doubts) == (main, (f"mixed_encodings:{other}",))


@pytest.mark.parametrize("written", ["gb18030", "utf-8"])
@pytest.mark.parametrize("damage", ["lost", "changed"])
def test_a_bad_byte_costs_one_character_and_no_more(written, damage):
    words = "根据国务院的有关规定，现将我局部门预算公开如下，请社会各界予以监督。"
    body, size = words.encode(written), {"gb18030": 2, "utf-8": 3}[written]
    for place in range(6 * size, 14 * size):
        bad = body[:place] + (b"" if damage == "lost" else b"\xff") + body[place + 1 :]
        found = encoding.decode(f"<p>{'公开' * 20}</p>".encode(written) + b"<p>" + bad + b"</p><p>1</p>")[0]
        assert "\ufffd" in found
        kept = re.sub("[^\u4e00-\u9fff，。]", "", found.partition("</p>")[2])
        assert kept.endswith(words[place // size + 2 :])
        assert kept.startswith(words[: place // size - 1])


@pytest.mark.parametrize("word", ["目录", "路", "每月", "门", "名录"])
def test_one_word_of_gbk_that_happens_to_be_utf8(word):
    for said in ("gb2312", "gbk"):
        assert encoding.decode(f"<meta charset={said}><p>{word}</p>".encode("gbk"))[0].endswith(f"{word}</p>")
    assert encoding.decode("<p>目录</p>".encode("gbk")) == ("<p>目录</p>", "gb18030")


@pytest.mark.parametrize("text", ["<p>© 2013 · 1×2±3°</p>", "<p>Россия — Китай</p>", "<p>Café lǜ</p>"])
def test_other_letters_stay_utf8(text):
    assert encoding.decode(text.encode()) == (text, "utf-8")


def test_a_page_of_single_high_bytes_is_western():
    assert encoding.decode(b"<p>\xa9 2013 caf\xe9</p>", "text/html; charset=ISO-8859-1")[0] == "<p>© 2013 café</p>"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("utf-16", "utf-16le"),
        ("utf-16le", "utf-16le"),
        ("utf-16be", "utf-16be"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
    ],
)
@pytest.mark.parametrize(
    "words", ["".join(SIMPLE), "政务公开目录，公开", "<p>开一丁</p>", "项目,金额\r\n接待费,2.5\r\n"]
)
def test_text_without_any_tag_says_its_encoding_itself(words, written, name):
    assert encoding.decode(words.encode(written)) == (words, name)


@pytest.mark.parametrize("far", [0, 900, 2_000, 30_000])
def test_a_page_names_its_encoding_early_or_late(far):
    body = b"<html><head>" + b"<!-- x -->" * (far // 10) + "<meta charset=big5><title>首頁</title>".encode("big5")
    assert encoding.decode(body)[0].endswith("首頁</title>")


def test_what_a_script_is_written_in_is_not_what_the_page_is_written_in():
    body = '<script src=a.js charset="big5"></script><meta charset="gbk"><p>公开'.encode("gbk")
    assert encoding.said(body) == ["gb18030"]


def test_two_that_differ_are_judged_by_the_bytes():
    for first, second in (("gb2312", "utf-8"), ("utf-8", "gb2312")):
        source = f'<meta charset="{first}"><meta charset="{second}"><p>政务公开的目录</p>'
        assert encoding.decode(source.encode("gbk"))[0] == encoding.decode(source.encode())[0] == source


@pytest.mark.parametrize("label", ["gb_2312-80", "x-gbk", "csGB2312", "GB18030", "cp936", " windows-936 ", "chinese"])
def test_labels_of_the_encoding_standard(label):
    assert charsets.named(label) == "gb18030"


def test_encodings_of_seven_bits_are_no_garbage():
    assert encoding.decode("<p>政府公开~a</p>".encode("hz"), "text/html; charset=hz-gb-2312")[0] == "<p>政府公开~a</p>"
    shifted = b"\x1b$)A\x0e" + bytes(byte & 0x7F for byte in "政府公开".encode("gb2312")) + b"\x0f"
    assert encoding.decode(b"<p>" + shifted + b"</p>")[0] == "<p>政府公开</p>"
    assert encoding.decode(b"if (a ~{ b) ~} c")[1] == "utf-8"


def test_korean_and_russian_pages_of_the_border_are_read_as_declared():
    assert "공개" in encoding.decode("<p>정부정보공개목록</p>".encode("cp949"), "text/html; charset=euc-kr")[0]
    assert "Россия" in encoding.decode("<p>Россия и Китай</p>".encode("cp1251"), "text/html; charset=windows-1251")[0]


@pytest.mark.parametrize("written", ["utf-8", "gb18030", "utf-16le"])
def test_a_character_cut_off_at_the_end_is_left_out(written):
    words = "政务公开的目录，" * 5
    for cut in range(1, {"utf-8": 3}.get(written, 2)):
        assert encoding.decode(words.encode(written)[:-cut]) == (words[:-1], written)


def test_old_private_places_and_the_wide_space_are_real_characters():
    assert encoding.decode(b"<meta charset=gbk>\xa9\x96\xa3\xa0\xa6\xd9\x80")[0].endswith("〇\u3000︐€")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("&#20013;&#x4e2d;", "中中"), ("1&#150;2", "1–2"), ("&#x93;公&#148;", "“公”"), ("&#0;&#xd800;公", "公")],
)
def test_characters_by_number(written, meant):
    seen = read(f"<p>{written}</p>".encode(), url="http://a.gov.cn/")
    assert seen.text.replace("\ufffd", "") == meant


def test_lost_text_is_doubted_and_one_stray_character_is_not():
    good = "政务公开的目录" * 40
    for text, doubts in ((good + "\ufffd", ()), (good[:20] + "\ufffd", ("garbled",)), ("锟斤拷" * 3, ("garbled",))):
        assert html.read(f"<p>{text}</p>".encode(), url="http://a.gov.cn/").doubts == doubts
        assert plain.read(text.encode(), "text/plain", "").doubts == doubts


def test_decoding_costs_the_same_for_each_byte():
    bad = "公开目录".encode("gbk") + b"\xff" + "信息".encode() + b"\x81 "
    for unit in (bad, b"\xff", b"\x81", b"<\xe4\xb8", b"~{", b"\xa2A", bad + b"<"):
        with within(5):
            for said in ("gbk", "big5", "utf-8"):
                encoding.decode(unit * (40_000 // len(unit)), f"text/html; charset={said}")


@pytest.mark.skipif(not SUITE.exists(), reason="third-party data is not here")
def test_every_pointer_of_gb18030_and_big5_is_exact():
    written, meant = (SUITE / "gb18030_out_ref.txt").read_bytes(), (SUITE / "gb18030_out.txt").read_text("utf-8")
    assert charsets.text(written, "gb18030") == (meant, 0)
    reference = (SUITE / "big5_in_ref.txt").read_text("utf-8")
    wanted = reference[reference.index("\ufffd") :].splitlines()
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    pairs = [bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in trails]
    found, lost = charsets.text(b"\n".join(pairs), "big5")
    assert found.split("\n") == wanted
    assert lost == reference.count("\ufffd")


def test_the_one_code_of_four_bytes_that_has_moved():
    moved = b"\x81\x35\xf4\x37"
    for before, after in ((b"", b""), ("某".encode("gbk"), "某".encode("gbk")), (moved, b"a")):
        meant = before.decode("gb18030").replace("\u1e3f", "\ue7c7") + "\ue7c7" + after.decode("gbk")
        assert charsets.text(before + moved + after, "gb18030") == (meant, 0)
    across = b"\xb0\x81\x35\xf4\x37"  # its bytes, but parts of other characters
    assert "\ue7c7" not in charsets.text(across + b"\x81\x30", "gb18030")[0]


@pytest.mark.parametrize("filling", ["x" * 1_500, "message changed the page " * 80, "Nn" * 2_000])
@pytest.mark.parametrize("written", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_long_runs_of_letters_are_no_chinese_of_utf16(filling, written):
    page = f"<html><head><!-- {filling} --><title>環境影響評估</title></head><body><p>信息公开目录</p></body></html>"
    assert encoding.decode(page.encode(written))[0] == page


@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize("order", ["le", "be"])
def test_a_short_text_of_utf16_with_numbers_in_circles(order, mark):
    words = "“三公”经费①\r\n监督投诉电话①"
    body = (
        b"\xff\xfe" * (mark and order == "le")
        + b"\xfe\xff" * (mark and order == "be")
        + words.encode(f"utf-16-{order}")
    )
    assert read(body, url="http://a.gov.cn/a.txt").text.split() == words.split()


@pytest.mark.parametrize("said", ["", "gb2312", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("words", ["環境影響評估審查結論", "陳情專線服務台電話", "採購招標開標結果公告"])
def test_a_title_in_big5_is_known_by_characters_that_are_common_there_alone(words, said):
    page = f"<html><head><meta charset={said}><title>{words}</title></head><h1>{words}</h1></html>"
    assert encoding.decode(page.encode("big5"))[0] == page


def test_what_only_looks_like_utf8_is_no_part_of_another_encoding():
    page = "<p>食品安全监督抽检结果公示</p>\n".encode() + "<p>淼①</p>".encode("gb18030") + "<p>受理条件</p>".encode()
    assert encoding.decode(page, "text/html; charset=gb2312")[0].split("\n")[1] == "<p>淼①</p><p>受理条件</p>"


def test_utf8_that_was_saved_again_as_western_text_is_read_as_meant():
    page = "<p>某市水务局2014年·预算公开，共12.5万元</p>"
    for codec in ("latin-1", "cp1252"):
        doubled = page.encode().decode(codec, "ignore" if codec == "latin-1" else "surrogateescape")
        doubled = "".join(chr(ord(each) - 0xDC00) if "\udc80" <= each <= "\udcff" else each for each in doubled)
        found = encoding.decoded(doubled.encode())
        assert (found.text, found.name, found.doubts) == (page, "utf-8", ())
        both = encoding.decoded(("<p>公开目录</p>" + doubled).encode(), "text/html; charset=utf-8")
        assert both.text == "<p>公开目录</p>" + page
    assert encoding.decoded("Café à 5 € – naïve ÄÖÜ".encode()).text == "Café à 5 € – naïve ÄÖÜ"


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("<title>????????</title><p>???2014?3?5?</p>", True),
        ("??,??\r\n1,2", True),
        ("<p>为什么没有人管???? 请问何时公开????</p>", False),
        ("<p>目录</p><script>a = b ?? c ?? d; x?.y ?? 1; e ?? f</script>", False),
        ("<p>某局</p><p>????????????</p>", True),
        ("<a href='/a.jsp?x=1'>Home</a> What? What??", False),
        ("<p>\ue5e5算合计某市水务局</p>", True),
        ("<p><i>\ue601</i>部门预算公开</p>", False),
        ("\uf0b2部门预算公开", False),
    ],
)
def test_question_marks_and_private_characters_in_place_of_chinese_are_garbled(text, garbled):
    assert encoding.is_garbled(text) == garbled


def test_radicals_and_compatibility_characters_are_read_as_characters():
    assert encoding.clean("⽔务局⻔户⺠⽣ 率⻓⼈") == "水务局门户民生 率长人"


@pytest.mark.parametrize("words", ["义务教育阶段学校招生范围淼①", "国有土地上房屋征收补偿李玥"])
def test_a_few_words_in_gb_that_say_they_are_big5_are_known_by_frequent_characters(words):
    body = f"<html><head><meta charset=big5><title>{words}</title></head><body><h1>{words}</h1></body></html>"
    assert read(body.encode("gb18030"), url="http://a.gov.cn/").title == words
