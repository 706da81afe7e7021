"""Terminals, pipes and logs of all sorts: nothing ends the program, nothing is lost without a word."""

import json
import subprocess
import sys

import pytest

from reports.signs import LOST
from reports.terminal import ready_streams
from tests.reports.dockets import told
from tests.reports.judged import FOUND, judge
from tests.reports.terminals import BARE, OnTerminal, called

MONTH = ("--period", "2013-07")
CALLS = [
    ["rank", *MONTH], ["show", "hbj", *MONTH], ["show", "hbj", "--diff", "2013-06", *MONTH], ["explain", "hbj", "C1-1", *MONTH],
    ["explain", "air-quality-daily"], ["ledger"], ["ledger", "--overdue"], ["ledger", "1"], ["rules"], ["appeals"], ["year", "2013"],
    ["schemes"], ["schemes", "yichun-2013"], ["statistics", *MONTH], ["schedule"], ["retention"], ["crawl", "--watch"], ["--help"],
    ["rank", "--help"], ["rank", "--watch", *MONTH], ["nonsense"], ["results", *MONTH, "--format", "csv"],
]  # fmt: skip
ALL = """
import json, sys
from reports.cli import main
ended = []
for words in json.loads(sys.argv[1]):
    try:
        ended.append(main(words))
    except SystemExit as stop:
        ended.append(stop.code)
    sys.stdout.flush()
json.dump(ended, open(sys.argv[2], "w"))
"""
WORLDS = {
    "cron": {},
    "c": {"LC_ALL": "C", "TERM": "dumb"},
    "posix without utf-8": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "strict gbk": {"PYTHONIOENCODING": "gbk:strict", "NO_COLOR": "1"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "narrow": {"LANG": "C.UTF-8", "COLUMNS": "1", "LINES": "1"},
    "wide": {"LANG": "C.UTF-8", "COLUMNS": "100000000"},
    "odd": {"LANG": "C.UTF-8", "COLUMNS": "x", "FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = told(tmp_path_factory.mktemp("w") / "w")
    judge(made, FOUND)
    return made


def everywhere(folder, tmp_path, env, language):
    """What all calls say, one after the other in one process, and how each ended."""
    where = ["--workspace", str(folder), "--as-of", "2013-09-20", "--lang", language]
    calls = [words if "--help" in words or words == ["nonsense"] else [*words, *where] for words in CALLS]
    path = tmp_path / "ended.json"
    words = [sys.executable, "-c", ALL, json.dumps(calls), str(path)]
    said = subprocess.run(
        words, env={**BARE, **env}, capture_output=True, timeout=300, check=False, stdin=subprocess.DEVNULL
    )
    return said, json.loads(path.read_text()) if path.exists() else said.stderr.decode()


@pytest.mark.proof
@pytest.mark.parametrize("world", WORLDS)
def test_every_command_that_prints_does_so_everywhere(folder, tmp_path, world):
    for language in ("zh", "en"):
        said, ended = everywhere(folder, tmp_path, WORLDS[world], language)
        assert set(ended) <= {0, 2, 3, 4}, ended
        assert b"Traceback" not in said.stdout + said.stderr
        assert (b"\x1b" in said.stdout) <= (world == "odd")
        said.stdout.decode({"strict gbk": "gbk", "latin-1": "latin-1", "ascii": "ascii"}.get(world, "utf-8"))
    if world in ("ascii", "latin-1", "posix without utf-8"):
        assert b"C.UTF-8" in said.stderr


def test_what_an_encoding_lacks_is_told_and_signs_keep_their_meaning(folder):
    said = called(
        "show", "hbj", *MONTH, "--workspace", folder, "--lang", "zh", "--quiet", env={"PYTHONIOENCODING": "ascii"}
    )
    assert said.returncode == 0
    text = said.stdout.decode("ascii")
    assert "x" in text
    assert "??" in text
    assert b'show as "?"' in said.stderr
    assert b"LANG=C.UTF-8" in said.stderr


def test_gbk_has_all_words_and_what_it_lacks_keeps_its_columns(folder):
    said = called(
        "ledger", "--workspace", folder, "--as-of", "2013-09-20", "--lang", "zh", env={"PYTHONIOENCODING": "gbk"}
    )
    assert said.returncode == 0
    assert "逾期未整改" in said.stdout.decode("gbk")


def test_json_loses_nothing_in_any_encoding(folder):
    where = ("results", *MONTH, "--format", "json", "--workspace", folder, "--lang", "zh")
    plain, bound = (called(*where, env=env) for env in ({"PYTHONIOENCODING": "utf-8"}, {"PYTHONIOENCODING": "ascii"}))
    assert bound.stdout.isascii()
    assert json.loads(bound.stdout) == json.loads(plain.stdout)
    assert b"C.UTF-8" not in bound.stderr


def test_a_closed_output_is_no_fault_and_no_file_is_taken_for_it(folder):
    words = " ".join(["exec", '"$@"', ">&-", "2>&-", "<&-"])
    program = [sys.executable, "-c", "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"]
    before = (folder / "var" / "gongkai.sqlite").read_bytes()
    said = subprocess.run(
        ["/bin/sh", "-c", words, "sh", *program, "ledger", "--workspace", str(folder), "--as-of", "2013-09-20"],
        env=BARE, check=False, timeout=60,
    )  # fmt: skip
    assert said.returncode == 0
    assert (folder / "var" / "gongkai.sqlite").read_bytes() == before


def test_a_reader_of_what_is_said_beside_who_goes_away_stops_no_work(folder, tmp_path):
    program = [sys.executable, "-c", "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"]
    words = [
        *program,
        "export",
        *MONTH,
        "--workspace",
        str(folder),
        "-o",
        str(tmp_path / "x.xlsx"),
        "--as-of",
        "2013-09-20",
    ]
    script = 'rm -f "$0"; mkfifo "$0"; (exec 3<"$0") & exec "$@" 2>"$0"'
    said = subprocess.run(["/bin/sh", "-c", script, str(tmp_path / "pipe"), *words], env=BARE, check=False, timeout=90)
    assert said.returncode == 0
    assert (tmp_path / "x.xlsx").is_file()


def test_a_full_disk_is_told(folder):
    with open("/dev/full", "w") as full:
        words = [sys.executable, "-c", "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"]
        said = subprocess.run(
            [*words, "ledger", "--workspace", str(folder), "--as-of", "2013-09-20", "--lang", "en"],
            env=BARE, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip
    assert said.returncode == 6
    assert b"disk" in said.stderr


def test_no_line_is_wider_than_a_narrow_terminal(folder):
    calling = OnTerminal("ledger", "--workspace", folder, "--as-of", "2013-09-20", "--lang", "zh", columns=40)
    assert calling.ended() == 0
    from reports.wording import width
    from tests.reports.terminals import CODES

    assert max(width(line) for line in CODES.sub("", calling.text).splitlines()) <= 40


def test_streams_are_made_ready_as_often_as_asked(capsys):
    ready_streams()
    ready_streams("json")
    ready_streams()
    print("政")
    assert capsys.readouterr().out == "政\n"
    assert LOST.take() == (0, "")
