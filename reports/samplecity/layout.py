"""How a body arranges its own site: what it calls its columns and where they hang."""

from __future__ import annotations

from dataclasses import dataclass

from reports.samplecity.dice import dice

Column = tuple[str, ...]
AREA = ("信息公开", "政务公开", "政府信息公开", "公开专栏")
NEWS = ("工作动态", "部门动态", "新闻中心", "要闻动态")
NOTICES = ("通知公告", "公告公示", "通告公告")
MONEY = "财政信息 财政资金 财政公开 财政预决算 预决算公开 部门预决算 三公经费 三公经费公开 财务信息 资金信息 预算信息".split()
LISTS = ("权责清单", "权力清单", "行政权力", "行政职权", "职权目录")
CHARTS = ("权力运行流程图", "行政权力运行", "办事流程", "权力运行流程", "办事指南")
GUIDES = ("服务指南", "办事服务", "行政审批服务", "许可事项指南")
AIR = ("空气质量日报", "环境空气质量", "城市空气质量", "空气质量")
MONITORING = ("污染源监测", "污染源监督性监测", "重点污染源监测信息")
PROJECTS = ("环评公示", "建设项目环评", "建设项目审批公示")
KEY = "重点领域信息公开"
SYSTEMS = ("trs", "hanweb", "vsb", "static", "gkmlpt", "modern")
FLAT = ("gkmlpt", "static")  # a catalogue of every paper, a menu of every column


def system(seed: int, host: str) -> str:
    """The content system of a host: a body's, or the portal's, which has no catalogue of its own."""
    return dice(seed, host, "system").choice(SYSTEMS[:4] if host == "portal" else SYSTEMS)


@dataclass(frozen=True)
class Layout:
    """The columns of one body's own site; `area` is that of disclosure."""

    area: Column
    news: Column
    notices: Column
    rules: Column
    money: Column
    lists: Column
    charts: Column
    air: Column
    guides: Column
    monitoring: Column
    projects: Column

    @classmethod
    def of(cls, seed: int, body: str) -> Layout:
        """The layout that a body chose."""
        chance = dice(seed, body, "layout")
        area: Column = (chance.choice(AREA),)
        key = (*area, KEY) if chance.random() < 0.3 else area
        top = chance.random() < 0.25
        return cls(
            area,
            (chance.choice(NEWS),),
            (chance.choice(NOTICES),),
            (*area, chance.choice(("公开制度", "规章制度"))),
            (*(() if top else key), chance.choice(MONEY)),
            (*(() if top else area), chance.choice(LISTS)),
            (*(() if top else area), chance.choice(CHARTS)),
            (*(() if chance.random() < 0.5 else area), chance.choice(AIR)),
            (*(() if top else area), chance.choice(GUIDES)),
            (*area, chance.choice(MONITORING)),
            (*area, chance.choice(PROJECTS)),
        )

    def columns(self, kinds: frozenset[str]) -> tuple[Column, ...]:
        """All of them that a body of these kinds has, in menu order."""
        found = [self.news, self.notices, self.rules]
        found += [self.money] if "budget-unit" in kinds else []
        found += [self.lists, self.charts, self.guides] if "approving" in kinds else []
        found += [self.air, self.monitoring, self.projects] if "ecology" in kinds else []
        return tuple(found)
