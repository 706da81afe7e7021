"""What fills most of a site: news, notices, rules, leaders, guides; and news that only sounds like a disclosure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.people import person
from reports.samplecity.shelf import Shelf

FRESH = 9  # days before a month's end on which the last news comes
SUBJECTS = (
    "依法行政 机关作风建设 文明创建 信息化建设 帮扶困难群众 厉行节约 防汛备汛 爱国卫生 党风廉政建设 服务型机关建设 "
    "重点项目建设 平安建设 绿化美化 应急演练 普法宣传 节能降耗 群众路线教育 志愿服务 人才队伍建设 档案管理"
).split()
PLACES = "南坪区 石桥社区 柳河镇 青岗林场 东湾工业园 西泉村 云台街道 古渡口岸 红松景区 金坡农场".split()
NEWS = (
    "{org}召开{subject}工作会议",
    "{org}负责人到{place}调研{subject}工作",
    "{org}组织开展{subject}宣传活动",
    "{org}举办{subject}培训班",
    "{place}{subject}工作取得新进展",
    "{org}深入{place}走访慰问",
    "{org}{month}月份{subject}工作小结",
    "{org}与{place}结对共建{subject}",
    "{org}党组专题学习{subject}有关文件",
    "我市{subject}工作受到省里好评",
)
SENTENCES = (
    "{day}，{org}在{place}组织开展了{subject}相关工作，{name}同志参加活动并讲话。",
    "会议传达了上级有关精神，总结了前一阶段{subject}工作，部署了下一步任务。",
    "{name}强调，要进一步统一思想，明确责任，把{subject}各项措施落到实处。",
    "在{place}，{name}一行实地察看了现场，详细了解了{subject}的进展情况，并与干部群众座谈。",
    "截至目前，共发放宣传材料{count}余份，接待群众咨询{few}人次，取得了良好效果。",
    "下一步，{org}将建立长效机制，继续做好{subject}工作，努力提高服务水平。",
    "各科室负责同志及{place}有关人员共{few}人参加。",
)
DECOYS = (
    (
        "我市“三公”经费支出同比下降{percent}%",
        "今年以来，全市各部门厉行节约，因公出国、公务接待、公务用车支出合计{count}万元，同比下降{percent}%。",
    ),
    (
        "关于做好{year}年部门预算和“三公”经费预算公开工作的通知",
        "各部门、各单位：请在本单位网站和市政府网站公开{year}年部门预算和“三公”经费预算，并报市财政局。",
    ),
    ("全市“三公”经费预算公开工作推进会召开", "会议要求各单位按时公开{year}年“三公”经费预算，做到内容真实、格式规范。"),
    ("{org}举办权力运行流程图编制培训班", "培训班讲解了权力清单和流程图的编制方法，各科室业务骨干参加。"),
    ("我市空气质量持续改善", "上半年市区优良天数比例达到{percent}%，空气质量稳中向好。"),
    (
        "全市{year}年“三公”经费财政拨款预算汇总情况",
        "{year}年市本级“三公”经费财政拨款预算总额{count}万元，其中：因公出国（境）费{few}万元。",
    ),
    (
        "关于批复{year}年部门决算的通知",
        "各部门、各单位：{year}年部门决算已经审核汇总，现予批复。请在规定时间内公开部门决算和“三公”经费决算。",
    ),
    (
        "全市{year}年度“三公”经费决算汇总情况",
        "{year}年市本级“三公”经费财政拨款支出决算{count}万元，其中：公务接待费{few}万元，比上年下降{percent}%。",
    ),
)
RULES = "会议制度 值班制度 考勤办法 印章管理规定 车辆管理办法 保密工作规定 学习制度 首问负责制 限时办结制 档案管理办法".split()


def news(shelf: Shelf, months: list[Period], rate: int, last: date, *, org: str) -> Iterator[Article]:
    """The news of some months, about `rate` a month, up to a last day."""
    for month in months:
        chance = shelf.chance("news", month)
        for serial in range(max(1, rate + chance.randrange(-1, 2))):
            day = month.first + timedelta(days=chance.randrange(month.last.day))
            if serial == 0:  # something is new at the end of every month
                day = month.last - timedelta(days=chance.randrange(FRESH))
            if day <= last:
                yield _story(shelf, month, serial, day, org)


def _story(shelf: Shelf, month: Period, serial: int, day: date, org: str) -> Article:
    chance = shelf.chance("story", month, serial)
    words = {
        "org": org,
        "subject": chance.choice(SUBJECTS),
        "place": chance.choice(PLACES),
        "name": person(shelf.seed, shelf.body, serial),
        "day": f"{day.month}月{day.day}日",
        "month": str(month.month),
        "count": str(chance.randrange(300, 5000)),
        "few": str(chance.randrange(12, 200)),
    }
    lines = [line.format(**words) for line in chance.sample(SENTENCES, 4)]
    return _plain(shelf, chance.choice(NEWS).format(**words), lines, day)


def _plain(shelf: Shelf, title: str, lines: list[str], day: date) -> Article:
    return shelf.article(title, "".join(f"<p>{line}</p>" for line in lines), day)


def decoys(shelf: Shelf, year: int, last: date, *, org: str) -> Iterator[Article]:
    """News and notices of a year that speak of budgets, charts and air without disclosing any."""
    for serial, (title, line) in enumerate(DECOYS):
        chance = shelf.chance("decoy", year, serial)
        day = date(year, 1, 8) + timedelta(days=chance.randrange(300))
        if day <= last and chance.random() < 0.6:
            values = {"org": org, "year": str(year), "percent": f"{chance.randrange(20, 300) / 10}"}
            values |= {"count": str(chance.randrange(3000, 90000)), "few": str(chance.randrange(20, 900))}
            yield _plain(shelf, title.format(**values), [line.format(**values)], day)


def notices(shelf: Shelf, months: list[Period], last: date, *, org: str) -> Iterator[Article]:
    """A notice every other month, and a numbered document in between."""
    for month in months:
        chance = shelf.chance("notice", month)
        day = month.first + timedelta(days=chance.randrange(27))
        if day > last or (chance.random() < 0.45 and month.month % 4):
            continue
        subject = chance.choice(SUBJECTS)
        title = chance.choice(
            ("关于开展{}活动的通知", "关于表彰{}先进个人的决定", "{}工作安排", "关于{}有关事项的公告")
        )
        lines = [
            f"为进一步做好{subject}工作，经研究，现将有关事项明确如下。",
            "一、提高认识，加强领导。",
            "二、明确任务，落实责任。",
        ]
        page = _plain(shelf, title.format(subject), lines, day)
        brief = org.removeprefix("市")[:2] if org != "我市" else "政办"
        yield replace(page, document_number=f"安{brief}发〔{day.year}〕{month.month * 5 + chance.randrange(5)}号")


def month_by_month(shelf: Shelf, months: list[Period], last: date, *, org: str) -> Iterator[Article]:
    """What a body did in each month, told as the month ends."""
    for month in months:
        day = month.last - timedelta(days=shelf.chance("month by month", month).randrange(5))
        if day <= last:
            subject = shelf.chance("did", month).choice(SUBJECTS)
            lines = [
                f"{month.month}月份，{org}按照年初确定的目标，认真抓好{subject}等重点工作。",
                "各项工作按计划推进，取得了新的进展。",
            ]
            yield _plain(shelf, f"{org}{month.year}年{month.month}月重点工作完成情况", lines, day)


def house_rules(shelf: Shelf) -> Iterator[Article]:
    """A body's own rules, a handful."""
    chance = shelf.chance("rules")
    for rule in chance.sample(RULES, 4):
        day = date(2012, 1, 5) + timedelta(days=chance.randrange(25))
        yield _plain(
            shelf, f"{shelf.org}{rule}", [f"为规范机关管理，制定本{rule[-2:]}。", "本规定自印发之日起施行。"], day
        )
