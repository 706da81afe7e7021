"""Bytes in; title, dates, text, tables and links out."""
