/*
 * untold.c - see untold.h. Which registers are still read: body.h.
 *
 * A compiler moves no access across a call, and every piece of code without a jump begins with one: so an access belongs to
 * the hooks behind the last other call or label. Clang leaves an atomic load where it was, and calls to have it made before.
 */
#include "lab/compile/untold.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/files.h"
#include "lab/compile/body.h"
#include "lab/compile/kept.h"
#include "lab/compile/untold_account.h"

enum { STRING_WORD = 5, LONG_DOUBLE = 10 };

struct access {
	struct operand operand;         /* no text: of the string instruction, at %rsi and %rdi */
	int  size;                      /* bytes; of a string instruction of each piece */
	bool reads, writes;
};

static bool begins(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0;
}

/* ---- What a line does to memory ---- */

static bool holds(struct operand operand, const char *word)
{
	size_t length = strlen(word);

	for (size_t i = 0; i + length <= operand.length; i++)
		if (memcmp(operand.text + i, word, length) == 0)
			return true;
	return false;
}

bool untold_operand(const struct line *line, struct operand *operand)
{
	const char *end = line->text + line->said, *open = memchr(line->text, '(', line->said), *close;

	if (!open || !(close = memchr(open, ')', (size_t)(end - open))))
		return false;
	operand->text = open;
	while (operand->text > line->text && !strchr(" \t,", operand->text[-1]))
		operand->text--;
	operand->length = (size_t)(close + 1 - operand->text);
	operand->last = close + 1 == end;
	return true;
}

void untold_base(struct operand operand, char name[NAME])
{
	const char *at = memchr(operand.text, '(', operand.length);
	size_t n = at ? strcspn(at + 1, ",)") : 0;

	memset(name, 0, NAME);
	memcpy(name, at ? at + 1 : "", n < NAME ? n : 0);
}

static int size_of_suffix(char c)
{
	return c == 'b' ? 1 : c == 'w' ? 2 : c == 'l' ? 4 : 8;
}

static bool ends_in(const char *word, size_t length, const char *end)
{
	return length >= strlen(end) && strncmp(word + length - strlen(end), end, strlen(end)) == 0;
}

static int size_of_vector(const struct line *line, const char *word, size_t length)
{
	if (line_holds(line, "%ymm"))
		return 32;
	if (ends_in(word, length, "ss") || ends_in(word, length, "movd") || begins(word, "cvtss") || begins(word, "cvttss"))
		return 4;
	if (begins(word, "cvtsi2") && word[length - 1] == 'l')
		return 4;
	if (ends_in(word, length, "sd") || ends_in(word, length, "movq") || ends_in(word, length, "hps") || ends_in(word, length, "lps") ||
	    ends_in(word, length, "hpd") || ends_in(word, length, "lpd") || begins(word, "cvt"))
		return 8;
	return 16;
}

/* "movzbl": what it reads is a byte. */
static bool widens(const char *word, size_t length)
{
	return length == 6 && (begins(word, "movz") || begins(word, "movs")) && strchr("bwl", word[4]) && strchr("wlq", word[5]);
}

static int size_of(const struct line *line)
{
	const char *word = line_word(line);
	size_t length = strcspn(word, " \t\n");

	if (begins(word, "fldt") || begins(word, "fstpt"))
		return LONG_DOUBLE;
	if (widens(word, length))
		return size_of_suffix(word[4]);
	if (begins(word, "set"))
		return 1;
	if (line_holds(line, "mm") && line_holds(line, "%"))
		return size_of_vector(line, word, length);
	return size_of_suffix(word[length - 1]);
}

/* What only sets its last operand; and what only looks at it. */
static bool only_sets(const char *word)
{
	return begins(word, "mov") || begins(word, "vmov") || begins(word, "set") || begins(word, "pop") || begins(word, "fst") ||
	       begins(word, "cvt") || begins(word, "vextract");
}

static bool only_looks(const char *word)
{
	static const char *const words[] = { "cmp", "test", "ucomi", "comi", "push", "fld", "fild", "fadd", "fsub", "fmul", "fdiv",
	                                     "fcom", "bt", "mul", "div", "idiv", NULL };

	for (int i = 0; words[i]; i++)
		if (begins(word, words[i]))
			return true;
	return false;
}

/* The stack is tried by an "orq $0"; what a person never names, and what another thread cannot name, is left out. */
static bool is_passed(const struct line *line, struct operand operand)
{
	static const char *const words[] = { "GOT", "got", "TLS", "tls", "%fs", "%gs", "TPOFF", "tpoff", "%st", NULL };

	for (int i = 0; words[i]; i++)
		if (holds(operand, words[i]))
			return true;
	return begins(operand.text, ".L") || (line_begins(line, "orq orl ") && line_holds(line, "$0,"));
}

