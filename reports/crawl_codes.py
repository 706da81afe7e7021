"""What the crawler noted of an answer beside its reason, put into words: which fault of a certificate, which network, which limit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.archive import Capture
from reports.wording import Wording, plain

TLS: Mapping[str, str] = {
    "tls_expired": "证书过期",
    "tls_self_signed": "证书是自签的",
    "tls_wrong_host": "证书不是这个域名的",
    "tls_incomplete_chain": "证书链不完整",
    "tls_untrusted": "证书不可信",
    "tls_obsolete": "只支持过时的加密方式",
}
TLS_TO_DO = "证书或加密有问题但仍读到了的：不用管，照常检查；请告诉网站管理员更新证书和加密设置"
# Each pattern matches a whole part of a note; its named groups fill the words.
CODES: Mapping[str, str] = {
    **TLS,
    "tls_unsupported": "没有双方都会的加密方式，可能只支持国密",
    "dns_nxdomain": "没有这个域名",
    "dns_timeout": "域名服务器没有应答",
    "connect_timeout": "一直连接不上",
    "timeout_total": "没有在规定的时间内答完",
    r"partial(?:: the (?:content coding|header) does not end)?": "只收到一部分",
    "closed without an answer": "没有应答就断开了",
    r"too_large(?:: (?P<size>\d+) bytes declared)?": "超过大小上限",
    r"decompress_limit(?:: (?P<size>\d+) bytes declared)?": "解压后超过大小上限",
    "header too large": "应答的头部过大",
    "content coding: .*": "压缩方式有误",
    "loopback": "是本机地址",
    "link_local": "是链路本地地址",
    "metadata": "是云平台的内部地址",
    "private": "是内网地址",
    "other": "不是公网地址",
    "not a web address": "不是网址",
    "not a status line": "应答的第一行不是状态行",
    "a page in place of a file": "应当是文件，打开的却是网页",
    "only a film": "只有视频",
    "a script asks for its list in another way": "列表由脚本用别的方式取得",
    r"redirected to (?P<url>.*)": "转到 {url}",
    r"(?P<count>\d+) hops": "跳转了 {count} 次",
    r"status (?P<status>-?\d+)": "状态码 {status}",
    "304 unasked": "状态码 304，没有内容",
    r"robots\.txt: status (?P<status>\d+)": "robots.txt 的状态码是 {status}",
    "robots.txt: .*": "依照 robots.txt",
    r"status (?P<status>\d+), asked for robots\.txt": "robots.txt 的状态码是 {status}",
    r"(?P<code>.*), asked for robots\.txt": "robots.txt 没有读到",
    r"status (?P<status>\d+), rules of .*|no answer, rules of .*": "robots.txt 没有读到，依照上次读到的",
    "no answer": "robots.txt 没有读到",
    "a web page, no rules": "robots.txt 是一个网页，其中没有规则",
    "by its words": "页面上的文字这样说",
    "blocked by a firewall": "是防火墙的页面",
    "asks for a captcha": "要输入验证码",
    "the site turned us away": "访问中途被网站挡住",
    "the domain seems to be parked or taken over": "页面不是这个单位的内容",
    "the same shell for every address": "所有网址都显示同一个空壳",
    "the same as for an address that cannot exist": "与不存在的网址显示的一样",
    "its list is filled by a script": "列表由脚本填写",
    "its text is written by a script": "正文由脚本写出",
    r"(?P<count>\d+) more addresses": "还有 {count} 个网址没有访问",
    "rendered": "由浏览器打开",
    "the browser failed .*": "浏览器没能打开",
    "in a browser: .*": "在浏览器中也没有读到",
    "js_redirect": "由脚本转到别的页面",
    "the host asked to be left alone": "网站要求暂停访问",
    r"the process .*": "读取它的进程中途停止",
}
UNNAMED = "应答的格式有误"  # what libcurl says of bytes that are no HTTP


def told(note: str, wording: Wording) -> str:
    """A note in words; "" for none."""
    parts = (_part(part, wording) for part in note.split("; ") if part)
    return wording.joined(dict.fromkeys(parts))


def result_words(capture: Capture, wording: Wording) -> str:
    """Why nothing was read, with what was noted of it; "" for what was."""
    if not capture.reason:
        return ""
    why, noted = wording.reason(capture.reason), told(capture.note, wording)
    return wording.say("{name}（{why}）", name=why, why=noted) if noted else why


def is_known(part: str) -> bool:
    """Whether there are words for one part of a note."""
    return any(re.fullmatch(pattern, part, re.DOTALL) for pattern in CODES)


def _part(part: str, wording: Wording) -> str:
    for pattern, words in CODES.items():
        if found := re.fullmatch(pattern, part, re.DOTALL):
            return wording.say(words, **{name: plain(value or "") for name, value in found.groupdict().items()})
    return wording.say(UNNAMED)
