/* numbered.c - see numbered.h. */
#include "lab/export/numbered.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

/* FNV-1a (Fowler, Noll, Vo). */
static size_t slot_of(const struct numbered *table, const char *text)
{
	uint64_t hash = 0xcbf29ce484222325;
	size_t slot;

	for (const char *at = text; *at; at++)
		hash = (hash ^ (unsigned char)*at) * 0x100000001b3;
	slot = hash & (table->size - 1);
	while (table->slots[slot] && strcmp(table->slots[slot], text) != 0)
		slot = (slot + 1) & (table->size - 1);
	return slot;
}

static void grow(struct numbered *table)
{
	struct numbered old = *table;

	table->size = old.size ? 2 * old.size : 256;
	table->slots = calloc(table->size, sizeof *table->slots);
	table->numbers = calloc(table->size, sizeof *table->numbers);
	must(table->slots && table->numbers);
	for (size_t i = 0; i < old.size; i++)
		if (old.slots[i]) {
			size_t slot = slot_of(table, old.slots[i]);

			table->slots[slot] = old.slots[i];
			table->numbers[slot] = old.numbers[i];
		}
	numbered_free(&old);
}

long numbered_find(struct numbered *table, const char *text, bool *is_new)
{
	size_t slot;

	if (2 * table->n >= table->size)
		grow(table);
	slot = slot_of(table, text);
	*is_new = !table->slots[slot];
	if (*is_new) {
		table->slots[slot] = text;
		table->numbers[slot] = (long)table->n++;
	}
	return table->numbers[slot];
}

void numbered_free(struct numbered *table)
{
	free(table->slots);
	free(table->numbers);
}
