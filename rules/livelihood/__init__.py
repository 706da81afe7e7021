"""民生 — What people live by."""
