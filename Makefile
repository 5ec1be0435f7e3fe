# Makefile of conclab. `make help` lists what it can do.
#
# Objects lie in $(BUILD)/$(VARIANT), one folder a variant, so a sanitizer's objects never meet the release's.
# What the compiler and the system offer is found out once (tools/probe.sh) and kept in config.mk there.

BUILD    ?= build
VARIANT  ?= release
PREFIX   ?= /usr/local
DESTDIR  ?=
READLINE ?= auto
WERROR   ?=
V        ?=
T        ?=
SKIP     ?=

READLINE := $(strip $(READLINE))
VARIANT  := $(strip $(VARIANT))
O        := $(BUILD)/$(VARIANT)
Q        := $(if $(V),,@)
silent   = $(findstring s,$(firstword -$(MAKEFLAGS)))
say      = $(if $(V)$(silent),,@printf '  %-7s %s\n' '$(1)' '$(2)')
quote    = '$(subst ','\'',$(1))'

.DELETE_ON_ERROR:
.PHONY: FORCE
.DEFAULT_GOAL := all

# --- sources ---------------------------------------------------------------------------------------------------

# SKIP leaves sources out, by patterns such as cmd/%.
sources  := $(filter-out $(SKIP),$(sort $(wildcard lab/*/*.c patterns/*.c cmd/*.c cmd/*/*.c)))
# What a pattern sees of the lab: the program carries it, to build a person's own pattern anywhere.
seen     := lab/lab.h lab/engine/use.h lab/engine/bytes.h lab/engine/pattern.h lab/trace/measure.h \
	$(filter-out lab/sync/by_task.h,$(sort $(wildcard lab/sync/*.h)))
# Plain programs: the patterns' twins, and those that the lessons are about.
twins    := $(sort $(wildcard patterns/pthread/*.c lessons/*.c))
# The patterns in Go: shown, not compiled.
in_go    := $(sort $(wildcard patterns/go/*.go))
lectures := $(sort $(wildcard lectures/*.lab))
# What the page of a run is made with.
page     := $(sort $(wildcard lab/page/browser/*))
# What it compiles with a person's own program that asks for it.
brought  := $(sort $(wildcard lab/program/brought/*.c))
embedded := $(wildcard LESSONS.md) $(filter-out patterns/patterns.c,$(filter patterns/%,$(sources))) $(twins) $(in_go) $(brought) $(seen) $(lectures) $(page)
programs := $(patsubst %.c,$(O)/%,$(sort $(wildcard tests/test_*.c)))
scripts  := $(sort $(wildcard tests/test_*.sh))
all_c     = $(sort $(wildcard lab/*.h lab/*/*.[ch] lab/program/brought/*.c patterns/*.[ch] cmd/*.[ch] cmd/*/*.[ch] tests/*.[ch] bench/*.[ch] tools/*.c))

# --- configuration ---------------------------------------------------------------------------------------------

knobs := CC=$(CC) CPPFLAGS=$(CPPFLAGS) CFLAGS=$(CFLAGS) LDFLAGS=$(LDFLAGS) READLINE=$(READLINE) WERROR=$(WERROR)

# $(call keep,TEXT): the recipe of a file that changes only when TEXT does.
keep = @mkdir -p $(@D); printf '%s\n' $(call quote,$(1)) | cmp -s - $@ || printf '%s\n' $(call quote,$(1)) >$@

ifneq ($(filter-out help clean deps fmt lint uninstall asan tsan coverage fuzz,$(or $(MAKECMDGOALS),all)),)
include $(O)/config.mk
endif

$(O)/knobs: FORCE
	$(call keep,$(knobs))

$(O)/config.mk: $(O)/knobs tools/probe.sh
	@CC=$(call quote,$(CC)) CPPFLAGS=$(call quote,$(CPPFLAGS)) CFLAGS=$(call quote,$(CFLAGS)) \
	LDFLAGS=$(call quote,$(LDFLAGS)) VARIANT=$(VARIANT) READLINE=$(READLINE) sh tools/probe.sh >$@.new
	@mv $@.new $@

ifeq ($(HAVE_READLINE),)
sources := $(filter-out cmd/line/line_readline%.c,$(sources))
endif

flags_release  := -O2 -g
flags_asan     := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
flags_tsan     := -O1 -g -fno-omit-frame-pointer -fsanitize=thread
flags_coverage := -O0 -g --coverage
flags_fuzz     := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
ifeq ($(flags_$(VARIANT)),)
$(error VARIANT=$(VARIANT) is not one of: release asan tsan coverage fuzz)
endif

warnings := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes $(if $(WERROR),-Werror)
common    = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -I. -pthread \
	$(warnings) $(flags_$(VARIANT)) $(HARDEN_CFLAGS) $(LIB_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP
compile   = $(common) $(own)
link      = $(CC) -pthread $(flags_$(VARIANT)) $(HARDEN_LDFLAGS) $(CFLAGS) $(LDFLAGS)
libraries = $(LIBS) -lm

# Only these know of readline: without it nothing else is another.
readers := $(shell grep -l -e HAVE_READLINE -e '"cmd/line/line' cmd/*.c cmd/*/*.c tests/*.c)

# --- building --------------------------------------------------------------------------------------------------

objects  := $(patsubst %.c,$(O)/%.o,$(filter-out cmd/main.c,$(sources))) $(O)/embed.o
archive  := $(O)/libconclab.a
program  := $(if $(filter cmd/main.c,$(sources)),$(O)/conclab)

all: $(if $(program),conclab,$(archive))        ## build ./conclab (default)
.PHONY: all

# ./conclab is the release as last built here; another BUILD or VARIANT does not touch it.
.PHONY: conclab
conclab: $(program)
	@[ $(O) != build/release ] || [ "$$(readlink $@)" = $< ] || ln -sf $< $@

answers := $(filter $(O)/lab/program/%.o,$(objects))      # which nobody calls by name before a program is loaded

$(O)/conclab: $(O)/cmd/main.o $(answers) $(archive) $(O)/seen.list $(O)/config.mk
	$(call say,LINK,$@)
	$(Q)$(link) -Wl,--dynamic-list=$(O)/seen.list -o $@ $(filter %.o %.a,$^) $(libraries)

# The functions that a person's own pattern may call: those that the headers it sees declare.
# And what a person's own program calls, see lab/compile/calls.h.
$(O)/seen.list: $(seen) lab/compile/calls.h tools/seen.awk
	$(Q)LC_ALL=C awk -f tools/seen.awk $(seen) lab/compile/calls.h >$@

$(archive): $(objects) $(O)/objects
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rc $@ $(objects)

$(O)/objects: FORCE
	$(call keep,$(objects))

$(O)/flags: FORCE
	$(call keep,$(common))

$(patsubst %.c,$(O)/%.o,$(readers)): $(O)/config.mk
$(patsubst %.c,$(O)/%.o,$(readers)): own += $(if $(HAVE_READLINE),-DHAVE_READLINE)

$(O)/%.o: %.c $(O)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(compile) -c -o $@ $<

$(O)/embed.o: $(O)/embed.c $(O)/flags
	$(Q)$(compile) -c -o $@ $<

$(O)/embed.c: $(embedded) tools/embed.awk $(O)/embedded
	$(call say,EMBED,$@)
	$(Q)LC_ALL=C awk -f tools/embed.awk $(embedded) >$@

$(O)/embedded: FORCE
	$(call keep,$(embedded))

$(O)/tests/%.o: own += -DCMOCKA_NO_DEPRECATION_WARNINGS $(CMOCKA_CFLAGS)

# What these two sanitizers put in costs the optimiser more time than it saves, but in the lab itself, which computes long.
ifeq ($(VARIANT),asan)
$(O)/tests/%.o $(O)/cmd/%.o: own += -O0
endif

$(O)/tests/test_%: $(O)/tests/test_%.o $(archive) $(O)/config.mk
	$(call say,LINK,$@)
	$(Q)$(link) -o $@ $(filter %.o %.a,$^) $(CMOCKA_LIBS) $(libraries)

$(O)/bench/bench: $(patsubst %.c,$(O)/%.o,$(sort $(wildcard bench/*.c))) $(archive) $(O)/config.mk
	$(call say,LINK,$@)
	$(Q)$(link) -o $@ $(filter %.o %.a,$^) $(libraries)

.PRECIOUS: $(O)/%.o

# --- testing ---------------------------------------------------------------------------------------------------

# When T names programs or scripts, only those are built and run; else T names single tests, wherever they are.
tests  := $(programs) $(scripts)
named  := $(strip $(if $(T),$(foreach test,$(tests),$(if $(findstring $(T),$(notdir $(test))),$(test)))))
wanted := $(or $(named),$(tests))

# The manual, too: scripts that run side by side would make it side by side.
test: all $(if $(filter %.sh,$(wanted)),$(if $(program),$(O)/conclab.1)) $(filter-out %.sh,$(wanted))  ## build and test everything; T=name picks test programs or single tests
	@O=$(O) VARIANT=$(VARIANT) T=$(call quote,$(T)) sh tests/run.sh $(wanted)

check: test             ## the same as test

build-tests: all $(programs) $(if $(program),$(O)/conclab.1)

asan:                   ## test with AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) --no-print-directory VARIANT=asan test

tsan:                   ## test with ThreadSanitizer
	@$(MAKE) --no-print-directory VARIANT=tsan test

coverage:               ## test and say which lines were run (needs gcovr)
	@$(MAKE) --no-print-directory VARIANT=coverage test
	gcovr --root . --exclude tests --exclude bench $(BUILD)/coverage

# Tests that do more of the same when SOAK is set: these say so themselves.
soakers := $(patsubst %.c,$(O)/%,$(sort $(shell grep -l '"SOAK"' tests/test_*.c)))

soak: all $(soakers)      ## the explorer against brute force on 45,000 random programs, and other long tests (minutes)
	@for test in $^; do echo "$$test"; O=$(O) SOAK=1 $$test || exit 1; done
	@O=$(O) RUNS=1000 sh tests/test_bad_programs.sh

fuzz:                   ## feed the parsers junk for FUZZ_SECONDS=60 each (needs clang)
	@$(MAKE) --no-print-directory VARIANT=fuzz CC=clang run-fuzz

FUZZ_SECONDS ?= 60
fuzzers := $(patsubst %.c,$(O)/%,$(sort $(wildcard tests/fuzz_*.c)))

run-fuzz: $(fuzzers)
	@for fuzzer in $^; do mkdir -p $$fuzzer.corpus; echo "$$fuzzer"; \
	$$fuzzer -max_total_time=$(FUZZ_SECONDS) -timeout=5 -verbosity=0 -print_final_stats=1 $$fuzzer.corpus || exit 1; done

$(O)/tests/fuzz_%: $(O)/tests/fuzz_%.o $(archive) $(O)/config.mk
	$(call say,LINK,$@)
	$(Q)$(link) -fsanitize=fuzzer -o $@ $(filter %.o %.a,$^) $(libraries)

bench: $(O)/bench/bench ## measure the lab against a queue of pthreads (and Go and Spin, where installed)
	@! command -v go >/dev/null || go build -o $(O)/bench/go_peer bench/go/main.go
	@mkdir -p $(O)/bench/spin
	@$< $(call quote,$(T)) $(O)/bench/go_peer $(O)/bench/spin

.PHONY: test check build-tests asan tsan coverage soak fuzz run-fuzz bench

# --- upkeep ----------------------------------------------------------------------------------------------------

readme: conclab ## write README's table of patterns anew
	$(Q)sh tools/readme-table.sh README.md $(O)/conclab patterns/verdicts >$(O)/README.md && cp $(O)/README.md README.md

verdicts: $(O)/tests/test_verdicts ## show where patterns/verdicts differs from what comes out now; T=name: of one pattern
	$(Q)RECORD=$(O)/verdicts ONLY=$(call quote,$(T)) $< && diff -u patterns/verdicts $(O)/verdicts && \
	echo "patterns/verdicts says what comes out"

lessons-accept: conclab ## write what the lessons' commands print now into LESSONS.md
	$(O)/conclab lesson accept

fmt:                    ## format the sources (clang-format)
	clang-format -i $(all_c)

lint:                   ## check layers, shell scripts and what the analysers find
	sh tests/layers.sh
	sh tests/circles.sh
	@if command -v shellcheck >/dev/null; then shellcheck tools/*.sh tests/*.sh packaging/*.sh .ci/run; \
	else echo "shellcheck is not installed: scripts not checked"; fi
	@if command -v clang-tidy >/dev/null; then \
	clang-tidy --quiet --checks='-*,bugprone-*,clang-analyzer-*,-bugprone-easily-swappable-parameters' \
		$(filter %.c,$(all_c)) -- -std=c11 -D_POSIX_C_SOURCE=200809L -I.; \
	else echo "clang-tidy is not installed: sources not analysed"; fi

compile_commands.json: FORCE    ## for editors and clang tools
	@{ echo '['; comma=; for source in $(sources) $(wildcard tests/*.c bench/*.c); do \
	printf '%s{"directory":"%s","file":"%s","command":"%s -c %s"}\n' "$$comma" "$(CURDIR)" "$$source" \
		$(call quote,$(subst ",\",$(common) $(if $(HAVE_READLINE),-DHAVE_READLINE))) "$$source"; comma=,; done; echo ']'; } >$@

clean:                  ## remove everything that was built
	rm -rf $(BUILD) conclab compile_commands.json

deps:                   ## install what the build needs with the system's package manager
	@sh tools/deps.sh

help:                   ## this list
	@awk -F ':.*##' '/^[a-z_.-]+:.*## / { printf "  %-22s %s\n", $$1, $$2 }' $(filter-out %.d %config.mk,$(MAKEFILE_LIST))
	@echo "Knobs: CC CFLAGS CPPFLAGS LDFLAGS PREFIX DESTDIR BUILD VARIANT READLINE=auto|yes|no WERROR=1 V=1 T=name"

.PHONY: readme verdicts lessons-accept fmt lint clean deps help

include mk/install.mk

-include $(wildcard $(O)/*.d $(O)/*/*.d $(O)/*/*/*.d)
