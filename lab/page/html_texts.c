/* html_texts.c - texts by number: each is kept once, in a table with open addressing. */
#include "lab/page/html_data.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

static unsigned hash_of(const char *text)
{
	unsigned hash = 2166136261u;            /* FNV-1a */

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 16777619u;
	return hash;
}

static int *slot_of(const struct texts *texts, const char *text)
{
	unsigned i = hash_of(text) & (unsigned)(texts->n_slots - 1);

	while (texts->slots[i] && strcmp(texts->list[texts->slots[i] - 1], text))
		i = (i + 1) & (unsigned)(texts->n_slots - 1);
	return &texts->slots[i];
}

static void grow(struct texts *texts)
{
	texts->room = texts->room ? 2 * texts->room : 64;
	texts->n_slots = 2 * texts->room;
	texts->list = realloc(texts->list, (size_t)texts->room * sizeof *texts->list);
	free(texts->slots);
	texts->slots = calloc((size_t)texts->n_slots, sizeof *texts->slots);
	must(texts->list);
	must(texts->slots);
	for (int i = 0; i < texts->n; i++)
		*slot_of(texts, texts->list[i]) = i + 1;
}

int texts_number(struct texts *texts, const char *text)
{
	int *slot;

	if (texts->n == texts->room)
		grow(texts);
	slot = slot_of(texts, text);
	if (!*slot) {
		texts->list[texts->n] = strdup(text);
		must(texts->list[texts->n]);
		*slot = ++texts->n;
	}
	return *slot - 1;
}

void texts_free(struct texts *texts)
{
	for (int i = 0; i < texts->n; i++)
		free(texts->list[i]);
	free(texts->list);
	free(texts->slots);
}
