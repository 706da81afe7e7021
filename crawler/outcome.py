"""What an answer means: a page, or exactly one reason why it is none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from crawler.families import Kind, Seen
from crawler.reading.text.encoding import is_garbled
from crawler.snapshot import Reason

CHALLENGE_STATUS = (412, 521)
CHALLENGE_SIGN = re.compile(
    r"\$_ts\b|__jsl_clearance|acw_sc__v2|/_guard/|_waf_|WAF_|cf-challenge|challenge-platform", re.IGNORECASE
)
BLOCKED = re.compile(
    r"您?的?(?:请求|访问|IP).{0,12}(?:被|已被).{0,8}(?:拦截|阻断|拒绝|禁止)|访问(?:被)?拦截|安全(?:拦截|防护|验证)|Web应用防火墙|创宇盾"
    r"|云锁|安全狗|D盾|Request blocked|存在(?:安全)?(?:威胁|攻击)|访问.{0,4}(?:过于|太)频繁|(?:滑块|人机)验证"
)
BROKEN = re.compile(
    r"系统(?:正?忙|繁忙|出?错|错误|异常|故障)|服务器(?:正?忙|繁忙|出?错|错误|异常|故障|内部错误)|(?:稍后|稍候)再?(?:试|重试|访问)"
    r"|正在.{0,6}(?:维护|升级)|(?:网站|系统|服务器|平台).{0,8}(?:维护|升级)(?:中|期间|暂)"
    r"|数据库.{0,6}(?:错误|失败|异常)|出错了|Internal Server Error|Runtime Error",
    re.IGNORECASE,
)
DENIED = re.compile(r"(?:没有|无|未授)权限?.{0,6}(?:访问|查看|浏览)|权限不足|未授权")
WRITTEN = re.compile(r"特此|经查|经检索|答复|告知|依申请|来信|来电|反映")  # by somebody to somebody
DAY = re.compile(
    r"[二一][〇○零九][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月"
    r"|(?:今天是|现在是|当前(?:时间|日期))?\W{0,3}(?<!\d)(?:19|20)\d\d\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}(?!\d)"
)
MISSING = re.compile(
    r"(?:页面|网页|内容|信息|栏目|文章|文件|资源).{0,10}(?:不存在|已(?:被)?删除|未找到|找不到|已下线|无法找到)"
    r"|(?:找不到|未找到|没有找到).{0,8}(?:页面|网页|文件|内容)|404\s*(?:错误|Not Found|页面)|Not Found|无法找到该(?:页|网页)",
    re.IGNORECASE,
)
LOGIN = re.compile(r"登\s*录|登\s*陆|统一身份认证|sign\s*in|log\s*in", re.IGNORECASE)
PARKED = re.compile(
    r"域名(?:已经?)?(?:被)?(?:出售|转让|交易|到期|过期|停放)|(?:出售|购买|转让)(?:该|此|本)?域名"
    r"|domain (?:is |may be )?for sale|buy this domain|parked"
    r"|百家乐|时时彩|六合彩|真人娱乐|娱乐城|老虎机|博彩|彩票平台|皇冠(?:体育|足球)|葡京|澳门(?:赌场|新葡京|威尼斯人)|棋牌(?:游戏|平台)"
    r"|成人(?:电影|视频)|casino|betting",
    re.IGNORECASE,
)
FILE = re.compile(r"\.(?:pdf|docx|xlsx|zip|rar|7z|ofd)(?:$|\?)", re.IGNORECASE)  # what never is a page
OFFICIAL = re.compile(r"政务公开|信息公开|办事指南|机构职能|通知公告")
PARKED_SIGNS = 2  # different ones; a police report on gambling may name one
ASCII = bytes(range(128))
LINKED = 4  # links that no challenge has
FEW = 5  # links that a page has which says only that something is wrong
LONG_LABEL = 8  # characters of a link's words that no error page repeats by chance
SHORT = 300  # characters; an error page has little more to say
BARE = 40  # characters below which a page without links says nothing


BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"GIF8",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"{\\rtf",
)


@dataclass(frozen=True)
class Answer:
    """What came back for an address; with a `reason`, why nothing or not all did.

    `head` is the header block as the site sent it, `seconds` how long the host was kept busy. `sent_from` is the address
    that gave the answer, where that leads on to one that may not be asked.
    """

    url: str
    final_url: str
    fetched: datetime
    status: int | None = None
    head: bytes = b""
    body: bytes = b""
    reason: Reason | None = None
    note: str = ""
    seconds: float = 0.0
    sent_from: str = ""

    @property
    def source(self) -> str:
        """The address whose answer this is."""
        return self.sent_from or self.final_url

    @property
    def named(self) -> Mapping[str, str]:
        """The headers by lower-case name; the last of several holds."""
        return _named(self.head)

    @property
    def media_type(self) -> str:
        """What the answer says that it is, with its charset."""
        return self.named.get("content-type", "")


@lru_cache(maxsize=128)
def _named(head: bytes) -> Mapping[str, str]:
    """An answer is copied with a little changed more often than it is made."""
    lines = head.decode("utf-8", "replace").split("\n")[1:]
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


@dataclass(frozen=True)
class Verdict:
    """Why an answer is no page; `reason` None when it is one."""

    reason: Reason | None
    note: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it is one."""
        return self.reason is None


GOOD = Verdict(None)
HOST_FAILS = (Reason.DNS, Reason.REFUSED, Reason.TIMEOUT, Reason.RESET, Reason.TLS, Reason.SERVER_ERROR)


