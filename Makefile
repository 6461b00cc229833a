# Layerloom's commands. Only Python 3.11 to 3.13, make, git and the package registries are assumed;
# everything else is fetched into .venv and components/node_modules, once.

VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/done
BACKENDS := .venv-backends
INSTALL := $(BIN)/python scripts/install.py $(BIN)/python
NPM := npm --prefix components --silent
# Every process imports Keras for itself, which takes a gigabyte or two.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile
# Both tiers, the fast one without a way to import Keras; or whatever ARGS select.
TESTS = $(if $(ARGS),$(PYTEST) $(ARGS),{ $(PYTEST) --tier=fast; fast=$$?; $(PYTEST) --tier=slow && test $$fast = 0; })
VERDICT = if [ -n "$$failed" ]; then echo "make $@: failed:$$failed" >&2; exit 1; fi; echo "make $@: all passed"

export PATH := $(CURDIR)/$(BIN):$(PATH)
# Tests start dozens of processes: each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

# Only what is fetched is fetched beside each other.
ifneq ($(MAKECMDGOALS),ready)
.NOTPARALLEL:
endif
.PHONY: ready help run backup restore test test-fast test-backends lint bench soak fidelity build types picture pins clean

help:
	@echo "make run     open Layerloom in the browser"
	@echo "make run-cluster  the same with a Dask cluster of two workers on this machine"
	@echo "make backup FILE=…   save the database in a file; make restore FILE=… takes it from one"
	@echo "make test    lint, unit tests, bundle check and browser tests (minutes)"
	@echo "make test-fast  what needs neither Keras nor a browser (under a minute)"
	@echo "make lint    ruff, mypy, the layers, tsc and biome"
	@echo "make bench   measure the budgets, beside Keras and an earlier build, into docs/performance.md"
	@echo "make soak    learners draw while the server, a worker and PostgreSQL are killed"
	@echo "make fidelity       every model there and back, into docs/fidelity.md (an hour)"
	@echo "make test-backends  the same source under TensorFlow, JAX and PyTorch (4 GB of packages)"
	@echo "make build   rebuild the browser bundles"
	@echo "make types   TypeScript's types, from the Python side"
	@echo "make picture draw the parts in ARCHITECTURE.md from the imports"
	@echo "make pins    compile requirements*.txt from pyproject.toml"

run: $(DONE)/catalogue
	$(BIN)/streamlit run app/main.py $(ARGS)

backup restore: $(DONE)/app
	@test -n "$(FILE)" || { echo "make $@ FILE=…: name the file" >&2; exit 1; }
	@$(BIN)/python -m app.core.store $@ "$(FILE)"

run-cluster: $(DONE)/catalogue
	$(BIN)/python scripts/run_cluster.py $(ARGS)

# Everything runs even where something fails, so that one run tells all; the last line says what.
# Lint needs one core, so it runs beside the tests, and speaks after them.
test:
	@$(MAKE) --no-print-directory --jobs ready
	@failed=; said=$$(mktemp); \
	$(MAKE) --no-print-directory lint >"$$said" 2>&1 & lint=$$!; \
	$(NPM) run test || failed="$$failed vitest"; \
	$(TESTS) || failed="$$failed pytest"; \
	wait $$lint || failed="$$failed lint"; \
	cat "$$said"; rm "$$said"; \
	$(VERDICT)

# All that tests need.
ready: $(DONE)/dev $(DONE)/node $(DONE)/test_programs $(DONE)/catalogue

test-fast: $(DONE)/dev $(DONE)/node
	@failed=; \
	$(NPM) run test || failed="$$failed vitest"; \
	$(PYTEST) --tier=fast $(ARGS) || failed="$$failed pytest"; \
	$(VERDICT)

lint: $(DONE)/dev $(DONE)/node
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NPM) run check
	$(NPM) run lint

bench: $(DONE)/dev $(DONE)/test_programs $(DONE)/catalogue
	$(BIN)/python -m bench $(ARGS)

soak: $(DONE)/dev $(DONE)/test_programs $(DONE)/catalogue
	$(BIN)/python -m bench.soak $(ARGS)

fidelity: $(DONE)/dev $(DONE)/catalogue
	$(BIN)/python -m fidelity $(ARGS)

test-backends: $(DONE)/dev $(DONE)/catalogue $(BACKENDS)/done
	$(BIN)/python -m fidelity.backends $(BACKENDS)/bin/python

build: $(DONE)/node
	$(NPM) run build

types: $(DONE)/node
	$(NPM) run types

picture: $(DONE)/dev
	$(BIN)/python -m scripts.architecture

pins: $(DONE)/dev
	scripts/pins.sh

clean:
	rm -rf $(VENV) $(BACKENDS) components/node_modules

$(BIN)/python:
	@python=$$(scripts/find-python.sh) && echo "Using $$python" && "$$python" -m venv $(VENV)

$(DONE)/app: requirements.txt pyproject.toml components/pyproject.toml | $(BIN)/python
	@mkdir -p $(DONE)
	@echo "Installing the pinned packages (TensorFlow is large: a minute or more the first time)"
	@$(INSTALL) requirements.txt
	@touch $@

$(DONE)/dev: requirements-dev.txt scripts/install.py $(DONE)/app
	@echo "Installing what only development needs"
	@$(INSTALL) requirements-dev.txt
	@touch $@

$(BACKENDS)/done: requirements-backends.txt $(BIN)/python
	@echo "Installing JAX and PyTorch beside, into $(BACKENDS)"
	@$(BIN)/python -m venv --clear $(BACKENDS)
	@$(BIN)/python scripts/install.py $(BACKENDS)/bin/python $<
	@touch $@

$(DONE)/node: requirements-node.txt components/package-lock.json scripts/node.sh | $(BIN)/python
	@mkdir -p $(DONE)
	@scripts/node.sh $(BIN)/python
	@touch $@

$(DONE)/test_programs: scripts/test_programs.sh $(DONE)/dev
	@scripts/test_programs.sh $(BIN)/python
	@touch $@

$(DONE)/catalogue: $(DONE)/app
	@echo "Reading Keras' layers"
	@$(BIN)/python -m model_codegen.catalogue
	@touch $@
