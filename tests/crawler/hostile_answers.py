"""Answers for faults 17–40 that are challenges, lies, malformed, endless or too large, and what must come of each."""

import gzip
import struct
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache

import brotli

from crawler.snapshot import Reason
from tests.crawler.faults import CLEAR, GOOD, row
from tests.crawler.hostile import flood, in_turn, raw, redirect, reply
from tests.crawler.little_site import settings

HTML = "Content-Type: text/html; charset=utf-8"
OK = "HTTP/1.1 200 OK"
CHUNKED = "Transfer-Encoding: chunked"
NO_LENGTH = (OK, HTML, "Connection: close")
PDF = b"%PDF-1.4\n%\xe2\xe3 \0 x"
BOMB = 200_000_000  # bytes of nothing


def small(text, **more):
    return reply(body=f"<html>{text}</html>", **more)


def chunks(*pieces):
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)


def zstandard_zeros(size):
    """A Zstandard frame of blocks that say "131072 times this byte"."""
    count = size // 131_072
    blocks = b"".join(((131_072 << 3) | 2 | (n == count - 1)).to_bytes(3, "little") + b"0" for n in range(count))
    return bytes.fromhex("28b52ffd0050") + blocks


def deflated(size):
    """zlib of so many zeros: one packed million again and again, with a checksum that nobody lives to see."""
    packer = zlib.compressobj(9)
    million = [packer.compress(b"0" * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2)]
    return million[0] + million[1] * (size // 1_000_000 - 1) + packer.flush()


@cache
def gzipped(size):
    """gzip of so many zeros."""
    total = 0
    for _ in range(size // 1_000_000):
        total = zlib.crc32(b"0" * 1_000_000, total)
    return b"\x1f\x8b\x08" + bytes(6) + b"\x03" + deflated(size)[2:-4] + struct.pack("<II", total, size)


def coded(coding, body):
    return reply(headers=[("Content-Encoding", coding)], body=body)


ONCE = gzipped(BOMB)
NOT_DECODED = (Reason.TOO_LARGE, Reason.PROTOCOL)  # a coding that was never offered need not be understood
MALFORMED = {
    "f25-two-locations": row(
        raw("HTTP/1.1 302 Found", "Location: /a.html", "Location: /b.html", "Content-Length: 0"), Reason.PROTOCOL
    ),
    "f25-blank-location": row(
        raw("HTTP/1.1 302 Found", "Location: ", "Content-Length: 0"),
        Reason.PROTOCOL,
        Reason.HTTP_ERROR,
        Reason.REDIRECT_LOOP,
    ),
    "f25-no-location": row(raw("HTTP/1.1 302 Found", "Content-Length: 0"), Reason.PROTOCOL, Reason.HTTP_ERROR),
    "f26-length-too-short": row(
        raw(OK, HTML, f"Content-Length: {len(CLEAR)}", body=CLEAR + b"<p>more"), GOOD, Reason.PROTOCOL, body=CLEAR
    ),
    "f26-length-too-long": row(raw(OK, HTML, f"Content-Length: {len(CLEAR) + 9}", body=CLEAR), Reason.RESET),
    "f26-length-negative": row(raw(OK, HTML, "Content-Length: -6", body=CLEAR), Reason.PROTOCOL),
    "f26-length-letters": row(raw(OK, HTML, "Content-Length: letters", body=CLEAR), Reason.PROTOCOL),
    "f26-length-huge": row(
        raw(OK, HTML, f"Content-Length: {10**30}", body=CLEAR), Reason.PROTOCOL, Reason.TOO_LARGE, Reason.RESET
    ),
    "f27-chunk-size-no-number": row(raw(OK, HTML, CHUNKED, body=b"zz\r\n" + CLEAR), Reason.PROTOCOL),
    "f27-chunk-size-overflow": row(raw(OK, HTML, CHUNKED, body=b"F" * 20 + b"\r\n" + CLEAR), Reason.PROTOCOL),
    "f27-chunk-size-negative": row(raw(OK, HTML, CHUNKED, body=b"-5\r\nabcde\r\n0\r\n\r\n"), Reason.PROTOCOL),
    "f27-chunk-without-end-of-line": row(
        raw(OK, HTML, CHUNKED, body=b"%x\r\n%s0\r\n\r\n" % (len(CLEAR), CLEAR)), Reason.PROTOCOL
    ),
    "f27-no-last-chunk": row(raw(OK, HTML, CHUNKED, body=chunks(CLEAR)), Reason.RESET),
    "f27-chunk-cut": row(raw(OK, HTML, CHUNKED, body=b"fff\r\n" + CLEAR), Reason.RESET),
    "f27-http10-chunked": row(
        raw("HTTP/1.0 200 OK", HTML, CHUNKED, body=chunks(CLEAR, b"")), GOOD, Reason.PROTOCOL, body=CLEAR
    ),
    "f27-chunked-with-length": row(
        raw(OK, HTML, CHUNKED, "Content-Length: 5", body=chunks(CLEAR, b"")), GOOD, Reason.PROTOCOL, body=CLEAR
    ),
    "f28-header-nul": row(raw(*NO_LENGTH, "X-Odd: a\0b", body=CLEAR), Reason.PROTOCOL),
    "f28-header-name-nul": row(raw(*NO_LENGTH, "X-\0Odd: a", body=CLEAR), Reason.PROTOCOL),
    "f28-header-without-colon": row(raw(*NO_LENGTH, "no colon here", body=CLEAR), Reason.PROTOCOL),
    "f28-header-18k": row(raw(*NO_LENGTH, "X-Long: " + "x" * 18_000, body=CLEAR), GOOD, body=CLEAR),
    "f28-header-100k": row(raw(*NO_LENGTH, "X-Long: " + "x" * 100_000, body=CLEAR), GOOD, Reason.PROTOCOL, body=CLEAR),
    "f28-header-gbk": row(raw(*NO_LENGTH, b"X-Name: " + "财政".encode("gbk"), body=CLEAR), GOOD, body=CLEAR),
    "f28-first-header-folded": row(raw(OK, " folded: 1", HTML, body=CLEAR), GOOD, Reason.PROTOCOL, body=CLEAR),
    "f28-header-cut": row(raw(*NO_LENGTH)[:-1], Reason.RESET, code="partial"),
    "f28-header-cut-in-a-line": row(b"HTTP/1.1 200 OK\r\nContent-Ty", Reason.RESET, code="partial"),
    "f28-header-cut-of-what-is-gone": row(b"HTTP/1.1 404 Not Found\r\n", Reason.RESET, code="partial"),
    "f28-trailer-that-leads-elsewhere": row(
        raw(OK, HTML, CHUNKED, body=chunks(CLEAR) + b"0\r\nLocation: /\r\nContent-Type: image/png\r\n\r\n"),
        GOOD,
        body=CLEAR,
    ),
    "f29-status-2000": row(raw("HTTP/1.1 2000 OK", HTML, body=CLEAR), Reason.PROTOCOL),
    "f29-status-200-comma-404": row(raw("HTTP/1.1 200,404 OK", HTML, body=CLEAR), Reason.PROTOCOL),
    "f29-status-minus-12": row(raw("HTTP/1.1 -12 Odd", HTML, body=CLEAR), Reason.PROTOCOL),
    "f29-status-2": row(raw("HTTP/1.1 2 Odd", HTML, body=CLEAR), Reason.PROTOCOL),
    "f29-status-10-to-98": row(raw(f"HTTP/1.1 {10**98} Odd", HTML, body=CLEAR), Reason.PROTOCOL),
    "f29-status-twenty-nines": row(raw("HTTP/1.1 99999999999999999999 Odd", HTML, body=CLEAR), Reason.PROTOCOL),
    "f29-status-letters": row(raw("HTTP/1.1 OK", HTML, body=CLEAR), Reason.PROTOCOL),
    "f29-status-99": row(raw("HTTP/1.1 099 Odd", HTML, body=CLEAR), Reason.PROTOCOL),
    "f29-no-http": row(b"220 mail.gov.cn ESMTP\r\n" + CLEAR, Reason.PROTOCOL),
    "f29-http-9": row(raw("HTTP/9.9 200 OK", HTML, body=CLEAR), GOOD, Reason.PROTOCOL, body=CLEAR),
    "f30-transfer-encoding-gzip": row(
        raw(*NO_LENGTH, "Transfer-Encoding: gzip", body=gzip.compress(CLEAR)), GOOD, Reason.PROTOCOL, body=CLEAR
    ),
    "f30-transfer-encoding-unknown": row(raw(*NO_LENGTH, "Transfer-Encoding: gongwen", body=CLEAR), Reason.PROTOCOL),
}
LARGE = {
    "f31-gzip-bomb": row(coded("gzip", ONCE), Reason.TOO_LARGE, code="decompress_limit"),
    "f31-double-gzip-bomb": row(coded("gzip, gzip", gzip.compress(ONCE)), Reason.TOO_LARGE, code="decompress_limit"),
    "f31-deflate-bomb": row(coded("deflate", deflated(BOMB)), Reason.TOO_LARGE, code="decompress_limit"),
    "f31-brotli-bomb": row(coded("br", brotli.compress(b"0" * BOMB, quality=1)), *NOT_DECODED),
    "f31-zstandard-bomb": row(coded("zstd", zstandard_zeros(BOMB)), *NOT_DECODED),
    "f31-gzip-cut": row(coded("gzip", gzip.compress(CLEAR)[:-12]), Reason.RESET, Reason.PROTOCOL),
    "f31-gzip-without-a-byte": row(raw(*NO_LENGTH, "Content-Encoding: gzip"), Reason.RESET, code="partial"),
    "f31-gzip-good": row(coded("gzip", gzip.compress(CLEAR)), GOOD, body=CLEAR),
    "f31-deflate-good": row(coded("deflate", zlib.compress(CLEAR)), GOOD, body=CLEAR),
    "f32-ten-gigabytes": row(
        flood(raw(OK, "Content-Type: application/zip", "Content-Length: 10737418240"), b"PK\3\4"),
        Reason.TOO_LARGE,
        code="too_large",
    ),
    "f32-over-the-limit": row(reply(body=b"%PDF" + b"x" * 1_000_000), Reason.TOO_LARGE, code="too_large"),
    "f32-at-the-limit": row(reply(body=b"%PDF\0" + b"x" * 999_995), GOOD, body=b"%PDF\0" + b"x" * 999_995),
    "f33-endless-body": row(
        flood(raw(OK, "Content-Type: application/zip"), b"PK\3\4"), Reason.TOO_LARGE, code="too_large"
    ),
    "f33-endless-chunks": row(flood(raw(OK, HTML, CHUNKED), chunks(b"x" * 2000)), Reason.TOO_LARGE, code="too_large"),
}
JSL = [("X-Via-JSL", "a,b"), ("Set-Cookie", "__jsluid_s=0123; max-age=31536000; path=/; HttpOnly; SameSite=None")]
JSL_BODY = "<script>document.cookie=('_')+('_')+('jsl_clearance_s=')+(-~[]+'');location.href=location.pathname</script>"
RUISHU = '<html><head><meta content="x" id="9DhefwqGPrzGxEp9hPaoag"></head><script>$_ts=window["$_ts"];</script></html>'
WAF = "<html><title>拦截</title><body>{}</body></html>"
OTHER_STATUS = (Reason.HTTP_ERROR, Reason.EMPTY, Reason.PROTOCOL)
ANSWERS = {
    "f17-challenge-521": row(reply(521, JSL, JSL_BODY), Reason.CHALLENGE),
    "f17-challenge-412": row(reply(412, body=RUISHU), Reason.CHALLENGE),
    "f17-challenge-202": row(reply(202, body=RUISHU), Reason.CHALLENGE),
    "f17-challenge-403": row(reply(403, body="<script>var _waf_bd8ce2ce37='x';</script>"), Reason.CHALLENGE),
    "f17-challenge-200": row(reply(200, JSL, JSL_BODY), Reason.CHALLENGE),
    "f17-challenge-meta-refresh": row(
        reply(200, JSL[1:], f'<html><head><meta http-equiv=refresh content="1"></head>{JSL_BODY}</html>'),
        Reason.CHALLENGE,
    ),
    "f18-waf-200": row(reply(body=WAF.format("您的请求已被网站管理员设置拦截")), Reason.CHALLENGE),
    "f18-waf-yundun": row(
        reply(405, body=WAF.format("很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。")),
        Reason.CHALLENGE,
    ),
    "f18-waf-chuangyu": row(reply(body=WAF.format("当前访问疑似黑客攻击，已被创宇盾拦截。")), Reason.CHALLENGE),
    "f18-waf-403": row(reply(403, body=WAF.format("您的IP已被防火墙阻断，事件编号 20130701")), Reason.CHALLENGE),
    "f19-not-there": row(small("<title>提示</title>您访问的页面不存在！"), Reason.SOFT_404),
    "f19-deleted": row(small("<title>信息提示</title>对不起，该信息已被删除。<a href=/>返回首页</a>"), Reason.SOFT_404),
    "f19-404-in-title": row(small("<title>404 Not Found</title><p>nginx"), Reason.SOFT_404),
    "f19-no-such-article": row(small("<title>错误</title>您要查看的文章不存在或者已经被删除"), Reason.SOFT_404),
    "f21-login-form": row(small("<title>用户登录</title>请登录<input type=password name=p>"), Reason.LOGIN),
    "f21-401": row(reply(401, [("WWW-Authenticate", 'Basic realm="oa"')]), Reason.LOGIN),
    "f21-sso-elsewhere": row(redirect("http://@sso@/cas/login?service=http://@self@/"), Reason.LOGIN, Reason.OFFSITE),
    "f22-loop": row(redirect("/f22.html"), Reason.REDIRECT_LOOP),
    "f25-location-of-bare-line-feeds": row(
        b"HTTP/1.1 302 Found\nLocation: /there.html\nContent-Length: 0\n\n", GOOD, body=CLEAR
    ),
    "f34-206": row(reply(206, [("Content-Range", "bytes 0-9/90")], CLEAR), *OTHER_STATUS),
    "f34-416": row(reply(416, [("Content-Range", "bytes */90")], CLEAR), *OTHER_STATUS),
    "f34-204-with-body": row(reply(204, body=CLEAR), *OTHER_STATUS),
    "f34-304-with-body": row(reply(304, body=CLEAR), *OTHER_STATUS),
    "f35-429-absurd": row(reply(429, [("Retry-After", "9" * 30)]), Reason.SERVER_ERROR),
    "f35-429-next-year": row(reply(429, [("Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT")]), Reason.SERVER_ERROR),
    "f35-429-one-second": row(in_turn(reply(429, [("Retry-After", "1")]), reply(body=CLEAR)), GOOD, body=CLEAR),
    "f35-503-negative": row(in_turn(reply(503, [("Retry-After", "-5")]), reply(body=CLEAR)), GOOD, body=CLEAR),
    "f36-503-passes": row(in_turn(reply(503), reply(503), reply(body=CLEAR)), GOOD, body=CLEAR),
    "f36-503-stays": row(reply(503, body="系统维护中"), Reason.SERVER_ERROR),
    "f37-pdf-said-to-be-html": row(reply(body=PDF), GOOD, body=PDF),
    "f37-html-said-to-be-pdf": row(reply(body=CLEAR, kind="application/pdf"), GOOD, body=CLEAR),
    "f37-no-type-at-all": row(raw(OK, f"Content-Length: {len(CLEAR)}", body=CLEAR), GOOD, body=CLEAR),
    "f38-name-with-dots": row(
        reply(headers=[("Content-Disposition", 'attachment; filename="../../../etc/passwd"')], body=PDF), GOOD, body=PDF
    ),
    "f38-name-in-gbk": row(
        raw(
            OK,
            b"Content-Disposition: attachment; filename=" + "三公.pdf".encode("gbk"),
            f"Content-Length: {len(PDF)}",
            body=PDF,
        ),
        GOOD,
        body=PDF,
    ),
}


async def after_a_cookie(call):
    if "seen=yes" in call.headers.get("cookie", ""):
        return reply(body=CLEAR)
    return reply(302, [("Location", call.path), ("Set-Cookie", "seen=yes; path=/")])


async def for_us_only(call):
    return reply(body=CLEAR) if call.headers.get("user-agent") == settings().agent else reply(body="")


async def in_two_seconds(call):
    moment = datetime.now(UTC) + timedelta(seconds=2.9)
    return reply(503, [("Retry-After", format_datetime(moment, usegmt=True))])


async def onward(call):
    step = int(call.path.partition("?")[2] or 0)
    return reply(302, [("Location", f"{call.path.partition('?')[0]}?{step + 1}")])


def shorter(path, steps):
    replies = [redirect(f"{path}?{n}") for n in range(1, steps + 1)]
    return {path if n == 0 else f"{path}?{n}": each for n, each in enumerate(replies)} | {
        f"{path}?{steps}": reply(body=CLEAR)
    }


ANSWERS |= {
    "f22-longer-than-ten": row(onward, Reason.REDIRECT_LOOP),
    "f35-503-date": row(in_turn(in_two_seconds, reply(body=CLEAR)), GOOD, body=CLEAR),
    "f39-cookie-wall": row(after_a_cookie, GOOD, body=CLEAR),
    "f40-for-one-agent-only": row(for_us_only, GOOD, body=CLEAR),
}
EXTRA = {
    "f25-location-of-bare-line-feeds": {"/there.html": reply(body=CLEAR)},
    "f22-longer-than-ten": {"*": onward},
    "f22-nine-hops": {"/nine.html": redirect("/nine.html?1"), **shorter("/nine.html", 9)},
    "sso": {},
}
