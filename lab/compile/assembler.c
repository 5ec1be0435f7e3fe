/* assembler.c - see assembler.h. */
#include "lab/compile/assembler.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/compile/elf.h"
#include "lab/compile/tool.h"

#define MARK "conclab_assembler_in_"
#define OUTSIDE "no_function"

static const char blanks[] = " \t", ends[] = ";\n", names[] =
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

static const char *const harmless[] = {
	"pause", "nop", "rep", "rep nop", "yield", "mfence", "lfence", "sfence", "dmb ish", "dmb sy", "dsb sy", NULL
};

/* What only names symbols, or says where the next lines come from (gcc puts that between the lines of a person's). */
static const char *const directives[] = { ".loc", ".globl", ".global", ".weak", ".hidden", ".set", ".symver", NULL };

static bool is_directive(const char *instruction)
{
	for (int i = 0; directives[i]; i++)
		if (strncmp(instruction, directives[i], strlen(directives[i])) == 0 &&
		    strspn(instruction + strlen(directives[i]), blanks) > 0)
			return true;
	return false;
}

/* A comment or a directive is no instruction. */
static bool is_harmless(const char *instruction, size_t length)
{
	for (int i = 0; harmless[i]; i++)
		if (strlen(harmless[i]) == length && strncmp(harmless[i], instruction, length) == 0)
			return true;
	return length == 0 || *instruction == '#' || strncmp(instruction, "//", 2) == 0 || is_directive(instruction);
}

/*
 * What a compiler's builtin comes to, not told as any other instruction is: it gives what no run gives again, or writes where
 * the instruction does not say.
 */
static bool is_opaque(const char *word)
{
	static const char *const words[] = { "rdtsc", "rdrand", "rdseed", "rdpmc", "maskmov", "vmaskmov", "xbegin", NULL };

	for (int i = 0; words[i]; i++)
		if (strncmp(word, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* Is each instruction of a line harmless? */
static bool line_is_harmless(const char *line)
{
	while (*line && *line != '\n') {
		size_t length;

		line += strspn(line, blanks);
		length = *line == '#' ? strcspn(line, "\n") : strcspn(line, ends);
		while (length && strchr(blanks, line[length - 1]))
			length--;
		if (!is_harmless(line, length))
			return false;
		line += *line == '#' ? strcspn(line, "\n") : strcspn(line, ends);
		line += *line == ';';
	}
	return true;
}

/* Of "swap:" the length of the name, 0 for any other line, and for ".L2:", too. */
static size_t label(const char *line)
{
	size_t length = strspn(line, names);

	return line[length] == ':' ? length : 0;
}

static void note(struct command_line *link, const char *function, size_t length)
{
	struct buf option = { 0 };

	buf_adds(&option, "-Wl,--defsym=" MARK);
	buf_add(&option, function, length);
	buf_adds(&option, "=0");
	line_add(link, buf_text(&option));
	buf_free(&option);
}

void assembler_note(struct command_line *link, const char *text)
{
	const char *function = OUTSIDE, *noted = NULL;
	size_t length = strlen(OUTSIDE);
	bool within = false;

	for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		const char *word = line + strspn(line, blanks);

		if (strncmp(word, "#APP", 4) == 0 || strncmp(word, "//APP", 5) == 0) {
			within = true;
		} else if (strncmp(word, "#NO_APP", 7) == 0 || strncmp(word, "//NO_APP", 8) == 0) {
			within = false;
		} else if (function != noted && (within ? !line_is_harmless(line) : is_opaque(word))) {
			note(link, function, length);
			noted = function;
		} else if (!within && label(line)) {
			function = line;
			length = label(line);
		} else if (!within && strncmp(word, ".cfi_endproc", strlen(".cfi_endproc")) == 0) {
			function = OUTSIDE;
			length = strlen(OUTSIDE);
		}
	}
}

static void see(void *context, const char *name, bool defined)
{
	struct buf *found = context;

	if (defined && strncmp(name, MARK, strlen(MARK)) == 0)
		buf_printf(found, "%s%s", found->length ? ", " : "", name + strlen(MARK));
}

void assembler_found(struct buf *out, const char *object)
{
	elf_names(object, see, out);
}
