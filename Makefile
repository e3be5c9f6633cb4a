# The two commands of the README are `make repro` and `make test`; everything they need sets itself up.
# Python 3.11 or newer with its venv module is all that must be there.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV_BIN := $(BIN)/uv
SVY    := $(VENV)/svy
CRATE  := $(VENV)/crate
export PATH := $(CURDIR)/$(BIN):$(PATH)

# uv where it has a build for this machine, otherwise pip with the same hashes.
INSTALL = if [ -x $(UV_BIN) ]; then $(UV_BIN) pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r $(1); \
          else $(BIN)/python -m pip install --quiet --require-hashes -r $(1); fi

.DEFAULT_GOAL := help
.PHONY: help setup repro test verify faults test-faults crate crate-check bench bench-run check cluster lab lock pictures stand-in clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

setup: $(VENV)/stamp ## Create .venv from the hashed locks (done once per lock)

repro: $(VENV)/stamp ## Raw files to rendered site: runs dvc repro
	dvc repro

test: $(VENV)/stamp-test $(SVY)/stamp $(CRATE)/stamp ## The whole test suite
	pytest -n 2 --dist loadgroup

verify: $(VENV)/stamp $(SVY)/stamp ## Check a finished run, then ask svy for a second opinion (RERUN=1: run all afresh and compare)
	python -m parentdata verify $(if $(RERUN),--rerun)
	python tests/reference/kept_verdict.py

faults: $(VENV)/stamp-test ## Plant known faults in a copy of the finished run and tell what catches each
	PYTHONPATH=tests python -m faults

test-faults: $(VENV)/stamp-test ## Kill, cut short and crowd runs at seeded moments; each ends right after one more (MOMENTS=50)
	PYTHONPATH=tests python -m interrupted --moments $(or $(MOMENTS),50)

crate: $(VENV)/stamp ## Write build/parentdata-crate.zip: sources, run and results in one archive, an RO-Crate
	python -m parentdata crate

crate-check: $(VENV)/stamp $(CRATE)/stamp ## Validate that archive, unpack it elsewhere, verify it there and run it afresh
	$(CRATE)/bin/python tests/reference/validate_crate.py build/parentdata-crate.zip
	python tests/reference/unpack_crate.py build/parentdata-crate.zip

bench: $(VENV)/stamp $(SVY)/stamp ## Time the estimator beside R survey, svy and bare numpy (FULL=1: to 10^7 rows)
	python benchmarks/compare.py $(if $(FULL),--full)

bench-run: $(VENV)/stamp ## Time a whole run beside one plain script and other runners, on a quiet machine (ROUNDS=5)
	python benchmarks/runs.py --rounds $(or $(ROUNDS),5)

check: $(VENV)/stamp-test ## Linters and import contracts
	ruff check .
	ruff format --check .
	lint-imports
	nbstripout --verify analysis/*.ipynb

cluster: $(VENV)/stamp-test ## Install what --workers and --scheduler need: Dask

lab: $(VENV)/stamp ## JupyterLab on analysis/
	jupyter lab --notebook-dir=analysis

stand-in: $(VENV)/stamp ## Make the stand-in responses and replies again, from a fixed seed
	python -m parentdata stand-in pilot-survey
	python -m parentdata stand-in national-survey
	python -m parentdata stand-in foi-requests
	python -m parentdata stand-in focus-groups

pictures: $(VENV)/stamp-test ## Take the pictures of README.md from the rendered site
	python tests/site/pictures.py

lock: $(VENV)/stamp-uv ## Renew the locks from pyproject.toml
	$(UV_BIN) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	$(UV_BIN) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock" --extra test --extra cluster -c requirements.lock pyproject.toml -o requirements-test.lock
	echo uv | $(UV_BIN) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock" - -o requirements-uv.lock
	printf '%s\n' $(CRATE_TOOLS) | $(UV_BIN) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock" - -o requirements-crate.lock
	echo svy==$(SVY_VERSION) | $(UV_BIN) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock" -c requirements.lock - -o requirements-svy.lock

clean: ## Remove what is generated; raw data, sources and .venv stay
	rm -rf build reports/_site data/derived/*/

$(VENV)/stamp-uv: requirements-uv.lock
	$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --only-binary :all: --require-hashes -r requirements-uv.lock 2>/dev/null \
	    || echo "set-up: uv has no build for this machine; pip installs the same locked versions, more slowly."
	@touch $@

# Outside a git checkout (an unpacked source archive) DVC must be told that there is no git.
$(VENV)/stamp: requirements.lock pyproject.toml $(VENV)/stamp-uv
	@echo "set-up: installing the locked environment into $(VENV) (a few minutes, once)"
	@$(call INSTALL,requirements.lock)
	@if [ -x $(UV_BIN) ]; then $(UV_BIN) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	    else $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .; fi
	@if [ "$$(git rev-parse --show-toplevel 2>/dev/null)" = "$(CURDIR)" ]; then rm -f .dvc/config.local; \
	    else printf '[core]\n    no_scm = true\n' > .dvc/config.local; fi
	@command -v quarto >/dev/null || $(BIN)/python -m pip install --quiet --no-deps "quarto-cli==$(QUARTO_CLI)" >/dev/null 2>&1 \
	    || echo "set-up: the Quarto program could not be fetched here; nbconvert renders the site instead."
	@touch $@

$(VENV)/stamp-test: requirements-test.lock $(VENV)/stamp
	@$(call INSTALL,requirements-test.lock)
	@touch $@

# The version of the `quarto` extra that the set-up tries.
QUARTO_CLI := 1.10.19

# The release of svy that is asked; another one may not agree, and is a change of its own.
SVY_VERSION := 0.35.0

# svy brings polars and pyarrow, and pandas stores text another way where pyarrow is: so it lives apart.
$(SVY)/stamp: requirements-svy.lock $(VENV)/stamp-uv
	@$(PYTHON) -m venv $(SVY)
	@if [ -x $(UV_BIN) ]; then $(UV_BIN) pip install --quiet --python $(SVY)/bin/python --require-hashes -r requirements-svy.lock; \
	    else $(SVY)/bin/python -m pip install --quiet --require-hashes -r requirements-svy.lock; fi
	@touch $@

# roc-validator wants an older rich than DVC, cffconvert an older jsonschema than nbformat: they live apart
# as well. rocrate is there for the context of RO-Crate 1.1 that ships with it; later releases ship another.
CRATE_TOOLS := roc-validator==0.13.0 rocrate==0.15.0 cffconvert==2.0.0

$(CRATE)/stamp: requirements-crate.lock $(VENV)/stamp-uv
	@$(PYTHON) -m venv $(CRATE)
	@if [ -x $(UV_BIN) ]; then $(UV_BIN) pip install --quiet --python $(CRATE)/bin/python --require-hashes -r requirements-crate.lock; \
	    else $(CRATE)/bin/python -m pip install --quiet --require-hashes -r requirements-crate.lock; fi
	@touch $@
