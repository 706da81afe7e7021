"""The sample city's air: what was measured, what is said of it day by day, and what is wrong with that."""
