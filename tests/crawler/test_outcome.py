"""What a page is worth that came with a good status: only what says so itself proves that nothing is there."""

import time

import pytest

from crawler.archive import Archive
from crawler.families import Seen, leads
from crawler.nowhere import read
from crawler.outcome import by_content
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Reason
from tests.crawler.little_site import page, serve, settings

MONTH = Period(2013, 7)
LONG = "本单位公开的内容如下，包括机构职能、工作动态、通知公告与财政信息等各个方面的材料。"
NOTICE = "<h1>政府信息不存在告知书</h1><p>李某：经检索，你申请公开的信息不存在。特此告知。"


def judged(body, label="", title="", is_home=False):
    """The reason by the content of a page."""
    seen = Seen("http://a.cn/x.html", f"<html><title>{title}</title><body>{body}</body></html>".encode(), "text/html")
    return by_content(seen, len({lead.url for lead in leads(seen)}), is_home, label).reason


@pytest.mark.parametrize(
    ("body", "label"),
    [
        (NOTICE, "告知书"),
        ("<p>示例市财政局 2013年7月5日 你单位报送的文件已删除重复条款。", "通知"),
        ("<p>二〇一三年七月五日 关于撤销的通知：上述文件已删除。", "通知"),
        ("<p>关于部分内容不存在问题的说明", "关于部分内容不存在问题的说明"),
        ("<p>关于部分内容不存在问题的说明，详细", "关于部分内容不存在问题的…"),
        ("<p>最近公开的：<a href=/1.html>关于李某申请的信息不存在的告知</a>", "依申请公开"),
        ("<p>宣传：<a href=/1.html>网络安全防护知识</a><a href=/2.html>安全防护</a>", "科普"),
        ("<img src=/up/1.jpg><p>主办：市财政局 网站维护：市信息中心 系统升级：某公司", "流程图"),
        ("<p>2013-07-05 市政府网站升级改造项目招标公告", "公告"),
    ],
)
def test_a_short_page_that_only_speaks_of_such_things_is_a_page(body, label):
    assert judged(body, label) is None
    assert judged(body, label, is_home=True) is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("您访问的页面不存在！<a href=/>返回首页</a>", Reason.SOFT_404),
        ("今天是2013年7月5日 星期五 您要查看的信息不存在或已删除", Reason.SOFT_404),
        ("<h1>404 Not Found</h1>", Reason.SOFT_404),
        ("抱歉，系统繁忙，请稍后再试！", Reason.SERVER_ERROR),
        ("系统升级期间暂停服务", Reason.SERVER_ERROR),
        ("网站正在升级维护，给您带来的不便敬请谅解", Reason.SERVER_ERROR),
        ("您的访问过于频繁", Reason.CHALLENGE),
        ("请输入验证码下载附件：<input name=code><img src=/code.jsp>", Reason.CHALLENGE),
        ("对不起，您没有权限访问该页面", Reason.LOGIN),
        ("用户登录 <input type=password>", Reason.LOGIN),
    ],
)
def test_what_stands_in_the_place_of_a_page_is_named(body, reason):
    assert judged(body, "2013年度部门预算及三公经费预算公开") == reason


def test_a_small_home_with_a_login_is_a_home():
    menu = "".join(f"<a href=/{n}.html>栏目</a>" for n in range(5))
    assert judged(f"{menu}<form>用户登录<input type=password></form>", is_home=True) is None
    assert judged(f"{menu}<form>用户<input type=password></form>", title="用户登录") == Reason.LOGIN


class Everything(dict):
    """A site that shows the same for every address that it does not know."""

    def __init__(self, anything, pages):
        super().__init__({"/robots.txt": (404, {}, b""), **pages})
        self.anything = anything

    def get(self, path, default=None):
        return super().get(path, self.anything)


def visited(folder, anything, pages):
    """The reasons by path after a crawl."""
    with serve(Everything(anything, pages)) as site, Archive(folder) as archive:
        crawl([Target("czj", site.home)], MONTH, archive, settings())
        return {c.url.removeprefix(site.home[:-1]): c.reason for c in archive.captures("czj", MONTH)}


TEMPLATE = "<html><title>市财政局</title><body><div>市财政局政务公开平台</div>{}<div>主办单位：市财政局 版权所有</div>"


def test_a_page_that_says_it_in_pictures_files_frames_or_figures_is_not_the_empty_template(tmp_path):
    shown = {
        "/1.html": "<img src=/up/1.jpg>",
        "/2.html": "<table>" + "<tr><td>12.5</td><td>33.1</td></tr>" * 20 + "</table>",
        "/3.html": "<iframe src=/table.html></iframe>",
        "/4.html": "<a href=/up/4.pdf></a>",
        "/5.html": "",
    }
    pages = {path: TEMPLATE.format(body) for path, body in shown.items()}
    pages["/"] = page(*((path, "行政权力运行流程图") for path in shown))
    found = visited(tmp_path, TEMPLATE.format("<img src=/images/none.gif>"), pages)
    assert [found[path] for path in shown] == ["", "", "", "", Reason.SOFT_404]


AWAY = (302, {"Location": "/error.html"}, b"")
MENU = "".join(f"<a href=/{n}.html>栏目{n}</a>" for n in "abcdef")
SHELL = (
    "<html><title>市财政局</title><body><div id=app></div><script src=/app.js></script><footer>主办单位：市财政局"
    "承办：市信息中心 地址：示例市中山路一百号 电话见通讯录 <a href=http://bszs.conac.cn/>党政机关</a></footer>"
)


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (f"<html><title>出错</title><body>抱歉，系统繁忙，请稍后再试！{MENU}", Reason.SERVER_ERROR),
        (f"<html><body>{LONG * 8}<form>用户登录<input type=password></form>", Reason.LOGIN),
        (f"<html><body>{'您的访问过于频繁，请完成下方滑块验证后继续访问。' * 15}", Reason.CHALLENGE),
        (SHELL, Reason.NEEDS_JS),
        (f"<html><body>{LONG * 8}{''.join(f'<a href=/{n}>系统升级通知</a>' for n in range(20))}", Reason.SOFT_404),
        (f"<html><title>找不到</title><script></script><body>{LONG * 8}您访问的页面不存在", Reason.SOFT_404),
    ],
)
def test_what_is_shown_for_any_address_proves_absence_only_when_it_says_so(tmp_path, shown, reason):
    pages = {"/": page(("/1.jsp", "三公经费")), "/error.html": shown}
    assert visited(tmp_path, AWAY, pages)["/1.jsp"] == reason


def test_a_page_of_links_without_end_shown_for_any_address_takes_no_longer_than_it_is_long():
    def seconds(count):
        body = "<html><body>" + "".join(f'<a href="/{n}.html">通知{n}' for n in range(count))
        began = time.thread_time()
        read(Seen("http://a.cn/0f1e.html", body.encode(), "text/html"))
        return time.thread_time() - began

    assert seconds(60_000) < 60 * seconds(3_000)
