/*
 * stale.c - see stale.h.
 *
 * Which registers are still read is found as compilers do it: from the end of a function backwards, until nothing changes.
 * Whatever is not plain to see counts as a read: what a line mentions otherwise than as the whole of what it sets, what a
 * person wrote in assembler, where a jump may lead that names no label. A function that an exception may come back to is
 * left as it is.
 */
#include "lab/program/stale.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/files.h"
#include "lab/base/panic.h"

/* Those that a call preserves, but for the frame's. */
static const struct {
	const char *wide, *word, *others[3];
} registers[] = {
	{ "%rbx", "%ebx", { "%bx", "%bl", "%bh" } },
	{ "%r12", "%r12d", { NULL } },          /* its parts begin with its name */
	{ "%r13", "%r13d", { NULL } },
	{ "%r14", "%r14d", { NULL } },
	{ "%r15", "%r15d", { NULL } },
};

enum { N_REGISTERS = sizeof registers / sizeof *registers, ALL_REGISTERS = (1 << N_REGISTERS) - 1, NOWHERE = -1 };

struct line {
	const char   *text;
	size_t        length;
	unsigned char reads, sets, live;        /* sets of registers; `live`: those read from here on before they are set */
	bool          falls;                    /* the next line may follow */
	int           to;                       /* the line it may jump to; NOWHERE: none */
};

/* The lines of one function. */
struct body {
	struct line *at;
	int          n, room;
	unsigned     mentioned;
	bool         left_alone;
};

/* ---- What a line says ---- */

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

static bool begins(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0;
}

/* Is the line's first word one of these, which end in a blank each? */
static bool has_word(const char *text, const char *words)
{
	const char *word = skip_blanks(text);
	size_t length = strcspn(word, " \t\n");

	for (const char *at = words; *at; at += strcspn(at, " ") + 1)
		if (length && strcspn(at, " ") == length && strncmp(at, word, length) == 0)
			return true;
	return false;
}

static bool holds(const struct line *line, const char *word)
{
	size_t length = strlen(word);

	for (size_t i = 0; i + length <= line->length; i++)
		if (memcmp(line->text + i, word, length) == 0)
			return true;
	return false;
}

static bool mentions(const struct line *line, int i)
{
	if (holds(line, registers[i].wide) || holds(line, registers[i].word))
		return true;
	for (int k = 0; k < 3 && registers[i].others[k]; k++)
		if (holds(line, registers[i].others[k]))
			return true;
	return false;
}

static unsigned mentioned_in(const struct line *line)
{
	unsigned set = 0;

	for (int i = 0; i < N_REGISTERS; i++)
		set |= mentions(line, i) ? 1u << i : 0;
	return set;
}

/* Is the line's last operand this register, all of it? Then `*before` are so many bytes of the line that stand before it. */
static bool ends_in(const struct line *line, const char *name, size_t *before)
{
	size_t length = strlen(name);

	if (line->length <= length || memcmp(line->text + line->length - length, name, length) != 0)
		return false;
	*before = line->length - length;
	return strchr(" \t,", line->text[*before - 1]) != NULL;
}

/* Does the line set this register, whatever was in it, and reads it not? */
static bool only_sets(const struct line *line, int i)
{
	const char *word = skip_blanks(line->text);
	struct line before = *line;

	if (!begins(word, "mov") && !begins(word, "lea") && !begins(word, "pop"))
		return false;
	if (!ends_in(line, registers[i].wide, &before.length) && !ends_in(line, registers[i].word, &before.length))
		return false;
	return !mentions(&before, i);
}

/* ---- Where it leads ---- */

static bool is_label(const struct line *line)
{
	return line->length > 0 && line->text[line->length - 1] == ':' && !strchr(" \t.#", *line->text);
}

static bool is_local_label(const struct line *line)
{
	return line->length > 0 && line->text[line->length - 1] == ':' && begins(line->text, ".L");
}

static int find_label(const struct body *body, const char *name)
{
	size_t length = strcspn(name, " \t\n");

	for (int i = 0; i < body->n; i++)
		if (is_local_label(&body->at[i]) && body->at[i].length == length + 1 && strncmp(body->at[i].text, name, length) == 0)
			return i;
	return NOWHERE;
}

/* A jump to what is no label of the function may lead anywhere. */
static void see_jump(const struct body *body, struct line *line)
{
	const char *word = skip_blanks(line->text);

	line->to = find_label(body, skip_blanks(word + strcspn(word, " \t\n")));
	line->falls = !has_word(word, "jmp ");
	if (line->to == NOWHERE)
		line->reads = ALL_REGISTERS;
}

