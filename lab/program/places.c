/*
 * places.c - see places.h.
 *
 * Frames are followed by their pointers, from where the thread was when it last called the lab, or was let move by it: the
 * compiler is told to keep them. What is read there may be old, so nothing is believed that does not lead upwards within the
 * stack, and from code of the program's to code of the program's.
 */
#include "lab/program/places.h"

#include <stdarg.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/compile/debug.h"
#include "lab/engine/outside.h"
#include "lab/engine/run.h"
#include "lab/program/heap.h"
#include "lab/program/process.h"
#include "lab/program/variant.h"

enum { MOST_FRAMES = 200, SITES = 4096 };       /* a power of two */

/* Where malloc was called for what begins at an address, and how often it had been called there. */
struct site {
	uintptr_t begins, caller;
	int       n;
};

struct sites {
	struct site at[SITES];
	int         n;
};

/* What was given back of late: by whom, and where. */
enum { FREED_KEPT = 512 };

struct freeing {
	uintptr_t begins;
	size_t    size;
	uintptr_t caller;
	int       task;
};

struct freed {
	struct freeing at[FREED_KEPT];
	size_t         n;               /* in all */
};

/* A text of the run's; whoever concludes a run asks, too, and is no task of it. */
__attribute__((format(printf, 2, 3))) static const char *say(struct run *run, const char *format, ...)
{
	struct buf text = { 0 };
	const char *kept;
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	lock_take(&run->lock);
	kept = arena_text(run->arena, buf_text(&text));
	lock_give(&run->lock);
	buf_free(&text);
	return kept;
}

/* ---- Frames ---- */

/* Of a stack, where a sanitizer that we are built with keeps what it does not want to be read. */
__attribute__((no_sanitize("address"), no_sanitize("thread"), noinline)) static uintptr_t word_at(uintptr_t address)
{
	return *(const volatile uintptr_t *)address;
}

struct walk {
	struct variant *variant;
	uintptr_t       low, high;      /* of the stack */
	struct frame    frame;
};

/* Are both words that a frame's pointer points at on this stack? */
static bool is_on(const struct walk *walk, uintptr_t pointer)
{
	return pointer >= walk->low && pointer <= walk->high - 2 * sizeof(uintptr_t) && pointer % sizeof(uintptr_t) == 0;
}

/* Is that where a function of the program's is, called after the one before? */
static bool is_frame(const struct walk *walk, uintptr_t above)
{
	return walk->frame.pointer > above && is_on(walk, walk->frame.pointer) &&
	       image_has_code(walk->variant->image, walk->frame.code);
}

/* To the function that called this one. */
static bool step(struct walk *walk)
{
	uintptr_t record = walk->frame.pointer;

	walk->frame = (struct frame){ word_at(record + sizeof(uintptr_t)), word_at(record) };
	return is_frame(walk, record);
}

/* The innermost function of the program's that the thread is in. False where that is not known. */
__attribute__((no_sanitize("thread"))) static bool begin(struct walk *walk, const struct process *process, const struct thread *thread)
{
	const struct task *task = thread->task;
	struct frame frame = {
		__atomic_load_n(&thread->holding->code, __ATOMIC_RELAXED), __atomic_load_n(&thread->holding->frame, __ATOMIC_RELAXED),
	};

	if (!task->stack || task->ended)
		return false;
	*walk = (struct walk){ process->variant, (uintptr_t)task->stack - task->stack_size, (uintptr_t)task->stack, frame };
	return is_frame(walk, walk->low);
}

/* On whose stack the address is; NULL for nobody's. Real threads may begin meanwhile: then it is not found. */
__attribute__((no_sanitize("thread"))) static const struct thread *thread_of(const struct process *process, const struct run *run, uintptr_t address)
{
	for (int i = 0; i < run->n_tasks && i < process->threads_room; i++) {
		const struct task *task = process->threads[i] ? process->threads[i]->task : NULL;

		if (task && task->stack && address < (uintptr_t)task->stack && address >= (uintptr_t)task->stack - task->stack_size)
			return process->threads[i];
	}
	return NULL;
}

