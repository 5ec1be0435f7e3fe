/* alike_pins.c - who is told apart by what else there is: by addresses that stand where they count; see alike.h. */
#include "lab/search/alike_parts.h"

#include <string.h>

#define REPEATED      UINT64_C(0x0101010101010101)
#define ALIGNED_SIXTH UINT64_C(0x0000ff0000000000)

static void extend(struct range *range, uintptr_t low, size_t size)
{
	uintptr_t high = low + size, end = range->low + range->size;

	if (range->size == 0) {
		*range = (struct range){ low, size };
		return;
	}
	range->low = low < range->low ? low : range->low;
	range->size = (high > end ? high : end) - range->low;
}

static bool stands(const struct task *task)
{
	return task->context && !task->ended && !task->dead;
}

/* Of addresses in that range the sixth byte, in all bytes of a word, but not where one that is aligned has it. */
static uint64_t sixth_in(const struct range *range)
{
	return (range->low >> 40 & 0xff) * REPEATED & ~ALIGNED_SIXTH;
}

/* They have more than one such byte. */
static bool straddles(const struct range *range)
{
	return range->size && (range->low ^ (range->low + range->size - 1)) >> 40;
}

static void find_ranges(struct alike *alike)
{
	const struct run *run = alike->run;
	size_t size = run_stack_bytes(run->pattern);

	alike->stacks = alike->tasks = (struct range){ 0, 0 };
	for (int i = 0; i < run->n_tasks; i++) {
		if (!has(alike->watched, i))
			continue;
		alike->stack[i] = (struct range){ (uintptr_t)turn_stack_top(run, i) - size, size };
		extend(&alike->stacks, alike->stack[i].low, size);
		if (has(alike->members, i))
			extend(&alike->tasks, (uintptr_t)run->tasks[i], sizeof *run->tasks[i]);
	}
	alike->sixth[0] = sixth_in(&alike->stacks);
	alike->sixth[1] = sixth_in(alike->tasks.size ? &alike->tasks : &alike->stacks);
	alike->straddle = straddles(&alike->stacks) || straddles(&alike->tasks);
}

/* This word is an address in a stack or a task. Whose? */
static void note_address(struct alike *alike, uintptr_t word)
{
	for (int i = 0; i < alike->run->n_tasks; i++) {
		struct range task = task_range(alike->run, i);

		if (!has(alike->watched, i))
			continue;
		if (is_in(&alike->stack[i], word)) {
			alike->read |= (uint64_t)1 << i;
			alike->pinned |= (uint64_t)1 << i;
		} else if (is_in(&task, word)) {
			alike->pinned |= (uint64_t)1 << i;
		}
	}
}

/* Bytes of `owner`, NO_TASK for nobody, who may point to what is its own. */
struct text {
	const char  *bytes;
	size_t       size;
	struct range stack, self;
};

static inline void note_word(struct alike *alike, const struct text *text, uintptr_t word)
{
	if ((is_in(&alike->stacks, word) || is_in(&alike->tasks, word)) && !is_in(&text->stack, word) &&
	    !is_in(&text->self, word))
		note_address(alike, word);
}

/* All words that have a byte among the eight from `at` on. */
static void note_packed(struct alike *alike, const struct text *text, size_t at)
{
	uintptr_t word;
	size_t first = at < sizeof word ? 0 : at - sizeof word + 1;

	for (size_t i = first; i < at + sizeof word && i + sizeof word <= text->size; i++) {
		memcpy(&word, text->bytes + i, sizeof word);
		note_word(alike, text, word);
	}
}

/* Is there a byte like this but where an address has it that is aligned? (Mycroft's test for a byte that is 0) */
static inline bool has_byte(uint64_t word, uint64_t sixth)
{
	uint64_t differs = (word ^ sixth) | ALIGNED_SIXTH;

	return (differs - REPEATED) & ~differs & 0x80 * REPEATED;
}

/* May an address that is not aligned have its sixth byte here? */
static inline bool may_be_packed(const struct alike *alike, uint64_t word)
{
	return has_byte(word, alike->sixth[0]) || has_byte(word, alike->sixth[1]) || alike->straddle;
}

