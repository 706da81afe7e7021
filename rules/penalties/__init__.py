"""Penalties that a place publishes: which pages tell of them, with what, and how long after the decision."""
