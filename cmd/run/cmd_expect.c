/* cmd_expect.c - an assertion about the last result. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/run/report.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/session/settings.h"
#include "cmd/term/suggest.h"

/* What a name stands for in a result: a number, or a word. */
struct fact {
	const char *name;
	long long   number;
	const char *word;               /* NULL: the number counts */
	const char *const *words;       /* that it could be */
	int         n_words;
};

enum { MAX_FACTS = 9 + MAX_SETTINGS };

#define X(verdict, word, meaning) word,
static const char *const verdict_words[] = { VERDICTS(X) };
#undef X

/* Only of a program that has ended by itself. */
static const char exit_fact[] = "exit";

static struct fact number_fact(const char *name, long long number)
{
	return (struct fact){ .name = name, .number = number };
}

/* Everything that can be asked about. Returns how many. */
static int gather(const struct result *result, struct fact *facts)
{
	struct spec spec;
	int n = 0;

	facts[n] = (struct fact){ "verdict", 0, verdict_word(result->verdict), NULL, VERDICT_COUNT };
	facts[n++].words = verdict_words;
	facts[n++] = number_fact("leaked", result->leaked);
	facts[n++] = number_fact("tasks", result->snapshot->n_tasks);
	facts[n++] = number_fact("events", result->events);
	facts[n++] = number_fact("dropped", result->trace.dropped);
	facts[n++] = number_fact("elapsed_ms", result->elapsed / 1000000);
	facts[n++] = number_fact("stuck", result->snapshot->n_stuck);
	facts[n++] = number_fact("potential", result->n_lock_orders);
	if (result->exited)
		facts[n++] = number_fact(exit_fact, result->exit);
	for (int i = 0; i < pattern_n_settings(result->pattern); i++) {
		spec = spec_of_pattern(result->pattern, i);
		facts[n] = number_fact(spec.name, result->values[i]);
		if (spec.is_text)
			facts[n].word = result->files[i] ? result->files[i] : "";
		else if (spec.words)
			facts[n].word = spec.words[result->values[i]];
		facts[n].words = spec.words;
		facts[n++].n_words = spec.n_words;
	}
	return n;
}

static const struct fact *find_fact(struct session *session, const struct fact *facts, int n,
                                    const char *name)
{
	struct suggester suggester = { .typed = name };

	/* A setting called like a figure of every run (`tasks`) stands behind it. */
	for (int i = 0; i < n; i++) {
		if (!strcmp(facts[i].name, name))
			return &facts[i];
		suggest_offer(&suggester, facts[i].name);
	}
	complain_unknown(session, "unknown-name", &suggester, "nothing in the result is called", "",
	                 "; `help expect` says what there is");
	return NULL;
}

/* -1, 0, 1 as in strcmp; false in `*good` when the value makes no sense for the fact. */
static int compare(struct session *session, const struct fact *fact, const char *value, bool *good)
{
	struct suggester suggester = { .typed = value };
	long long number;
	char *end;

	*good = true;
	if (!fact->word) {
		errno = 0;
		number = strtoll(value, &end, 10);
		*good = *value && !*end && !errno;
		if (!*good)
			complain(session, "bad-value", NULL, "%s is a number: %lld", fact->name,
			         fact->number);
		return fact->number < number ? -1 : fact->number > number;
	}
	for (int i = 0; i < fact->n_words; i++) {
		if (!strcmp(fact->words[i], value))
			return strcmp(fact->word, value) != 0;
		suggest_offer(&suggester, fact->words[i]);
	}
	*good = fact->n_words == 0;
	if (!*good)
		complain(session, "bad-value", &suggester.best, "%s can never be '%.40s'", fact->name, value);
	return strcmp(fact->word, value) != 0;
}

static bool holds(int order, const char *operator)
{
	switch (operator[0]) {
	case '=':
		return order == 0;
	case '!':
		return order != 0;
	case '<':
		return order < 0 || (operator[1] && order == 0);
	default:
		return order > 0 || (operator[1] && order == 0);
	}
}

static bool is_operator(const char *text)
{
	static const char *const known[] = { "==", "=", "!=", "<", "<=", ">", ">=" };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(known[i], text))
			return true;
	return false;
}

