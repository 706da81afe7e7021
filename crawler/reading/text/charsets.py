"""Encodings by name: the labels of the Encoding standard, and decoding as it says where Python's tables are older."""

from __future__ import annotations

import codecs
import re

# What the Encoding standard reads under these labels; gb2312 pages use characters of its successors.
FAMILIES = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "gb18030": "gb2312 gbk gb18030 gb_2312 gb_2312-80 gb2312-80 x-gbk cp936 ms936 windows-936 euc-cn euccn chinese csgb2312 "
    "csiso58gb231280 iso-ir-58 gb gb18030-2022",
    "big5": "big5 big5-hkscs x-x-big5 cn-big5 csbig5 cp950 ms950 big-5 big5hkscs big5-eten",
    "utf-16le": "utf-16 utf-16le unicode ucs-2 csunicode iso-10646-ucs-2 unicodefeff",
    "utf-16be": "utf-16be unicodefffe",
    "hz": "hz-gb-2312 hz",
    "latin-1": "iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 windows-1252 cp1252 x-cp1252 us-ascii ascii ansi_x3.4-1968",
    "cp949": "euc-kr euckr cp949 windows-949 ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean cseuckr",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j csshiftjis ms932 cp932",
    "euc_jp": "euc-jp eucjp x-euc-jp cseucpkdfmtjapanese",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "cp1251": "windows-1251 cp1251 x-cp1251",
    "koi8_r": "koi8-r koi8_r koi8 koi cskoi8r",
}
LABELS = {label: name for name, labels in FAMILIES.items() for label in labels.split()}
CODECS = {"big5": "big5hkscs", "latin-1": "cp1252"}
FAR_FROM_CHINESE = frozenset(
    ("latin-1", "cp1251", "koi8_r")
)  # these make characters of any bytes: that they fit proves nothing
TAIL = 4  # a page cut off by the server may end within a character
MANY_FAULTS = 20_000  # of so many characters the exact places no longer matter

# Where Python's table keeps the private characters of the year 2000, the standards of 2005 and 2022 have real ones;
# 0xA3A0 is a space in pages, as the Encoding standard has it.
SINCE_2005 = {
    0xA6D9: 0xFE10, 0xA6DA: 0xFE12, 0xA6DB: 0xFE11, 0xA6DC: 0xFE13, 0xA6DD: 0xFE14, 0xA6DE: 0xFE15, 0xA6DF: 0xFE16,
    0xA6EC: 0xFE17, 0xA6ED: 0xFE18, 0xA6F3: 0xFE19, 0xA8BC: 0x1E3F, 0xA8BF: 0x01F9, 0xFE59: 0x9FB4, 0xFE61: 0x9FB5,
    0xFE66: 0x9FB6, 0xFE67: 0x9FB7, 0xFE6D: 0x9FB8, 0xFE7E: 0x9FB9, 0xFE90: 0x9FBA, 0xFEA0: 0x9FBB, 0xA3A0: 0x3000,
}  # fmt: skip
MODERN = {
    ord(old): new for code, new in SINCE_2005.items() if len(old := code.to_bytes(2, "big").decode("gb18030")) == 1
}
PRIVATE = re.compile("[" + "".join(map(chr, MODERN)) + "]")
# What the Encoding standard's Big5 has and Python's of 2004 lacks: characters from a first code on, then single ones.
BIG5_RUNS = {
    0x877A: "㡵𡵓𣚞𦀡㻬𥣞㫵竼龗𤅡𨤍𣇪𠪊𣉞䌊蒄龖鐯䤰蘓墖靊鈘秐稲晠権袝瑌篅枂稬剏遆㓦珄"
    "𥶹瓆鿇垳䤯呌䄱𣚎堘穲𧭥讏䚮𦺈䆁𥶙箮𢒼鿈𢓁𢓉𢓌鿉蔄𣖻䂴鿊䓡𪷿拁灮鿋",
    0xA3C0: "␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡€",
}
BIG5_SINGLE = (
    "8E69箸 8E6F簆 8E7E糎 8EAB緒 8EB4縝 8ECD者 8ED0耨 8F57菁 8F69蒨 8F6E萏 8FCB覦 8FCC覩 8FFE起 906D都 907A銹 90DC靜 90F1響 91BF鼖 9244蔃 "
    "92AF兙 92B0兛 92B1兝 92B2兞 92C8鍮 92D1瑹 9447浧 94CA禛 95D9邗 9644靝 96ED瀞 96FC嬨 9B76爁 9B78矗 9B7B纇 9BC6駖 9BDE釔 9BEC惞 9BF6澶 "
    "9C42輶 9C53侻 9C62營 9C68鄄 9C6B鷰 9C77菏 9CBC尐 9CBD秣 9CD0婧 9D57輋 9D5A筑 9DC4拐 9EA9恢 9EEF痹 9EFD汊 9F60鬮 9F66鼗 9FCB僭 9FD8弌 "
    "A063蠏 A077拎 A0D5瑨 A0DF煢 A0E4牐 C6CF廴 C6D3无 C6D5癶 C6D7隶 C6DE〃 C6DF仝 FA5F倩 FA66偽 FABD包 FAC5卄 FAD5卿 FB48嘅 FBB8婷 FBF3幵 "
    "FBF9廐 FC4F彘 FC6C悤 FCB9撐 FCE2晴 FCF1杞 FDB7沜 FDB8渝 FDBB港 FDF1煮 FE52猪 FE6F瑜 FEAA瓩 FEDD砉"
)
# Where Python's Big5 chose other characters. The two slashes have another code besides, and stand as controls until then.
BIG5_OTHER = str.maketrans("•､‾∼♁☉¥¢£\x0e\x0f", "‧﹑¯～⊕⊙￥￠￡∕﹨")
BIG5_UNIT = re.compile(rb"[\x81-\xfe].|[^\x81-\xfe]+|.", re.DOTALL)
BIG5_SLASHES = {b"\xa2A": b"\x0e", b"\xa2B": b"\x0f"}
GB_MOVED, GB_MEANT = b"\x81\x35\xf4\x37", "\ue7c7"  # the one code of four bytes that has moved since
GB_UNIT = re.compile(rb"\x81\x35\xf4\x37|[\x81-\xfe][0-9][\x81-\xfe][0-9]|[\x81-\xfe].|[^\x81-\xfe]+|.", re.DOTALL)
SHIFTED = re.compile(rb"~\{((?:[!-w][!-~]|\s)*)~\}|\x0e([!-~\s]*)\x0f")
SHIFT_MARKS = re.compile(rb"\x1b\$\)[AG]|~(?:\n|~)")


