"""Every reason for which something was not read has words and advice, and so has every note of the crawler, in each language."""

import ast
from pathlib import Path

import pytest

from crawler.reading import doubts
from crawler.snapshot import Reason
from crawler.transfer import FAILURES, TLS_CODES
from reports.crawl_codes import is_known, told
from reports.remedies import MIXED, REMEDIES, advice, remedy
from reports.wording import REASONS, Wording

ROOT = Path(__file__).parents[2]
LANGUAGES = [Wording("zh"), Wording("en")]
NOTED = ("Verdict", "Failed", "failure", "_failed")


def notes():
    """What the crawler writes beside a reason, as far as it is a constant."""
    for path in sorted((ROOT / "crawler").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in NOTED:
                for each in (*node.args, *(word.value for word in node.keywords if word.arg == "note")):
                    if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
                        yield each.value


def test_every_reason_and_every_doubt_has_advice():
    assert set(REASONS) == set(REMEDIES)
    assert set(Reason) <= set(REMEDIES)
    assert remedy(f"{doubts.MIXED}:gbk", LANGUAGES[0]) == MIXED
    assert remedy("nothing of the sort", LANGUAGES[0]) == ""


@pytest.mark.parametrize("name", REMEDIES)
def test_advice_is_an_instruction(name):
    assert any(sign in remedy(name, LANGUAGES[0]) for sign in ("请", "不用管"))


def test_each_reason_is_told_once():
    names = [Reason.DNS, Reason.DNS, "nothing", doubts.LOCKED]
    lines = advice(names, LANGUAGES[0])
    assert [line.partition("：")[0] for line in lines] == ["域名无法解析", "有密码"]


def test_every_note_of_the_crawler_has_words():
    said = {*notes(), *(note for _, note in FAILURES.values() if note), *(code for _, code in TLS_CODES)}
    assert len(said) > 15
    assert sorted(note for note in said if not is_known(note)) == []


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("tls_expired; status 503", "证书过期；状态码 503"),
        ("too_large: 10737418240 bytes declared", "超过大小上限"),
        ("timeout_total, asked for robots.txt", "robots.txt 没有读到"),
        ("status 503, asked for robots.txt", "robots.txt 的状态码是 503"),
        ("redirected to http://a.example/\x1b[31m{x}", "转到 http://a.example/ [31m{x}"),
        ("Received HTTP/0.9 when not allowed", "应答的格式有误"),
        ("", ""),
    ],
)
def test_notes_are_words(note, words):
    assert told(note, LANGUAGES[0]) == words


def test_the_same_note_is_said_once():
    assert told("partial; partial", LANGUAGES[0]) == "只收到一部分"
    assert is_known("partial")
