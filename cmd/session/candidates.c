/* candidates.c - see candidates.h. */
#include "cmd/session/candidates.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/session/command.h"
#include "cmd/session/settings.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"

static bool begins(const char *text, const char *start)
{
	return !strncmp(text, start, strlen(start));
}

static char *copy(const char *text)
{
	struct buf buf = { 0 };

	buf_adds(&buf, text);
	return buf_take(&buf);
}

void candidates_add(struct candidates *all, const char *typed, const char *text, const char *note)
{
	if (!begins(text, typed))
		return;
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : 16;
		all->at = realloc(all->at, (size_t)all->room * sizeof *all->at);
		must(all->at);
	}
	all->at[all->n++] = (struct candidate){ copy(text), note ? copy(note) : NULL };
}

void candidates_free(struct candidates *all)
{
	for (int i = 0; i < all->n; i++) {
		free(all->at[i].text);
		free(all->at[i].note);
	}
	free(all->at);
	*all = (struct candidates){ 0 };
}

void candidates_add_commands(struct candidates *all, const char *word)
{
	for (int i = 0; commands[i]; i++)
		candidates_add(all, word, commands[i]->name, commands[i]->summary);
}

void candidates_add_patterns(struct candidates *all, const char *word)
{
	for (int i = 0; patterns[i]; i++)
		candidates_add(all, word, patterns[i]->name, patterns[i]->summary);
}

/* Files that begin with `path`, each after `prefix` ("input="). Hidden ones only when asked for. */
void candidates_add_files(struct candidates *all, const char *prefix, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	struct buf directory = { 0 }, text = { 0 };
	struct dirent *entry;
	struct stat facts;
	DIR *dir;

	buf_add(&directory, path, (size_t)(name - path));
	dir = opendir(directory.length ? buf_text(&directory) : ".");
	while (dir && (entry = readdir(dir))) {
		if (!begins(entry->d_name, name) || (entry->d_name[0] == '.' && *name != '.'))
			continue;
		buf_clear(&text);
		buf_printf(&text, "%s%s%s", prefix, buf_text(&directory), entry->d_name);
		if (!stat(buf_text(&text) + strlen(prefix), &facts) && S_ISDIR(facts.st_mode)) {
			buf_addc(&text, '/');
			all->append = 0;
		}
		candidates_add(all, "", buf_text(&text), NULL);
	}
	if (dir)
		closedir(dir);
	buf_free(&directory);
	buf_free(&text);
}

static bool ends_in_c(const char *name)
{
	size_t length = strlen(name);

	return length > 2 && !strcmp(name + length - 2, ".c");
}

static bool is_directory(const char *path)
{
	struct stat facts;

	return !stat(path, &facts) && S_ISDIR(facts.st_mode);
}

void candidates_add_sources(struct candidates *all, const char *word)
{
	bool only_files = !*word || all->n > 0;
	struct dirent *entry;
	DIR *dir = opendir(".");
	struct buf text = { 0 };

	while (dir && (entry = readdir(dir))) {
		if (*entry->d_name == '.' || (!ends_in_c(entry->d_name) && (only_files || !is_directory(entry->d_name))))
			continue;
		buf_clear(&text);
		buf_printf(&text, "%s%s", entry->d_name, ends_in_c(entry->d_name) ? "" : "/");
		if (!ends_in_c(entry->d_name) && begins(entry->d_name, word))
			all->append = 0;
		candidates_add(all, word, buf_text(&text), NULL);
	}
	if (dir)
		closedir(dir);
	buf_free(&text);
}

/* A setting and, after its range in a column of this width, what it means. */
static void add_setting(struct candidates *all, const char *word, const struct spec *spec, int width)
{
	struct buf text = { 0 }, range = { 0 }, note = { 0 };

	buf_printf(&text, "%s=", spec->name);
	spec_range(&range, spec);
	text_pad(&note, buf_text(&range), width, true);
	buf_printf(&note, "  %s", spec->help);
	candidates_add(all, word, buf_text(&text), buf_text(&note));
	buf_free(&text);
	buf_free(&range);
	buf_free(&note);
}

