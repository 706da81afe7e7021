"""The pages themselves, without building the site: what is written by the program is fresh, all are found, commands exist."""

import importlib.util
import re

import pytest
import yaml

from reports.parsing import build_parser
from reports.wording import Wording
from tests.docs.shown import DOCS, mentioned, shown

OFFICES = ("office", "inspector", "department")
PAGES = sorted(page for page in DOCS.rglob("*.md") if "site" not in page.parts)
LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
# What stands in the text for a word of the reader's own.
STANDING_FOR = {
    "命令": "show", "COMMAND": "show", "单位": "czj", "指标": "A1-5", "规则": "three-public-budget", "RULE": "dead-links",
    "DEPARTMENT": "czj", "INDICATOR": "A1-5", "NAME": "x", "方案名": "x", "方案": "x", "NUMBER": "1", "条目": "1", "CASE": "1",
    "DATE": "2013-08-05", "YYYY-MM": "2013-07", "MINUTES": "60", "您的单位": "czj", "号数": "1",
}  # fmt: skip


@pytest.fixture(scope="module")
def written():
    spec = importlib.util.spec_from_file_location("written", DOCS / "site" / "written.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_the_program_writes_is_fresh(written):
    assert [name for name, text in written.pages() if (DOCS / name).read_text("utf-8") != text] == []  # make handbook


class Loader(yaml.SafeLoader):
    """Reads the configuration without obeying its tags."""


Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: suffix)


def navigation(entries):
    for entry in entries:
        for value in entry.values() if isinstance(entry, dict) else [entry]:
            yield from navigation(value) if isinstance(value, list) else [value]


def test_every_page_is_in_the_navigation_once():
    named = list(navigation(yaml.load((DOCS / "site" / "mkdocs.yml").read_text("utf-8"), Loader)["nav"]))
    there = {page.relative_to(DOCS).as_posix().replace(".en.md", ".md") for page in PAGES}
    assert len(named) == len(set(named))
    assert set(named) == there


def test_what_offices_read_is_there_in_both_languages():
    for page in (page for page in PAGES if page.parent.name in OFFICES or page.name == "index.md"):
        name = page.name.removesuffix(".md").removesuffix(".en")
        chinese, english = page.with_name(f"{name}.md"), page.with_name(f"{name}.en.md")
        assert len(re.findall("[一-龥]", chinese.read_text("utf-8"))) > 100, chinese
        assert english.is_file(), english
        parts = [len(re.findall("^## ", each.read_text("utf-8"), re.M)) for each in (chinese, english)]
        assert parts[0] == parts[1], f"{chinese}: the two languages have other chapters"


def test_every_link_leads_to_a_file():
    for page in PAGES:
        text = re.sub(r"^ *```.*?^ *```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.M | re.S)
        lost = [to for to in LINK.findall(text) if "://" not in to and not (page.parent / to).exists()]
        assert lost == [], page


@pytest.mark.parametrize(
    "page", [page for page in PAGES if not page.name.startswith("commands")], ids=lambda page: page.stem
)
def test_every_command_is_one(page, capsys):
    """That what is shown is what is printed is a proof; here only the options and their number are looked at."""
    parser = build_parser(Wording("en"))
    for each in (*shown(page), *mentioned(page)):
        words = [STANDING_FOR.get(word, word) for word in _simple(each.words)]
        if "…" in words or "[" in each.command or not words:
            continue
        fault = refusal(parser, words, capsys)
        if each.output or "arguments are required" not in fault:  # a command that the text only names needs none
            assert fault == "", f"{each.page}: {each.command}"


def refusal(parser, words, capsys):
    """What argparse has against these words; nothing where it takes them."""
    try:
        parser.parse_args(words)
    except SystemExit as stop:
        return capsys.readouterr().err if stop.code else ""
    return ""


def _simple(words):
    return [each for word in words for each in (word.split("=", 1) if word.startswith("--") else [word])]
