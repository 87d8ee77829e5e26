PYTHON ?= python

.PHONY: check lint types test gate

check: lint types test

lint:
	$(PYTHON) -m ruff check kg tests
	$(PYTHON) -m ruff format --check kg tests

types:
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest -n 2
