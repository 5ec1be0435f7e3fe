/* cmd_present.c - the `present` command, and --present: find the script, and give it as a lecture. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/lecture/commands.h"
#include "cmd/lecture/give.h"
#include "cmd/lecture/present.h"
#include "cmd/lecture/ready.h"
#include "cmd/session/candidates.h"
#include "cmd/session/out.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/lines.h"
#include "cmd/term/prose.h"
#include "lab/base/files.h"
#include "lab/base/text.h"

/* ---- Finding it ---- */

static bool is_path(const char *name)
{
	size_t length = strlen(name);

	return strchr(name, '/') || (length > 4 && !strcmp(name + length - 4, ".lab")) || access(name, R_OK) == 0;
}

static int complain_name(struct session *session, const char *name)
{
	struct suggester suggester = { .typed = name };
	struct buf names[32] = { { 0 } };
	struct ready ready;
	int n = 0, status;

	for (; n < 32 && ready_nth(n, &ready); n++) {
		ready_name(&names[n], &ready);
		suggest_offer(&suggester, buf_text(&names[n]));
	}
	status = complain_unknown(session, "unknown-lecture", &suggester, "there is no lecture", "",
	                          "; `present` lists them, and a script of your own is named by its path");
	while (n > 0)
		buf_free(&names[--n]);
	return status;
}

static int complain_file(struct session *session, const char *path, int error)
{
	struct buf quoted = { 0 };
	int status;

	quote_typed(&quoted, path);
	status = error ? complain(session, "cannot-read", NULL, "cannot read %s: %s", buf_text(&quoted), strerror(error))
	               : complain(session, "not-text", NULL, "%s holds a zero byte: it is not text", buf_text(&quoted));
	buf_free(&quoted);
	return status;
}

static char *read_stdin(size_t *length)
{
	struct lines lines = { .file = stdin };
	struct buf all = { 0 };
	char *line;
	ssize_t n;

	while ((n = lines_next(&lines, &line)) >= 0)
		buf_add(&all, line, (size_t)n);
	lines_free(&lines);
	*length = all.length;
	return buf_take(&all);
}

/* The script, malloc'ed, and how it is called in complaints; NULL after a complaint. */
static char *find(struct session *session, const char *name, const char **called, int *status)
{
	struct ready ready;
	struct buf copy = { 0 };
	size_t length = 0;
	char *text = NULL;

	*called = strcmp(name, "-") ? name : "stdin";
	if (!strcmp(name, "-"))
		text = read_stdin(&length);
	else if (is_path(name))
		text = files_read_most(name, LONGEST_LINE, &length);
	if (!text && ready_find(name, &ready)) {
		*called = ready.path;
		buf_adds(&copy, ready.text);
		return buf_take(&copy);
	}
	if (text && strlen(text) == length)
		return text;
	*status = text || is_path(name) ? complain_file(session, name, text ? 0 : errno) : complain_name(session, name);
	free(text);
	return NULL;
}

int present(struct session *session, const char *name, const char *cast)
{
	int status = STATUS_OK;
	const char *called;
	char *text = find(session, name, &called, &status);
	struct lecture *lecture;

	if (text) {
		lecture = lecture_read(called, text);
		status = give(session, lecture, cast);
		lecture_free(lecture);
	}
	free(text);
	session->worst = status_worse(session->worst, status);
	return status;
}

/* ---- The command ---- */

static int show_script(struct session *session, const char *name)
{
	int status = STATUS_OK;
	const char *called;
	struct buf text = { 0 };
	char *script = find(session, name, &called, &status);

	if (script)
		buf_adds(&text, script);
	out_text(session, &text);
	buf_free(&text);
	free(script);
	return status;
}

static int run(struct session *session, const struct call *call)
{
	const char *word = call->n_args > 1 ? call->args[1].text : NULL, *cast = NULL;

	if (call->n_args == 0)
		return ready_list(session);
	if (call->n_args > 2 || call->args[0].name)
		return complain_usage(session, call, "which lecture, and perhaps cast=FILE?");
	if (word && !strcmp(word, "script"))
		return show_script(session, call->args[0].text);
	if (word && call->args[1].name && !strcmp(call->args[1].name, "cast") && *call->args[1].value)
		cast = call->args[1].value;
	else if (word)
		return complain_usage(session, call, "after a lecture's name only cast=FILE or `script` can follow, got '%.40s'", word);
	return present(session, call->args[0].text, cast);
}

static void offer_lectures(struct offers *offers)
{
	struct ready ready;

	for (int i = 0; ready_nth(i, &ready); i++) {
		struct buf name = { 0 };
		struct lecture *lecture = lecture_read(ready.path, ready.text);

		ready_name(&name, &ready);
		offer(offers, buf_text(&name), lecture->about);
		lecture_free(lecture);
		buf_free(&name);
	}
}

static void offer_words(const struct session *session, const struct call *call, struct offers *offers)
{
	(void)session;
	if (call->n_args == 0) {
		offer_lectures(offers);
		candidates_add_files(offers->all, "", offers->word);
	} else if (!strncmp(offers->word, "cast=", 5)) {
		candidates_add_files(offers->all, "cast=", offers->word + 5);
	} else if (call->n_args == 1) {
		offer(offers, "cast=", "record it into a file for asciinema");
		offer(offers, "script", "its text");
	}
}

const struct command cmd_present = {
	.name = "present", .alias = { NULL }, .group = GROUP_LEARN,
	.args = "[NAME | FILE [cast=FILE | script]]",
	.summary = "give a lecture: a script, a key before each command",
	.detail = "Without a name the lectures that come with conclab are listed. A script of your\n"
	          "own is one, too; `conclab -f FILE --present` is the same. In it\n"
	          "  # ## Words        is a caption, shown large on a screen of its own\n"
	          "  echo \"Words\"      are said, below it\n"
	          "  run dining ...    is a command: shown, run after a key\n"
	          "  pause [SECONDS]   is one more place for a key\n"
	          "  expect ..., and expect=... behind a command, are for the test: not shown\n"
	          "  # words           are for you\n"
	          "A key goes on: Space, Enter, Right, or Page Down, as a clicker sends it; at the\n"
	          "end only Enter leaves. Left or Page Up goes back to what was there, as it was.\n"
	          "`: COMMAND` is for what somebody asks; then the lecture goes on as if it had not\n"
	          "been typed. `help keys` has all keys, and those of `watch`, which within a\n"
	          "lecture waits for the first.\n"
	          "Where there is no terminal it plays straight through, so that it is a test as\n"
	          "well: its status is that of the script, 0 when each finding is one that an `expect`\n"
	          "behind its command, or expect=, was waiting for. cast=FILE records it for asciinema, with\n"
	          "a mark at each caption; straight through with times for the eye to read. `script`\n"
	          "shows the text, to be changed: present deadlock script > mine.lab",
	.example = { "present deadlock", "present lost-update cast=/tmp/update.cast" },
	.see_also = "echo, pause, expect, source, lesson",
	.completer = COMPLETE_OWN, .offer = offer_words, .judged = true,
	.run = run,
};
