/*
 * watchdog.c - the supervisor of a run.
 *
 * Quiet means certain: every task is blocked without a timer or has ended, or somebody has recorded a fault. While the
 * run moves, the supervisor looks now and then for tasks that are stuck though others move, and for lack of progress.
 * When nothing has been recorded since the last look, it waits longer before the next. Patience with real threads is
 * measured in the time they were given (given.h): a machine that has none for them does not make them stall. A run in
 * which tasks take turns is to end the same way whenever it is repeated: it is looked at, and loses its patience, at
 * certain steps, not times.
 */
#include "lab/check/watchdog.h"

#include "lab/check/conclude.h"
#include "lab/check/race_watch.h"

#define MS ((int64_t)1000000)

enum { INTERVAL_MS = 100, FIRST_LOOK_MS = 20, LONGEST_LOOK_MS = 1000, STOP_PATIENCE_MS = 2000 };
enum { PATIENT_STEPS = 128 * TURN_LOOK };
enum { LOOKS_IN_PATIENCE = 16, OUTSIDE = 12 };          /* see given_enough(), given.h */

struct watch {
	struct run           *run;
	const struct watcher *watcher;
	struct result        *result;
	int64_t               started;
	int64_t               next_look, look_every;    /* for stuck tasks */
	long                  progress;                 /* the most seen */
	int64_t               idle;                     /* ns without progress, as far as ticks have seen */
	int64_t               next_given;               /* what idle must reach before it is asked what tasks were given */
	int64_t               looked_given;             /* what idle was when it was last asked */
	int                   looks, busy_looks;        /* so often, since there was progress; with new events */
	long                  events_given;             /* at the last of them */
	long                  idle_steps;               /* the same in a turn run */
	long                  unkept;                   /* how often it had printed what is not kept, when there was progress */
	int64_t               last_tick;
	struct race_watch     races;                    /* of a turn run */
	int64_t               left_since;               /* moment() when main was first seen to have left stuck tasks; 0 */
};

/* ---- What became of the run ---- */

static long steps_made(const struct watch *watch)
{
	const struct step *steps;

	return turn_steps(watch->run, &steps);
}

/* Patience is a span of these: steps where tasks take turns, else ns. */
static int64_t moment(const struct watch *watch)
{
	return watch->run->turn ? steps_made(watch) : clock_now();
}

static int64_t patience(const struct watch *watch)
{
	if (watch->run->turn)
		return PATIENT_STEPS;
	return (watch->watcher->patience_ms ? watch->watcher->patience_ms : DEFAULT_PATIENCE_MS) * MS;
}

/*
 * What is certain while tasks still move: main can never move again; or it has ended and left some behind that never
 * will. In the latter case those that move are given some time to end.
 */
static enum verdict stuck_verdict(struct watch *watch, const struct snapshot *snapshot)
{
	if (snapshot->tasks[0].stuck)
		return VERDICT_DEADLOCK;
	if (snapshot->tasks[0].state != TASK_ENDED || !snapshot->n_stuck)
		return VERDICT_OK;
	if (!watch->left_since)
		watch->left_since = moment(watch);
	return moment(watch) - watch->left_since > patience(watch) ? VERDICT_LEAK : VERDICT_OK;
}

static bool conclude_stuck(struct watch *watch)
{
	struct arena *scratch = arena_new();
	enum verdict verdict = stuck_verdict(watch, conclude_judge(watch->run, false, scratch));
	struct result *result = watch->result;

	arena_free(scratch);
	if (verdict == VERDICT_OK)
		return false;
	result->snapshot = conclude_judge(watch->run, false, result->arena);    /* again, to keep: who is stuck stays so */
	result->verdict = verdict;
	result->others_run = true;
	conclude_loop(result);
	return true;
}

/* Has a turn run made more steps than are waited for? */
static bool has_gone_on(const struct watch *watch)
{
	long most = watch->watcher->most_steps;

	return watch->run->turn && steps_made(watch) >= (most ? most : MOST_TURN_STEPS);
}

