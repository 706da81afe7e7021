"""Which chart belongs to which item, and what is wrong where none does."""
