"""The people and addresses of the sample city's offices."""

from __future__ import annotations

from reports.samplecity.dice import dice

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = (
    "建国 志强 丽华 秀英 海涛 立新 晓东 文博 春梅 永刚 玉兰 国庆 振华 明辉 雪松 凤霞 卫东 景山 德成 瑞 镕 喆 堃".split()
)
STREETS = "人民大街 新兴路 育才街 解放路 林都大街 和平路 花园街 红旗路".split()
OFFICES = "办公室 人事科 财务科 法规科 综合科 监察室 规划科 业务一科 业务二科 执法科 信息科".split()


def person(*what: object) -> str:
    """A name, always the same for the same question."""
    chance = dice(*what, "person")
    return chance.choice(SURNAMES) + chance.choice(GIVEN)


def address(*what: object) -> str:
    """A street and a number."""
    chance = dice(*what, "address")
    return f"{chance.choice(STREETS)}{chance.randrange(1, 300)}号"


def telephone(*what: object) -> str:
    """A telephone number."""
    return f"0499-{dice(*what, 'telephone').randrange(3000000, 6999999)}"


def offices(*what: object) -> tuple[str, ...]:
    """Four to six offices of a body, the general office first."""
    chance = dice(*what, "offices")
    return (OFFICES[0], *chance.sample(OFFICES[1:], chance.randrange(3, 6)))
