/* which.c - see which.h. */
#include "cmd/session/which.h"

#include "cmd/session/command.h"
#include "cmd/session/settings.h"
#include "cmd/term/suggest.h"

static bool same_name(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if (*a != *b && !(*a == '_' && *b == '-'))
			return false;
	return *a == *b;
}

const struct pattern *pattern_find(const char *name)
{
	for (int i = 0; patterns[i]; i++)
		if (same_name(name, patterns[i]->name))
			return patterns[i];
	return NULL;
}

int complain_pattern(struct session *session, const char *name)
{
	struct suggester suggester = { .typed = name };

	for (int i = 0; patterns[i]; i++)
		suggest_offer(&suggester, patterns[i]->name);
	return complain_unknown(session, "unknown-pattern", &suggester, "there is no pattern", "",
	                        "; `patterns` lists them");
}

const struct pattern *which_pattern(struct session *session, const struct call *call)
{
	const struct pattern *pattern = settings_pattern(session);
	const char *name = NULL;

	for (int i = 0; i < call->n_args; i++) {
		if (call->args[i].name)
			continue;
		if (name) {
			complain_usage(session, call, "one pattern at a time; settings are written name=value");
			return NULL;
		}
		name = call->args[i].text;
	}
	if (name) {
		pattern = pattern_find(name);
		if (!pattern)
			complain_pattern(session, name);
	} else if (!pattern) {
		complain_usage(session, call, "which pattern? `patterns` lists them");
	}
	return pattern;
}
