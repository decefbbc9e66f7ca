# make decks   set everything up, check the banks against their sources, write decks/*.apkg
# make test    set everything up, run the tests
# make check   all that must hold before a change lands

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OLDEST_ANKI := .venv-anki-23.10

.PHONY: decks test check slow bench mutants clean

decks: $(VENV)/.studykit
	@$(BIN)/studykit source fetch
	@$(BIN)/studykit build

# a process for each core; `pytest` alone runs them in one
test: $(VENV)/.dev
	@$(BIN)/pytest -n auto

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto
	$(BIN)/studykit check --strict
	$(BIN)/studykit build --check

slow: $(VENV)/.dev $(OLDEST_ANKI)/.made
	@$(BIN)/pytest -m slow

mutants: $(VENV)/.dev
	@$(BIN)/python -m tests.mutants

bench: $(VENV)/.dev
	@for file in tests/bench/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

$(VENV)/.studykit: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.studykit
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

# the oldest engine that our packages are made for, beside the newest; the tests put it before it
$(OLDEST_ANKI)/.made: | $(VENV)/.studykit
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target $(OLDEST_ANKI) anki==23.10
	@touch $@

clean:
	rm -rf $(VENV) $(OLDEST_ANKI) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
