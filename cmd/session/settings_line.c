/* settings_line.c - a run written as it is typed: pattern and assignments; see settings.h. */
#include "cmd/session/settings.h"

#include "cmd/session/parse.h"

static void add_assignment(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, " %s=", name);
	parse_spell(out, value);
}

char *settings_line(const struct pattern *pattern, const struct arg *args, int n_args)
{
	struct buf text = { 0 };

	parse_spell(&text, pattern->name);
	for (int i = 0; i < n_args; i++)
		if (args[i].name)
			add_assignment(&text, args[i].name, args[i].value);
	return buf_take(&text);
}

void settings_print(struct buf *out, const struct resolved *all)
{
	struct buf value = { 0 };
	struct spec spec;

	parse_spell(out, all->pattern->name);
	for (int i = 0; i < pattern_n_settings(all->pattern); i++) {
		spec = spec_of_pattern(all->pattern, i);
		if (all->values[i] == spec.standard)
			continue;
		buf_clear(&value);
		spec_value(&value, &spec, all->values[i], all->files[i]);
		add_assignment(out, spec.name, buf_text(&value));
	}
	buf_free(&value);
}

char *settings_line_of(const struct resolved *all)
{
	struct buf text = { 0 };

	settings_print(&text, all);
	return buf_take(&text);
}
