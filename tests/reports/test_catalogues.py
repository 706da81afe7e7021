"""The catalogues: nothing that is said lacks its words, nothing in them is stale, and every text can be filled."""

import ast
import re
import string
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from reports.locale.__main__ import extract
from reports.locale.compiled import SOURCE, compile_catalogue, languages, source, translations
from reports.locale.extraction import CHINESE
from reports.locale.filled import filled, no_plural

pytestmark = pytest.mark.xdist_group("catalogues")  # what is said is gathered once
ROOT = Path(__file__).parents[2]
IN_CHINESE = ("draft", "letters", "samplecity", "templates")  # official papers, and what the sample city's sites say
SHOWING = [
    path
    for path in sorted((ROOT / "reports").rglob("*.py"))
    if not set(IN_CHINESE).intersection(path.relative_to(ROOT).parts)
]
# Titles of laws, numbers of documents, and what pages, forms and settings say.
QUOTED = re.compile(r"《[^》]*》|[一-龥]*〔\d{4}〕\d+号|“[^”]*”|\"[^\"]*\"|[(][一-龥]+[)]")
LANGUAGES = [language for language in languages() if language != SOURCE]


def catalogue(path):
    with path.open("rb") as file:
        return {(message.id, message.context): message for message in read_po(file) if message.id}


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    template = tmp_path_factory.mktemp("said") / "gongkai.pot"
    extract(template)
    return catalogue(template)


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def shown(text):
    return {name for _, name, spec, _ in string.Formatter().parse(text) if name is not None and not spec}


def forms(text):
    return [spec for _, _, spec, _ in string.Formatter().parse(text) if spec]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_said_has_words(language, said):
    known = catalogue(source(language))
    missing = [text for text in said if text not in known or not known[text].string]
    assert not missing, "run make words, and give words to:\n" + "\n".join(text for text, _ in missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_kept_that_is_said_no_more(language, said):
    assert not [text for text, context in catalogue(source(language)).keys() - said.keys()], "run make words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_each_text_once_and_none_is_guessed(language):
    text = source(language).read_text("utf-8")
    found = re.findall(r"^(?:msgctxt .+\n)?msgid .+(?:\n\".*)*", text, re.M)
    assert [each for each, times in Counter(found).items() if times > 1] == []
    assert "fuzzy" not in text
    assert not re.search(r"^#~", text, re.M)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_keep_every_field_and_have_as_many_forms_as_the_language(language):
    plural = translations(language).plural
    needed = 1 + max(plural(number) for number in range(200))
    for (text, _), message in catalogue(source(language)).items():
        assert shown(message.string) <= fields(text) <= fields(message.string), text
        assert not forms(text), text
        assert all(len(spec.split("|")) == needed for spec in forms(message.string)), message.string


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_left_in_chinese(language):
    left = [each.string for each in catalogue(source(language)).values() if CHINESE.search(QUOTED.sub("", each.string))]
    assert left == []


def test_no_chinese_is_put_together_where_no_catalogue_sees_it():
    found = []
    for path in SHOWING:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            texts = [part for part in getattr(node, "values", ()) if isinstance(part, ast.Constant)]
            if isinstance(node, ast.JoinedStr) and any(CHINESE.search(text.value) for text in texts):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}")
    assert found == []


def test_no_page_says_anything_beside_the_catalogue():
    found = []
    for path in sorted((ROOT / "reports").rglob("templates/*.html")):
        for text in Environment(autoescape=True).parse(path.read_text("utf-8")).find_all(nodes.TemplateData):
            if CHINESE.search(text.data):
                found.append(f"{path.relative_to(ROOT)}:{text.lineno}: {text.data.strip()}")
    assert found == []


def test_a_compiled_catalogue_is_that_of_its_text(tmp_path, monkeypatch):
    assert compile_catalogue("en") == compile_catalogue("en")
    folder = tmp_path / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    monkeypatch.setattr("reports.locale.compiled.FOLDER", tmp_path)
    monkeypatch.setattr("reports.locale.compiled.dont_write_bytecode", False)
    for words in ("one", "another"):
        (folder / "gongkai.po").write_text(f'msgid "甲"\nmsgstr "{words}"\n', "utf-8")
        translations.cache_clear()
        assert translations("xx").gettext("甲") == words
        assert (folder / "gongkai.mo").exists()
    assert sorted(path.name for path in folder.iterdir()) == ["gongkai.mo", "gongkai.po"]
    translations.cache_clear()


def test_a_number_chooses_the_form_of_each_word():
    two, four = (lambda number: int(number != 1)), (lambda number: min(number, 3))
    text = "{a} {a:page|pages} of {b} {b:file|files}"
    assert filled(text, {"a": "1", "b": "2"}, two, ", ") == "1 page of 2 files"
    assert filled("{a:w|x|y|z}", {"a": "2"}, four, ", ") == "y"
    for text in ("0.5", "1,000", "?", "NaN", "Infinity", "0", ""):
        assert filled("{n:day|days}", {"n": text}, two, ", ") == "days"
    assert filled("{n}", {"n": ["甲", "{x}"]}, no_plural, "、") == "甲、{x}"
