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
#include "lab/trace/snap_text.h"

enum { TASKS_A_STEP = 8 };

/* What one run after the other goes on with. */
struct watch {
	struct deeds *deeds;
	long          steps;            /* that are left */
	bool        (*stop)(void *);
	void         *context;
	struct rng    rng;
};

/* Who came to which end, at a place: "src/prog.c:14". */
struct sight {
	const char   *here;
	enum deed_end end;
	const char   *who;
};

static size_t file_length(const char *here)
{
	return strcspn(snap_place(here), ":");
}

static int file_order(const struct deed *a, const char *here)
{
	size_t length = file_length(here);
	int order = strncmp(a->file, snap_place(here), length);

	return order ? order : a->file[length] != '\0';
}

static int deed_order(const struct deed *a, const struct sight *b)
{
	if (a->line != code_line_of(b->here))
		return a->line - code_line_of(b->here);
	if (a->end != b->end)
		return (int)a->end - (int)b->end;
	return strcmp(a->who, b->who) ? strcmp(a->who, b->who) : file_order(a, b->here);
}

static char *copy_of(const char *text, size_t length)
{
	struct buf copy = { 0 };

	buf_add(&copy, text, length);
	return buf_take(&copy);
}

static void insert(struct deeds *deeds, int at, const struct sight *sight)
{
	if (deeds->n == deeds->room) {
		deeds->room = deeds->room ? 2 * deeds->room : 64;
		deeds->at = realloc(deeds->at, (size_t)deeds->room * sizeof *deeds->at);
		must(deeds->at);
	}
	memmove(&deeds->at[at + 1], &deeds->at[at], (size_t)(deeds->n - at) * sizeof *deeds->at);
	deeds->at[at] = (struct deed){ code_line_of(sight->here), sight->end, copy_of(sight->who, strlen(sight->who)),
		copy_of(snap_place(sight->here), file_length(sight->here)) };
	deeds->n++;
}

static void note(struct deeds *deeds, const char *here, enum deed_end end, const char *who)
{
	const struct sight sight = { here, end, who };
	int low = 0, high = deeds->n;

	while (low < high) {
		int middle = (low + high) / 2;

		if (deed_order(&deeds->at[middle], &sight) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (code_line_of(here) && (low == deeds->n || deed_order(&deeds->at[low], &sight)))
		insert(deeds, low, &sight);
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
		note(deeds, result->here, DEED_WRONG, buf_text(&who));
	}
	for (int i = 0; i < result->snapshot->n_tasks; i++) {
		if (!report_blocked(result, &tasks[i]))
			continue;
		family_of(&who, tasks[i].name);
		note(deeds, tasks[i].here, DEED_STUCK, buf_text(&who));
	}
	for (int i = 0; race && i < 2; i++) {
		family_of(&who, tasks[race->tasks[i]].name);
		note(deeds, race->places[i], DEED_RACES, buf_text(&who));
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
		note(deeds, event->here, DEED_DONE, buf_text(&who));
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
static int who_within(void *context, struct run *run, const struct movers *movers)
{
	struct watch *watch = context;

	watch->steps -= 1 + run->n_tasks / TASKS_A_STEP;
	return watch->steps < 0 ? HALT : strategy_random.who(&watch->rng, run, movers);
}

static int way_within(void *context, int n)
{
	struct watch *watch = context;

	return strategy_random.way(&watch->rng, n);
}

static const struct strategy within = { "watch", who_within, way_within };

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

struct deeds deeds_in(const struct deeds *all, const char *file)
{
	struct deeds in = *all;

	in.n = 0;
	in.at = calloc((size_t)all->n + 1, sizeof *in.at);
	must(in.at);
	in.room = all->n + 1;
	for (int i = 0; i < all->n; i++) {
		const struct deed *deed = &all->at[i];

		if (strcmp(deed->file, file) == 0)
			in.at[in.n++] = (struct deed){ deed->line, deed->end, copy_of(deed->who, strlen(deed->who)),
				copy_of(file, strlen(file)) };
	}
	return in;
}

void deeds_free(struct deeds *deeds)
{
	for (int i = 0; i < deeds->n; i++) {
		free(deeds->at[i].who);
		free(deeds->at[i].file);
	}
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
