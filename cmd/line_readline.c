/*
 * line_readline.c - GNU readline through its callback interface; see line.h.
 *
 * Invariants
 *   The terminal is in readline's hands only inside readline_read(): a command finds it as the shell left it.
 *   Signals come in only inside pselect(); they are dealt with in the loop, never in a handler.
 *   The hint stands after the end of the line, on the same row, with the cursor back at the end of the line; it is
 *   erased before anything else is drawn.
 */
#include "cmd/line.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "cmd/complete.h"
#include "cmd/history.h"
#include "cmd/interrupt.h"
#include "cmd/terminal.h"
#include "lab/base/text.h"

/* readline calls back without a context: this is it. */
static struct {
	struct session *session;
	char           *line;           /* what was read */
	bool            done;
	const char     *prompt;
	struct buf      hint;           /* what the hint says, and how much of it may be accepted */
	size_t          accept;
	bool            hinted;         /* it is on the screen */
	struct candidates found;        /* of the last Tab */
} editor;

static volatile sig_atomic_t stopped, continued;

/* ---- The hint. ---- */

static void erase_hint(void)
{
	if (editor.hinted) {
		fputs("\033[K", rl_outstream);
		fflush(rl_outstream);
	}
	editor.hinted = false;
}

static bool hint_is_welcome(void)
{
	return rl_point == rl_end && rl_end > 0 && !strchr(rl_line_buffer, '\n') &&
	       !RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_COMPLETING | RL_STATE_DONE);
}

static void draw_hint(void)
{
	struct buf cut = { 0 };
	int room, columns;

	buf_clear(&editor.hint);
	editor.accept = 0;
	if (!hint_is_welcome())
		return;
	hint(editor.session, rl_line_buffer, &editor.hint, &editor.accept);
	room = terminal_width(stdout) - 1 - text_columns(editor.prompt) - text_columns(rl_line_buffer);
	if (room < 8 || editor.hint.length == 0)
		return;
	columns = text_cut(&cut, buf_text(&editor.hint), room, editor.session->look.ascii);
	fprintf(rl_outstream, "\033[2m%s\033[0m\033[%dD", buf_text(&cut), columns);
	fflush(rl_outstream);
	editor.hinted = true;
	buf_free(&cut);
}

static void redisplay(void)
{
	erase_hint();
	rl_redisplay();
	draw_hint();
}

/* Right, ^F: at the end of the line take what the hint offers. */
static int forward_or_accept(int count, int key)
{
	struct buf word = { 0 };

	if (rl_point < rl_end || editor.accept == 0)
		return rl_forward_char(count, key);
	buf_add(&word, buf_text(&editor.hint), editor.accept);
	rl_insert_text(buf_text(&word));
	buf_free(&word);
	return 0;
}

static int accept_line(int count, int key)
{
	erase_hint();
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
	candidates_free(&editor.found);
	complete(editor.session, buf_text(&before), word, &editor.found);
	buf_free(&before);
	n = editor.found.n;
	rl_completion_append_character = editor.found.append;
	if (n > 0)
		matches = calloc((size_t)n + 2, sizeof *matches);
	if (!matches)
		return NULL;
	matches[0] = common_start(&editor.found);
	for (int i = 0; i < n && n > 1; i++)
		matches[i + 1] = strdup(editor.found.at[i].text);
	return matches;
}

/* A line each, with what it means. */
static void show_matches(char **matches, int n, int longest)
{
	enum { MOST = 60 };
	struct buf line = { 0 };
	int width = terminal_width(stdout);

	(void)matches;
	erase_hint();
	rl_crlf();
	for (int i = 0; i < n && i < editor.found.n && i < MOST; i++) {
		const struct candidate *one = &editor.found.at[i];

		buf_clear(&line);
		buf_printf(&line, "  %-*s  %s", longest, one->text, one->note ? one->note : "");
		text_trim(&line, 0);
		text_cut(&line, "", 0, false);
		fprintf(rl_outstream, "%.*s\n", width - 1, buf_text(&line));
	}
	if (n > MOST)
		fprintf(rl_outstream, "  ... and %d more\n", n - MOST);
	buf_free(&line);
	rl_on_new_line();
	redisplay();
}

/* ---- Opening. ---- */

static void add_line(void *context, const char *line)
{
	(void)context;
	add_history(line);
}

static void bind(const char *sequence, rl_command_func_t *function)
{
	rl_bind_keyseq(sequence, function);
}

/* Before rl_initialize(), which reads ~/.inputrc: what the person has chosen there wins. */
static void bind_keys(void)
{
	rl_variable_bind("show-all-if-ambiguous", "on");
	rl_variable_bind("page-completions", "off");
	rl_variable_bind("colored-completion-prefix", "off");
	bind("\\e[A", rl_history_search_backward);
	bind("\\eOA", rl_history_search_backward);
	bind("\\e[B", rl_history_search_forward);
	bind("\\eOB", rl_history_search_forward);
	bind("\\e[C", forward_or_accept);
	bind("\\eOC", forward_or_accept);
	bind("\\C-f", forward_or_accept);
	bind("\\C-m", accept_line);
	bind("\\C-j", accept_line);
}

