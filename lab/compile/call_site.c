/* call_site.c - see call_site.h. Read with elfutils' libdwfl, which lays out the sections of a relocatable file. */
#define _DEFAULT_SOURCE

#include "lab/compile/call_site.h"

#include <elfutils/libdwfl.h>
#include <gelf.h>
#include <string.h>

#include "lab/compile/dwarf_line.h"

static int no_debug_files(Dwfl_Module *module, void **data, const char *name, Dwarf_Addr base, const char *file,
                          const char *link, GElf_Word crc, char **found)
{
	(void)module, (void)data, (void)name, (void)base, (void)file, (void)link, (void)crc, (void)found;
	return -1;
}

/* What is searched, and the first place found: an address, 0 for none. */
struct search {
	Elf        *elf;
	GElf_Addr   bias;
	const char *name;
	GElf_Addr   first;
};

static const char *name_of(const struct search *search, const GElf_Shdr *symbols, Elf_Data *data, size_t index)
{
	GElf_Sym symbol;

	return gelf_getsym(data, (int)index, &symbol) ? elf_strptr(search->elf, symbols->sh_link, symbol.st_name) : NULL;
}

static void see_place(struct search *search, const GElf_Shdr *code, GElf_Addr offset)
{
	GElf_Addr address = search->bias + code->sh_addr + offset;

	if (!search->first || address < search->first)
		search->first = address;
}

/* The places in one section of code where an address is still to be put in. */
static void see_places(struct search *search, Elf_Scn *section, const GElf_Shdr *header)
{
	Elf_Scn *code = elf_getscn(search->elf, header->sh_info), *table = elf_getscn(search->elf, header->sh_link);
	Elf_Data *data = elf_getdata(section, NULL), *symbols = table ? elf_getdata(table, NULL) : NULL;
	GElf_Shdr code_header, symbols_header;
	GElf_Rela place;

	if (!code || !data || !symbols || !gelf_getshdr(code, &code_header) || !gelf_getshdr(table, &symbols_header) ||
	    !(code_header.sh_flags & SHF_EXECINSTR))
		return;
	for (int i = 0; gelf_getrela(data, i, &place); i++) {
		const char *name = name_of(search, &symbols_header, symbols, GELF_R_SYM(place.r_info));

		if (name && strcmp(name, search->name) == 0)
			see_place(search, &code_header, place.r_offset);
	}
}

static void look(struct search *search)
{
	Elf_Scn *section = NULL;
	GElf_Shdr header;

	while ((section = elf_nextscn(search->elf, section)))
		if (gelf_getshdr(section, &header) && header.sh_type == SHT_RELA)
			see_places(search, section, &header);
}

bool call_site(struct buf *out, const char *object, const char *name)
{
	static const Dwfl_Callbacks callbacks = {
		.find_elf = dwfl_build_id_find_elf, .find_debuginfo = no_debug_files,
		.section_address = dwfl_offline_section_address,
	};
	Dwfl *dwfl = dwfl_begin(&callbacks);
	Dwfl_Module *module = dwfl ? dwfl_report_offline(dwfl, object, object, -1) : NULL;
	struct search search = { .name = name };
	bool found = false;

	search.elf = module ? dwfl_module_getelf(module, &search.bias) : NULL;
	if (search.elf) {
		look(&search);
		found = search.first && dwarf_line(out, dwfl, search.first);
	}
	if (dwfl)
		dwfl_end(dwfl);
	return found;
}
