/* alike.c - see alike.h. */
#include "lab/search/alike.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/check/race.h"
#include "lab/search/seen.h"

enum { MOST_ALIKE = 64, WORDS_AT_ONCE = 64 };

#define REPEATED      UINT64_C(0x0101010101010101)
#define ALIGNED_SIXTH UINT64_C(0x0000ff0000000000)

/* A range of addresses. */
struct range {
	uintptr_t low, size;
};

struct alike {
	struct hash_listener listener;          /* must be first */
	struct run          *run;
	uint64_t             members;           /* tasks that have others like them */
	uint64_t             watched;           /* whose stacks matter: those, and those with blank values */
	uint64_t             pinned, read;      /* of the members: something else names them; of the watched: their stacks */
	uint64_t             swapped;           /* members that are not pinned */
	int                  first[MOST_ALIKE]; /* of a member: the first like it */
	struct range         stacks, tasks;     /* all stacks that are watched, all members, and more */
	uint64_t             sixth[2];          /* of addresses in those: see may_be_packed() */
	bool                 straddle;          /* those are not all */
	struct range         stack[MOST_ALIKE];
	struct hash          nothing;           /* where digests go that are read for what objects hold; and for keys of little */
	struct key           about;             /* which tasks are where, and which of them are watched */
	struct seen_stacks   stacks_seen;
	struct seen         *seen[MOST_ALIKE];  /* of each task that stands */
	struct hash         *parts[MOST_ALIKE]; /* made when first needed */
	struct key           keys[MOST_ALIKE];
	int                  places[RACE_MOST_VIEWED], twins[RACE_MOST_VIEWED];
};

struct alike *alike_new(void)
{
	struct alike *alike = calloc(1, sizeof *alike);

	if (!alike)
		panic("out of memory");
	return alike;
}

void alike_free(struct alike *alike)
{
	if (!alike)
		return;
	for (int i = 0; i < MOST_ALIKE; i++)
		free(alike->parts[i]);
	seen_free(&alike->stacks_seen);
	free(alike);
}

static bool has(uint64_t set, int task)
{
	return task >= 0 && task < MOST_ALIKE && set >> task & 1;
}

/* ---- Who is alike ---- */

static bool are_alike(const struct task *a, const struct task *b)
{
	return a->body == b->body && a->arg == b->arg && a->parent == b->parent && a->started_at == b->started_at;
}

static uint64_t parents(const struct run *run)
{
	uint64_t set = 1;               /* main, whoever it has started */

	for (int i = 1; i < run->n_tasks; i++)
		set |= (uint64_t)1 << run->tasks[i]->parent;
	return set;
}

static void find_members(struct alike *alike)
{
	const struct run *run = alike->run;
	uint64_t busy = parents(run);

	for (int i = 1; i < run->n_tasks; i++) {
		if (has(busy, i))
			continue;
		alike->first[i] = i;
		for (int k = i - 1; k > 0; k--)
			if (!has(busy, k) && are_alike(run->tasks[k], run->tasks[i])) {
				alike->first[i] = alike->first[k];
				alike->members |= (uint64_t)1 << i | (uint64_t)1 << k;
				break;
			}
	}
}

/* ---- Who is told apart by what else there is ---- */

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

static inline bool is_in(const struct range *range, uintptr_t word)
{
	return word - range->low < range->size;
}

static struct range task_range(const struct run *run, int task)
{
	return (struct range){ (uintptr_t)run->tasks[task], sizeof *run->tasks[task] };
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

/* ---- The parts ---- */

/* A relation to a task that may be swapped is a matter of that task's part. */
static bool take_relation(struct hash_listener *listener, const void *object, const void *task, int64_t what)
{
	struct alike *alike = (struct alike *)(void *)listener;
	int id = ((const struct task *)task)->id;

	if (!has(alike->swapped, id))
		return false;
	hash_word(alike->parts[id], (uint64_t)(uintptr_t)object);
	hash_int(alike->parts[id], what);
	return true;
}

static void take_no_content(struct hash_listener *listener, const void *bytes, size_t size)
{
	(void)listener, (void)bytes, (void)size;
}

static void begin_parts(struct alike *alike)
{
	alike->swapped = alike->members & ~alike->pinned;
	for (int i = 0; i < alike->run->n_tasks; i++) {
		if (!has(alike->swapped, i))
			continue;
		if (!alike->parts[i])
			alike->parts[i] = malloc(sizeof *alike->parts[i]);
		if (!alike->parts[i])
			panic("out of memory");
		hash_begin(alike->parts[i]);
	}
	alike->listener = (struct hash_listener){ take_no_content, take_relation };
}

void alike_find(struct alike *alike, struct run *run, bool swaps, const struct blanks *blanks)
{
	alike->run = run;
	alike->members = alike->watched = alike->pinned = alike->read = alike->swapped = 0;
	if (run->n_tasks > MOST_ALIKE) {
		alike->read = ~(uint64_t)0;
		return;
	}
	if (swaps)
		find_members(alike);
	alike->watched = alike->members;
	for (int i = 0; i < run->n_tasks && blanks->fills; i++)
		alike->watched |= (uint64_t)(blanks->list[i].filled > 0) << i;
	if (!alike->watched)
		return;
	find_ranges(alike);
	find_about(alike);
	for (int i = 0; i < run->n_tasks; i++)
		scan_task(alike, run->tasks[i]);
	for (const struct memory *memory = run->memory; memory; memory = memory->older)
		scan(alike, memory->bytes, memory->size, NO_TASK);
	scan_objects(alike);
	scan_values(alike, blanks);
	begin_parts(alike);
}

uint64_t alike_read(const struct alike *alike)
{
	return alike->read;
}

bool alike_is_swapped(const struct alike *alike, int task)
{
	return has(alike->swapped, task);
}

struct hash *alike_part_of(const struct alike *alike, const struct object *object)
{
	int id;

