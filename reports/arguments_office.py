"""The commands by which people decide, see problems put right and account for a year, with their arguments and help."""

from __future__ import annotations

from reports.arguments import BY, CASES, DEPARTMENT, REASON, WATCH, Argument, Command, formats

OFFICE = (
    Command(
        "import",
        "读入督查员填好的表格：意见和实地得分；有错的全部列出，什么也不改",
        (
            Argument(("file",), "表格文件", settings={"metavar": "FILE", "nargs": "+"}),
            Argument(("--dry-run",), "只显示会改变什么", settings={"action": "store_true"}),
            Argument(("--settle",), "以这些表格为准，结束督查员之间的分歧", settings={"action": "store_true"}),
        ),
    ),
    Command(
        "appeal",
        "登记一个单位对一条检查发现的申诉",
        (
            DEPARTMENT,
            Argument(("finding",), "检查发现的编号（见 gongkai explain）", settings={"metavar": "FINDING"}),
            Argument(("--reason",), "申诉的理由", settings={"required": True, "metavar": "TEXT"}),
            Argument(("--by",), "申诉人", settings={"required": True, "metavar": "NAME"}),
            Argument(("--evidence",), "提交的文件", settings={"metavar": "FILE", "nargs": "+", "default": []}),
        ),
    ),
    Command(
        "appeals",
        "申诉和答复",
        (
            Argument(("department",), "只列这个单位的", settings={"metavar": "DEPARTMENT", "nargs": "?"}),
            Argument(("--open",), "只列还没有答复的", settings={"action": "store_true"}),
            formats("text", "json", "jsonl", "csv"),
        ),
    ),
    Command(
        "answer",
        "答复一个申诉：维持、撤销或改为多少分",
        (
            Argument(("number",), "申诉的号数", settings={"type": int, "metavar": "NUMBER"}),
            Argument(
                ("--decision",),
                "维持（upheld）、撤销（revoked）、改为（changed）",
                settings={"required": True},
                choices={"upheld": "维持", "revoked": "撤销", "changed": "改为"},
            ),
            Argument(("--points",), "改为扣多少分", settings={"metavar": "POINTS"}),
            Argument(("--reason",), "答复的理由", settings={"required": True, "metavar": "TEXT"}),
            Argument(("--by",), "答复人", settings={"required": True, "metavar": "NAME"}),
        ),
    ),
    Command(
        "ledger",
        "整改台账：全部未销号的条目，一个单位的，逾期的，或一个条目的经过",
        (
            Argument(
                ("subject",), "单位的编号或名称，或条目的号数", settings={"metavar": "DEPARTMENT|CASE", "nargs": "?"}
            ),
            Argument(("--all",), "也列出已销号的", settings={"action": "store_true"}),
            Argument(("--overdue",), "只列期限已过的", settings={"action": "store_true"}),
            WATCH,
            formats("text", "json", "jsonl", "csv", "xlsx", "html"),
            Argument(
                ("--output", "-o"),
                "文件名，扩展名决定格式（默认：显示出来；xlsx、html 在 var/ 下）",
                settings={"metavar": "FILE"},
            ),
        ),
    ),
    Command(
        "notice",
        "写出整改通知书（.docx），每个单位一份，并记入台账；或全市通报",
        (
            Argument(("department",), "只写这些单位的", settings={"metavar": "DEPARTMENT", "nargs": "*"}),
            Argument(("--circular",), "改为写全市的通报", settings={"action": "store_true"}),
            Argument(("--draft",), "草稿：不编号，不记入台账", settings={"action": "store_true"}),
            Argument(
                ("--template",),
                "把内置的模板写到工作区的 templates/ 下，供修改",
                settings={"action": "store_true"},
            ),
            Argument(("--output", "-o"), "目录（默认：var/notices/ 下）", settings={"metavar": "DIR"}),
        ),
    ),
    Command(
        "reply",
        "登记一个单位对整改通知的回复",
        (
            DEPARTMENT,
            Argument(
                ("case",),
                "条目的号数（默认：已通知而未回复的全部）",
                "case",
                {"metavar": "CASE", "nargs": "*"},
            ),
            Argument(("--says",), "回复的内容", settings={"required": True, "metavar": "TEXT"}),
            Argument(("--by",), "回复人", settings={"required": True, "metavar": "NAME"}),
            Argument(
                ("--evidence",),
                "随回复提交的文件",
                settings={"metavar": "FILE", "nargs": "+", "default": []},
            ),
        ),
    ),
    Command("close", "由人销号：不再需要整改的条目", (CASES, REASON, BY)),
    Command("reopen", "撤回由人所作的销号", (CASES, REASON, BY)),
    Command(
        "year",
        "一年的成绩：日常和年终，网上和实地",
        (
            Argument(
                ("year",), "哪一年（默认：考核方案的年度）", settings={"type": int, "metavar": "YYYY", "nargs": "?"}
            ),
            Argument(("--explain",), "逐行列出一个单位的算式", settings={"metavar": "DEPARTMENT"}),
            formats("text", "json", "jsonl", "csv"),
        ),
    ),
    Command(
        "schemes",
        "考核方案：列出全部，显示一个，比较两个，或试算一个月",
        (
            Argument(("name",), "方案", settings={"metavar": "SCHEME", "nargs": "?"}),
            Argument(("other",), "与之比较的方案", settings={"metavar": "OTHER", "nargs": "?"}),
            Argument(("--dry-run",), "试算：按这个方案，本月的成绩会怎样变", settings={"action": "store_true"}),
            formats("text", "json"),
        ),
    ),
    Command(
        "statistics",
        "年度报告要用的统计：各级各月主动公开的条数、预决算公开率、访谈、回复、流程图；或“三公”经费汇总表",
        (
            Argument(
                ("--topic",),
                "统计什么：年度报告（annual-report）或“三公”经费（three-public）",
                settings={"default": "annual-report"},
                choices={"annual-report": "年度报告", "three-public": "“三公”经费"},
            ),
            Argument(
                ("--form",),
                "写出只有人知道的数字的填报表（.xlsx）",
                settings={"action": "store_true"},
            ),
            Argument(("--figures",), "读入填好的填报表；不平的全部列出，什么也不改", settings={"metavar": "FILE"}),
            Argument(
                ("--kind",),
                "“三公”经费：预算（budget，默认）或决算（final）",
                choices={"budget": "预算", "final": "决算"},
            ),
            Argument(
                ("--year",), "哪一年的（默认：测评月份的年度，决算为上年）", settings={"type": int, "metavar": "YYYY"}
            ),
            Argument(
                ("--sort",),
                "“三公”经费：次序，名册（roster，默认）或合计（total）",
                choices={"roster": "名册", "total": "合计"},
            ),
            formats("text", "json", "csv", "xlsx", "docx"),
            Argument(
                ("--output", "-o"),
                "文件名（默认：显示出来；xlsx、docx 在 var/export/ 下）",
                settings={"metavar": "FILE"},
            ),
        ),
    ),
    Command(
        "report",
        "写出网页报告（var/report/），不需要网络就能打开",
        (
            Argument(("--output", "-o"), "目录", settings={"metavar": "DIR"}),
            Argument(("--open",), "写好后在浏览器中打开（由本机提供，Ctrl-C 结束）", settings={"action": "store_true"}),
            Argument(
                ("--port",),
                "--open 用的端口（默认：任意空闲端口）",
                settings={"type": int, "default": 0, "metavar": "PORT"},
            ),
        ),
    ),
    Command(
        "explore",
        "用 Datasette 查看和查询结果数据库（需要 gongkai[explore]）",
        (
            Argument(
                ("--metadata",),
                "只写出 Datasette 的说明文件，不启动",
                settings={"action": "store_true"},
            ),
            Argument(("--port",), "端口（默认：8001）", settings={"type": int, "default": 8001, "metavar": "PORT"}),
        ),
    ),
    Command(
        "lake",
        "把多个城市的结果和统计写成 Parquet 数据湖，并回答全省、全国的问题（需要 gongkai[lake]）",
        (
            Argument(
                ("workspaces",),
                "工作区，或装有工作区的目录，或列出它们的清单文件（默认：当前工作区）",
                settings={"metavar": "WORKSPACE", "nargs": "*"},
            ),
            Argument(
                ("--lake", "--output", "-o"),
                "数据湖：目录，或 fsspec 的地址，例如 s3://bucket/lake（默认：工作区的 var/lake）",
                settings={"metavar": "LAKE"},
            ),
            Argument(
                ("--replace",),
                "同名城市的门户网址变了也照样写：是同一个城市",
                settings={"action": "store_true"},
            ),
            Argument(
                ("--merge",),
                "把各城市的文件按月合并，供全国查询用；各城市的文件不动",
                settings={"action": "store_true"},
            ),
            Argument(
                ("--ask",), "回答一个问题（见 --list）；月份用 --period，默认最近一个月", settings={"metavar": "NAME"}
            ),
            Argument(("--list",), "列出可以提的问题，以及各表和各列的含义", settings={"action": "store_true"}),
            Argument(("--sql",), "执行文件（- 为标准输入）里的一个查询；只能读", settings={"metavar": "FILE|-"}),
            Argument(
                ("--limit",),
                "最多列出多少行（0 为全部；默认：显示出来的 20 行，其他格式全部）",
                settings={"type": int, "metavar": "N"},
            ),
            formats("text", "json", "jsonl", "csv"),
        ),
    ),
    Command(
        "schedule",
        "显示每月自动运行所需的 crontab 行和 systemd 定时器，或安装、撤除",
        (
            Argument(
                ("--install",),
                "安装到 cron 或 systemd",
                settings={"choices": ("cron", "systemd"), "metavar": "cron|systemd"},
            ),
            Argument(("--remove",), "撤除已安装的", settings={"action": "store_true"}),
            Argument(("--at",), "几点开始（默认：访问时间的开头）", settings={"metavar": "HH:MM"}),
        ),
    ),
    Command(
        "backup",
        "把整个工作区备份到另一个磁盘的目录：只写新的文件，逐个读回核对，已有的备份从不改动",
        (
            Argument(("folder",), "备份目录（新的、空的，或以前的备份）", settings={"metavar": "DIR"}),
            Argument(
                ("--again",),
                "工作区和备份的每个文件都重新读一遍；备份里损坏的重写",
                settings={"action": "store_true"},
            ),
        ),
    ),
    Command(
        "restore",
        "从备份恢复工作区到新的目录；先核对每个文件，有损坏的全部列出，什么也不恢复",
        (
            Argument(("backup",), "备份目录", settings={"metavar": "BACKUP"}),
            Argument(("folder",), "恢复到哪里（新的或空的目录）", settings={"metavar": "DIR", "nargs": "?"}),
            Argument(("--number",), "第几次备份（默认：最近一次）", settings={"type": int, "metavar": "NUMBER"}),
            Argument(("--dry-run",), "只核对全部备份，不恢复", settings={"action": "store_true"}),
            Argument(("--damaged",), "有损坏也恢复其余完好的文件", settings={"action": "store_true"}),
        ),
    ),
    Command(
        "retention",
        "保存的证据：各月占多少空间，哪些超过保存期，能否移走；从不自行删除",
        (
            Argument(("--remove",), "删除超过保存期的一个月的证据", "period", {"metavar": "YYYY-MM"}),
            Argument(("--by",), "决定删除的人", settings={"metavar": "NAME"}),
            formats("text", "json"),
        ),
    ),
)
