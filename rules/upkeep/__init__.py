"""网站状况 — The state of the sites."""
