/* export_title.c - what a picture of a run is headed with. */
#include <string.h>

#include "cmd/look/export.h"
#include "cmd/session/settings.h"

const char *export_name(const struct pattern *pattern)
{
	const char *name = pattern->name, *end = name + strlen(name);

	while (end > name && end[-1] == '/')
		end--;
	for (const char *at = name; at < end; at++)
		if (*at == '/')
			name = at + 1;
	return name;
}

static void add_settings(struct buf *out, const struct result *result)
{
	const struct pattern *pattern = result->pattern;

	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		struct spec spec = spec_of_pattern(pattern, i);

		if (spec.is_text ? !result->files[i] : result->values[i] == pattern->settings[i].standard)
			continue;
		buf_printf(out, " %s=", spec.name);
		if (spec.is_text)
			buf_adds(out, result->files[i]);
		else
			spec_value(out, &spec, result->values[i], NULL);
	}
}

void export_settings(struct buf *out, const struct result *result)
{
	buf_adds(out, result->pattern->name);
	add_settings(out, result);
}

void export_heading(struct buf *out, const struct result *result)
{
	buf_adds(out, export_name(result->pattern));
	add_settings(out, result);
}

void export_title(struct buf *out, const struct result *result)
{
	export_heading(out, result);
	buf_printf(out, ": %s", verdict_word(result->verdict));
}
