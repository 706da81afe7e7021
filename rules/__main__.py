"""Rewrites rules/README.md from the rules themselves: `python -m rules`."""
