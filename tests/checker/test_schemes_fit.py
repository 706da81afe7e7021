"""What a scheme may not say about vetoes, bonuses, explanations, grades, sharing and how sure its numbers are."""

import tomllib
from copy import deepcopy
from decimal import Decimal
from functools import reduce

import pytest

from checker.fit import faults as found
from checker.scheme import open_scheme, read_scheme
from crawler.refusal import Refusal
from reports.wording import Wording
from rules.rule import catalogue

TEXT = """
title        = "某市2020年考核方案"
year         = 2020
inapplicable = "spread"
bonus_above  = 80
at_most      = 110
year_end_crawl = "2021-01"
stated       = ["bonus_above", "marginals"]
unverified   = ["at_most"]

[grades]
"好" = 80
"差" = 0

[[indicator]]
id         = "A-1"
title      = "空白栏目"
group      = "网站"
rule       = "empty-columns"
points     = 10
places     = ["own", "portal"]
applies_to = ["department"]
explained  = { empty = 1 }
rectify_in = 5
stated     = ["points", "deduct.empty"]
unverified = ["rectify_in"]
deduct     = { empty = { each = 2, at_most = 5 }, dead = 1 }

[[indicator]]
id         = "V-1"
title      = "首页更新"
sort       = "veto"
rule       = "home-page-updates"
places     = ["own"]
applies_to = ["department"]
dials      = { within_days = 14 }
veto       = [{ problems = ["stale", "undated"], count = 1 }]
stated     = ["veto", "dials.within_days"]

[[indicator]]
id         = "B-1"
title      = "站内搜索"
sort       = "bonus"
rule       = "site-search"
points     = 5
places     = ["own"]
applies_to = ["department"]
deduct     = { missing = 5 }

[[on_site]]
id         = "O-1"
title      = "公开栏"
where      = "办公场所"
cycle      = "year-end"
points     = 10
answers    = { "是" = 10, "部分" = 5, "否" = 0 }
asks       = "有没有公开栏"
applies_to = ["department"]
stated     = ["cycle"]
"""


def faults(text):
    with pytest.raises(Refusal) as caught:
        read_scheme(text, "own.toml", catalogue())
    return caught.value.faults


def test_a_scheme_may_say_all_of_it():
    scheme = read_scheme(TEXT, "own.toml", catalogue())
    assert [grade.name for grade in scheme.grades] == ["好", "差"]
    assert str(scheme.year_end_period) == "2021-01"


STEPS = [{"step": "督办", "after": 5}, {"step": "通报", "after": 15}]


@pytest.mark.parametrize(
    "steps",
    [
        'escalation = [{ step = "督办", after = 5 }, { step = "通报", after = 15 }]',
        '[[escalation]]\nstep = "督办"\nafter = 5\n[[escalation]]\nafter = 15\nstep = "通报"\n',
    ],
)
def test_steps_that_follow_may_stand_in_a_line_or_as_tables(steps):
    text = TEXT.replace("[grades]", f"{steps}\n[grades]")
    assert [vars(each) for each in read_scheme(text, "own.toml", catalogue()).escalation] == [
        {"name": each["step"], "after": each["after"]} for each in STEPS
    ]
    assert read_scheme(TEXT, "own.toml", catalogue()).escalation == ()


@pytest.mark.parametrize(
    ("steps", "what"),
    [
        ("5", "写法不对"),
        ('["督办"]', "写法不对"),
        ('[{ step = "督办" }]', "写法不对"),
        ('[{ step = "督办", after = 5, by = "市政府" }]', "写法不对"),
        ('[{ step = "督办", after = -1 }]', "“督办”的 after"),
        ('[{ step = "督办", after = 367 }]', "“督办”的 after"),
        ('[{ step = "督办", after = 5.0 }]', "“督办”的 after"),
        ('[{ step = "督办", after = true }]', "“督办”的 after"),
        ('[{ step = "督办", after = 5 }, { step = "通报", after = 5 }]', "“通报”的 after"),
        ('[{ step = "督办", after = 5 }, { step = "督办", after = 9 }]', "“督办”为空或重复"),
        ('[{ step = " ", after = 5 }]', "为空或重复"),
        ("[{ step = 1, after = 5 }]", "“1”为空或重复"),
    ],
)
def test_steps_that_are_none_are_refused_where_they_stand(steps, what):
    (fault,) = faults(TEXT.replace("[grades]", f"escalation = {steps}\n[grades]"))
    assert what in Wording().say(fault.what, **fault.values)
    assert Wording().say(fault.remedy, **fault.values)
    assert fault.line == TEXT.splitlines().index("[grades]") + 1


