/*
 * fiber.h - flows of control that pass the processor to each other without the operating system.
 *
 * FIBERS is 1 where they are ported (x86-64, AArch64) and no sanitizer watches; elsewhere the thread carrier does all.
 */
#ifndef LAB_ENGINE_FIBER_H
#define LAB_ENGINE_FIBER_H

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define FIBERS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define FIBERS 0
#endif
#endif
#ifndef FIBERS
#if defined(__x86_64__) || defined(__aarch64__)
#define FIBERS 1
#else
#define FIBERS 0
#endif
#endif

/*
 * Stacks, numbered from 0, each with a guard page below it; made when first asked for and kept until stacks_free(), at
 * the same addresses. A set that is asked for after others of its size were given back is one of those, the one that was
 * made first: so a search that is made again has its stacks where they were, for a program's memory is told by address.
 */
struct stacks;

enum { FIBER_STACK_BYTES = 64 * 1024 };

/* Each of `bytes` bytes, of which only those that are used take memory. */
struct stacks *stacks_new(size_t bytes);
void stacks_free(struct stacks *);

/* The upper end of stack `i`; NULL when the system gives no more memory. */
char *stack_top(struct stacks *, int i);

/* A context, ready for fiber_switch(), that runs entry(arg) on the stack that ends at `top`. entry must not return. */
void *fiber_new(char *top, void (*entry)(void *), void *arg);

/* Leave the running context in *save and go on with `load`. */
void fiber_switch(void **save, void *load);

#endif
