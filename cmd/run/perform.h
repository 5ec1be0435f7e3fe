/*
 * perform.h - one run from its settings to what is said about it: what `run` and `replay` share.
 */
#ifndef CMD_PERFORM_H
#define CMD_PERFORM_H

#include "cmd/session/settings.h"
#include "lab/engine/run.h"

/* What the settings say, but for the engine. Points into `all`. */
struct run_options perform_options(const struct resolved *all);

/*
 * The settings of a run made once more: `values` and `files` of its pattern, but for what `args` assigns. Complains
 * and returns a status other than STATUS_OK as settings_resolve() does. `files` must outlive `all`.
 */
int perform_again(struct session *, const struct pattern *, const int *values, const char *const *files,
                  const struct arg *args, int n_args, struct resolved *all);

/* Those of the last run when it was one of `pattern`, else what is turned now. */
int perform_as_last(struct session *, const struct pattern *, const struct arg *args, int n_args,
                    struct resolved *all);

/*
 * Run, show it, remember it as `line` ("worker-pool feed=main"; malloc'ed, the session's from now on), and say how it
 * ended.
 */
int perform(struct session *, const struct resolved *all, char *line);

/* What an end so means as a status, where expect= asked for one: 0: it did not; else a verdict + 1. */
int perform_status(const struct result *, int expected);

/* Does the person want to see the newest run as a picture, watch=on? Then it is shown. A status. */
int perform_watch(struct session *, const struct resolved *all);

/* The session's newest run from now on; both are the session's. */
void perform_remember(struct session *, struct result *, char *line);

#endif
