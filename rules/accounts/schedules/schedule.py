"""The schedules (表) of a whole budget or of final accounts, by the part that each plays and the sums that it states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.accounts.value import Figure

BALANCE, INCOME_TABLE, EXPENDITURE_TABLE = "balance", "income", "expenditure"
APPROPRIATION, GENERAL_TABLE, BASIC_TABLE = "appropriation", "general", "basic"
THREE_PUBLIC, FUND_TABLE, CAPITAL_TABLE = "three-public", "fund", "state-capital"
APPROPRIATED, PROJECTS, PROCUREMENT, PERFORMANCE, OTHER = (
    "appropriated",
    "project",
    "procurement",
    "performance",
    "other",
)
NAMES: Mapping[str, str] = {
    BALANCE: "收支总表",
    INCOME_TABLE: "收入总表",
    EXPENDITURE_TABLE: "支出总表",
    APPROPRIATION: "财政拨款收支总表",
    GENERAL_TABLE: "一般公共预算支出表",
    BASIC_TABLE: "一般公共预算基本支出表",
    THREE_PUBLIC: "“三公”经费支出表",
    FUND_TABLE: "政府性基金预算支出表",
    CAPITAL_TABLE: "国有资本经营预算支出表",
    APPROPRIATED: "财政拨款支出表",
    PROJECTS: "项目支出表",
    PROCUREMENT: "政府采购表",
    PERFORMANCE: "绩效目标表",
    OTHER: "其他表",
}
TOTALS: Mapping[str, str] = {
    INCOME_TABLE: "本年收入合计",
    EXPENDITURE_TABLE: "本年支出合计",
    GENERAL_TABLE: "一般公共预算支出合计",
    APPROPRIATED: "财政拨款支出合计",
    BASIC_TABLE: "基本支出合计",
    THREE_PUBLIC: "“三公”经费合计",
    FUND_TABLE: "政府性基金支出合计",
    CAPITAL_TABLE: "国有资本经营支出合计",
}
STANDS_IN: Mapping[str, str] = {GENERAL_TABLE: APPROPRIATED}

INCOME_TOTAL, EXPENDITURE_TOTAL = "income_total", "expenditure_total"
INCOME, EXPENDITURE = "income", "expenditure"
OPENING, USED, CLOSING, SHARED_OUT = "opening", "used", "closing", "shared_out"
TOTAL, BASIC, PROJECT = "total", "basic", "project"
PERSONNEL, RUNNING, SUPPORT = "personnel", "running", "support"
UPWARD, BUSINESS, SUBSIDY = "upward", "business", "subsidy"
GENERAL, GENERAL_TOTAL, GENERAL_INCOME = "general", "general_total", "general_income"
FUND, CAPITAL = "fund", "capital"
SUMS: Mapping[str, str] = {
    INCOME_TOTAL: "收入总计",
    EXPENDITURE_TOTAL: "支出总计",
    INCOME: "本年收入合计",
    EXPENDITURE: "本年支出合计",
    OPENING: "年初结转和结余",
    USED: "使用非财政拨款结余",
    CLOSING: "年末结转和结余",
    SHARED_OUT: "结余分配",
    TOTAL: "合计",
    BASIC: "基本支出",
    PROJECT: "项目支出",
    PERSONNEL: "人员经费",
    RUNNING: "公用经费",
    SUPPORT: "对个人和家庭的补助",
    UPWARD: "上缴上级支出",
    BUSINESS: "经营支出",
    SUBSIDY: "对附属单位补助支出",
    GENERAL: "一般公共预算财政拨款支出",
    GENERAL_TOTAL: "一般公共预算财政拨款支出总计",
    GENERAL_INCOME: "一般公共预算财政拨款收入",
    FUND: "政府性基金预算财政拨款支出",
    CAPITAL: "国有资本经营预算财政拨款支出",
}


@dataclass(frozen=True)
class Schedule:
    """One schedule: `name` as printed; `shown` when it stands here and is not only named in a list of contents.

    `is_empty`: no figure in it but zeros, dashes and blanks; `has_zeros`: some of these are printed; `declared` holds the
    words that say that it is empty, or "". `figures` are the sums that it states, by the names of SUMS, in `unit` where
    their cells state no other. `others` are figures of rows or columns beside the sums that nobody here knows: for each
    sum, what may belong to it besides its known parts. `unclear` names sums whose numbers could not be told apart: nothing
    may rest on them. `told`: it was read from sentences, not from a table; `partial`: these may leave parts out.
    """

    role: str
    name: str
    where: str = ""
    shown: bool = False
    is_empty: bool = False
    has_zeros: bool = False
    declared: str = ""
    unit: str = ""
    figures: Mapping[str, Figure] = field(default_factory=dict)
    others: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    unclear: frozenset[str] = frozenset()
    told: bool = False
    partial: bool = False

    @property
    def is_hollow(self) -> bool:
        """Whether it is empty and nothing says that there was nothing to show."""
        return self.shown and self.is_empty and not self.has_zeros and not self.declared
