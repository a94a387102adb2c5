# One environment in .venv, made on first use: a fresh machine needs Python >= 3.11, make and a package index.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test check bench clean
$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e ".[dev]"
	@touch $(READY)

demo: $(READY)      ## run the demonstration protocol and write an evidence package
	$(BIN)/linebench demo

test: $(READY)      ## prove the bench
	$(BIN)/python -m pytest -q -n 2

check: $(READY)     ## everything a reviewer would complain about
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)     ## the numbers, with their peers, as a table and as JSON
	$(BIN)/python tests/benchmarks/run.py

clean:
	rm -rf $(VENV) evidence .pytest_cache .mypy_cache .ruff_cache
