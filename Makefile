# Banso: `make run` opens the window on the made-up book, `make test` runs the tests; both do all the set-up.
PYTHON ?= $(shell /usr/bin/python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo /usr/bin/python3 || echo python3)
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SOURCES := app tests bench main.py banso_connector.py .ci/translations.py .ci/sheets.py

.PHONY: run test check check-habits format lint types layers proof bench shots sheets translations lock wheel clean

run: $(READY)
	.ci/run-window $(BIN)/python

test: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n 2 --dist loadfile

check: check-habits
	$(MAKE) test

check-habits: $(READY) format lint types layers
	$(BIN)/python .ci/translations.py --check

format:
	$(BIN)/ruff format --check $(SOURCES)

lint:
	$(BIN)/ruff check $(SOURCES)

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

# A tenth of each proof, as in CI; `make proof FULL=1` runs all rounds.
proof: $(READY)
	.ci/proof $(BIN) $(if $(FULL),full,tenth)

bench: $(READY)
	$(BIN)/python -m bench $(ARGS)

shots: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python main.py shots out/shots

# Reference pictures beside the product: make sheets MOCKS=folder
sheets: $(READY)
	$(BIN)/python .ci/sheets.py $(MOCKS) out/sheets

translations:
	$(BIN)/python .ci/translations.py

wheel: $(READY)
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

lock:
	.ci/lock

# The stamp is made again when a lock file or the set-up itself changes.
$(READY): requirements/run.txt requirements/dev.txt requirements/build.txt pyproject.toml .ci/setup
	.ci/setup $(PYTHON) $(VENV)
	@touch $@

clean:
	rm -rf $(VENV) dist build out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
