/* settings_json.c - the settings of a run as members of an answer; see settings.h. */
#include "cmd/session/settings.h"

void setting_json(struct json *json, const struct spec *spec, int value, const char *text)
{
	if (spec->is_text)
		json_text(json, spec->name, text ? text : "");
	else if (spec->words)
		json_text(json, spec->name, spec->words[value]);
	else
		json_int(json, spec->name, value);
}

void settings_json(struct json *json, const struct pattern *pattern, const int *values, const char *const *files)
{
	json_object(json, "settings");
	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		struct spec spec = spec_of_pattern(pattern, i);

		if (!spec.is_beside)
			setting_json(json, &spec, values[i], files[i]);
	}
	json_end_object(json);
	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		struct spec spec = spec_of_pattern(pattern, i);

		if (spec.is_beside && values[i] != spec.standard)
			setting_json(json, &spec, values[i], files[i]);
	}
}
