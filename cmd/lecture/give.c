/* give.c - see give.h. giving_keys.c has what keys do. */
#include "cmd/lecture/give.h"

#include <stdlib.h>

#include "cmd/lecture/giving.h"
#include "cmd/lecture/stage.h"
#include "cmd/session/aside.h"
#include "cmd/session/guest.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/terminal.h"

/* ---- What is written ---- */

enum { MOST_KEPT = 1 << 20 };

static void hear(void *context, const char *bytes, size_t n)
{
	struct giving *giving = context;
	struct buf *kept = giving->now ? &giving->now->kept : NULL;

	if (kept && !giving->full && kept->length >= MOST_KEPT) {
		stage_settle(kept, true);
		giving->full = kept->length >= MOST_KEPT;
	}
	if (kept && !giving->full)
		buf_add(kept, bytes, n);
	if (giving->film)
		film_written(giving->film, bytes, n);
}

/* From now on everything that is written is heard. */
static void listen(struct giving *giving)
{
	struct session *session = giving->session;

	giving->out = session->out;
	giving->err = session->err;
	giving->pager = session->pager;
	session->look.looks_on = true;
	session->look.filmed = giving->film;
	if (!giving->keys_there && !giving->film)
		return;
	tee_open(&giving->answers, session->out, hear, giving);
	tee_open(&giving->complaints, session->err, hear, giving);
	session->out = giving->answers.stream;
	session->err = giving->complaints.stream;
	session->pager = false;
}

static void stop_listening(struct giving *giving)
{
	struct session *session = giving->session;

	fflush(session->out);
	session->pager = giving->pager;
	session->look.looks_on = session->look.filmed = false;
	if (session->out == giving->out)
		return;
	session->out = giving->out;
	session->err = giving->err;
	tee_close(&giving->answers);
	tee_close(&giving->complaints);
}

/* ---- Items ---- */

/* A person writes it: letter by letter, where there is time. */
static void type(struct giving *giving, const char *text)
{
	double a_letter = giving->film ? film_typing(giving->film) : 0;
	FILE *out = giving->session->out;

	if (a_letter <= 0) {
		fputs(text, out);
		return;
	}
	for (; *text; text++) {
		fputc(*text, out);
		if (*text >= ' ' && *text <= '~') {
			fflush(out);
			film_pass(giving->film, a_letter);
		}
	}
}

void giving_announce(struct giving *giving)
{
	struct lecture *lecture = giving->lecture;
	const struct item *item = &lecture->items[giving->at];
	struct buf text = { 0 };

	if (giving->at == lecture->n || item->kind != ITEM_COMMAND || giving->session->json)
		return;
	stage_command(&text, lecture, giving->at, giving->keys_there || giving->film, &giving->session->look);
	type(giving, buf_text(&text));
	buf_free(&text);
}

static const char clear[] = "\033[H\033[2J";

/* Where the screen cannot be cleared, or is no screen, a line apart will do. */
static void begin_slide(struct giving *giving, bool first)
{
	FILE *out = giving->session->out;

	if (giving->keys_there && giving->session->live)
		fputs(clear, out);
	else if (giving->film)
		film_written(giving->film, clear, sizeof clear - 1);
	else if (!first)
		fputc('\n', out);
}

static void show_caption(struct giving *giving, const struct item *item)
{
	struct buf text = { 0 };
	FILE *out = giving->session->out;

	if (giving->session->json)
		return;
	fflush(out);
	begin_slide(giving, item == giving->lecture->items);
	stage_caption(&text, item->text, &giving->session->look);
	fputs(buf_text(&text), out);
	if (giving->film)
		film_mark(giving->film, item->text);
	buf_free(&text);
}

/* Where there are keys, ^C stops a run, and that is all. */
static int forgive(struct giving *giving, int status, int worst)
{
	if (!giving->keys_there || interrupt_ending() || !(interrupt_pending() || status == STATUS_INTERRUPTED))
		return status;
	interrupt_clear();
	giving->session->worst = worst;
	return STATUS_OK;
}

