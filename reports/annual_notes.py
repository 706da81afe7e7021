"""How the year's numbers are counted, in words: the sheet 口径."""

from __future__ import annotations

from collections.abc import Iterator

from reports.annual_words import aside_lines, figure_state, gap_lines
from reports.annual_year import Annual
from reports.wording import Wording, plain

COUNTED = (
    (
        "计入什么",
        "本年内在各单位网站和政府门户网站上公开的信息，一个网页连同其附件为一条；只起导航作用的栏目页、首页不计。",
    ),
    ("计1条", "不同渠道和方式公开相同信息计1条（国办发〔2014〕32号）。合并的理由逐条写在“明细”表中。"),
    ("月份", "按网页写明的发布日期；没有的按列表中的日期，再没有的按成文日期；都没有的计入首次看到的月份。"),
    (
        "级别",
        "按发布单位在名册中的类别分；所属单位计入市政府各部门，乡镇计入县（市）区局，门户网站自己的计入市政府本级。",
    ),
    ("预决算", "以各月检查的结论为准，取本年内最后一次查明的；人工裁定过的按裁定。未能检测的不当作未公开。"),
    ("访谈", "门户网站等处能看到的在线访谈，同一期在两处登载的计1期。"),
    ("来信答复", "网站公开的来信及其答复；答复的日期在本年内的。"),
    ("职权事项、流程图", "各单位最后一次能看时的权力清单；本单位网站或门户能看到其流程图的计为有图，两处相同的计1次。"),
    ("人工填报", "网上看不到的数字，由人填报；数字之间应当相符的都核对过，不符的不读入。"),
)


def notes(annual: Annual, batch: str, wording: Wording) -> Iterator[tuple[str, str]]:
    """Label and words, line by line."""
    say = wording.say
    yield say("城市"), plain(annual.city)
    yield say("年度"), str(annual.year)
    yield say("统计日期"), str(annual.on)
    yield say("批次"), say("{batch}（草稿中的出处指同一批次的这个表格）", batch=batch)
    yield say("检查过的月份"), say("、").join(map(str, annual.checked))
    yield say("人工填报"), figure_state(annual, wording)
    if annual.stated:
        yield "", say("文件校验值 {sha256}，{day} 读入", sha256=annual.stated.sha256, day=str(annual.stated.on))
    for label, words in COUNTED:
        yield say(label), say(words)
    for at, line in enumerate((*gap_lines(annual, wording), *aside_lines(annual, wording))):
        yield "" if at else say("没有读到的"), line
