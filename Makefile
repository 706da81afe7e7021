# Needs Python 3.11 or later with venv, and make; nothing else.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
PIP     = $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint counts handbook words pictures docs prove lock clean

demo: $(VENV)/main
	$(BIN)/gongkai demo

# What pytest has made of the tests is kept for the next run, whatever the shell says of bytecode: half of what starting it costs.
test prove: export PYTHONDONTWRITEBYTECODE =

test: $(VENV)/dev
	$(BIN)/python -m pytest

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m rules --check

# Counts anew what a month of the sample city costs: for a change that is meant to cost more, or less.
counts: $(VENV)/dev
	$(BIN)/python -m tests.counts

# Rewrites what the program writes of itself: the handbook of the rules with its examples from the cases, the commands, what each scheme asks.
handbook: $(VENV)/dev
	$(BIN)/python -m tests.rules.examples
	$(BIN)/python -m rules
	$(BIN)/python docs/site/written.py

# The documentation as a site that opens from disk: build/docs/index.html.
docs: export NO_MKDOCS_2_WARNING = 1
docs: $(VENV)/dev
	$(BIN)/python -m mkdocs build --strict -f docs/site/mkdocs.yml

# Brings the catalogues of all languages up to what is said now, and names what has no words yet: docs/language.md.
words: $(VENV)/dev
	$(BIN)/python -m reports.locale

# Draws the pictures of the README anew, after a month and a year of the sample city.
pictures: $(VENV)/dev
	$(BIN)/python bench/screenshots.py

# Every proof with its negative control, one table, and docs/reliability.md: hours. Some of them: python bench/prove.py NAME ...
prove: $(VENV)/dev
	$(BIN)/python bench/prove.py

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/main: $(BIN)/python requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/main requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Rewrites both lock files from pyproject.toml, with hashes and without index addresses.
lock:
	$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --no-annotate --extra build pyproject.toml -o requirements.lock
	$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --no-annotate --extra build --extra dev --extra ocr -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) gongkai-demo
