# One environment in .venv, made on first use: a fresh machine needs Python >= 3.11, make and a package index.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PEERS  := $(VENV)/.ready-bench
LOCK   := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header \
          --no-annotate --no-emit-index-url --upgrade --quiet

# who forbids bytecode has every process compile the whole bench anew
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check bench mutants wires nightly lock bundle clean

help:               ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' Makefile

$(READY): pyproject.toml requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: found no $(PYTHON) of version 3.11 or newer; install one, or name it: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "make: $(PYTHON) cannot make environments; on Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	@touch $(READY)

$(PEERS): $(READY)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-bench.lock
	@touch $(PEERS)

demo: $(READY)      ## run the demonstration protocol and write an evidence package
	$(BIN)/linebench demo

test: $(READY)      ## prove the bench
	$(BIN)/python -m pytest -q -n 2 --dist worksteal

check: $(READY)     ## everything a reviewer would complain about
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(PEERS)     ## the numbers, with their peers, as a table and as JSON
	$(BIN)/python tests/benchmarks/run.py

mutants: $(READY)   ## every planted defect against every OQ protocol, for the night
	$(BIN)/python tests/mutants/cross.py

wires: $(READY)     ## every fault on every wire in every dialect, and ten minutes above the rated speed, for the night
	$(BIN)/python -m tests.wiring.cross
	$(BIN)/linebench run features/interop -m nightly -n 2

nightly: $(READY)   ## the tests that take long: products of other makers in real time, pages and tables measured anew
	$(BIN)/python -m pytest -q -m nightly --hypothesis-profile=night
	$(BIN)/python -m pytest -q -n 2 --dist worksteal --hypothesis-profile=night

lock: $(READY)      ## pin every dependency anew, with the SHA-256 of each file of each platform
	$(BIN)/python -m pip install --quiet "uv>=0.9"
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK) --extra bench --constraint requirements.lock --output-file requirements-bench.lock

bundle: $(READY)    ## one archive for this platform that installs without a network
	$(BIN)/linebench bundle --project .

clean:              ## remove the environment, evidence and caches
	rm -rf $(VENV) evidence .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
