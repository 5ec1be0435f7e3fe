/* setup.c - see setup.h. */
#include "cmd/quiz/setup.h"

#include <string.h>

#include "cmd/session/parse.h"
#include "lab/base/panic.h"

struct setup setup_of(const struct pattern *pattern)
{
	struct setup setup = { .pattern = pattern };

	for (int i = 0; i < pattern_n_settings(pattern); i++)
		setup.values[i] = pattern->settings[i].standard;
	return setup;
}

int setup_setting(const struct setup *setup, const char *name)
{
	for (int i = 0; i < pattern_n_settings(setup->pattern); i++)
		if (strcmp(setup->pattern->settings[i].name, name) == 0)
			return i;
	panic("%s has no setting %s", setup->pattern->name, name);
}

static void add_assignment(struct buf *out, const struct setup *setup, int setting)
{
	struct spec spec = spec_of_pattern(setup->pattern, setting);

	buf_printf(out, "%s%s=", out->length ? " " : "", spec.name);
	spec_value(out, &spec, setup->values[setting], NULL);
}

void setup_assignments(struct buf *out, const struct setup *setup)
{
	struct buf text = { 0 };

	for (int i = 0; i < pattern_n_settings(setup->pattern); i++)
		if (setup->named[i])
			add_assignment(&text, setup, i);
	buf_adds(out, text.length ? buf_text(&text) : "nothing turned");
	buf_free(&text);
}

void setup_line(struct buf *out, const struct setup *setup)
{
	struct buf text = { 0 };

	parse_spell(&text, setup->pattern->name);
	for (int i = 0; i < pattern_n_settings(setup->pattern); i++)
		if (setup->named[i])
			add_assignment(&text, setup, i);
	buf_adds(out, buf_text(&text));
	buf_free(&text);
}

void setup_typed(struct buf *out, const struct setup *setup, const struct session *session)
{
	struct setup all = *setup;

	for (int i = 0; i < pattern_n_settings(all.pattern); i++)
		all.named[i] |= turned_find(&session->turned, all.pattern->settings[i].name) != NULL;
	setup_line(out, &all);
}

bool setup_same(const struct setup *a, const struct setup *b)
{
	return a->pattern == b->pattern &&
	       memcmp(a->values, b->values, (size_t)pattern_n_settings(a->pattern) * sizeof *a->values) == 0;
}

void setup_search(struct search *search, struct session *session, const struct setup *setup)
{
	memset(search, 0, sizeof *search);
	search->session = session;
	search->pattern = search->all.pattern = setup->pattern;
	memcpy(search->all.values, setup->values, sizeof search->all.values);
	for (int i = 0; i < N_RUN_SETTINGS; i++)
		search->all.run[i] = spec_of_run((enum run_setting)i).standard;
	search->options = search_options(&search->all);
}
