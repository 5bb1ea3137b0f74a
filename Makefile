# Sextant. `make demo` and `make test` are all that a newcomer needs.
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

# The one place; releases are named in CHANGELOG.md, too.
VERSION := 1.0.0
CC ?= cc
PKG_CONFIG ?= pkg-config
FUZZ_SECONDS ?= 20

# Where it is installed, by the names that distributions know; DESTDIR stands
# before each.
PREFIX ?= /usr/local
DESTDIR ?=
INSTALL ?= install
prefix ?= $(PREFIX)
exec_prefix ?= $(prefix)
bindir ?= $(exec_prefix)/bin
datarootdir ?= $(prefix)/share
datadir ?= $(datarootdir)
mandir ?= $(datarootdir)/man
docdir ?= $(datarootdir)/doc/sextant
bashcompletiondir ?= $(datadir)/bash-completion/completions
zshcompletiondir ?= $(datadir)/zsh/site-functions
fishcompletiondir ?= $(datadir)/fish/vendor_completions.d

# A program finds its files from where it is itself, so that one build serves any
# PREFIX. Where it could not, it is told.
SHARE := $(if $(filter-out \
	$(dir $(bindir))share,$(datadir)),$(datadir)/sextant)

# Each kind of build has a folder of its own, so that none spoils another.
ifeq ($(SAN),1)
OUT := out/san
else ifeq ($(FUZZ),1)
OUT := out/fuzz
else ifeq ($(COVERAGE),1)
OUT := out/coverage
else ifeq ($(STATIC),1)
OUT := out/static
else
OUT := out
endif

# Asked once, and only by a build: `make deps` must run without pkg-config.
# libcurl, libmicrohttpd and libxlsxwriter are not linked, but loaded by who needs
# them.
LINKED := libcjson libxml-2.0 libcmark yaml-0.1 libarchive sqlite3 libcrypto \
	libpcre2-8 libutf8proc
# A static program loads nothing: see `make static`.
ifeq ($(STATIC),1)
LINKED += libcurl libmicrohttpd xlsxwriter
DEPS := $(CURDIR)/$(OUT)/deps
override CC := $(DEPS)/bin/musl-cc
override CPPFLAGS += -DSEXTANT_STATIC
override PKG_CONFIG := PKG_CONFIG_LIBDIR=$(DEPS)/sysroot/usr/lib/pkgconfig \
	PKG_CONFIG_SYSROOT_DIR=$(DEPS)/sysroot $(PKG_CONFIG) --static
endif
pkg = $(shell $(PKG_CONFIG) $(1))$(if $(filter-out \
	0,$(.SHELLSTATUS)),$(error a library is missing: run "make deps"))
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(call pkg,--cflags \
	libcurl libmicrohttpd xlsxwriter $(LINKED)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(call pkg,--libs $(LINKED)))$(PKG_LIBS)

# What makes a fault hard to use: as much of it as compiler and linker know, which is
# asked of all at once, then of each; a program linked with none: make HARDEN=.
can = $(shell echo 'int main(void) { return 0; }' | $(CC) -Werror \
	-include stdlib.h $(1) -x c - -o /dev/null 2>/dev/null && echo '$(1)')
those = $(or $(call can,$(1)),$(foreach flag,$(1),$(call can,$(flag))))
machine = $(shell $(CC) -dumpmachine 2>/dev/null)
flow = $(if $(filter x86_64-% i%86-%,$(1)),-fcf-protection,$(if $(filter \
	aarch64-%,$(1)),-mbranch-protection=standard))
HARDEN ?= $(eval HARDEN := $$(call those,-fPIE -fstack-protector-strong \
	-fstack-clash-protection -ftrivial-auto-var-init=zero $$(call flow,$$(machine))))$(HARDEN)
links = $(if $(filter 1,$(STATIC)),,-pie) -Wl,-z,relro -Wl,-z,now \
	-Wl,-z,noexecstack
HARDEN_LINK = $(eval HARDEN_LINK := $$(if $$(HARDEN),$$(call \
	those,$$(links))))$(HARDEN_LINK)
FORTIFY = $(eval FORTIFY := $$(or $$(call can,-O2 -U_FORTIFY_SOURCE \
	-D_FORTIFY_SOURCE=3),-O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))$(FORTIFY)

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wformat=2 -Wundef \
	-Wno-missing-field-initializers