	if (!alike->swapped || object->primitive != &task_primitive)
		return NULL;
	id = ((const struct task *)object)->id;
	return has(alike->swapped, id) ? alike->parts[id] : NULL;
}

struct hash_listener *alike_listener(struct alike *alike)
{
	return alike->swapped ? &alike->listener : NULL;
}

/*
 * An address in the task's own stack or structure becomes how far it is from its end, with its place in the text marked: a
 * word that is so by itself cannot be taken for it.
 */
static void hash_own(const struct alike *alike, struct hash *hash, int task, const char *low, size_t size)
{
	struct range self = task_range(alike->run, task);
	uintptr_t words[WORDS_AT_ONCE];

	must(size % sizeof *words == 0);
	while (size > 0) {
		size_t n = size < sizeof words ? size / sizeof *words : WORDS_AT_ONCE;
		uint64_t own = 0;

		memcpy(words, low, n * sizeof *words);
		for (size_t i = 0; i < n; i++)
			if (is_in(&alike->stack[task], words[i])) {
				own |= (uint64_t)1 << i;
				words[i] -= alike->stack[task].low;
			} else if (is_in(&self, words[i])) {
				own |= (uint64_t)1 << i;
				words[i] = ~(words[i] - self.low);
			}
		hash_word(hash, own);
		hash_raw(hash, words, n * sizeof *words);
		low += n * sizeof *words;
		size -= n * sizeof *words;
	}
}

void alike_hash_stack(struct alike *alike, struct hash *hash, const struct task *task)
{
	struct seen *seen = alike->seen[task->id];
	struct hash *own = &alike->nothing;

	if (seen->head.size > SEEN_MOST)        /* others have been looked at since */
		seen = seen_look(&alike->stacks_seen, task, alike->about);
	if (!seen->keyed) {
		hash_begin(own);
		hash_word(own, seen->head.control);
		hash_own(alike, own, task->id, (const char *)&seen->head.pending, sizeof seen->head.pending);
		hash_own(alike, own, task->id, seen->head.low, seen->head.size);
		seen->key = hash_end(own);
		seen->keyed = true;
	}
	hash_raw(hash, &seen->key, sizeof seen->key);
}

static bool is_less(const struct key *a, const struct key *b)
{
	return a->a != b->a ? a->a < b->a : a->b < b->b;
}

static bool is_same(const struct key *a, const struct key *b)
{
	return a->a == b->a && a->b == b->b;
}

/* The members of the class whose first is `first`, by their keys. Returns how many. */
static int sort_class(const struct alike *alike, int first, int *sorted)
{
	int n = 0;

	for (int i = first; i < alike->run->n_tasks; i++) {
		int at = n;

		if (!has(alike->swapped, i) || alike->first[i] != first)
			continue;
		for (; at > 0 && is_less(&alike->keys[i], &alike->keys[sorted[at - 1]]); at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = i;
		n++;
	}
	return n;
}

/* The places that the class has are its ids. */
static void place_class(struct alike *alike, int first, const int *sorted)
{
	for (int i = first, k = 0; i < alike->run->n_tasks; i++)
		if (has(alike->swapped, i) && alike->first[i] == first)
			alike->places[sorted[k++]] = i;
}

/* Returns the members that could be swapped for each other. */
static uint64_t end_class(struct alike *alike, int first, struct hash *hash)
{
	const struct task *task = alike->run->tasks[first];
	int sorted[MOST_ALIKE], n = sort_class(alike, first, sorted);
	uint64_t set = 0;

	if (n == 0)
		return 0;
	place_class(alike, first, sorted);
	hash_int(hash, first);
	hash_word(hash, (uint64_t)(uintptr_t)task->body);
	hash_word(hash, (uint64_t)(uintptr_t)task->arg);
	hash_word(hash, (uint64_t)(uintptr_t)task->started_at);
	hash_int(hash, n);
	for (int i = 0; i < n; i++) {
		hash_raw(hash, &alike->keys[sorted[i]], sizeof alike->keys[sorted[i]]);
		set |= (uint64_t)1 << sorted[i];
		if (i > 0 && is_same(&alike->keys[sorted[i]], &alike->keys[sorted[i - 1]]))
			alike->twins[sorted[i]] = alike->twins[sorted[i - 1]];
	}
	return n > 1 ? set : 0;
}

uint64_t alike_end(struct alike *alike, struct hash *hash)
{
	int n = alike->run->n_tasks;
	uint64_t set = 0;

	for (int i = 0; i < n && i < RACE_MOST_VIEWED; i++)
		alike->places[i] = alike->twins[i] = i;
	hash_int(hash, (int64_t)alike->swapped);
	if (!alike->swapped)
		return 0;
	for (int i = 0; i < n; i++)
		if (has(alike->swapped, i))
			alike->keys[i] = hash_end(alike->parts[i]);
	for (int i = 0; i < n; i++)
		if (has(alike->members, i) && alike->first[i] == i)
			set |= end_class(alike, i, hash);
	return set;
}

const int *alike_places(const struct alike *alike)
{
	return alike->places;
}

const int *alike_twins(const struct alike *alike)
{
	return alike->twins;
}
