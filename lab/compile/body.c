/* body.c - see body.h. */
#include "lab/compile/body.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/compile/inline_asm.h"

/* Parts that begin with the name of the whole need not be listed. */
static const struct {
	const char *wide, *word, *others[3];
} registers[N_REGISTERS] = {
	{ "%rbx", "%ebx", { "%bx", "%bl", "%bh" } },
	{ "%r12", "%r12d", { NULL } }, { "%r13", "%r13d", { NULL } }, { "%r14", "%r14d", { NULL } }, { "%r15", "%r15d", { NULL } },
	{ "%rax", "%eax", { "%ax", "%al", "%ah" } },
	{ "%rcx", "%ecx", { "%cx", "%cl", "%ch" } },
	{ "%rdx", "%edx", { "%dx", "%dl", "%dh" } },
	{ "%rsi", "%esi", { "%si" } },
	{ "%rdi", "%edi", { "%di" } },
	{ "%r8", "%r8d", { NULL } }, { "%r9", "%r9d", { NULL } }, { "%r10", "%r10d", { NULL } }, { "%r11", "%r11d", { NULL } },
};

enum { RAX = 5, RCX, RDX, RSI, RDI, R8, R9 };

#define BIT(i) ((uint64_t)1 << (i))

static const uint64_t all = BIT(N_REGISTERS + MOST_SLOTS) - 1, unpreserved = (BIT(N_REGISTERS) - 1) & ~(BIT(N_PRESERVED) - 1);
static const uint64_t arguments = BIT(RAX) | BIT(RCX) | BIT(RDX) | BIT(RSI) | BIT(RDI) | BIT(R8) | BIT(R9);

const char *register_wide(int i)
{
	return registers[i].wide;
}

const char *register_word(int i)
{
	return registers[i].word;
}

/* ---- What a line says ---- */

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

static bool begins(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0;
}

bool line_begins(const struct line *line, const char *words)
{
	const char *word = skip_blanks(line->text);
	size_t length = strcspn(word, " \t\n;");

	for (const char *at = words; *at; at += strcspn(at, " ") + 1)
		if (length && strcspn(at, " ") == length && strncmp(at, word, length) == 0)
			return true;
	return false;
}

bool line_holds(const struct line *line, const char *word)
{
	size_t length = strlen(word);

	for (size_t i = 0; i + length <= line->said; i++)
		if (memcmp(line->text + i, word, length) == 0)
			return true;
	return false;
}

static bool mentions(const struct line *line, int i)
{
	if (line_holds(line, registers[i].wide) || line_holds(line, registers[i].word))
		return true;
	for (int k = 0; k < 3 && registers[i].others[k]; k++)
		if (line_holds(line, registers[i].others[k]))
			return true;
	return false;
}

static uint64_t mentioned_in(const struct line *line)
{
	uint64_t set = 0;

	for (int i = 0; i < N_REGISTERS; i++)
		set |= mentions(line, i) ? BIT(i) : 0;
	return set;
}

/* Is the line's last operand this register, all of it? Then `*before` are so many bytes of the line that stand before it. */
static bool ends_in(const struct line *line, const char *name, size_t *before)
{
	size_t length = strlen(name);

	if (line->said <= length || memcmp(line->text + line->said - length, name, length) != 0)
		return false;
	*before = line->said - length;
	return strchr(" \t,", line->text[*before - 1]) != NULL;
}

/* Does the line set this register, whatever was in it, and reads it not? */
static bool only_sets(const struct line *line, int i)
{
	const char *word = skip_blanks(line->text);
	struct line before = *line;

	if (!begins(word, "mov") && !begins(word, "lea") && !begins(word, "pop"))
		return false;
	if (!ends_in(line, registers[i].wide, &before.said) && !ends_in(line, registers[i].word, &before.said))
		return false;
	return !mentions(&before, i);
}

/* Does it use no register but those that it mentions? Any other may use those that calls do not preserve. */
static bool is_explicit(const struct line *line)
{
	static const char *const words[] = {
		"mov", "lea", "add", "sub", "cmp", "test", "and", "or", "xor", "not", "neg", "sh", "sa", "push", "pop", "set", "cmov",
		"inc", "dec", "nop", "j", "xchg", "xadd", "endbr", NULL
	};
	const char *word = skip_blanks(line->text);

	for (int i = 0; words[i]; i++)
		if (begins(word, words[i]))
			return !line_begins(line, "sahf movsb movsw movsl movsq ");
	return begins(word, "imul") && line_holds(line, ",");
}

const char *line_word(const struct line *line)
{
	return skip_blanks(line->text);
}

bool line_is_instruction(const struct line *line)
{
	const char *word = skip_blanks(line->text);

	return word < line->text + line->said && *word != '.' && *word != '#' && line->text[line->said - 1] != ':';
}

bool line_is_target(const struct line *line)
{
	const char *word = skip_blanks(line->text);

	if (!line->said || line->text[line->said - 1] != ':')
		return false;
	return !begins(word, ".L") || (word[2] >= '0' && word[2] <= '9') || (begins(word, ".LBB") && strchr(word, '_'));
}

/* ---- Where it leads ---- */

static bool is_label(const struct line *line)
{
	return line->said > 0 && line->text[line->said - 1] == ':' && !strchr(" \t#", *line->text);
}

static int find_label(const struct body *body, const char *name)
{
	size_t length = strcspn(name, " \t\n");

	for (int i = 0; i < body->n && begins(name, ".L"); i++)
		if (is_label(&body->at[i]) && body->at[i].said == length + 1 && strncmp(body->at[i].text, name, length) == 0)
			return i;
	return -1;
}

