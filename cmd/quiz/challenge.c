/* challenge.c - see challenge.h. */
#include "cmd/quiz/challenge.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/search/search_report.h"
#include "cmd/session/best.h"
#include "cmd/session/out.h"
#include "cmd/step/stepping.h"
#include "cmd/term/prose.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"

void challenge_say(struct session *session, const char *colour, const char *text)
{
	struct buf out = { 0 };

	prose_colour(&out, &session->look, colour, "challenge:");
	buf_addc(&out, ' ');
	text_wrap(&out, text, (int)strlen("challenge: "), 2, session->look.width, session->look.ascii);
	out_text(session, &out);
	fflush(session->out);
	buf_free(&out);
}

/* ---- An end ---- */

static const struct position *position_now(const struct session *session)
{
	return stepper_look(stepping_now(session)->stepper);
}

/* Where it left the shortest way: see challenge_add_why(). */
static long add_why(struct buf *out, const struct challenge *challenge, const struct result *result)
{
	enum verdict verdict = result->verdict == VERDICT_OK ? challenge->shortest : result->verdict;

	return challenge_add_why(out, result, &challenge->ends[verdict], verdict);
}

/* The same, and how to come back to there. */
static void add_what_happened(struct buf *out, const struct challenge *challenge, const struct result *result)
{
	long at = add_why(out, challenge, result);

	if (at > 0)
		buf_printf(out, " `goto %ld` goes back to before that, `goto 0` begins anew.", at);
	else
		buf_adds(out, " `back` takes steps back, `goto 0` begins anew.");
}

/* "deadlock after 7 steps. It can be had in 3." */
static void add_judgement(struct buf *out, const struct challenge *challenge, const struct result *result, long steps)
{
	enum verdict verdict = result->verdict;
	const struct goal_end *end = &challenge->ends[verdict];

	buf_printf(out, "%s after %ld step%s", verdict_word(verdict), steps, text_s(steps));
	if (verdict == VERDICT_OK) {
		buf_adds(out, ": it ended well, that is no break.");
		add_what_happened(out, challenge, result);
	} else if (end->n && steps > end->n) {
		buf_printf(out, "; the shortest schedule %s that ends so has %ld.", end->minimal ? "there is" : "that was found", end->n);
		add_what_happened(out, challenge, result);
		buf_printf(out, " `explore %s` shows the shortest.", challenge->line);
	} else if (end->minimal) {
		buf_adds(out, ": there is no shorter way, that is proved.");
	} else {
		buf_adds(out, ", and no shorter way is known.");
	}
}

static void judge_text(struct session *session, const struct challenge *challenge, const struct result *result, long steps,
                       bool best)
{
	struct buf text = { 0 };

	add_judgement(&text, challenge, result, steps);
	buf_adds(&text, best ? " Your best so far." : "");
	challenge_say(session, result->verdict == VERDICT_OK ? "33" : "32", buf_text(&text));
	buf_free(&text);
}

/* What the text says of a way that is no break, or a longer one than need be. */
static void json_why(struct json *json, const struct challenge *challenge, const struct result *result, long steps)
{
	long least = challenge->ends[result->verdict].n, at = -1;
	struct buf why = { 0 };

	if (result->verdict == VERDICT_OK || (least && steps > least))
		at = add_why(&why, challenge, result);
	json_text(json, "why", why.length ? buf_text(&why) + 1 : NULL);
	if (at >= 0)
		json_int(json, "goto", at);
	else
		json_null(json, "goto");
	buf_free(&why);
}

/* A line of JSON about the challenge, whatever command it is that comes to it. Then its verb is that one's again. */
static struct json json_begin(struct session *session, const struct challenge *challenge, struct buf *line, const char **verb)
{
	struct json json;

	*verb = session->verb;
	session->verb = "challenge";
	json = out_json_begin(session, line);
	json_text(&json, "run", challenge->line);
	json_text(&json, "goal", verdict_word(challenge->shortest));
	return json;
}

static void json_end(struct session *session, struct json *json, const char *verb)
{
	out_json_end(session, json);
	session->verb = verb;
}

static void judge_json(struct session *session, const struct challenge *challenge, const struct result *result, long steps,
                       bool best)
{
	enum verdict verdict = result->verdict;
	struct buf line = { 0 };
	const char *verb;
	struct json json = json_begin(session, challenge, &line, &verb);

	json_text(&json, "outcome", verdict_word(verdict));
	json_bool(&json, "broken", verdict != VERDICT_OK);
	json_int(&json, "steps", steps);
	json_int(&json, "shortest", challenge->ends[verdict].n);
	json_bool(&json, "minimal", challenge->ends[verdict].minimal);
	json_why(&json, challenge, result, steps);
	json_bool(&json, "best", best);
	json_end(session, &json, verb);
}

static void judge(struct session *session, struct challenge *challenge, const struct position *position)
{
	enum verdict verdict = position->result->verdict;
	long steps = position->step, least = challenge->ends[verdict].n;
	bool best = verdict != VERDICT_OK && verdict != VERDICT_INTERRUPTED &&
	            best_keep(verdict_word(verdict), challenge->line, steps, least && least < steps ? least : steps);

	if (session->json)
		judge_json(session, challenge, position->result, steps, best);
	else
		judge_text(session, challenge, position->result, steps, best);
}

/* ---- The guest ---- */

