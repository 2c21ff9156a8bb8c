# The commands of the README. `make setup` once; everything else stands on it.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
BIN := .venv/bin
# Every start of a process would compile all that it imports once more: 15 s for the bot.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup test lint format run demo pictures bench lock

setup: .venv/.ready

.uv/bin/uv:
	$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet uv

.venv/.ready: requirements/dev.lock $(filter .uv/bin/uv,$(UV))
	test -d .venv || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements/dev.lock
	touch $@

test: setup
	$(BIN)/python -m pytest -n $${TEST_WORKERS:-2} --dist worksteal $(ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/architecture

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

run: setup
	$(BIN)/python -m bot

# Without Telegram, with a company to play with: make demo [PORT=8777] [POSTGRES=1] [LANGUAGE=ru|en]
demo: setup
	@$(BIN)/python -m demo $(if $(PORT),--port $(PORT)) $(if $(LANGUAGE),--language $(LANGUAGE)) $(if $(POSTGRES),--postgres)

# The README's pictures, from the show-room in Chromium (Debian: chromium, fonts-noto-color-emoji).
pictures: setup
	$(BIN)/python -m demo.pictures

bench: setup
	$(BIN)/python -m tests.bench $(ARGS)

# Names and hashes only: no host of any registry.
lock: $(filter .uv/bin/uv,$(UV))
	for name in runtime voice dev; do \
	  $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links requirements/$$name.in -o requirements/$$name.lock; \
	done
