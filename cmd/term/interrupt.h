/*
 * interrupt.h - signals as flags. The handlers do nothing but note what came; whoever works for long looks.
 */
#ifndef CMD_INTERRUPT_H
#define CMD_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>
#include <time.h>

/* Take SIGINT, SIGTERM, SIGHUP and SIGWINCH; ignore SIGPIPE, so that a closed pipe is a failed write. */
void interrupt_install(void);

/* Has ^C, or a wish that the program ends, come since the last interrupt_clear()? */
bool interrupt_pending(void);

/* The ^C is dealt with. A wish that the program ends stays. */
void interrupt_clear(void);

/* SIGTERM or SIGHUP when one came, else 0. */
int interrupt_ending(void);

/* Was the terminal resized since the last call? */
bool interrupt_resized(void);

/*
 * To wait for a key or a signal, whichever comes first: hold the signals back, look at the flags, and let the signals
 * in only while waiting, so that none slips in between and is slept over.
 */
void interrupt_hold(sigset_t *before);                  /* the mask to wait with, and to go back to */

/* Wait until `file` has input or a signal comes; returns whether it is input. errno is EINTR for a signal. */
bool interrupt_wait(int file, const sigset_t *before);

/* The same, for at most so long (NULL: for ever); errno is 0 when the time is over. */
bool interrupt_wait_most(int file, const sigset_t *before, const struct timespec *most);

/* Die of `signal`, with its default action, as a shell expects it. Returns only when the signal is blocked. */
void interrupt_die(int signal);

#endif
