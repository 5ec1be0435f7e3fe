/* complete.c - see complete.h. Owns no list of its own. */
#include "cmd/complete.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/command.h"
#include "cmd/parse.h"
#include "cmd/settings.h"
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

static void add(struct candidates *all, const char *typed, const char *text, const char *note)
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

static void add_commands(struct candidates *all, const char *word)
{
	for (int i = 0; commands[i]; i++)
		add(all, word, commands[i]->name, commands[i]->summary);
}

static void add_patterns(struct candidates *all, const char *word)
{
	for (int i = 0; patterns[i]; i++)
		add(all, word, patterns[i]->name, patterns[i]->summary);
}

/* Files that begin with `path`, each after `prefix` ("input="). Hidden ones only when asked for. */
static void add_files(struct candidates *all, const char *prefix, const char *path)
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
		add(all, "", buf_text(&text), NULL);
	}
	if (dir)
		closedir(dir);
	buf_free(&directory);
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
	add(all, word, buf_text(&text), buf_text(&note));
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
		add_files(all, buf_text(&text), value);
	for (int i = 0; i < spec->n_words; i++) {
		buf_clear(&text);
		buf_printf(&text, "%s=%s", spec->name, spec->words[i]);
		add(all, word, buf_text(&text), i == spec->standard ? "the default" : NULL);
	}
	if (!spec->is_file && !spec->words && !spec->check) {
		buf_printf(&text, "%d", spec->standard);
		add(all, word, buf_text(&text), NULL);
	}
	buf_free(&text);
}

/* Several values of one setting: "workers=1..4", "feed=task,main". */
static void add_several(struct candidates *all, const struct pattern *pattern, const char *word)
{
	enum { FEW = 3 };
	struct buf text = { 0 };
	struct spec spec;

	buf_add(&text, word, strcspn(word, "="));
	if (spec_find(&spec, pattern, buf_text(&text)) && !spec.of_run && !spec.is_file) {
		buf_addc(&text, '=');
		for (int i = 0; i < spec.n_words; i++)
			buf_printf(&text, "%s%s", i ? "," : "", spec.words[i]);
		if (!spec.words)
			buf_printf(&text, "%d..%d", spec.min, spec.max - spec.min > FEW ? spec.min + FEW : spec.max);
		add(all, word, buf_text(&text), "several: a cell each");
	}
	buf_free(&text);
}

/* Does it begin with a pattern, and go on with its settings? */
static bool takes_run(const struct command *command)
{
	return command->completer == COMPLETE_RUN || command->completer == COMPLETE_SWEEP;
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
		if (!is_given(call, spec.name))
			add_setting(all, word, &spec, width);
	buf_free(&range);
}

