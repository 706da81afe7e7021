"""财政 — Public money."""
