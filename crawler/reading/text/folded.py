"""Radicals and compatibility characters as the characters that a person sees: fonts of PDFs map to them (Unicode 2F00, 2E80, F900)."""

from __future__ import annotations

import re
import unicodedata

# EquivalentUnifiedIdeograph.txt of Unicode, where the radical looks like the character: the last two digits of 2Exx with it.
RADICALS = (
    "81厂 84乙 85亻 86冂 88刀 89刂 8A卜 8C小 8D小 8E兀 8F尣 90尢 92巳 93幺 94彑 96忄 98扌 99攵 9B旡 9C日 9D月 9E歺 9F母 A0民 "
    "A1氵 A2氺 A3灬 A4爫 A5爫 A6丬 A7牛 A8犭 A9王 AB目 AC示 AD礻 AF糹 B0纟 B6羊 B9耂 BA肀 BC肉 BD臼 C1虎 C2衤 C4西 C5见 C6角 "
    "C8讠 C9贝 CB车 CC辶 CD辶 CF邑 D0钅 D1長 D3长 D4门 D6阜 D7雨 D8青 D9韦 DA页 DB风 DC飞 DD食 DF飠 E0饣 E2马 E3骨 E4鬼 E5鱼 "
    "E6鸟 E7卤 E8麦 E9黄 EA黾 EB斉 EC齐 ED歯 EE齿 EF竜 F0龙 F1龜 F2亀 F3龟"
)
FOLDED = {0x2E00 + int(each[:2], 16): each[2:] for each in RADICALS.split()}
FOLDED |= {
    code: plain
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))
    if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code)
}
FOUND = re.compile("[\u2e80-\u2fd5\uf900-\ufad9]")


def unified(text: str) -> str:
    """The text with each radical or compatibility character as the unified one."""
    return text.translate(FOLDED) if FOUND.search(text) else text