ifeq ($(SAN),1)
# Lines of functions are all that a report names, and sooner written.
CFLAGS ?= -g1 -O1
# At an address that is known, each of thousands of processes starts sooner.
override CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -fno-pie
override LDFLAGS += -fsanitize=address,undefined -no-pie
else ifeq ($(FUZZ),1)
CFLAGS ?= -g
override CFLAGS += -O1 -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
override LDFLAGS += -fsanitize=fuzzer,address,undefined
else ifeq ($(COVERAGE),1)
CFLAGS ?= -g
override CFLAGS += -O0 --coverage -fprofile-update=atomic
override LDFLAGS += --coverage
else
CFLAGS ?= -g $(FORTIFY)
override CFLAGS += $(HARDEN)
override LDFLAGS += $(HARDEN_LINK)
# A thread has a stack of 128 KiB where the C library is musl.
WARN += -Wframe-larger-than=16384
endif
# Where it was built is no part of a program: the same bytes from any folder.
override CFLAGS += -std=c11 $(WARN) -ffile-prefix-map='$(CURDIR)'=.
override CPPFLAGS += -D_GNU_SOURCE -DSEXTANT_VERSION='"$(VERSION)"' \
	-DSEXTANT_SHARE='"$(SHARE)"' -Iinclude -I$(OUT)/gen
COMPILE = $(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) $(ERROR) -MMD -MP -c
LINK = $(CC) $(CFLAGS) $(LDFLAGS)
LINKLIBS = $(LDLIBS) $(PKG_LIBS) -lpthread -ldl
ifeq ($(WERROR),1)
ERROR := -Werror
endif

