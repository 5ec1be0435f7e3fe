/* cleanup.h - what a thread does before it ends early: its cleanup handlers, then its destructors. */
#ifndef LAB_PROGRAM_CLEANUP_H
#define LAB_PROGRAM_CLEANUP_H

/* The calling thread ends with this result. */
_Noreturn void thread_end(void *result);

/* Call body(arg). When the thread ends early in there, undo(arg) is called as a cleanup handler is. */
void with_cleanup(void (*body)(void *), void (*undo)(void *), void *arg);

#endif
