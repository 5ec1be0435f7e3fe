/* elf.c - see elf.h. */
#include "lab/compile/elf.h"

#include <fcntl.h>
#include <gelf.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

/* Call `see` for each section of a file. False when it cannot be read as ELF. */
static bool each_section(const char *path, void (*see)(void *, Elf *, Elf_Scn *, const GElf_Shdr *), void *context)
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
		if (gelf_getshdr(section, &header))
			see(context, elf, section, &header);
	elf_end(elf);
	close(file);
	return elf != NULL;
}

/* ---- Names ---- */

struct naming {
	void (*see)(void *context, const char *name, bool defined);
	void  *context;
};

static void see_names(void *context, Elf *elf, Elf_Scn *section, const GElf_Shdr *header)
{
	struct naming *naming = context;
	Elf_Data *data = header->sh_type == SHT_SYMTAB ? elf_getdata(section, NULL) : NULL;
	size_t n = header->sh_entsize ? header->sh_size / header->sh_entsize : 0;

	for (size_t i = 1; data && i < n; i++) {
		GElf_Sym symbol;
		const char *name;

		if (!gelf_getsym(data, (int)i, &symbol) || GELF_ST_BIND(symbol.st_info) == STB_LOCAL)
			continue;
		name = elf_strptr(elf, header->sh_link, symbol.st_name);
		if (name && *name)
			naming->see(naming->context, name, symbol.st_shndx != SHN_UNDEF);
	}
}

bool elf_names(const char *path, void (*see)(void *context, const char *name, bool defined), void *context)
{
	struct naming naming = { .see = see, .context = context };

	return each_section(path, see_names, &naming);
}

/* ---- Thread-local storage ---- */

/* Does such a relocation reach a thread's storage by its own means: at a fixed place, or by a descriptor? */
static bool goes_past(uint64_t type)
{
#if defined(__x86_64__)
	return type == R_X86_64_GOTTPOFF || type == R_X86_64_TPOFF32 || type == R_X86_64_TPOFF64 ||
	       type == R_X86_64_GOTPC32_TLSDESC || type == R_X86_64_TLSDESC_CALL;
#elif defined(__aarch64__)
	return (type >= R_AARCH64_TLSIE_MOVW_GOTTPREL_G1 && type <= R_AARCH64_TLSLE_LDST128_TPREL_LO12_NC) ||
	       (type >= R_AARCH64_TLSDESC_LD_PREL19 && type <= R_AARCH64_TLSDESC_CALL);     /* clang's only way there */
#else
	(void)type;
	return false;
#endif
}

static void see_relocations(void *context, Elf *elf, Elf_Scn *section, const GElf_Shdr *header)
{
	bool *found = context;
	Elf_Data *data = header->sh_type == SHT_RELA ? elf_getdata(section, NULL) : NULL;
	size_t n = header->sh_entsize ? header->sh_size / header->sh_entsize : 0;
	GElf_Rela relocation;

	(void)elf;
	for (size_t i = 0; data && i < n; i++)
		if (gelf_getrela(data, (int)i, &relocation) && goes_past(GELF_R_TYPE(relocation.r_info)))
			*found = true;
}

bool elf_goes_past_tls(const char *path)
{
	bool found = false;

	each_section(path, see_relocations, &found);
	return found;
}
