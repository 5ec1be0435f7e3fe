/* alarms.c - see alarms.h. */
#include "lab/engine/alarms.h"

#include <stdlib.h>

#include "lab/base/panic.h"

void alarms_add(struct alarms *alarms, struct alarm alarm)
{
	int at = alarms->n++;

	if (at == alarms->room) {
		alarms->room = alarms->room ? 2 * alarms->room : 64;
		alarms->list = realloc(alarms->list, (size_t)alarms->room * sizeof *alarms->list);
		if (!alarms->list)
			panic("out of memory");
	}
	for (; at > 0 && alarm.at < alarms->list[(at - 1) / 2].at; at = (at - 1) / 2)
		alarms->list[at] = alarms->list[(at - 1) / 2];
	alarms->list[at] = alarm;
}

/* The last goes down from the top, past those that are earlier. */
void alarms_drop_first(struct alarms *alarms)
{
	struct alarm *list = alarms->list, last;
	int n = --alarms->n, at = 0;

	must(n >= 0);
	last = list[n];
	for (int below; (below = 2 * at + 1) < n; at = below) {
		if (below + 1 < n && list[below + 1].at < list[below].at)
			below++;
		if (last.at <= list[below].at)
			break;
		list[at] = list[below];
	}
	list[at] = last;
}

void alarms_free(struct alarms *alarms)
{
	free(alarms->list);
	*alarms = (struct alarms){ 0 };
}
