/* read_goal.c - what a course's check directive asks for; see read_lesson.h. */
#include <stdlib.h>
#include <string.h>

#include "cmd/course/read_lesson.h"

const char *reader_value(struct arena *arena, const char *text, const char *key)
{
	size_t n = strlen(key);

	for (const char *at = text; at; at = strchr(at, '\n')) {
		const char *end;

		at += *at == '\n';
		if (strncmp(at, key, n) != 0 || at[n] != ':')
			continue;
		at += n + 1;
		at += strspn(at, " \t");
		end = at + strcspn(at, "\n");
		while (end > at && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
			end--;
		return arena_printf(arena, "%.*s", (int)(end - at), at);
	}
	return NULL;
}

bool reader_verdict(const char *word, enum verdict *verdict)
{
	*verdict = verdict_named(word);
	return *verdict != VERDICT_COUNT;
}

const char *reader_goal(struct goal *goal, struct arena *arena, const char *text)
{
	const char *start = reader_value(arena, text, "start"), *word = reader_value(arena, text, "goal");
	const char *keep = reader_value(arena, text, "keep"), *runs = reader_value(arena, text, "runs");
	const char *prove = reader_value(arena, text, "prove"), *must_print = reader_value(arena, text, "must-print");

	goal->start = start ? start : "";
	goal->keep = keep ? keep : "";
	goal->runs = runs ? (int)strtol(runs, NULL, 10) : 20;
	goal->proved = prove != NULL;
	goal->must_print = must_print ? must_print : "";
	if (!*goal->start)
		return "a check needs a line \"start: run ...\"";
	if (!word || !reader_verdict(word, &goal->verdict))
		return "a check needs a line \"goal: ...\" with a verdict: ok, deadlock, leak, panic, ...";
	if (prove && strcmp(prove, "explore") != 0)
		return "what is to be proved is proved with \"prove: explore\"";
	if (must_print && !prove)
		return "what every schedule must print is proved: \"must-print: ...\" needs \"prove: explore\"";
	if (goal->runs < 1 || goal->runs > 1000)
		return "a check is run between 1 and 1000 times";
	return NULL;
}
