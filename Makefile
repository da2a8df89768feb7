# What each target does: `make help`. Needs python3 (3.11 or newer); everything else is installed into .venv.
PYTHON ?= python3
ARTICLES ?= ../shared/guidance
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python
VERSIONS ?= 3.11 3.12 3.13
# Where durable_rules can't be imported, nothing can run the chaining: its coverage is shown and not asked for.
COVERAGE = $$($(RUN) -c 'import durable_rules_engine' 2>/dev/null || echo --cov-fail-under=0)

ON_SPARK := --rcfile=tests/screening/spark/coverage.ini

.DEFAULT_GOAL := help
.PHONY: help demo test check versions verify bench accept long spark fuzz clean

help:            ## this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'

demo: $(VENV)/.core  ## set up, and assess one borrower
	$(BIN)/xieshang assess examples/profiles/illness.json

test: $(VENV)/.dev  ## set up, and run the tests
	$(RUN) -m pytest

check: $(VENV)/.dev  ## format, lint, types, import order, tests with coverage, generated docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(RUN) -m pytest -q --cov --cov-report=term-missing:skip-covered $(COVERAGE)

versions: ## run the tests on each Python of VERSIONS that is found
	@for version in $(VERSIONS); do found=; \
	  for python in python$$version $(HOME)/.pyenv/versions/$$version.*/bin/python$$version; do \
	    if [ -z "$$found" ] && "$$python" -c '' 2>/dev/null; then found=$$python; fi; done; \
	  if [ -z "$$found" ]; then echo "Python $$version isn't here: left out"; continue; fi; \
	  echo "Python $$version: $$found"; \
	  $(MAKE) --no-print-directory VENV=.venv-$$version PYTHON="$$found" test || exit 1; done

verify: $(VENV)/.core  ## hold the rules against the articles in ARTICLES, where they are
	@if [ -d "$(ARTICLES)" ]; then $(BIN)/xieshang sources rules/weilidai --verify "$(ARTICLES)"; \
	  else echo "no articles in $(ARTICLES): nothing to hold the rules against"; fi

bench: $(VENV)/.dev  ## benchmarks: ratios, side by side in one run
	$(RUN) benchmarks/run.py

accept: $(VENV)/.dev  ## rewrite expected texts and generated docs; read the diff
	XIESHANG_ACCEPT=1 $(RUN) -m pytest -q tests || true
	git diff --stat

long: $(VENV)/.dev  ## a million generated rulebooks and profiles through every evaluator, then through columns
	$(RUN) tests/long/agreement.py
	$(RUN) tests/long/columns.py

spark: $(VENV)/.dev  ## the tests that need Spark and a Java with coverage, and a worker that is lost in the middle
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable '.[spark]'
	$(RUN) -m coverage erase $(ON_SPARK)
	$(RUN) -m coverage run $(ON_SPARK) -m pytest -q tests/screening/spark
	$(RUN) -m coverage combine --quiet $(ON_SPARK)
	@$(RUN) -m coverage report $(ON_SPARK)
	$(RUN) tests/long/spark_lost_worker.py

fuzz: $(VENV)/.dev  ## fuzz the readers for a bounded time
	@$(RUN) -m pip install --quiet --disable-pip-version-check atheris >/dev/null 2>&1 \
	  || echo "note: atheris can't be installed here, so Hypothesis makes the texts"
	$(RUN) tests/long/fuzz.py

clean:           ## remove what was set up
	rm -rf $(VENV) .venv-3.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage-spark* dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "xieshang needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable .
	@$(RUN) -m pip install --quiet --disable-pip-version-check --editable '.[durable]' >$(VENV)/durable.log 2>&1 && $(RUN) -c 'import durable.lang' 2>>$(VENV)/durable.log \
	  || echo "note: durable_rules can't be built or imported here (see $(VENV)/durable.log); the reference evaluator answers alone."
	@$(RUN) -m compileall -q engine commands cli.py  # start-up stays fast where Python may not write byte code
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
