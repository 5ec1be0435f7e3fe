/* slots.c - see slots.h. */
#include "lab/compile/slots.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

#define FRAME "(%rbp)"

static const char blanks[] = " \t";

/* What uses four bytes, and what eight, of the memory it names. */
static const char *const fours[] = { "movl", "movss", "addl", "subl", "imull", "cmpl", "andl", "orl", "xorl", "addss", "subss",
	"mulss", "divss", "ucomiss", "comiss", "cvtss2sd", "cvtsi2sdl", "cvtsi2ssl", "cvttss2sil", "movslq", NULL };
static const char *const eights[] = { "movq", "movsd", "addq", "subq", "imulq", "cmpq", "andq", "orq", "xorq", "addsd", "subsd",
	"mulsd", "divsd", "ucomisd", "comisd", "cvtsd2ss", "cvtsi2sdq", "cvtsi2ssq", "cvttsd2sil", "cvttsd2siq", NULL };
static const char *const moves[] = { "movl", "movq", "movss", "movsd", NULL };

static bool is_any(const char *line, const char *const *words)
{
	const char *word = line + strspn(line, blanks);
	size_t length = strcspn(word, " \t\n");

	for (int i = 0; words[i]; i++)
		if (strlen(words[i]) == length && strncmp(word, words[i], length) == 0)
			return true;
	return false;
}

static int size_used(const char *line)
{
	return is_any(line, fours) ? 4 : is_any(line, eights) ? 8 : 0;
}

/* ---- What has a name ---- */

/* As gcc writes it, function by function: DW_OP_fbreg, and behind it how far from where the frame was called. */
static void note_names(struct slots *slots, const char *text)
{
	static const char function[] = "\t.quad\t.LFB", mark[] = "\t.byte\t0x91\n\t.sleb128 ";
	int number = -1;

	for (const char *at = strstr(text, ".section\t.debug_info"); at && *at; at += strcspn(at, "\n"), at += *at == '\n') {
		if (strncmp(at, function, sizeof function - 1) == 0)
			number = atoi(at + sizeof function - 1);
		if (strncmp(at, mark, sizeof mark - 1) != 0)
			continue;
		if (slots->n_named == MOST_NAMED_SLOTS)
			slots->unknown = true;
		else
			slots->named[slots->n_named++] = (struct named_slot){ number, atoi(at + sizeof mark - 1) + 16 };
	}
}

void slots_name(struct slots *slots, const char *line)
{
	if (strncmp(line, ".LFB", 4) == 0)
		slots->function = atoi(line + 4);
}

void slots_begin(struct slots *slots, const char *text)
{
	*slots = (struct slots){ .lowest = INT_MAX, .function = -1, .named = malloc(MOST_NAMED_SLOTS * sizeof *slots->named) };
	must(slots->named);
	slots->remarked = strstr(text, "clang version") != NULL;
	if (!slots->remarked)
		note_names(slots, text);
	slots->unknown |= !slots->remarked && !strstr(text, ".section\t.debug_info");
}

void slots_end(struct slots *slots)
{
	free(slots->named);
}

static bool has_name(const struct slots *slots, const struct slot *slot)
{
	for (int i = 0; i < slots->n_named; i++)
		if ((slots->function < 0 || slots->named[i].function == slots->function) &&
		    slots->named[i].offset >= slot->offset && slots->named[i].offset < slot->offset + slot->size)
			return true;
	return false;
}

/* ---- What a function uses ---- */

static bool holds(const char *line, size_t length, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= length; i++)
		if (memcmp(line + i, word, n) == 0)
			return true;
	return false;
}

/* "-48" of "-48(%rbp)" in the line, from `from` on; false where there is none. `*end` is behind it. */
static bool next_offset(const char *line, size_t length, size_t from, int *offset, size_t *end)
{
	for (size_t i = from; i + sizeof FRAME - 1 <= length; i++)
		if (memcmp(line + i, "(%rbp", 5) == 0) {
			size_t start = i;

			while (start > 0 && strchr("-0123456789", line[start - 1]))
				start--;
			*offset = start < i ? atoi(line + start) : 0;
			*end = i + 5;
			return true;
		}
	return false;
}

