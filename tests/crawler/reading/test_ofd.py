"""OFD documents (GB/T 33190-2016), made on the spot: words where they stand, tables where lines are drawn."""

# ruff: noqa: E501
import io
import zipfile

import pytest
from PIL import Image

from crawler.reading import limits, read
from crawler.reading.office import ruled

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(words, x, y, size=4, extra="", step=None):
    delta = f'DeltaX="g {len(words) - 1} {step}"' if step else ""
    return f'<ofd:TextObject ID="1" Font="1" Size="{size}" Boundary="{x} {y - size} 100 {size}" {extra}><ofd:TextCode X="0" Y="{size}" {delta}>{words}</ofd:TextCode></ofd:TextObject>'


def line(left, top, right, bottom):
    return f'<ofd:PathObject ID="9" Boundary="0 0 210 297"><ofd:AbbreviatedData>M {left} {top} L {right} {bottom}</ofd:AbbreviatedData></ofd:PathObject>'


def page(*objects, template=""):
    behind = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NS}>{behind}<ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'


def ofd(*pages, template="", resources="", **more):
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    common = '<ofd:TemplatePage ID="T" BaseLoc="Tpls/T/Content.xml"/>' if template else ""
    common += "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" if resources else ""
    parts = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{number}/Content.xml": content for number, content in enumerate(pages)},
    }
    if template:
        parts["Doc_0/Tpls/T/Content.xml"] = template
    if resources:
        parts["Doc_0/DocumentRes.xml"] = resources
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name, content in {**parts, **more}.items():
            bundle.writestr(name, content)
    return out.getvalue()


def seen(body, **options):
    return read(body, url="http://a.gov.cn/x.doc", content_type="application/msword", **options)


def ruled_page():
    """A table of three columns and three rows; the first row's last two cells, and the first column's first two, are one."""
    rules = [line(20, y, 110, y) for y in (40, 60, 70)] + [line(50, 50, 110, 50)]
    rules += [line(x, 40, x, 70) for x in (20, 50, 110)] + [line(80, 50, 80, 70)]
    words = [("项目", 25, 51), ("预算", 75, 47), ("2012", 60, 57), ("2013", 90, 57), ("接待费", 25, 67), ("0", 60, 67), ("12.5", 90, 67)]  # fmt: skip
    return page(text("单位：万元", 90, 37), *(text(*word) for word in words), *rules, text("注：含上年结转", 20, 80))


def test_lines_are_read_from_above_whatever_order_they_were_written_in():
    found = seen(ofd(page(text("二、收支说明", 20, 60), text("某局2013年部门预算", 60, 30), text("一、概况", 20, 50))))
    assert found.text.split("\n") == ["某局2013年部门预算", "一、概况", "二、收支说明"]
    assert (found.media_type, found.title, found.pages, found.doubts) == (
        "application/ofd",
        "某局2013年部门预算",
        1,
        (),
    )


def test_a_distance_of_hundreds_of_figures_is_far_away():
    far = text("某局公开", 20, 50).replace('X="0"', 'X="0" DeltaX="g {0} {0}"'.format("9" * 400))
    assert "DeltaX" in far
    assert (seen(ofd(page(far))).text[:1], seen(ofd(page(far))).doubts) == ("某", ())


def test_words_of_one_line_are_joined_and_columns_are_kept_apart():
    spread = page(
        text("接待", 20, 30, step=4),
        text("费", 28, 30),
        text("12.5", 100, 30),
        text("Part", 20, 40, step=2),
        text("two", 30, 40),
    )
    assert seen(ofd(spread)).text.split("\n") == ["接待费\t12.5", "Part two"]


def test_bold_that_is_made_by_writing_twice_is_read_once():
    assert seen(ofd(page(text("公开", 20, 30), text("公开", 20.2, 30)))).text == "公开"


def test_a_ruled_table_has_its_merged_cells_in_every_place():
    found = seen(ofd(ruled_page()))
    assert found.tables[0].rows == (("项目", "预算", "预算"), ("项目", "2012", "2013"), ("接待费", "0", "12.5"))
    assert (found.tables[0].caption, found.tables[0].where) == ("单位：万元", "第1页")
    assert found.text.split("\n") == ["单位：万元", "项目\t预算", "2012\t2013", "接待费\t0\t12.5", "注：含上年结转"]


def test_a_matrix_and_a_block_move_what_is_in_them_and_a_template_lies_behind():
    moved = text("后", 0, 34, extra='CTM="2 0 0 2 20 20"')
    block = f'<ofd:PageBlock ID="3">{text("前", 20, 30)}</ofd:PageBlock>'
    found = seen(ofd(page(moved, block, template="T"), template=page(text("某市人民政府", 20, 10))))
    assert found.text.split("\n") == ["某市人民政府", "前", "后"]


def test_a_watermark_across_the_page_stands_alone_and_only_once():
    turned = text("内部资料", 50, 100, extra='CTM="0.7 0.7 -0.7 0.7 0 0"')
    assert seen(ofd(page(text("正文", 20, 30), turned, turned))).text == "正文\n内部资料"


def test_steps_that_repeat_without_end_are_cut_at_the_text():
    odd = '<ofd:TextObject Size="4" Boundary="20 20 9 9"><ofd:TextCode X="0" Y="4" DeltaX="g 999999999 4">公开</ofd:TextCode></ofd:TextObject>'
    assert seen(ofd(page(odd))).text == "公开"


def scanned():
    out = io.BytesIO()
    Image.new("RGB", (30, 20)).save(out, "PNG")
    picture = '<ofd:ImageObject ID="5" ResourceID="7" Boundary="0 0 210 297"/>'
    resources = f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>'
    return ofd(page(text("正文", 20, 30)), page(picture), resources=resources, **{"Doc_0/Res/a.png": out.getvalue()})


def test_a_page_that_shows_only_a_picture_is_doubted():
    found = seen(scanned())
    assert (found.text, found.doubts, found.pages) == ("正文", ("no_text_layer",), 2)


def test_pages_that_are_missing_and_files_that_are_locked_or_hostile_have_a_doubt():
    whole = ofd(page(text("正文", 20, 30)))
    assert "doc_unreadable" in seen(whole.replace(b"Page_0/", b"Page_X/", 1)).doubts
    assert seen(ofd(page(), **{"Encryptions.xml": "<a/>"})).doubts == ("doc_encrypted",)
    assert seen(ofd('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')).doubts == ("doc_unreadable", "unsafe")
    assert seen(ofd(page())).doubts == ("empty",)


def test_more_lines_than_can_rule_a_table_leave_the_words_and_a_doubt(monkeypatch):
    monkeypatch.setattr(limits, "RULES", 5)
    found = seen(ofd(ruled_page()))
    assert (found.tables, found.doubts) == ((), ("parse_limit",))
    assert "接待费\t0\t12.5" in found.text


@pytest.mark.parametrize(
    "namespace", [' xmlns:ofd="http://www.ofdspec.org"', ' xmlns="http://www.ofdspec.org/2016"', ""]
)
def test_other_namespaces_and_prefixes_without_one_are_read_too(namespace):
    found = seen(ofd(page(text("公开", 20, 30)).replace(f" {NS}", namespace)))
    assert (found.text, found.doubts) == ("公开", ())


def test_cells_whose_edges_lie_close_are_one():
    assert ruled.spread({(0, 0, 50, 20): "甲", (50.4, 0.2, 99, 20): "乙"}) == (("甲", "乙"),)
