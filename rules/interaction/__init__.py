"""互动 — Hearing and answering people."""
