# Everything runs in .venv, which is made from the hash-pinned requirement files when a target first needs it.

# The first Python on PATH that is new enough and can make environments; an older python3 may stand before it.
SUITS := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11, 5))
PYTHON ?= $(shell for python in $$(which -a python3 python3.14 python3.13 python3.12 python3.11 2>/dev/null); do \
  "$$python" -c "$(SUITS)" 2>/dev/null && { echo "$$python"; break; }; done)
# What there is instead, by name, version and place; only looked for where it has to be said.
FOUND = $(shell for python in $$(which -a $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 2>/dev/null | sort -u); do \
  "$$python" -c "import sys; print('Python', sys.version.split()[0], 'at', sys.executable, end=', ')" 2>/dev/null; done; echo no other)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed.stamp
INSTALLED_DEV := $(VENV)/installed-dev.stamp
PYTEST := $(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=worksteal
TYPES := $(BIN)/mypy --no-error-summary
# Checking types takes one core for half a minute, so it goes beside the tests; what it found is said at the end.
tested = $(TYPES) >$(VENV)/types.log 2>&1 & types=$$!; $(1) $(PYTEST); failed=$$?; \
  wait $$types || { cat $(VENV)/types.log >&2; exit 1; }; exit $$failed
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install
COMPILE = $(BIN)/uv --quiet pip compile - pyproject.toml --upgrade --universal --python-version 3.11.5 \
  --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# A stamp counts only while its interpreter still runs.
$(shell $(BIN)/python -c "" 2>/dev/null || rm -f $(INSTALLED) $(INSTALLED_DEV))

# Each process of the tests would compile all of them, and each command that they run all of the program.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site serve import check wheel test test-fast test-all form style chromium java format lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

site: $(INSTALLED) ## Build the site into site/
	@$(BIN)/python -m backissue build
	@echo "The site is in site/. To look at it: make serve"

serve: $(INSTALLED) ## Build, watch and show the site in a browser
	@$(BIN)/python -m backissue serve

import: $(INSTALLED) ## Read content/sources into the archive
	@$(BIN)/python -m backissue import

check: $(INSTALLED) ## Check the archive's pages
	@$(BIN)/python -m backissue check

wheel: $(INSTALLED) ## Write the package to dist/, as a file that installs anywhere
	@rm -rf dist
	@$(BIN)/python -m pip --quiet --disable-pip-version-check wheel --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

test: style chromium java ## Check the code's form and types, and run the tests on a fixed slice of everything
	@$(call tested,)

test-fast: $(INSTALLED_DEV) ## Run the quick tests, without a browser, in less than a minute
	@TESTS=fast $(PYTEST) -m "not browser and not slow"

test-all: style chromium java ## As test, but with every history, every page and all examples: up to an hour
	@$(call tested,TESTS=all)

form: style
	@$(TYPES)

style: $(INSTALLED_DEV)
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet

# What the tests need beside Python comes from the system's packages where this user may install them.
define install
	test "$$(id -u)" = 0 && as= || as="sudo -n"; \
	command -v apt-get >/dev/null && $$as true 2>/dev/null && $$as apt-get -qq update \
	  && $$as apt-get -qq install --yes --no-install-recommends $(1) && exit 0; \
	echo "$(2)" >&2; exit 1
endef

chromium:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	$(call install,chromium,The tests drive a browser: install Chromium or Google Chrome so that it is on PATH.)

java:
	@command -v java >/dev/null && exit 0; \
	$(call install,default-jre-headless,The tests check the HTML with a Java program: install a Java runtime so that it is on PATH.)

format: $(INSTALLED_DEV) ## Format the code and fix what ruff can
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

lock: $(INSTALLED_DEV) ## Pin the newest versions that pyproject.toml allows
	@printf "%s\n" hatchling editables | $(COMPILE) --output-file requirements.txt >/dev/null
	@printf "%s\n" hatchling editables uv | \
	  $(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt >/dev/null
	@printf "" | $(COMPILE) --constraint requirements.txt --output-file site_templates/new/requirements.txt >/dev/null

clean: ## Remove what the build and the tests made, and keep .venv
	@rm -rf site .backissue .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find docs -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +

# A stamp is away while its environment changes: where a run was interrupted there is none, and the next begins anew.
$(INSTALLED): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" && $(PYTHON) -c "$(SUITS)" || \
	  { echo "Backissue needs Python 3.11.5 or newer, with venv; here is $(FOUND)." >&2; \
	    echo "Get one from python.org/downloads, or by \`uv python install 3.13\` (docs.astral.sh/uv), and name it:" >&2; \
	    echo "make PYTHON=/path/to/python3.13 … If one is new enough, its venv is missing: on Debian, apt install python3-venv." >&2; \
	    exit 1; }
	@test -e $@ || $(PYTHON) -m venv --clear $(VENV)
	@rm -f $@
	@$(PIP) --require-hashes --requirement requirements.txt
	@$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

$(INSTALLED_DEV): $(INSTALLED) requirements-dev.txt
	@rm -f $(INSTALLED)
	@$(PIP) --require-hashes --requirement requirements-dev.txt
	@touch $(INSTALLED) $@
