"""Which law a rule is argued from in a month."""

import re

import pytest

from reports.grounds import basis_in, grounds
from reports.wording import Wording
from rules.rule import catalogue

ZH, EN = Wording("zh"), Wording("en")
NAMED = (r"〔\d{4}〕\d+", r"HJ \d+-\d{4}", r"(?<=[（(])\d{4}(?=年?[）)])", r"(?:令第|Order No\. )(\d+)")


@pytest.mark.parametrize(
    ("basis", "year", "told"),
    [
        ("国办发〔2013〕73号（一）；伊政办发〔2018〕8号第三条", 2013, "国办发〔2013〕73号（一）"),
        ("《条例》（2008）第十条，（2019）第二十条；财税〔2014〕101号", 2013, "《条例》（2008）第十条"),
        ("《食品安全法》（2009年）第二十六条、（2015年）第三十一条", 2013, "《食品安全法》（2009年）第二十六条"),
        ("HJ 633-2012 5.1；HJ 633-2026 5", 2013, "HJ 633-2012 5.1"),
        ("国办公开办函〔2019〕60号、〔2021〕30号", 2020, "国办公开办函〔2019〕60号"),
        ("国办发〔2015〕15号附件", 2013, ""),
    ],
)
def test_no_ground_is_named_that_was_issued_in_a_later_year(basis, year, told):
    assert basis_in(basis, year) == told
    assert basis_in(basis, 2026) == basis


@pytest.mark.parametrize("year", [2013, 2014, 2016, 2019, 2026])
@pytest.mark.parametrize("rule", catalogue())
def test_english_readers_are_told_the_same_grounds(rule, year):
    basis = catalogue()[rule].basis
    chinese, english = grounds(basis, year, ZH), grounds(basis, year, EN)
    assert bool(chinese) == bool(english)
    assert [re.findall(each, chinese) for each in NAMED] == [re.findall(each, english) for each in NAMED]
