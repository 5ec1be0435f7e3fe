/* glance.c - see glance.h. */
#include "lab/program/glance.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/compile/sources.h"
#include "lab/program/beside.h"
#include "lab/program/defines.h"
#include "lab/program/program.h"

bool glance_is_program(const char *source)
{
	return !strstr(source, "\"lab/lab.h\"");
}

char *glance_summary(const char *source)
{
	const char *at = source + strspn(source, " \t\r\n"), *end;
	struct buf summary = { 0 };

	if (at[0] == '/' && (at[1] == '*' || at[1] == '/')) {
		at += 2;
		at += strspn(at, "* \t\r\n");
		end = at + strcspn(at, "\n");
		if (strstr(at, "*/") && strstr(at, "*/") < end)
			end = strstr(at, "*/");
		while (end > at && (end[-1] == ' ' || end[-1] == '.' || end[-1] == '\r'))
			end--;
		buf_add(&summary, at, (size_t)(end - at));
	}
	if (summary.length == 0)
		buf_adds(&summary, "a program of your own");
	return buf_take(&summary);
}

int glance_settings(struct setting settings[MAX_SETTINGS], const char *source)
{
	int n = defines_find(source, settings, MAX_SETTINGS - N_BESIDE);

	memcpy(settings + n, beside_settings, sizeof beside_settings);
	return n;
}

/* ---- Of a file that is not loaded ---- */

/* The last that was looked at. */
static struct {
	struct pattern pattern;
	int            n_defines;
} seen;

static void forget(void)
{
	for (int i = 0; i < seen.n_defines; i++) {
		free((char *)(uintptr_t)seen.pattern.settings[i].name);
		free((char *)(uintptr_t)seen.pattern.settings[i].help);
	}
	memset(&seen, 0, sizeof seen);
}

static bool look_at(const char *path)
{
	struct sources sources;
	struct buf why = { 0 };
	bool read = sources_read(&sources, path, NULL, &why), good;
	char *source = read ? sources_for_settings(&sources) : NULL;

	good = source && glance_is_program(source);
	if (good)
		seen.n_defines = glance_settings(seen.pattern.settings, source);
	seen.pattern.name = "";
	free(source);
	buf_free(&why);
	sources_free(&sources);
	return good;
}

const struct pattern *program_glance(const char *path)
{
	const struct pattern *loaded = program_loaded(path);

	forget();
	if (loaded || programs_refused())
		return loaded;
	return look_at(path) ? &seen.pattern : NULL;
}
