"""Duties about public money."""
