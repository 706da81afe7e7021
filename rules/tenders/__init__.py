"""Tenders: the notices of a project from its announcement to its result, and the credit of those who bid."""
