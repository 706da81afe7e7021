"""The commands that see to a month and show it, their arguments and what their help says."""

from __future__ import annotations

from reports.arguments import CLUSTER, DEPARTMENT, OUTPUT, STRICT, WATCH, Argument, Command, formats

MONTH = (
    Command("init", "建立工作区：写出设置和名册的样例", (Argument(("folder",), "目录", settings={"metavar": "DIR"}),)),
    Command(
        "crawl",
        "访问各单位网站和门户，保存证据；中断后再次运行会接着做",
        (
            Argument(("--again",), "已完成的网站也重新访问", settings={"action": "store_true"}),
            Argument(
                ("--watch",),
                "不访问网站，只显示正在进行的访问（例如由 cron 启动的）的进度",
                settings={"action": "store_true"},
            ),
            *CLUSTER,
        ),
    ),
    Command(
        "check",
        "按考核方案检查已保存的内容，得出评定和分数",
        (
            STRICT,
            Argument(("--again",), "证据和规则都没有变时也重新检查", settings={"action": "store_true"}),
            Argument(
                ("--profile",),
                "检查完后列出读取、归类和每条规则各用了多少时间",
                settings={"action": "store_true"},
            ),
        ),
    ),
    Command(
        "show",
        "一个单位的成绩单：得分、扣分原因、证据、未能检测的部分；或其职权事项、空气日历",
        (
            DEPARTMENT,
            Argument(
                ("--powers",),
                "改为列出职权事项：清单、流程图、办事指南、时限，本网与门户对照",
                settings={"action": "store_true"},
            ),
            Argument(
                ("--air",),
                "改为列出空气日历：每一天两处公布的指数、级别和问题",
                settings={"action": "store_true"},
            ),
            Argument(
                ("--diff",),
                "改为与另一个月比较：哪些改正了、哪些是新的、成绩差在哪里",
                "period",
                {"metavar": "YYYY-MM"},
            ),
            WATCH,
            formats("text", "json", "jsonl", "csv"),
        ),
    ),
    Command("rank", "全市排名，以及与上个月相比的变化", (WATCH, formats("text", "json", "jsonl", "csv"))),
    Command("results", "每个单位每项指标的结果，供其他程序读取", (formats("json", "jsonl", "csv"),)),
    Command(
        "export",
        "写出督查员用的表格（.xlsx，可用 Excel、WPS、LibreOffice 打开）",
        (
            Argument(
                ("--per",),
                "写成一个表格（all），或每个督查员一个（inspector），或每个单位一个（department）",
                settings={"default": "all"},
                choices={"all": "全部", "inspector": "督查员", "department": "单位"},
            ),
            Argument(("--year-end",), "年终实地检查的表格，而不是一个月的", settings={"action": "store_true"}),
            OUTPUT,
        ),
    ),
    Command(
        "explain",
        "说明一条规则，或一个单位一项指标的分数是怎样得来的",
        (
            Argument(("subject",), "规则名，或单位的编号或名称", settings={"metavar": "RULE|DEPARTMENT"}),
            Argument(("indicator",), "指标编号", settings={"metavar": "INDICATOR", "nargs": "?"}),
        ),
    ),
    Command(
        "evidence",
        "写出一个单位的全部证据：当时的网页和文件、目录、校验值、可回放的 WARC",
        (
            DEPARTMENT,
            Argument(("--output", "-o"), "目录（默认：var/evidence/ 下）", settings={"metavar": "DIR"}),
            Argument(("--zip",), "写成一个 zip 文件", settings={"action": "store_true"}),
        ),
    ),
    Command(
        "verify",
        "核对保存的证据是否完好，指出每一处损坏",
        (
            Argument(
                ("department",), "只核对这个单位的（portal 为门户）", settings={"metavar": "DEPARTMENT", "nargs": "?"}
            ),
        ),
    ),
    Command("rules", "规则手册：按领域列出所有规则和用到它的指标"),
    Command(
        "read",
        "显示程序从一个网页或文件中读到了什么（不需要工作区）",
        (
            Argument(("source",), "文件或网址（- 为标准输入）", settings={"metavar": "FILE_OR_URL", "nargs": "+"}),
            formats("text", "json", "jsonl"),
        ),
    ),
    Command(
        "run",
        "每月一次，供 cron 调用：访问、检查、记台账、写出表格和网页；中断后再次运行会接着做",
        (
            STRICT,
            OUTPUT,
            Argument(("--again",), "本月已经做完的也重做", settings={"action": "store_true"}),
            Argument(
                ("--wait",),
                "另一个任务在运行时最多等多少分钟",
                settings={"type": int, "default": 0, "metavar": "MINUTES"},
            ),
            *CLUSTER,
        ),
    ),
    Command(
        "demo",
        "在本机演示：造一座示例城市，走完一个月",
        (
            Argument(("--seed",), "用哪一座示例城市", settings={"type": int, "default": 1, "metavar": "N"}),
            Argument(("--full",), "全规模：59 个部门、31 个所属单位、17 个县区", settings={"action": "store_true"}),
            Argument(("--latency",), "网站的响应延迟（毫秒）", settings={"type": int, "default": 0, "metavar": "MS"}),
            Argument(
                ("--year",),
                "走完 2013 年的十二个月，看问题怎样出现、整改、反复、逾期",
                settings={"action": "store_true"},
            ),
            Argument(("--folder",), "演示工作区的目录", settings={"default": "gongkai-demo", "metavar": "DIR"}),
        ),
    ),
    Command(
        "doctor", "检查本机和工作区是否具备运行条件，指出要做什么；不访问网络，什么也不改", (formats("text", "json"),)
    ),
)
