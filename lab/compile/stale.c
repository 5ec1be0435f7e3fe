/* stale.c - see stale.h. Which registers are still read: body.h. */
#include "lab/compile/stale.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/files.h"
#include "lab/compile/body.h"
#include "lab/compile/inline_asm.h"

/* ---- What nobody reads ---- */

/* A call before which something may be put: one for a thread's own variables is a whole with what stands before it. */
static bool is_plain_call(const struct line *line)
{
	return line_begins(line, "call callq ") && !line_holds(line, "tls");
}

/*
 * `dirty`: slots that may hold something, on the way that the text goes.
 * What the function does not keep for who called it is a variable of the whole program, in a register.
 */
static void clear_before(struct buf *out, const struct body *body, const struct line *line, uint64_t *dirty)
{
	for (int i = 0; i < N_PRESERVED && !body->left_alone; i++)
		if ((body->mentioned & body->at->live & ~line->live) >> i & 1)
			buf_printf(out, "\tmovl\t$0, %s\n", register_word(i));
	for (int i = 0; i < body->slots.n && !body->left_alone; i++)
		if ((*dirty & ~line->live) >> (N_REGISTERS + i) & 1) {
			const struct slot *slot = &body->slots.at[i];

			buf_printf(out, "\t%s\t$0, %d(%%rbp)\n", slot->size == 8 ? "movq" : "movl", slot->offset);
			*dirty &= ~((uint64_t)1 << (N_REGISTERS + i));
		}
}

/* ---- What a person wrote ---- */

/* Below what a function may keep without telling, its registers are kept while the lab is told. */
static void tell(struct buf *out, const struct line *line, const struct inline_access *access)
{
	unsigned kept = 0;

	buf_adds(out, "\tleaq\t-128(%rsp), %rsp\n");
	for (int i = N_PRESERVED; i < N_REGISTERS; i++)
		if (line->live >> i & 1) {
			buf_printf(out, "\tpushq\t%s\n", register_wide(i));
			kept++;
		}
	if (kept % 2)
		buf_adds(out, "\tleaq\t-8(%rsp), %rsp\n");
	buf_printf(out, "\tleaq\t%.*s, %%rdi\n\tcall\tconclab_%s%d@PLT\n", (int)access->length, access->operand,
	           access->locked ? "locked" : "stored", access->size);
	if (kept % 2)
		buf_adds(out, "\tleaq\t8(%rsp), %rsp\n");
	for (int i = N_REGISTERS - 1; i >= N_PRESERVED; i--)
		if (line->live >> i & 1)
			buf_printf(out, "\tpopq\t%s\n", register_wide(i));
	buf_adds(out, "\tleaq\t128(%rsp), %rsp\n");
}

/* What else is in registers that calls do not preserve is not known: nothing may be. Its frame must be where it says. */
static bool can_tell(const struct body *body, const struct inline_access *access)
{
	bool framed = false, plain = !body->left_alone;

	for (int i = 0; i < body->n; i++) {
		framed |= line_holds(&body->at[i], "%rsp, %rbp");
		plain &= !line_holds(&body->at[i], "mm") || !line_holds(&body->at[i], "%");
	}
	for (size_t i = 0; i + 3 < access->length; i++)
		plain &= strncmp(access->operand + i, "%rsp", 4) != 0;
	return framed && plain;
}

/* ---- The text ---- */

static bool is_marker(const struct line *line, const char *word)
{
	const char *text = line->text + strspn(line->text, " \t");

	return strncmp(text, word, strlen(word)) == 0;
}

/* Without the marks around what is seen, so that nobody takes it for what is not. */
static void write_body(struct buf *out, const struct body *body)
{
	struct inline_access access;
	uint64_t dirty = body->mentioned;
	bool seen = false;

	for (int i = 0; i < body->n; i++) {
		const struct line *line = &body->at[i];

		if (is_marker(line, "#APP")) {
			seen = inline_is_seen(line->text, &access) && can_tell(body, &access);
			if (seen)
				continue;
		}
		if (seen && is_marker(line, "#NO_APP")) {
			seen = false;
			continue;
		}
		if (line->said && line->text[line->said - 1] == ':')
			dirty = body->mentioned;        /* others may come here */
		dirty |= line->sets | line->reads;
		if (is_plain_call(line) || (seen && line->text == access.line))
			clear_before(out, body, line, &dirty);
		if (seen && line->text == access.line)
			tell(out, line, &access);
		buf_add(out, line->text, line->length);
		buf_addc(out, '\n');
	}
}

bool stale_clear_file(const char *path)
{
#ifdef __x86_64__
	struct buf cleared = { 0 };
	size_t length;
	char *text = files_read(path, &length);
	bool good = true;

	if (text) {
		bodies_rewrite(&cleared, text, write_body);
		good = files_replace(path, buf_text(&cleared), cleared.length);
	}
	free(text);
	buf_free(&cleared);
	return good;
#else
	(void)path, (void)write_body;
	return true;
#endif
}
