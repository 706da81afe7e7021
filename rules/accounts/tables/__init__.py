"""The three public expenses laid out in tables: which cell answers which question."""