static void add_values(struct candidates *all, const char *word, const struct spec *spec)
{
	const char *value = strchr(word, '=') + 1;
	struct buf text = { 0 };

	all->append = ' ';
	buf_printf(&text, "%s=", spec->name);
	if (spec->is_file)
		candidates_add_files(all, buf_text(&text), value);
	for (int i = 0; i < spec->n_words; i++) {
		buf_clear(&text);
		buf_printf(&text, "%s=%s", spec->name, spec->words[i]);
		candidates_add(all, word, buf_text(&text), i == spec->standard ? "the default" : NULL);
	}
	if (!spec->is_file && !spec->words && !spec->check) {
		buf_printf(&text, "%d", spec->standard);
		candidates_add(all, word, buf_text(&text), NULL);
	}
	buf_free(&text);
}

/* Several values of one setting: "workers=1..4", "feed=task,main". */
void candidates_add_several(struct candidates *all, const struct pattern *pattern, const char *word)
{
	enum { FEW = 3 };
	struct buf text = { 0 };
	struct spec spec;

	buf_add(&text, word, strcspn(word, "="));
	if (spec_find(&spec, pattern, buf_text(&text)) && !spec.of_run && !spec.is_text) {
		buf_addc(&text, '=');
		for (int i = 0; i < spec.n_words; i++)
			buf_printf(&text, "%s%s", i ? "," : "", spec.words[i]);
		if (!spec.words)
			buf_printf(&text, "%d..%d", spec.min, spec.max - spec.min > FEW ? spec.min + FEW : spec.max);
		candidates_add(all, word, buf_text(&text), "several: a cell each");
	}
	buf_free(&text);
}

static bool is_given(const struct call *call, const char *name)
{
	for (int i = 0; call && i < call->n_args; i++)
		if (call->args[i].name && !strcmp(call->args[i].name, name))
			return true;
	return false;
}

/* The n-th setting of a pattern (or NULL) and of every run. */
static bool nth_setting(const struct pattern *pattern, int n, struct spec *spec)
{
	int own = pattern ? pattern_n_settings(pattern) : 0;

	if (n >= own + N_RUN_SETTINGS)
		return false;
	*spec = n < own ? spec_of_pattern(pattern, n) : spec_of_run((enum run_setting)(n - own));
	return true;
}

/* The names that begin like `word` and are not given yet. */
static void add_names(struct candidates *all, const struct pattern *pattern, const struct call *call,
                      const char *word)
{
	bool few = pattern && pattern->outside && !*word;       /* a program has four of its own beside its #defines */
	enum { WIDEST = 24 };
	struct buf range = { 0 };
	int width = 0, columns;
	struct spec spec;

	for (int i = 0; nth_setting(pattern, i, &spec); i++) {
		buf_clear(&range);
		spec_range(&range, &spec);
		columns = begins(spec.name, word) ? text_columns(buf_text(&range)) : 0;
		width = columns > WIDEST ? WIDEST : columns > width ? columns : width;
	}
	for (int i = 0; nth_setting(pattern, i, &spec); i++)
		if (!is_given(call, spec.name) && !(few && spec.of_run && strcmp(spec.name, "seed")))
			add_setting(all, word, &spec, width);
	buf_free(&range);
}

void candidates_add_settings(struct candidates *all, const struct pattern *pattern, const struct call *call,
                         const char *word)
{
	const char *equals = strchr(word, '=');
	struct buf name = { 0 };
	struct spec spec;

	all->append = 0;
	if (!equals) {
		add_names(all, pattern, call, word);
		return;
	}
	buf_add(&name, word, (size_t)(equals - word));
	if (spec_find(&spec, pattern, buf_text(&name)))
		add_values(all, word, &spec);
	buf_free(&name);
}

/* ---- For the completer of a command. ---- */

void offer(struct offers *offers, const char *text, const char *note)
{
	candidates_add(offers->all, offers->word, text, note);
}

void offer_patterns(struct offers *offers)
{
	candidates_add_patterns(offers->all, offers->word);
}

void offer_settings(struct offers *offers, const struct pattern *pattern)
{
	candidates_add_settings(offers->all, pattern, NULL, offers->word);
	if (!strchr(offers->word, '='))
		offers->all->append = offers->all->n == 1 && strchr(offers->all->at[0].text, '=') ? 0 : ' ';
}