/* Is the run of the challenge still the one that is stepped? */
static bool goes_on(const struct session *session, const struct challenge *challenge)
{
	return stepping_now(session) && strcmp(stepping_now(session)->line, challenge->line) == 0;
}

/* Without the run there is nothing to challenge. */
static void left(struct session *session, void *state)
{
	if (!goes_on(session, state))
		guest_leave(session, &challenge_guest);
}

static void look(struct session *session, void *state, const char *line, int status)
{
	struct challenge *challenge = state;
	const struct position *position;

	(void)line, (void)status;
	if (!goes_on(session, challenge)) {
		guest_leave(session, &challenge_guest);
		return;
	}
	position = position_now(session);
	if (position->over && !challenge->told)
		judge(session, challenge, position);
	challenge->told = position->over;
}

static void end(struct session *session, void *state)
{
	struct challenge *challenge = state;

	(void)session;
	for (int i = 0; i < VERDICT_COUNT; i++)
		free(challenge->ends[i].steps);
	free(challenge->line);
	free(challenge);
}

static void help(const struct session *session, const void *state, struct buf *out)
{
	static const char *const rows[][2] = {
		{ "t1, TASK", "lets this task move; `2`: the next two steps as marked" },
		{ "Enter", "the step marked >" },
		{ "back, goto 5", "back, and on; what is taken back does not count" },
		{ "explain", "who waits for whom; `graph waits`, `watch` draw it" },
		{ "explore ...", "every schedule, with the shortest bad one" },
		{ "challenge", "your best of each" },
		{ "quit, q, ^D", "leaves; your best is kept" },
	};
	const struct challenge *challenge = state;
	struct table table = { .n_columns = 2 };
	struct buf text = { 0 };

	buf_printf(&text, "This is a challenge: bring %s to a bad end (%s) in as few steps as you can.", challenge->line,
	           verdict_word(challenge->shortest));
	text_wrap(out, buf_text(&text), 0, 0, session->look.width, session->look.ascii);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		table_row(&table, rows[i]);
	table_draw(out, &table, &session->look);
	text_wrap(out, "`help step` tells more about stepping, `help challenge` about challenges; `help all` lists all commands.", 0, 0,
	          session->look.width, session->look.ascii);
	buf_free(&text);
}

const struct guest_kind challenge_guest = {
	.name = "challenge", .rank = -1, .free = end, .help = help, .after = look, .left = left
};

/* ---- Beginning ---- */

/* The way is the person's: what the session has turned of schedules and seeds does not lay one out. */
static struct resolved as_ones_own(const struct resolved *all)
{
	struct resolved own = *all;

	own.run_text[RUN_SCHEDULE] = own.run_text[RUN_SEED] = NULL;
	own.run[RUN_STRATEGY] = STRATEGY_FREE;
	own.run[RUN_EXPECT] = 0;
	return own;
}

static void introduce_json(struct session *session, const struct challenge *challenge, const struct best *best)
{
	struct buf line = { 0 };
	const char *verb;
	struct json json = json_begin(session, challenge, &line, &verb);

	if (best)
		json_int(&json, "best_steps", best->steps);
	else
		json_null(&json, "best_steps");
	json_end(session, &json, verb);
}

static void introduce_text(struct session *session, const struct challenge *challenge, const struct best *best)
{
	struct buf text = { 0 }, out = { 0 };

	buf_printf(&text, "challenge: bring %s to a bad end (%s) in as few steps as you can. A task's name or its number moves it; "
	           "`back` takes a step back, which does not count then; `quit` leaves.", challenge->line, verdict_word(challenge->shortest));
	if (best)
		buf_printf(&text, " Your best: %ld step%s.", best->steps, text_s(best->steps));
	text_wrap(&out, buf_text(&text), 0, 2, session->look.width, session->look.ascii);
	fputs(buf_text(&out), session->out);
	buf_free(&text);
	buf_free(&out);
}

static void introduce(struct session *session, const struct challenge *challenge)
{
	struct buf why = { 0 };
	struct bests bests;

	bests_load(&bests, &why);
	(session->json ? introduce_json : introduce_text)
		(session, challenge, bests_find(&bests, verdict_word(challenge->shortest), challenge->line));
	bests_free(&bests);
	buf_free(&why);
}

static struct goal_end keep_end(const struct ending *ending)
{
	struct goal_end end = { .n = ending->n, .minimal = ending->minimal };

	end.steps = malloc(((size_t)ending->n + 1) * sizeof *end.steps);
	must(end.steps);
	memcpy(end.steps, ending->steps, (size_t)ending->n * sizeof *end.steps);
	return end;
}

int challenge_begin(struct search *search, const struct exploration *found)
{
	struct session *session = search->session;
	struct resolved own = as_ones_own(&search->all);
	struct challenge *challenge = calloc(1, sizeof *challenge);
	int status;

	must(challenge);
	challenge->line = settings_line_of(&own);
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->bad[i])
			challenge->ends[i] = keep_end(found->bad[i]);
	challenge->shortest = search_shortest(found)->verdict;
	guest_leave(session, &challenge_guest);
	status = stepping_begin(session, &own, settings_line_of(&own));
	if (!stepping_now(session)) {
		end(session, challenge);
		return status;
	}
	introduce(session, challenge);
	guest_enter(session, &challenge_guest, challenge);
	return status;
}