static void add_settings(struct candidates *all, const struct pattern *pattern, const struct call *call,
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

static void add_turned(const struct session *session, struct candidates *all, const char *word)
{
	add(all, word, "all", "every setting");
	for (int i = 0; i < session->turned.n; i++)
		add(all, word, session->turned.at[i].name, session->turned.at[i].value);
}

/* The pattern a `run` line is about: its first word, or the one in view. */
static const struct pattern *pattern_of(const struct session *session, const struct call *call)
{
	for (int i = 0; i < call->n_args; i++)
		if (!call->args[i].name && pattern_find(call->args[i].text))
			return pattern_find(call->args[i].text);
	return settings_pattern(session);
}

void offer(struct offers *offers, const char *text, const char *note)
{
	add(offers->all, offers->word, text, note);
}

void offer_patterns(struct offers *offers)
{
	add_patterns(offers->all, offers->word);
}

void offer_settings(struct offers *offers, const struct pattern *pattern)
{
	add_settings(offers->all, pattern, NULL, offers->word);
	if (!strchr(offers->word, '='))
		offers->all->append = offers->all->n == 1 && strchr(offers->all->at[0].text, '=') ? 0 : ' ';
}

static void add_for(const struct session *session, const struct command *command, const struct call *call,
                    int first, struct candidates *all, const char *word)
{
	bool at_first = call->n_args == first;

	for (int i = 0; command->words && command->words[i] && at_first; i++)
		add(all, word, command->words[i], NULL);
	if (command->completer == COMPLETE_PATTERN && at_first)
		add_patterns(all, word);
	if (takes_run(command) && at_first && !strchr(word, '='))
		add_patterns(all, word);
	if (command->completer == COMPLETE_SETTING ||
	    (takes_run(command) && (!at_first || settings_pattern(session))))
		add_settings(all, pattern_of(session, call), call, word);
	if (command->completer == COMPLETE_SWEEP && strchr(word, '='))
		add_several(all, pattern_of(session, call), word);
	if (command->completer == COMPLETE_TURNED)
		add_turned(session, all, word);
	if ((command->completer == COMPLETE_TOPIC || command->completer == COMPLETE_COMMAND) && at_first)
		add_commands(all, word);
	if (command->completer == COMPLETE_OWN)
		command->offer(session, call, &(struct offers){ all, word });
	if (command->completer == COMPLETE_FILE)
		add_files(all, "", word);
}

static const struct command *find(void *context, const char *verb)
{
	char *candidates;
	const struct command *command = command_find_prefix(verb, &candidates);

	(void)context;
	free(candidates);
	return command;
}

/* The last command on `line`, as far as it has been typed. False when a new one begins at the end of it. */
static bool last_command(const char *line, struct call *last)
{
	struct call call;
	char *error;
	bool any = false;

	*last = (struct call){ 0 };
	line = parse_skip_prompt(line);
	while (parse_command(&line, &call, find, NULL, &error)) {
		call_free(last);
		*last = call;
		any = line[-1] != ';';
	}
	free(error);
	return any;
}

/* Words after `repeat 3` are those of the command it carries. */
static const struct command *carried(const struct call *call, int *first)
{
	const struct command *command = call->command;

	*first = 0;
	while (command && command->carries > 0 && call->n_args > *first + command->carries) {
		*first += command->carries + 1;
		command = find(NULL, call->args[*first - 1].text);
	}
	return command;
}

void complete(const struct session *session, const char *before, const char *word, struct candidates *all)
{
	size_t length = strlen(before);
	const struct command *command;
	struct call call = { 0 };
	int first;

	*all = (struct candidates){ .append = ' ' };
	while (length > 0 && before[length - 1] == ' ')
		length--;
	if (length > 0 && before[length - 1] == '>') {
		add_files(all, "", word);
	} else if (!last_command(before, &call)) {
		add_commands(all, word);
		if (settings_pattern(session) && strchr(word, '='))
			add_settings(all, settings_pattern(session), NULL, word);
	} else if ((command = carried(&call, &first))) {
		if (command->carries > 0 && call.n_args == first + command->carries)
			add_commands(all, word);
		else if (command->carries == 0)
			add_for(session, command, &call, first, all, word);
	}
	call_free(&call);
}

/* ---- Hints. ---- */

/* The rest of a name when only one candidate is left. */
static void hint_word(const struct session *session, const char *line, const char *word, struct buf *out,
                      size_t *accept)
{
	struct candidates all;
	struct buf before = { 0 };

	buf_add(&before, line, (size_t)(word - line));
	complete(session, buf_text(&before), word, &all);
	if (all.n == 1) {
		buf_adds(out, all.at[0].text + strlen(word));
		*accept = out->length;
		if (all.at[0].note)
			buf_printf(out, "   %s", all.at[0].note);
	}
	candidates_free(&all);
	buf_free(&before);
}

static void hint_settings(const struct session *session, const struct call *call, struct buf *out)
{
	const struct pattern *pattern = pattern_of(session, call);
	struct spec spec;
	bool given;

	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		spec = spec_of_pattern(pattern, i);
		given = false;
		for (int k = 0; k < call->n_args; k++)
			given = given || (call->args[k].name && !strcmp(call->args[k].name, spec.name));
		if (given)
			continue;
		buf_printf(out, "%s%s=", out->length ? " " : "", spec.name);
		spec_range(out, &spec);
	}
}

/* What follows a finished word: the arguments, fewer as they are given. */
static void hint_arguments(const struct session *session, const char *line, struct buf *out)
{
	struct call call;

	if (last_command(line, &call) && call.command) {
		if (call.n_args == 0)
			buf_adds(out, call.command->args);
		else if (takes_run(call.command) && pattern_of(session, &call))
			hint_settings(session, &call, out);
	}
	call_free(&call);
}

void hint(const struct session *session, const char *line, struct buf *out, size_t *accept)
{
	const char *word = line + strlen(line);

	*accept = 0;
	while (word > line && !strchr(" ;>\"", word[-1]))
		word--;
	if (*word)
		hint_word(session, line, word, out, accept);
	else if (word > line && word[-1] == ' ')
		hint_arguments(session, line, out);
}
