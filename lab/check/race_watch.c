/* race_watch.c - see race_watch.h. */
#include "lab/check/race_watch.h"

#include <string.h>

enum { MOST_TASKS = 1024 };     /* of a trace: their clocks take four bytes for each pair */

bool run_has_cells(const struct run *run)
{
	if (run_memory(run) == MEMORY_RACES)
		return true;
	for (int i = 0; i < run->n_objects; i++)
		if (run->objects[i]->primitive->value || run->objects[i]->primitive->loads)
			return true;
	return false;
}

/* ---- While it runs ---- */

static void tell(struct witness *witness, const struct run *run, const struct event *event, struct extent span)
{
	struct race_watch *watch = (struct race_watch *)witness;

	race_event(watch->race, event, event->object == NO_OBJECT ? 0 : run->objects[event->object]->capacity, span);
}

void race_watch_begin(struct race_watch *watch, struct run *run, int n_tasks)
{
	race_again(watch->race, n_tasks);
	for (int i = 0; i < run->n_tasks; i++)
		race_begin(watch->race, i);
	race_watch_resume(watch, run);
}

void race_watch_resume(struct race_watch *watch, struct run *run)
{
	watch->witness.tell = tell;
	run->witness = &watch->witness;
}

void race_watch_end(struct run *run)
{
	if (run->turn)          /* real threads read it, and nobody has set it for them */
		run->witness = NULL;
}

/* ---- From a trace ---- */

static bool has_cells(const struct trace *trace)
{
	for (int i = 0; i < trace->n_objects; i++)
		if (strcmp(trace->objects[i].kind, "cell") == 0)
			return true;
	return false;
}

bool race_in_trace(const struct trace *trace, struct conflict *found, bool *any)
{
	struct race *race;

	*any = false;
	if (!has_cells(trace))
		return true;
	if (trace->n_tasks > MOST_TASKS)
		return false;
	race = race_new(trace->n_tasks);
	for (long i = 0; i < trace->n_events && !race_found(race); i++) {
		const struct event *event = &trace->events[i];

		race_event(race, event, event->object == NO_OBJECT ? 0 : trace->objects[event->object].capacity,
		           (struct extent){ 0, 0 });
	}
	if (race_found(race)) {
		*found = *race_found(race);
		*any = true;
	}
	race_free(race);
	return true;
}
