"""The live checks of the form of people's figures, as formulas that Excel 2010, WPS and LibreOffice all know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from xlsxwriter.utility import xl_rowcol_to_cell

from checker.figures_checks import Judged, State, percent, plain
from checker.figures_form import Check, Form, Relation, Spot, Term
from reports.formulas import quoted, tab
from reports.wording import Wording

MOST_NAMED = 4
PLACES = 6  # decimals that two sums are compared with
Place = tuple[str, int, int]  # sheet, row, column


@dataclass(frozen=True)
class Live:
    """Writes the formulas of a form: `places` says where each cell stands, `last` has the figures of the year before."""

    form: Form
    places: Mapping[Spot, Place]
    last: Mapping[Spot, Decimal]
    wording: Wording

    def message(self, told: Sequence[Judged]) -> tuple[str, str]:
        """The formula of what does not add up among some identities, "" where all do, with its value now."""
        parts = [f'IF({self._broken(each.check)},{self._says(each)},"")' for each in told]
        value = "".join(self._told(each) for each in told if each.state is State.BROKEN)
        return ("=" + "&".join(parts), value) if parts else ("", "")

    def whole(self, told: Sequence[Judged]) -> tuple[str, int]:
        """The formula that is 1 where any of the identities can be judged, with its value now."""
        parts = [f"AND({self._is_whole(each.check.left)},{self._is_whole(each.check.right)})" for each in told]
        now = any(each.left.is_whole and each.right.is_whole for each in told)
        return f"=IF(OR({','.join(parts)}),1,0)", int(now)

    def _broken(self, check: Check) -> str:
        left, right = self._sum(check.left), self._sum(check.right)
        knows_left, knows_right = self._is_whole(check.left), self._is_whole(check.right)
        over = f"AND({knows_left},{self._has_least(check.right)},ROUND({right}-{left},{PLACES})>0)"
        if check.rate:
            rate = self._cell(check.rate)
            known = f"{knows_left},{knows_right},ISNUMBER({rate})"
            return f"AND({known},{right}>0,ROUND({left}*100-{rate}*{right},{PLACES})<0)"
        if check.relation is Relation.BOTH:
            return f"AND({knows_left},{knows_right},({left}=0)<>({right}=0))"
        if check.relation is Relation.NEEDS:
            return f"AND({knows_left},{self._has_least(check.right)},{left}=0,{right}>0)"
        if check.relation is Relation.AT_LEAST:
            return over
        return f"OR({over},AND({knows_right},{self._has_least(check.left)},ROUND({left}-{right},{PLACES})>0))"

    def _says(self, told: Judged) -> str:
        """The formula of a sentence about a broken identity."""
        check = told.check
        left, right = (f"ROUND({self._sum(each)},{PLACES})" for each in (check.left, check.right))
        start, sign, end = self._words(check)
        if check.rate:
            return f"{quoted(start)}&INT({left}*10000/{right})/100&{quoted(end)}"
        return f"{quoted(start)}&{left}&{quoted(sign)}&{right}&{quoted(end)}"

    def _told(self, told: Judged) -> str:
        start, sign, end = self._words(told.check)
        if told.check.rate:
            share = percent(told.left.sum, told.right.sum)
            return f"{start}{plain(Decimal(share))}{end}"
        return f"{start}{plain(told.left.sum)}{sign}{plain(told.right.sum)}{end}"

    def _words(self, check: Check) -> tuple[str, str, str]:
        """What a sentence begins with, what stands between the sums, and its end."""
        say = self.wording.say
        end = say("；")
        if check.rate:
            return say("按所填的数只有 "), "", f"%{end}"
        start = self._where(check)
        sign = {Relation.EQUAL: " ≠ ", Relation.AT_LEAST: " ＜ "}.get(check.relation, " / ")
        return (f"{say('请核实：')}{start}" if check.warns else start), sign, end

    def _where(self, check: Check) -> str:
        """Which sums are compared: in which column a total and its parts, else both sides by their names."""
        form, say, terms = self.form, self.wording.say, (*check.left, *check.right)
        column = say(form.columns[check.at].title)
        across = len({term.spot.column for term in terms}) > 1
        plainly = len(check.left) == 1 and check.relation is Relation.EQUAL and not any(term.last for term in terms)
        if plainly and across:
            return say("{column}与各列之和：", column=column)
        alone = len(next(each for each in form.blocks if each.id == check.at.block).columns) == 1
        within = "" if alone or across else say("{column}列：", column=column)
        if plainly and {term.spot.block for term in terms} == {check.at.block}:
            return within
        left, right = (self._side(each, check, across=across) for each in (check.left, check.right))
        return within + say("{left}与{right}：", left=left, right=right)

    def _side(self, terms: Sequence[Term], check: Check, *, across: bool) -> str:
        """One side of an identity by the names of its rows or columns."""
        form, say, found = self.form, self.wording.say, ""
        if len(terms) > MOST_NAMED:
            return say("各项之和")
        for at, term in enumerate(terms):
            row = form.rows[term.spot]
            name = say(form.columns[term.spot].title if across else row.short or row.title)
            if term.spot.block != check.at.block:
                block = next(each.title for each in form.blocks if each.id == term.spot.block)
                name = say("“{sheet}”的{row}", sheet=say(block), row=name)
            name = say("上年{row}", row=name) if term.last else name
            found += ("－" if term.sign < 0 else "＋" if at else "") + name
        return found

    def _sum(self, terms: Sequence[Term]) -> str:
        """The sum of the known cells."""
        added, taken = (self._cells([term for term in terms if term.sign == sign]) for sign in (1, -1))
        constant = sum((term.sign * self.last.get(term.spot, Decimal(0)) for term in terms if term.last), Decimal(0))
        told = f"SUM({added or 0})"
        told += f"-SUM({taken})" if taken else ""
        return f"({told}+{constant})" if constant else f"({told})" if taken else told

    def _is_whole(self, terms: Sequence[Term]) -> str:
        """Whether each of the cells has a number."""
        return self._all_known(terms, lambda term: True)

    def _has_least(self, terms: Sequence[Term]) -> str:
        """Whether what is taken away is known."""
        return self._all_known(terms, lambda term: term.sign < 0)

    def _all_known(self, terms: Sequence[Term], among: Callable[[Term], bool]) -> str:
        wanted = [term for term in terms if among(term)]
        if any(term.last and term.spot not in self.last for term in wanted):
            return "FALSE"
        here = [term for term in wanted if not term.last]
        if not here:
            return "TRUE"
        return f"COUNT({self._cells(here)})={len(here)}"

    def _cells(self, terms: Iterable[Term]) -> str:
        """Cells as a formula lists them, runs of a column as one range, with the name of the sheet."""
        spots = [self.places[term.spot] for term in terms if not term.last]
        runs = []
        for _, group in groupby(enumerate(spots), lambda pair: (pair[1][0], pair[1][2], pair[1][1] - pair[0])):
            run = [place for _, place in group]
            first, last = (xl_rowcol_to_cell(row, column) for _, row, column in (run[0], run[-1]))
            runs.append(tab(run[0][0]) + (first if first == last else f"{first}:{last}"))
        return ",".join(runs)

    def _cell(self, spot: Spot) -> str:
        sheet, row, column = self.places[spot]
        return f"{tab(sheet)}{xl_rowcol_to_cell(row, column)}"
