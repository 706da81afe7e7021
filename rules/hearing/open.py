"""Whether a page lets people say something, or shows what they said."""

from __future__ import annotations

import re

from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze
from rules.sites.layout import layout

MAIL = re.compile(r"[\w.+-]{1,64}(?:@|[(\[]at[)\]]|#)[\w-]{1,64}(?:\.[\w-]{1,24}){1,4}", re.IGNORECASE)
SEARCHES = re.compile("搜索|检索|search|query|keyword|sousuo|站内", re.IGNORECASE)
FIELDS = re.compile(
    "提交|发送|内容|标题|主题|姓名|电话|手机|邮箱|验证码|写信|content|title|name|tel|mail|phone|captcha|verify|code|msg|message",
    re.IGNORECASE,
)
LEADS = re.compile(
    "(?:我要|在线|网上|点击|立即|开始|填写|进入)?(?:写信|提交|提问|咨询|留言|投诉|建议|提意见|发表意见|写邮件|有意见)|写信须知|信件查询|意见公示"
)
BY_POST = re.compile("(?:电话|热线|传真|邮编|通信地址|通讯地址|来信地址|邮寄地址)[:]?[^。]{0,20}[0-9]{4}")
LETTERS = re.compile(
    "(?:来信|写信|留言|咨询|提问|回复|答复|办理)(?:人|时间|日期|单位|内容|状态|标题|情况)|已回复|已办结|未回复|处理中|办理中"
)
BOUND = 60_000  # characters of a text that are looked at


def takes_words(site: Snapshot, page: Page) -> bool:
    """Whether a page has a form, a mail address or a way to write, or shows letters."""
    text = squeeze(page.text[:BOUND])
    return has_form(page) or MAIL.search(text) is not None or _shows_letters(site, page, text) or _leads_on(page, text)


def has_form(page: Page) -> bool:
    """Whether a page has a form that is not only one to search with."""
    for form in page.reading.forms:
        words = f"{form.words} {form.url}"[:2000]
        if FIELDS.search(form.words[:2000]) and (not SEARCHES.search(words) or len(form.words.split()) > 3):
            return True
    return False


def _leads_on(page: Page, text: str) -> bool:
    own = squeeze(page.title)
    return BY_POST.search(text) is not None or any(
        LEADS.fullmatch(words) for link in page.links if (words := squeeze(link.text)) != own
    )


def _shows_letters(site: Snapshot, page: Page, text: str) -> bool:
    place = layout(site)
    return LETTERS.search(text) is not None or any(entry.day is not None for entry in place.entries(page))
