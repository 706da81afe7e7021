"""How many: groups and persons abroad, cars bought and held, batches and guests received, told in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rules.accounts.heads import ABROAD, OPERATION, PURCHASE, RECEPTION, VEHICLES
from rules.accounts.prose.nil import declarations
from rules.accounts.prose.numerals import NUMBER, SPOKEN, number
from rules.accounts.prose.paragraphs import Clause, Paragraph
from rules.accounts.prose.statements import framed
from rules.accounts.value import COUNTS, Figure
from rules.amounts import Amount

_COUNT = re.compile(
    rf"(?P<number>(?<![\d.]){NUMBER}|(?<![第数几]){SPOKEN}{{1,6}}(?=批次|批\(|人次|人\(|辆|台|个团))"
    r"(?P<measure>个?批\(次\)|个?批次|批|个团组|个团|次团|团次|人次|人\(次\)|人|名|辆车(?!辆?次)|辆次?|台|个|次)(?![均年月日员])"
)
_ABROAD = re.compile(r"出国|出境|出访|\(境\)国|团组")
_RECEPTION = re.compile(r"接待|来宾|宾客|来访")
_OUTSIDE = re.compile(r"(?:国\(境\)外|国境外|境外|国外)(?:公务)?接待")
_FOREIGN = re.compile(r"(?P<among>(?:其中|[(])[:,]?)?(?:外事|外宾|涉外)(?:公务)?(?:接待)?")
_HOME = re.compile(r"国内(?:公务)?接待")
_NO_COUNT = re.compile(
    r"增加|减少|下降|增长|减至|降至|[增减]$|比|较|[上去]年|[每均]|编制|编外|报废|处置|封存|上缴|上交|拍卖|移交|划转|租|核定|陪同|在职|在编|职工|工作人员|退休"
    r"|标准|召开|参会|会议|组织培训|参加培训|举办|不超过|从$|由$|至$|第$|桌|干部"
)
_REASON = re.compile(r"原因|由于|因为|主要是(?!接待|用于)")
_HELD = re.compile(r"保有|保留|现有|现存|实有|共有|拥有|尚有|存有|年末|在用|使用中|总数|总量")
_CARS = re.compile(r"(?:公务用?车辆?|公车|车辆)(?:数量?)?(?:为|共|共计|合计)?:?$")
_BOUGHT = re.compile(r"购置|新购|购买|购入|购车|更新")
_ALL = re.compile(r"共计|累计|合计|总共|总计|[共总]")
_OTHERS = re.compile(r"参加其[他它]|其[他它]单位组织")
_YEAR = re.compile(r"(?<!截至)(?<!截止)(?<!至)(20\d\d)年(?!\d{1,2}月|底|末)|(上年|去年)(?!末|底)")
_OTHER_YEAR = r"\((?:(?P<year>20\d\d)年|上年|去年)(?!末|底|\d{1,2}月)"
_ASIDE = re.compile(rf"{_OTHER_YEAR}[^()]{{0,60}}\)")
_OPENED = re.compile(rf"{_OTHER_YEAR}[^()]*$")
_KINDS = {
    "groups": "abroad",
    "persons": "abroad",
    "bought": "cars",
    "held": "cars",
    "batches": "guests",
    "guests": "guests",
}
_TAIL = re.compile(r"[元%(]")
_EACH = re.compile(r"[一-龥]{0,8}车辆?(?:[、和及][一-龥]{0,8}车辆?){1,5}各$")
_BETWEEN = re.compile("[、和及]")
_PAIR = re.compile(
    rf"购置[^,;]{{0,8}}[及和、][^,;]{{0,8}}保有量?[^,;]{{0,4}}分别(?:为|是)?({NUMBER})[辆台][、和,]({NUMBER})[辆台]"
)


@dataclass(frozen=True)
class _Count:
    name: str
    value: Decimal
    words: str
    quote: str
    side: str
    within: bool


def counts(text: str, year: int | None) -> Mapping[str, Figure]:
    """The counts that a text states for `year`, by the names of COUNTS; a count said to have changed by is none.

    Receptions at home count; foreign guests told beside them, not among them, are added. No car said to have been bought
    counts as nothing.
    """
    found = list(_counted(text, year))
    chosen = {name: figure for name in COUNTS if (figure := _chosen([each for each in found if each.name == name]))}
    for heads, clause in declarations(text, year):
        for name in _none(heads, clause):
            chosen.setdefault(name, Figure(Amount(Decimal(0), raw=clause), quote=clause))
    return {name: chosen[name] for name in COUNTS if name in chosen}


def _none(heads: frozenset[str], clause: str) -> Iterator[str]:
    if heads == {PURCHASE} and re.search("购|新增", clause) and not re.search("费|计划", clause):
        yield "bought"


def _chosen(found: list[_Count]) -> Figure | None:
    """The figure for one count among all that is said of it."""
    if not found:
        return None
    plain = [each for each in found if not each.within] or found
    sides = {
        side: next((each for each in plain if each.side == side), None)
        for side in ("", "all", "home", "foreign", "other")
    }
    whole = sides["all"] or sides[""] or sides["home"]
    if whole is None:
        return None
    value, words = whole.value, whole.words
    for side in ("other", "foreign"):
        beside = sides[side]
        if beside is not None and sides["all"] is None and (side == "other" or whole is sides["home"]):
            value += beside.value
    return Figure(Amount(value, raw=words), quote=whole.quote)


def _counted(text: str, year: int | None) -> Iterator[_Count]:
    for paragraph, frame in framed(text):
        for sentence in paragraph.sentences:
            yield from _Sentence(paragraph, frame.head, year).read(sentence)


class _Sentence:
    """One sentence, read clause by clause."""

    def __init__(self, paragraph: Paragraph, above: str, year: int | None) -> None:
        self.paragraph, self.year = paragraph, year
        self.of = "abroad" if above == ABROAD else "reception" if above == RECEPTION else ""
        self.cars = above in (VEHICLES, PURCHASE, OPERATION)
        self.side = ""
        self.within = self.counted = ""
        self.reason = self.elsewhen = self.aside = False

    def read(self, sentence: list[Clause]) -> Iterator[_Count]:
        for clause in (self._without_asides(each) for each in sentence):
            pair = _PAIR.search(clause.text)
            if pair:
                for name, digits in (("bought", pair[1]), ("held", pair[2])):
                    yield self._count(name, digits, digits + "辆", clause)
            elif not self._is_of_another_year(clause.text):
                yield from self._clause(clause)
            if clause.stop == ";":
                self.within, self.reason = "", False

    def _without_asides(self, clause: Clause) -> Clause:
        """A clause without the brackets that tell of another year: 4万元（2015年5万元，80批次）, 63批次."""
        text = clause.text
        if self.aside:
            _, closed, text = text.partition(")")
            self.aside = not closed
        text = _ASIDE.sub(lambda match: "" if self._is_other(match["year"]) else match[0], text)
        opened = _OPENED.search(text)
        if opened and self._is_other(opened["year"]):
            text, self.aside = text[: opened.start()], True
        return replace(clause, text=text)

    def _is_other(self, year: str | None) -> bool:
        return self.year is not None and year != str(self.year)

    def _is_of_another_year(self, clause: str) -> bool:
        named = _YEAR.findall(clause)
        if named and not re.search("比|较|与|同", clause):
            self.elsewhen = self.year is not None and named[-1][0] != str(self.year)
        return self.elsewhen and ("保有" not in clause or bool(named))

    def _clause(self, clause: Clause) -> Iterator[_Count]:
        text, place, refused = clause.text, 0, False
        self.reason = self.reason or (_REASON.search(text) is not None)
        for match in _COUNT.finditer(text):
            before = text[place : match.start()]
            self._follow(before)
            place = match.end()
            refused = _NO_COUNT.search(_TAIL.split(before)[-1]) is not None or (
                refused and _BETWEEN.fullmatch(before) is not None
            )
            name = "" if refused else self._name(before, match["measure"])
            if name and not (self.reason and not re.search("团组|[保共现]有|接待", text[: match.start()])):
                counted = self._count(name, match["number"], match[0], clause, before)
                yield replace(counted, value=counted.value * _kinds_of_cars(before))
                self.counted, self.reason = _KINDS[name], False
        self._follow(text[place:])

    def _follow(self, words: str) -> None:
        """What is counted from here on, after these words."""
        self.within = self.counted if "其中" in words else self.within
        for kind, pattern in (("abroad", _ABROAD), ("reception", _RECEPTION)):
            if pattern.search(words):
                self.side = self.side if self.of == kind else ""
                self.of = kind
        for side, pattern in (("home", _HOME), ("foreign", _FOREIGN), ("outside", _OUTSIDE)):
            match = pattern.search(words)
            if match:
                self.of = "reception"
                self.side = "among" if match.groupdict().get("among") else side
        self.cars = self.cars or "车" in words
        if ")" in words:
            self.within, self.side = "", "" if self.side == "among" else self.side

    def _name(self, before: str, measure: str) -> str:
        """Which count a number with such a measure word is, after these words; "" for none of ours."""
        if measure in ("辆", "台", "辆车"):
            return self._cars(before) or ("held" if self.cars and measure == "辆车" and not before else "")
        if measure.startswith("人") or measure == "名":
            return {"abroad": "persons", "reception": "guests"}.get(self.of, "")
        if "团" in measure or (measure == "个" and "团" in before):
            return "batches" if self.of == "reception" and _RECEPTION.search(before) else "groups"
        if "批" in measure:
            return {"abroad": "groups", "reception": "batches"}.get(self.of, "")
        if measure == "个":
            return "batches" if "批次" in before and self.of == "reception" else ""
        if measure == "次" and re.search("人次|人数", before) is None:
            return (
                {"abroad": "groups", "reception": "batches"}.get(self.of, "") if re.search("团|接待|批", before) else ""
            )
        return ""

    def _cars(self, before: str) -> str:
        if self.within == "cars" or not (self.cars or re.search("车|保有", before)):
            return ""
        bought, held = _last(_BOUGHT, before), _last(_HELD, before)
        if max(bought, held) < 0:
            return "held" if _CARS.search(before) else ""
        return "bought" if bought > held else "held"

    def _count(self, name: str, digits: str, words: str, clause: Clause, before: str = "") -> _Count:
        side = self.side if name in ("batches", "guests") else ""
        if name in ("groups", "persons"):
            side = "all" if _ALL.search(before) else "other" if _OTHERS.search(before) else ""
            if name == "persons" and re.search("出境$", before):
                side = "other"
        value = number(digits)
        quote = self.paragraph.quote(clause, clause)
        return _Count(name, Decimal(0) if value is None else value, words, quote, side, self.within == _KINDS[name])


def _kinds_of_cars(before: str) -> int:
    """Of how many kinds of cars a number holds each: two in 囚车、警车各1辆; one unless each is said."""
    each = _EACH.search(before)
    return 1 + len(_BETWEEN.findall(each[0])) if each else 1


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((match.start() for match in pattern.finditer(words)), default=-1)
