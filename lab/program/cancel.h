/*
 * cancel.h - cancelling a program's threads: where one that has been asked to end does so.
 *
 * Only a program that calls pthread_cancel pays for it: in any other nobody heeds anything.
 */
#ifndef LAB_PROGRAM_CANCEL_H
#define LAB_PROGRAM_CANCEL_H

#include <stdbool.h>
#include <stdint.h>

/* By a thread: it begins, and can be cancelled; it is at its end, however it came there, and cannot be any more. */
void cancel_begin(void);
void cancel_over(void);

/* Here it ends, if it has been cancelled and does not put that off. */
void cancel_point(const char *here);

/* Here it may, as POSIX says of a call such as printf: either is tried. */
void cancel_point_maybe(const char *here);

/* After a wait that a cancel may have ended (see engine_wait_until()): then the thread ends here. */
void cancel_act(void);

/* Is any wait of the thread's to be ended by a cancel, be it at a cancellation point or not? */
bool cancel_always(void);

/*
 * Between any two of its instructions: it ends, if it has been cancelled, and is to be so at any time. `caller` is an
 * address in the program's code.
 */
void cancel_strike(uintptr_t caller);

#endif
