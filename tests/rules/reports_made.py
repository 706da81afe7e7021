"""Yearly reports on disclosure made for tests: sound tables of both forms, as HTML, as lines, with cells changed."""

from __future__ import annotations

from collections.abc import Sequence

WHO = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
RESULTS = (
    ("（一）予以公开", ""),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ""),
    *(
        ("（三）不予公开", each)
        for each in (
            "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息",
            "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项",
        )
    ),
    *(("（四）无法提供", each) for each in ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")),
    *(
        ("（五）不予处理", each)
        for each in ("1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
                     "5.要求行政机关确认或重新出具已获取信息")
    ),
)  # fmt: skip
OTHERS_2021 = (
    ("（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("（六）其他处理", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("（六）其他处理", "3.其他"),
)
OTHERS_2019 = (("（六）其他处理", ""),)
Grid = list[list[str]]


def results(year: int) -> tuple[tuple[str, str], ...]:
    """The rows between 一、二 and （七） in the form of a year."""
    return RESULTS + (OTHERS_2021 if year >= 2021 else OTHERS_2019)


def requests(year: int, cells: Sequence[Sequence[int]], old: Sequence[int], left: Sequence[int]) -> list[list[int]]:
    """The numbers of a sound table three: 一, 二, the results, （七）, 四; each with its total at the end."""
    done = [sum(row[at] for row in cells) for at in range(6)]
    new = [done[at] + left[at] - old[at] for at in range(6)]
    return [[*row, sum(row)] for row in (new, old, *cells, done, left)]


def labels(year: int) -> list[tuple[str, str, str]]:
    """The three label cells of each row of table three."""
    rows = [("三、本年度办理结果", *each) for each in results(year)]
    return [
        ("一、本年新收政府信息公开申请数量", "", ""),
        ("二、上年结转政府信息公开申请数量", "", ""),
        *rows,
        ("三、本年度办理结果", "（七）总计", ""),
        ("四、结转下年度继续办理", "", ""),
    ]


def requests_html(year: int, numbers: Sequence[Sequence[object]]) -> str:
    """Table three with merged labels and a head of three rows."""
    rows = [
        '<tr><td colspan="3" rowspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>'
        '<td colspan="7">申请人情况</td></tr>',
        '<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>',
        "<tr><td>商业<br>企业</td><td>科研<br>机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>",
    ]
    seen: set[str] = set()
    for (first, second, third), values in zip(labels(year), numbers, strict=True):
        cells = "".join(f"<td>{value}</td>" for value in values)
        head = ""
        if not second:
            head = f'<td colspan="3">{first}</td>'
        else:
            if first not in seen:
                head += f'<td rowspan="{len(results(year)) + 1}">{first}</td>'
            if not third:
                head += f'<td colspan="2">{second}</td>'
            else:
                group = sum(each == second for each, _ in results(year))
                head += (f'<td rowspan="{group}">{second}</td>' if second not in seen else "") + f"<td>{third}</td>"
        seen |= {first, second}
        rows.append(f"<tr>{head}{cells}</tr>")
    return f'<table border="1">{"".join(rows)}</table>'


def requests_lines(year: int, numbers: Sequence[Sequence[object]]) -> str:
    """The same cell by cell, each in a line of its own."""
    lines = [
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "申请人情况",
        "自然人",
        "法人或其他组织",
        "总计",
        *WHO[1:],
    ]
    seen: set[str] = set()
    for names, values in zip(labels(year), numbers, strict=True):
        for name in names:
            if name and name not in seen:
                lines.append(name)
                seen.add(name)
        lines += [str(value) for value in values]
    return "".join(f"<p>{line}</p>\n" for line in lines)


def disputes(cells: Sequence[Sequence[int]]) -> list[list[int]]:
    """The numbers of a sound table four: three groups of four results with their totals."""
    return [[*row, sum(row)] for row in cells]


def disputes_html(numbers: Sequence[Sequence[object]]) -> str:
    """Table four in one row of fifteen numbers."""
    names = "".join(f"<td>{each}</td>" for each in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))
    own = names.replace("<td>", '<td rowspan="2">')
    values = "".join(f"<td>{value}</td>" for row in numbers for value in row)
    return (
        '<table><tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>'
        f'<tr>{own}<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>'
        f"<tr>{names}{names}</tr><tr>{values}</tr></table>"
    )


