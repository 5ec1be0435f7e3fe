/* inline_asm.c - see inline_asm.h. */
#include "lab/compile/inline_asm.h"

#include <string.h>

static const char blanks[] = " \t";

/* A word, an operand, an instruction: so many bytes of the text. */
struct piece {
	const char *text;
	size_t      length;
};

static bool is(struct piece piece, const char *word)
{
	return piece.length == strlen(word) && strncmp(piece.text, word, piece.length) == 0;
}

static struct piece trimmed(struct piece piece)
{
	size_t skipped = strspn(piece.text, blanks);

	skipped = skipped < piece.length ? skipped : piece.length;
	piece.text += skipped;
	piece.length -= skipped;
	while (piece.length && strchr(blanks, piece.text[piece.length - 1]))
		piece.length--;
	return piece;
}

/* The first word of an instruction; the rest stays. */
static struct piece take_word(struct piece *rest)
{
	struct piece word = *rest;

	for (word.length = 0; word.length < rest->length && !strchr(blanks, rest->text[word.length]);)
		word.length++;
	rest->text += word.length;
	rest->length -= word.length;
	*rest = trimmed(*rest);
	return word;
}

/* Up to the comma that is in no parentheses; the rest stays. */
static struct piece take_operand(struct piece *rest)
{
	struct piece operand = *rest;
	int depth = 0;

	for (operand.length = 0; operand.length < rest->length; operand.length++) {
		char c = rest->text[operand.length];

		depth += (c == '(') - (c == ')');
		if (c == ',' && depth == 0)
			break;
	}
	rest->text += operand.length + (operand.length < rest->length);
	rest->length -= operand.length + (operand.length < rest->length);
	*rest = trimmed(*rest);
	return trimmed(operand);
}

/* ---- What an instruction is ---- */

static bool is_memory(struct piece operand)
{
	return operand.length > 0 && operand.text[operand.length - 1] == ')' && !memchr(operand.text, ':', operand.length) &&
	       !memchr(operand.text, '*', operand.length);
}

/* How many bytes a register has by its name; 0 for what is none. */
static int size_of_register(struct piece operand)
{
	const char *name = operand.text;
	size_t n = operand.length;

	if (n < 3 || *name != '%')
		return 0;
	if (name[1] == 'e')
		return 4;
	if (name[1] == 'r' && name[2] >= '0' && name[2] <= '9')
		return name[n - 1] == 'd' ? 4 : name[n - 1] == 'w' ? 2 : name[n - 1] == 'b' ? 1 : 8;
	return name[1] == 'r' ? 8 : name[n - 1] == 'l' || name[n - 1] == 'h' ? 1 : 2;
}

/* "xchg" of "xchgl", and 4 in `*size`, or 0 of "xchg"; false for any other word. */
static bool is_with_size(struct piece word, const char *name, int *size)
{
	static const char suffixes[] = "bwlq";
	const char *suffix;

	*size = 0;
	if (is(word, name))
		return true;
	if (word.length != strlen(name) + 1 || strncmp(word.text, name, strlen(name)) != 0)
		return false;
	suffix = strchr(suffixes, word.text[word.length - 1]);
	*size = suffix ? 1 << (suffix - suffixes) : 0;
	return suffix;
}

static bool is_any(struct piece word, const char *const *names, int *size)
{
	for (int i = 0; names[i]; i++)
		if (is_with_size(word, names[i], size))
			return true;
	return false;
}

/* With "lock" before them. An xchg with memory needs none. */
static const char *const with_lock[] = { "xchg", "xadd", "cmpxchg", "add", "sub", "and", "or", "xor", "inc", "dec", "not", "neg", NULL };
static const char *const without[] = { "xchg", "mov", NULL };

/* "xchgl %eax, (%rdx)" and its like. */
static bool is_access(struct piece instruction, bool lock, struct inline_access *access)
{
	struct piece rest = instruction, word = take_word(&rest), first, last;
	int size;

	if (!is_any(word, lock ? with_lock : without, &size))
		return false;
	first = last = take_operand(&rest);
	if (rest.length)
		last = take_operand(&rest);
	access->locked = lock || strncmp(word.text, "xchg", 4) == 0;
	if (!is_memory(last) && is_memory(first) && access->locked) {
		struct piece other = first;

		first = last;
		last = other;
	}
	if (rest.length || !is_memory(last) || is_memory(first) != (first.text == last.text))
		return false;
	access->operand = last.text;
	access->length = last.length;
	access->size = size ? size : size_of_register(first);
	return access->size > 0;
}

/* Between instructions: comments, directives, and what does nothing to memory or registers. */
static bool is_nothing(struct piece piece)
{
	return piece.length == 0 || *piece.text == '#' || is(piece, "pause") || is(piece, "nop") || is(piece, "mfence") ||
	       strncmp(piece.text, ".loc ", 5) == 0;
}

/* "sete %al" after it looks only at its flags. */
static bool is_answer(struct piece piece)
{
	return piece.length > 5 && strncmp(piece.text, "set", 3) == 0 && memchr(piece.text, '%', piece.length) &&
	       !memchr(piece.text, '(', piece.length);
}

/* ---- The block ---- */

struct block {
	struct inline_access *access;
	int                   n;        /* accesses seen */
	const char           *lock;     /* the line of a "lock" that belongs to what comes */
	bool                  seen;
};

static void see(struct block *block, struct piece piece, const char *line)
{
	struct piece rest = piece;

	if (is_nothing(piece))
		return;
	if (is(take_word(&rest), "lock")) {
		block->lock = line;
		if (!rest.length)
			return;
		piece = rest;
	}
	if (block->n == 0 && is_access(piece, block->lock, block->access)) {
		block->access->line = block->lock ? block->lock : line;
		block->n++;
		block->lock = NULL;
	} else if (block->n == 0 || block->lock || !is_answer(piece)) {
		block->seen = false;
	}
}

static void see_line(struct block *block, const char *line)
{
	const char *end = line + strcspn(line, "\n"), *at = line;

	while (at < end) {
		struct piece piece = { at, 0 };

		at += strspn(at, blanks);
		while (at < end && (*at != ';' || *piece.text == '#'))
			at++;
		piece.length = (size_t)(at - piece.text);
		see(block, trimmed(piece), line);
		at += at < end;
	}
}

bool inline_is_seen(const char *from, struct inline_access *access)
{
#ifdef __x86_64__
	struct block block = { .access = access, .seen = true };
	const char *line = from;

	for (line += strcspn(line, "\n"); *line && block.seen; line += strcspn(line, "\n")) {
		line++;
		if (strncmp(line + strspn(line, blanks), "#NO_APP", 7) == 0)
			break;
		see_line(&block, line);
	}
	return block.seen && block.n == 1 && !block.lock && *line;
#else
	(void)from, (void)access, (void)see_line;
	return false;
#endif
}
