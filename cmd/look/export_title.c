/* export_title.c - what a picture of a run is headed with. */
#include <string.h>

#include "cmd/look/export.h"
#include "cmd/session/settings.h"

void export_settings(struct buf *out, const struct result *result)
{
	const struct pattern *pattern = result->pattern;

	buf_adds(out, pattern->name);
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

void export_title(struct buf *out, const struct result *result)
{
	export_settings(out, result);
	buf_printf(out, ": %s", verdict_word(result->verdict));
}
