"""What is looked for in a faster way is what the plain way finds: labels, addresses, blanks."""

import re

from hypothesis import given
from hypothesis import strategies as st

from crawler.reading import reader
from crawler.reading.pages import flow, labels, links
from crawler.reading.text import encoding
from crawler.reading.value import Link, Reading, Table
from crawler.scope import absolute
from tests.tries import tries

WORDS = sorted({*labels.KNOWN, *labels.NOISE})
LONG, SHORT = (
    "|".join(
        " *".join(word) for word in sorted(WORDS, key=lambda word: (-len(word), word)) if (len(word) > 3) is wanted
    )
    for wanted in (True, False)
)
PLAIN_LABEL = re.compile(
    rf"[\[【(（]?((?<![A-Za-z])(?:{LONG})|(?<![\u4e00-\u9fff])(?:{SHORT})) *"
    r"(?:[(（][A-Za-z ]{1,30}[)）])?(?:[】\])）] *[:：∶﹕]?|[:：∶﹕])"
)
PIECES = st.sampled_from(
    [*WORDS, *" \t\u3000：:【】[]()（）aZ公發", "采购公告", "（Date）", "2013-05-02", "發佈日期", "县卫生局"]
)
LINES = st.lists(PIECES, min_size=1, max_size=7).map("".join)
BASES = st.sampled_from(
    [
        "http://www.x.gov.cn/a/b/c.html?q=1/2#f",
        "http://www.x.gov.cn",
        "https://u:p@x.cn:8080/a/./b/../c//d",
        "HTTP://X.CN/A/..",
        "http:\\\\x.cn\\a\\b",
        "http://中国.cn/目录/a.htm",
        "file:///a/b.html",
        "ftp://x/y",
        "",
    ]
)
PARTS = st.sampled_from(
    [*"/\\.?#a&;@:\t\x00 目", "//", "../", "http:", "https://", "http://y.cn/", "%2e", "b.html", "x=1"]
)


@tries(60)
@given(LINES)
def test_labels_are_those_that_a_plain_choice_of_words_finds(line: str) -> None:
    said = line.translate(labels.PLAIN)
    plain = [(mark.start(), mark[1], mark.end()) for mark in PLAIN_LABEL.finditer(said)]
    found = labels.marked(line)
    assert [(labels._start(line, mark.start()), mark[1], mark.end()) for mark in found] == plain
    assert labels.begins(line) == (PLAIN_LABEL.match(said) is not None)


@tries(60)
@given(st.lists(PARTS, min_size=1, max_size=6).map("".join), BASES, st.sampled_from(["utf-8", "gb18030"]))
def test_a_remembered_address_is_the_one_that_the_page_itself_gives(href: str, base: str, encoding_name: str) -> None:
    if href := href.strip():
        assert links._absolute(href, links._from(base, href), encoding_name) == absolute(href, base, encoding_name)


@tries(40)
@given(st.text(" \t\n\r\f a中"))
def test_blanks_become_one_space_wherever_there_are_several(text: str) -> None:
    assert flow.spaced(text) == flow.SPACE.sub(" ", text)


@tries(40)
@given(st.text("a中 \u200b\u202e\u2f00\uf900\x00\ud800", max_size=4), st.integers(0, 3))
def test_every_text_that_is_cleaned_is_looked_at(text: str, where: int) -> None:
    said = Reading(
        "text/html",
        text=text if where == 0 else "",
        tables=(Table((("a", text if where == 1 else ""),)),),
        links=(Link("http://x.cn/", text if where == 2 else ""),),
        metadata=(("名称", text if where == 3 else ""),),
    )
    cleaned = reader.cleaned(said)
    wanted = encoding.clean(text)
    assert (cleaned.text, cleaned.tables[0].rows[0][1], cleaned.links[0].text, cleaned.metadata[0][1])[where] == wanted
