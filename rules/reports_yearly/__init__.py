"""Reading of the yearly reports on disclosure: whose, of which year, in which form, and whether their figures agree."""
