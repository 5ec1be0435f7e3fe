/* alike_key.c - the parts of tasks that are alike, free of their ids, and in order; see alike.h. */
#include "lab/search/alike_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum { WORDS_AT_ONCE = 64 };

/* A relation to a task that may be swapped is a matter of that task's part. */
static bool take_relation(struct hash_listener *listener, const void *object, const void *task, int64_t what)
{
	struct alike *alike = (struct alike *)(void *)listener;
	int id = ((const struct task *)task)->id;

	if (!task_set_has(&alike->loose, id))
		return false;
	hash_word(alike->parts[id], (uint64_t)(uintptr_t)object);
	hash_int(alike->parts[id], what);
	return true;
}

static void take_no_content(struct hash_listener *listener, const void *bytes, size_t size)
{
	(void)listener, (void)bytes, (void)size;
}

void alike_begin_parts(struct alike *alike)
{
	task_set_copy(&alike->loose, &alike->members);
	task_set_subtract(&alike->loose, &alike->pinned);
	for (int i = task_set_next(&alike->loose, 0); i >= 0; i = task_set_next(&alike->loose, i + 1)) {
		if (!alike->parts[i])
			alike->parts[i] = malloc(sizeof *alike->parts[i]);
		if (!alike->parts[i])
			panic("out of memory");
		hash_begin(alike->parts[i]);
	}
	alike->listener = (struct hash_listener){ take_no_content, take_relation };
}

struct hash *alike_part_of(const struct alike *alike, const struct object *object)
{
	int id;

	if (object->primitive != &task_primitive)
		return NULL;
	id = ((const struct task *)object)->id;
	return task_set_has(&alike->loose, id) ? alike->parts[id] : NULL;
}

struct hash_listener *alike_listener(struct alike *alike)
{
	return task_set_is_empty(&alike->loose) ? NULL : &alike->listener;
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

		if (!task_set_has(&alike->loose, i) || alike->first[i] != first)
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
		if (task_set_has(&alike->loose, i) && alike->first[i] == first)
			alike->places[sorted[k++]] = i;
}

/* Note the members that could be swapped for each other. */
static void end_class(struct alike *alike, int first, struct hash *hash)
{
	const struct task *task = alike->run->tasks[first];
	int sorted[MOST_ALIKE], n = sort_class(alike, first, sorted);

	if (n == 0)
		return;
	place_class(alike, first, sorted);
	hash_int(hash, first);
	hash_word(hash, (uint64_t)(uintptr_t)task->body);
	hash_word(hash, (uint64_t)(uintptr_t)task->arg);
	hash_word(hash, (uint64_t)(uintptr_t)task->started_at);
	hash_int(hash, n);
	for (int i = 0; i < n; i++) {
		hash_raw(hash, &alike->keys[sorted[i]], sizeof alike->keys[sorted[i]]);
		if (n > 1)
			task_set_add(&alike->swapped, sorted[i]);
		if (i > 0 && is_same(&alike->keys[sorted[i]], &alike->keys[sorted[i - 1]]))
			alike->twins[sorted[i]] = alike->twins[sorted[i - 1]];
	}
}

void alike_hash_set(struct hash *hash, const struct task_set *set)
{
	int n = set->n;

	while (n > 0 && !set->word[n - 1])
		n--;
	hash_int(hash, n);
	hash_raw(hash, set->word, (size_t)n * sizeof *set->word);
}

void alike_end(struct alike *alike, struct hash *hash)
{
	const struct task_set *loose = &alike->loose;
	int n = alike->run->n_tasks;

	task_set_clear(&alike->swapped);
	for (int i = 0; i < n && i < MOST_ALIKE; i++)
		alike->places[i] = alike->twins[i] = i;
	alike_hash_set(hash, loose);
	for (int i = task_set_next(loose, 0); i >= 0; i = task_set_next(loose, i + 1))
		alike->keys[i] = hash_end(alike->parts[i]);
	if (task_set_is_empty(loose))
		return;
	for (int i = task_set_next(&alike->members, 0); i >= 0; i = task_set_next(&alike->members, i + 1))
		if (alike->first[i] == i)
			end_class(alike, i, hash);
}

const struct task_set *alike_swapped(const struct alike *alike)
{
	return &alike->swapped;
}

const int *alike_places(const struct alike *alike)
{
	return alike->places;
}

const int *alike_twins(const struct alike *alike)
{
	return alike->twins;
}