static void fact_text(struct buf *out, const struct fact *fact)
{
	if (fact->word)
		buf_adds(out, fact->word);
	else
		buf_printf(out, "%lld", fact->number);
}

/* True is silent in a script, so that what it prints is what it was asked for. */
static int tell(struct session *session, const struct fact *fact, const char *operator, const char *value,
                bool good)
{
	struct buf actual = { 0 }, line = { 0 };
	struct json json;

	fact_text(&actual, fact);
	if (session->json) {
		json = out_json_begin(session, &line);
		json_text(&json, "name", fact->name);
		json_text(&json, "operator", operator);
		json_text(&json, "value", value);
		json_text(&json, "actual", buf_text(&actual));
		json_bool(&json, "holds", good);
		out_json_end(session, &json);
	} else if (!good) {
		fflush(session->out);
		if (session->file)
			fprintf(session->err, "%s:%d: ", session->file, session->line);
		fprintf(session->err, "expect: %s %s %s is false: %s is %s\n", fact->name, operator, value,
		        fact->name, buf_text(&actual));
	} else if (session->interactive && session->depth == 0) {
		remark(session, "true: %s is %s", fact->name, buf_text(&actual));
	}
	buf_free(&actual);
	return good ? STATUS_OK : STATUS_FINDING;
}

/* What a map of many settings does not have. */
static bool is_of_one_run(const char *fact)
{
	return !strcmp(fact, "verdict") || !strcmp(fact, exit_fact);
}

static int complain_map(struct session *session, const char *fact)
{
	return complain(session, "no-verdict", NULL, "a map of many settings has no %s: say what some of them end in behind "
	                "`sweep ...`, as expect=deadlock", strcmp(fact, "verdict") ? "exit status" : "verdict");
}

static int run(struct session *session, const struct call *call)
{
	const struct result *result;
	struct fact facts[MAX_FACTS];
	const struct fact *fact;
	const char *operator;
	bool good;
	int order;

	if (call->n_args != 3 || !is_operator(call->args[1].text))
		return complain_usage(session, call, "an expectation is written like `verdict == deadlock`");
	if (session->mapped && !session_result(session) && is_of_one_run(call->args[0].text))
		return complain_map(session, call->args[0].text);
	result = report_last(session);
	if (!result)
		return STATUS_USAGE;
	fact = find_fact(session, facts, gather(result, facts), call->args[0].text);
	if (!fact)
		return STATUS_USAGE;
	if (session->mapped && is_of_one_run(fact->name))
		return complain_map(session, fact->name);
	operator = call->args[1].text;
	order = compare(session, fact, call->args[2].text, &good);
	if (!good)
		return STATUS_USAGE;
	if (fact->word && (operator[0] == '<' || operator[0] == '>'))
		return complain(session, "bad-operator", NULL,
		                "%s is a word: it can be == or !=", fact->name);
	good = holds(order, operator);
	if (fact->words == verdict_words)
		findings_claimed(session, status_of_verdict(result->verdict), good);
	else if (fact->name == exit_fact && status_of_verdict(result->verdict) == STATUS_OK)
		findings_claimed(session, status_of_result(result), good);
	return tell(session, fact, operator, call->args[2].text, good);
}

static const char *const words[] = { "verdict", "leaked", "tasks", "events", "dropped", "stuck", "exit", NULL };

const struct command cmd_expect = {
	.name = "expect", .alias = { NULL }, .group = GROUP_RUN,
	.args = "NAME (== | != | < | <= | > | >=) VALUE",
	.summary = "check a claim about the last result; status 1 if false",
	.detail = "NAME is verdict, leaked, tasks, events, dropped, stuck (tasks blocked for\n"
	          "ever), potential (lock orders that could deadlock), elapsed_ms, exit (the status\n"
	          "that a program ended with), or a setting of the pattern. A claim about the\n"
	          "verdict, or of a run that is ok about exit, that holds takes back the finding of\n"
	          "the command before it, whose status counts as 0 then, as with expect= behind it.\n"
	          "A script that ends with status 1 for a finding that nothing expected says where.",
	.example = { "expect verdict == deadlock", "expect leaked > 0" },
	.see_also = "run, explain",
	.completer = COMPLETE_WORDS, .words = words, .expression = true, .judged = true,
	.run = run,
};
