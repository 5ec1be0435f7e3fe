/* dwarf_line.c - see dwarf_line.h. */
#include "lab/compile/dwarf_line.h"

#include <elfutils/libdwfl.h>
#include <string.h>

/* The line of one unit that begins last, but not behind the address; NULL for none. `best`: where that is. */
static Dwfl_Line *line_in(Dwarf_Die *unit, Dwarf_Addr address, Dwarf_Addr *best)
{
	Dwfl_Line *found = NULL, *line;
	Dwarf_Addr start;
	size_t n;

	if (dwfl_getsrclines(unit, &n) != 0)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		line = dwfl_onesrcline(unit, i);
		if (line && dwfl_lineinfo(line, &start, NULL, NULL, NULL, NULL) && start <= address && start >= *best) {
			*best = start;
			found = line;
		}
	}
	return found;
}

/* Clang does not list which unit has which addresses: so all are asked. */
static Dwfl_Line *line_in_any(Dwfl *dwfl, Dwarf_Addr address)
{
	Dwfl_Line *found = NULL, *line;
	Dwarf_Die *unit = NULL;
	Dwarf_Addr bias, best = 0;

	while ((unit = dwfl_nextcu(dwfl, unit, &bias))) {
		line = line_in(unit, address, &best);
		found = line ? line : found;
	}
	return found;
}

bool dwarf_line(struct buf *out, struct Dwfl *dwfl, uint64_t address)
{
	Dwfl_Module *module = dwfl_addrmodule(dwfl, address);
	Dwfl_Line *line = module ? dwfl_module_getsrc(module, address) : NULL;
	int number = 0;
	const char *file, *slash;

	if (!line && module)
		line = line_in_any(dwfl, address);
	file = line ? dwfl_lineinfo(line, NULL, &number, NULL, NULL, NULL) : NULL;
	slash = file ? strrchr(file, '/') : NULL;
	if (file)
		buf_printf(out, "%s:%d", slash ? slash + 1 : file, number);
	return file != NULL;
}
