"""Fees that the administration takes: the lists of them, and what of them was cancelled."""
