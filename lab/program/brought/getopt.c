/*
 * getopt.c - getopt() and getopt_long(), as a program of somebody's gets them: compiled with it, like a file of its own.
 * So their variables are the program's, set anew for each run, and what threads do to them is seen.
 *
 * As the GNU C library has them: options are found behind other words, too, and moved before them, unless the letters
 * begin with '+' or POSIXLY_CORRECT is set ('-' gives the words as arguments of the option 1); optind = 0 begins anew.
 *
 * Invariants, between calls
 *   `rest` is what is left of a word of several letters; NULL: nothing. The words [first, past) are no options, and those
 *   behind, up to optind, are; they change places when the next one is looked for.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *optarg;
int optind = 1, opterr = 1, optopt = '?';

static char *rest;
static int first, past;

/* ---- Words that are no options ---- */

static int is_option(const char *word)
{
	return word[0] == '-' && word[1];
}

/* Let the options that were read behind such words stand before them. */
static void settle(char **argv)
{
	if (first == past)
		first = past = optind;
	for (; past < optind; past++, first++) {
		char *word = argv[past];

		for (int i = past; i > first; i--)
			argv[i] = argv[i - 1];
		argv[first] = word;
	}
}

static int keeps_order(const char *letters)
{
	return *letters == '+' || (*letters != '-' && getenv("POSIXLY_CORRECT"));
}

/* ---- What is wrong ---- */

static const char *without_order(const char *letters)
{
	return *letters == '+' || *letters == '-' ? letters + 1 : letters;
}

/* `format` has the program's name and the option's. Returns '?', or ':' where the program wants to know what is missing. */
static int wrong(char *const *argv, const char *letters, int is_missing, const char *format, const char *option)
{
	int is_quiet = *without_order(letters) == ':';

	if (opterr && !is_quiet)
		fprintf(stderr, format, argv[0], option);
	return is_missing && is_quiet ? ':' : '?';
}

/* ---- -a ---- */

/* The word after is the argument of the option that was read last. */
static int take_next(int argc, char *const *argv)
{
	if (optind >= argc)
		return 0;
	optarg = argv[optind++];
	return 1;
}

static int read_letter(int argc, char *const *argv, const char *letters)
{
	int letter = (unsigned char)*rest++;
	const char *known = letter == ':' || letter == ';' ? NULL : strchr(without_order(letters), letter);
	char *own = *rest ? rest : NULL, name[2] = { (char)letter, 0 };

	optopt = letter;
	if (!own || (known && known[1] == ':')) {
		rest = NULL;
		optind++;
	}
	if (!known)
		return wrong(argv, letters, 0, "%s: invalid option -- '%s'\n", name);
	if (known[1] != ':')
		return letter;
	if (own || known[2] == ':')
		optarg = own;
	else if (!take_next(argc, argv))
		return wrong(argv, letters, 1, "%s: option requires an argument -- '%s'\n", name);
	return letter;
}

/* ---- --word ---- */

/* The option that is meant by the first `length` characters: whole, or the only one that begins so. NULL: none. */
static const struct option *find_long(const struct option *options, const char *word, size_t length)
{
	const struct option *found = NULL;
	int several = 0;

	for (; options->name; options++) {
		if (strncmp(options->name, word, length) != 0)
			continue;
		if (strlen(options->name) == length)
			return options;
		several |= found && (found->has_arg != options->has_arg || found->flag != options->flag || found->val != options->val);
		found = found ? found : options;
	}
	return several ? NULL : found;
}

static int give_long(const struct option *option)
{
	if (!option->flag)
		return option->val;
	*option->flag = option->val;
	return 0;
}

static int read_long(int argc, char *const *argv, const char *letters, const struct option *options, int *index)
{
	char *word = argv[optind++] + 2, *value = strchr(word, '=');
	const struct option *option = find_long(options, word, value ? (size_t)(value - word) : strlen(word));

	optopt = option && !option->flag ? option->val : 0;
	if (!option)
		return wrong(argv, letters, 0, "%s: unrecognized option '--%s'\n", word);
	if (value && option->has_arg == no_argument)
		return wrong(argv, letters, 0, "%s: option '--%s' doesn't allow an argument\n", option->name);
	if (value)
		optarg = value + 1;
	else if (option->has_arg == required_argument && !take_next(argc, argv))
		return wrong(argv, letters, 1, "%s: option '--%s' requires an argument\n", option->name);
	if (index)
		*index = (int)(option - options);
	return give_long(option);
}

/* ---- One after another ---- */

/* Go past the words before the next option. False: there is none, and optind is at the first that is none. */
static int find_option(int argc, char **argv, const char *letters)
{
	settle(argv);
	while (optind < argc && !is_option(argv[optind]) && *letters != '-' && !keeps_order(letters))
		past = ++optind;
	if (optind < argc && (is_option(argv[optind]) || *letters == '-'))
		return 1;
	optind = first;
	past = first;
	return 0;
}

/* The words behind "--" are none. */
static int end_options(char **argv)
{
	optind++;
	settle(argv);
	optind = past = first;
	return -1;
}

static int next(int argc, char **argv, const char *letters, const struct option *options, int *index)
{
	optarg = NULL;
	if (optind == 0) {
		first = past = optind = 1;
		rest = NULL;
	}
	if (!rest && !find_option(argc, argv, letters))
		return -1;
	if (!rest && !is_option(argv[optind])) {
		optarg = argv[optind++];
		return 1;
	}
	if (!rest && strcmp(argv[optind], "--") == 0)
		return end_options(argv);
	if (!rest && options && argv[optind][1] == '-')
		return read_long(argc, argv, letters, options, index);
	if (!rest)
		rest = argv[optind] + 1;
	return read_letter(argc, argv, letters);
}

int getopt(int argc, char *const argv[], const char *letters)
{
	return next(argc, (char **)argv, letters, NULL, NULL);
}

int getopt_long(int argc, char *const argv[], const char *letters, const struct option *options, int *index)
{
	return next(argc, (char **)argv, letters, options, index);
}