static void see_line(const struct body *body, struct line *line)
{
	const char *word = skip_blanks(line->text);

	line->falls = true;
	line->to = NOWHERE;
	if (line->length == 0 || *word == '.' || *word == '#' || is_label(line) || is_local_label(line))
		return;
	for (int i = 0; i < N_REGISTERS; i++)
		line->sets |= only_sets(line, i) ? 1u << i : 0;
	line->reads = mentioned_in(line) & ~line->sets;
	if (has_word(word, "cmpxchg8b cmpxchg16b cpuid xlat xlatb lock rep ") && (holds(line, "8b") || holds(line, "16b") ||
	                                                                      holds(line, "cpuid") || holds(line, "xlat")))
		line->reads = ALL_REGISTERS;
	if (*word == 'j' || has_word(word, "loop loope loopne notrack xbegin "))
		see_jump(body, line);
	if (has_word(word, "ret retq ud2 hlt iret ") || (has_word(word, "rep repz ") && holds(line, "ret")))
		line->reads = ALL_REGISTERS;
}

/* What a person wrote, between #APP and #NO_APP, may do anything. */
static void see_lines(struct body *body)
{
	bool written = false;

	for (int i = 0; i < body->n; i++) {
		struct line *line = &body->at[i];

		written = (written || begins(skip_blanks(line->text), "#APP")) && !begins(skip_blanks(line->text), "#NO_APP");
		see_line(body, line);
		if (written)
			line->reads = ALL_REGISTERS;
		body->mentioned |= mentioned_in(line);
		body->left_alone |= holds(line, ".cfi_lsda");
	}
}

static void find_live(struct body *body)
{
	for (bool changed = true; changed;) {
		changed = false;
		for (int i = body->n - 1; i >= 0; i--) {
			struct line *line = &body->at[i];
			unsigned after = !line->falls ? 0 : i + 1 < body->n ? body->at[i + 1].live : ALL_REGISTERS, live;

			if (line->to != NOWHERE)
				after |= body->at[line->to].live;
			live = line->reads | (after & ~(unsigned)line->sets);
			changed |= live != line->live;
			line->live = (unsigned char)live;
		}
	}
}

/* ---- The text ---- */

/* A call before which something may be put: one for a thread's own variables is a whole with what stands before it. */
static bool is_plain_call(const struct line *line)
{
	return has_word(line->text, "call callq ") && !holds(line, "tls");
}

static void write_body(struct buf *out, const struct body *body)
{
	for (int i = 0; i < body->n; i++) {
		const struct line *line = &body->at[i];

		for (int k = 0; k < N_REGISTERS && is_plain_call(line); k++)
			if ((body->mentioned & ~(unsigned)line->live) >> k & 1)
				buf_printf(out, "\tmovl\t$0, %s\n", registers[k].word);
		buf_add(out, line->text, line->length);
		buf_addc(out, '\n');
	}
}

static void finish(struct buf *out, struct body *body)
{
	see_lines(body);
	find_live(body);
	if (body->left_alone)
		body->mentioned = 0;
	write_body(out, body);
	body->n = 0;
	body->mentioned = 0;
	body->left_alone = false;
}

static void add_line(struct body *body, const char *text, size_t length)
{
	if (body->n == body->room) {
		body->room = body->room ? 2 * body->room : 256;
		body->at = realloc(body->at, (size_t)body->room * sizeof *body->at);
		must(body->at);
	}
	body->at[body->n++] = (struct line){ .text = text, .length = length };
}

static void clear_stale(struct buf *out, const char *text)
{
	struct body body = { 0 };
	bool inside = false;

	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\n");
		const char *word = skip_blanks(line);

		if (inside)
			add_line(&body, line, length);
		else
			buf_printf(out, "%.*s\n", (int)length, line);
		inside = begins(word, ".cfi_startproc") || (inside && !begins(word, ".cfi_endproc"));
		if (!inside)
			finish(out, &body);
		line += length + (line[length] == '\n');
	}
	finish(out, &body);
	free(body.at);
}

bool stale_clear_file(const char *path)
{
#ifdef __x86_64__
	struct buf cleared = { 0 };
	size_t length;
	char *text = files_read(path, &length);
	bool good = true;

	if (text) {
		clear_stale(&cleared, text);
		good = files_replace(path, buf_text(&cleared), cleared.length);
	}
	free(text);
	buf_free(&cleared);
	return good;
#else
	(void)path, (void)clear_stale;
	return true;
#endif
}