/* "rep movsq", and a "movsq" by itself. */
static bool is_string(const struct line *line, struct access *access, bool *repeats)
{
	const char *word = line_word(line);

	*repeats = begins(word, "rep");
	if (*repeats) {
		word += strcspn(word, " \t;");
		word += strspn(word, " \t;");
	}
	if ((!begins(word, "movs") && !begins(word, "stos")) || word + STRING_WORD != line->text + line->said)
		return false;
	*access = (struct access){ .size = size_of_suffix(word[4]), .reads = *word == 'm', .writes = true };
	return true;
}

static bool find_access(const struct account *account, const struct line *line, struct access *access)
{
	const char *word = line_word(line);
	struct operand operand;
	char base[NAME];

	if (!line_is_instruction(line) || account->written || *word == 'j' || begins(word, "lea") || begins(word, "nop") ||
	    begins(word, "call") || begins(word, "ret") || begins(word, "prefetch") || !untold_operand(line, &operand))
		return false;
	untold_base(operand, base);
	if (account_owns(account, base) || is_passed(line, operand))
		return false;
	*access = (struct access){ .operand = operand, .size = size_of(line) };
	access->writes = operand.last && !only_looks(word);
	access->reads = !access->writes || !only_sets(word);
	return true;
}

/* Off the account; true when there is not so much on it. */
static bool take(long *account, long size)
{
	bool enough = *account >= size;

	*account -= enough ? size : 0;
	return !enough;
}

/* ---- Telling ---- */

/* Where, and twice how many bytes; one more when it is a write. See hooks.c. */
static void write_arguments(struct buf *out, const struct access *access, bool repeats, bool write)
{
	if (access->operand.text) {
		buf_printf(out, "\tleaq\t%.*s, %%rdi\n", (int)access->operand.length, access->operand.text);
	} else if (repeats) {
		buf_adds(out, write ? "" : "\tmovq\t%rsi, %rdi\n");
		if (access->size < 8)
			buf_printf(out, "\tleaq\t%d(,%%rcx,%d), %%rsi\n", write, 2 * access->size);
		else
			buf_printf(out, "\tleaq\t(,%%rcx,8), %%rsi\n\tleaq\t%d(,%%rsi,2), %%rsi\n", write);
		return;
	} else if (!write) {
		buf_adds(out, "\tmovq\t%rsi, %rdi\n");
	}
	buf_printf(out, "\tmovl\t$%d, %%esi\n", 2 * access->size + write);
}

static void tell(struct buf *out, const struct kept *kept, const struct access *access, bool repeats, bool write)
{
	kept_write(out, kept);
	write_arguments(out, access, repeats, write);
	buf_adds(out, "\tcall\tconclab_untold@PLT\n");
	kept_write_back(out, kept);
}

static void see_string(struct buf *out, const struct body *body, int i, struct account *account, const struct access *access,
                       bool repeats)
{
	struct kept kept = kept_find(body, i, &account->anywhere);

	if (access->reads && take(&account->read, access->size) && !account_owns(account, "%rsi"))
		tell(out, &kept, access, repeats, false);
	if (take(&account->write, access->size) && !account_owns(account, "%rdi"))
		tell(out, &kept, access, repeats, true);
}

static void look_at(struct buf *out, const struct body *body, int i, struct account *account, bool clang)
{
	const struct line *line = &body->at[i];
	struct access access;
	struct kept kept;
	bool repeats, reads, writes, never;

	if (line_is_instruction(line) && !account->written && is_string(line, &access, &repeats)) {
		see_string(out, body, i, account, &access, repeats);
		return;
	}
	if (!find_access(account, line, &access))
		return;
	never = clang && access.size == LONG_DOUBLE;    /* so nothing is on account for it */
	reads = access.reads && (never || take(&account->read, access.size));
	writes = access.writes && (never || take(&account->write, access.size));
	if (!reads && !writes)
		return;
	kept = kept_find(body, i, &account->anywhere);
	if (reads)
		tell(out, &kept, &access, false, false);
	if (writes)
		tell(out, &kept, &access, false, true);
}

static void write_with(struct buf *out, const struct body *body, bool clang)
{
	struct account account = { .anywhere = kept_anywhere(body) };

	for (int i = 0; i < body->n; i++) {
		look_at(out, body, i, &account, clang);
		account_see(&account, &body->at[i]);
		buf_add(out, body->at[i].text, body->at[i].length);
		buf_addc(out, '\n');
	}
}

static void write_gcc(struct buf *out, const struct body *body)
{
	write_with(out, body, false);
}

static void write_clang(struct buf *out, const struct body *body)
{
	write_with(out, body, true);
}

bool untold_tell_file(const char *path)
{
#ifdef __x86_64__
	struct buf told = { 0 };
	size_t length;
	char *text = files_read(path, &length);
	bool good = true;

	if (text) {
		bodies_rewrite(&told, text, strstr(text, ".ident\t\"GCC") ? write_gcc : write_clang);
		good = files_replace(path, buf_text(&told), told.length);
	}
	free(text);
	buf_free(&told);
	return good;
#else
	(void)path, (void)write_gcc, (void)write_clang;
	return true;
#endif
}