def disputes_lines(numbers: Sequence[Sequence[object]]) -> str:
    """The same cell by cell."""
    names = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    cells = ("行政复议", "行政诉讼", *names, "未经复议直接起诉", "复议后起诉", *names, *names)
    return "".join(f"<p>{each}</p>\n" for each in (*cells, *(value for row in numbers for value in row)))


def published_html(made: object = 2, repealed: object = 1, valid: object = 12) -> str:
    """Table two of the form of 2021."""
    return (
        '<table><tr><td colspan="4">第二十条第（一）项</td></tr>'
        "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
        f"<tr><td>行政规范性文件</td><td>{made}</td><td>{repealed}</td><td>{valid}</td></tr>"
        '<tr><td colspan="4">第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr>'
        '<tr><td>行政许可</td><td colspan="3">31</td></tr></table>'
    )


STATISTICS = (
    ("一、主动公开情况", "——", None),
    ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "published"),
    ("其中：主动公开规范性文件数", "条", "documents"),
    ("制发规范性文件总数", "件", "documents"),
    ("三、依申请公开情况", "——", None),
    ("（一）收到申请数", "件", "asked"),
    ("1.当面申请数", "件", "asked 0"), ("2.传真申请数", "件", "asked 1"),
    ("3.网络申请数", "件", "asked 2"), ("4.信函申请数", "件", "asked 3"),
    ("（二）申请办结数", "件", "done"), ("1.按时办结数", "件", "done 0"), ("2.延期办结数", "件", "done 1"),
    ("（三）申请答复数", "件", "answered"),
    ("1.属于已主动公开范围数", "件", "answered 0"), ("2.同意公开答复数", "件", "answered 1"),
    ("3.同意部分公开答复数", "件", "answered 2"), ("4.不同意公开答复数", "件", "refused"),
    ("其中：1.涉及国家秘密", "件", "refused 0"), ("2.涉及商业秘密", "件", "refused 1"),
    ("3.涉及个人隐私", "件", "refused 2"), ("4.危及国家安全、公共安全、经济安全和社会稳定", "件", "refused 3"),
    ("5.不是《条例》所指政府信息", "件", "refused 4"), ("6.法律法规规定的其他情形", "件", "refused 5"),
    ("5.不属于本行政机关公开数", "件", "answered 3"), ("6.申请信息不存在数", "件", "answered 4"),
    ("7.告知作出更改补充数", "件", "answered 5"), ("8.告知通过其他途径办理数", "件", "answered 6"),
    ("四、行政复议数量", "件", "reviews"), ("（一）维持具体行政行为数", "件", "reviews 0"),
    ("（二）被依法纠错数", "件", "reviews 1"), ("（三）其他情形数", "件", "reviews 2"),
    ("五、行政诉讼数量", "件", "lawsuits"), ("（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "lawsuits 0"),
    ("（二）被依法纠错数", "件", "lawsuits 1"), ("（三）其他情形数", "件", "lawsuits 2"),
    ("七、依申请公开信息收取的费用", "万元", "fees"),
    ("（三）从事政府信息公开工作人员数", "人", "people"), ("1.专职人员数", "人", "people 0"), ("2.兼职人员数", "人", "people 1"),
)  # fmt: skip


def statistics(parts: dict[str, list[int]]) -> dict[str, int]:
    """The values of a sound table of statistics by key, of the parts of its totals."""
    found = {"published": 120, "documents": 3, "fees": 0}
    for name, values in parts.items():
        found |= {f"{name} {at}": value for at, value in enumerate(values)}
        found[name] = sum(values)
    found["answered"] += found["refused"]
    return found


def statistics_html(values: dict[str, int]) -> str:
    """The table of statistics in three columns."""
    rows = "".join(
        f"<tr><td>{label}</td><td>{unit}</td><td>{'' if key is None else values[key]}</td></tr>"
        for label, unit, key in STATISTICS
    )
    return f"<table><tr><td>统 计 指 标</td><td>单位</td><td>统计数</td></tr>{rows}</table>"


def statistics_lines(values: dict[str, int]) -> str:
    """The same cell by cell."""
    cells = [cell for label, unit, key in STATISTICS for cell in (label, unit, "" if key is None else values[key])]
    return "".join(f"<p>{cell}</p>\n" for cell in ("统计指标", "单位", "统计数", *cells) if cell != "")
