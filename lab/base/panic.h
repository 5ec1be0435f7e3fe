/*
 * panic.h - what happens when the lab itself is wrong.
 *
 * A person's mistake is a sentence (cmd/), a pattern's mistake is a finding (check/), a failed system call is
 * reported by whoever made it.  Only a broken invariant of the lab comes here: it says where, and aborts.
 */
#ifndef LAB_BASE_PANIC_H
#define LAB_BASE_PANIC_H

/* Print "conclab: FILE:LINE: message" on stderr and abort.  Never returns. */
_Noreturn void panic_at(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#define panic(...) panic_at(__FILE__, __LINE__, __VA_ARGS__)

/* Evaluate `condition` in every build; panic when it is false. */
#define must(condition) ((condition) ? (void)0 : panic("broken invariant: %s", #condition))

#endif
