/* search_smaller.c - see search_smaller.h. */
#include "cmd/search/search_smaller.h"

#include <limits.h>

#include "lab/search/stepper.h"

enum { SMALL = 3, LARGE = 10, MOST_TRIED = 3 };

static bool is_large(const struct pattern *pattern, const int *values, int i)
{
	const struct setting *s = &pattern->settings[i];

	return !s->words[0] && !s->is_file && !s->is_beside && s->min <= SMALL && values[i] >= LARGE;
}

/* The largest that is below `than`, or as large and later than `after`; -1: there is none. */
static int next_largest(const struct search *search, int than, int after)
{
	const int *values = search->all.values;
	int best = -1;

	for (int i = 0; i < pattern_n_settings(search->pattern); i++)
		if (is_large(search->pattern, values, i) && (values[i] < than || (values[i] == than && i > after)) &&
		    (best < 0 || values[i] > values[best]))
			best = i;
	return best;
}

static bool is_short(const struct search *search, const struct resolved *all)
{
	struct run_options options = {
		.pattern = search->pattern, .values = all->values, .files = all->files, .turn = search->options.turn,
	};
	long length = stepper_length(&options, MAX_RUN_STEPS);

	return length > 0 && length < MAX_RUN_STEPS;
}

static bool find(const struct search *search, struct resolved *smaller)
{
	int i = -1, than = INT_MAX;

	for (int n = 0; n < MOST_TRIED && (i = next_largest(search, than, i)) >= 0; n++) {
		*smaller = search->all;
		smaller->values[i] = SMALL;
		if (is_short(search, smaller))
			return true;
		than = search->all.values[i];
	}
	return false;
}

void search_smaller(struct buf *out, const struct search *search, const struct exploration *found)
{
	bool too_long = found->unended > 0 || (found->too_long && found->schedules == 0);
	struct resolved smaller;

	if (found->proved || !too_long || !find(search, &smaller))
		return;
	buf_adds(out, "explore ");
	settings_print(out, &smaller);
	buf_printf(out, "%s  # its runs are short enough to be looked at\n", search->options.turn.any_time ? " time=any" : "");
}
