"""A city that exists only for demonstrations, tests and benchmarks."""
