# make demo   see the whole story on this machine          make test    every test
# make setup  install into .venv and build the web app     make check   format, lint, types, contracts, OpenAPI

PYTHON ?= python3
JOBS ?= $(shell nproc 2>/dev/null | awk '{print ($$1 > 4) ? 4 : $$1}')
VENV := .venv
BIN := $(VENV)/bin
WEB := $(shell find web/src web/public src/bonghwa/kernel/messages -type f 2>/dev/null) \
       web/index.html web/vite.config.ts web/tsconfig.json web/package.json
MYPY := src tests bench

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup demo test check format openapi lock clean

setup: $(VENV)/.runtime web/dist/index.html

demo: setup
	@$(BIN)/bonghwa demo

test: $(VENV)/.development web/dist/index.html tests/web/chromium/.ready
	cd web && npm run --silent test
	$(BIN)/pytest -n $(JOBS) --dist worksteal $(PYTEST)

check: $(VENV)/.development web/node_modules/.ready
	$(BIN)/ruff format --check -q src tests bench
	$(BIN)/ruff check -q src tests bench
	$(BIN)/mypy $(MYPY)
	$(BIN)/lint-imports
	$(BIN)/python -m bonghwa.doors.http.openapi | diff -u openapi.json - || \
	  { echo "openapi.json is not what the server speaks. Run 'make openapi' and commit it."; exit 1; }
	$(BIN)/pytest -q tests/docs
	cd web && npm run --silent check

format: $(VENV)/.development web/node_modules/.ready
	$(BIN)/ruff check -q --fix src tests bench || true
	$(BIN)/ruff format -q src tests bench
	cd web && npm run --silent format

openapi: $(VENV)/.runtime web/node_modules/.ready
	$(BIN)/python -m bonghwa.doors.http.openapi > openapi.json
	cd web && npm run --silent api

# Locks hold hashes and no host names. Needs `pip install uv`.
lock:
	for part in "runtime.lock --extra build" "dev.lock --extra build --extra dev" \
	            "bench.lock --extra build --extra dev --extra bench"; do set -- $$part; file=$$1; shift; \
	  uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --python-version 3.11 -q "$$@" -o requirements/$$file; done

clean:
	rm -rf web/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Bonghwa needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python requirements/runtime.lock pyproject.toml
	$(BIN)/pip install -q --require-hashes -r requirements/runtime.lock
	$(BIN)/pip install -q --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.development: $(VENV)/.runtime requirements/dev.lock
	$(BIN)/pip install -q --require-hashes -r requirements/dev.lock
	@touch $@

web/node_modules/.ready: web/package.json web/package-lock.json
	@command -v npm >/dev/null || { echo "Bonghwa's web app needs Node.js 20 or newer with npm."; exit 1; }
	cd web && npm ci --silent --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.ready $(WEB)
	cd web && npm run --silent build
	@touch $@

tests/web/chromium/.ready: tests/web/chromium/package.json tests/web/chromium/package-lock.json tests/web/chromium/locate.mjs
	@if [ -n "$$BONGHWA_CHROMIUM" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	  command -v google-chrome >/dev/null; then :; else cd tests/web/chromium && npm ci --silent --no-audit --no-fund && \
	  mkdir -p .unpacked && TMPDIR="$$PWD/.unpacked" node locate.mjs > /dev/null; fi
	@touch $@
