/* program_show.h - a generated program as a text. */
#ifndef TESTS_PROGRAM_SHOW_H
#define TESTS_PROGRAM_SHOW_H

#include <stdio.h>

#include "tests/program_gen.h"

static void gen_print_cases(FILE *out, const struct gen_step *s)
{
	fprintf(out, " %s", s->n == FOREVER ? "" : s->n == NOW ? "default" : "timeout");
	if (s->n >= 0)
		fprintf(out, " %d ms", s->n);
	for (int i = 0; i < s->n_cases; i++)
		fprintf(out, "%s%s o%d", i ? ", " : " ", s->cases[i].kind == CHAN_SEND ? "send" : "receive",
		        s->cases[i].object);
}

static void gen_print_step(FILE *out, const struct gen_step *s)
{
	static const char *const words[] = {
#define X(step, word) word,
		GEN_STEP_KINDS(X)
#undef X
	};

	fprintf(out, "; %s", words[s->kind]);
	if (s->kind == GEN_SELECT)
		gen_print_cases(out, s);
	else if (s->object >= 0)
		fprintf(out, " o%d", s->object);
	else if (s->kind <= GEN_CLOSE)
		fprintf(out, " nil");
	else
		fprintf(out, " %d", s->n);
	if (s->kind == GEN_ADD)
		fprintf(out, " %+d", s->n);
	if (s->kind == GEN_ONCE && s->n >= 0)
		fprintf(out, " which does o%d", s->n);
	if (s->kind == GEN_HEAR || s->kind == GEN_HEAR_WITHIN)
		fprintf(out, " with o%d", s->n);
	if ((s->kind >= GEN_ACQUIRE && s->kind <= GEN_RELEASE) || s->kind == GEN_SET ||
	    (s->kind >= GEN_PEEK && s->kind < GEN_FENCE))
		fprintf(out, " %d", s->n);
}

static void gen_print(FILE *out, const struct program *p)
{
	static const char *const kinds[] = { "channel", "mutex", "group", "cell", "semaphore", "weighted semaphore",
		"rwlock", "cond", "barrier", "context", "timer", "once", "atom", "place" };

	fprintf(out, "program %s seed %llu (-1 is a nil channel)\n", p->class, (unsigned long long)p->seed);
	for (int i = 0; i < p->n_objects; i++)
		fprintf(out, "  o%d: %s %d\n", i, kinds[p->objects[i].kind], p->objects[i].arg);
	for (int t = 0; t < p->n_tasks; t++) {
		static const char *const narrowing[] = { "", ", owns up", ", gives up" };

		if (p->tasks[t].like) {
			fprintf(out, "  t%d like t%d\n", t, p->tasks[t].like);
			continue;
		}
		fprintf(out, "  t%d%s%s", t, p->tasks[t].declared ? " declared" : "", p->tasks[t].late ? " late" : "");
		if (p->tasks[t].forgets)
			fprintf(out, " forgets o%d%s", p->tasks[t].forgets - 1, narrowing[p->tasks[t].narrowing]);
		for (int i = 0; i < p->tasks[t].n; i++)
			gen_print_step(out, &p->tasks[t].steps[i]);
		fprintf(out, "\n");
	}
}

#endif
