/* setup.c - what the tables share: patterns and their settings by name, and processor time. */
#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "lab/engine/pattern.h"

const struct pattern *bench_pattern(const char *name)
{
	for (int i = 0; patterns[i]; i++)
		if (strcmp(patterns[i]->name, name) == 0)
			return patterns[i];
	fprintf(stderr, "bench: there is no pattern %s\n", name);
	exit(1);
}

/* The index of a word among a setting's. */
static int word_of(const struct setting *setting, const char *word)
{
	for (int i = 0; i < MAX_WORDS && setting->words[i]; i++)
		if (strcmp(setting->words[i], word) == 0)
			return i;
	return atoi(word);
}

void bench_values(const struct pattern *pattern, const char *text, int *values)
{
	char copy[200], *word, *rest = copy;

	for (int i = 0; i < pattern_n_settings(pattern); i++)
		values[i] = pattern->settings[i].standard;
	snprintf(copy, sizeof copy, "%s", text);
	while ((word = strtok_r(rest, " ", &rest))) {
		char *value = strchr(word, '=');

		*value++ = '\0';
		for (int i = 0; i < pattern_n_settings(pattern); i++)
			if (strcmp(pattern->settings[i].name, word) == 0)
				values[i] = word_of(&pattern->settings[i], value);
	}
}

double bench_cpu_ms(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}
