"""Words in the place of what is owed, and pictures that say nothing."""

import pytest

from rules.adorning import adorns
from rules.tocome import said_beside


@pytest.mark.parametrize(
    "text",
    [
        "栏目建设中，敬请期待。", "该栏目正在建设中", "本页面内容正在完善中，敬请关注！", "信息更新中……", "暂未公布", "资料整理中，请稍候",
        "即将开通", "Under construction", "我局信息正在抓紧整理中，近期公布。", "页面正在维护中，给您带来不便，敬请谅解",
    ],
)  # fmt: skip
def test_a_promise_says_nothing(text):
    assert len(said_beside(text)) < 6


@pytest.mark.parametrize(
    "text",
    [
        "负责全市城市建设中长期规划", "市建设中心负责工程管理", "本局内设办公室、法规科、财务科", "在建设中发现的问题要及时整改",
        "2013年部门预算表", "取水许可由水资源科办理",
    ],
)  # fmt: skip
def test_what_tells_something_is_left(text):
    assert len(said_beside(text)) >= 6


@pytest.mark.parametrize("name", ["dot.gif", "li_2.png", "arrow1.jpg", "icon-03.gif", "new.gif", "Line.PNG"])
def test_bullets_and_lines_only_adorn(name):
    assert adorns(f"http://a.gov.cn/images/{name}")


@pytest.mark.parametrize(
    "name", ["liucheng.jpg", "lianxi.png", "linian.gif", "tbgs2013.jpg", "newbudget.png", "linebudget2013.jpg", "1.jpg"]
)
def test_pictures_that_may_say_something(name):
    """流程 begins with li, and a flowchart must not be taken for a bullet."""
    assert not adorns(f"http://a.gov.cn/images/{name}")
