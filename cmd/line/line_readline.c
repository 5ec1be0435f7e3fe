/*
 * line_readline.c - GNU readline through its callback interface; see line.h.
 *
 * Invariants
 *   The terminal is in readline's hands only inside readline_read(): a command finds it as the shell left it.
 *   Signals come in only inside pselect(); they are dealt with in the loop, never in a handler.
 *   Reading never waits: ^C takes with it what was typed before, so what pselect() has seen may be gone.
 */
#include "cmd/line/line.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "cmd/line/history.h"
#include "cmd/line/line_readline.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/terminal.h"

/* readline calls back without a context: this is it. */
static struct {
	struct session *session;
	char           *line;           /* what was read */
	bool            done;
	const sigset_t *inside;         /* those that are let in while it waits */
	int             keys;           /* the terminal, opened so that reading does not wait; -1: it cannot be */
} editor;

static volatile sig_atomic_t stopped, continued;

static int read_key(FILE *);

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
	bind("\\e[C", assist_forward);
	bind("\\eOC", assist_forward);
	bind("\\C-f", assist_forward);
	bind("\\C-m", assist_accept_line);
	bind("\\C-j", assist_accept_line);
}

static void readline_open(struct session *session)
{
	const char *terminal = ttyname(STDIN_FILENO);

	editor.session = session;
	rl_readline_name = "conclab";
	rl_instream = stdin;
	rl_outstream = stdout;
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	assist_open(session);
	bind_keys();
	rl_initialize();
	editor.keys = terminal ? open(terminal, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : -1;
	if (editor.keys >= 0)
		rl_getc_function = read_key;
	rl_redisplay_function = assist_redisplay;      /* not before: a foreign one would mean a dumb terminal to it */
	stifle_history(HISTORY_LINES);
	history_each(add_line, NULL);
}

static void readline_close(void)
{
	assist_close();
	clear_history();
	if (editor.keys >= 0)
		close(editor.keys);
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
	assist_erase();
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
	assist_erase();
	rl_redisplay_function = rl_redisplay;
	rl_resize_terminal();
	rl_redisplay_function = assist_redisplay;
	editor.session->look.width = terminal_width(stdout);
}

/* ^C: the line stays to be seen, a search goes without a trace. */
static void clear_line(void)
{
	bool searching = RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH);

	interrupt_clear();
	assist_erase();
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
	assist_redisplay();
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

/* For readline: the next key. */
static int read_key(FILE *terminal)
{
	unsigned char key;
	ssize_t n;

	(void)terminal;
	while ((n = read(editor.keys, &key, 1)) < 0 && (errno == EAGAIN || errno == EINTR))
		while (!interrupt_wait(STDIN_FILENO, editor.inside)) {
			if (interrupt_ending())
				return EOF;
			deal_with_signals(editor.inside);
		}
	return n == 1 ? key : EOF;
}

static void edit(const sigset_t *inside)
{
	editor.inside = inside;
	while (!editor.done && !interrupt_ending()) {
		deal_with_signals(inside);
		if (interrupt_wait(STDIN_FILENO, inside))
			rl_callback_read_char();
	}
	if (!editor.done)
		rl_callback_handler_remove();
}

static char *readline_read(struct session *session, const char *prompt, const char *prefill,
                           enum line_end *end)
{
	struct sigaction tstp, cont;
	sigset_t inside;

	interrupt_hold(&inside);
	take_stops(&tstp, &cont);
	editor.session = session;
	editor.line = NULL;
	editor.done = false;
	measure();
	using_history();
	assist_offer(prefill);
	rl_callback_handler_install(prompt, on_line);
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
