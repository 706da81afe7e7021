"""What the prose of a budget or of final accounts says of the three public expenses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from rules.accounts.heads import PARTS, PURCHASE, OPERATION, RECEPTION, VEHICLES
from rules.accounts.scanner import LAST, THIS, Scanner, Statement
from rules.accounts.statements import scanned
from rules.accounts.tokens import DOMESTIC, FOREIGN
from rules.accounts.value import MEETINGS, TRAINING, Change, Figure, Stated
from rules.amounts import Amount, stated_unit
from rules.dates import years


def told(text, year):
    s = scanned(text)
    year = year or next(iter(years(text[:3000])), None)
    own = _own(s.statements)
    kind = _kind(own, text, year)
    figs=[x for x in own if not x.of_change]
    this=[x for x in figs if _year(x,year)==year]
    figures={}
    planned={}
    for x in this:
        d = planned if (kind=="final" and x.kind in ("budget","initial")) else figures
        d.setdefault(x.head, (str(x.amount.value), x.amount.unit))
    last={}
    for x in figs:
        if _year(x,year)==(year or 0)-1: last.setdefault(x.head,(str(x.amount.value),x.kind))
    ch={}
    for x in own:
        if x.of_change:
            y=_year(x,year)
            ok = y==year-1 if year else x.year==LAST
            if y==year and x.kind in ("budget","initial"): ok=False
            if ok: ch.setdefault(x.head,[]).append((x.amount and str(x.amount.value), x.percent and str(x.percent), x.same, x.kind))
    return dict(kind=kind,year=year,figures=figures,planned=planned,last=last,changes=ch,explained=s.explained)

def _year(x, year):
    if x.year is None or x.year==THIS: return year if not (x.of_change and x.kind in ("budget","initial") and x.year is None and False) else None
    if x.year==LAST: return year-1 if year else LAST
    return x.year

def _own(st):
    own=[x for x in st if not x.city]
    if any(not x.of_change for x in own): return own
    return st if len({x.head for x in st}&{*PARTS})>=2 else own

def _kind(st,text,year):
    figs=[x for x in st if not x.of_change and _year(x,year)==year]
    if any(x.kind=="final" for x in figs): return "final"
    plain={x.head for x in figs if not x.kind}
    if any(x.kind=="initial" and x.head in plain for x in figs): return "final"
    import re
    from rules.phrases import squeeze
    t=re.sub(r"预算法|预决算|公共预算|财政预算|基金预算|经营预算|(?:年初|调整|完成)预算|(?:上年|去年|20\d\d年)(?:年初)?预算", lambda m: "" if str(year) not in m[0] else m[0], squeeze(text[:20000]))
    return "final" if t.count("决算")>t.count("预算") else "budget"
narrated=declared_nil=None
