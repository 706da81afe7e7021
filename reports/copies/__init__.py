"""Copies of stored pages and files that anyone can open: as they were, safe, with the quoted words marked."""

from reports.copies.made import Copies, Layout, copies_of
from reports.copies.uses import Use, Uses, uses_of

__all__ = ["Copies", "Layout", "Use", "Uses", "copies_of", "uses_of"]
