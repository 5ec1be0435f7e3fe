/*
 * unset.h - variables that a program reads before it has written to them, so far as the compiler is sure of it.
 *
 * What they are is not said by C. The lab has them as zero in every schedule, so what another value would do is not looked at.
 */
#ifndef LAB_COMPILE_UNSET_H
#define LAB_COMPILE_UNSET_H

struct buf;
struct command_line;

/*
 * For the first of them in what the compiler has said, in whatever language, add an option to the command that links: the object
 * will define a name by which unset_found() knows it again.
 */
void unset_note(struct command_line *link, const char *said);

/* Append what was noted: "y (prog.c:5)", or "prog.c:5" where it has no name; nothing when nothing was. */
void unset_found(struct buf *out, const char *object);

#endif
