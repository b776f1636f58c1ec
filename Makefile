# Two commands: `make study` opens the course, `make test` runs every check. `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help study self-study teach release site serve-site bench-site test test-site fast-test lint bench bench-slider bench-open
.PHONY: coverage extension frontend lock lock-site

PYTHON ?= python3
FOLDER ?=
SCRIPT ?= hans
BIN := .venv/bin
PARALLEL := --numprocesses 2 --dist loadfile
# pip's own settings on this computer stay in force (a mirror, say); the lock file fixes versions and hashes.
PIP := $(BIN)/python -m pip --disable-pip-version-check

# Compiled code is kept whatever the environment says: each of many hundred processes would else compile it anew.
unexport PYTHONDONTWRITEBYTECODE

help:
	@echo "make study       open the course (a copy of your own in study/)"
	@echo "make self-study  the same, with each answer marked at once (in self-study/)"
	@echo "make teach       set up classroom/ and open it with formgrader"
	@echo "make release     write course/ (and the table of traditional characters) from the masters"
	@echo "make site        build the self-study site in site/ (needs Node.js); make serve-site opens it here"
	@echo "make bench-site  measure the site: times, requests, sizes, memory; BESIDE=FOLDER measures another checkout in turns"
	@echo "make test        run every check and test"
	@echo "make test-site   build the site and go through two chapters of it in a real Chromium"
	@echo "make fast-test   the tests that need neither nbgrader nor a browser"
	@echo "make coverage    run the fast tests and those of JavaScript, and print which lines and branches they leave out"
	@echo "make bench       measure how fast a class is graded, beside plain nbgrader and otter-grader (about three hours)"
	@echo "make bench-slider  measure how fast a chart follows its slider in a real Chromium"
	@echo "make bench-open  measure how soon a chapter can be answered; BESIDE=FOLDER measures another checkout in turns"
	@echo "make extension   build the JupyterLab extension again (needs Node.js)"
	@echo "make frontend    check JavaScript, TypeScript and CSS (needs Node.js); make lint does, too"
	@echo "make lock        resolve the lock files anew (needs uv); make lock-site those of the site"

study: .venv/installed
	@$(BIN)/shequ study $(FOLDER)

self-study: .venv/installed
	@$(BIN)/shequ study $(or $(FOLDER),self-study) --edition self-study

teach: .venv/installed
	@$(BIN)/shequ teach $(FOLDER)

release: .venv/installed
	@$(BIN)/python -m grading.make_script_table
	@$(BIN)/shequ release

site: .venv/installed-site
	@$(BIN)/shequ site --script $(SCRIPT)

serve-site: .venv/installed-site
	@$(BIN)/shequ site --serve

bench-site: .venv/installed-site .venv/installed-tests
	@$(BIN)/python benchmarks/site.py $(if $(BESIDE),--beside "$(BESIDE)")

# The fast tests first; then those that need nbgrader or a browser, each file in one process.
test: lint .venv/installed-site
	$(BIN)/shequ release --check
	$(BIN)/pytest -m "not browser and not pipeline" $(PARALLEL)
	$(BIN)/pytest -m "browser or pipeline" $(PARALLEL) --no-loadscope-reorder

# The whole site in a real Chromium: builds it first, takes some minutes.
test-site: .venv/installed-site .venv/installed-tests
	$(BIN)/pytest -m site

fast-test: .venv/installed-tests
	$(BIN)/pytest -m "not browser and not pipeline" $(PARALLEL)

