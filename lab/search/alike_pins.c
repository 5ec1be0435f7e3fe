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
		if (!task_set_has(&alike->watched, i))
			continue;
		alike->stack[i] = (struct range){ (uintptr_t)turn_stack_top(run, i) - size, size };
		extend(&alike->stacks, alike->stack[i].low, size);
		if (task_set_has(&alike->members, i))
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

		if (!task_set_has(&alike->watched, i))
			continue;
		if (is_in(&alike->stack[i], word)) {
			task_set_add(alike->reads, i);
			task_set_add(alike->pins, i);
		} else if (is_in(&task, word)) {
			task_set_add(alike->pins, i);
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

/* All words that have a byte among the eight from `at` on, but for those before `done`. Returns what is done then. */
static size_t note_packed(struct alike *alike, const struct text *text, size_t done, size_t at)
{
	uintptr_t word;
	size_t first = at < sizeof word ? 0 : at - sizeof word + 1;

	for (size_t i = first > done ? first : done; i < at + sizeof word && i + sizeof word <= text->size; i++) {
		memcpy(&word, text->bytes + i, sizeof word);
		note_word(alike, text, word);
	}
	return at + sizeof word;
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
	bool owned = task_set_has(&alike->watched, owner);
	struct range none = { 0, 0 };
	struct text text = {
		bytes, size, owned ? alike->stack[owner] : none, owned ? task_range(alike->run, owner) : none,
	};
	size_t at = 0, done = 0;
	uintptr_t word;

	for (; at + sizeof word <= size; at += sizeof word) {
		memcpy(&word, text.bytes + at, sizeof word);
		note_word(alike, &text, word);
		if (may_be_packed(alike, word))
			done = note_packed(alike, &text, done, at);
	}
	if (at < size && at > 0)
		note_packed(alike, &text, done, at);
}

/* Whose addresses a task's stack holds depends on nothing but what is on it, and where the others are. */
static void find_about(struct alike *alike)
{
	struct hash *hash = &alike->nothing;

	hash_begin(hash);
	alike_hash_set(hash, &alike->members);
	alike_hash_set(hash, &alike->watched);
	hash_raw(hash, alike->run->tasks, (size_t)alike->run->n_tasks * sizeof *alike->run->tasks);
	alike->about = hash_end(hash);
}

static void read_stack(struct alike *alike, const struct task *task, struct seen *seen)
{
	task_set_clear(&seen->pinned);
	task_set_clear(&seen->read);
	alike->pins = &seen->pinned;
	alike->reads = &seen->read;
	scan(alike, seen->head.low, seen->head.size, task->id);
	scan(alike, &seen->head.pending, sizeof seen->head.pending, task->id);
	alike->pins = &alike->pinned;
	alike->reads = &alike->read;
	seen->known = true;
}

static void scan_task(struct alike *alike, const struct task *task)
{
	struct seen *seen;

	if (!stands(task))
		return;
	seen = alike->seen[task->id] = seen_look(&alike->stacks_seen, task, alike->about);
	if (!seen->known)
		read_stack(alike, task, seen);
	task_set_unite(&alike->pinned, &seen->pinned);
	task_set_unite(&alike->read, &seen->read);
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
	struct task_set seen;

	task_set_clear(&seen);
	while (!task_set_is_within(&alike->read, &seen))
		for (int i = task_set_next(&alike->read, 0); i >= 0; i = task_set_next(&alike->read, i + 1)) {
			if (task_set_has(&seen, i))
				continue;
			task_set_add(&seen, i);
			scan(alike, blanks->list[i].value, blanks->list[i].filled, i);
		}
}

void alike_pin(struct alike *alike, const struct blanks *blanks)
{
	const struct run *run = alike->run;

	alike->pins = &alike->pinned;
	alike->reads = &alike->read;
	find_ranges(alike);
	find_about(alike);
	for (int i = 0; i < run->n_tasks; i++)
		scan_task(alike, run->tasks[i]);
	for (const struct memory *memory = run->memory; memory; memory = memory->older)
		scan(alike, memory->bytes, memory->size, NO_TASK);
	scan_objects(alike);
	scan_values(alike, blanks);
}
