"""The parser speaks the language of who calls, and takes words of every language."""

import argparse
import ast
import inspect
import re

import pytest

from reports.arguments_month import MONTH
from reports.arguments_office import OFFICE
from reports.parsing import WORDS, build_parser, parsed
from reports.wording import Wording

ZH, EN = Wording("zh"), Wording("en")
FOR_PROGRAMMERS = re.compile(
    "not callable|invalid argument|not defined|cannot|conflict|dest=|invalid option string|must be optional|with mode|can't open|"
    "deprecated|show |options|positional|subcommands|default|error: |warning: "
)
ANSWER = ["answer", "3", "--by", "甲", "--reason", "乙"]
CHOICES = [(c.name, a) for c in (*MONTH, *OFFICE) for a in c.arguments if a.choices]


def wrong(words, wording, capsys):
    with pytest.raises(SystemExit) as ended:
        parsed(words, wording)
    assert ended.value.code == 2
    return capsys.readouterr().err


def test_all_that_argparse_says_to_people_has_words():
    said = set()
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
            said |= {each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    assert {text for text in said if not FOR_PROGRAMMERS.search(text)} <= set(WORDS)


@pytest.mark.parametrize("words", [[], ["answer"], ["rank", "--bogus"], ["frob"], ["rank", "--lang", "fr"], ["crawl", "--quiet=1"],
                                   ["rank", "--period", "2013"], ["close", "x"], ["statistics", "--year", "x"], ["show"]])  # fmt: skip
def test_what_is_wrong_is_said_in_chinese_or_in_english(words, capsys):
    chinese = wrong(words, ZH, capsys)
    assert re.search("\ngongkai[^：]*：.*[一-龥]", chinese)
    assert not re.search("argument|required|error|invalid|expected|usage", chinese)
    assert not re.search("[一-龥，。：]", wrong(words, EN, capsys))


def test_argparse_speaks_its_own_words_again_afterwards(capsys):
    wrong([], ZH, capsys)
    assert vars(argparse)["_"]("usage: ") == "usage: "


@pytest.mark.parametrize("word", ["upheld", "维持", " 维持 ", "uphold", "Upheld"])
def test_a_decision_is_taken_in_either_language(word):
    for wording in (ZH, EN):
        assert parsed([*ANSWER, "--decision", word], wording).decision == "upheld"


def test_no_word_means_two_choices():
    for name, argument in CHOICES:
        words = [(w.say(word).casefold(), key) for key, word in argument.choices.items() for w in (ZH, EN)]
        words += [(key, key) for key in argument.choices]
        assert len({word for word, _ in words}) == len(set(words)), name


def test_a_word_that_is_no_choice_is_told_with_those_that_are(capsys):
    assert "“同意”不在可选的之中：维持、撤销、改为" in wrong([*ANSWER, "--decision", "同意"], ZH, capsys)
    assert "“agree” is none of the choices: upheld, revoked, changed" in wrong(
        [*ANSWER, "--decision", "agree"], EN, capsys
    )


@pytest.mark.parametrize(("text", "language"), [("zh", "zh"), ("EN", "en"), ("zh-CN", "zh"), ("en_US.UTF-8", "en")])
def test_a_language_may_be_given_with_its_country(text, language):
    assert parsed(["rank", "--lang", text], ZH).lang == language


def test_help_of_every_command_is_in_one_language():
    for wording, foreign in ((ZH, "show this help|optional arguments|positional"), (EN, "[一-龥，。：、（]")):
        parser = build_parser(wording)
        commands = parser._subparsers._group_actions[0].choices
        assert set(commands) == {command.name for command in (*MONTH, *OFFICE)}
        for each in commands.values():
            assert not re.search(foreign, each.format_help())
