# Two commands are enough: `make start` runs Allo, `make test` proves it. Any Node >= 20 with npm can begin:
# the Node 24 that Allo runs on is one of its packages.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help install start dev test test-integration check bench console clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

node_modules/.allo-installed: package-lock.json package.json
	npm ci --no-fund --no-audit --loglevel=error
	@touch $@

install: node_modules/.allo-installed ## Install packages exactly as locked

console_sources := $(shell find apps/console contracts -path '*/dist' -prune -o -path '*/node_modules' -prune -o -type f -print 2>/dev/null)
apps/console/dist/index.html: node_modules/.allo-installed $(console_sources)
	npm run --silent build:console
	@touch $@

console: apps/console/dist/index.html ## Build the console

start: apps/console/dist/index.html ## Install what is missing, start everything, print the addresses
	@exec npm run --silent start

dev: apps/console/dist/index.html ## Start and restart on every change of the server
	@exec npm run --silent dev

test: apps/console/dist/index.html ## Run every suite; list what was skipped and how to enable it
	@exec npm run --silent test

test-integration: node_modules/.allo-installed ## Run the suites on the real servers this machine can start; list the others
	@exec npm run --silent test:integration

check: node_modules/.allo-installed ## Format, lint, types, import boundaries, unit tests
	@exec npm run --silent check

bench: apps/console/dist/index.html ## Measure: calls, latency, start, API (npm run bench -- list: all of them)
	npm run --silent bench -- calls
	npm run --silent bench -- latency
	npm run --silent bench -- start
	npm run --silent bench -- api

clean: ## Remove what was installed and built; data/ stays
	rm -rf node_modules apps/console/dist
