/*
 * manual.c - print the manual page conclab(1), made from the tables that the program itself answers from: options,
 * commands, topics. `manual DATE`: the date of the version.
 *
 * Texts become roff by put(), which escapes what roff would take for its own; a macro's line is written as it is.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cmd/session/command.h"
#include "cmd/options.h"
#include "cmd/topics.h"
#include "cmd/version.h"

/* ---- Text ---- */

static void put_char(char c)
{
	switch (c) {
	case '\\': fputs("\\(rs", stdout); return;
	case '-':  fputs("\\-", stdout); return;
	case '\'': fputs("\\(aq", stdout); return;
	case '"':  fputs("\\(dq", stdout); return;
	case '~':  fputs("\\(ti", stdout); return;
	case '^':  fputs("\\(ha", stdout); return;
	}
	putchar(c);
}

/* So many bytes; what stands between `backquotes` is bold. A '.' at the start of a line would be a macro. */
static void put(const char *text, size_t n)
{
	bool bold = false;

	if (n && *text == '.')
		fputs("\\&", stdout);
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '`')
			fputs((bold = !bold) ? "\\fB" : "\\fR", stdout);
		else
			put_char(text[i]);
	}
	if (bold)
		fputs("\\fR", stdout);
}

static void puts_text(const char *text)
{
	put(text, strlen(text));
}

static void line(const char *text)
{
	puts_text(text);
	putchar('\n');
}

/* A line of a table, "  key   what it means": an item. What is indented further goes on with the one before. */
static void put_row(const char *row, size_t n, size_t *column)
{
	size_t margin = strspn(row, " "), gap = margin;

	while (gap + 1 < n && (row[gap] != ' ' || row[gap + 1] != ' '))
		gap++;
	if (*column && margin + 1 >= *column) {
		put(row + margin, n - margin);
		putchar('\n');
		return;
	}
	printf(".TP\n\\fB");
	if (gap + 1 >= n) {
		put(row + margin, n - margin);
		printf("\\fR\n\\&\n");
		*column = 4;
		return;
	}
	put(row + margin, gap - margin);
	printf("\\fR\n");
	while (row[gap] == ' ')
		gap++;
	*column = gap;
	put(row + gap, n - gap);
	putchar('\n');
}

/* Lines as help has them: those that begin with a space are a table, the others paragraphs. */
static void put_help(const char *text)
{
	size_t column = 0;
	bool in_table = false;

	for (const char *end; *text; text = *end ? end + 1 : end) {
		end = text + strcspn(text, "\n");
		if (*text == ' ') {
			if (!in_table)
				printf(".RS\n");
			put_row(text, (size_t)(end - text), &column);
			in_table = true;
			continue;
		}
		if (in_table)
			printf(".RE\n");
		if (in_table || text == end)
			printf(".PP\n");
		in_table = false;
		column = 0;
		put(text, (size_t)(end - text));
		if (text < end)
			putchar('\n');
	}
	if (in_table)
		printf(".RE\n");
}

static void section(const char *name)
{
	printf(".SH ");
	for (; *name; name++)
		putchar(toupper((unsigned char)*name));
	putchar('\n');
}

/* ---- The page ---- */

static void name_and_synopsis(const char *date)
{
	printf(".\\\" Made by tools/manual.c from the tables of the program.\n");
	printf(".TH CONCLAB 1 \"%s\" \"conclab %s\" \"User Commands\"\n", date, CONCLAB_VERSION);
	section("Name");
	printf("conclab \\- an interactive concurrency lab: threads you can watch\n");
	section("Synopsis");
	printf(".B conclab\n[\\fIoption\\fR ...] [\\fIcommand\\fR [\\fIargument\\fR ...]]\n.br\n");
	printf(".B conclab\n[\\fIoption\\fR ...] \\fB\\-c\\fR \\fIcommands\\fR | \\fB\\-f\\fR \\fIfile\\fR ...\n");
}

static void description(void)
{
	section("Description");
	line("`conclab` runs patterns of concurrent programs (worker pool, pipeline, pub/sub, lock order, ...)");
	line("on real threads, with settings that can be turned.");
	line("Deadlocks, leaks, races, misuses and broken claims are found the moment they are");
	line("certain, and explained in words;");
	line("`explore` looks at every schedule and proves what can happen and what cannot;");
	line("`step` lets you be the scheduler; `lesson` begins the course.");
	printf(".PP\n");
	line("Without a command there is a prompt, where Tab completes and `help` tells more;");
	line("from a pipe, commands are read line by line. `patterns` lists the patterns.");
	line("Options may also stand after the command.");
}

