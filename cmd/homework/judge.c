/* judge.c - see judge.h. */
#include "cmd/homework/judge_parts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/session/parse.h"
#include "cmd/session/settings.h"
#include "cmd/session/which.h"
#include "lab/base/panic.h"
#include "lab/program/program.h"

enum { MOST_WHY = 16 << 10 };

/* ---- Beginning and end ---- */

const char *judge_settings(const struct trial *trial)
{
	const char *start = trial->grade->goal.start;

	return *start ? start + strlen("run PROGRAM") : "";
}

void judge_add_run(struct buf *line, const struct trial *trial)
{
	buf_adds(line, "run ");
	parse_spell(line, trial->path);
	buf_printf(line, "%s%s", trial->settings, judge_settings(trial));
}

static void begin(struct judge *judge, const struct trial *trial)
{
	*judge = (struct judge){ .trial = trial, .session = session_new(), .how = JUDGED_PASSED };
	judge->session->strangers = true;
}

/* There is no other thread, and nobody who cares for the rest of a text that a pipe does not take. */
static void end(struct judge *judge, int out)
{
	struct buf all = { 0 };
	size_t done = 0;
	ssize_t n = 0;

	buf_printf(&all, "%c%.*s", judge->how, MOST_WHY, buf_text(&judge->why));
	buf_addc(&all, '\0');
	buf_adds(&all, buf_text(&judge->again));
	buf_addc(&all, '\0');
	buf_adds(&all, buf_text(&judge->rests));
	while (done < all.length && (n = write(out, all.text + done, all.length - done)) > 0)
		done += (size_t)n;
}

void judge_find(struct judge *judge, enum judged how)
{
	judge->how = how;
	buf_clear(&judge->why);
	buf_clear(&judge->again);
}

FILE *judge_hear(struct judge *judge, size_t *length)
{
	FILE *stream;

	free(judge->heard);
	judge->heard = NULL;
	stream = open_memstream(&judge->heard, length);
	must(stream);
	judge->session->out = judge->session->err = stream;
	return stream;
}

/* ---- Building ---- */

/* It was compiled: has it what the check sets? */
static bool resolve_settings(struct judge *judge, const struct pattern *pattern, struct call *call, struct resolved *resolved)
{
	if (program_is_program(pattern))
		return settings_resolve(judge->session, pattern, call->args, call->n_args, resolved) == STATUS_OK;
	complain(judge->session, "no-program", NULL, "it is a pattern for the lab; a program is asked for, with a main of its own");
	return false;
}

/* The program with the check's settings. Finds otherwise after a complaint. */
static bool resolve(struct judge *judge, struct call *call, struct resolved *resolved)
{
	const struct pattern *pattern = NULL;

	judge_find(judge, JUDGED_UNBUILT);
	if (which_pattern(judge->session, call, &pattern) != STATUS_OK)
		return false;
	judge_find(judge, JUDGED_UNSET);
	if (!resolve_settings(judge, pattern, call, resolved))
		return false;
	judge_find(judge, JUDGED_UNBUILT);
	if (which_builds(judge->session, pattern, resolved->values, resolved->files) != STATUS_OK)
		return false;
	judge_find(judge, JUDGED_PASSED);
	return true;
}

/* The same, of the line, and why not is said; `call` is the caller's to free. */
static bool resolve_line(struct judge *judge, struct call *call, struct resolved *resolved)
{
	struct buf line = { 0 };
	const char *cursor;
	char *error = NULL;
	size_t length;
	FILE *stream = judge_hear(judge, &length);
	bool good = false;

	judge_find(judge, JUDGED_UNSET);
	judge_add_run(&line, judge->trial);
	cursor = buf_text(&line);
	if (parse_command(&cursor, call, session_find_command, judge->session, &error))
		good = resolve(judge, call, resolved);
	else
		fprintf(stream, "%s", error ? error : "nothing is run");
	fclose(stream);
	if (!good)
		buf_adds(&judge->why, judge->heard);
	free(error);
	buf_free(&line);
	return good;
}

void judge_build(int out, void *context)
{
	struct judge judge;
	struct call call = { 0 };
	struct resolved resolved;

	begin(&judge, context);
	if (!resolve_line(&judge, &call, &resolved))
		end(&judge, out);
}

/* ---- Calls ---- */

/* Is the name among these: "sleep, usleep"? */
static bool is_among(const char *calls, const char *name, size_t length)
{
	while (*calls) {
		size_t n = strcspn(calls, ",");

		if (n == length && !strncmp(calls, name, n))
			return true;
		calls += n;
		calls += strspn(calls, ", ");
	}
	return false;
}

/* Those names, apart by blanks, that are not among the calls. */
static void add_missing(struct buf *missing, const char *names, const char *calls)
{
	for (size_t n; *(names += strspn(names, " \t")); names += n) {
		n = strcspn(names, " \t");
		if (!is_among(calls, names, n))
			buf_printf(missing, "%s%.*s", missing->length ? ", " : "", (int)n, names);
	}
}

/* "sleep, usleep and 4 more" of names apart by blanks. */
static void list_names(struct buf *out, const char *names)
{
	enum { MOST_NAMED = 4 };
	int n = 0;

	for (size_t length; *names; names += length + strspn(names + length, " ")) {
		length = strcspn(names, " ");
		if (length && n++ < MOST_NAMED)
			buf_printf(out, "%s%.*s", n > 1 ? ", " : "", (int)length, names);
	}
	if (n > MOST_NAMED)
		buf_printf(out, " and %d more", n - MOST_NAMED);
}

/* Of these names it calls `calls`. */
static void judge_calls(struct judge *judge, const char *calls, const char *missing)
{
	const struct grade *grade = judge->trial->grade;

	if (*calls || *missing)
		judge_find(judge, JUDGED_FAILED);
	if (*calls)
		buf_printf(&judge->why, "it calls %s", calls);
	if (*missing)
		buf_printf(&judge->why, "%s %s", *calls ? ", and it does not call" : "it does not call", missing);
	if (judge->how != JUDGED_PASSED || *grade->goal.start)
		return;
	if (*grade->with && *grade->without) {
		buf_adds(&judge->why, "it calls what it must, and nothing that it must not");
		return;
	}
	buf_adds(&judge->why, *grade->with ? "it calls " : "it calls none of ");
	list_names(&judge->why, *grade->with ? grade->with : grade->without);
}

static void check_calls(struct judge *judge)
{
	struct call call = { 0 };
	struct resolved resolved;
	const struct grade *grade = judge->trial->grade;
	struct buf calls = { 0 }, wanted = { 0 }, missing = { 0 };

	if (!resolve_line(judge, &call, &resolved))
		return;
	if (!program_calls(&calls, resolved.pattern, resolved.values, resolved.files, grade->without) ||
	    !program_calls(&wanted, resolved.pattern, resolved.values, resolved.files, grade->with)) {
		judge_find(judge, JUDGED_OPEN);
		buf_adds(&judge->why, "what it calls could not be read");
	} else {
		add_missing(&missing, grade->with, buf_text(&wanted));
		judge_calls(judge, buf_text(&calls), buf_text(&missing));
	}
	buf_free(&calls);
	buf_free(&wanted);
	buf_free(&missing);
	call_free(&call);
}

void judge_check(int out, void *context)
{
	struct judge judge;
	const struct grade *grade;

	begin(&judge, context);
	grade = judge.trial->grade;
	if (*grade->without || *grade->with)
		check_calls(&judge);
	if (judge.how == JUDGED_PASSED && *grade->goal.start)
		judge_runs(&judge);
	end(&judge, out);
}
