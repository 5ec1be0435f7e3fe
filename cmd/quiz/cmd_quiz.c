/* cmd_quiz.c - the `quiz` command: which question, how many, and what is done with the one that is open. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmd/quiz/commands.h"
#include "cmd/quiz/quiz.h"
#include "cmd/session/settings.h"
#include "cmd/term/suggest.h"

enum { N, LEVEL, N_OPTIONS };

static const struct spec own[N_OPTIONS] = {
	[N]     = { .name = "n", .help = "questions", .min = 1, .max = MOST_QUESTIONS },
	[LEVEL] = { .name = "level", .help = "how hard the next one is", .max = HARDEST },
};

static const char *const words[] = { "next", "skip", "quit", "n=", "level=", "seed=", "answer=", NULL };

/* What was typed. */
struct request {
	const char *word;               /* next, skip, quit; or NULL */
	long        number;             /* -1: none */
	const char *answer;             /* or NULL */
	uint64_t    seed;
	bool        seeded;
	int         values[N_OPTIONS];
	bool        given[N_OPTIONS];
};

/* ---- Reading ---- */

static int read_own(struct session *session, const struct arg *arg, struct request *request)
{
	struct problem problem;
	int status;

	for (int i = 0; i < N_OPTIONS; i++) {
		if (strcmp(own[i].name, arg->name))
			continue;
		request->given[i] = true;
		if (value_check(&own[i], arg->value, &request->values[i], &problem))
			return STATUS_OK;
		status = complain(session, problem.code, &problem.suggestions, "%s", problem.sentence);
		free(problem.sentence);
		return status;
	}
	return complain(session, "unknown-option", NULL, "quiz knows no %.40s=, but n=, level=, seed= and answer=", arg->name);
}

static int read_option(struct session *session, const struct arg *arg, struct request *request)
{
	if (!strcmp(arg->name, "answer")) {
		request->answer = arg->value;
		return STATUS_OK;
	}
	if (strcmp(arg->name, "seed"))
		return read_own(session, arg, request);
	request->seeded = true;
	return seed_read(arg->value, &request->seed) ? STATUS_OK :
	       complain(session, "bad-value", NULL, "seed must be a number, 0..2^64-1, got '%.40s'", arg->value);
}

static int read_word(struct session *session, const char *word, struct request *request)
{
	struct suggester suggester = { .typed = word };
	size_t digits = strspn(word, "0123456789");

	if (*word && !word[digits] && digits <= 9) {
		request->number = atol(word);
		return STATUS_OK;
	}
	if (*word && !word[digits])
		return complain(session, "bad-value", NULL, "questions have the numbers 0..%d", MOST_NUMBER);
	for (int i = 0; i < 3; i++) {
		suggest_offer(&suggester, words[i]);
		if (!strcmp(words[i], word))
			request->word = words[i];
	}
	return request->word ? STATUS_OK :
	       complain(session, "unknown-word", &suggester.best, "'%.40s' is neither a question's number nor one of next, "
	                "skip, quit", word);
}

static int read_request(struct session *session, const struct call *call, struct request *request)
{
	int status = STATUS_OK, n_words = 0;

	*request = (struct request){ .number = -1 };
	for (int i = 0; i < call->n_args && !status; i++) {
		n_words += !call->args[i].name;
		status = call->args[i].name ? read_option(session, &call->args[i], request) :
		                              read_word(session, call->args[i].text, request);
	}
	if (!status && n_words > 1)
		status = complain_usage(session, call, "one number, or one word");
	if (!status && request->number >= 0 && (request->given[N] || request->given[LEVEL] || request->seeded))
		status = complain(session, "contradiction", NULL, "a number means one question, and has its level: leave n=, "
		                  "level= and seed= away");
	return status;
}

/* ---- Doing ---- */

/* Somebody else who asks would hear the answers. */
static const char *who_listens(const struct session *session)
{
	for (int i = 0; i < session->guests.n; i++)
		if (session->guests.at[i].kind->line && session->guests.at[i].kind != &quiz_guest)
			return session->guests.at[i].kind->name;
	return NULL;
}

static int steer(struct session *session, const struct request *request)
{
	struct quiz *quiz = quiz_now(session);

	if (!quiz)
		return complain(session, "no-quiz", NULL, "no question is open; `quiz` asks one");
	if (request->answer && !quiz->asked)
		return complain(session, "no-quiz", NULL, "no question is open; `quiz next` asks one");
	if (request->answer)
		return quiz_answer(session, quiz, request->answer);
	if (!strcmp(request->word, "quit"))
		return quiz_end(session);
	return quiz_next(session, quiz);
}

static int begin(struct session *session, const struct request *request)
{
	struct quiz quiz = { .number = request->number, .n = request->values[N], .seed = request->seed };
	struct buf why = { 0 };
	bool known = standing_load(&quiz.standing, &why);
	int status = known ? STATUS_OK : complain(session, "cannot-read", NULL, "%s", buf_text(&why));

	buf_free(&why);
	if (status)
		return status;
	if (request->given[LEVEL]) {
		quiz.standing.level = request->values[LEVEL];
		quiz.standing.row = 0;
	}
	if (!request->seeded)
		quiz.seed = (uint64_t)time(NULL) << 20 ^ (uint64_t)quiz.standing.asked;
	return quiz_begin(session, &quiz);
}

static int run(struct session *session, const struct call *call)
{
	struct request request;
	int status = read_request(session, call, &request);

	if (status)
		return status;
	if (request.word || (request.answer && request.number < 0))
		return steer(session, &request);
	if (call->n_args == 0 && quiz_now(session) && quiz_now(session)->asked)
		return quiz_show(session, quiz_now(session));
	if (who_listens(session))
		return complain(session, "taken", NULL, "the %s hears what is typed: `%s quit` first, it keeps your place",
		                who_listens(session), who_listens(session));
	status = begin(session, &request);
	if (!status && request.answer)
		status = quiz_answer(session, quiz_now(session), request.answer);
	return status;
}

const struct command cmd_quiz = {
	.name = "quiz", .group = GROUP_LEARN,
	.args = "[NUMBER [answer=X] | n=N] [level=L] [seed=S] | next | skip | quit",
	.summary = "questions that explore has answered: can it hang? from when on?",
	.detail = "Each question is drawn: a pattern, settings near the point where it begins to go\n"
	          "wrong. What the right answer is has been proved, over all schedules, before it\n"
	          "is asked. `b`, `B)`, `sometimes`, `3` and `three` answer; all commands work, too,\n"
	          "for whoever wants to find out. After a wrong answer the explorer says what it\n"
	          "has found; the shortest bad schedule is the last run then, and `step last`\n"
	          "goes through it.\n"
	          "\n"
	          "  quiz               one question after another\n"
	          "  quiz n=5           five, and what came of them\n"
	          "  quiz 4711          this question again, the same everywhere; its last digit\n"
	          "                     is its level, 0 (easy) to 9\n"
	          "  quiz 4711 answer=b the answer on the same line, for a shell\n"
	          "  quiz level=0       begin with easy ones; else it goes on as you do:\n"
	          "                     harder after two right answers, easier after a wrong one\n"
	          "  quiz seed=7        draw the same questions, as long as the answers are the same\n"
	          "  quiz next, skip    the next question (Enter); go on without an answer\n"
	          "  quiz quit          end it; so does `quit` at the prompt. How you do is kept.",
	.example = { "quiz", "quiz 4711" },
	.see_also = "lesson, challenge, explore",
	.completer = COMPLETE_WORDS, .words = words, .judged = true,
	.run = run,
};
