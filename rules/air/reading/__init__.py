"""Bulletins of a day's air, in every form in which cities publish them, read as stated."""

from rules.air.reading.shown import elsewhere, unreadable
from rules.air.reading.stated import bulletins, of_document

__all__ = ["bulletins", "elsewhere", "of_document", "unreadable"]
