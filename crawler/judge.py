"""What an answer of one site is worth, and where it leads."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from crawler.border import Border
from crawler.families import Kind, Seen, leads, pictures
from crawler.frontier import Row
from crawler.nowhere import MOST_SEEN, Nowhere
from crawler.outcome import GOOD, Answer, Verdict, by_content, likeness
from crawler.outlinks import Outlinks, lines
from crawler.promise import Order
from crawler.snapshot import Reason
from crawler.unfilled import by_answer, by_list, heard

MOST_LEADS = 20_000  # of one page, those of MOST_SEEN that promise most
MOST_MARKUP = 8 * 1024 * 1024  # bytes of a page that are looked at for links


def seen(answer: Answer, meant_on: str = "") -> Seen:
    """The page of an answer, as far as it is looked at; `meant_on` is the page that has it, where it is a file of scripts."""
    return Seen(answer.final_url, answer.body[:MOST_MARKUP], answer.media_type, meant_on)


class Judge:
    """Judges the pages of one site, knowing what it shows for an address that cannot exist."""

    def __init__(self, border: Border, order: Order, nowhere: Nowhere | None = None) -> None:
        self._border, self._order = border, order
        self.nowhere = nowhere

    def read(self, row: Row, answer: Answer, is_shown: bool = False) -> tuple[Verdict, Outlinks | None]:
        """What a page with a good status is worth, and where it leads. `is_shown`: a browser has shown all that there is."""
        page = seen(answer, row.seen_on)
        leads_on = page.is_markup or page.is_data or page.is_script
        found = list(islice(leads(page), MOST_SEEN)) if leads_on else []
        verdict = by_content(page, len({lead.url for lead in found} - {page.url}), row.depth == 0, row.label)
        words = likeness(page)
        if verdict.is_good and row.depth and self.nowhere:
            verdict = self.nowhere.judge(page, found, words)
        if verdict.is_good and (sent := self._border.sent(page, found)):
            verdict = Verdict(*sent)
        if verdict == GOOD and row.depth and not is_shown:
            verdict = by_answer(page, found) if row.lead.is_interface else by_list(page, found)
        verdict = heard(row.lead, verdict)
        is_read = verdict.is_good or (verdict.reason is Reason.NEEDS_JS and found)
        if not is_read or not (page.is_markup or row.kind is Kind.PAGE):
            return verdict, None
        found = [replace(lead, label=row.label) if lead.is_interface and row.label else lead for lead in found]
        found += pictures(page)
        if len(found) > MOST_LEADS:
            found.sort(key=lambda lead: self._order.strength(lead.label) == 0)  # what is cut off promises least
        return verdict, Outlinks(page.title, words, lines(found)[:MOST_LEADS])
