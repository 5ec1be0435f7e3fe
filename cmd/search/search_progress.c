/* search_progress.c - see search_progress.h. */
#include "cmd/search/search_progress.h"

#include "cmd/search/search.h"
#include "cmd/session/out.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/terminal.h"
#include "lab/base/text.h"

static const char hint[] = "   (^C keeps what was found)";

void search_progress_draw(struct search_progress *progress, const char *text)
{
	struct session *session = progress->session;

	if (!session->live || session->json || session->quiet)
		return;
	if (!progress->drawn)
		terminal_hush(true);
	out_progress(session, text, progress->early ? NULL : hint);
	progress->drawn = true;
}

void search_progress_end(struct search_progress *progress)
{
	if (progress->drawn)
		fputs("\r\033[K", progress->session->out);
	if (progress->session->live && !terminal_hush(false) && interrupt_pending())
		fputc('\n', progress->session->out);    /* the terminal has echoed ^C */
	progress->drawn = false;
}

/* The longest of these that leaves room for a hint is drawn; the first two want the long one. */
enum { AS_ESTIMATE, WITH_WORD, WITH_WORD_AND_SHORT_HINT, WITH_SHARE, BARE, N_WORDINGS };

static const double least_share = 0.000001;     /* that four digits of a percentage can show */

static void word(struct buf *out, const char *what, long schedules, long states, double done, int wording)
{
	buf_clear(out);
	buf_adds(out, "... ");
	if (what)
		buf_printf(out, "%s: ", what);
	text_count(out, states ? states : schedules);
	if (wording <= WITH_WORD_AND_SHORT_HINT)
		buf_printf(out, " %s%s", states ? "state" : "schedule", text_s(states ? states : schedules));
	if (states)
		return;
	if (wording < BARE && done < least_share)
		buf_adds(out, ", under 0.0001% done");
	else if (wording < BARE)
		buf_printf(out, ", about %.*f%% done", done < 0.01 ? 4 : 0, 100 * done);
	if (wording == AS_ESTIMATE)
		buf_adds(out, " (an estimate)");
}

static void tick(void *context, long schedules, long states, double done)
{
	struct search_progress *progress = context;
	struct buf text = { 0 };

	for (int wording = 0; wording < N_WORDINGS; wording++) {
		word(&text, progress->what, schedules, states, done, wording);
		if (text_columns(buf_text(&text)) <=
		    out_progress_room(progress->session, wording <= WITH_WORD ? hint : NULL))
			break;
	}
	search_progress_draw(progress, buf_text(&text));
	buf_free(&text);
}

static bool stopped(void *context)
{
	return session_stopped(((struct search_progress *)context)->session);
}

struct explore_watcher search_watcher(struct search_progress *progress)
{
	return (struct explore_watcher){ .tick = tick, .context = progress, .interrupted = stopped };
}
