/* interrupt.c - see interrupt.h. The flags are the only way a handler can talk. */
#include "cmd/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t interrupted, ending, resized;

static void note(int signal)
{
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
	interrupted = 0;
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

void interrupt_die(int number)
{
	signal(number, SIG_DFL);
	raise(number);
}
