"""Bytes to text, and what stands in text."""
