/* film.c - see film.h. */
#include "cmd/lecture/film.h"

#include <limits.h>

#include "cmd/session/session.h"
#include "cmd/term/terminal.h"

/* Seconds. */
static const double a_line = 0.05, a_letter = 0.06, look_up = 1.5, read_line = 0.35, longest_rest = 12, silence = 4;

/* Written, it changes nothing on the screen. */
static const char leave_it[] = "\033[0m";

static int rows_of(const struct session *session)
{
	enum { USUAL = 24 };
	int rows = terminal_height(session->out);

	return rows == INT_MAX ? USUAL : rows;
}

int film_begin(struct film *film, struct session *session, const char *path, const char *title, bool real)
{
	struct cast_head head = { session->look.width, rows_of(session), title, real ? time(NULL) : 0, real ? silence : 0 };
	int status;

	*film = (struct film){ .real = real };
	status = whole_begin(session, &film->whole, path, false);
	if (status)
		return status;
	clock_gettime(CLOCK_MONOTONIC, &film->begun);
	cast_begin(&film->cast, film->whole.file, &head);
	return STATUS_OK;
}

static double seconds_now(const struct film *film)
{
	struct timespec now;

	if (!film->real)
		return film->now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - film->begun.tv_sec) + (double)(now.tv_nsec - film->begun.tv_nsec) / 1e9;
}

void film_written(struct film *film, const char *bytes, size_t n)
{
	cast_written(&film->cast, seconds_now(film), bytes, n);
	for (size_t i = 0; i < n; i++)
		if (bytes[i] == '\n') {
			film->unread++;
			film_pass(film, a_line);
		}
}

void film_mark(struct film *film, const char *name)
{
	cast_mark(&film->cast, seconds_now(film), name);
}

double film_typing(const struct film *film)
{
	return film->real ? 0 : a_letter;
}

void film_pass(struct film *film, double seconds)
{
	film->now += seconds;
}

void film_rest(struct film *film, double seconds)
{
	double rest = look_up + read_line * (double)film->unread;

	film_pass(film, seconds >= 0 ? seconds : rest < longest_rest ? rest : longest_rest);
	film->unread = 0;
}

/* A player stops at the last event: what is on the screen then is to be read first. */
int film_end(struct film *film, struct session *session)
{
	cast_written(&film->cast, seconds_now(film) + (film->real ? silence : 0), leave_it, sizeof leave_it - 1);
	return whole_end(session, &film->whole, true);
}