SRC := $(sort $(wildcard src/*/*.c))
OBJ := $(SRC:src/%.c=$(OUT)/obj/%.o)
LIBOBJ := $(filter-out $(OUT)/obj/cli/main.o,$(OBJ))
UNIT := $(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
TESTOBJ := $(UNIT:%=$(OUT)/obj/tests/unit/%.o) \
	$(FUZZERS:%=$(OUT)/obj/tests/fuzz/%.o) $(OUT)/obj/tests/fuzz/replay.o

# Sub-makes use every processor, unless this make was told how many.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell getconf \
	_NPROCESSORS_ONLN))
SUB = --no-print-directory $(JOBS)
export MAKE_PROGRAM := $(MAKE)

# Two of these at once would build the same files, or wait for apt's lock.
ifneq ($(filter demo test fuzz bench golden pictures,$(MAKECMDGOALS)),)
ifneq ($(words $(MAKECMDGOALS)),1)
.NOTPARALLEL:
endif
endif

# V=1 shows the commands.
say = @$(if $(V),,printf '  %-4s %s\n' $(1) $(2);)
Q = $(if $(V),,@)

.PHONY: all
all: $(OUT)/bin/sextant $(OUT)/man/sextant.1 ## build out/bin/sextant (SAN=1, WERROR=1, CC=...)

$(OUT)/bin/sextant: $(OUT)/obj/cli/main.o $(OUT)/libsextant.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(LINKLIBS)

# The manual: what --help says, with what stands beside it and in READMEs.
$(OUT)/man/sextant.1: $(OUT)/bin/sextant $(wildcard src/cli/man/*) CHANGELOG.md \
		$(wildcard data/packaging/man/*) README.md data/README.md \
		data/sources/README.md
	$(call say,MAN,$(@D))
	$(Q)data/packaging/man/pages.sh $(OUT)/bin/sextant $(@D)

$(OUT)/libsextant.a: $(LIBOBJ)
	@mkdir -p $(@D)
	@rm -f $@
	$(call say,AR,$@)
	$(Q)$(AR) rcs $@ $(LIBOBJ)

$(OUT)/obj/%.o: src/%.c $(OUT)/gen/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) -o $@ $<

# The catalog's schema is SQL in its own file, compiled in as a string; and so
# are the script of a preview and those that shells complete by.
QUOTE = sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $<
$(OUT)/gen/schema.h: src/catalog/schema.sql
	@mkdir -p $(@D)
	$(Q)$(QUOTE) >$@
$(OUT)/obj/catalog/db.o: $(OUT)/gen/schema.h
$(OUT)/gen/preview.h: src/serve/preview.js
	@mkdir -p $(@D)
	$(Q)$(QUOTE) >$@
$(OUT)/obj/serve/server.o: $(OUT)/gen/preview.h
$(OUT)/gen/completion_%.h: src/cli/completion/sextant.%
	@mkdir -p $(@D)
	$(Q)$(QUOTE) >$@
$(OUT)/obj/cli/cmd_completion.o: $(OUT)/gen/completion_bash.h \
	$(OUT)/gen/completion_zsh.h $(OUT)/gen/completion_fish.h

# Other flags mean other objects. Those made under -Werror serve without it.
$(OUT)/gen/flags: export FLAGS_NOW = $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS)
$(OUT)/gen/flags: always
	@mkdir -p $(@D); now="$$FLAGS_NOW $(ERROR)"; \
	case $$(cat $@ 2>/dev/null) in \
	"$$now" | "$${now}-Werror") ;; *) printf '%s\n' "$$now" >$@ ;; esac
.PHONY: always
always:

.PHONY: deps
deps: ## install what is missing (Debian, Ubuntu), or say what is
	@tests/deps.sh

.PHONY: validators
validators: out/validators/done ## install what holds exports to their formats, from PyPI
out/validators/done: tests/requirements.txt
	python3 -m venv $(@D)
	$(@D)/bin/pip install -q --disable-pip-version-check -r $<
	@touch $@

.PHONY: demo
demo: ## build the coverage site of data/sample, and say where to look
	@tests/deps.sh build
	@$(MAKE) $(SUB) all
	out/bin/sextant build --config data/sample/sextant.yaml \
		--catalog out/demo/catalog.db --out out/demo/site --offline
	@echo 'Open out/demo/site/index.html in a browser.'

.PHONY: test
test: ## everything: two compilers, all tests, all again under sanitizers
	@tests/deps.sh tools
	@tests/test.sh

# Loaded before all others, it lets one call of the C library fail (glibc's).
INJECT := $(if $(filter out,$(OUT)),$(if $(wildcard \
	$(addsuffix /gnu/libc-version.h,/usr/include /usr/include/*-linux-gnu*)), \
	$(OUT)/test/fault/inject.so))
$(OUT)/test/fault/inject.so: tests/fault/inject.c $(OUT)/gen/flags
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CPPFLAGS) -std=c11 $(WARN) $(ERROR) -O1 -g -fPIC -shared \
		-o $@ $< -ldl

# What follows runs one part of it; each ends with a line of counts.
.PHONY: unit cli site replay
unit: units ## the unit tests (SAN=1)
	@tests/unit/run.sh $(UNIT:%=$(OUT)/test/unit/%)
cli: all $(INJECT) ## the tests of the program (SAN=1; FILES="tests/cli/x.test")
	@OUT=$(OUT) tests/cli/run.sh $(FILES)
site: all ## the site in Chromium (FILES="tests/site/test_x.js", WORDS="axe")
	@OUT=$(OUT) WORDS="$(WORDS)" tests/site/run.sh $(FILES)
replay: replays ## the fuzz targets over their seeds (SAN=1)
	@tests/fuzz/run.sh replay $(FUZZERS:%=$(OUT)/test/fuzz/%)

.PHONY: units replays objects
units: $(UNIT:%=$(OUT)/test/unit/%) $(INJECT)
replays: $(FUZZERS:%=$(OUT)/test/fuzz/%)
objects: $(OBJ) $(TESTOBJ)

$(OUT)/obj/tests/%.o: tests/%.c $(OUT)/gen/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) -Isrc -o $@ $<

$(OUT)/test/unit/%: $(OUT)/obj/tests/unit/%.o $(OUT)/libsextant.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(TEST_LD) -o $@ $^ -lcmocka $(LINKLIBS)

# Test programs are many: TEST_LD may name a linker that is quicker than the usual
# one, which makes the program itself.

# libFuzzer brings its own main.
REPLAY := $(if $(filter 1,$(FUZZ)),,$(OUT)/obj/tests/fuzz/replay.o)
$(OUT)/test/fuzz/%: $(OUT)/obj/tests/fuzz/%.o $(REPLAY) $(OUT)/libsextant.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(TEST_LD) -o $@ $^ $(LINKLIBS)

.SECONDARY: $(TESTOBJ)
-include $(OBJ:.o=.d) $(TESTOBJ:.o=.d)

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZ_SECONDS=20 each (clang)
	@$(MAKE) $(SUB) FUZZ=1 SAN= OUT=out/fuzz CC=clang replays
	@FUZZ_SECONDS=$(FUZZ_SECONDS) \
		tests/fuzz/run.sh fuzz $(FUZZERS:%=out/fuzz/test/fuzz/%)

.PHONY: fault
fault: all $(INJECT) ## each call of the C library fails once, on a tiny input (EVERY=1)
	@python3 -B tests/fault/fault.py $(if $(EVERY),--every)

.PHONY: coverage
coverage: ## lines that the tests reach, folder by folder (gcc), in out/coverage
	@$(MAKE) $(SUB) COVERAGE=1 SAN= FUZZ= CC=gcc all units replays
	@find out/coverage -name '*.gcda' -delete
	@out/coverage/bin/sextant --version >/dev/null
	@chmod -R a+rwX out/coverage/obj
	@for part in unit replay cli; do $(MAKE) --no-print-directory \
		COVERAGE=1 SAN= FUZZ= CC=gcc $$part || exit 1; done
	@tests/coverage.py out/coverage/obj

.PHONY: lint
lint: ## who includes whom, sizes, style, contracts, scripts
	@python3 tests/lint/run.py

.PHONY: pictures
pictures: ## draw README's pictures from the sample, into data/pictures
	@$(MAKE) $(SUB) all
	@tests/site/pictures.sh

.PHONY: tags
tags: ## where each name is defined, in out/tags (ctags) or out/TAGS (etags)
	@mkdir -p out
	@if command -v ctags >/dev/null; then set -- ctags --tag-relative=yes \
		-L - -f out/tags; \
	elif command -v etags >/dev/null; then set -- etags -o out/TAGS -; \
	else echo 'no ctags: apt-get install universal-ctags' >&2; exit 1; fi; \
	find src include tests -name '*.[ch]' | sort | "$$@"

# empty does nothing, with all the libraries of the program; floor does with them
# the least that the bytes take; once measures.
BENCH := $(patsubst tests/bench/%.c,$(OUT)/test/bench/%,$(sort \
	$(wildcard tests/bench/*.c)))
.PHONY: bench bench-tools
bench: ## what each stage takes, as ratios to floors and others (RULES=90000)
	@$(MAKE) $(SUB) all bench-tools
	@python3 tests/bench/bench.py
bench-tools: $(BENCH)

$(OUT)/test/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(CPPFLAGS) $(PKG_CFLAGS) -o $@ $< -Wl,--no-as-needed \
		$(if $(filter once,$*),,$(LINKLIBS))

.PHONY: upstream
upstream: ## what tests read of the real upstreams, into ../shared/upstream
	@$(MAKE) $(SUB) all
	@tests/upstream.py $(OUT)/bin/sextant

.PHONY: golden
golden: ## write tests/golden and README's examples anew; then read the diff
	@$(MAKE) $(SUB) all
	@tests/golden.sh tests/golden
	@tests/readme.sh --write

# What is installed, and where: data/packaging/install.sh.
INSTALLED = DESTDIR='$(DESTDIR)' INSTALL='$(INSTALL)' OUT='$(OUT)' \
	prefix='$(prefix)' bindir='$(bindir)' datadir='$(datadir)' \
	mandir='$(mandir)' docdir='$(docdir)' \
	bashcompletiondir='$(bashcompletiondir)' \
	zshcompletiondir='$(zshcompletiondir)' \
	fishcompletiondir='$(fishcompletiondir)' data/packaging/install.sh

.PHONY: install install-files uninstall
install: all ## into PREFIX=/usr/local (DESTDIR, bindir, mandir, datadir ...)
	@$(MAKE) --no-print-directory install-files
install-files:
	$(Q)$(INSTALLED) install
uninstall: ## what install has put there, with the folders that are empty then
	$(Q)$(INSTALLED) uninstall

.PHONY: dist
dist: ## out/dist/sextant-VERSION.tar.xz, of what is committed
	@VERSION='$(VERSION)' XZ='$(XZ)' data/packaging/dist.sh

# What is packed says where the project is, as URL says: else its git remote.
PACKING = VERSION='$(VERSION)' URL='$(URL)'
.PHONY: deb
deb: dist ## Debian's package, in out/deb (dpkg-dev, debhelper, lintian)
	@$(PACKING) data/packaging/deb.sh

# One program without any library, of what `data/packaging/static/sources` lists.
.PHONY: static
static: ## out/static/sextant-VERSION-linux-amd64.tar.gz (takes minutes, Debian)
	@JOBS='$(STATIC_JOBS)' data/packaging/static/build.sh '$(CURDIR)/out/static/deps'
	@$(MAKE) $(SUB) STATIC=1 all
	@VERSION='$(VERSION)' data/packaging/static/pack.sh
	@$(MAKE) $(SUB) STATIC=1 cli FILES=tests/packages/static.test

.PHONY: smoke
smoke: dist ## install on bare systems and try it there (root, mmdebstrap)
	@$(PACKING) tests/packages/roots.sh $(SUITES)

.PHONY: image
image: ## a container, sextant:VERSION (podman, buildah or docker)
	@$(PACKING) data/packaging/image.sh

.PHONY: reproducible
reproducible: dist ## two builds in two folders are the same bytes
	@$(PACKING) tests/packages/reproducible.sh

.PHONY: release
release: ## check what a release needs, and build it in out/release
	@$(PACKING) data/packaging/release.sh

.PHONY: clean
clean: ## remove out/
	rm -rf out

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | \
	while read -r target what; do printf '%-10s %s\n' $$target "$$what"; done
