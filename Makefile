# The way in. "make run" on a fresh machine needs Go and nothing else.

VERSION ?= $(shell git describe --always --dirty 2>/dev/null || echo dev)
MADE := .cache/built
BUILT := web/built
# Brotli 11 takes half a minute; make build BROTLI=5 is for trying things out.
BROTLI ?= 11
# What runs once an event is not inlined, which is 5 % of the download; what
# runs once a block or an annotation is. go-app comes without its server half,
# which is 370 KB more, and SHA-256 without 33 KB: see internal/goapp.
HOT := text article editor render local browser
WASM_FLAGS := -modfile=.cache/browser.mod -overlay=.cache/overlay.json -trimpath -ldflags='-s -w' -gcflags=all=-l $(HOT:%=-gcflags=quoth/internal/%=)

help: ## show this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /	/' | expand -t 10

run: build ## build, and serve on http://127.0.0.1:8000
	./bin/quoth serve

build: program ## compile the browser program and bin/quoth, one static file
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w -X main.version=$(VERSION)' -o bin/quoth ./cmd/quoth

program: browser studio worker sync # compressed, beside its loader and the icons
	go run ./internal/assets --from $(MADE) --built $(BUILT) --cache .cache --level $(BROTLI) --loader "$$(go env GOROOT)/lib/wasm/wasm_exec.js"

OUT := $(MADE)/app.wasm
browser: # the browser program
	@mkdir -p .cache && go run ./internal/goapp .cache
	GOOS=js GOARCH=wasm go build $(WASM_FLAGS) -tags=$(TAGS) -o $(OUT) ./cmd/webapp

studio: browser # the screens of those who make datasets, and their worker
	GOOS=js GOARCH=wasm go build $(WASM_FLAGS) -o $(MADE)/studio.wasm ./cmd/webstudio
	GOOS=js GOARCH=wasm go build -trimpath -ldflags='-s -w' -o $(MADE)/corpus.wasm ./cmd/webcorpus

worker: browser # the browser's second program, with what it has learned
	GOOS=js GOARCH=wasm go build $(WASM_FLAGS) -gcflags=quoth/internal/suggest/attribution= -gcflags=quoth/internal/selector= -o $(MADE)/worker.wasm ./cmd/webworker
	cp internal/suggest/weights/*.weights $(MADE)/

sync: browser # what carries the edits of a class to the server
	GOOS=js GOARCH=wasm go build $(WASM_FLAGS) -o $(MADE)/sync.wasm ./cmd/websync

test: tools check build ## everything: format, vet for both targets, all tests in real browsers too
	go test -timeout 20m $$(go list ./... | grep -v '/e2e$$')
	go test -timeout 45m ./internal/e2e # alone: a hand in a browser needs a machine that keeps up

check: ## format and vet, for the server and for the browser
	@unformatted=$$(gofmt -l app cmd internal web); test -z "$$unformatted" || { echo "not formatted: $$unformatted (run gofmt -w)"; exit 1; }
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./app/... ./cmd/webapp ./cmd/webstudio ./cmd/webcorpus ./cmd/webworker ./cmd/websync ./internal/browser/...

tools: # what the tests in real browsers and those by other programs need
	@missing=; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v firefox-esr >/dev/null || missing="$$missing firefox-esr"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	command -v python3 >/dev/null || missing="$$missing python3"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	command -v xmllint >/dev/null || missing="$$missing libxml2-utils"; \
	command -v haproxy >/dev/null || missing="$$missing haproxy"; \
	command -v systemd-analyze >/dev/null || missing="$$missing systemd"; \
	command -v opennlp >/dev/null || missing="$$missing opennlp default-jre-headless"; \
	/usr/bin/python3 -c 'import nltk' 2>/dev/null || missing="$$missing python3-nltk"; \
	test -z "$$missing" || if [ "$$(id -u)" = 0 ]; then apt-get update -q && apt-get install -y -q --no-install-recommends $$missing; \
	else echo "install first:$$missing"; exit 1; fi

bench: build ## measure, beside other annotators where their harness is present
	go run ./internal/e2e/bench
	go run ./internal/format/bench
	go run ./internal/extract/score
	go run ./internal/server/class/bench

soak: build ## a class of 300 whose network is cut, and 200 times kill -9: at most 15 minutes
	go run ./internal/server/class/soak --within 15m

clean: ## remove what build made, the cache too
	rm -rf bin .cache
	find $(BUILT) -type f ! -name .keep -delete

.PHONY: help run build program browser studio worker sync test check tools bench soak clean
