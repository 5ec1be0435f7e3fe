/*
 * line_readline_assist.c - what readline shows beside the line itself: the dim hint, and the list after Tab.
 *
 * Invariants
 *   The hint stands after the end of the line, on the same row, with the cursor back at the end of the line; it is
 *   erased before anything else is drawn. A command that is offered is shown whole: it goes on in the rows below.
 */
#include "cmd/line/line_readline.h"

#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

#include "cmd/line/complete.h"
#include "cmd/term/terminal.h"
#include "lab/base/text.h"

/* readline calls back without a context: this is it. */
static struct {
	const struct session *session;
	struct buf        hint;         /* what the hint says, and how much of it may be accepted */
	size_t            accept;
	const char       *offered;      /* at an empty line; NULL for nothing */
	bool              hinted;       /* it is on the screen */
	struct candidates found;        /* of the last Tab */
} assist;

/* ---- The hint. ---- */

void assist_erase(void)
{
	if (assist.hinted) {
		fputs("\033[J", rl_outstream);
		fflush(rl_outstream);
	}
	assist.hinted = false;
}

static bool hint_is_welcome(void)
{
	return rl_point == rl_end && (rl_end > 0 || assist.offered) && !strchr(rl_line_buffer, '\n') &&
	       !RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_COMPLETING | RL_STATE_DONE);
}

static void find_hint(void)
{
	if (rl_end > 0) {
		hint(assist.session, rl_line_buffer, &assist.hint, &assist.accept);
	} else {
		buf_adds(&assist.hint, assist.offered);
		assist.accept = assist.hint.length;
	}
}

/* The whole of it, in as many rows as it takes; the cursor goes back to where it was. */
static void draw_rows(int from, int width)
{
	int columns = text_columns(buf_text(&assist.hint)), rows = (from + columns - 1) / width;

	fprintf(rl_outstream, "\033[2m%s\033[0m\r\033[%dA\033[%dC", buf_text(&assist.hint), rows, from);
	fflush(rl_outstream);
	assist.hinted = true;
}

static void draw_hint(void)
{
	struct buf cut = { 0 };
	int room, columns;

	buf_clear(&assist.hint);
	assist.accept = 0;
	if (!hint_is_welcome())
		return;
	find_hint();
	room = terminal_width(stdout) - 1 - text_columns(rl_prompt) - text_columns(rl_line_buffer);
	if (rl_end == 0 && text_columns(buf_text(&assist.hint)) > room && text_columns(rl_prompt) < terminal_width(stdout)) {
		draw_rows(text_columns(rl_prompt), terminal_width(stdout));
		return;
	}
	if (room < 8 || assist.hint.length == 0)
		return;
	columns = text_cut(&cut, buf_text(&assist.hint), room, assist.session->look.ascii);
	fprintf(rl_outstream, "\033[2m%s\033[0m\033[%dD", buf_text(&cut), columns);
	fflush(rl_outstream);
	assist.hinted = true;
	buf_free(&cut);
}

void assist_redisplay(void)
{
	assist_erase();
	rl_redisplay();
	draw_hint();
}

void assist_offer(const char *command)
{
	assist.offered = command;
}

int assist_forward(int count, int key)
{
	struct buf word = { 0 };

	if (rl_point < rl_end || assist.accept == 0)
		return rl_forward_char(count, key);
	buf_add(&word, buf_text(&assist.hint), assist.accept);
	rl_insert_text(buf_text(&word));
	buf_free(&word);
	return 0;
}

int assist_accept_line(int count, int key)
{
	assist_erase();
	if (rl_end == 0 && assist.offered)
		rl_insert_text(assist.offered);
	return rl_newline(count, key);
}

/* ---- Completion. ---- */

/* What all the words begin with. */
static char *common_start(const struct candidates *all)
{
	size_t n = strlen(all->at[0].text), k;
	char *start;

	for (int i = 1; i < all->n; i++) {
		for (k = 0; k < n && all->at[i].text[k] == all->at[0].text[k]; k++)
			;
		n = k;
	}
	start = malloc(n + 1);
	if (!start)
		return NULL;
	memcpy(start, all->at[0].text, n);
	start[n] = '\0';
	return start;
}

static char **attempt(const char *word, int from, int to)
{
	struct buf before = { 0 };
	char **matches = NULL;
	int n;

	(void)to;
	rl_attempted_completion_over = 1;
	buf_add(&before, rl_line_buffer, (size_t)from);
	candidates_free(&assist.found);
	complete(assist.session, buf_text(&before), word, &assist.found);
	buf_free(&before);
	n = assist.found.n;
	rl_completion_append_character = assist.found.append;
	if (n > 0)
		matches = calloc((size_t)n + 2, sizeof *matches);
	if (!matches)
		return NULL;
	matches[0] = common_start(&assist.found);
	for (int i = 0; i < n && n > 1; i++)
		matches[i + 1] = strdup(assist.found.at[i].text);
	return matches;
}

/* A line each, with what it means. */
static void show_matches(char **matches, int n, int longest)
{
	enum { MOST = 60 };
	struct buf line = { 0 }, cut = { 0 };
	int width = terminal_width(stdout);

	(void)matches;
	assist_erase();
	rl_crlf();
	for (int i = 0; i < n && i < assist.found.n && i < MOST; i++) {
		const struct candidate *one = &assist.found.at[i];

		buf_clear(&line);
		buf_printf(&line, "  %-*s  %s", longest, one->text, one->note ? one->note : "");
		text_trim(&line, 0);
		buf_clear(&cut);
		text_cut(&cut, buf_text(&line), width - 1, assist.session->look.ascii);
		fprintf(rl_outstream, "%s\n", buf_text(&cut));
	}
	if (n > MOST)
		fprintf(rl_outstream, "  ... and %d more\n", n - MOST);
	buf_free(&line);
	buf_free(&cut);
	rl_on_new_line();
	assist_redisplay();
}

void assist_open(const struct session *session)
{
	assist.session = session;
	rl_completion_query_items = -1;         /* a question would be asked in a read of its own */
	rl_completer_word_break_characters = " \t\n;>\"";
	rl_sort_completion_matches = 0;
	rl_ignore_completion_duplicates = 0;
	rl_attempted_completion_function = attempt;
	rl_completion_display_matches_hook = show_matches;
}

void assist_close(void)
{
	candidates_free(&assist.found);
	buf_free(&assist.hint);
}
