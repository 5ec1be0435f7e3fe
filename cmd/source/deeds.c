/* deeds.c - see deeds.h. */
#include "cmd/source/deeds.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/run/report.h"
#include "cmd/source/code.h"
#include "lab/base/panic.h"
#include "lab/check/watchdog.h"
#include "lab/engine/strategy.h"
#include "lab/trace/family.h"

enum { TASKS_A_STEP = 8 };

/* What one run after the other goes on with. */
struct watch {
	struct deeds *deeds;
	long          steps;            /* that are left */
	bool        (*stop)(void *);
	void         *context;
	struct rng    rng;
};

static int deed_order(const struct deed *a, int line, enum deed_end end, const char *who)
{
	if (a->line != line)
		return a->line - line;
	if (a->end != end)
		return (int)a->end - (int)end;
	return strcmp(a->who, who);
}

static void insert(struct deeds *deeds, int at, int line, enum deed_end end, const char *who)
{
	struct buf copy = { 0 };

	if (deeds->n == deeds->room) {
		deeds->room = deeds->room ? 2 * deeds->room : 64;
		deeds->at = realloc(deeds->at, (size_t)deeds->room * sizeof *deeds->at);
		must(deeds->at);
	}
	memmove(&deeds->at[at + 1], &deeds->at[at], (size_t)(deeds->n - at) * sizeof *deeds->at);
	buf_adds(&copy, who);
	deeds->at[at] = (struct deed){ line, end, buf_take(&copy) };
	deeds->n++;
}

static void note(struct deeds *deeds, int line, enum deed_end end, const char *who)
{
	int low = 0, high = deeds->n;

	while (low < high) {
		int middle = (low + high) / 2;

		if (deed_order(&deeds->at[middle], line, end, who) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (line && (low == deeds->n || deed_order(&deeds->at[low], line, end, who)))
		insert(deeds, low, line, end, who);
}

/* "worker-*" for worker-12. */
static void family_of(struct buf *out, const char *task)
{
	int stem = name_stem(task);

	buf_clear(out);
	buf_add(out, task, (size_t)stem);
	if (task[stem])
		buf_addc(out, '*');
}

void deeds_add_wrong(struct deeds *deeds, const struct result *result)
{
	const struct snap_task *tasks = result->snapshot->tasks;
	const struct data_race *race = result->race;
	struct buf who = { 0 };

	if (result->here && result->culprit != NO_TASK && result->verdict != VERDICT_RACE) {
		family_of(&who, tasks[result->culprit].name);
		note(deeds, code_line_of(result->here), DEED_WRONG, buf_text(&who));
	}
	for (int i = 0; i < result->snapshot->n_tasks; i++) {
		if (!report_blocked(result, &tasks[i]))
			continue;
		family_of(&who, tasks[i].name);
		note(deeds, code_line_of(tasks[i].here), DEED_STUCK, buf_text(&who));
	}
	for (int i = 0; race && i < 2; i++) {
		family_of(&who, tasks[race->tasks[i]].name);
		note(deeds, code_line_of(race->places[i]), DEED_RACES, buf_text(&who));
	}
	buf_free(&who);
}

static void note_result(struct deeds *deeds, const struct result *result)
{
	struct buf who = { 0 };

	deeds->runs++;
	deeds->ends[result->verdict]++;
	for (long i = 0; i < result->trace.n_events; i++) {
		const struct event *event = &result->trace.events[i];

		if (!event->here || event->kind == EV_PARK || event->kind == EV_TASK_END ||
		    event->kind == EV_FAULT)
			continue;
		family_of(&who, result->trace.tasks[event->task]);
		note(deeds, code_line_of(event->here), DEED_DONE, buf_text(&who));
	}
	deeds_add_wrong(deeds, result);
	buf_free(&who);
}

static bool over(void *context)
{
	struct watch *watch = context;

	return watch->steps < 0 || (watch->stop && watch->stop(watch->context));
}

/* By chance, as long as there are steps left. A step takes the longer the more tasks there are. */
static int pick_within(void *context, struct run *run, const struct move *moves, int n)
{
	struct watch *watch = context;

	watch->steps -= 1 + run->n_tasks / TASKS_A_STEP;
	return watch->steps < 0 ? -1 : strategy_random.pick(&watch->rng, run, moves, n);
}

static const struct strategy within = { "watch", pick_within };

static bool run_one(struct watch *watch, const struct run_options *options, uint64_t seed, char **error)
{
	struct watcher watcher = { .interrupted = over, .context = watch };
	struct run_options again = *options;
	struct result *result;

	watch->rng = (struct rng){ .state = seed };
	again.engine = &turn_engine;
	again.turn = (struct turn_options){ .strategy = &within, .context = watch };
	result = watch_run(&again, &watcher, error);
	if (!result)
		return false;
	if (result->verdict != VERDICT_INTERRUPTED)
		note_result(watch->deeds, result);
	result_free(result);
	return true;
}

bool deeds_watch(struct deeds *deeds, const struct run_options *options, int n, long steps,
                 bool (*stop)(void *), void *context, char **error)
{
	struct watch watch = { .deeds = deeds, .steps = steps, .stop = stop, .context = context };

	*deeds = (struct deeds){ 0 };
	for (int i = 0; i < n && !over(&watch); i++)
		if (!run_one(&watch, options, (uint64_t)i + 1, error))
			return false;
	deeds->cut = deeds->runs < n;
	return true;
}

void deeds_free(struct deeds *deeds)
{
	for (int i = 0; i < deeds->n; i++)
		free(deeds->at[i].who);
	free(deeds->at);
	*deeds = (struct deeds){ 0 };
}

void deeds_who(struct buf *out, const struct deeds *deeds, int line, enum deed_end end)
{
	bool first = true;

	for (int i = 0; i < deeds->n; i++)
		if (deeds->at[i].line == line && deeds->at[i].end == end) {
			buf_printf(out, "%s%s", first ? "" : ", ", deeds->at[i].who);
			first = false;
		}
}
