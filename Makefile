# Two commands do everything on a fresh machine: `make demo` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
STUDENTS ?= 40
ASSIGNMENTS := $(patsubst assignments/%/assignment.toml,%,$(wildcard assignments/*/assignment.toml))
# Each submission to the project trains networks for half a minute: too long for a demonstration.
DEMO ?= $(filter-out m%,$(ASSIGNMENTS))
# These networks are tiny: a second BLAS thread makes the work slower, not faster.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1

.PHONY: help setup demo test lint parity clean

help:
	@echo "make setup   install everything into .venv"
	@echo "make demo    set up, build, grade a made-up class of $(STUDENTS) for each of $(DEMO), say where the results lie"
	@echo "make test    set up, then ruff, codespell, mypy, import-linter and all tests"
	@echo "make parity  grade 30 notebooks of every assignment by Otter, by pytest and in bulk, and compare every verdict"
	@echo "make clean   remove .venv, build/ and demo/"

setup: .venv/ready

demo: .venv/ready
	$(BIN)/autograder build
	@rm -rf demo
	@set -e; for name in $(DEMO); do \
	  $(BIN)/autograder practice $$name --to demo/$$name/submissions --students $(STUDENTS); \
	  $(BIN)/autograder grade $$name demo/$$name/submissions --out demo/$$name/graded; \
	done
	@echo "Open demo/*/graded/report/index.html; each student's feedback lies in demo/*/graded/feedback/."

# The tests build every assignment anew and fail where `student/` is not what a build gives.
test: lint
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/codespell
	$(BIN)/mypy
	$(BIN)/lint-imports

parity: .venv/ready
	$(BIN)/autograder build
	$(BIN)/python -m tests.parity 30

# The stamp makes a second call reinstall nothing, unless the lock or the project file changed.
.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf .venv build demo *.egg-info