WRONG = {
    "a sharing that is none": ('"spread"', '"share"', "inapplicable"),
    "a start of bonuses above the full mark": ("bonus_above  = 80", "bonus_above  = 101", "bonus_above"),
    "a highest mark below the full one": ("at_most      = 110", "at_most      = 90", "at_most"),
    "a month that is none": ('"2021-01"', '"2021-13"', "year_end_crawl"),
    "a name that is no number of the scheme": ('["bonus_above", "marginals"]', '["bonus"]', "没有这样的数"),
    "grades without a lowest": ('"差" = 0', '"差" = 1', "grades"),
    "two grades from the same mark": ('"好" = 80', '"好" = 0', "grades"),
    "a sort that is none": ('"bonus"', '"gift"', "sort"),
    "a group that is no text": ('group      = "网站"', "group      = 1", "group"),
    "an explanation that costs more": ("explained  = { empty = 1 }", "explained  = { empty = 3 }", "explained"),
    "an explanation of no problem": ("explained  = { empty = 1 }", "explained  = { gone = 0 }", "explained"),
    "a veto without its conditions": (
        'veto       = [{ problems = ["stale", "undated"], count = 1 }]\nstated     = ["veto", "dials.within_days"]',
        "",
        "veto",
    ),
    "a veto of no problem": ('["stale", "undated"]', '["old"]', "old"),
    "a veto by none": ("count = 1 }", "count = 0 }", "veto"),
    "a veto with points": ('sort       = "veto"', 'sort       = "veto"\npoints     = 3', "points"),
    "a veto with prices": ('sort       = "veto"', 'sort       = "veto"\ndeduct     = { stale = 1 }', "deduct"),
    "a deduction that vetoes": (
        "deduct     = { missing = 5 }",
        'deduct     = { missing = 5 }\nveto       = [{ problems = ["missing"], count = 1 }]',
        "veto",
    ),
    "a bonus without points": ("points     = 5\n", "", "points"),
    "a number both read and not read": ('unverified = ["rectify_in"]', 'unverified = ["points"]', "明文"),
    "a stated number that it does not set": ('"deduct.empty"]', '"deduct.blank"]', "没有这样的数"),
    "a best answer that is not worth the full points": ('"是" = 10', '"是" = 9', "answers"),
    "an answer worth more than the full points": ('"部分" = 5', '"部分" = 11', "answers"),
    "an answer that every matter has": ('"否" = 0', '"无法查看" = 0', "认不出来"),
    "two answers that a reader takes for one": ('"否" = 0', '"部分 " = 0', "认不出来"),
    "an answer without a word": ('"否" = 0', '" " = 0', "认不出来"),
    "an answer worth less than nothing": ('"否" = 0', '"否" = -1', "answers"),
    "a matter without points": ("points     = 10\nanswers", "answers", "points"),
    "a stated answer that there is not": ('stated     = ["cycle"]', 'stated     = ["answers.也许"]', "没有这样的数"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_does_not_fit_is_refused_where_it_stands(what):
    old, new, told = WRONG[what]
    assert TEXT.count(old) == 1
    (fault, *more) = faults(TEXT.replace(old, new))
    assert not more
    assert told in Wording().say(fault.what, **fault.values)
    assert fault.remedy
    assert fault.line
    assert fault.where.startswith("own.toml")


def test_all_of_it_is_refused_at_once():
    text = TEXT
    changes = [
        change for what, change in WRONG.items() if what not in ("a veto without its conditions", "a sort that is none")
    ]
    for old, new, _ in changes:
        text = text.replace(old, new, 1)
    assert len(faults(text)) >= 15  # some are of the same table, and the first of them hides the others


def test_a_scheme_saved_by_a_windows_editor_is_read(tmp_path):
    (tmp_path / "own.toml").write_bytes(("\ufeff" + TEXT.replace("\n", "\r\n")).encode())
    assert open_scheme("own", tmp_path, catalogue()).text == TEXT


def test_a_scheme_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "own.toml").write_bytes(TEXT.encode("gb18030"))
    with pytest.raises(Refusal) as caught:
        open_scheme("own", tmp_path, catalogue())
    assert "UTF-8" in caught.value.faults[0].remedy


STRANGE = [-1, True, Decimal("nan"), [[1]], [{}], {"a": {}}, 10**30]


def everywhere(value, path=()):
    """Where anything stands in a scheme."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*path, key)
        yield from everywhere(each, (*path, key))


def test_nothing_that_stands_anywhere_in_a_scheme_breaks_its_reading():
    data = tomllib.loads(TEXT, parse_float=Decimal)
    data["matrix"] = {"daily_online": 56, "daily_on_site": 24, "year_end_online": 14, "year_end_on_site": 6}
    for path in list(everywhere(data)):
        *way, last = path
        for value in STRANGE:
            other = deepcopy(data)
            table = reduce(lambda held, key: held[key], way, other)
            table[last] = value
            told = [Wording().say(each.what, **each.values) for each in found(TEXT, other, "own.toml", catalogue())]
            assert all(told)
