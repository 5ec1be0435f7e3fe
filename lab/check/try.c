/*
 * try.c - what to try next. Nothing here claims an outcome: what was not run is not known.
 */
#include <string.h>

#include "lab/check/explain.h"

static bool changed(const struct result *result, int i)
{
	return result->values[i] != result->pattern->settings[i].standard;
}

/* The setting to turn back: the first word that was changed, else the first number; -1 for none. */
static int suspect(const struct result *result)
{
	int n = pattern_n_settings(result->pattern), number = -1;

	for (int i = 0; i < n; i++) {
		const struct setting *setting = &result->pattern->settings[i];

		if (setting->is_file || !changed(result, i))
			continue;
		if (setting->words[0])
			return i;
		number = number < 0 ? i : number;
	}
	return number;
}

static void add_setting(struct buf *out, const struct result *result, int i, int value)
{
	const struct setting *setting = &result->pattern->settings[i];

	buf_printf(out, " %s=", setting->name);
	if (setting->is_file)
		buf_printf(out, strpbrk(result->files[i], " ;#\"'") ? "\"%s\"" : "%s", result->files[i]);
	else if (setting->words[0])
		buf_adds(out, setting->words[value]);
	else
		buf_printf(out, "%d", value);
}

/* "run worker-pool workers=2 feed=task": this run, with one setting back at its default. */
static void add_run(struct buf *out, const struct result *result, int turned)
{
	buf_printf(out, "run %s", result->pattern->name);
	for (int i = 0; i < pattern_n_settings(result->pattern); i++) {
		bool file = result->pattern->settings[i].is_file;

		if (i == turned)
			add_setting(out, result, i, result->pattern->settings[i].standard);
		else if (file ? result->files[i] && *result->files[i] : changed(result, i))
			add_setting(out, result, i, result->values[i]);
	}
	buf_adds(out, ", ");
}

void explain_try(struct buf *out, const struct result *result)
{
	bool found = result->verdict != VERDICT_OK || result->n_lock_orders > 0;
	int turned = found ? suspect(result) : -1;

	if (turned >= 0)
		add_run(out, result, turned);
	switch (result->verdict) {
	case VERDICT_OK:
		buf_adds(out, found ? "explain, trace last=20" : "graph topology, trace last=20");
		break;
	case VERDICT_DEADLOCK:
	case VERDICT_LEAK:
	case VERDICT_STALLED:
		buf_adds(out, "graph waits, threads, trace last=20");
		break;
	default:
		buf_adds(out, "trace last=20, threads");
	}
}
