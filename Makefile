# Every target works in a fresh clone: it makes the .venv it needs with plain venv and pip, from the
# locks, and leaves it alone if nothing changed. CI runs `make test`.

VENV   := .venv
BIN    := $(VENV)/bin
# The first interpreter that is new enough, unless you set PYTHON.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
            $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

RUNTIME := $(VENV)/.runtime
DEV     := $(VENV)/.dev

# Four at a time, though CI has two cores: two of them mostly wait (tests/shares.py).
PYTEST := $(BIN)/python -m pytest -n 4 --dist worksteal

# Otherwise each of the hundreds of daemons and commands that tests start would compile all modules.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo run test check collected explore bench lock servers clean

help:
	@echo 'make demo   play some weeks of a list, offline'
	@echo 'make run    start the daemon on files under ./run and say where to send mail'
	@echo 'make test   make check, then every test with the coverage of the core; as root also those with real servers'
	@echo 'make check  check lint, format and types'
	@echo 'make explore  run the property tests with other examples each time, until one fails'
	@echo 'make bench  run the benchmarks'
	@echo 'make lock   rewrite the lock files (needs uv)'

demo: $(RUNTIME)
	@$(BIN)/python -m listbot demo

run: $(RUNTIME) run/config.toml
	@$(BIN)/python -m listbot --config run/config.toml run

run/config.toml: | $(RUNTIME)
	@$(BIN)/python -m listbot init --yes --dir run

# Three things at once: one core is enough for each, and none needs another.
test: $(DEV)
	@$(MAKE) --no-print-directory --jobs=3 check servers collected
	$(PYTEST) --cov --cov-report=
	$(BIN)/coverage report --skip-covered --skip-empty --fail-under=100

check: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# Collect the tests once, so that no worker compiles all modules again. If that fails, `test` says why.
collected: $(DEV)
	@$(BIN)/python -m pytest --collect-only -qq >/dev/null || :

# Run the property tests with other examples each time, until one fails or you interrupt it.
explore: $(DEV)
	while $(PYTEST) -q -m hypothesis --hypothesis-profile=explore; do :; done

bench: $(DEV)
	$(BIN)/python -m bench

# The tests with real servers need root, and Debian's packages. Without either they are skipped, and
# .ci/run turns every skip into a failure.
servers: | $(VENV)/bin/python
	@.ci/install-servers

lock:
	uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --upgrade --output-file requirements.lock
	uv pip compile pyproject.toml --group dev --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --constraints requirements.lock --upgrade --output-file requirements-dev.lock
	uv pip compile --group mailman --quiet --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --upgrade --output-file requirements-mailman.lock
	uv pip compile --group roundup --quiet --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --upgrade --output-file requirements-roundup.lock

$(VENV)/bin/python:
	@test -n '$(PYTHON)' || { echo 'make: Python 3.11 or later is needed (or make PYTHON=/path/to/python3)' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo 'make: cannot make a venv; on Debian: apt-get install python3-venv' >&2; exit 1; }

# A lock names everything, so pip resolves nothing (--no-deps) and only checks that all is there.
$(RUNTIME): requirements.lock | $(VENV)/bin/python
	@echo 'Installing what listbot needs into $(VENV) ...' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip check --quiet --disable-pip-version-check
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo 'Installing what the tests need into $(VENV) ...' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@$(BIN)/python -m pip check --quiet --disable-pip-version-check
	@touch $@ $(RUNTIME)

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage build dist
