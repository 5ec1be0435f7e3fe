/* variant_memory.c - what a run has of its variant, and what engines ask of a program's memory: see outside.h. */
#include "lab/program/variant.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/input.h"
#include "lab/program/opened.h"
#include "lab/program/places.h"
#include "lab/program/process.h"
#include "lab/program/program_parts.h"
#include "lab/program/shared.h"

static void *open_state(const struct run *run, const char *const *files, char **error)
{
	const struct program *program = (const struct program *)run->pattern;
	struct variant *variant = variant_of(run->pattern, run->values, files, error);
	const struct input *input = run->inputs[program->n_defines + BESIDE_STDIN];
	struct program_state *state;
	struct buf ignored = { 0 }, line = { 0 };

	if (!variant)
		return NULL;
	state = calloc(1, sizeof *state);
	must(state);
	state->variant = variant;
	state->mode = (enum memory_mode)run->values[program->n_defines + BESIDE_MEMORY];
	state->memory = memory_open(variant->image);
	state->input = input ? &input->bytes : NULL;
	must(words_split(&state->arguments, program_beside(program, files, BESIDE_ARGS), &ignored));
	buf_adds(&line, program_beside(program, files, BESIDE_MUST_PRINT));
	state->must_print = line.length ? buf_take(&line) : NULL;
	buf_free(&line);
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
	globals_forget(&((struct program_state *)state)->globals);
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
	if (variant->refuses_memory)
		return "it asks for more memory than the lab gives: 256 MiB at once, less than 1 GiB in all";
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

static const char *called(void *state, int task, struct arena *arena)
{
	const struct program_state *program = state;

	return program->process && program->run ? place_called(program->process, task, arena) : NULL;
}

static void callers(void *state, int task, const char *callers[MOST_CALLERS])
{
	const struct program_state *program = state;

	memset(callers, 0, MOST_CALLERS * sizeof *callers);
	if (program->process)
		place_callers(program->process, task, callers);
}

static void finals(void *state, void (*note)(void *context, const char *name, int64_t value), void *context)
{
	struct variant *variant = ((struct program_state *)state)->variant;

	lock_take(&variant->lock);
	finals_tell(&variant->finals, variant->shared, variant->debug, note, context);
	lock_give(&variant->lock);
}

static void values(void *state, struct trace_values *values, long step, long most)
{
	struct program_state *of = state;
	struct variant *variant = of->variant;

	lock_take(&variant->lock);
	if (values)
		globals_note(&variant->globals, &of->globals, variant->debug, values, step, most);
	else
		globals_begin(&variant->globals, &of->globals, variant->debug);
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
	const struct process *process = ((const struct program_state *)state)->process;

	return process ? process_printed(process) : 0;
}

static int status(void *state)
{
	const struct process *process = ((struct program_state *)state)->process;

	return process ? process->status & 0xff : 0;
}

const struct outside program_outside = {
	.open = open_state, .close = close_state, .begin = begin, .enter = enter,
	.size = size, .save = save, .restore = restore, .digest = digest,
	.learn = learn, .doubt = doubt, .memory = memory, .name = name, .where = where, .called = called, .callers = callers, .finals = finals, .values = values, .status = status, .printed = printed,
	.line = line, .has_code = has_code,
	.stack_bytes = (size_t)8 << 20,
};
