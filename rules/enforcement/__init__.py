"""执法 — Enforcement."""