/* The name of a variable of this function's. */
static const char *local_name(struct process *process, const struct run *run, uintptr_t address, size_t size,
                              const char **function)
{
	const struct thread *thread = thread_of(process, run, address);
	struct debug *debug = process->variant->debug;
	struct walk walk;
	bool on = thread && begin(&walk, process, thread);

	for (int i = 0; on && i < MOST_FRAMES; i++) {
		uintptr_t end = debug_frame_end(debug, &walk.frame);

		if (!end)
			return NULL;
		if (address < end) {
			*function = debug_frame_function(debug, &walk.frame);
			return debug_local(debug, &walk.frame, address, size);
		}
		on = step(&walk);
	}
	return NULL;
}

/* ":31"; "queue.c:31" where that is another file than that of the line before. */
static const char *line_after(const char *line, const char *before)
{
	size_t file = strcspn(line, ":");

	return before && !strncmp(line, before, file + 1) ? line + file : line;
}

enum { MOST_TOLD = 4 };

const char *place_called(struct process *process, int task, struct arena *arena)
{
	const struct thread *thread = thread_of_task(process, task);
	struct variant *variant = process->variant;
	const char *name, *before, *kept = NULL;
	struct buf text = { 0 };
	struct walk walk;

	if (!thread || !begin(&walk, process, thread))
		return NULL;
	lock_take(&variant->lock);
	name = debug_frame_function(variant->debug, &walk.frame);
	before = debug_line(variant->debug, walk.frame.code);
	for (int i = 0; name && i < MOST_TOLD && step(&walk); i++) {
		const char *caller = debug_frame_function(variant->debug, &walk.frame), *line = debug_line(variant->debug, walk.frame.code);

		if (!caller)
			break;
		if (i == 0)
			buf_printf(&text, "in %s(), called from %s() %s", name, caller, line_after(line, before));
		else
			buf_printf(&text, ", from %s() %s", caller, line_after(line, before));
		before = line;
	}
	if (text.length)
		kept = arena_text(arena, buf_text(&text));
	lock_give(&variant->lock);
	buf_free(&text);
	return kept;
}

void place_callers(struct process *process, int task, const char *callers[MOST_CALLERS])
{
	const struct thread *thread = thread_of_task(process, task);
	struct walk walk;
	int n = 0;

	if (thread && begin(&walk, process, thread))
		while (n < MOST_CALLERS && step(&walk))
			callers[n++] = variant_line(process->variant, walk.frame.code);
	while (n < MOST_CALLERS)
		callers[n++] = NULL;
}

/* ---- Heap ---- */

static struct site *site_of(struct sites *sites, uintptr_t begins)
{
	size_t at = (size_t)(begins * 0x9e3779b97f4a7c15u >> 32) & (SITES - 1);

	while (sites->at[at].begins && sites->at[at].begins != begins)
		at = (at + 1) & (SITES - 1);
	return &sites->at[at];
}

static int times_called(const struct sites *sites, uintptr_t caller)
{
	int most = 0;

	for (int i = 0; i < SITES; i++)
		if (sites->at[i].caller == caller && sites->at[i].n > most)
			most = sites->at[i].n;
	return most;
}

void place_note(const void *bytes, uintptr_t caller)
{
	struct run *run = task_self()->run;
	struct process *process = process_self();
	struct site *site;

	if (!run->named)
		return;
	lock_take(&run->lock);
	if (!process->sites)
		process->sites = arena_alloc(run->arena, sizeof *process->sites);
	site = site_of(process->sites, (uintptr_t)bytes);
	if (site->begins || process->sites->n < SITES / 2) {
		process->sites->n += !site->begins;
		*site = (struct site){ (uintptr_t)bytes, caller, 1 + times_called(process->sites, caller) };
	}
	lock_give(&run->lock);
}

static size_t last_freed(const struct freed *freed)
{
	return freed->n < FREED_KEPT ? freed->n : FREED_KEPT;
}

