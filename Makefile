# Two commands for users (`make reports`, `make test`); the rest is for maintainers.
# Needs only python3 (3.11 or newer) and make; on Windows see the README.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
KLAAR  := $(VENV)/.klaar

.PHONY: reports test check verwerk lock clean

reports: $(KLAAR)
	$(BIN)/ibt rapport --alles
	$(BIN)/ibt monitor

test: $(KLAAR)
	$(BIN)/python -m pytest -n auto --dist loadscope

check: $(KLAAR)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/nbstripout --verify --keep-id notebooks/*.ipynb
	$(BIN)/mypy

verwerk: $(KLAAR)
	$(BIN)/ibt verwerk

# The stamp is written last: an interrupted installation starts again.
$(KLAAR): requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.exit('Python 3.11 of nieuwer is nodig; dit is %d.%d' % sys.version_info[:2] if sys.version_info < (3, 11) else 0)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(KLAAR)

# Recompile after changing dependencies; names no package index.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
		--python-version 3.11 --extra dev --quiet pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) reports .pytest_cache .mypy_cache .ruff_cache
