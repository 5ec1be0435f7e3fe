/* which.c - see which.h. */
#include "cmd/session/which.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/session/command.h"
#include "cmd/session/settings.h"
#include "cmd/term/suggest.h"
#include "lab/base/files.h"
#include "lab/base/text.h"
#include "lab/program/program.h"

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
	return program_loaded(name);
}

static bool is_directory(const char *path)
{
	struct stat facts;

	return !stat(path, &facts) && S_ISDIR(facts.st_mode);
}

static int complain_pattern(struct session *session, const char *name)
{
	struct suggester suggester = { .typed = name };

	if (is_directory(name))
		return complain(session, "unknown-pattern", NULL, "there is no pattern '%s'; all .c files of that directory "
		                "are %s/", name, name);
	for (int i = 0; patterns[i]; i++)
		suggest_offer(&suggester, patterns[i]->name);
	return complain_unknown(session, "unknown-pattern", &suggester, "there is no pattern", "",
	                        "; `patterns` lists them, and `run ./FILE.c` runs one of your own");
}

/* ---- A person's own file ---- */

enum { MOST_SAID = 10 };         /* lines of what the compiler says, for a person */

/* The line before this one; the first has none. */
static const char *line_before(const char *text, const char *line)
{
	for (line -= line > text; line > text && line[-1] != '\n'; line--)
		;
	return line;
}

/* A few lines, from the first error on, and how many there are besides: what follows from it would make it scroll away. */
static void show_first(FILE *out, const char *said)
{
	const char *error = strstr(said, "error:"), *from = said;
	int lines = text_lines(said), shown = 0;

	while (error && error > said && error[-1] != '\n')
		error--;
	if (error)
		from = line_before(said, error);        /* "In function 'main':" */
	for (; *from && shown < MOST_SAID; shown++) {
		size_t length = strcspn(from, "\n");

		fprintf(out, "%.*s\n", (int)length, from);
		from += length + (from[length] == '\n');
	}
	fprintf(out, "... and %d more line%s of the compiler's\n", lines - shown, text_s(lines - shown));
}

/* What the compiler says, as it says it; for a person no more than can be read. */
static void show_compiler(struct session *session, const struct buf *said)
{
	fflush(session->out);
	if (session->json || session->quiet)
		return;
	if (session->interactive && text_lines(buf_text(said)) > MOST_SAID + 2)
		show_first(session->err, buf_text(said));
	else
		fwrite(buf_text(said), 1, said->length, session->err);
}

/* The first line in which the compiler speaks of an error; else `otherwise`. */
static void add_first_error(struct buf *out, const struct buf *said, const char *otherwise)
{
	const char *text = buf_text(said), *error = strstr(text, "error:");

	if (!error) {
		buf_adds(out, otherwise);
		return;
	}
	while (error > text && error[-1] != '\n')
		error--;
	buf_add(out, error, strcspn(error, "\n"));
}

static int complain_compiler(struct session *session, const struct program_outcome *outcome)
{
	struct buf first = { 0 };
	int status;

	if (session->json || session->quiet)
		add_first_error(&first, &outcome->said, outcome->why);
	else
		buf_adds(&first, outcome->why);
	status = complain(session, "does-not-compile", NULL, "%s", buf_text(&first));
	buf_free(&first);
	return status;
}

static int complain_load(struct session *session, const struct program_outcome *outcome)
{
	struct buf why = { 0 };

	buf_adds(&why, outcome->why);
	free(session->not_built);
	session->not_built = buf_take(&why);
	switch (outcome->result) {
	case PROGRAM_UNREADABLE:
		return complain(session, "cannot-read", NULL, "%s", outcome->why);
	case PROGRAM_DOES_NOT_COMPILE:
		return complain_compiler(session, outcome);
	case PROGRAM_UNSUPPORTED:
		return complain(session, "unsupported", NULL, "%s", outcome->why);
	case PROGRAM_NOT_ONE:
		return complain(session, "no-pattern", NULL, "%s", outcome->why);
	case PROGRAM_REFUSED:
		return complain(session, "no-programs", NULL, "%s", outcome->why);
	case PROGRAM_NO_COMPILER:
		return complain_system(session, "no-compiler", "%s; your own files need a C compiler: install gcc, or name "
		                       "one in CONCLAB_CC", outcome->why);
	default:
		return complain_system(session, "cannot-load", "%s", outcome->why);
	}
}

/* A setting may not be named like one that every run has: then name=value would mean two things. */
static int check_names(struct session *session, const struct pattern *pattern)
{
	for (int i = 0; i < pattern_n_settings(pattern); i++)
		for (int k = 0; k < N_RUN_SETTINGS; k++)
			if (!strcmp(pattern->settings[i].name, spec_of_run((enum run_setting)k).name))
				return complain(session, "no-pattern", NULL, "%s: every run has a setting '%s': its own needs "
				                "another name", pattern->name, pattern->settings[i].name);
	return STATUS_OK;
}

/* Said the first time a file is loaded, once for a person. */
static void tell_whose_code(struct session *session)
{
	char *path;

	if (session->json || session->strangers)
		return;
	path = files_state("own-files");
	if (!path || access(path, F_OK) != 0) {
		remark(session, "(A file of your own is code: it runs here with all your rights, as if you had started it. "
		       "This is said once.)");
		if (path)
			files_replace(path, "", 0);
	}
	free(path);
}

