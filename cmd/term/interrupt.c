/* interrupt.c - see interrupt.h. The flags are the only way a handler can talk. */
#include "cmd/term/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>

static volatile sig_atomic_t interrupted, ending, resized, unheard;

enum { MOST_UNHEARD = 4 };

/* Nobody has listened to the last ones: then this is the end, as if there were no handler. */
static void insist(int signal)
{
	struct sigaction standard = { .sa_handler = SIG_DFL };

	if (++unheard < MOST_UNHEARD)
		return;
	sigaction(signal, &standard, NULL);
	raise(signal);
}

static void note(int signal)
{
	if ((signal == SIGINT && interrupted) || ((signal == SIGTERM || signal == SIGHUP) && ending))
		insist(signal);
	if (signal == SIGINT)
		interrupted = 1;
	else if (signal == SIGTERM || signal == SIGHUP)
		ending = signal;
	else
		resized = 1;
}

/* A signal that was ignored from the start stays so: nohup means it. */
static void take(int signal)
{
	struct sigaction action = { .sa_handler = note }, was;

	sigemptyset(&action.sa_mask);
	if (sigaction(signal, NULL, &was) == 0 && was.sa_handler == SIG_IGN && signal == SIGHUP)
		return;
	sigaction(signal, &action, NULL);
}

void interrupt_install(void)
{
	signal(SIGPIPE, SIG_IGN);
	take(SIGINT);
	take(SIGTERM);
	take(SIGHUP);
#ifdef SIGWINCH
	take(SIGWINCH);
#endif
}

bool interrupt_pending(void)
{
	return interrupted || ending;
}

void interrupt_clear(void)
{
	interrupted = unheard = 0;
}

int interrupt_ending(void)
{
	return ending;
}

bool interrupt_resized(void)
{
	bool was = resized;

	resized = 0;
	return was;
}

void interrupt_hold(sigset_t *before)
{
	sigset_t held;

	sigemptyset(&held);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGHUP);
	sigaddset(&held, SIGTSTP);
	sigaddset(&held, SIGCONT);
#ifdef SIGWINCH
	sigaddset(&held, SIGWINCH);
#endif
	sigprocmask(SIG_BLOCK, &held, before);
}

bool interrupt_wait_most(int file, const sigset_t *before, const struct timespec *most)
{
	fd_set set;
	int n;

	FD_ZERO(&set);
	FD_SET(file, &set);
	n = pselect(file + 1, &set, NULL, NULL, most, before);
	if (n == 0)
		errno = 0;
	return n > 0;
}

bool interrupt_wait(int file, const sigset_t *before)
{
	return interrupt_wait_most(file, before, NULL);
}

void interrupt_die(int number)
{
	signal(number, SIG_DFL);
	raise(number);
}