# Both tables have the worst files first. What a test starts as a process of its own is not counted.
coverage: .venv/installed-tests
	$(BIN)/pytest -m "not browser and not pipeline" $(PARALLEL) --cov --cov-report=term-missing
	@mkdir -p .cache
	@if ! command -v node >/dev/null; then echo "left out JavaScript: Node.js is not here"; else \
	  node --test --experimental-test-coverage --test-reporter=tap frontend/tests/*.test.js > .cache/node.tap \
	    || { cat .cache/node.tap; exit 1; }; \
	  grep '^# .* | ' .cache/node.tap | sort --stable --field-separator='|' --key=3,3n; \
	fi

lint: .venv/installed-tests frontend
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/vulture
	$(BIN)/lint-imports --no-cache

# Without Node.js, or without a network the first time, it says what it left out; in CI (`CI=true`) nothing may be.
frontend: frontend/node_modules/.installed
	@frontend/check

bench: .venv/installed-tests .venv/otter/installed
	$(BIN)/python benchmarks/grade_class.py

bench-slider: .venv/installed-tests
	$(BIN)/python benchmarks/slider.py

bench-open: .venv/installed-tests
	$(BIN)/python benchmarks/open.py $(if $(BESIDE),--beside "$(BESIDE)")

# A new lock file, a new pyproject.toml or a new build of the extension is installed on the next run.
.venv/installed: requirements.lock pyproject.toml shequ_lib/labextension/prebuilt/package.json
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更新的版本 (Python 3.11 or newer is needed)")'
	@echo "正在安装课程所需的软件，第一次约需一两分钟…"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-tests: .venv/installed requirements-test.lock
	@$(PIP) install --quiet --require-hashes -r requirements-test.lock
	@touch $@

# With Node.js here, what the site is built from is fetched too, so that building and testing need no network.
.venv/installed-site: .venv/installed requirements-site.lock grading/site/kernel.lock grading/site/npm.lock \
  | frontend/node_modules/.installed $(if $(CI),shequ_lib/labextension/node_modules/.yarn-state.yml)
	@$(PIP) install --quiet --require-hashes -r requirements-site.lock
	@! command -v npm >/dev/null || $(BIN)/shequ site --fetch
	@touch $@

# What checks JavaScript, TypeScript and CSS. The stamp is what was installed, so that `frontend/check` knows it.
frontend/node_modules/.installed: frontend/package-lock.json
	@! command -v npm >/dev/null || \
	  { npm ci --prefix frontend --ignore-scripts --no-audit --no-fund --loglevel=error && cp $< $@; } || test -z "$(CI)"

# The types of JupyterLab, for CI; elsewhere they come with `make extension`.
shequ_lib/labextension/node_modules/.yarn-state.yml: shequ_lib/labextension/yarn.lock | .venv/installed
	cd shequ_lib/labextension && PATH="$(CURDIR)/$(BIN):$$PATH" && \
	  { jlpm install --immutable && touch node_modules/.yarn-state.yml || echo "the types of JupyterLab could not be fetched"; }

# otter-grader, which only `make bench` needs, beside the same versions of all that the course needs.
.venv/otter/installed: .venv/installed benchmarks/otter.lock
	@test -x .venv/otter/bin/python || $(PYTHON) -m venv .venv/otter
	@.venv/otter/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r benchmarks/otter.lock
	@.venv/otter/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation \
	  --editable .
	@touch $@

extension: .venv/installed-tests
	cd shequ_lib/labextension && PATH="$(CURDIR)/$(BIN):$$PATH" && jlpm install --immutable && jlpm build

lock:
	printf 'hatchling\neditables\n' > .venv/build.in
	uv pip compile pyproject.toml .venv/build.in --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --upgrade --quiet -o requirements.lock
	uv pip compile pyproject.toml .venv/build.in --extra test -c requirements.lock --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet -o requirements-test.lock
	uv pip compile pyproject.toml .venv/build.in benchmarks/otter.in -c requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet \
	  -o benchmarks/otter.lock

# The first is what builds the site; the second what runs in the browser, on the Python of Pyodide.
lock-site:
	uv pip compile pyproject.toml --extra site -c requirements.lock --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet -o requirements-site.lock
	uv pip compile grading/site/kernel.in --no-deps --python-version 3.12 --python-platform wasm32-pyodide2024 \
	  --only-binary :all: --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet \
	  -o grading/site/kernel.lock
