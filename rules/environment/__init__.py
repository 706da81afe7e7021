"""环境 — The environment."""
