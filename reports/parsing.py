"""The parser of the command line: its commands, what their arguments take, and its own words, all in the language of who calls."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from typing import Any, NoReturn

from rich_argparse import RawDescriptionRichHelpFormatter

from crawler.period import Period
from reports.arguments import OPTIONS, TITLE, Argument
from reports.arguments_month import MONTH
from reports.arguments_office import OFFICE
from reports.locale.compiled import languages
from reports.wording import Wording, language_of, plain

# What argparse says to people, by its English. What it says to programmers stays as it is.
WORDS: Mapping[str, str] = {
    "usage: ": "用法：",
    "%(heading)s:": "%(heading)s：",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "the following arguments are required: %s": "缺少参数：%s",
    "one of the arguments %s is required": "这些参数要有一个：%s",
    "not allowed with argument %s": "不能与参数 %s 同用",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "ambiguous option: %(option)s could match %(matches)s": "选项 %(option)s 不明确，可能是 %(matches)s",
    "ignored explicit argument %r": "不需要值，却给了 %r",
    "unexpected option string: %s": "这里不能用选项：%s",
    "expected one argument": "要有一个值",
    "expected at most one argument": "至多有一个值",
    "expected at least one argument": "至少要有一个值",
    "expected %s argument": "要有 %s 个值",
    "expected %s arguments": "要有 %s 个值",
    "invalid choice: %(value)r (choose from %(choices)s)": "不能是 %(value)r，请从中选择：%(choices)s",
    "invalid %(type)s value: %(value)r": "不是要求的值（%(type)s）：%(value)r",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有命令 %(parser_name)r，有：%(choices)s",
}


class Parser(argparse.ArgumentParser):
    """Ends with what was wrong and where more is told, in the language of the wording that it was built with."""

    wording = Wording()

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the call and ends with exit code 2. Raises SystemExit."""
        self.print_usage(sys.stderr)
        told = self.wording.say("{program}：{message}", program=self.prog, message=message)
        hint = self.wording.say("用法见 {program} --help", program=self.prog)
        self.exit(2, f"{plain(told)}\n{hint}\n")


def parsed(words: list[str], wording: Wording) -> argparse.Namespace:
    """The words of a call as options. Raises SystemExit for what is off, and where help or the version was asked for."""
    with spoken(wording):
        return build_parser(wording).parse_args(words)


@contextmanager
def spoken(wording: Wording) -> Iterator[None]:
    """While it lasts, argparse speaks the language of the wording."""

    def say(english: str) -> str:
        return wording.say(WORDS[english]) if english in WORDS else english

    def count(one: str, many: str, number: int) -> str:
        return say(one if number == 1 else many)

    before = vars(argparse)["_"], vars(argparse)["ngettext"]
    vars(argparse).update({"_": say, "ngettext": count})
    try:
        yield
    finally:
        vars(argparse).update(zip(("_", "ngettext"), before, strict=True))


class Help(RawDescriptionRichHelpFormatter):
    """Help as it is written: what stands in brackets, as gongkai[explore], is no markup."""

    help_markup = text_markup = False


class _Version(argparse.Action):
    """Prints the version, which stands in a file of the installation: whoever does not ask for it needs no such file."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        sys.stdout.write(f"{version('gongkai')}\n")
        parser.exit()


def build_parser(wording: Wording) -> Parser:
    """The parser with every command, its help in the language of the wording."""
    say = wording.say
    kind = type("Spoken", (Parser,), {"wording": wording})
    shape: dict[str, Any] = {"formatter_class": Help, "add_help": False}
    parser: Parser = kind("gongkai", description=say(TITLE), **shape)
    _add_help(parser, wording)
    parser.add_argument("--version", action=_Version, nargs=0, help=say("显示版本"))
    shared = kind(add_help=False)
    for argument in OPTIONS:
        _add(shared, argument, wording)
    naming: dict[str, Any] = {"metavar": say("命令"), "title": say("命令")}
    subparsers = parser.add_subparsers(prog="gongkai", dest="command", required=True, **naming)
    for command in (*MONTH, *OFFICE):
        told = say(command.help)
        child = subparsers.add_parser(command.name, help=told, description=told, parents=[shared], **shape)
        _add_help(child, wording)
        for argument in command.arguments:
            _add(child, argument, wording)
    return parser


def _add_help(parser: argparse.ArgumentParser, wording: Wording) -> None:
    parser.add_argument("-h", "--help", action="help", help=wording.say("显示本说明"))
    parser._positionals.title, parser._optionals.title = wording.say("参数"), wording.say("选项")


def _add(parser: argparse.ArgumentParser, argument: Argument, wording: Wording) -> None:
    settings: dict[str, Any] = {**argument.settings, "help": wording.say(argument.help)}
    if argument.choices:
        settings["type"] = _choice(argument.choices, wording)
        settings["metavar"] = "|".join(wording.choice(name, word) for name, word in argument.choices.items())
    elif argument.kind or settings.get("type") is int:
        settings["type"] = _typed(argument.kind or "number", wording)
    parser.add_argument(*argument.names, **settings)


def _typed(kind: str, wording: Wording) -> Callable[[str], Any]:
    """Takes an argument of a kind, and says in the language what it should look like where it does not."""
    read, what = KINDS[kind]

    def taken(text: str) -> Any:
        try:
            return read(text)
        except ValueError:
            raise argparse.ArgumentTypeError(wording.say(what, text=plain(text))) from None

    return taken


def _choice(choices: Mapping[str, str], wording: Wording) -> Callable[[str], str]:
    """Takes a choice by its name, or by its word in any language."""
    meant = {name.casefold(): name for name in choices}
    for name, word in choices.items():
        meant |= {Wording(language).say(word).casefold(): name for language in languages()}

    def chosen(text: str) -> str:
        name = meant.get(text.strip().casefold())
        if name is None:
            known = [wording.choice(*each) for each in choices.items()]
            told = wording.say("“{text}”不在可选的之中：{known}", text=plain(text), known=known)
            raise argparse.ArgumentTypeError(told)
        return name

    return chosen


def _case(text: str) -> int:
    """The number of a case. Raises ValueError."""
    if not text.isascii() or not text.isdigit() or not int(text):
        raise ValueError(text)
    return int(text)


def _lang(text: str) -> str:
    """A language by its code, alone or with a country. Raises ValueError."""
    code = language_of(text)
    if not code:
        raise ValueError(text)
    return code


KINDS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "period": (Period.parse, "“{text}”不是月份，请写成 2013-07 的形式"),
    "day": (date.fromisoformat, "“{text}”不是日期，请写成 2013-08-05 的形式"),
    "case": (_case, "“{text}”不是条目的号数，请写 1、2、3 这样的数"),
    "lang": (_lang, "没有语言“{text}”，请写 zh 或 en"),
    "number": (int, "“{text}”不是整数"),
}
