/* cflags.c - see cflags.h. */
#include "lab/compile/cflags.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

/*
 * Options by how they begin; the first that fits counts. What could change what the lab sees of a program is refused with
 * why, and so is what stands nowhere here.
 */
static const struct {
	const char *start;
	bool        whole;              /* that is all of it */
	bool        takes;              /* where it stands alone, the next word belongs to it */
	const char *why;                /* it is refused; NULL: it is fine */
} options[] = {
	{ "-I", false, true, NULL },
	{ "-iquote", true, true, NULL },
	{ "-include", true, true, NULL },
	{ "-D", false, true, NULL },
	{ "-U", false, true, NULL },
	{ "-std=", false, false, NULL },
	{ "-ansi", true, false, NULL },
	{ "-O", true, false, NULL },
	{ "-O0", true, false, NULL },
	{ "-O1", true, false, NULL },
	{ "-O2", true, false, NULL },
	{ "-O3", true, false, NULL },
	{ "-Os", true, false, NULL },
	{ "-Og", true, false, NULL },
	{ "-g0", true, false, "the lab names lines and variables by the debug information" },
	{ "-g", false, false, NULL },
	{ "-Wl,", false, false, "the lab links the program itself" },
	{ "-Wa,", false, false, "the lab has to know what is made of the program" },
	{ "-Wp,", false, false, "the lab has to know what is made of the program" },
	{ "-W", false, false, NULL },
	{ "-w", true, false, NULL },
	{ "-pedantic", false, false, NULL },
	{ "-pipe", true, false, NULL },
	{ "-pthread", true, false, NULL },
	{ "-lpthread", true, false, NULL },
	{ "-lrt", true, false, NULL },
	{ "-lm", true, false, NULL },
	{ "-m64", true, false, NULL },
	{ "-march=", false, false, NULL },
	{ "-mtune=", false, false, NULL },
	{ "-fwrapv", true, false, NULL },
	{ "-fstrict-aliasing", true, false, NULL },
	{ "-fno-strict-aliasing", true, false, NULL },
	{ "-fsigned-char", true, false, NULL },
	{ "-funsigned-char", true, false, NULL },
	{ "-fcommon", true, false, NULL },
	{ "-fno-common", true, false, NULL },
	{ "-fms-extensions", true, false, NULL },
	{ "-fgnu89-inline", true, false, NULL },
	{ "-fno-builtin", true, false, NULL },
	{ "-fno-inline", true, false, NULL },
	{ "-fno-omit-frame-pointer", true, false, NULL },
	{ "-fdiagnostics-", false, false, NULL },
	{ "-fPIC", true, false, NULL },
	{ "-fpic", true, false, NULL },
	{ "-fsanitize", false, false, "the lab itself says what is watched, to see what the program does: leave it away" },
	{ "-fno-sanitize", false, false, "the lab itself says what is watched, to see what the program does: leave it away" },
	{ "-static", false, false, "the program is loaded into the lab" },
	{ "-shared", false, false, "the program is loaded into the lab" },
	{ "-pie", true, false, "the program is loaded into the lab" },
	{ "-no-pie", true, false, "the program is loaded into the lab" },
	{ "-m32", true, false, "the program is loaded into the lab, which is none of 32 bits" },
	{ "-o", false, false, "where what is built goes is the lab's to say" },
	{ "-c", true, false, "how far it is built is the lab's to say" },
	{ "-E", true, false, "how far it is built is the lab's to say" },
	{ "-S", true, false, "how far it is built is the lab's to say" },
	{ "-M", false, false, "which files it was built from is the lab's to ask" },
	{ "-x", false, false, "the lab compiles C" },
	{ "-l", false, false, "a program is linked with the C library and libm alone" },
	{ "-L", false, false, "a program is linked with the C library and libm alone" },
};

enum { N_OPTIONS = sizeof options / sizeof *options };

/* Where it stands among them; N_OPTIONS: nowhere. */
static int find_option(const char *word)
{
	int i = 0;

	for (; i < N_OPTIONS; i++)
		if (options[i].whole ? !strcmp(word, options[i].start) : !strncmp(word, options[i].start, strlen(options[i].start)))
			break;
	return i;
}

static bool takes_next(int option, const char *word)
{
	return options[option].takes && !strcmp(word, options[option].start);
}

static bool check_option(const char *word, struct buf *why)
{
	int option = find_option(word);

	if (*word != '-')
		buf_printf(why, "cflags: '%.60s' is no option; several files are written ./a.c,./b.c", word);
	else if (option == N_OPTIONS)
		buf_printf(why, "cflags: %.60s is not taken: the lab does not know what it would make of the program", word);
	else if (options[option].why)
		buf_printf(why, "cflags: %.60s is not taken: %s", word, options[option].why);
	return why->length == 0;
}

bool cflags_check(const char *text, struct buf *why)
{
	struct buf reason = { 0 };
	struct words words;
	bool good = words_split(&words, text, &reason);

	if (!good)
		buf_printf(why, "cflags: %s", buf_text(&reason));
	buf_free(&reason);
	if (!good)
		return false;
	for (int i = 0; i < words.n && good; i++) {
		good = check_option(words.at[i], why);
		if (good && takes_next(find_option(words.at[i]), words.at[i]) && ++i == words.n) {
			buf_printf(why, "cflags: %s needs a word after it", words.at[words.n - 1]);
			good = false;
		}
	}
	words_free(&words);
	return good;
}

/* The linker's: there is nothing else to link with. */
static bool is_for_linker(const char *word)
{
	return !strncmp(word, "-l", 2);
}

void cflags_split(struct words *words, const char *text)
{
	struct buf ignored = { 0 };
	int kept = 0;

	must(words_split(words, text, &ignored));
	for (int i = 0; i < words->n; i++)
		if (is_for_linker(words->at[i]))
			free(words->at[i]);
		else
			words->at[kept++] = words->at[i];
	words->n = kept;
}
