"""Text from sites, spreadsheets and people that means harm to a terminal: no command hands on a code, and none obeys markup."""

import re

import pytest

from tests.reports.hostile import HARM, MARKUP, call, harmful
from tests.reports.terminals import OnTerminal, called

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
STYLE = re.compile(r"\x1b\[[0-9;]*m")
SHOWN = "".join(MARKUP.split())
MONTH = ("--period", "2013-08")
CALLS = [
    ("rank", *MONTH),
    ("rank", "--period", "2013-07"),
    ("show", "czj", *MONTH),
    ("show", "czj", "--diff", "2013-07", *MONTH),
    ("show", "czj", "--powers", *MONTH),
    ("show", "czj", "--air", *MONTH),
    ("show", HARM, *MONTH),
    ("results", *MONTH, "--format", "csv"),
    ("rank", *MONTH, "--format", "json"),
    ("show", "czj", *MONTH, "--format", "jsonl"),
    ("explain", "czj", "C1-1", *MONTH),
    ("explain", "czj", *MONTH),
    ("explain", "air-quality-daily"),
    ("explain", HARM),
    ("ledger",),
    ("ledger", "--all"),
    ("ledger", "--overdue"),
    ("ledger", "czj"),
    ("ledger", "1"),
    ("ledger", "3"),
    ("ledger", HARM),
    ("ledger", "--format", "csv"),
    ("appeals",),
    ("year", "2013"),
    ("year", "2013", "--explain", "czj"),
    ("schemes",),
    ("schemes", "s"),
    ("schemes", "s", "yichun-2013"),
    ("schemes", "s", "--dry-run", *MONTH),
    ("schemes", HARM),
    ("statistics", *MONTH),
    ("statistics", "--topic", "three-public", *MONTH),
    ("rules",),
    ("read", "harm.html"),
    ("read", HARM.replace("\x00", "")),
    ("verify",),
    ("verify", "czj"),
    ("evidence", "czj", *MONTH),
    ("retention",),
    ("schedule",),
    ("crawl", "--watch"),
    ("check", *MONTH),
    ("notice", "--draft", *MONTH),
    ("notice", "--circular", "--draft", *MONTH),
    ("reply", "czj", "5", "--says", HARM, "--by", HARM),
    ("close", "99", "--reason", HARM, "--by", HARM),
    ("import", "no such [bold]file[/bold]\x1b[31m.xlsx"),
    ("appeal", "czj", HARM, "--reason", HARM, "--by", HARM),
    ("answer", "7", "--decision", "upheld", "--reason", HARM, "--by", HARM),
    ("export", *MONTH),
    ("report", *MONTH),
    ("explore", "--metadata"),
    ("doctor",),
    ("doctor", "--format", "json"),
    ("backup", "../backup"),
    ("backup", HARM.replace("\x00", "")),
    ("restore", "../backup", "--dry-run"),
    ("restore", "../backup", "../brought back"),
    ("restore", HARM.replace("\x00", ""), "../elsewhere"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = harmful(tmp_path_factory.mktemp("harm") / "w")
    (made / "harm.html").write_text(f"<title>{HARM}</title><p>{HARM}</p><table><tr><td>{HARM}<td>2</table>", "utf-8")
    return made


@pytest.mark.parametrize("words", CALLS, ids=lambda words: " ".join(words)[:40].encode("ascii", "replace").decode())
def test_no_command_hands_on_a_code_or_obeys_markup(folder, capsys, monkeypatch, words):
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.chdir(folder)
    code, said = call(folder, capsys, *words)
    assert code in (0, 2, 3, 4) or words == ("verify",), said  # what these results cite is in no archive
    if "--format" not in words:  # what programs read says what there is
        assert OBEYED.findall(said) == []
        whole = "".join(said.split())
        assert whole.count("red]粗[/]") == whole.count("粗"), said


def test_what_means_harm_is_shown_so_that_people_see_it(folder, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    for words in (("rank", *MONTH), ("show", "czj", *MONTH), ("ledger", "1"), ("explain", "czj", "C1-1", *MONTH)):
        assert SHOWN in "".join(call(folder, capsys, *words)[1].split())


@pytest.mark.proof
@pytest.mark.parametrize("words", [("rank", *MONTH), ("show", "czj", *MONTH), ("ledger", "--all"), ("ledger", "1")])
def test_a_terminal_in_colour_gets_no_code_but_our_own(folder, words):
    where = ("--workspace", folder, "--as-of", "2013-09-20", "--lang", "zh")
    said = called(*words, *where, env={"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "120", "LANG": "C.UTF-8"})
    assert said.returncode == 0
    assert b"\x1b[" in said.stdout
    assert OBEYED.findall(STYLE.sub("", said.stdout.decode("utf-8"))) == []


@pytest.mark.proof
@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_is_meant_for_programs_is_not_obeyed_by_a_terminal(folder, form):
    calling = OnTerminal("ledger", "--all", "--format", form, "--workspace", folder, "--as-of", "2013-09-20")
    assert calling.ended() == 0
    assert OBEYED.findall(calling.text.replace("\r", "")) == []
    assert "\\u202e" in calling.text
