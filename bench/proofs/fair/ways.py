"""What may come in the place of a page without anybody's having published less: answers that are told of, or recorded, from real sites."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping

from bench.proofs.fair.scenes import Behaviour, silent
from tests.crawler.hostile import Call, abort, raw, redirect, reply

TITLE = "<html><head><meta charset=utf-8><title>{}</title></head><body>{}</body></html>"


def page(title: str, body: str, status: int = 200, headers: Mapping[str, str] | None = None) -> bytes:
    """A whole reply with a page."""
    return reply(status, headers or {}, TITLE.format(title, body))


async def reset(call: Call) -> None:
    """The connection breaks before anything is sent."""
    abort(call.writer)


async def broken_off(call: Call) -> None:
    """The connection breaks in the middle of the page."""
    await call.send(raw("HTTP/1.1 200 OK", "Content-Type: text/html", "Content-Length: 90000", body=b"<html><title>"))
    await asyncio.sleep(0.05)
    abort(call.writer)


async def short(call: Call) -> None:
    """Less comes than was said, and the connection is closed as if it were all."""
    await call.send(raw("HTTP/1.1 200 OK", "Content-Type: text/html", "Content-Length: 90000", body=b"<html><body><p>"))


async def itself(call: Call) -> bytes:
    """A redirection to the same address, for ever."""
    return reply(302, {"Location": call.path, "Set-Cookie": "visited=1; path=/"})


JSL = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_clearance_s=')+(-~[]+'')+(1+7+'')+'|-1|';"
    "location.href=location.pathname+location.search</script>"
)
RIVER = (
    '<meta content="{}qqhKQ4K" id="9DhefwqGPrzGxEp9hPaoag" r="m"><script r="m">$_ts=window[\'$_ts\'];if(!$_ts)$_ts={};'
    "$_ts.nsd=20712;$_ts.cd=\"qxaErrAlDqGqcGEqqaq\";</script><script src='/4QbVtADbnLVIc/d.FxJzG50F.dfe1675.js' r='m'></script>"
)
WAF = "<h1>您的请求已被拦截</h1><p>您的访问可能对网站造成威胁，已被云防护拦截。事件编号：{}</p><p>如有疑问请联系网站管理员。</p>"
SHELL = "<div id=app></div><script src=/js/chunk-vendors.8a1c.js></script><script src=/js/app.3f2e.js></script>"
LOGIN = (
    "<form action=/sso/login method=post><h2>统一身份认证平台</h2>用户名<input name=u>密码<input type=password name=p>"
    "<input type=submit value=登录></form>"
)
GAMBLING = (
    "<h1>澳门新葡京娱乐城 真人百家乐 时时彩投注平台</h1><p>注册即送88元，信誉第一，六合彩开奖，老虎机</p>" * 3
    + "<a href=/app/1.html>真人视讯</a><a href=/app/2.html>体育投注</a>"
)
POST_LIST = (
    "<ul id=listData></ul><script>$.ajax({type:'POST',url:'/api/info/list',data:JSON.stringify({channelId:'c81',pageNo:1}),"
    "success:function(r){for(var i=0;i<r.rows.length;i++){$('#listData').append('<li><a href=\"'+r.rows[i].url+'\">'+r.rows[i].title+"
    "'</a></li>')}}})</script>"
)
FRAME = '<iframe src="http://nowhere.invalid/board.html" width=960 height=640></iframe>'

# Answers that hide any address, by name.
ANYWHERE: Mapping[str, Behaviour] = {
    "521 加速乐": page("", JSL, 521, {"Set-Cookie": "__jsluid_s=0123456789abcdef; path=/", "X-Via-JSL": "1a2b3c4,-"}),
    "412 瑞数": page("", RIVER, 412),
    "202 瑞数": page("", RIVER, 202),
    "403 challenge": page(
        "请稍候", "<script src=/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1></script>", 403
    ),
    "200 acw_sc__v2": page(
        "", "<script>var arg1='A4F0';function setCookie(n,v){document.cookie='acw_sc__v2='+v};reload(arg1)</script>"
    ),
    "WAF with 200": page("安全拦截", WAF.format("7e2a91")),
    "WAF with 403": page("403", WAF.format("7e2a91"), 403),
    "WAF with 405": page("405", "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>", 405),
    "too often": page("提示", "<p>您的访问过于频繁，请稍后再试，或输入验证码：<input name=code></p>"),
    "slider": page("人机验证", "<div class=slider>请完成滑块验证后继续访问</div><script src=/slide.js></script>"),
    "login form": page("统一身份认证", LOGIN),
    "login elsewhere": redirect("http://127.9.9.9/sso/login?service=1"),
    "401": page("401", "<p>Unauthorized</p>", 401, {"WWW-Authenticate": "Basic"}),
    "403": page("403 Forbidden", "<h1>403 Forbidden</h1><hr>nginx", 403),
    "no permission": page("提示信息", "<p>对不起，您没有权限访问该页面。</p>"),
    "500": page("500", "<h1>Internal Server Error</h1>", 500),
    "502": page("502 Bad Gateway", "<h1>502 Bad Gateway</h1><hr>nginx", 502),
    "503 maintenance": page("系统维护", "<p>网站正在升级维护，请稍后访问。</p>", 503, {"Retry-After": "1"}),
    "maintenance with 200": page("系统维护", "<p>网站正在升级维护中，给您带来不便，敬请谅解。</p>"),
    "database error with 200": page("错误", "<p>数据库连接失败，请稍后重试。</p>"),
    "busy with 200": page("提示", "<p>系统繁忙，请稍后再试！</p>"),
    "stack trace with 200": page(
        "“/”应用程序中的服务器错误。", "<h1>“/”应用程序中的服务器错误。</h1><h2>运行时错误 Runtime Error</h2>"
    ),
    "429": page("429", "<p>Too Many Requests</p>", 429, {"Retry-After": "1"}),
    "reset": reset,
    "broken off": broken_off,
    "cut short": short,
    "no answer": silent,
    "not HTTP": b"SSH-2.0-OpenSSH_7.4\r\n",
    "redirected to itself": itself,
    "redirected elsewhere": redirect("http://127.9.9.8/index.html"),
    "script shell": page("政务公开", SHELL),
    "redirected by script": page("", "<script>window.location.href=atob('L25ldy8=')+Date.now()</script>"),
    "list by POST": page("信息列表", POST_LIST),
    "frame to nowhere": page("信息公开", FRAME),
    "empty": reply(body=b""),
    "blank": page("", ""),
    "only a picture": page("信息公开", '<img src="/upload/long.jpg" width=1000>'),
    "only flash": page(
        "信息公开", '<embed src="/main.swf" type="application/x-shockwave-flash" width=1000 height=600>'
    ),
    "broken gzip": reply(200, {"Content-Encoding": "gzip"}, gzip.compress(b"<html>" * 900)[:40]),
    "unknown coding": reply(200, {"Content-Encoding": "x-nothing"}, b"\x8f\x01\x02\x03" * 90),
    "beyond any encoding": reply(
        body=b"<html><body>" + bytes(range(128, 256)) * 40 + b"</body></html>", kind="text/html"
    ),
    "replaced by question marks": page("????", "<p>" + "???????? ????????????????????????????" * 8 + "</p>"),
    "only in 微信": page("信息公开", '<p>请扫描二维码，关注微信公众号查看。</p><img src="/upload/qr.png">'),
    "too large": reply(body=b"<html><body>" + b"<p>\xe5\x85\xac\xe5\xbc\x80</p>" * 400_000),
}
SITE_ONLY: Mapping[str, Behaviour] = {
    "moved for good": redirect("http://127.9.9.7/", 301),
    "gambling": page("澳门新葡京娱乐场_真人百家乐_开户送彩金", GAMBLING),
    "for sale": page(
        "域名出售",
        "<h1>您正在访问的域名可以转让！</h1><p>本域名正在出售。This domain is for sale. <a href=/buy>购买该域名</a></p>",
    ),
    "expired domain": page(
        "域名已过期",
        "<p>您访问的域名已到期，该域名已被停放 Domain parking，请尽快续费。<a href=/renew>立即续费</a></p>",
    ),
    "first page of a new server": page(
        "Welcome to nginx!",
        "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed.</p>",
    ),
    "closed for the holiday": page(
        "通告", "<h1>关于网站暂停服务的通告</h1><p>因机房停电检修，本网站将于2013年12月30日至2014年1月5日暂停服务。</p>"
    ),
    "mourning splash": page("入口", "<script>setTimeout(function(){enter()},3000)</script><embed src=/intro.swf>"),
}
