/*
 * watchdog.h - run a pattern on an engine, watch it, and say how it ended.
 *
 * The calling thread is the supervisor: it sleeps until the run is quiet (the last task to block wakes it: no timer is
 * involved), and looks at the moving run only now and then. When watch_run() returns, every task of the run has ended
 * and its memory is back; only the result is left.
 */
#ifndef LAB_CHECK_WATCHDOG_H
#define LAB_CHECK_WATCHDOG_H

#include <stdbool.h>

#include "lab/check/finding.h"
#include "lab/engine/run.h"

enum { DEFAULT_PATIENCE_MS = 5000, MOST_TURN_STEPS = 10000000 };

/* Who looks on while it runs. All fields may be zero. */
struct watcher {
	/*
	 * Called by the supervisor about every `interval_ms` while the run moves, with the events that came in since
	 * the last call: trace->events[from .. trace->n_events - 1]. Called a last time, with what is left, when the
	 * run has ended.
	 */
	void (*tick)(void *context, const struct trace *trace, long from, int64_t elapsed_ns);
	void  *context;
	int    interval_ms;                     /* 0: 100 */
	bool (*interrupted)(void *context);     /* asked often: stop the run now? */
	/*
	 * Real threads: without progress though each that could go on was given so long (see given.h): stalled. 0:
	 * DEFAULT_PATIENCE_MS. Turn runs go by their steps.
	 */
	int    patience_ms;
	/* Turn runs: after so many steps, about, they count as stalled whatever they do. 0: MOST_TURN_STEPS. */
	long   most_steps;
};

/*
 * Run to the verdict. Never NULL on success. NULL, with a sentence in `*error` (malloc'ed; the caller frees it), when
 * the run could not even be made (a file setting cannot be read). The caller owns the result.
 */
struct result *watch_run(const struct run_options *, const struct watcher *, char **error);

/*
 * Who would be started with which declared uses: the state where main would first wait, or, once it has declared what
 * it uses, touch anything. Nothing but main's own first steps runs. For the topology. NULL as above. Made in `arena`;
 * names and all lie there.
 */
struct snapshot *watch_plan(const struct run_options *, struct arena *arena, char **error);

#endif
