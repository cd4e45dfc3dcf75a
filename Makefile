# anmai: two commands set everything up: make demo, make test. A second run needs no network.
PYTHON ?= python3
BIN := .venv/bin
PYTEST_ARGS ?=

.PHONY: demo test check pytest bench setup setup-dev docs clean help

help:
	@echo "make demo    set up, make a sample of rulings, and open the explorer on its leads"
	@echo "make test    set up and run every check and test"
	@echo "make bench   measure extraction, ingest and models against their peers"
	@echo "make docs    write the generated pages of docs/ again"
	@echo "make clean   remove .venv and caches (never your data)"

setup:
	@$(PYTHON) tools/setup.py base

setup-dev:
	@$(PYTHON) tools/setup.py dev

demo: setup
	@$(BIN)/anmai demo

test: setup-dev check pytest

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

pytest: setup-dev
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(PYTEST_ARGS)

bench: setup-dev
	$(BIN)/python tools/bench.py

docs: setup-dev
	$(BIN)/python tools/write_docs.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
