/* variant.c - see variant.h. */
#define _GNU_SOURCE             /* dlinfo */

#include "lab/program/variant.h"

#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/compile/assembler.h"
#include "lab/compile/build.h"
#include "lab/compile/debug.h"
#include "lab/compile/early.h"
#include "lab/compile/renames.h"
#include "lab/compile/unset.h"
#include "lab/engine/crash.h"
#include "lab/program/defines.h"
#include "lab/program/process.h"
#include "lab/program/program_parts.h"
#include "lab/program/shared.h"
#include "lab/program/threads.h"

/* ---- Making one ---- */

static char *sentence(const char *text)
{
	struct buf copy = { 0 };

	buf_adds(&copy, text);
	return buf_take(&copy);
}

/* What it calls past the lab may touch memory that its threads share. */
static char *doubt_of(const char *object, const char *unknown)
{
	struct buf assembler = { 0 }, chosen = { 0 }, opened = { 0 }, unset = { 0 }, text = { 0 };

	if (*unknown)
		buf_printf(&text, "what %s does to memory is not seen", unknown);
	assembler_found(&assembler, object);
	if (assembler.length)
		buf_printf(&text, "%swhat the assembler in %s does is not seen", text.length ? ", and " : "",
		           buf_text(&assembler));
	renames_chosen(&chosen, object);
	if (chosen.length)
		buf_printf(&text, "%swhat %s gives is one sequence of many", text.length ? ", and " : "", buf_text(&chosen));
	renames_opened(&opened, object);
	if (opened.length)
		buf_printf(&text, "%swhat it opens by %s stays as the last schedule has left it", text.length ? ", and " : "",
		           buf_text(&opened));
	unset_found(&unset, object);
	if (unset.length)
		buf_printf(&text, "%s%s is read before it is written, and is 0 here", text.length ? ", and " : "", buf_text(&unset));
	buf_free(&unset);
	buf_free(&assembler);
	buf_free(&chosen);
	buf_free(&opened);
	return text.length ? buf_take(&text) : NULL;
}

static struct variant *load(struct program *program, char *object, char **error)
{
	void *handle = dlopen(object, RTLD_NOW | RTLD_LOCAL);
	struct link_map *map = NULL;
	struct variant *variant;
	struct buf unknown = { 0 };
	int (*main)(int, char **, char **) = handle ? (int (*)(int, char **, char **))(uintptr_t)dlsym(handle, "main") : NULL;

	if (!handle || !main || dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0) {
		*error = sentence(handle && !main ? "it has no main, and is no pattern either" : dlerror());
		return NULL;
	}
	variant = calloc(1, sizeof *variant);
	must(variant);
	variant->object = object;
	variant->main = main;
	variant->early = early_of(handle);
	crash_ask(memory_let_write);
	renames_unknown(&unknown, object);
	variant->image = image_open(handle, unknown.length == 0);
	if (!variant->image) {
		buf_free(&unknown);
		free(variant);
		*error = sentence("the system gives no room for its memory");
		return NULL;
	}
	variant->debug = debug_open(object, map->l_addr);
	variant->shared = shared_new();
	variant->cancels = renames_calls(object, "pthread_cancel");
	variant->has_end = renames_calls(object, "atexit") || early_has_end(variant->early);
	variant->main_leaves = variant->cancels || renames_calls(object, "pthread_exit") || renames_calls(object, "thrd_exit");
	variant->asks_of_threads = renames_calls(object, "pthread_getschedparam") || renames_calls(object, "pthread_getattr_np") ||
	                           renames_calls(object, "pthread_getname_np") || renames_calls(object, "pthread_getaffinity_np") ||
	                           renames_calls(object, "pthread_mutex_getprioceiling") || renames_calls(object, "sched_getscheduler") || renames_calls(object, "sched_getparam") ||
	                           renames_calls(object, "sched_getaffinity");
	variant->asks_of_ends = renames_calls(object, "pthread_tryjoin_np") || renames_calls(object, "pthread_timedjoin_np") ||
	                        renames_calls(object, "pthread_clockjoin_np");
	variant->switches = renames_calls(object, "makecontext");
	variant->unknown = unknown.length > 0;
	variant->doubt = doubt_of(object, buf_text(&unknown));
	buf_free(&unknown);
	variant->older = program->variants;
	program->variants = variant;
	return variant;
}