/* An address stands where one may, which need not be aligned: structures are packed, and bytes are copied. */
static void scan(struct alike *alike, const void *bytes, size_t size, int owner)
{
	bool owned = has(alike->watched, owner);
	struct range none = { 0, 0 };
	struct text text = {
		bytes, size, owned ? alike->stack[owner] : none, owned ? task_range(alike->run, owner) : none,
	};
	size_t at = 0;
	uintptr_t word;

	for (; at + sizeof word <= size; at += sizeof word) {
		memcpy(&word, text.bytes + at, sizeof word);
		note_word(alike, &text, word);
		if (may_be_packed(alike, word))
			note_packed(alike, &text, at);
	}
	if (at < size && at > 0)
		note_packed(alike, &text, at);
}

/* Whose addresses a task's stack holds depends on nothing but what is on it, and where the others are. */
static void find_about(struct alike *alike)
{
	struct hash *hash = &alike->nothing;

	hash_begin(hash);
	hash_word(hash, alike->members);
	hash_word(hash, alike->watched);
	hash_raw(hash, alike->run->tasks, (size_t)alike->run->n_tasks * sizeof *alike->run->tasks);
	alike->about = hash_end(hash);
}

static void read_stack(struct alike *alike, const struct task *task, struct seen *seen)
{
	uint64_t pinned = alike->pinned, read = alike->read;

	alike->pinned = alike->read = 0;
	scan(alike, seen->head.low, seen->head.size, task->id);
	scan(alike, &seen->head.pending, sizeof seen->head.pending, task->id);
	seen->pinned = alike->pinned;
	seen->read = alike->read;
	seen->known = true;
	alike->pinned = pinned;
	alike->read = read;
}

static void scan_task(struct alike *alike, const struct task *task)
{
	struct seen *seen;

	if (!stands(task))
		return;
	seen = alike->seen[task->id] = seen_look(&alike->stacks_seen, task, alike->about);
	if (!seen->known)
		read_stack(alike, task, seen);
	alike->pinned |= seen->pinned;
	alike->read |= seen->read;
	for (int i = 0; i < task->n_uses; i++)
		if (use_object(&task->uses[i])->primitive == &task_primitive)
			note_address(alike, (uintptr_t)use_object(&task->uses[i]));
}

static void note_content(struct hash_listener *listener, const void *bytes, size_t size)
{
	scan((struct alike *)(void *)listener, bytes, size, NO_TASK);
}

static bool note_nothing(struct hash_listener *listener, const void *object, const void *task, int64_t what)
{
	(void)listener, (void)object, (void)task, (void)what;
	return true;
}

/* What objects hold: their digests say it. */
static void scan_objects(struct alike *alike)
{
	struct hash *hash = &alike->nothing;

	alike->listener = (struct hash_listener){ note_content, note_nothing };
	for (int i = 0; i < alike->run->n_objects; i++) {
		const struct object *object = alike->run->objects[i];

		hash_begin(hash);
		hash->listener = &alike->listener;
		object->primitive->digest(object, hash);
		if (hash->before)
			hash_end(hash);
	}
}

/* Values that somebody may read do count, and so do the addresses in them. */
static void scan_values(struct alike *alike, const struct blanks *blanks)
{
	uint64_t seen = 0;

	for (uint64_t next; (next = alike->read & ~seen) != 0; seen |= next)
		for (int i = 0; i < alike->run->n_tasks; i++)
			if (has(next, i))
				scan(alike, blanks->list[i].value, blanks->list[i].filled, i);
}

void alike_pin(struct alike *alike, const struct blanks *blanks)
{
	const struct run *run = alike->run;

	find_ranges(alike);
	find_about(alike);
	for (int i = 0; i < run->n_tasks; i++)
		scan_task(alike, run->tasks[i]);
	for (const struct memory *memory = run->memory; memory; memory = memory->older)
		scan(alike, memory->bytes, memory->size, NO_TASK);
	scan_objects(alike);
	scan_values(alike, blanks);
}
