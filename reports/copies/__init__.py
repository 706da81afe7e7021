"""Copies of stored pages and files that anyone can open: as they were, safe, with the quoted words marked.

`made` finds what a month's findings cite and makes the files; `showing` is what worker processes do.
"""