static void options(void)
{
	section("Options");
	for (const struct option_about *about = options_about; about->key; about++) {
		printf(".TP\n");
		if (option_letter(about))
			printf("\\fB\\-%c\\fR%s", about->key, about->name ? ", " : "");
		if (about->name) {
			printf("\\fB\\-\\-");
			puts_text(about->name);
			printf("\\fR");
		}
		if (about->value) {
			putchar(about->name && !option_letter(about) ? '=' : ' ');
			printf("\\fI%s\\fR", about->value);
		}
		putchar('\n');
		line(about->summary);
	}
}

static void aliases(const struct command *command)
{
	for (int i = 0; i < MAX_ALIASES && command->alias[i]; i++) {
		printf(i ? ", \\fB" : "Short: \\fB");
		puts_text(command->alias[i]);
		printf("\\fR");
	}
	if (command->alias[0])
		printf(".\n.br\n");
}

static void about_command(const struct command *command)
{
	printf(".TP\n\\fB%s\\fR%s", command->name, *command->args ? " " : "");
	line(command->args);
	line(command->summary);
	printf(".RS\n.PP\n");
	if (command->detail) {
		put_help(command->detail);
		printf(".PP\n");
	}
	aliases(command);
	printf("Examples:\n.nf\n.RS\n");
	for (int i = 0; i < N_EXAMPLES; i++)
		line(command->example[i]);
	printf(".RE\n.fi\nSee also: ");
	line(command->see_also);
	printf(".RE\n");
}

static void all_commands(void)
{
	section("Commands");
	for (int group = 0; group < GROUP_COUNT; group++) {
		printf(".SS %s\n", group_word((enum group)group));
		for (int i = 0; commands[i]; i++)
			if (commands[i]->group == (enum group)group)
				about_command(commands[i]);
	}
}

static const struct topic *topic(const char *name)
{
	for (const struct topic *at = topics; at->name; at++)
		if (!strcmp(at->name, name))
			return at;
	return NULL;
}

/* Topics that have a section of manual pages to themselves. */
static const char *const sections[][2] = {
	{ "exit-codes", "Exit status" }, { "files", "Files" }, { NULL, NULL }
};

static bool has_section(const struct topic *topic)
{
	for (int i = 0; sections[i][0]; i++)
		if (!strcmp(sections[i][0], topic->name))
			return true;
	return false;
}

static void other_topics(void)
{
	for (const struct topic *at = topics; at->name; at++) {
		if (has_section(at))
			continue;
		section(at->name);
		printf("This is about ");
		line(at->summary);
		printf(".PP\n");
		put_help(at->text);
	}
}

static void environment(void)
{
	static const char *const variables[][2] = {
		{ "CONCLAB_SET", "settings for the session, \"jobs=20 feed=main\"" },
		{ "CONCLAB_LESSONS", "another course than the one the program carries: a file like LESSONS.md" },
		{ "CONCLAB_PAGER, PAGER", "what shows long answers, in place of `less`" },
		{ "XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME, HOME", "where the files below are" },
		{ "CONCLAB_CC, CC, PATH", "the C compiler for files of your own, and where it is looked for" },
		{ "TMPDIR", "where `grade` makes its folders, in place of /tmp" },
		{ "NO_COLOR, CLICOLOR_FORCE", "no colours; colours also where there is no terminal" },
		{ "TERM, INSIDE_EMACS", "a dumb terminal gets neither colours nor lines that are drawn again" },
		{ "COLUMNS, LINES", "the size of the screen, where the terminal does not say" },
		{ "LC_ALL, LC_CTYPE, LANG", "where they name no UTF-8, drawings are in ASCII" },
	};

	section("Environment");
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		printf(".TP\n\\fB%s\\fR\n", variables[i][0]);
		line(variables[i][1]);
	}
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: manual DATE\n");
		return 2;
	}
	name_and_synopsis(argv[1]);
	description();
	options();
	all_commands();
	other_topics();
	for (int i = 0; sections[i][0]; i++) {
		section(sections[i][1]);
		put_help(topic(sections[i][0])->text);
		if (i == 0)
			environment();
	}
	section("See also");
	printf(".BR gdb (1),\n.BR pthreads (7)\n.PP\n");
	line("README.md and LESSONS.md, the course, in share/doc/conclab.");
	return ferror(stdout) || fclose(stdout) ? 3 : 0;
}
