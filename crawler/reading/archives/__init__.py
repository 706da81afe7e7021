"""Archives: what is in them, within one budget."""
