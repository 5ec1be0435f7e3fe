/* versions.c - see versions.h. */
#include "lab/search/versions.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

static void *resize(void *list, long room, size_t size)
{
	list = realloc(list, (size_t)room * size);
	if (!list)
		panic("out of memory");
	return list;
}

static bool is_same(struct race_view a, struct race_view b)
{
	return a.over == b.over && a.n == b.n && (a.n == 0 || !memcmp(a.words, b.words, a.n * sizeof *a.words));
}

int64_t versions_find(struct versions *v, int64_t first, struct race_view view)
{
	int64_t merged = -1;

	for (int64_t number = first; number >= 0; number = v->next[number]) {
		struct race_view other = v->views[v->view[number]];

		if (is_same(other, view))
			return number;
		if (merged < 0 && !v->exact && other.over == view.over && race_view_within(other, view))
			merged = number;
	}
	v->merged |= merged >= 0;
	return merged;
}

static void hash_view(struct hash *hash, struct race_view view)
{
	hash_int(hash, view.over);
	hash_bytes(hash, view.words, view.n * sizeof *view.words);
}

struct key versions_key(struct key state, struct race_view view)
{
	struct hash hash;

	hash_begin(&hash);
	hash_word(&hash, state.a);
	hash_word(&hash, state.b);
	hash_view(&hash, view);
	return hash_end(&hash);
}

struct race_view versions_view(const struct versions *v, int64_t number)
{
	return v->views[v->view[number]];
}

int64_t versions_next(const struct versions *v, int64_t number)
{
	return v->next[number];
}

static int32_t keep(struct versions *v, struct race_view view)
{
	struct hash hash;
	size_t size = view.n * sizeof *view.words;
	int32_t *at;
	uint64_t *words;
	bool added;

	hash_begin(&hash);
	hash_view(&hash, view);
	at = state_set_put(&v->known, hash_end(&hash), v->n_views, &added);
	if (!added)
		return *at;
	if (v->n_views == v->views_room) {
		v->views_room = v->views_room ? 2 * v->views_room : 64;
		v->views = resize(v->views, v->views_room, sizeof *v->views);
	}
	words = resize(NULL, (long)view.n + 1, sizeof *words);
	if (size)
		memcpy(words, view.words, size);
	v->bytes += size;
	v->views[v->n_views] = (struct race_view){ words, view.n, view.over };
	return (int32_t)v->n_views++;
}

void versions_add(struct versions *v, int64_t number, int64_t first, struct race_view view)
{
	if (number >= v->room) {
		v->room = number < 512 ? 1024 : 2 * (long)number;
		v->view = resize(v->view, v->room, sizeof *v->view);
		v->next = resize(v->next, v->room, sizeof *v->next);
	}
	v->view[number] = keep(v, view);
	v->next[number] = -1;
	if (first != number) {
		v->next[number] = v->next[first];
		v->next[first] = (int32_t)number;
	}
}

void versions_forget(struct versions *v)
{
	bool exact = v->exact;

	for (long i = 0; i < v->n_views; i++)
		free((void *)(uintptr_t)v->views[i].words);
	free(v->views);
	free(v->view);
	free(v->next);
	state_set_free(&v->known);
	*v = (struct versions){ .exact = exact };
}

size_t versions_bytes(const struct versions *v)
{
	return state_set_bytes(&v->known) + (size_t)v->views_room * sizeof *v->views + v->bytes +
	       (size_t)v->room * (sizeof *v->view + sizeof *v->next);
}