static void readline_open(struct session *session)
{
	editor.session = session;
	rl_readline_name = "conclab";
	rl_instream = stdin;
	rl_outstream = stdout;
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_completion_query_items = -1;
	rl_completer_word_break_characters = " \t\n;>\"";
	rl_sort_completion_matches = 0;
	rl_ignore_completion_duplicates = 0;
	rl_attempted_completion_function = attempt;
	rl_completion_display_matches_hook = show_matches;
	bind_keys();
	rl_initialize();
	rl_redisplay_function = redisplay;      /* not before: a foreign one would mean a dumb terminal to it */
	stifle_history(HISTORY_LINES);
	history_each(add_line, NULL);
}

static void readline_close(void)
{
	candidates_free(&editor.found);
	buf_free(&editor.hint);
	clear_history();
}

/* ---- Reading. ---- */

/* The terminal was resized while readline did not look. */
static void measure(void)
{
	if (!interrupt_resized())
		return;
	rl_reset_screen_size();
	editor.session->look.width = terminal_width(stdout);
}

static void on_line(char *line)
{
	editor.line = line;
	editor.done = true;
	rl_callback_handler_remove();
}

static void note_stop(int signal)
{
	if (signal == SIGTSTP)
		stopped = 1;
	else
		continued = 1;
}

static void take_stops(struct sigaction *tstp, struct sigaction *cont)
{
	struct sigaction action = { .sa_handler = note_stop };

	sigemptyset(&action.sa_mask);
	sigaction(SIGTSTP, &action, tstp);
	sigaction(SIGCONT, &action, cont);
}

/* ^Z: give the terminal back, stop, and go on where we were. */
static void stop(const sigset_t *inside)
{
	struct sigaction standard = { .sa_handler = SIG_DFL }, ours;
	sigset_t was;

	stopped = 0;
	erase_hint();
	rl_deprep_terminal();
	sigemptyset(&standard.sa_mask);
	sigaction(SIGTSTP, &standard, &ours);
	raise(SIGTSTP);
	sigprocmask(SIG_SETMASK, inside, &was);         /* here it takes effect */
	sigprocmask(SIG_SETMASK, &was, NULL);
	sigaction(SIGTSTP, &ours, NULL);
	continued = 1;
}

static void go_on(void)
{
	continued = 0;
	rl_prep_terminal(1);
	rl_forced_update_display();
}

/* With a redisplay function of ours readline would draw the prompt anew where the cursor stands. */
static void resize(void)
{
	erase_hint();
	rl_redisplay_function = rl_redisplay;
	rl_resize_terminal();
	rl_redisplay_function = redisplay;
	editor.session->look.width = terminal_width(stdout);
}

/* ^C: the line stays to be seen, a search goes without a trace. */
static void clear_line(void)
{
	bool searching = RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH);

	interrupt_clear();
	erase_hint();
	rl_callback_sigcleanup();
	if (searching) {
		rl_clear_visible_line();
	} else {
		rl_point = rl_end;
		rl_redisplay();
		fputs("^C", rl_outstream);
		rl_crlf();
	}
	rl_replace_line("", 1);
	using_history();
	rl_on_new_line();
	rl_redisplay();
}

static void deal_with_signals(const sigset_t *inside)
{
	if (stopped)
		stop(inside);
	if (continued)
		go_on();
	if (interrupt_resized())
		resize();
	if (!interrupt_ending() && interrupt_pending())
		clear_line();
}

/* Wait for a key, with the signals let in. */
static bool wait_for_key(const sigset_t *inside)
{
	fd_set set;

	FD_ZERO(&set);
	FD_SET(STDIN_FILENO, &set);
	return pselect(STDIN_FILENO + 1, &set, NULL, NULL, NULL, inside) > 0;
}

static void edit(const sigset_t *inside)
{
	while (!editor.done && !interrupt_ending()) {
		if (wait_for_key(inside))
			rl_callback_read_char();
		else
			deal_with_signals(inside);
	}
	if (!editor.done)
		rl_callback_handler_remove();
}

static char *readline_read(struct session *session, const char *prompt, const char *prefill,
                           enum line_end *end)
{
	struct sigaction tstp, cont;
	sigset_t held, inside;

	sigemptyset(&held);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGHUP);
	sigaddset(&held, SIGTSTP);
	sigaddset(&held, SIGCONT);
#ifdef SIGWINCH
	sigaddset(&held, SIGWINCH);
#endif
	sigprocmask(SIG_BLOCK, &held, &inside);
	take_stops(&tstp, &cont);
	editor.session = session;
	editor.prompt = prompt;
	editor.line = NULL;
	editor.done = false;
	measure();
	using_history();
	rl_callback_handler_install(prompt, on_line);
	if (prefill) {
		rl_insert_text(prefill);
		rl_redisplay_function();
	}
	edit(&inside);
	sigaction(SIGTSTP, &tstp, NULL);
	sigaction(SIGCONT, &cont, NULL);
	sigprocmask(SIG_SETMASK, &inside, NULL);
	measure();
	*end = editor.line ? LINE_READ : interrupt_ending() ? LINE_ENDING : LINE_EOF;
	if (!editor.line)
		fputc('\n', stdout);
	return editor.line;
}

static void readline_remember(const char *line)
{
	int last = history_search_pos(line, -1, history_length - 1);

	/* Once each: an older copy goes. */
	for (; last >= 0; last = last > 0 ? history_search_pos(line, -1, last - 1) : -1)
		if (!strcmp(history_list()[last]->line, line))
			free_history_entry(remove_history(last));
	add_history(line);
}

const struct line_editor line_readline = { readline_open, readline_read, readline_remember, readline_close };
