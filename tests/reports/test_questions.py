"""What could not be told never reads like what was found."""

import pytest

from reports.questions import problem_or_question
from reports.site.finding_data import what
from reports.wording import Wording
from rules.finding import Outcome, cant_tell, failed, untested

ZH = Wording("zh")
RULE = "air-quality-daily"


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.FAILED, "缺少当日空气质量日报"),
        (Outcome.CANT_TELL, "要由人核实：缺少当日空气质量日报"),
        (Outcome.UNTESTED, "没能检查：缺少当日空气质量日报"),
    ],
)
def test_a_problem_that_could_not_be_told_is_a_question(outcome, words):
    assert problem_or_question(RULE, "missing-day", outcome, ZH) == words
    assert problem_or_question(RULE, "", outcome, ZH) == ""


@pytest.mark.parametrize("made", [failed, cant_tell, untested])
def test_the_subject_follows_what_is_said(made):
    finding = made("missing-day", subject="2013-12-12", note="服务器出错")
    assert what(RULE, finding, finding.outcome, ZH).endswith("缺少当日空气质量日报：2013-12-12")