def by_status(answer: Answer) -> Verdict:
    """What the status alone says, and the signs of a challenge that replaces any page."""
    if answer.reason is not None:
        return Verdict(answer.reason, answer.note)
    status = answer.status or 0
    if status in CHALLENGE_STATUS or _challenged(answer) or (400 <= status < 500 and _blocked(answer)):
        return Verdict(Reason.CHALLENGE, f"status {status}")
    if status in (404, 410):
        return Verdict(Reason.GONE)
    if status in (401, 407):
        return Verdict(Reason.LOGIN)
    if status >= 500 or status == 429:
        return Verdict(Reason.SERVER_ERROR)
    if status == 304:
        return GOOD
    if status not in (200, 203):
        return Verdict(Reason.HTTP_ERROR)
    return GOOD if answer.body.strip() else Verdict(Reason.EMPTY)


def _challenged(answer: Answer) -> bool:
    start = answer.body[:20_000].lower()
    if b"<script" not in start or start.count(b"<a ") > LINKED:
        return False
    head = answer.body[:20_000].decode("utf-8", "replace")
    scripted = len(re.sub(r"(?s)<script.*?</script>|<[^>]*>|\s", "", head)) < BARE
    marked = "x-via-jsl" in answer.named or "__jsluid" in answer.named.get("set-cookie", "")
    if CHALLENGE_SIGN.search(head) and scripted:
        return True
    marked = marked and (answer.status != 200 or "document.cookie" in head or "eval(" in head)
    return scripted and (marked or answer.status in (202, 403, 503))


def _blocked(answer: Answer) -> bool:
    page = Seen(answer.final_url, answer.body[:20_000], answer.media_type)
    return page.is_markup and len(page.text) < SHORT and bool(BLOCKED.search(page.text))


def by_content(page: Seen, links: int, is_home: bool = False, label: str = "") -> Verdict:
    """What a page that came with a good status says. `links` is how many leads it has, `label` the words that led to it."""
    if not page.is_markup:
        return GOOD
    text = page.text
    if is_home and _is_parked(page):
        return Verdict(Reason.SUSPECT, "the domain seems to be parked or taken over")
    if len(text) < SHORT and not _keeps_promise(page, label):
        if not (said := by_words(page, links)).is_good:
            return said
        if links < FEW and MISSING.search(_own_words(page)) and not (_is_dated(text) or WRITTEN.search(text)):
            return Verdict(Reason.SOFT_404, "by its words")
    if FILE.search(page.url) and links < FEW and len(text) < SHORT:
        return Verdict(Reason.HTTP_ERROR, "a page in place of a file")
    if links == 0 and is_garbled(text):
        return Verdict(Reason.GARBLED)
    if links == 0 and len(text) < BARE and page.tree.select_one("embed, object") and not page.tree.select_one("img"):
        return Verdict(Reason.PICTURE, "only a film")
    if links or len(text) >= BARE or page.tree.select_one("img, embed, object"):
        return GOOD
    if page.has_script:
        return Verdict(Reason.NEEDS_JS)
    return GOOD if text else Verdict(Reason.EMPTY)


def by_words(page: Seen, links: int) -> Verdict:
    """Whether a page stands in the way of another: a firewall's, a login, or one that says that the site is broken."""
    few = links < FEW
    text = _own_words(page) if few else ""
    if few and BLOCKED.search(text):
        return Verdict(Reason.CHALLENGE, "blocked by a firewall")
    if few and "验证码" in text and page.tree.select_one("input"):
        return Verdict(Reason.CHALLENGE, "asks for a captcha")
    asks = (few or LOGIN.search(page.title)) and page.tree.select_one("input[type=password]")
    if asks and LOGIN.search(f"{page.title} {page.text}"):
        return Verdict(Reason.LOGIN)
    if few and not _is_dated(text):
        if DENIED.search(text):
            return Verdict(Reason.LOGIN, "by its words")
        if BROKEN.search(text):
            return Verdict(Reason.SERVER_ERROR, "by its words")
    return GOOD


def _own_words(page: Seen) -> str:
    """What a page says itself: its links speak of other pages."""
    return f"{page.title} {page.unlinked}"


def _keeps_promise(page: Seen, label: str) -> bool:
    """Whether a page repeats what its link said: one that stands in its place does not."""
    promised = "".join(label.split()).rstrip(".…")
    return len(promised) >= LONG_LABEL and promised in "".join(f"{page.title} {page.text}".split())


def _is_dated(text: str) -> bool:
    """Whether a text bears a day that is not only today's: an article does, an error does not."""
    return any(match[0][:1] not in "今现当" for match in DAY.finditer(text))


def _is_parked(page: Seen) -> bool:
    """Whether a home speaks for someone else. A body of the state that warns of gambling names it, too, but not as its title."""
    if len(set(PARKED.findall(f"{page.title} {page.text}"))) < PARKED_SIGNS:
        return False
    return bool(PARKED.search(page.title)) or not OFFICIAL.search(page.text)


def likeness(page: Seen) -> str:
    """The same for two pages that say the same but for numbers and addresses; "" when a page says next to nothing."""
    words = f"{page.title}{page.text}".encode("utf-8", "replace").translate(None, ASCII)
    return hashlib.sha256(words).hexdigest() if len(words) >= 12 else ""


def is_readable(answer: Answer, kind: Kind) -> bool:
    """Whether an answer may be a page or a list: not the bytes of a document or a picture."""
    head = answer.body[:8]
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    binary = head.startswith(BINARY)
    return not binary and not (kind is Kind.DOCUMENT and "text/plain" in answer.media_type)
