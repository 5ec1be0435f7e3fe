/*
 * export_cast.c - a run as a film for asciinema: the command is typed, the log comes at reading speed, and how it ended.
 *
 * It is made from the trace, so that what was over in a millisecond can be read, and a run that waited an hour does not
 * take one. Frames are no nearer than a person could tell apart, however many events there are.
 */
#include <string.h>

#include "cmd/look/export.h"
#include "cmd/run/report.h"
#include "lab/base/text.h"
#include "lab/export/cast.h"
#include "lab/trace/deeds.h"

enum { ROWS = 24 };

/* Seconds. */
static const double a_letter = 0.06, an_event = 0.5, all_events = 60, a_frame = 1 / 30.0, look_up = 1, last_look = 5;

struct log_film {
	struct cast cast;
	struct look look;
	double      now;
	struct buf  text;
};

static void show(struct log_film *film, double seconds)
{
	cast_written(&film->cast, film->now, buf_text(&film->text), film->text.length);
	buf_clear(&film->text);
	film->now += seconds;
}

/* "dining seats=3", as far as it is known. */
static const char *line_of(const struct exporting *job)
{
	const struct session *session = job->session;

	return job->result == session->last && session->last_run ? session->last_run : job->result->pattern->name;
}

static void type_command(struct log_film *film, const struct exporting *job)
{
	struct buf line = { 0 };

	buf_adds(&film->text, "conclab> ");
	show(film, look_up);
	buf_printf(&line, "run %s", line_of(job));
	for (const char *at = buf_text(&line); *at; at++) {
		buf_addc(&film->text, *at);
		if (((unsigned char)at[1] & 0xc0) != 0x80)
			show(film, a_letter);
	}
	buf_addc(&film->text, '\n');
	show(film, look_up);
	buf_free(&line);
}

/* False when it is to be stopped. */
static bool play_log(struct log_film *film, struct exporting *job)
{
	const struct trace *trace = &job->result->trace;
	double each = trace->n_events * an_event > all_events ? all_events / (double)trace->n_events : an_event, shown = film->now;
	bool whole = true;

	view_log_head(&film->text, trace, NULL, &film->look);
	for (long i = 0; i < trace->n_events && whole; i++) {
		view_log(&film->text, trace, i, i + 1, NULL, &film->look);
		film->now += each;
		if (film->now - shown >= a_frame) {
			show(film, 0);
			shown = film->now;
		}
		whole = export_goes_on(&job->progress, i, trace->n_events);
	}
	show(film, look_up);
	return whole;
}

static void tell_end(struct log_film *film, const struct exporting *job)
{
	cast_mark(&film->cast, film->now, verdict_word(job->result->verdict));
	report_result(&film->text, job->result, &film->look, false);
	show(film, last_look);
	cast_written(&film->cast, film->now, "\n", 1);
}

int export_cast(struct exporting *job)
{
	struct log_film film = { .look = job->session->look };
	struct buf title = { 0 };
	struct arena *arena;
	bool whole;

	film.look.colour = film.look.looks_on = true;
	buf_printf(&title, "%s: %s", line_of(job), verdict_word(job->result->verdict));
	cast_begin(&film.cast, job->out, &(struct cast_head){ film.look.width, ROWS, buf_text(&title), 0, 0 });
	type_command(&film, job);
	arena = arena_new();
	view_topology(&film.text, snapshot_with_deeds(job->result->snapshot, &job->result->trace, arena), &film.look);
	arena_free(arena);
	show(&film, look_up);
	whole = play_log(&film, job);
	tell_end(&film, job);
	buf_printf(&job->said, "%ld event%s of %s, %.0f s to watch; `asciinema play %s` shows it", job->result->trace.n_events,
	           text_s(job->result->trace.n_events), job->result->pattern->name, film.now, job->path);
	job->n = job->result->trace.n_events;
	job->unit = "events";
	buf_free(&title);
	buf_free(&film.text);
	return whole ? STATUS_OK : STATUS_INTERRUPTED;
}
