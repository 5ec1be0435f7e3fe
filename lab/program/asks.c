/* asks.c - which of certain calls a program makes; see program_calls() in program.h. */
#include <string.h>

#include "lab/compile/build.h"
#include "lab/compile/elf.h"
#include "lab/program/program.h"
#include "lab/program/variant.h"

struct asked {
	const char *names;      /* apart by blanks */
	struct buf *found;
};

static bool is_among(const char *names, const char *name, size_t length)
{
	for (; *names; names += strspn(names, " \t")) {
		size_t n = strcspn(names, " \t");

		if (n == length && memcmp(names, name, n) == 0)
			return true;
		names += n;
	}
	return false;
}

/* "usleep" of "conclab_usleep", "system" of "system@GLIBC_2.2.5". */
static void see(void *context, const char *name, bool defined)
{
	static const char ours[] = "conclab_";
	struct asked *asked = context;
	size_t length;

	if (strncmp(name, ours, strlen(ours)) == 0)
		name += strlen(ours);
	length = strcspn(name, "@");
	if (!defined && is_among(asked->names, name, length))
		buf_printf(asked->found, "%s%.*s", asked->found->length ? ", " : "", (int)length, name);
}

bool program_calls(struct buf *found, const struct pattern *pattern, const int *values, const char *const *files,
                   const char *names)
{
	struct asked asked = { names, found };
	struct built built;
	bool good;

	variant_build(&built, pattern, values, files);
	good = built.result == BUILD_OK && elf_names(built.object, see, &asked);
	built_free(&built);
	return good;
}
