"""公开制度 — The institutions of disclosure."""
