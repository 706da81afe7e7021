"""The three public expenses told in sentences."""
