# install.mk - the manual page, the completions, installing, removing, and the Debian package.
#
# $(installed) says what goes where, a line "MODE FILE PLACE" each, PLACE below PREFIX; install and uninstall both
# go by it, so what the one puts there the other removes. The version and its date are read from version.h and NEWS.

version = $(shell sed -n 's/.*CONCLAB_VERSION "\(.*\)".*/\1/p' $(wildcard cmd/version.h cmd/*/version.h))
dated   = $(shell sed -n 's/^conclab $(version) (\(.*\))$$/\1/p' NEWS)

# What a pattern of a person's own is compiled with: what lab.h includes.
headers = $(sort $(filter lab/%.h,$(shell $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -I. -MM lab/lab.h)))

installed = \
	755 $(O)/conclab             bin/conclab \
	644 $(O)/conclab.1           share/man/man1/conclab.1 \
	644 packaging/conclab.bash   share/bash-completion/completions/conclab \
	644 packaging/_conclab       share/zsh/site-functions/_conclab \
	$(foreach file,LICENSE NEWS README.md LESSONS.md,644 $(file) share/doc/conclab/$(file)) \
	$(foreach file,$(twins),644 $(file) share/doc/conclab/examples/$(notdir $(file))) \
	$(foreach file,$(in_go),644 $(file) share/doc/conclab/examples/go/$(notdir $(file))) \
	$(foreach file,$(lectures),644 $(file) share/doc/conclab/$(file)) \
	$(foreach file,$(headers),644 $(file) include/conclab/$(file))

# Folders of our own.
folders = include/conclab share/doc/conclab

prefix = $(call quote,$(DESTDIR)$(PREFIX))

install: $(O)/conclab $(O)/conclab.1    ## install under DESTDIR PREFIX
	@set -e; set -- $(installed); while [ $$# -gt 0 ]; do \
	install -d $(prefix)/"$$(dirname "$$3")"; $(if $(silent),,echo install -m $$1 "$$2" $(prefix)/"$$3";) \
	install -m $$1 "$$2" $(prefix)/"$$3"; shift 3; done

uninstall:                              ## remove what install put there
	@set -e; set -- $(installed); while [ $$# -gt 0 ]; do \
	$(if $(silent),,echo rm -f $(prefix)/"$$3";) rm -f $(prefix)/"$$3"; shift 3; done
	@for folder in $(folders); do [ ! -d $(prefix)/$$folder ] || \
	find $(prefix)/$$folder -depth -type d -exec rmdir {} + 2>/dev/null || :; done

man: $(O)/conclab.1                     ## make the manual page and show it
	man -l $<

$(O)/conclab.1: $(O)/tools/manual NEWS
	$(call say,MAN,$@)
	$(Q)$< $(call quote,$(dated)) >$@

$(O)/tools/manual: $(O)/tools/manual.o $(archive)
	$(call say,LINK,$@)
	$(Q)$(link) -o $@ $(filter %.o %.a,$^) $(libraries)

# Where it comes to lie: $(BUILD)/conclab_VERSION_ARCHITECTURE.deb
deb: $(O)/conclab $(O)/conclab.1        ## build a Debian package of it (needs dpkg-dev)
	$(Q)VERSION=$(version) MAKE=$(call quote,$(MAKE)) sh packaging/deb.sh $(BUILD)

.PHONY: install uninstall man deb
