# Every task of the project, one way each. `make` alone lists them; CI calls the same targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# PYTHON=python3.12 picks an interpreter; without it the newest optimised one from 3.11 on is taken.
PYTHON ?=
# ARGS="--base-url https://example.org/archive/" is handed to the command behind a target.
ARGS ?=
# TESTS=tests/unit/feeds runs a part of the tests.
TESTS ?=
# BENCH=fidelity runs bench/fidelity.py.
BENCH ?= edit_to_browser
# SECONDS=3600 fuzzes for an hour, TARGET=body only what becomes of an entry's HTML.
SECONDS ?= 300
TARGET ?= all
# PARTIAL=ok lets `make fetch` succeed when some feeds fail (exit code 3) and the rest is kept.
PARTIAL ?=

VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m generator
RUNTIME := $(VENV)/.runtime-ready
DEV := $(VENV)/.dev-ready
FUZZ := $(VENV)/.fuzz-ready

.PHONY: help setup build serve fetch check test lint format workflows reference bench fuzz lock dist clean

help: ## List the targets
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: $(RUNTIME) ## Make the environment in .venv, nothing else

build: $(RUNTIME) ## Import the local feeds, build the site into output/
	@$(RUN) build $(ARGS)
	@echo 'Next: "make serve" shows the site and rebuilds it as you write; "make help" lists the rest.'

serve: $(RUNTIME) ## Build, watch and show the site on this machine
	@$(RUN) serve $(ARGS)

fetch: $(RUNTIME) ## Import every feed of site.toml, the remote ones too
	@$(RUN) fetch $(ARGS) || { code=$$?; [ "$$code$(PARTIAL)" = 3ok ]; }

check: $(RUNTIME) ## Report every problem of the site, write nothing
	@$(RUN) check $(ARGS)

test: $(DEV) ## Run all tests, those in a browser too
	@CHROMIUM="$$(scripts/ensure-browser.sh)"; export CHROMIUM; $(BIN)/python -m pytest $(TESTS) $(ARGS)

lint: $(DEV) ## Style, types, the layers of the architecture, and the workflows
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/zizmor --offline --quiet --no-progress .github

format: $(DEV) ## Rewrite the code in the project's style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

workflows: $(RUNTIME) ## Run the steps of the workflows for Pages in fresh clones
	@$(BIN)/python scripts/try_workflow.py .github/workflows/pages.yml .github/workflows/refresh.yml

reference: $(RUNTIME) ## Write the documentation that comes from the code
	@$(BIN)/python scripts/write_reference.py $(ARGS)

bench: $(DEV) ## Measure: BENCH=edit_to_browser, or another program of bench/
	@$(BIN)/python bench/$(BENCH).py $(ARGS)

fuzz: $(FUZZ) ## Look for inputs that break a promise: SECONDS=300, TARGET=all
	@SECONDS_IN_ALL=$(SECONDS) $(BIN)/python fuzz/fuzz.py $(TARGET)

lock: $(DEV) ## Pin every dependency with hashes; ARGS=--upgrade takes newer ones
	@scripts/lock.sh $(BIN)/python $(ARGS)

dist: $(DEV) ## Wheel and source archive into dist/
	@$(BIN)/python -m build --outdir dist $(ARGS)

clean: ## Remove what is generated, the environment included
	rm -rf output dist .cache $(VENV) .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(RUNTIME): requirements/runtime.txt scripts/ensure-venv.sh
	@scripts/ensure-venv.sh $(VENV) requirements/runtime.txt "$(PYTHON)"
	@touch $@

$(DEV): requirements/dev.txt $(RUNTIME)
	@scripts/ensure-venv.sh $(VENV) requirements/dev.txt "$(PYTHON)"
	@touch $@

$(FUZZ): requirements/fuzz.txt $(DEV)
	@scripts/ensure-venv.sh $(VENV) requirements/fuzz.txt "$(PYTHON)"
	@touch $@