/* Has it printed since there was progress, and is only not recorded any more? */
static bool still_prints(const struct watch *watch)
{
	return atomic_load_explicit(&watch->run->unkept, memory_order_relaxed) > watch->unkept;
}

static void conclude_stalled(struct watch *watch)
{
	struct result *result = watch->result;

	result->snapshot = conclude_judge(watch->run, false, result->arena);
	result->verdict = VERDICT_STALLED;
	result->certain = false;
	result->message = has_gone_on(watch)
		? arena_printf(result->arena, "no end after %ld steps", steps_made(watch))
		: watch->run->turn
		? arena_printf(result->arena, "no progress for %ld steps", watch->idle_steps)
		: arena_printf(result->arena, "%s for %.1f seconds",
		               still_prints(watch) ? "it prints without end, and has done nothing else" : "no progress",
		               (double)watch->idle / 1e9);
}

/* ---- Looking on ---- */

/* The events from `from` on are new. */
static void show(struct watch *watch, long from)
{
	const struct watcher *watcher = watch->watcher;

	if (watcher->tick)
		watcher->tick(watcher->context, &watch->run->trace, from, clock_now() - watch->started);
}

static void tick(struct watch *watch)
{
	if (watch->watcher->tick)
		show(watch, run_collect(watch->run));
}

/* Does some task wait for the clock? Then waiting is what it should do, unless others are busy all the while. */
static bool somebody_sleeps(struct watch *watch)
{
	struct arena *arena = arena_new();
	struct snapshot *snapshot = run_freeze(watch->run, arena);
	bool sleeps = false;

	for (int i = 0; i < snapshot->n_tasks; i++)
		sleeps |= snapshot->tasks[i].state == TASK_SLEEPING;
	arena_free(arena);
	return sleeps;
}

static void progress_is_made(struct watch *watch)
{
	watch->idle = watch->next_given = watch->looked_given = 0;
	watch->looks = watch->busy_looks = 0;
	watch->unkept = atomic_load_explicit(&watch->run->unkept, memory_order_relaxed);
	given_anew(watch->run);
}

/* Have all that could go on been given as long as patience lasts? To ask costs something: not at every tick. */
static bool given_enough(struct watch *watch)
{
	int64_t since = watch->idle - watch->looked_given;
	long events = run_events(watch->run);

	if (watch->idle < watch->next_given)
		return false;
	watch->looks++;
	watch->busy_looks += events != watch->events_given;
	watch->events_given = events;
	watch->looked_given = watch->idle;
	watch->next_given = watch->idle + patience(watch) / LOOKS_IN_PATIENCE;
	return given_look(watch->run, since, OUTSIDE) >= patience(watch);
}

/*
 * Idle time is summed over ticks, and one tick counts a second at most: a process that was suspended has not stalled.
 */
static bool time_has_stalled(struct watch *watch, int64_t now)
{
	long progress = run_progress(watch->run);
	int64_t since = now - watch->last_tick;

	watch->last_tick = now;
	watch->idle += since < LONGEST_LOOK_MS * MS ? since : LONGEST_LOOK_MS * MS;
	if (progress > watch->progress) {
		watch->progress = progress;
		progress_is_made(watch);
		return false;
	}
	if (!given_enough(watch))
		return false;
	if (2 * watch->busy_looks < watch->looks && somebody_sleeps(watch)) {
		progress_is_made(watch);
		return false;
	}
	return true;
}

/* Is the turn run at a step where it is looked at? */
static bool is_at_look(const struct watch *watch)
{
	return steps_made(watch) > 0 && steps_made(watch) % TURN_LOOK == 0;
}

static bool steps_have_stalled(struct watch *watch)
{
	long progress = run_progress(watch->run);

	if (!is_at_look(watch))
		return false;
	watch->idle_steps = progress > watch->progress ? 0 : watch->idle_steps + TURN_LOOK;
	watch->progress = progress;
	return watch->idle_steps >= patience(watch) || has_gone_on(watch);
}