/* What has been typed in between counts no more. */
static void forget_typed(struct giving *giving)
{
	if (giving->aside)
		session_bring_back(giving->session, giving->aside);
	giving->aside = NULL;
}

static int execute(struct giving *giving, struct item *item)
{
	struct session *session = giving->session;
	int worst = session->worst, status;

	forget_typed(giving);
	session->line = item->line;
	giving->now = item;
	giving->full = false;
	status = session_line(session, item->text);
	fflush(session->out);
	fflush(session->err);
	giving->now = NULL;
	stage_settle(&item->kept, false);
	if (giving->full)
		buf_adds(&item->kept, "\n... (more than is kept)\n");
	return forgive(giving, status, worst);
}

/* One that was executed before is shown again. */
static int perform(struct giving *giving, struct item *item)
{
	bool again = giving->at < giving->done;

	if (item->kind == ITEM_SAID && lecture_apart(giving->lecture, giving->at) && !giving->session->json)
		fputc('\n', giving->session->out);
	if (item->kind == ITEM_CAPTION)
		show_caption(giving, item);
	else if (again)
		fputs(buf_text(&item->kept), giving->session->out);
	else if (item->kind != ITEM_PAUSE)
		return execute(giving, item);
	return STATUS_OK;
}

int giving_on(struct giving *giving)
{
	struct lecture *lecture = giving->lecture;
	int one;

	do {
		one = perform(giving, &lecture->items[giving->at]);
		giving->done += giving->done == giving->at;
		giving->at++;
	} while (giving_goes_on(giving, one) && !lecture_stops(lecture, giving->at));
	return one;
}

/* At a terminal a mistake is seen, and the one who gives the lecture decides. */
bool giving_goes_on(const struct giving *giving, int status)
{
	if (giving->keys_there)
		return !giving->session->quitting && !giving->session->output_lost && !interrupt_ending();
	return session_goes_on(giving->session, status);
}

/* ---- Straight through ---- */

static void give_straight(struct giving *giving)
{
	struct lecture *lecture = giving->lecture;
	int status = STATUS_OK;

	while (giving->at < lecture->n && giving_goes_on(giving, status)) {
		if (giving->film && giving->at)
			film_rest(giving->film, lecture->items[giving->at].seconds);
		giving_announce(giving);
		status = giving_on(giving);
	}
	if (giving->film)
		film_rest(giving->film, -1);
	if (interrupt_pending())
		giving->worst = STATUS_INTERRUPTED;
}

/* ---- All of it ---- */

static void leave(struct session *session, void *state)
{
	(void)session;
	(void)state;
}

static const struct guest_kind lecture_guest = { .name = "lecture that is given", .rank = 4, .free = leave };

static void give_all(struct giving *giving)
{
	struct script_place outer;

	giving->worst = session_script_enter(giving->session, giving->lecture->name, &outer);
	if (giving->worst)
		return;
	guest_enter(giving->session, &lecture_guest, giving);
	listen(giving);
	if (giving->keys_there)
		give_by_keys(giving);
	else
		give_straight(giving);
	forget_typed(giving);
	stop_listening(giving);
	guest_leave(giving->session, &lecture_guest);
	giving->worst = status_worse(giving->worst, session_script_leave(giving->session, &outer));
}

int give(struct session *session, struct lecture *lecture, const char *cast)
{
	bool keys = steer_possible() && terminal_is(session->out) && !session->json;
	struct giving giving = { .session = session, .lecture = lecture, .keys_there = keys };
	struct film film;
	int status = STATUS_OK;

	if (guest_state(session, &lecture_guest))
		return complain(session, "lecture-within", NULL, "a lecture is being given already; `source` executes a script within it");
	if (cast)
		status = film_begin(&film, session, cast, lecture->about, keys);
	if (status)
		return status;
	giving.film = cast ? &film : NULL;
	give_all(&giving);
	if (cast)
		giving.worst = status_worse(giving.worst, film_end(&film, session));
	return giving.worst;
}
