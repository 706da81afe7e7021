"""The quick ones of the hostile files of the proof of files: each is right or doubted, costs little and reaches nothing."""

from time import process_time

import pytest

from bench.proofs import attacked
from crawler.reading import Pool, limits, read

pytestmark = pytest.mark.xdist_group("attacks")
QUICK = [attack for attack in attacked.ATTACKS if attack.quick and not attack.file_name.endswith(attacked.ASKED)]


@pytest.fixture(scope="module")
def trap(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        trap = attacked.Trap(tmp_path_factory.mktemp("trap"))
        for name in ("TMPDIR", "HOME"):
            patch.setenv(name, str(trap.work))
        yield trap


@pytest.fixture(scope="module")
def pool(trap):
    with Pool(1) as pool:
        pool._eyes = None
        yield pool


OFTEN = 3  # one of so many is a test, the others are proofs
SAMPLED = [
    pytest.param(attack, id=attack.name, marks=[] if number % OFTEN == 0 else [pytest.mark.proof])
    for number, attack in enumerate(QUICK)
]


@pytest.mark.parametrize("attack", SAMPLED)
def test_a_hostile_file_is_an_outcome_and_nothing_else(attack, pool, trap):
    assert attacked.run(attack, pool, trap).misses == ()
    assert trap.left() == []


@pytest.mark.parametrize("tail", ["<p " + "a=1 " * (limits.PAGE_ATTRIBUTES + 1) + ">", "<br>" * 2_000])
def test_a_page_beyond_what_people_write_is_doubted_and_its_beginning_read(tail, monkeypatch):
    monkeypatch.setattr(limits, "PAGE_TAGS", 2_000)
    found = read(f"<p>今年共支出一百元。</p>{tail}".encode(), url="http://a.gov.cn/1.html")
    assert found.doubts == ("parse_limit",)
    assert "今年共支出一百元。" in found.text


def test_of_a_page_with_too_many_tables_the_first_are_read(monkeypatch):
    monkeypatch.setattr(limits, "PAGE_TABLES", 2)
    table = "<table><tr><td>项目<td>金额<tr><td>接待费<td>12</table><p>说明。"
    found = read((table * 3).encode(), url="http://a.gov.cn/1.html")
    assert (len(found.tables), found.doubts) == (2, ("parse_limit",))


def test_tables_in_tables_are_read_in_time_and_doubted():
    table = "<table border=1><tr><th>项目<th>金额<tr><th>预算<th>决算<tr><td>接待费</p><p>各单位：</p><p>公开如下。</p>"
    table += "<p>一。</p>" * 10
    begun = process_time()
    assert "parse_limit" in read((table * 254).encode(), url="http://a.gov.cn/1.html").doubts
    assert process_time() - begun < 2


def test_a_long_script_is_no_tag_with_many_attributes():
    script = "for (i=0;i<n;i++) { a [ i ] = 1 ; }\n" * (limits.PAGE_ATTRIBUTES // 20)
    page = f"<p>今年共支出一百元。</p><script>{script}</script>"
    assert read(page.encode(), url="http://a.gov.cn/1.html").doubts == ()


def test_a_reader_without_limits_is_hurt_by_such_a_file(trap):
    attack = next(attack for attack in attacked.ATTACKS if attack.name == "png_that_claims_ten_billion_dots")
    assert attacked.control(attack, trap).misses


def test_pages_of_one_file_beyond_the_limit_are_doubted():
    part = "--b\nContent-Type: text/html\n\n<p>x</p>\n" * (limits.SHEETS + 1)
    body = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n{part}--b--\n'
    assert read(body.encode(), url="http://a.gov.cn/1.mht").doubts == ("parse_limit",)


def test_an_rtf_of_endless_groups_is_given_to_no_program():
    body = rb"{\rtf1 " + b"{" * (limits.RTF_DEPTH + 1) + b"}" * (limits.RTF_DEPTH + 2)
    assert read(body, url="http://a.gov.cn/1.rtf").doubts == ("parse_limit",)
