# Needs Python 3.11 or newer, make and git. Everything else goes into .venv, from hash-pinned locks.
# Another interpreter: make demo PYTHON=python3.12

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup demo test page screenshots bench bench-extraction bench-stores bench-server neo4j lock clean

BIN := .venv/bin
# An existing .venv keeps its interpreter unless another one is asked for.
ifndef PYTHON
PYTHON := $(or $(shell $(BIN)/python -c 'import sys; print(sys._base_executable)' 2>/dev/null),python3)
endif

# Stamps are named for what they were made from, so that set-up is skipped while nothing changed.
key = $(shell { $(1); } 2>/dev/null | git hash-object --stdin | cut -c1-12)
MADE := .venv/.made-$(call key,pwd -P; $(PYTHON) --version || true; cat requirements-bootstrap.lock)
INSTALLED := .venv/.installed-$(call key,cat pyproject.toml requirements.lock)
EQUIPPED := .venv/.equipped-$(call key,cat pyproject.toml requirements.lock requirements-dev.lock)

# uv is quick; where it can't be had or can't reach the index, pip does the same, only slower.
INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED = --require-hashes --only-binary :all: -r
RESOLVE = $(BIN)/uv pip compile --quiet pyproject.toml --extra model --group build --universal \
  --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock'
CHECKOUT = --no-deps --no-build-isolation --editable .

# The corpora lie beside the checkout; models that SciER trained stay out of it.
DATA ?= ../shared/data
KEPT = $(or $(XDG_DATA_HOME),$(HOME)/.local/share)/groundpath
MODELS = $(or $(KG_MODELS),$(KEPT)/models)

help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## Make .venv and fetch the embedding model (the others do this themselves)
	@$(BIN)/python -m kg.embed.fetch_model

demo: setup ## Build the demo archive, ask it a question, check the answer
	@$(BIN)/kg demo

test: setup $(EQUIPPED) ## Check style, types, import rules and behaviour: what CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q -n auto --dist loadgroup

page: ## Build the web page from api/page into api/static (needs Node; users do not)
	@cd api/page && npm ci --silent && npm run --silent check && npm run --silent build

screenshots: setup $(EQUIPPED) page ## Make the README's pictures of the web page anew (needs Chromium, fonts-inter, fonts-sil-charis)
	@$(BIN)/kg demo >/dev/null
	@$(BIN)/python -m tests.api.page.screenshots file:$(KEPT)/demo docs

bench: setup ## Measure extraction, retrieval and answers
	@$(BIN)/kg eval

bench-extraction: setup $(EQUIPPED) ## Train the extraction models anew from the corpora of DATA, and measure them
	@$(BIN)/python -m extract.training.build $(DATA) $(MODELS)
	@$(BIN)/kg eval extraction

bench-stores: setup $(EQUIPPED) ## Measure both stores on the papers of SOURCE (a journal or papers; else the demo's)
	@PYTHONPATH=. $(BIN)/python tests/bench_stores.py $(SOURCE)

bench-server: setup $(EQUIPPED) ## Measure a server with 50 clients for two minutes (SOURCE as above)
	@PYTHONPATH=. $(BIN)/python tests/bench_server.py $(SOURCE)

neo4j: setup $(EQUIPPED) ## Run a Neo4j server on port 7687 with Java and Maven, without Docker
	@$(BIN)/python tests/neo4j_server.py

lock: $(MADE) ## Resolve the dependencies anew (newest versions: make lock LOCK=--upgrade)
	$(RESOLVE) --output-file requirements.lock $(LOCK)
	$(RESOLVE) --constraint requirements.lock --extra training --group dev \
	  --output-file requirements-dev.lock $(LOCK)

clean: ## Remove .venv and every cache in the checkout
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	find . -name __pycache__ -prune -exec rm -rf {} +

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
	  "groundpath needs Python 3.11 or newer; '$(PYTHON)' is not: make demo PYTHON=python3.12" >&2; exit 1; }
	@echo "setup: making .venv with $$($(PYTHON) --version)"
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo \
	  "$(PYTHON) can't make a virtual environment: install its venv package (python3-venv)" >&2; exit 1; }
	@$(PIP_INSTALL) --require-hashes --only-binary :all: -r requirements-bootstrap.lock \
	  || echo "setup: uv can't be had here; using pip, which takes a few minutes"
	@touch $@

$(INSTALLED): $(MADE)
	@echo "setup: installing the locked dependencies"
	@rm -f .venv/.installed-*
	@$(INSTALL) $(LOCKED) requirements.lock || $(PIP_INSTALL) $(LOCKED) requirements.lock
	@$(INSTALL) $(CHECKOUT) || $(PIP_INSTALL) $(CHECKOUT)
	@touch $@

$(EQUIPPED): $(INSTALLED)
	@echo "setup: installing what tests and training need too"
	@rm -f .venv/.equipped-*
	@$(INSTALL) $(LOCKED) requirements-dev.lock || $(PIP_INSTALL) $(LOCKED) requirements-dev.lock
	@touch $@