void place_note_freed(const void *bytes, size_t size, uintptr_t caller)
{
	struct task *self = task_self();
	struct run *run = self->run;
	struct process *process = process_self();

	if (!run->named)
		return;
	lock_take(&run->lock);
	if (!process->freed)
		process->freed = arena_alloc(run->arena, sizeof *process->freed);
	process->freed->at[process->freed->n++ % FREED_KEPT] = (struct freeing){ (uintptr_t)bytes, size, caller, self->id };
	lock_give(&run->lock);
}

const char *place_freed_by(struct process *process, uintptr_t address)
{
	struct run *run = task_self()->run;
	struct freeing found = { 0 };
	const char *line;

	lock_take(&run->lock);
	for (size_t i = 0; process->freed && !found.begins && i < last_freed(process->freed); i++) {
		const struct freeing *at = &process->freed->at[(process->freed->n - 1 - i) % FREED_KEPT];

		if (address - at->begins < (at->size ? at->size : 1))
			found = *at;
	}
	lock_give(&run->lock);
	line = found.begins ? variant_line(process->variant, found.caller) : "";
	return *line ? say(run, ", by %s at %s", run->tasks[found.task]->object.name, line) : "";
}

/* "malloc at prog.c:12", or of later calls there "malloc 2 at prog.c:12"; with the offset where there is one. */
static const char *site_name(const struct process *process, struct run *run, uintptr_t begins, uintptr_t offset)
{
	const struct site *site = process->sites ? site_of(process->sites, begins) : NULL;
	const char *line = site && site->begins ? variant_line(process->variant, site->caller) : "";
	const char *name;

	if (!*line)
		return NULL;
	name = site->n == 1 ? say(run, "malloc at %s", line) : say(run, "malloc %d at %s", site->n, line);
	return offset ? say(run, "%s+%lu", name, (unsigned long)offset) : name;
}

/* By a variable of a function that this thread is in, the outermost: others were given what it has. */
static const char *pointed_by_local(struct process *process, const struct thread *thread, uintptr_t begins, uintptr_t offset,
                                    size_t size)
{
	const char *name = NULL, *outer;
	struct walk walk;
	bool on = thread && begin(&walk, process, thread);

	for (int i = 0; on && i < MOST_FRAMES; i++) {
		outer = debug_pointed_by_local(process->variant->debug, &walk.frame, begins, offset, size);
		name = outer ? outer : name;
		on = step(&walk);
	}
	return name;
}

static const char *heap_name(struct process *process, uintptr_t address, size_t size)
{
	uintptr_t begins = heap_begins(image_heap(process->variant->image), address), offset = address - begins;
	struct task *self = task_self();
	const char *name;

	if (!begins)
		return NULL;
	name = debug_pointed(process->variant->debug, begins, offset, size);
	if (!name)
		name = pointed_by_local(process, process->threads[0], begins, offset, size);
	if (!name && self && self->id < process->threads_room)
		name = pointed_by_local(process, process->threads[self->id], begins, offset, size);
	return name;
}

/* ---- All of them ---- */

const char *place_name(struct process *process, struct run *run, uintptr_t address, size_t size)
{
	struct variant *variant = process->variant;
	const char *name = variant_name(variant, address, size);
	const char *function = NULL;
	bool in_heap = address - process->heap.start < HEAP_ROOM;

	if (!name && address - (uintptr_t)process->words < sizeof *process->words)
		return STRTOK_KEEPS;
	if (name || !run->named)
		return name;
	lock_take(&variant->lock);
	name = in_heap ? heap_name(process, address, size) : local_name(process, run, address, size, &function);
	lock_give(&variant->lock);
	if (name && function && strcmp(function, "main"))
		name = say(run, "%s.%s", function, name);
	if (!name && in_heap) {
		uintptr_t begins = heap_begins(image_heap(variant->image), address);

		name = begins ? site_name(process, run, begins, address - begins) : NULL;
	}
	return name;
}