/* The last that the line says, else what was turned. */
static const char *cflags_of(const struct session *session, const struct call *call)
{
	static const char name[] = "cflags";
	const struct turned_value *turned = turned_find(&session->turned, name);
	const char *said = turned ? turned->value : "";

	for (int i = 0; i < call->n_args; i++)
		if (call->args[i].name && !strcmp(call->args[i].name, name))
			said = call->args[i].value;
	return said;
}

/* What the last run was built with, when it was one of this pattern: a line that names none may mean that run. */
static const char *cflags_of_last(const struct session *session, const struct pattern *pattern)
{
	const struct result *last = session->last;
	struct spec spec;

	if (!last || last->pattern != pattern || !program_is_program(pattern) || !spec_find(&spec, pattern, "cflags"))
		return NULL;
	return last->files[spec.index];
}

/* They must be legal before anything is built with them. */
static int check_cflags(struct session *session, const char *cflags)
{
	struct problem problem = { 0 };
	struct spec spec;
	int status = STATUS_OK, ignored;

	if (!spec_find(&spec, &program_any, "cflags") || value_check(&spec, cflags, &ignored, &problem))
		return STATUS_OK;
	status = complain(session, problem.code, NULL, "%s", problem.sentence);
	free(problem.sentence);
	return status;
}

static int load(struct session *session, const char *cflags, const char *path, const struct pattern **pattern)
{
	struct program_outcome outcome;
	int status = check_cflags(session, cflags);

	if (status)
		return status;
	program_load(&outcome, path, cflags);
	if (outcome.fresh && !outcome.carried)
		tell_whose_code(session);
	show_compiler(session, &outcome.said);
	status = outcome.result == PROGRAM_OK ? check_names(session, outcome.pattern) : complain_load(session, &outcome);
	if (!status)
		*pattern = outcome.pattern;
	program_outcome_free(&outcome);
	return status;
}

int which_builds(struct session *session, const struct pattern *pattern, const int *values, const char *const *files)
{
	struct program_outcome outcome;
	int status = STATUS_OK;

	program_build(&outcome, pattern, values, files);
	show_compiler(session, &outcome.said);
	if (outcome.result != PROGRAM_OK)
		status = complain_load(session, &outcome);
	program_outcome_free(&outcome);
	return status;
}

int pattern_named(struct session *session, const struct call *call, const char *name, const struct pattern **pattern)
{
	if (program_is_path(name))
		return load(session, cflags_of(session, call), name, pattern);
	*pattern = pattern_find(name);
	return *pattern ? STATUS_OK : complain_pattern(session, name);
}

/* The file may have changed since it was loaded. */
static int look_again(struct session *session, const struct call *call, const struct pattern **pattern)
{
	bool selected = *pattern == session->pattern;
	const char *cflags = cflags_of(session, call);
	int status;

	if (!program_source(*pattern))
		return STATUS_OK;
	if (!*cflags && cflags_of_last(session, *pattern))
		cflags = cflags_of_last(session, *pattern);
	status = load(session, cflags, (*pattern)->name, pattern);
	if (selected && !status)
		session->pattern = *pattern;
	return status;
}

/* `explore dir/?.c`, as a shell hands it on. */
static int complain_two(struct session *session, const struct call *call, const char *one, const char *two)
{
	const char *slash = strrchr(one, '/');

	if (!program_is_path(one) || !program_is_path(two))
		return complain_usage(session, call, "one pattern at a time; settings are written name=value");
	return complain(session, "usage", NULL, "several files are one word: %s,%s; all of a directory: %.*s/", one, two,
	                slash ? (int)(slash - one) : 1, slash ? one : ".");
}

int which_pattern(struct session *session, const struct call *call, const struct pattern **pattern)
{
	const char *name = NULL;

	for (int i = 0; i < call->n_args; i++) {
		if (call->args[i].name)
			continue;
		if (name)
			return complain_two(session, call, name, call->args[i].text);
		name = call->args[i].text;
	}
	if (name)
		return pattern_named(session, call, name, pattern);
	*pattern = settings_pattern(session);
	if (!*pattern)
		return complain_usage(session, call, "which pattern? `patterns` lists them");
	return look_again(session, call, pattern);
}

/* The last part of each path in "./dir/a.c,./dir/b.c", and of "./dir/". */
static void add_last_parts(struct buf *out, const char *name)
{
	for (size_t length; *name; name += length + (name[length] == ',')) {
		size_t end, start;

		length = strcspn(name, ",");
		for (end = length; end > 1 && name[end - 1] == '/'; end--)
			;
		for (start = end; start > 0 && name[start - 1] != '/'; start--)
			;
		buf_adds(out, out->length ? "," : "");
		buf_add(out, name + start, end - start);
	}
}

void which_json(struct json *json, const struct pattern *pattern)
{
	struct buf name = { 0 };

	if (pattern && program_source(pattern))
		add_last_parts(&name, pattern->name);
	else if (pattern)
		buf_adds(&name, pattern->name);
	json_text(json, "pattern", pattern ? buf_text(&name) : NULL);
	if (pattern && program_is_program(pattern))
		json_bool(json, "program", true);
	buf_free(&name);
}
