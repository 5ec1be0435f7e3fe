/* would_finish.c - see would_finish.h. */
#include "cmd/run/would_finish.h"

#include <stdlib.h>

#include "cmd/session/settings.h"
#include "lab/program/program.h"

void change_text(struct buf *out, const struct pattern *pattern, struct change change)
{
	struct spec spec = spec_of_pattern(pattern, change.setting);

	buf_printf(out, "%s=", spec.name);
	spec_value(out, &spec, change.value, NULL);
}

void changes_text(struct buf *out, const struct pattern *pattern, const struct repair *repair)
{
	for (int i = 0; i < repair->n; i++) {
		buf_adds(out, i ? " " : "");
		change_text(out, pattern, repair->change[i]);
	}
}

/* Does somebody not come to an end? All else does, but not well. */
static bool hangs(enum verdict verdict)
{
	return verdict == VERDICT_DEADLOCK || verdict == VERDICT_LEAK || verdict == VERDICT_LIVELOCK || verdict == VERDICT_STALLED;
}

/* Those that are as good as the first. */
static void add_best(struct buf *out, const struct run_options *options, enum verdict verdict, const struct repairs *repairs)
{
	enum lasting lasting = repairs->at[0].lasting;

	buf_adds(out, hangs(verdict) ? "would finish with " : "would end well with ");
	for (int i = 0, n = 0; i < repairs->n && n < 3; i++)
		if (!repairs->at[i].broken && (repairs->at[i].lasting == IN_VIRTUAL_TIME) == (lasting == IN_VIRTUAL_TIME)) {
			buf_adds(out, n++ ? ", or " : "");
			changes_text(out, options->pattern, &repairs->at[i]);
		}
	buf_adds(out, lasting == IN_VIRTUAL_TIME ? " (proved in virtual time only)" : " (proved)");
}

struct repair_limits would_finish_limits(long searched, size_t source)
{
	enum { LEAST = 300000, MOST = 500000, TRIES = 24, BUILT_AT_ONCE = 32 << 10 };
	size_t tries = source <= BUILT_AT_ONCE ? TRIES : TRIES * (size_t)BUILT_AT_ONCE / source;

	return (struct repair_limits){
		.work = 50000,
		.all = { .tries = tries ? (long)tries : 1, .work = searched < LEAST ? LEAST : searched < MOST ? searched : MOST },
	};
}

void would_finish(struct buf *out, const struct run_options *options, enum verdict verdict, long searched, int64_t ns,
                  const struct explore_watcher *watcher)
{
	struct repair_limits limits = would_finish_limits(searched, program_length(options->pattern));
	struct repairs repairs;
	char *error = NULL;

	limits.all.ns = ns;
	if (repair_find(&repairs, options, &limits, watcher, &error) && repairs.n > 0 && !repairs.at[0].broken)
		add_best(out, options, verdict, &repairs);
	free(error);
}
