/* question.c - see question.h. */
#include "cmd/quiz/question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/quiz/claims.h"
#include "cmd/source/about.h"
#include "lab/base/panic.h"

/* Of one kind, then of the easiest; so many with the sort of answer that was wished for; subjects too easy for a level. */
enum { KIND_TRIES = 100, MOST_TRIES = 300, PICKY_TRIES = 30, MUCH_EASIER = 5, MOST_SUBJECTS = 100 };

const char *verdict_deed(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_DEADLOCK: return "end in a deadlock";
	case VERDICT_LEAK:     return "leave a task behind";
	case VERDICT_BROKEN:   return "break its claim";
	case VERDICT_RACE:     return "have a race";
	default:               panic("the quiz asks nothing about the verdict %s", verdict_word(verdict));
	}
}

void asked_choice(struct asked *asked, const char *text, bool right)
{
	struct question *question = &asked->question;

	must(question->n < MAX_CHOICES);
	question->letter[question->n] = (char)('a' + question->n);
	question->text[question->n] = arena_text(asked->arena, text);
	if (right)
		snprintf(asked->expected, sizeof asked->expected, "%c", question->letter[question->n]);
	question->n++;
}

void asked_why_not(struct asked *asked, const char *sentences)
{
	must(asked->question.n > 0);
	asked->why_not[asked->question.n - 1] = sentences;
}

void asked_tell(struct asked *asked, const struct setup *setup, struct exploration *found)
{
	asked->told = *setup;
	asked->found = found;
}

void asked_free(struct asked *asked)
{
	if (!asked)
		return;
	exploration_free(asked->found);
	arena_free(asked->arena);
	free(asked);
}

/* ---- Drawing ---- */

/* Of the kinds that the level has reached. */
static const struct quiz_kind *draw_kind(struct rng *rng, int level)
{
	uint32_t n = 0;

	while (quiz_kinds[n] && quiz_kinds[n]->level <= level)
		n++;
	return quiz_kinds[rng_below(rng, n)];
}

static bool is_for(const struct subject *subject, const struct quiz_kind *kind)
{
	return (kind->verdict == VERDICT_OK || kind->verdict == subject->verdict) && (subject->knob || !kind->knob);
}

/* Of the subjects for this kind that the level has reached, but those that are much too easy, where there are others. */
static const struct subject *draw_subject(struct rng *rng, const struct quiz_kind *kind, int level)
{
	const struct subject *fit[MOST_SUBJECTS];
	uint32_t n = 0, easy = 0;

	for (const struct subject *subject = subjects; subject->line && subject->level <= level; subject++) {
		if (!is_for(subject, kind))
			continue;
		must(n < MOST_SUBJECTS);
		fit[n++] = subject;
		easy += subject->level < level - MUCH_EASIER;
	}
	must(n > 0);
	if (easy > n / 2)
		easy = n / 2;
	return fit[easy + rng_below(rng, n - easy)];
}

/* A claim is not asked about unless it is said. */
static const char *claims_of(const struct asked *asked)
{
	struct buf text = { 0 };
	const char *claims;

	if (asked->subject->verdict == VERDICT_BROKEN)
		claims_add(&text, about_source(asked->setup.pattern));
	claims = arena_text(asked->arena, buf_text(&text));
	buf_free(&text);
	return claims;
}

static struct asked *make(struct session *session, long number, const struct quiz_kind *kind, int try)
{
	struct rng fixed = { (uint64_t)number }, rng = { (uint64_t)number << 16 | (uint64_t)try };
	struct asked *asked = calloc(1, sizeof *asked);

	must(asked);
	rng_next(&rng);                 /* what came of a try that failed plays no part */
	asked->arena = arena_new();
	asked->number = number;
	asked->level = (int)(number % (HARDEST + 1));
	asked->listing = "";
	asked->kind = kind;
	asked->wish = (int)rng_below(&fixed, 3);
	asked->picky = try % KIND_TRIES < PICKY_TRIES;
	asked->subject = draw_subject(&rng, kind, asked->level);
	asked->setup = subject_draw(asked->subject, &rng, asked->level);
	asked->claims = claims_of(asked);
	if (kind->make(session, asked, &rng))
		return asked;
	asked_free(asked);
	return NULL;
}

struct asked *asked_new(struct session *session, long number)
{
	struct rng rng = { ~(uint64_t)number };
	const struct quiz_kind *kind = draw_kind(&rng, (int)(number % (HARDEST + 1)));
	struct asked *asked = NULL;

	for (int i = 0; i < MOST_TRIES && !asked && !session_stopped(session); i++)
		asked = make(session, number, i < KIND_TRIES ? kind : quiz_kinds[0], i);
	return asked;
}