/* The files with these values in them. To be given back with sources_free(). */
static void rewrite(struct sources *out, const struct program *program, const int *values)
{
	out->n = program->sources.n;
	for (int i = 0; i < out->n; i++) {
		struct buf text = { 0 };

		defines_rewrite(&text, program->sources.at[i].text, program->pattern.settings, program->n_defines, values);
		out->at[i] = (struct source){ sentence(program->sources.at[i].path), buf_take(&text) };
	}
	out->n_headers = program->sources.n_headers;
	for (int i = 0; i < out->n_headers; i++) {
		const struct header *header = &program->sources.header[i];
		struct buf text = { 0 };

		defines_rewrite(&text, header->text, program->pattern.settings, program->n_defines, values);
		out->header[i] = (struct header){ header->folder, sentence(header->path), sentence(header->real), buf_take(&text),
			false };
		out->header[i].changed = strcmp(out->header[i].text, header->text) != 0;
	}
}

void variant_build(struct built *built, const struct pattern *pattern, const int *values, const char *const *files)
{
	const struct program *program = (const struct program *)pattern;
	struct sources sources;
	struct build_order order = { program->path, &sources, true, program_beside(program, files, BESIDE_CFLAGS) };

	rewrite(&sources, program, values);
	build(built, &order);
	sources_free(&sources);
}

struct variant *variant_of(const struct pattern *pattern, const int *values, const char *const *files, char **error)
{
	struct program *program = (struct program *)(uintptr_t)pattern;
	struct variant *found = NULL;
	struct built built;

	variant_build(&built, pattern, values, files);
	if (built.result != BUILD_OK)
		*error = sentence(built.said.length ? buf_text(&built.said) : built.why);
	for (struct variant *v = program->variants; v && built.result == BUILD_OK && !found; v = v->older)
		if (strcmp(v->object, built.object) == 0)
			found = v;
	if (built.result == BUILD_OK && !found) {
		found = load(program, built.object, error);
		if (found)
			built.object = NULL;
	}
	built_free(&built);
	return found;
}

const struct lab_bytes *variant_input(const struct run *run)
{
	return ((struct program_state *)run->outside)->input;
}

const struct words *variant_arguments(const struct run *run)
{
	return &((struct program_state *)run->outside)->arguments;
}

const char *variant_must_print(const struct run *run)
{
	return ((const struct program_state *)run->outside)->must_print;
}

int variant_spurious(const struct run *run)
{
	return run->values[((const struct program *)run->pattern)->n_defines + BESIDE_SPURIOUS];
}

void variant_read_clock(const struct run *run)
{
	((struct program_state *)run->outside)->variant->reads_clock = true;
}

void variant_strikes(const struct run *run)
{
	((struct program_state *)run->outside)->variant->strikes = true;
}

void variant_is_given(const struct run *run)
{
	struct variant *variant = ((struct program_state *)run->outside)->variant;

	lock_take(&variant->lock);
	variant->unknown = true;
	if (!variant->doubt)
		variant->doubt = sentence("what is done to memory that scanf gives by %m is not seen");
	lock_give(&variant->lock);
}

void variant_signals(const struct run *run)
{
	((struct program_state *)run->outside)->variant->signals = true;
}

bool variant_only_lends(const struct run *run)
{
	return !((struct program_state *)run->outside)->variant->signals;
}

void variant_set_process(struct run *run, struct process *process)
{
	((struct program_state *)run->outside)->run = run;
	((struct program_state *)run->outside)->process = process;
}

/* ---- Running ---- */

void program_run(const int *values)
{
	struct run *run = task_self()->run;

	(void)values;
	run_main(process_begin(((struct program_state *)run->outside)->variant));
}

const char *variant_line(struct variant *variant, uintptr_t return_address)
{
	const char *line;

	lock_take(&variant->lock);
	line = debug_line(variant->debug, return_address);
	lock_give(&variant->lock);
	return line;
}

const char *variant_function(struct variant *variant, uintptr_t address)
{
	const char *name;

	lock_take(&variant->lock);
	name = debug_function(variant->debug, address);
	lock_give(&variant->lock);
	return name;
}

const char *variant_name(struct variant *variant, uintptr_t address, size_t size)
{
	const char *name;

	lock_take(&variant->lock);
	name = debug_variable(variant->debug, address, size);
	lock_give(&variant->lock);
	return name;
}

bool variant_is_number(struct variant *variant, uintptr_t address, size_t size)
{
	enum debug_sort sort;

	lock_take(&variant->lock);
	sort = debug_sort(variant->debug, address, size);
	lock_give(&variant->lock);
	return sort == DEBUG_NUMBER || (sort == DEBUG_UNKNOWN && (size == 1 || size == 2 || size == 4 || size == 8));
}