static bool has_stalled(struct watch *watch, int64_t now)
{
	return watch->run->turn ? steps_have_stalled(watch) : time_has_stalled(watch, now);
}

static bool look_for_stuck(struct watch *watch, int64_t now)
{
	if (watch->run->turn)
		return is_at_look(watch) && conclude_stuck(watch);
	if (now < watch->next_look)
		return false;
	watch->look_every *= 2;
	if (watch->look_every > LONGEST_LOOK_MS * MS)
		watch->look_every = LONGEST_LOOK_MS * MS;
	watch->next_look = now + watch->look_every;
	return conclude_stuck(watch);
}

/* Until there is a verdict. */
static void look_on(struct watch *watch)
{
	const struct watcher *watcher = watch->watcher;
	int64_t interval = (watcher->interval_ms ? watcher->interval_ms : INTERVAL_MS) * MS, now;

	for (;;) {
		if (run_wait(watch->run, clock_now() + interval)) {
			conclude_quiet(watch->result, watch->run);
			return;
		}
		now = clock_now();
		if (watcher->interrupted && watcher->interrupted(watcher->context)) {
			watch->result->snapshot = conclude_judge(watch->run, false, watch->result->arena);
			watch->result->verdict = VERDICT_INTERRUPTED;
			return;
		}
		if (look_for_stuck(watch, now))
			return;
		if (has_stalled(watch, now)) {
			conclude_stalled(watch);
			return;
		}
		tick(watch);
	}
}

/* ---- Making the result ---- */

/* Stop the run, take what it leaves, and give it back. */
static void finish(struct watch *watch)
{
	struct result *result = watch->result;
	struct run *run = watch->run;
	long shown = run->trace.n_events;

	result->elapsed = clock_now() - watch->started;
	if (run->turn)
		conclude_watched(result, run, watch->races.race);
	race_watch_end(run);
	conclude_steps(result, run);
	if (!run_stop(run, STOP_PATIENCE_MS * MS)) {
		tick(watch);
		result->events = run_events(run);
		result->abandoned = true;
		conclude_breaches(result, run);
		return;
	}
	show(watch, shown);                     /* not before: some may move until they hear of the stop */
	result->events = run_events(run);
	conclude_trace(result, run);
	conclude_breaches(result, run);
	run_free(run);
}

static const struct watcher nobody;

static void begin(struct watch *watch)
{
	if (watch->run->turn) {
		watch->races.race = race_new(MOST_RACERS);
		race_watch_begin(&watch->races, watch->run, MOST_RACERS);
	}
	watch->started = watch->last_tick = clock_now();
	watch->next_look = watch->started + watch->look_every;
	run_start(watch->run);
}

struct result *watch_run(const struct run_options *options, const struct watcher *watcher, char **error)
{
	struct watch watch = { .watcher = watcher ? watcher : &nobody, .look_every = FIRST_LOOK_MS * MS };
	const struct brake brake = { watch.watcher->interrupted, watch.watcher->context };
	struct run_options braked = *options;

	if (brake.wanted && options->engine == &turn_engine)
		braked.brake = &brake;
	watch.run = run_new(&braked, error);
	if (!watch.run)
		return NULL;
	watch.result = conclude_new(options);
	begin(&watch);
	look_on(&watch);
	finish(&watch);
	race_free(watch.races.race);
	return watch.result;
}

struct snapshot *watch_plan(const struct run_options *options, struct arena *arena, char **error)
{
	struct run_options plan = *options;
	struct snapshot *snapshot;
	struct run *run;

	if (options->pattern->outside)
		return NULL;            /* a program declares nothing, and does things */
	plan.engine = &plan_engine;
	plan.untraced = true;
	run = run_new(&plan, error);
	if (!run)
		return NULL;
	run_start(run);
	snapshot = run_freeze(run, arena);
	run_stop(run, 0);
	run_free(run);
	return snapshot;
}
