"""Duties about powers and approvals."""
