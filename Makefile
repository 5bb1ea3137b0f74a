# Sextant. `make demo` and `make test` are all that a newcomer needs.
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

VERSION := 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
PKG_CONFIG ?= pkg-config
OUT := out
ifeq ($(SAN),1)
OUT := out/san
endif
SHARE := $(PREFIX)/share/sextant

LIBS := libcurl libcjson libxml-2.0 libcmark yaml-0.1 libarchive sqlite3 libcrypto
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wformat=2 -Wundef
CFLAGS ?= -O2 -g
override CFLAGS += -std=c11 $(WARN)
override CPPFLAGS += -D_GNU_SOURCE -DSEXTANT_VERSION='"$(VERSION)"' \
	-DSEXTANT_SHARE='"$(SHARE)"' -Iinclude -I$(OUT)/gen \
	$(shell $(PKG_CONFIG) --cflags $(LIBS) 2>/dev/null)
LDLIBS += $(shell $(PKG_CONFIG) --libs $(LIBS) 2>/dev/null) -lpthread
ifeq ($(WERROR),1)
override CFLAGS += -Werror
endif
ifeq ($(SAN),1)
override CFLAGS += -O1 -fsanitize=address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
override LDFLAGS += -fsanitize=address,undefined
endif

SRC := $(sort $(wildcard src/*/*.c))
OBJ := $(SRC:src/%.c=$(OUT)/obj/%.o)
LIBOBJ := $(filter-out $(OUT)/obj/cli/main.o,$(OBJ))
UNIT := $(sort $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c)))

.PHONY: all
all: $(OUT)/bin/sextant

$(OUT)/bin/sextant: $(OUT)/obj/cli/main.o $(OUT)/libsextant.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(OUT)/libsextant.a: $(LIBOBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(OUT)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The catalog's schema is SQL in its own file, compiled in as a string.
$(OUT)/gen/schema.h: src/catalog/schema.sql
	@mkdir -p $(@D)
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $< >$@
$(OUT)/obj/catalog/db.o: $(OUT)/gen/schema.h

-include $(OBJ:.o=.d)

$(OUT)/test/unit/%: tests/unit/%.c $(OUT)/libsextant.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -Isrc -MMD -MP -o $@ $< \
		$(OUT)/libsextant.a -lcmocka $(LDLIBS)
-include $(UNIT:%=$(OUT)/test/unit/%.d)

.PHONY: unit
unit: $(UNIT:%=$(OUT)/test/unit/%)
	@for t in $^; do ./$$t || exit 1; done

.PHONY: clean
clean:
	rm -rf out
