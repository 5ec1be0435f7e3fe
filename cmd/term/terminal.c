/* terminal.c - see terminal.h. */
#include "cmd/term/terminal.h"

#include <langinfo.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "lab/base/panic.h"

enum { MOST_BEHIND = 2 };

static struct {
	FILE *stream, *behind;
} pairs[MOST_BEHIND];

void terminal_behind(FILE *stream, FILE *behind)
{
	for (int i = 0; i < MOST_BEHIND; i++)
		if (pairs[i].stream == (behind ? NULL : stream)) {
			pairs[i].stream = behind ? stream : NULL;
			pairs[i].behind = behind;
			return;
		}
	must(!behind);
}

/* The descriptor to which it all goes; -1 for none. */
static int descriptor(FILE *stream)
{
	for (int i = 0; i < MOST_BEHIND; i++)
		if (pairs[i].stream && pairs[i].stream == stream)
			return fileno(pairs[i].behind);
	return fileno(stream);
}

bool terminal_is(FILE *stream)
{
	int file = descriptor(stream);

	return file >= 0 && isatty(file);
}

static bool is_dumb(void)
{
	const char *term = getenv("TERM");

	return !term || !*term || !strcmp(term, "dumb") || getenv("INSIDE_EMACS");
}

static int from_environment(const char *name, int otherwise)
{
	const char *text = getenv(name);
	long n = text ? strtol(text, NULL, 10) : 0;

	return n > 0 && n < 10000 ? (int)n : otherwise;
}

int terminal_width(FILE *stream)
{
	struct winsize size;
	int width = 0;

	if (terminal_is(stream) && ioctl(descriptor(stream), TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
	if (width == 0)
		width = from_environment("COLUMNS", 80);
	return width < NARROWEST ? NARROWEST : width;
}

int terminal_height(FILE *stream)
{
	struct winsize size;

	if (!terminal_is(stream))
		return INT_MAX;
	if (ioctl(descriptor(stream), TIOCGWINSZ, &size) == 0 && size.ws_row > 0)
		return size.ws_row;
	return from_environment("LINES", 24);
}

bool terminal_colour(FILE *stream, enum colour_mode mode)
{
	const char *none = getenv("NO_COLOR"), *force = getenv("CLICOLOR_FORCE");

	if (mode != COLOUR_AUTO)
		return mode == COLOUR_ALWAYS;
	if ((none && *none) || is_dumb())
		return false;
	if (force && *force && strcmp(force, "0"))
		return true;
	return terminal_is(stream);
}

bool terminal_ascii(void)
{
	const char *codeset = nl_langinfo(CODESET);

	return (is_dumb() && isatty(STDOUT_FILENO)) ||
	       (strcasecmp(codeset, "UTF-8") && strcasecmp(codeset, "UTF8"));
}

bool terminal_live(FILE *stream)
{
	return terminal_is(stream) && !is_dumb();
}

/* ---- What is typed meanwhile ---- */

static struct termios before;
static bool hushed;

static void show_again(void)
{
	terminal_hush(false);
}

bool terminal_hush(bool hush)
{
	static bool registered;
	struct termios now;
	bool was = hushed;

	if (hush == hushed || (hush && (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &before) != 0)))
		return was;
	if (hush && !registered)
		registered = atexit(show_again) == 0;
	now = before;
	if (hush)
		now.c_lflag &= ~(tcflag_t)ECHO;
	hushed = tcsetattr(STDIN_FILENO, TCSANOW, &now) == 0 && hush;
	return was;
}

void terminal_forget_typed(void)
{
	if (isatty(STDIN_FILENO))
		tcflush(STDIN_FILENO, TCIFLUSH);
}
