"""Quoted words are found wherever the reader took them from, and exactly they are marked."""

import re

import pytest
import turbohtml
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.pages import html
from reports.copies.markup import shown, shown_text
from reports.copies.values import Quote, Where
from reports.copies.words import squeezed
from tests.tries import tries

URL = "http://czj.example/a.htm"


def look(markup, *quotes, frames=None):
    """The copy of a page, as a tree, with where each quote is."""
    asked = [quote if isinstance(quote, Quote) else Quote(quote) for quote in quotes]
    found = shown(markup.encode(), URL, "text/html; charset=utf-8", asked, frames=frames or {})
    return turbohtml.parse(f"<main>{found.markup}</main>"), [found.places[each.anchor] for each in asked], found


def marked(tree):
    return [node.text for node in tree.select("mark")]


@pytest.mark.parametrize(
    ("markup", "quote", "words", "where"),
    [
        ("<p>本年预算<b>12</b>.5万元</p>", "本年预算12.5万元", ["本年预算", "12", ".5万元"], Where.HERE),
        ("<p>公\n 示 期\u3000<i>七</i>天</p>", "公示期 七天", ["公\n 示 期", "七", "天"], Where.HERE),
        ("<p>１２．５万元</p>", "12.5万元", ["１２．５万元"], Where.HERE),
        ("<p>⽅法</p>", "方法", ["⽅法"], Where.HERE),
        ("<table border=1><tr><td>废水<td>12<tr><td>废气<td>13</table>", "废气\t13", ["废气", "13"], Where.HERE),
        (
            "<table border=1><tr><td>费用<td>0<td>9<tr><td>合计<td>1<td>9</table>",
            "合计 | 9",
            ["合计", "9"],
            Where.PARTS,
        ),
        (
            "<table border=1><tr><td rowspan=2>车<td>购<td>1<tr><td>养<td>2</table>",
            "车\t养\t2",
            ["车", "养", "2"],
            Where.PARTS,
        ),
        ("<p style='display:none'>看不见的话</p>", "看不见的话", ["看不见的话"], Where.HIDDEN),
        ("<ul><li><a href=x>公告</a></ul><h1>公告</h1><p>正文</p>", "公告", ["公告"], Where.HERE),
        ("<title>财政局网站</title><p>正文</p>", "财政局网站", [], Where.TITLE),
        ("<p>正文<img alt=流程图 src=a.png></p>", "流程图", [], Where.IMAGE),
        ("<meta name=author content=财政局><p>正文</p>", "财政局", [], Where.META),
        ("<p>正文</p>", "别的话", [], Where.LOST),
        ("<p>正文</p>", "", [], Where.NONE),
        ("<table><tr><td>年度<td><input value=2013><tr><td>单位<td>局</table>", "2013", ["2013"], Where.HERE),
        ("<p>没有<span>&lt;b&gt;</span>标签</p>", "没有<b>标签", ["没有", "<b>", "标签"], Where.HERE),
    ],
)
def test_the_words_are_marked_or_told_where_they_are(markup, quote, words, where):
    tree, places, found = look(markup, quote)
    assert marked(tree) == words
    assert places == [where]
    if words:
        assert [node.attr("id") for node in tree.select(".at")] == [Quote(quote).anchor]
    if where is Where.TITLE:
        assert "<mark>财政局网站</mark>" in found.title


def test_of_several_places_the_line_of_its_own_is_marked_and_a_heading_before_a_link():
    tree, _, _ = look("<p>见公告栏</p><a href=x>公告</a><p>旧公告</p><h2>公告</h2><p>公告如下</p>", "公告")
    assert [node.parent.tag for node in tree.select("mark")] == ["h2"]


def test_quotes_may_overlap_and_each_has_its_place():
    tree, places, _ = look("<p>甲乙丙丁戊</p>", "甲乙丙", "乙丙丁", "丙")
    assert places == [Where.HERE] * 3
    assert "".join(marked(tree)) == "甲乙丙丁"
    assert {node.attr("id") for node in tree.select(".at")} == {
        Quote(each).anchor for each in ("甲乙丙", "乙丙丁", "丙")
    }


def test_what_frames_showed_is_shown_within():
    frames = {"http://czj.example/main.htm": "<body><p>框架里的话<iframe src=main.htm></iframe></body>".encode()}
    tree, places, found = look(
        "<frameset><frame src=main.htm><frame src=b.htm></frameset>", "框架里的话", frames=frames
    )
    assert (marked(tree), places) == (["框架里的话"], [Where.FRAME])
    assert set(found.frames) == {"http://czj.example/main.htm", "http://czj.example/b.htm"}


def test_the_text_of_a_reader_tells_which_of_equal_places_it_meant():
    menu = "<div><p>首页</p><p>规章</p><p>政务</p></div>"
    found = shown_text(
        f"{menu}<div><p>本局职能</p><p>规章</p><p>制定办法</p></div>", URL, [Quote("规章")], "本局职能\n规章\n制定办法"
    )
    assert re.search(r"本局职能</p><p><span class=\"at\"[^>]*></span><mark>规章", found.markup)


WORDS = st.text(st.sampled_from("政务公开预算12.5 　\n\t：（）Ａａ&<>\"'"), min_size=1, max_size=8)


def wrapped(inner):
    """Elements of all sorts around texts and elements."""
    tags = st.sampled_from("p div span b a font table ul li h2 td tr center em tbody script style select".split())
    return st.builds(lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", tags, st.lists(inner, max_size=4))


TREES = st.recursive(WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")), wrapped, max_leaves=25)


@tries(60)
@given(st.lists(TREES, min_size=1, max_size=6), st.data())
def test_whatever_line_the_reader_takes_from_a_page_is_marked_and_nothing_else(trees, data):
    page = f"<html><body>{''.join(trees)}</body></html>"
    lines = [line.strip() for line in html.read(page.encode(), url=URL).text.splitlines() if squeezed(line)]
    if not lines:
        return
    quote = data.draw(st.sampled_from(lines))[:200]
    tree, places, _ = look(page, quote)
    assert places == [Where.HERE]
    assert squeezed("".join(marked(tree))) == squeezed(quote)
    assert len(tree.select(f"#{Quote(quote).anchor}")) == 1
