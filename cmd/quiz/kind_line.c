/* kind_line.c - questions about a race: which line takes part in it; see kinds.h. */
#include "cmd/quiz/kinds.h"

#include <string.h>

#include "cmd/quiz/certify.h"
#include "cmd/search/search_ending.h"
#include "cmd/source/about.h"
#include "cmd/source/code.h"

enum { LEAST_LINES = 3, MOST_LINES = 4, MOST_PLACES = 64 };

/* Lines of the source that the run came to, ascending; those where memory is touched are not among them. */
struct places {
	int n;
	int line[MOST_PLACES];
};

static bool is_there(const struct places *places, int line)
{
	for (int i = 0; i < places->n; i++)
		if (places->line[i] == line)
			return true;
	return false;
}

static void add_place(struct places *places, int line)
{
	int at = places->n;

	if (places->n == MOST_PLACES || is_there(places, line))
		return;
	places->n++;
	for (; at > 0 && places->line[at - 1] > line; at--)
		places->line[at] = places->line[at - 1];
	places->line[at] = line;
}

/* Does the line touch what tasks could race for? Only cells and atoms are such. */
static bool touches_memory(const struct code *code, int line)
{
	struct buf text = { 0 };
	bool touches;

	buf_add(&text, code->lines[line - 1].text, code->lines[line - 1].length);
	touches = strstr(buf_text(&text), "cell_") || strstr(buf_text(&text), "atom_");
	buf_free(&text);
	return touches;
}

/* The lines at which something was done that cannot race: locks, channels, joins. */
static void find_harmless(struct places *places, const struct result *result, const struct code *code)
{
	struct places racing = { 0 };

	for (long i = 0; i < result->trace.n_events; i++) {
		const struct event *event = &result->trace.events[i];
		const char *kind = event->object == NO_OBJECT ? "" : result->snapshot->objects[event->object].kind;

		if (event->here && (!strcmp(kind, "cell") || !strcmp(kind, "atom")))
			add_place(&racing, code_line_of(event->here));
	}
	for (long i = 0; i < result->trace.n_events; i++) {
		int line = code_line_of(result->trace.events[i].here);

		if (line > 0 && line <= code->n && !is_there(&racing, line) && !touches_memory(code, line))
			add_place(places, line);
	}
}

static void add_line_choice(struct asked *asked, const struct code *code, int line, bool right)
{
	struct code_line body = code_body(&code->lines[line - 1]);
	struct buf text = { 0 };

	buf_printf(&text, "line %d: %.*s", line, (int)body.length, body.text);
	asked_choice(asked, buf_text(&text), right);
	buf_free(&text);
}

/* The line that races among some that do not, in the order of the source. */
static bool list_lines(struct asked *asked, struct rng *rng, const struct result *result, const struct code *code)
{
	int right = code_line_of(result->race->places[rng_below(rng, 2)]);
	struct places harmless = { 0 }, chosen = { .n = 1, .line = { right } };

	find_harmless(&harmless, result, code);
	if (right < 1 || right > code->n || harmless.n < LEAST_LINES - 1)
		return false;
	while (chosen.n < MOST_LINES && chosen.n < harmless.n + 1)
		add_place(&chosen, harmless.line[rng_below(rng, (uint32_t)harmless.n)]);
	for (int i = 0; i < chosen.n; i++)
		add_line_choice(asked, code, chosen.line[i], chosen.line[i] == right);
	return true;
}

static bool make_line(struct session *session, struct asked *asked, struct rng *rng)
{
	struct exploration *found = certify(session, &asked->setup, asked->subject->verdict);
	const struct ending *ending = found ? found->bad[VERDICT_RACE] : NULL;
	struct result *result = NULL;
	struct search search;
	struct code code;
	bool good;

	setup_search(&search, session, &asked->setup);
	if (ending && ending->minimal)
		result = search_replay_ending(&search, ending);
	good = result && result->race && result->race->places[0] && result->race->places[1];
	if (good) {
		code = code_read(about_source(asked->setup.pattern));
		good = list_lines(asked, rng, result, &code);
		code_free(&code);
	}
	if (good) {
		asked->text = arena_text(asked->arena, "Two tasks can race here. Which of these lines takes part in the race?");
		asked->fact = arena_printf(asked->arena, "These race: %s.", result->race->text);
		asked_tell(asked, &asked->setup, found);
	} else {
		exploration_free(found);
	}
	result_free(result);
	return good;
}

const struct quiz_kind kind_line = { .name = "line", .level = 3, .verdict = VERDICT_RACE, .make = make_line };
