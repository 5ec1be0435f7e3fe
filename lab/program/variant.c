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
#include "lab/engine/crash.h"
#include "lab/engine/input.h"
#include "lab/program/defines.h"
#include "lab/program/places.h"
#include "lab/program/process.h"
#include "lab/program/opened.h"
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
	struct buf assembler = { 0 }, chosen = { 0 }, opened = { 0 }, text = { 0 };

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
	                           renames_calls(object, "sched_getscheduler") || renames_calls(object, "sched_getparam") ||
	                           renames_calls(object, "sched_getaffinity");
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

/* ---- A run's memory ---- */

static void *open_state(const struct run *run, const char *const *files, char **error)
{
	const struct program *program = (const struct program *)run->pattern;
	struct variant *variant = variant_of(run->pattern, run->values, files, error);
	const struct input *input = run->inputs[program->n_defines + BESIDE_STDIN];
	struct program_state *state;
	struct buf ignored = { 0 };

	if (!variant)
		return NULL;
	state = calloc(1, sizeof *state);
	must(state);
	state->variant = variant;
	state->mode = (enum memory_mode)run->values[program->n_defines + BESIDE_MEMORY];
	state->memory = memory_open(variant->image);
	state->input = input ? &input->bytes : NULL;
	must(words_split(&state->arguments, program_beside(program, files, BESIDE_ARGS), &ignored));
	if (*program_beside(program, files, BESIDE_MUST_PRINT))
		state->must_print = sentence(program_beside(program, files, BESIDE_MUST_PRINT));
	return state;
}

static struct memory_state *memory_of(void *state)
{
	return ((struct program_state *)state)->memory;
}

static void close_state(void *state)
{
	memory_close(memory_of(state));
	words_free(&((struct program_state *)state)->arguments);
	free(((struct program_state *)state)->must_print);
	opened_free(((struct program_state *)state)->opened);
	free(state);
}

static void begin(void *state)
{
	memory_begin(memory_of(state));
}

static void enter(void *state)
{
	memory_enter(memory_of(state));
}

static size_t size(void *state)
{
	return memory_size(memory_of(state));
}

static void save(void *state, char *bytes)
{
	memory_save(memory_of(state), bytes);
}

static void restore(void *state, const char *bytes, size_t n)
{
	memory_restore(memory_of(state), bytes, n);
}

static void digest(void *state, struct hash *hash)
{
	const struct program_state *of = state;

	memory_digest(of->memory, hash);
	if (of->variant->clock_in_force && of->run)
		hash_int(hash, of->run->engine->now(of->run));
}

static bool learn(void *state)
{
	struct variant *variant = ((struct program_state *)state)->variant;
	bool more = shared_settle(variant->shared) | (variant->reads_clock && !variant->clock_in_force) |
	            (variant->signals && !variant->signals_in_force);

	variant->clock_in_force = variant->reads_clock;
	variant->signals_in_force = variant->signals;
	variant->finals.known &= !more;
	return more;
}

static const char *doubt(void *state, bool any_time)
{
	const struct program_state *of = state;
	const struct variant *variant = of->variant;

	if (of->mode == MEMORY_OFF && shared_is_plain(variant->shared))
		return "its threads share memory that nothing guards, and with memory=off nobody looks at it";
	if (variant->reads_clock && any_time)
		return "it reads the clock, which may show anything with time=any";
	if (of->run && variant_spurious(of->run) && atomic_load(&of->run->timed) && !any_time)
		return "a wait may also end for no reason while time goes on, which only time=any looks at";
	if (variant->strikes && variant->cancels)
		return "a cancel of the asynchronous type may strike anywhere, and is tried where a thread waits or touches memory";
	return shared_is_over(variant->shared) ? "it shares more memory than can be kept apart" : variant->doubt;
}

static enum memory_mode memory(void *state)
{
	return ((struct program_state *)state)->mode;
}

static const char *name(void *state, struct extent span)
{
	struct program_state *program = state;

	return program->process ? place_name(program->process, program->run, span.from, span.size)
	                        : variant_name(program->variant, span.from, span.size);
}

static const char *where(void *state, int task)
{
	struct program_state *program = state;
	const struct thread *thread = program->process ? thread_of_task(program->process, task) : NULL;
	uintptr_t code = thread ? __atomic_load_n(&thread->holding->code, __ATOMIC_RELAXED) : 0;
	const char *line = code ? variant_line(program->variant, code) : "";

	return *line ? line : NULL;
}

static void finals(void *state, void (*note)(void *context, const char *name, int64_t value), void *context)
{
	struct variant *variant = ((struct program_state *)state)->variant;

	lock_take(&variant->lock);
	finals_tell(&variant->finals, variant->shared, variant->debug, note, context);
	lock_give(&variant->lock);
}

static const char *line(void *state, uintptr_t instruction)
{
	struct variant *variant = ((struct program_state *)state)->variant;
	const char *text = image_has_code(variant->image, instruction) ? variant_line(variant, instruction + 1) : "";

	return *text ? text : NULL;
}

static bool has_code(void *state, uintptr_t instruction)
{
	return image_has_code(((struct program_state *)state)->variant->image, instruction);
}

static uint64_t printed(void *state)
{
	return process_printed(((const struct program_state *)state)->process);
}

static int status(void *state)
{
	const struct process *process = ((struct program_state *)state)->process;

	return process ? process->status & 0xff : 0;
}

const struct outside program_outside = {
	.open = open_state, .close = close_state, .begin = begin, .enter = enter,
	.size = size, .save = save, .restore = restore, .digest = digest,
	.learn = learn, .doubt = doubt, .memory = memory, .name = name, .where = where, .finals = finals, .status = status, .printed = printed,
	.line = line, .has_code = has_code,
	.stack_bytes = (size_t)8 << 20,
};

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
