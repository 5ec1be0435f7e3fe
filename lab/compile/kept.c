/* kept.c - see kept.h. */
#include "lab/compile/kept.h"

#include <stdlib.h>
#include <string.h>

/* A call of a function within another has its frame in r10. */
enum { N_VECTORS = 16, R10 = 12 };

static bool begins(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0;
}

/* Does a line behind this one look at the flags as they are before it? */
static bool keeps_flags(const struct body *body, int i)
{
	static const char writes[] = "addq addl addw addb subq subl subw subb cmpq cmpl cmpw cmpb testq testl testw testb andq andl "
		"andw andb orq orl orw orb xorq xorl xorw xorb negq negl imulq imull sall salq sarl sarq shrl shrq shll shlq call callq ucomisd "
		"ucomiss comisd comiss ";

	for (; i < body->n; i++) {
		const struct line *line = &body->at[i];
		const char *word = line_word(line);

		if (!line_is_instruction(line))
			continue;
		if ((*word == 'j' && !begins(word, "jmp")) || begins(word, "set") || begins(word, "cmov") || begins(word, "adc") ||
		    begins(word, "sbb"))
			return true;
		if (line_begins(line, writes) || begins(word, "jmp") || begins(word, "ret"))
			return false;
	}
	return false;
}

static uint32_t vectors_in(const struct line *line)
{
	uint32_t set = 0;

	for (size_t i = 0; i + 5 <= line->said; i++)
		if (begins(line->text + i, "%xmm") || begins(line->text + i, "%ymm"))
			set |= (uint32_t)1 << atoi(line->text + i + 4);
	return set;
}

/* Nothing comes back from the hooks of -fsanitize. */
static bool gives_back(const struct line *line)
{
	return !line_holds(line, "__tsan_") && !line_holds(line, "__sanitizer_");
}

/* No call preserves them: what is in use was set behind the last one, or is what that has given back, in the first two. */
static uint32_t vectors_before(const struct body *body, int i)
{
	uint32_t set = 0;

	while (--i >= 0 && !line_begins(&body->at[i], "call callq ")) {
		set |= vectors_in(&body->at[i]);
		for (int k = 0; k < body->n && line_is_target(&body->at[i]); k++)
			set |= vectors_in(&body->at[k]);
	}
	return i >= 0 && gives_back(&body->at[i]) ? set | 3 : set;
}

struct kept kept_anywhere(const struct body *body)
{
	struct kept kept = { .registers = 0 };

	for (int i = 0; i < body->n; i++) {
		kept.x87 |= line_is_instruction(&body->at[i]) && *line_word(&body->at[i]) == 'f';
		kept.wide |= line_holds(&body->at[i], "%ymm");
	}
	return kept;
}

struct kept kept_find(const struct body *body, int i, const struct kept *anywhere)
{
	struct kept kept = *anywhere;

	kept.vectors = vectors_before(body, i);
	kept.flags = keeps_flags(body, i);
	for (int k = N_PRESERVED; k < N_REGISTERS; k++)
		if (body->left_alone || (body->at[i].live >> k & 1) || (k == R10 && (body->mentioned >> k & 1)))
			kept.registers |= 1u << k;
	return kept;
}

static void write_vectors(struct buf *out, const struct kept *kept, bool back)
{
	int n = 0, size = kept->wide ? 32 : 16;
	const char *move = kept->wide ? "vmovups" : "movups", *name = kept->wide ? "%ymm" : "%xmm";

	for (int i = 0; i < N_VECTORS; i++)
		n += kept->vectors >> i & 1;
	if (n && !back)
		buf_printf(out, "\tleaq\t-%d(%%rsp), %%rsp\n", n * size);
	for (int i = 0, at = 0; i < N_VECTORS; i++)
		if (kept->vectors >> i & 1) {
			if (back)
				buf_printf(out, "\t%s\t%d(%%rsp), %s%d\n", move, at, name, i);
			else
				buf_printf(out, "\t%s\t%s%d, %d(%%rsp)\n", move, name, i, at);
			at += size;
		}
	if (n && back)
		buf_printf(out, "\tleaq\t%d(%%rsp), %%rsp\n", n * size);
}

void kept_write(struct buf *out, const struct kept *kept)
{
	if (kept->flags)
		buf_adds(out, "\tpushfq\n");
	for (int i = N_PRESERVED; i < N_REGISTERS; i++)
		if (kept->registers >> i & 1)
			buf_printf(out, "\tpushq\t%s\n", register_wide(i));
	write_vectors(out, kept, false);
	if (kept->x87)
		buf_adds(out, "\tleaq\t-112(%rsp), %rsp\n\tfnsave\t(%rsp)\n");
}

void kept_write_back(struct buf *out, const struct kept *kept)
{
	if (kept->x87)
		buf_adds(out, "\tfrstor\t(%rsp)\n\tleaq\t112(%rsp), %rsp\n");
	write_vectors(out, kept, true);
	for (int i = N_REGISTERS - 1; i >= N_PRESERVED; i--)
		if (kept->registers >> i & 1)
			buf_printf(out, "\tpopq\t%s\n", register_wide(i));
	if (kept->flags)
		buf_adds(out, "\tpopfq\n");
}
