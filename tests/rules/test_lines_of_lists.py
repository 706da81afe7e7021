"""Which lines of a list are the words of one of its links."""

import pytest

from rules.phrases import squeeze
from rules.shown import is_link

LINKS = {squeeze("示例市安全生产监督管理局2012年度“三公”经费决算")}


@pytest.mark.parametrize(
    "line",
    [
        "示例市安全生产监督管理局2012年度“三公”经费决算",
        "示例市安全生产监督管理局2012年度“三公”经费决算 [2013-09-12]",
        "示例市安全生产监督管理局2012年度“三公”…09-12",
        "示例市安全生产监督管理局2012年度“三公”...",
    ],
)
def test_a_title_is_known_with_its_day_and_cut_off(line):
    assert is_link(line, LINKS)


@pytest.mark.parametrize("line", ["示例市安全生产监督管理局2012年度", "2012年度“三公”…09-12", "示例市财政局…", ""])
def test_other_words_are_no_link(line):
    assert not is_link(line, LINKS)
