/*
 * assembler.h - inline assembler in a program: nothing tells the lab what it does to memory.
 *
 * Both gcc and clang put what a person wrote in asm("...") between the lines #APP and #NO_APP of the assembler text they
 * make. What only waits (pause, nop) or orders memory, which is in order here anyway (mfence), is no matter.
 */
#ifndef LAB_COMPILE_ASSEMBLER_H
#define LAB_COMPILE_ASSEMBLER_H

struct buf;
struct command_line;

/*
 * For each function of an assembler text with such instructions in it, add an option to the command that links: the
 * object will define a name by which assembler_found() knows it again.
 */
void assembler_note(struct command_line *link, const char *text);

/* Append the functions of such an object: "spin, swap"; nothing when there are none. */
void assembler_found(struct buf *out, const char *object);

#endif
