"""The tables of the yearly reports: the statistics of 2014 on, and the three tables of the form of 2019 on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reports.samplecity.institutions.yearcount import Year

STATISTICS = """
一、主动公开情况|——|——
（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）|条|{shown}
其中：主动公开规范性文件数|条|{rules}
制发规范性文件总数|件|{rules}
（二）通过不同渠道和方式公开政府信息的情况|——|——
1.政府公报公开政府信息数|条|0
2.政府网站公开政府信息数|条|{shown}
3.政务微博公开政府信息数|条|{blog}
4.政务微信公开政府信息数|条|0
5.其他方式公开政府信息数|条|12
二、回应解读情况|——|——
（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）|次|2
（二）通过不同渠道和方式回应解读的情况|——|——
1.参加或举办新闻发布会总次数|次|1
其中：主要负责同志参加新闻发布会次数|次|0
2.政府网站在线访谈次数|次|1
其中：主要负责同志参加政府网站在线访谈次数|次|1
3.政策解读稿件发布数|篇|2
4.微博微信回应事件数|次|0
5.其他方式回应事件数|次|0
三、依申请公开情况|——|——
（一）收到申请数|件|{new}
1.当面申请数|件|{firms}
2.传真申请数|件|0
3.网络申请数|件|{others}
4.信函申请数|件|0
（二）申请办结数|件|{ended}
1.按时办结数|件|{ended}
2.延期办结数|件|0
（三）申请答复数|件|{ended}
1.属于已主动公开范围数|件|0
2.同意公开答复数|件|{granted}
3.同意部分公开答复数|件|{partly}
4.不同意公开答复数|件|0
其中：涉及国家秘密|件|0
涉及商业秘密|件|0
涉及个人隐私|件|0
危及国家安全、公共安全、经济安全和社会稳定|件|0
不是《条例》所指政府信息|件|0
法律法规规定的其他情形|件|0
5.不属于本行政机关公开数|件|0
6.申请信息不存在数|件|{not_held}
7.告知作出更改补充数|件|0
8.告知通过其他途径办理数|件|0
四、行政复议数量|件|0
（一）维持具体行政行为数|件|0
（二）被依法纠错数|件|0
（三）其他情形数|件|0
五、行政诉讼数量|件|0
（一）维持具体行政行为或者驳回原告诉讼请求数|件|0
（二）被依法纠错数|件|0
（三）其他情形数|件|0
六、举报投诉数量|件|0
七、依申请公开信息收取的费用|万元|0
八、机构建设和保障经费情况|——|——
（一）政府信息公开工作专门机构数|个|1
（二）设置政府信息公开查阅点数|个|1
（三）从事政府信息公开工作人员数|人|3
1.专职人员数（不包括政府公报及政府网站工作人员数）|人|1
2.兼职人员数|人|2
（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）|万元|0
九、政府信息公开会议和培训情况|——|——
（一）召开政府信息公开工作会议或专题会议数|次|2
（二）举办各类培训班数|次|1
（三）接受培训人员数|人次|20
"""
OUTCOMES = """
三、本年度办理结果|（一）予以公开||granted
三、本年度办理结果|（二）部分公开（区分处理的，只计这一情形，不计其他情形）||partly
三、本年度办理结果|（三）不予公开|1.属于国家秘密|
三、本年度办理结果|（三）不予公开|2.其他法律行政法规禁止公开|
三、本年度办理结果|（三）不予公开|3.危及“三安全一稳定”|
三、本年度办理结果|（三）不予公开|4.保护第三方合法权益|
三、本年度办理结果|（三）不予公开|5.属于三类内部事务信息|
三、本年度办理结果|（三）不予公开|6.属于四类过程性信息|
三、本年度办理结果|（三）不予公开|7.属于行政执法案卷|
三、本年度办理结果|（三）不予公开|8.属于行政查询事项|
三、本年度办理结果|（四）无法提供|1.本机关不掌握相关政府信息|not_held
三、本年度办理结果|（四）无法提供|2.没有现成信息需要另行制作|
三、本年度办理结果|（四）无法提供|3.补正后申请内容仍不明确|
三、本年度办理结果|（五）不予处理|1.信访举报投诉类申请|
三、本年度办理结果|（五）不予处理|2.重复申请|
三、本年度办理结果|（五）不予处理|3.要求提供公开出版物|
三、本年度办理结果|（五）不予处理|4.无正当理由大量反复申请|
三、本年度办理结果|（五）不予处理|5.要求行政机关确认或重新出具已获取信息|
三、本年度办理结果|（六）其他处理|1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|
三、本年度办理结果|（六）其他处理|2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|
三、本年度办理结果|（六）其他处理|3.其他|
三、本年度办理结果|（七）总计||ended
"""
ASKERS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
COUNTED = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def statistics(year: Year) -> str:
    """The statistics table of 2014 on, as HTML."""
    values = {**vars(year), "ended": year.ended, "others": year.new - year.firms, "blog": year.shown // 9}
    values["ended"] = year.ended
    lines = (line.format(**values).split("|") for line in STATISTICS.strip().splitlines())
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    return f'<table border="1"><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>{rows}</table>'


def published(year: Year, of: int) -> str:
    """Table two as HTML: what was published of one's own accord, in the form of that year's report."""
    if of >= 2021:
        made = f"<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>{_row('规章', '0', '0', '0')}"
        made += _row("行政规范性文件", str(year.rules), str(year.abolished), str(year.valid))
        licences = "<tr><td>信息内容</td><td colspan='3'>本年处理决定数量</td></tr>" + _wide("行政许可", year.licences)
        penalties = licences.split("</tr>")[0] + "</tr>" + _wide("行政处罚", year.penalties) + _wide("行政强制", 0)
        fees = "<tr><td>信息内容</td><td colspan='3'>本年收费金额（单位：万元）</td></tr>" + _wide(
            "行政事业性收费", year.fees
        )
    else:
        made = "<tr><td>信息内容</td><td>本年新制作数量</td><td>本年新公开数量</td><td>对外公开总数量</td></tr>"
        made += _row("规章", "0", "0", "0")
        made += _row("规范性文件", str(year.rules), str(year.rules), str(year.valid))
        heads = "<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>"
        licences = heads + _row("行政许可", "12", "0", str(year.licences))
        licences += _row("其他对外管理服务事项", "8", "0", "0")
        penalties = heads + _row("行政处罚", "20", "0", str(year.penalties)) + _row("行政强制", "3", "0", "0")
        fees = "<tr><td>信息内容</td><td>上一年项目数量</td><td colspan='2'>本年增/减</td></tr>"
        fees += "<tr><td>行政事业性收费</td><td>2</td><td colspan='2'>0</td></tr>"
    parts = ((1, made), (5, licences), (6, penalties), (8, fees))
    body = "".join(
        f"<tr><td colspan='4'>第二十条第（{'一二三四五六七八'[n - 1]}）项</td></tr>{rows}" for n, rows in parts
    )
    return f'<table border="1">{body}</table>'


def _row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _wide(label: str, value: int) -> str:
    return f"<tr><td>{label}</td><td colspan='3'>{value}</td></tr>"


def requested(year: Year, wrong: str) -> str:
    """Table three as HTML: requests received and dealt with."""
    head = (
        f"<tr><td rowspan='3' colspan='3'>{COUNTED}</td><td colspan='7'>申请人情况</td></tr>"
        "<tr><td rowspan='2'>自然人</td><td colspan='5'>法人或其他组织</td><td rowspan='2'>总计</td></tr>"
        f"<tr>{''.join(f'<td>{name}</td>' for name in ASKERS[1:-1])}</tr>"
    )
    before = year.before + (1 if wrong == "carry-over" else 0)
    body = f"<tr><td colspan='3'>一、本年新收政府信息公开申请数量</td>{_askers(year.new, year.firms)}</tr>"
    body += f"<tr><td colspan='3'>二、上年结转政府信息公开申请数量</td>{_askers(before, 0)}</tr>"
    body += "".join(_outcomes(_told(year, wrong), year.firms))
    after = year.after + (1 if wrong == "carry-over" else 0)
    body += f"<tr><td colspan='3'>四、结转下年度继续办理</td>{_askers(after, 0)}</tr>"
    return f'<table border="1">{head}{body}</table>'


def _told(year: Year, wrong: str) -> Mapping[str, int]:
    told = {"granted": year.granted, "partly": year.partly, "not_held": year.not_held, "ended": year.ended}
    return told | {"partly": year.partly + 2} if wrong == "wrong-sum" else told


def _askers(total: int, firms: int) -> str:
    cells = (total - firms, firms, 0, 0, 0, 0, total)
    return "".join(f"<td>{n}</td>" for n in cells)


def _outcomes(told: Mapping[str, int], firms: int) -> Iterator[str]:
    lines = [line.split("|") for line in OUTCOMES.strip().splitlines()]
    for n, (first, second, third, key) in enumerate(lines):
        cells = f"<td rowspan='{len(lines)}'>{first}</td>" if n == 0 else ""
        if not third:
            cells += f"<td colspan='2'>{second}</td>"
        else:
            same = [line for line in lines if line[1] == second]
            cells += (f"<td rowspan='{len(same)}'>{second}</td>" if same[0][2] == third else "") + f"<td>{third}</td>"
        count = told.get(key, 0)
        from_firms = firms if key in ("ended", _answered(told, firms)) else 0
        yield f"<tr>{cells}{_askers(count, min(count, from_firms))}</tr>"


def _answered(told: Mapping[str, int], firms: int) -> str:
    """Under which outcome the requests of firms were answered."""
    return next((key for key in ("granted", "not_held", "partly") if told[key] >= firms), "granted")


def disputed() -> str:
    """Table four as HTML: reviews and lawsuits, of which there were none."""
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    names = "".join(f"<td>{name}</td>" for name in results * 3)
    return (
        "<table border='1'><tr><td rowspan='2' colspan='5'>行政复议</td><td colspan='10'>行政诉讼</td></tr>"
        "<tr><td colspan='5'>未经复议直接起诉</td><td colspan='5'>复议后起诉</td></tr>"
        f"<tr>{names}</tr><tr>{'<td>0</td>' * 15}</tr></table>"
    )
