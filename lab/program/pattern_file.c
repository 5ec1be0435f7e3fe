/* pattern_file.c - see pattern_file.h. */
#define _GNU_SOURCE             /* dlinfo */

#include "lab/program/pattern_file.h"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <string.h>

/* The table that the dynamic section names by this tag, or 0. The loader may have made its address absolute. */
static uintptr_t table_of(const struct link_map *map, int64_t tag)
{
	for (const ElfW(Dyn) *entry = map->l_ld; entry->d_tag != DT_NULL; entry++)
		if (entry->d_tag == tag)
			return entry->d_un.d_ptr < map->l_addr ? map->l_addr + entry->d_un.d_ptr : entry->d_un.d_ptr;
	return 0;
}

/*
 * Call `see` for the name of everything that the object defines (System V ABI, "Dynamic Linking": the second word of
 * the hash table is the number of symbols).
 */
static void each_symbol(void *object, void (*see)(void *, const char *), void *context)
{
	struct link_map *map;
	const ElfW(Sym) *symbols;
	const char *names;
	const uint32_t *hash;

	if (dlinfo(object, RTLD_DI_LINKMAP, &map) != 0)
		return;
	symbols = (const void *)table_of(map, DT_SYMTAB);
	names = (const void *)table_of(map, DT_STRTAB);
	hash = (const void *)table_of(map, DT_HASH);
	for (uint32_t i = 1; symbols && names && hash && i < hash[1]; i++)
		if (symbols[i].st_shndx != SHN_UNDEF)
			see(context, names + symbols[i].st_name);
}

/* The names that begin with "pattern_". */
struct found {
	int         n;
	const char *first, *second;
};

static void see_pattern(void *context, const char *name)
{
	struct found *found = context;

	if (strncmp(name, "pattern_", strlen("pattern_")) != 0)
		return;
	if (found->n == 0)
		found->first = name;
	else
		found->second = name;
	found->n++;
}

/* ---- Is it well made? ---- */

static bool is_word(const char *text)
{
	return *text && !text[strcspn(text, " \t\n=;#\"'<>&,")];
}

static const char *wrong_with_setting(const struct setting *s)
{
	if (!is_word(s->name))
		return "its name has characters that cannot be typed in name=value";
	if (s->min > s->max || (!s->is_file && (s->standard < s->min || s->standard > s->max)))
		return "its default is not within its range";
	if (!s->help)
		return "it has no help";
	for (int i = 0; i < MAX_WORDS && s->words[i]; i++)
		if (!is_word(s->words[i]))
			return "one of its words cannot be typed";
	return NULL;
}

static bool is_well_made(const char *path, const struct pattern *pattern, struct buf *why)
{
	const char *wrong = !pattern->run ? "has no .run" : !pattern->name ? "has no .name" :
	                    !pattern->summary ? "has no .summary" : NULL;

	for (int i = 0; i < pattern_n_settings(pattern) && !wrong; i++) {
		const char *of_setting = wrong_with_setting(&pattern->settings[i]);

		if (of_setting) {
			buf_printf(why, "%s: the setting '%.40s': %s", path, pattern->settings[i].name,
			     of_setting);
			return false;
		}
	}
	if (wrong)
		buf_printf(why, "%s: the pattern %s", path, wrong);
	return !wrong;
}

/* ---- Opening ---- */

const struct pattern *pattern_open(const char *path, const char *object, struct buf *why)
{
	void *handle = dlopen(object, RTLD_NOW | RTLD_LOCAL);
	struct found found = { .n = 0 };
	const struct pattern *pattern;

	if (!handle) {
		buf_printf(why, "%s cannot be loaded: %s", path, dlerror());
		return NULL;
	}
	each_symbol(handle, see_pattern, &found);
	pattern = found.n == 1 ? dlsym(handle, found.first) : NULL;
	if (found.n > 1)
		buf_printf(why, "%s defines more than one pattern, %s and %s: one a file", path, found.first,
		     found.second);
	else if (!pattern)
		buf_printf(why, "%s defines no pattern: it must end in `const struct pattern pattern_NAME "
		     "= { ... };`, see README, \"Add a pattern\"", path);
	if (pattern && !is_well_made(path, pattern, why))
		pattern = NULL;
	if (!pattern)
		dlclose(handle);
	return pattern;
}
