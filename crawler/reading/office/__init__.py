"""Office documents, new and old: words, tables and drawings."""
