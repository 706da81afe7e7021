"""Passages of prose rebuilt from the forms of real budgets and final accounts: (year, text, what it says) by name."""

import tomllib
from pathlib import Path

READ = tomllib.loads((Path(__file__).parent / "passages.toml").read_text("utf-8"))
PASSAGES = {each["name"]: (each["year"], each["text"], each["says"]) for each in READ["passage"]}
