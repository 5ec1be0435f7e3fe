/* search_progress.c - see search_progress.h. */
#include "cmd/search_progress.h"

#include "cmd/interrupt.h"
#include "cmd/search.h"
#include "lab/base/text.h"

void search_progress_draw(struct search_progress *progress, const char *text)
{
	struct session *session = progress->session;
	struct buf line = { 0 };

	if (!session->live || session->json || session->quiet)
		return;
	text_cut(&line, text, session->look.width - 1, session->look.ascii);
	fprintf(session->out, "\r\033[K%s", buf_text(&line));
	fflush(session->out);
	progress->drawn = true;
	buf_free(&line);
}

void search_progress_end(struct search_progress *progress)
{
	if (progress->drawn)
		fputs("\r\033[K", progress->session->out);
	if (progress->session->live && interrupt_pending())
		fputc('\n', progress->session->out);    /* the terminal has echoed ^C */
	progress->drawn = false;
}

static void tick(void *context, long schedules, double done)
{
	struct search_progress *progress = context;
	struct buf text = { 0 };

	buf_adds(&text, "... ");
	if (progress->what)
		buf_printf(&text, "%s: ", progress->what);
	text_count(&text, schedules);
	buf_printf(&text, " schedules, about %.*f%% of those in sight   (^C keeps what was found)",
	           done < 0.01 ? 4 : 0, 100 * done);
	search_progress_draw(progress, buf_text(&text));
	buf_free(&text);
}

static bool stopped(void *context)
{
	return search_stopped(((struct search_progress *)context)->session);
}

struct explore_watcher search_watcher(struct search_progress *progress)
{
	return (struct explore_watcher){ .tick = tick, .context = progress, .interrupted = stopped };
}
