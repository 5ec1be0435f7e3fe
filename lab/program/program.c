/* program.c - see program.h: what is loaded, and loading it. */
#define _GNU_SOURCE             /* dlinfo */

#include "lab/program/program.h"

#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/embed.h"
#include "lab/base/files.h"
#include "lab/base/panic.h"
#include "lab/program/build.h"
#include "lab/program/defines.h"
#include "lab/program/program_parts.h"
#include "lab/program/variant.h"

static struct program *newest;
static bool refused;

void programs_refuse(void)
{
	refused = true;
}

bool program_is_path(const char *word)
{
	size_t length = strlen(word);

	return strchr(word, '/') || (length > 2 && strcmp(word + length - 2, ".c") == 0);
}

const struct pattern *program_loaded(const char *path)
{
	for (struct program *program = newest; program; program = program->older)
		if (strcmp(program->path, path) == 0)
			return &program->pattern;
	return NULL;
}

const char *program_source(const struct pattern *pattern)
{
	for (struct program *program = newest; program; program = program->older)
		if (&program->pattern == pattern)
			return program->source;
	return NULL;
}

static struct program *find(const char *path, const char *object)
{
	for (struct program *program = newest; program; program = program->older)
		if (strcmp(program->path, path) == 0 && strcmp(program->object, object) == 0)
			return program;
	return NULL;
}

/* ---- Looking into a shared object ---- */

