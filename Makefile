# Two commands for users (`make reports`, `make test`); the rest is for maintainers: `make help`.
# Needs only python3 (3.11 or newer) and make; on Windows see the README.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
KLAAR  := $(VENV)/.klaar

.PHONY: help reports test check verwerk docs beelden dist lock audit clean

help:     ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' Makefile | expand -t 12

reports: $(KLAAR)  ## install, and make every report: start at reports/index.html
	$(BIN)/ibt rapport --alles
	$(BIN)/ibt monitor

test: $(KLAAR)     ## install, and run all tests
	$(BIN)/python -m pytest -n auto --dist loadscope

check: $(KLAAR)    ## style, order of the rooms, clean notebooks, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/yamllint --strict .
	$(BIN)/nbstripout --verify --keep-id notebooks/*.ipynb
	$(BIN)/mypy

verwerk: $(KLAAR)  ## data/raw -> data/processed, of which the diff is the review
	$(BIN)/ibt verwerk

docs: $(KLAAR)     ## the pages of docs/ that come from the code
	$(BIN)/python docs/maak.py

beelden: $(KLAAR)  ## the pictures of the README, from reports/ (needs chromium)
	$(BIN)/python docs/beelden.py

dist: $(KLAAR)     ## a wheel that works outside the checkout
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

# The stamp is written last: an interrupted installation starts again.
$(KLAAR): requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.exit('Python 3.11 of nieuwer is nodig; dit is %d.%d' % sys.version_info[:2] if sys.version_info < (3, 11) else 0)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(KLAAR)

lock:  ## compile requirements.lock after changing a dependency; names no package index
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
		--python-version 3.11 --extra dev --quiet pyproject.toml -o requirements.lock

audit:  ## known vulnerabilities in requirements.lock; needs PyPI's advisories, and fails where they cannot be had
	uvx pip-audit --strict --require-hashes --disable-pip -r requirements.lock

clean:  ## remove what is made: .venv, reports, caches
	rm -rf $(VENV) reports dist .pytest_cache .mypy_cache .ruff_cache