static struct slot *slot_at(const struct slots *slots, int offset)
{
	for (int i = 0; i < slots->n; i++)
		if (slots->at[i].offset == offset)
			return (struct slot *)&slots->at[i];
	return NULL;
}

static bool is_remarked(const char *line)
{
	size_t length = strcspn(line, "\n");

	return holds(line, length, "-byte Spill") || holds(line, length, "-byte Reload");
}

static void note(struct slots *slots, const char *line, int offset)
{
	struct slot *slot = slot_at(slots, offset);
	int size = size_used(line);

	if (!slot && slots->n == MOST_SLOTS)
		return;
	if (!slot) {
		slot = &slots->at[slots->n++];
		*slot = (struct slot){ offset, size, true };
	}
	slot->good &= size > 0 && size == slot->size && (!slots->remarked || is_remarked(line));
}

/* The frame's pointer is set where the function begins, and given back where it ends. */
static bool is_of_frame(const char *line)
{
	static const char *const words[] = { "pushq", "popq", "leave", NULL };

	return is_any(line, words);
}

/* ".cfi_offset 3, -24": where a register is kept for who called is told to debuggers, and to who unwinds. */
static void note_kept(struct slots *slots, const char *word)
{
	const char *comma = strchr(word, ',');

	if (strncmp(word, ".cfi_offset", 11) == 0 && comma && slots->n < MOST_SLOTS)
		slots->at[slots->n++] = (struct slot){ atoi(comma + 1) + 16, 8, false };
}

void slots_find(struct slots *slots, const char *line, size_t length)
{
	const char *word = line + strspn(line, blanks);
	bool plain = true;
	int offset;
	size_t end;

	note_kept(slots, word);
	slots->none |= holds(line, length, "setjmp") || holds(line, length, "getcontext");
	if (length == 0 || *word == '.' || *word == '#' || !holds(line, length, "%rbp"))
		return;
	for (size_t from = 0; next_offset(line, length, from, &offset, &end); from = end) {
		plain = false;
		if (line[end] == ')' && strncmp(word, "lea", 3) != 0)
			note(slots, line, offset);
		else if (offset < slots->lowest)
			slots->lowest = offset;
	}
	slots->none |= plain && !is_of_frame(line) && !holds(line, length, "%rsp, %rbp");
}

static bool meet(const struct slot *a, const struct slot *b)
{
	return a->offset < b->offset + b->size && b->offset < a->offset + a->size;
}

/* What a slot has for a size is not known where it is not good: eight bytes on both sides then. */
void slots_choose(struct slots *slots)
{
	for (int i = 0; i < slots->n; i++) {
		struct slot *slot = &slots->at[i];

		slot->good &= !slots->none && !slots->unknown && slots->n < MOST_SLOTS && slot->offset < 0 &&
		              slot->offset + slot->size <= slots->lowest && !has_name(slots, slot);
		for (int k = 0; k < slots->n && slot->good; k++)
			slot->good = k == i || !meet(slot, &(struct slot){ slots->at[k].offset - 28, 60, true }) ||
			             (slots->at[k].size && !meet(slot, &slots->at[k]));
	}
}

void slots_clear(struct slots *slots)
{
	slots->n = 0;
	slots->function = -1;
	slots->lowest = INT_MAX;
	slots->none = false;
}

/* ---- What a line does ---- */

/* Is the slot what the line moves something to? Then it stands at the end. */
static bool is_set(const char *line, size_t length, size_t end)
{
	return end + 1 == length && is_any(line, moves);
}

void slots_see(const struct slots *slots, const char *line, size_t length, int first, uint64_t *reads, uint64_t *sets)
{
	int offset;
	size_t end;

	for (size_t from = 0; next_offset(line, length, from, &offset, &end); from = end) {
		const struct slot *slot = line[end] == ')' ? slot_at(slots, offset) : NULL;

		if (slot && slot->good)
			*(is_set(line, length, end) ? sets : reads) |= (uint64_t)1 << (first + (slot - slots->at));
	}
}
