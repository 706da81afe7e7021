"""Words: none without English, none that an outside text could bend."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.period import Period
from crawler.refusal import Fault
from crawler.snapshot import Reason
from reports.wording import REASONS, Wording, pick_language, plain
from rules.finding import failed

ZH, EN = Wording("zh"), Wording("en")


def test_every_reason_has_words():
    assert set(Reason) <= set(REASONS)


def test_a_mark_that_was_not_given_is_a_dash_and_never_zero():
    assert ZH.mark(None) == "—"
    assert ZH.mark(Decimal(0)) == "0.00"
    assert ZH.mark(Decimal("1.005")) == "1.01"


@given(st.text())
def test_plain_text_obeys_no_one(text):
    shown = plain(text)
    assert not any(char < " " or "\x7f" <= char <= "\x9f" or char in "\u202e\u2028" for char in shown)


@given(st.text())
def test_a_value_is_never_a_template(text):
    told = ZH.finding(failed("x", note="写的是 {stated}", stated=text + "{oops}"))
    assert told.endswith("{oops}")


def test_a_fault_says_where_what_and_what_to_do():
    fault = Fault("编号“{id}”不合规", "请删除或改正拼写", "departments.csv", 3, {"id": "财政"})
    assert ZH.fault(fault) == "departments.csv 第 3 行：编号“财政”不合规。请删除或改正拼写。"
    assert EN.fault(fault) == "departments.csv line 3: “财政” is no id. To do: remove it or mend its spelling."


@pytest.mark.parametrize(
    ("option", "setting", "locale", "language"),
    [
        ("en", "zh", "zh_CN", "en"),
        ("", "en", "zh_CN", "en"),
        ("", "", "en_US.UTF-8", "en"),
        ("", "", "C.UTF-8", "zh"),
        ("", "", "", "zh"),
    ],
)
def test_the_option_goes_before_the_setting_before_the_locale(option, setting, locale, language):
    assert pick_language(option, setting, locale) == language


def test_the_rules_own_words_are_put_into_english_and_what_pages_say_is_quoted():
    note = "“{title}”没有写明{name}"
    assert EN.finding(failed("x", note=note, title="首页", name="办公时间、联系电话")) == (
        "“首页” does not state office hours, telephone"
    )
    assert EN.subject("办公时间：某局") == "office hours: 某局"
    assert ZH.subject("办公时间") == "办公时间"


def test_running_text_has_days_months_and_numbers_as_its_language_writes_them():
    assert (ZH.month(Period(2013, 7)), EN.month(Period(2013, 7))) == ("2013年7月", "July 2013")
    assert (ZH.date(date(2013, 7, 5)), EN.date(date(2013, 7, 5))) == ("2013年7月5日", "5 July 2013")
    assert EN.number(Decimal("1234567.8")) == "1,234,567.8"
    assert EN.day(date(2013, 7, 5)) == ZH.day(date(2013, 7, 5)) == "2013-07-05"