static void fail(struct program_outcome *outcome, enum program_result result, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void fail(struct program_outcome *outcome, enum program_result result, const char *format, ...)
{
	struct buf why = { 0 };
	va_list args;

	va_start(args, format);
	buf_vprintf(&why, format, args);
	va_end(args);
	outcome->result = result;
	outcome->why = buf_take(&why);
}

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

static bool is_well_made(struct program_outcome *outcome, const char *path, const struct pattern *pattern)
{
	const char *wrong = !pattern->run ? "has no .run" : !pattern->name ? "has no .name" :
	                    !pattern->summary ? "has no .summary" : NULL;

	for (int i = 0; i < pattern_n_settings(pattern) && !wrong; i++) {
		const char *of_setting = wrong_with_setting(&pattern->settings[i]);

		if (of_setting) {
			fail(outcome, PROGRAM_NOT_ONE, "%s: the setting '%.40s': %s", path, pattern->settings[i].name,
			     of_setting);
			return false;
		}
	}
	if (wrong)
		fail(outcome, PROGRAM_NOT_ONE, "%s: the pattern %s", path, wrong);
	return !wrong;
}

/* ---- Loading ---- */

static const struct pattern *open_pattern(struct program_outcome *outcome, const char *path, const char *object)
{
	void *handle = dlopen(object, RTLD_NOW | RTLD_LOCAL);
	struct found found = { .n = 0 };
	const struct pattern *pattern;

	if (!handle) {
		fail(outcome, PROGRAM_NOT_ONE, "%s cannot be loaded: %s", path, dlerror());
		return NULL;
	}
	each_symbol(handle, see_pattern, &found);
	pattern = found.n == 1 ? dlsym(handle, found.first) : NULL;
	if (found.n > 1)
		fail(outcome, PROGRAM_NOT_ONE, "%s defines more than one pattern, %s and %s: one a file", path, found.first,
		     found.second);
	else if (!pattern)
		fail(outcome, PROGRAM_NOT_ONE, "%s defines no pattern: it must end in `const struct pattern pattern_NAME "
		     "= { ... };`, see README, \"Add a pattern\"", path);
	if (pattern && !is_well_made(outcome, path, pattern))
		pattern = NULL;
	if (!pattern)
		dlclose(handle);
	return pattern;
}

static char *take(char **text)
{
	char *taken = *text;

	*text = NULL;
	return taken;
}

static struct program *keep(struct program_outcome *outcome, const char *path, char **object, char **source)
{
	struct program *program = calloc(1, sizeof *program);
	struct buf name = { 0 };

	must(program);
	buf_adds(&name, path);
	program->path = buf_take(&name);
	program->object = take(object);
	program->source = take(source);
	program->older = newest;
	newest = program;
	outcome->pattern = &program->pattern;
	outcome->fresh = true;
	return program;
}

static enum program_result result_of(enum build_result result)
{
	switch (result) {
	case BUILD_OK:          return PROGRAM_OK;
	case BUILD_FAILED:      return PROGRAM_DOES_NOT_COMPILE;
	case BUILD_UNSUPPORTED: return PROGRAM_UNSUPPORTED;
	case BUILD_NOTHING:     return PROGRAM_NOT_ONE;
	case BUILD_NO_COMPILER: return PROGRAM_NO_COMPILER;
	default:                return PROGRAM_SYSTEM;
	}
}

static void load_pattern(struct program_outcome *outcome, const char *path, struct built *built, char **source)
{
	const struct pattern *pattern = open_pattern(outcome, path, built->object);

	if (pattern) {
		struct program *program = keep(outcome, path, &built->object, source);

		program->pattern = *pattern;
		program->pattern.name = program->path;
	}
}

/* The first words of the comment at the head of a program, else its name. */
static char *summary_of(const char *source)
{
	const char *at = source + strspn(source, " \t\r\n"), *end;
	struct buf summary = { 0 };

	if (at[0] == '/' && (at[1] == '*' || at[1] == '/')) {
		at += 2;
		at += strspn(at, "* \t\r\n");
		end = at + strcspn(at, "\n");
		if (strstr(at, "*/") && strstr(at, "*/") < end)
			end = strstr(at, "*/");
		while (end > at && (end[-1] == ' ' || end[-1] == '.' || end[-1] == '\r'))
			end--;
		buf_add(&summary, at, (size_t)(end - at));
	}
	if (summary.length == 0)
		buf_adds(&summary, "a program of your own");
	return buf_take(&summary);
}

static void load_program(struct program_outcome *outcome, const char *path, struct built *built, char **source)
{
	struct program *program = keep(outcome, path, &built->object, source);

	program->is_program = true;
	program->pattern = (struct pattern){
		.name = program->path, .summary = summary_of(program->source), .file = program->path,
		.run = program_run, .outside = &program_outside,
	};
	defines_find(program->source, program->pattern.settings);
}

/* A pattern includes the lab's header; anything else is a program. */
static bool is_program(const char *source)
{
	const char *include = strstr(source, "\"lab/lab.h\"");

	return !include;
}

static void load_built(struct program_outcome *outcome, const char *path, bool program, struct built *built,
                       char **source)
{
	const struct program *known = find(path, built->object);

	if (known)
		outcome->pattern = &known->pattern;
	else
		(program ? load_program : load_pattern)(outcome, path, built, source);
}

const char *program_carried(const char *path)
{
	static const char folder[] = "patterns/pthread/";

	while (strncmp(path, "./", 2) == 0)
		path += 2;
	return strncmp(path, folder, strlen(folder)) == 0 ? embedded_text(path) : NULL;
}

/* NULL with errno set. */
static char *read_source(struct program_outcome *outcome, const char *path)
{
	const char *carried = program_carried(path);
	struct buf copy = { 0 };
	size_t length;
	char *source = files_read(path, &length);

	if (!source && carried && (errno == ENOENT || errno == ENOTDIR)) {
		buf_adds(&copy, carried);
		source = buf_take(&copy);
	}
	outcome->carried = source && carried && strcmp(source, carried) == 0;
	return source;
}

void program_load(struct program_outcome *outcome, const char *path)
{
	struct build_order order = { .path = path };
	struct built built;
	char *source;

	*outcome = (struct program_outcome){ .result = PROGRAM_OK };
	if (refused) {
		fail(outcome, PROGRAM_REFUSED, "%s: files of one's own are refused here (--no-programs)", path);
		return;
	}
	source = read_source(outcome, path);
	if (!source) {
		fail(outcome, PROGRAM_UNREADABLE, "cannot read %s: %s", path, strerror(errno));
		return;
	}
	order.text = source;
	order.is_program = is_program(source);
	build(&built, &order);
	outcome->result = result_of(built.result);
	outcome->why = take(&built.why);
	outcome->said = built.said;
	built.said = (struct buf){ 0 };
	if (outcome->result == PROGRAM_OK)
		load_built(outcome, path, order.is_program, &built, &source);
	free(source);
	built_free(&built);
}

bool program_is_program(const struct pattern *pattern)
{
	return pattern->outside == &program_outside;
}

void program_outcome_free(struct program_outcome *outcome)
{
	free(outcome->why);
	buf_free(&outcome->said);
}