/* A jump to what is no label of the function may lead anywhere. */
static void see_jump(const struct body *body, struct line *line)
{
	const char *word = skip_blanks(line->text);

	line->to = find_label(body, skip_blanks(word + strcspn(word, " \t\n")));
	line->falls = !line_begins(line, "jmp ");
	if (line->to == -1)
		line->reads = all;
}

/* The lab's hooks take one argument, or none. */
static void see_call(struct line *line)
{
	line->sets = unpreserved;
	if (line_holds(line, "__tsan_func_exit") || line_holds(line, "__sanitizer_cov_trace_pc"))
		line->reads &= ~unpreserved;
	else if (line_holds(line, "__tsan_read") || line_holds(line, "__tsan_write") || line_holds(line, "__tsan_func_entry"))
		line->reads |= BIT(RDI);
	else
		line->reads |= arguments;
}

static bool has_no_instruction(const struct line *line)
{
	const char *word = skip_blanks(line->text);

	return word == line->text + line->said || *word == '.' || *word == '#' || is_label(line);
}

static void see_line(const struct body *body, struct line *line)
{
	line->falls = true;
	line->to = -1;
	if (has_no_instruction(line))
		return;
	for (int i = 0; i < N_REGISTERS; i++)
		line->sets |= only_sets(line, i) ? BIT(i) : 0;
	line->reads = mentioned_in(line) & ~line->sets;
	slots_see(&body->slots, line->text, line->said, N_REGISTERS, &line->reads, &line->sets);
	if (line_begins(line, "call callq "))
		see_call(line);
	else if (!is_explicit(line))
		line->reads |= unpreserved;
	if (line_holds(line, "cmpxchg8b") || line_holds(line, "cmpxchg16b") || line_holds(line, "cpuid") || line_holds(line, "xlat"))
		line->reads = all;
	if (*skip_blanks(line->text) == 'j' || line_begins(line, "loop loope loopne notrack xbegin "))
		see_jump(body, line);
	if (line_begins(line, "ret retq ud2 hlt iret ") || (line_begins(line, "rep repz ") && line_holds(line, "ret")))
		line->reads = all;
}

/* What a person wrote, between #APP and #NO_APP, may do anything, if it is not known what. */
static void see_lines(struct body *body)
{
	bool written = false, seen = false;

	for (int i = 0; i < body->n; i++)
		slots_find(&body->slots, body->at[i].text, body->at[i].said);
	slots_choose(&body->slots);
	for (int i = 0; i < body->n; i++) {
		struct line *line = &body->at[i];
		struct inline_access access;

		if (begins(skip_blanks(line->text), "#APP")) {
			written = true;
			seen = inline_is_seen(line->text, &access);
		} else if (begins(skip_blanks(line->text), "#NO_APP")) {
			written = false;
		}
		see_line(body, line);
		if (written)
			line->reads = !seen ? all : (line->reads & ~(BIT(N_REGISTERS) - 1)) | mentioned_in(line) |
			                            (line_holds(line, "cmpxchg") ? BIT(RAX) : 0);
		body->mentioned |= mentioned_in(line) | (line->reads | line->sets) >> N_REGISTERS << N_REGISTERS;
		body->left_alone |= line_holds(line, ".cfi_lsda");
	}
}

static void find_live(struct body *body)
{
	for (bool changed = true; changed;) {
		changed = false;
		for (int i = body->n - 1; i >= 0; i--) {
			struct line *line = &body->at[i];
			uint64_t after = !line->falls ? 0 : i + 1 < body->n ? body->at[i + 1].live : all, live;

			if (line->to != -1)
				after |= body->at[line->to].live;
			live = line->reads | (after & ~line->sets);
			changed |= live != line->live;
			line->live = live;
		}
	}
}

/* ---- The text ---- */

static void finish(struct buf *out, struct body *body, void (*write)(struct buf *, const struct body *))
{
	see_lines(body);
	find_live(body);
	write(out, body);
	body->n = 0;
	body->mentioned = 0;
	body->left_alone = false;
	slots_clear(&body->slots);
}

/* Without a comment, which is not what #APP begins with, and the blanks before it. */
static size_t said_of(const char *text, size_t length)
{
	const char *comment = *skip_blanks(text) == '#' ? NULL : memchr(text, '#', length);
	size_t said = comment ? (size_t)(comment - text) : length;

	while (said && strchr(" \t", text[said - 1]))
		said--;
	return said;
}

static void add_line(struct body *body, const char *text, size_t length)
{
	if (body->n == body->room) {
		body->room = body->room ? 2 * body->room : 256;
		body->at = realloc(body->at, (size_t)body->room * sizeof *body->at);
		must(body->at);
	}
	body->at[body->n++] = (struct line){ .text = text, .length = length, .said = said_of(text, length) };
}

void bodies_rewrite(struct buf *out, const char *text, void (*write)(struct buf *out, const struct body *))
{
	struct body body = { 0 };
	bool inside = false;

	slots_begin(&body.slots, text);
	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\n");
		const char *word = skip_blanks(line);

		if (inside)
			add_line(&body, line, length);
		else
			buf_printf(out, "%.*s\n", (int)length, line);
		if (!inside)
			slots_name(&body.slots, line);
		inside = begins(word, ".cfi_startproc") || (inside && !begins(word, ".cfi_endproc"));
		if (!inside && body.n > 0)
			finish(out, &body, write);
		line += length + (line[length] == '\n');
	}
	finish(out, &body, write);
	slots_end(&body.slots);
	free(body.at);
}
