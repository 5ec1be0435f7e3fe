/* elf.c - see elf.h. */
#include "lab/program/elf.h"

#include <fcntl.h>
#include <gelf.h>
#include <unistd.h>

static void see_section(Elf *elf, Elf_Scn *section, const GElf_Shdr *header,
                        void (*see)(void *, const char *, bool), void *context)
{
	Elf_Data *data = elf_getdata(section, NULL);
	size_t n = header->sh_entsize ? header->sh_size / header->sh_entsize : 0;

	for (size_t i = 1; data && i < n; i++) {
		GElf_Sym symbol;
		const char *name;

		if (!gelf_getsym(data, (int)i, &symbol) || GELF_ST_BIND(symbol.st_info) == STB_LOCAL)
			continue;
		name = elf_strptr(elf, header->sh_link, symbol.st_name);
		if (name && *name)
			see(context, name, symbol.st_shndx != SHN_UNDEF);
	}
}

bool elf_names(const char *path, void (*see)(void *context, const char *name, bool defined), void *context)
{
	int file = open(path, O_RDONLY);
	Elf_Scn *section = NULL;
	GElf_Shdr header;
	Elf *elf;

	if (file < 0)
		return false;
	elf_version(EV_CURRENT);
	elf = elf_begin(file, ELF_C_READ, NULL);
	while (elf && (section = elf_nextscn(elf, section)))
		if (gelf_getshdr(section, &header) && header.sh_type == SHT_SYMTAB)
			see_section(elf, section, &header, see, context);
	elf_end(elf);
	close(file);
	return elf != NULL;
}
