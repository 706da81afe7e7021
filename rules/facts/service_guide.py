"""What a service guide states: the item, and under each of its elements what stands there."""

from __future__ import annotations

from dataclasses import fields

from crawler.snapshot import Document, Page
from rules.guides.contents import said
from rules.guides.guide import Guide, guides_of
from rules.guides.wording import wordings

LONGEST = 2000  # characters of one element


def facts(document: Document) -> dict[str, object] | None:
    """The facts of contracts.md for the first guide of a document; an element that it does not state is None."""
    guide = next((each for each in guides_of(_page(document)) if each.parts), None)
    if guide is None:
        return None
    roles = [role for role in wordings() if role not in ("other", "kind")]
    return {"item": guide.name, "elements": {wordings()[role].title: _said(role, guide) for role in roles}}


def _page(document: Document) -> Page:
    if isinstance(document, Page):
        return document
    return Page(**{field.name: getattr(document, field.name) for field in fields(document)})


def _said(role: str, guide: Guide) -> str | None:
    contents = dict.fromkeys(part.content for part in said(role, guide))
    return "\n".join(contents)[:LONGEST] or (guide.name if role == "name" and guide.names else None)
