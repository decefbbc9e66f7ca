# make decks   install, check the banks against their sources, write decks/
# make test    install, run the tests
# make messages   update the catalogues of other languages
# make check   everything that must pass before a change lands

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OLDEST_ANKI := .venv-anki-23.10
VALIDATOR := .venv-validator
NODE := .node
# packages from npm that read exports, one that draws formulas in Anki, and one that drives Firefox
READERS := gift-pegjs@1.0.2 @citolab/qti-components@7.27.4 @citolab/qti-convert@0.3.52 mathjax@3.2.2 puppeteer-core@24.43.1
# a process per core, each with half of the list: neighbours share a browser or a built course
PARALLEL := -n auto --dist worksteal

.PHONY: decks test check slow bench histories mutants picture messages formulas clean

decks: $(VENV)/.studykit
	@$(BIN)/studykit source fetch
	@$(BIN)/studykit build
	@$(BIN)/studykit web

# one process per core; plain `pytest` uses one
test: $(VENV)/.dev $(NODE)/.made
	@$(BIN)/pytest $(PARALLEL)

check: $(VENV)/.dev $(NODE)/.made
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest $(PARALLEL)
	$(BIN)/studykit check --strict
	$(BIN)/studykit build --check
	$(BIN)/studykit web --check

slow: $(VENV)/.dev $(OLDEST_ANKI)/.made $(NODE)/.made
	@$(BIN)/pytest -m slow $(PARALLEL)

# random histories of a course; what Anki does on each import is what the build forecast
histories: $(VENV)/.dev
	@HISTORIES=200 $(BIN)/pytest -m slow tests/targets/test_histories.py

mutants: $(VENV)/.dev
	@$(BIN)/python -m tests.mutants

picture: $(VENV)/.dev
	@$(BIN)/python -m tests.picture

# find what learners read in the code, update the catalogues and compile them
messages: $(VENV)/.dev
	@$(BIN)/python -m tests.messages

# each formula of the tests in Anki, HTML, PDF and Word, side by side
formulas: $(VENV)/.dev $(NODE)/.made
	@$(BIN)/python -m tests.formula_sheet build/formulas

bench: $(VENV)/.dev $(VALIDATOR)/.made
	@for file in $(filter-out %/ratios.py,$(wildcard tests/bench/*.py)); do echo "== $$file"; $(BIN)/python $$file || exit 1; done

$(VENV)/.studykit: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.studykit
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

# the oldest supported Anki engine; the slow tests run with it, too
$(OLDEST_ANKI)/.made: | $(VENV)/.studykit
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target $(OLDEST_ANKI) anki==23.10
	@touch $@

# readers of exports by others; without npm, the tests that need them are skipped
$(NODE)/.made: Makefile
	@mkdir -p $(NODE)
	@npm install --silent --ignore-scripts --no-fund --no-audit --prefix $(NODE) $(READERS) || \
	 echo "no packages from npm: the tests that read exports with them will be skipped" >&2
	@touch $@

# what `studykit check` is compared with in tests/bench/check.py, for that alone
$(VALIDATOR)/.made:
	@$(PYTHON) -m venv $(VALIDATOR)
	@$(VALIDATOR)/bin/python -m pip install --quiet --disable-pip-version-check linkml-reference-validator
	@touch $@

clean:
	rm -rf $(VENV) $(OLDEST_ANKI) $(VALIDATOR) $(NODE) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
