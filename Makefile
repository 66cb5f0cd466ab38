# The whole of it: `make run` and `make test`. Written for GNU make 3.81 and a plain POSIX shell.

HOST ?= 127.0.0.1
PORT ?= 8501
PYTHON ?= python3
RAW ?= ../shared/raw
CONTACT ?= contact-sheet
PYTEST_FLAGS ?= -n 2 --dist loadgroup

VENV = .venv
PY = $(VENV)/bin/python
UV := $(shell uv --version >/dev/null 2>&1 && echo uv)
# A .venv whose Python was removed or moved is made anew, whatever its stamp says.
BROKEN := $(shell $(PY) -c "" >/dev/null 2>&1 || echo broken)
# What a database is made from; a change in any of it asks for a new one.
DATABASE_FROM = data/snapshot data/lookups etl geo atlas/analysis

.PHONY: run test check lint fix bench contact-sheet build snapshot database lock fonts help broken

help:
	@echo "make run       set up, build the database if needed, start the atlas (HOST=$(HOST) PORT=$(PORT))"
	@echo "make test      set up, then everything that must be green"
	@echo "make check     the same; make lint: only format, lint and types; make fix: mend what can be mended"
	@echo "make build     build the database anew"
	@echo "make snapshot  publishers' files in RAW=$(RAW) -> data/snapshot"
	@echo "make bench     measure, write docs/bench.json"
	@echo "make contact-sheet  all pictures for the press in all sizes -> CONTACT=$(CONTACT)"
	@echo "make lock      requirements*.in -> requirements*.txt (needs uv)"
	@echo "make fonts     make static/fonts anew"

run: $(VENV)/.run database
	@echo "Transformationsatlas: http://$(HOST):$(PORT)  (Ctrl+C ends it)"
	@exec $(PY) -m streamlit run app.py --server.address $(HOST) --server.port $(PORT)

test: check

check: lint
	$(PY) -m pytest $(PYTEST_FLAGS)

lint: $(VENV)/.dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy

fix: $(VENV)/.dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(VENV)/.dev database
	$(PY) -m tests.bench

contact-sheet: $(VENV)/.dev database
	$(PY) -m tests.contact_sheet $(CONTACT)

build: $(VENV)/.run
	$(PY) -m etl build

snapshot: $(VENV)/.run
	$(PY) -m etl snapshot --raw $(RAW)

# Folders of data count with their own time, so that a file taken away is noticed as well.
database: $(VENV)/.run
	@if [ ! -s data/db/CURRENT ] || [ -n "$$(find $(DATABASE_FROM) -newer data/db/CURRENT \
		\( -type f -o -path 'data/*' \) ! -path '*/__pycache__*' 2>/dev/null | head -n 1)" ]; \
	then echo "Building the database ..."; $(PY) -m etl build; fi

# The stamps say which requirements were installed last; they are older than a changed file.
$(VENV)/.run: requirements.txt $(BROKEN)
	@$(call environment)
	@$(call install,-r requirements.txt)
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements.txt requirements-dev.txt
	@$(call install,-r requirements.txt -r requirements-dev.txt)
	@touch $@

define environment
if ! $(PY) -c "" >/dev/null 2>&1; then \
	for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11; do \
		if $$python -c "import sys; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; \
		then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		version=`$(PYTHON) --version 2>/dev/null || echo "not installed"`; \
		echo "The atlas needs Python 3.11 or newer; '$(PYTHON)' is $$version." \
			"Install one, or name one: make run PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$found and $(if $(UV),uv,pip (a minute or two)) ..."; \
	rm -rf $(VENV); \
	$(if $(UV),uv venv --quiet --python "`command -v $$found`" $(VENV),$$found -m venv $(VENV)) || { \
		rm -rf $(VENV); echo "Python could not make an environment (on Debian and Ubuntu: apt install python3-venv)." >&2; \
		exit 1; }; \
fi
endef

# With hashes, from uv where it is there, else from the environment's own pip.
define install
$(if $(UV),uv pip install --quiet --python $(PY) --require-hashes $(1),\
{ $(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null; } && \
$(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes $(1))
endef

COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(LOCK_FLAGS)

# LOCK_FLAGS=--upgrade takes the newest versions.
lock:
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt

fonts: $(VENV)/.dev
	$(PY) static/fonts/make_fonts.py
