"""Templates: an office's own goes before the built-in one; one with faults is refused in a sentence, and nothing is recorded."""

import io
from datetime import date
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.refusal import Refusal
from reports.letters import circular as circular_letter
from reports.letters.notice import NAMES
from reports.letters.words import ZH
from reports.notices_docx import Template, built_in
from reports.notices_settings import Letterhead, letterhead
from reports.templates import circular, notice
from reports.templates.packed import packed
from reports.workspace import read
from tests.reports.noticed import GAP, caller, check, city, letter, letters, papers, text
from tests.tries import tries


@pytest.fixture
def folder(tmp_path):
    return city(tmp_path)


@pytest.fixture
def call(folder, capsys):
    return caller(folder, capsys)


def made(*lines, header=""):
    """A template with these paragraphs."""
    document, raw = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.save(raw)
    return raw.getvalue()


def put(folder, raw, name="整改通知书.docx"):
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / name).write_bytes(raw)


def test_the_built_in_templates_are_what_their_code_makes():
    for name, module in (("notice", notice), ("circular", circular)):
        with ZipFile(io.BytesIO(built_in(name))) as kept, ZipFile(io.BytesIO(packed(module.template()))) as now:
            assert kept.namelist() == now.namelist(), "run python -m reports.templates"
            assert all(kept.read(part) == now.read(part) for part in kept.namelist()), "run python -m reports.templates"


def test_the_built_in_templates_ask_for_nothing_that_is_not_there():
    Template(built_in("notice"), "notice.docx").check(NAMES)
    Template(built_in("circular"), "circular.docx").check(circular_letter.NAMES)


@pytest.mark.parametrize("name", ["整改通知书.docx", "notice.docx"])
def test_an_office_replaces_the_template(folder, call, name):
    check(folder, (GAP,))
    put(
        folder,
        made(
            "致{{ department }}：{{ number }}",
            "{%p for row in rows %}",
            "{{ row.what }}",
            "{%p endfor %}",
            header="{{ office }}",
        ),
        name,
    )
    assert call()[0] == 0
    told = letter(folder)
    assert told.startswith("致示例市环境保护局：伊春市政务公开办整改〔2013〕1号\n")
    assert "没有 7月9日 的日报" in told


def test_a_template_that_was_changed_writes_the_same_letter_anew(folder, call):
    check(folder, (GAP,))
    call()
    put(folder, made("{{ number }} {{ date }} {{ rows[0].due }}"))
    call(on="2013-10-01")
    assert letter(folder) == "伊春市政务公开办整改〔2013〕1号 2013年8月5日 2013年8月12日"
    assert len(papers(folder)) == 1


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (made("{{ departement }}"), "模板中有不认识的项“departement”"),
        (made("{%p for row in disputed %}", "{{ row.colour }}", "{%p endfor %}"), "模板中有不认识的项“colour”"),
        (made("x", header="{{ chief }}"), "模板中有不认识的项“chief”"),
        (made("{{ office }"), "模板有语法错误"),
        (made("{% for row in rows %}{{ row.what }}"), "模板有语法错误"),
        (made("{{ ''.__class__.__mro__ }}"), "模板"),
        (made("{{ rows.append(1) }}"), "模板中有不允许的表达式"),
        (made("{{ number + 1 }}"), "模板中有算不出来的表达式"),
        (made("{{ rows[7].what }}"), "模板"),
        (made("{%p if rows %}", "x", "{% endif %}"), "模板的标记没有成对地放在表格行或段落中"),
        (b"", "不是 .docx 文件"),
        (b"%PDF-1.4", "不是 .docx 文件"),
        (b"PK\x03\x04" + b"\0" * 60, "不是 .docx 文件"),
    ],
)
def test_a_template_with_faults_is_refused_in_a_sentence(raw, said):
    def used(template):
        template.check(NAMES)
        template.rendered({"title": "x", "office": "x", "number": "1", "rows": []}, date(2013, 8, 5))

    with pytest.raises(Refusal) as refused:
        used(Template(raw, "整改通知书.docx"))
    (fault,) = refused.value.faults
    assert said in ZH.fault(fault)
    assert fault.where == "templates/整改通知书.docx"


def test_where_a_template_is_refused_nothing_is_recorded(folder, call):
    check(folder, (GAP,))
    put(folder, made("{{ departement }}"))
    said = "templates/整改通知书.docx：模板中有不认识的项“departement”。可用的项见 docs/letters.md。\n"
    assert call() == (4, said)
    assert papers(folder) == []
    assert letters(folder) == {}


def test_the_templates_are_written_for_the_office_and_never_over_its_own(folder, call):
    code, said = call("--template")
    assert code == 0
    assert (folder / "templates/整改通知书.docx").read_bytes() == built_in("notice")
    assert (folder / "templates/通报.docx").read_bytes() == built_in("circular")
    put(folder, b"mine")
    code, said = call("--template")
    assert code == 0
    assert "已有，没有改动" in said
    assert (folder / "templates/整改通知书.docx").read_bytes() == b"mine"


@tries(5)
@given(st.text())
def test_whatever_is_filled_in_is_read_back_as_it_was(value):
    told = Template(made("{{ title }}")).rendered({"title": value, "office": value}, date(2013, 8, 5))
    wanted = "".join(each for each in value if each.isprintable())
    assert "".join(each for each in text(io.BytesIO(told)) if each.isprintable()) == wanted


def test_a_template_marks_nothing_as_markup(folder):
    for written in ("{{ title|safe }}", "{{ title|e }}", "{% autoescape false %}{{ title }}{% endautoescape %}"):
        fields = {"title": "<w:p/>&{{ 7*7 }}", "office": "x"}
        path = folder / "x.docx"
        path.write_bytes(Template(made(written)).rendered(fields, date(2013, 8, 5)))
        assert text(path) == "<w:p/>&{{ 7*7 }}"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('number = "{city}〔{year}〕{serial}号"', ""),
        ('number = "{city.x}{year}{serial}"', "只能有三种项"),
        ('number = "{year}{serial:>9}"', "只能有三种项"),
        ('number = "{year}{serial!r}"', "只能有三种项"),
        ('number = "{0}{year}{serial}"', "只能有三种项"),
        ('number = "{year"', "花括号不成对"),
        ('number = "{city}整改"', "要有年份和序号"),
        ('number = ""', "是空的"),
        ('number = "{city}政务公开办通报〔{year}〕{serial}号"', "同一文号会用两次"),
    ],
)
def test_the_form_of_a_number_holds_city_year_and_serial_and_nothing_else(folder, setting, said):
    with (folder / "gongkai.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[notice]\n{setting}\n")
    if not said:
        assert letterhead(read(folder)).number("notice", 2013, 7) == "伊春市〔2013〕7号"
        return
    with pytest.raises(Refusal) as refused:
        letterhead(read(folder))
    assert said in ZH.fault(refused.value.faults[0])


def test_office_and_contact_are_those_of_the_settings(folder, call):
    check(folder, (GAP,))
    with (folder / "gongkai.toml").open("a", encoding="utf-8") as file:
        file.write('\n[notice]\noffice = "某市<公开>办"\ncontact = "0458-1 {x}"\n')
    call()
    assert "某市<公开>办" in letter(folder)
    assert "联系方式：0458-1 {x}" in letter(folder)


def test_a_citys_name_is_text_and_no_form_of_a_number():
    head = Letterhead("{year}市{{serial}}", "公开办", "", {"notice": "{city}〔{year}〕{serial}号", "circular": ""})
    assert head.number("notice", 2013, 7) == "{year}市{{serial}}〔2013〕7号"