def named(label: str) -> str:
    """Our name for an encoding's label, or "" when no page is read under it."""
    return LABELS.get(label.strip().lower(), "")


def text(body: bytes, name: str, *, cut: bool = True) -> tuple[str, int]:
    """The text, and how many characters do not decode; one that is cut off at the end of a page is none, and is left out."""
    if name == "hz":
        return text(unshifted(body), "gb18030", cut=cut)
    codec = CODECS.get(name, name)
    if name == "gb18030" and GB_MOVED in body and (parts := _apart(body)):
        read = [text(part, name, cut=cut and part is parts[-1]) for part in parts]
        return GB_MEANT.join(found for found, _ in read), sum(faults for _, faults in read)
    if name == "big5" and any(pair in body for pair in BIG5_SLASHES):
        body = BIG5_UNIT.sub(lambda unit: BIG5_SLASHES.get(unit[0], unit[0]), body)
    try:
        return _modern(body.decode(codec), name), 0
    except UnicodeDecodeError as fault:
        start = fault.start
    if cut and start >= len(body) - TAIL and _is_begun(body[start:], codec):
        return text(body[:start], name)
    found = body.decode(codec, "replace")
    if codec in HANDLERS and found.count("\ufffd") < MANY_FAULTS:
        found = body.decode(codec, HANDLERS[codec])
    return _modern(found, name), found.count("\ufffd")


def _apart(body: bytes) -> list[bytes]:
    """What stands between the codes that have moved; none where their bytes are only parts of other characters."""
    parts, begin = [], 0
    for unit in GB_UNIT.finditer(body):
        if unit[0] == GB_MOVED:
            parts.append(body[begin : unit.start()])
            begin = unit.end()
    return [*parts, body[begin:]] if parts else []


def unshifted(body: bytes) -> bytes:
    """HZ and ISO-2022-CN as GB 2312 with its high bits set."""
    plain = SHIFTED.sub(
        lambda run: bytes(byte | 0x80 if byte > 0x20 else byte for byte in run[1] or run[2] or b""), body
    )
    return SHIFT_MARKS.sub(lambda mark: b"~" if mark[0] == b"~~" else b"", plain)


def _is_begun(rest: bytes, codec: str) -> bool:
    """Whether the last bytes are the beginning of a character, as where a page was cut off."""
    try:
        return rest[:1] != b"\x80" and not codecs.getincrementaldecoder(codec)().decode(rest)
    except UnicodeDecodeError:
        return False


def _modern(found: str, name: str) -> str:
    if name == "gb18030" and PRIVATE.search(found):
        return found.translate(MODERN)
    return found.translate(BIG5_OTHER) if name == "big5" else found


def _big5_missing() -> dict[bytes, str]:
    missing = {bytes.fromhex(each[:4]): each[4:] for each in BIG5_SINGLE.split()}
    for code, characters in BIG5_RUNS.items():
        for character in characters:
            missing[code.to_bytes(2, "big")] = character
            code += 0x23 if code & 0xFF == 0x7E else 1
    return missing


BIG5_MISSING = _big5_missing()


def _big5_fault(fault: UnicodeError) -> tuple[str, int]:
    """As the Encoding standard's decoder of Big5: an ASCII byte after a lost one stays."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    pair = fault.object[fault.start : fault.start + 2]
    if found := BIG5_MISSING.get(pair):
        return found, fault.start + 2
    whole = 0x81 <= pair[0] <= 0xFE and len(pair) == 2 and pair[1] >= 0x80
    return "\ufffd", fault.start + 1 + whole


def _gb18030_fault(fault: UnicodeError) -> tuple[str, int]:
    """As the Encoding standard's decoder of gb18030: 0x80 is the euro of GBK, and only a lost character is lost."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    return "€" if fault.object[fault.start] == 0x80 else "\ufffd", fault.start + 1


HANDLERS = {"big5hkscs": "gongkai.big5", "gb18030": "gongkai.gb18030"}
codecs.register_error("gongkai.big5", _big5_fault)
codecs.register_error("gongkai.gb18030", _gb18030_fault)
