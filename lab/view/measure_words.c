/* measure_words.c - measures in sentences: Little's law, and what patterns want measured. */
#include "lab/view/measure_parts.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/view/paint.h"

void words_rate(struct buf *out, double rate)
{
	if (rate >= 1000)
		text_count(out, (long)(rate + 0.5));
	else
		buf_printf(out, rate < 100 ? "%.1f" : "%.0f", rate);
}

/* ---- Little's law ---- */

#define LEAST_SHOWN 0.0005      /* of a length: less is 0.000 */

/* Why the two sides are not the same: what is only partly within the run. */
static void add_edges(struct buf *out, const struct little *little)
{
	double gap = little->product - little->length, whole = little->length;
	long left = little->arrivals - little->departures;

	if (left == 0) {
		buf_adds(out, fabs(gap) <= whole * 1e-6 + 1e-9
		         ? ": the same, for it was empty at the start and at the end"
		         : ": apart by what was in it at the start");
		return;
	}
	buf_printf(out, ": %.1f %% apart, for %ld of %ld %s still in it at the end: counted in L, "
	           "but how long %s would stay is not in W", whole > 0 ? fabs(gap) / whole * 100 : 0, left,
	           little->arrivals, left == 1 ? "was" : "were", left == 1 ? "it" : "they");
}

bool words_little(struct buf *out, const struct measures *m, int object, const struct look *look)
{
	const char *lambda = look->ascii ? "lambda" : "λ", *times = look->ascii ? "x" : "×";
	struct little little;

	if (!measure_little(m, object, &little))
		return false;
	buf_printf(out, "Little's law on %s: %ld came in ", m->trace->objects[object].name, little.arrivals);
	text_time(out, (int64_t)m->duration);
	buf_printf(out, ", %s = ", lambda);
	words_rate(out, little.rate);
	if (little.product < LEAST_SHOWN && little.length < LEAST_SHOWN) {
		buf_adds(out, "/s, and hardly stayed: where nobody waits the law only says 0 = 0");
		return true;
	}
	buf_adds(out, "/s, and stayed W = ");
	text_time(out, (int64_t)little.stay);
	buf_printf(out, "; %s %s W = %.3f, measured length L = %.3f", lambda, times, little.product,
	           little.length);
	add_edges(out, &little);
	return true;
}

/* ---- What patterns want ---- */

static void add_longest(struct buf *out, const struct measures *m, const struct measure *wish,
                        const struct wait_stats *stats)
{
	const char *by = m->trace->tasks[stats->longest->task];

	text_time(out, (int64_t)(stats->longest->to - stats->longest->from));
	if (strcmp(by, wish->tasks))
		buf_printf(out, " (%s)", by);
}

static void add_waits(struct buf *out, const struct measures *m, const struct measure *wish, int object)
{
	struct wait_stats stats = measure_wanted_waits(m, wish, object);

	if (stats.n == 0) {
		buf_adds(out, "never");
		return;
	}
	buf_printf(out, "%ld time%s, ", stats.n, text_s(stats.n));
	if (stats.n > 1) {
		text_time(out, (int64_t)stats.mean);
		buf_adds(out, " on average, longest ");
	}
	add_longest(out, m, wish, &stats);
	if (stats.timed_out)
		buf_printf(out, ", %ld timed out", stats.timed_out);
	if (stats.lasting)
		buf_printf(out, ", %ld to the end of the run", stats.lasting);
}

static void add_queue(struct buf *out, const struct measures *m, const struct measure *wish, int object,
                      const struct look *look)
{
	int refused = wish->refused ? measure_object(m, wish->refused) : NO_OBJECT;
	struct service service = measure_service(m, object, wish->tasks, refused);
	const char *times = look->ascii ? "x" : "×";

	words_rate(out, service.rate);
	buf_adds(out, " come a second, ");
	text_time(out, (int64_t)service.time);
	buf_printf(out, " to serve one, %d to serve: load ", service.servers);
	words_rate(out, service.rate);
	buf_printf(out, "/s %s ", times);
	text_time(out, (int64_t)service.time);
	buf_printf(out, " / %d = %.2f%s", service.servers, service.load,
	           service.load > 1 ? ", more than they can serve" : "");
}

static void add_gaps(struct buf *out, const struct measures *m, const struct measure *wish, int object)
{
	struct gaps gaps = measure_gaps(m, object, wish->tasks);

	buf_printf(out, "%ld", gaps.n);
	if (gaps.n > 1) {
		buf_adds(out, ", one every ");
		text_time(out, (int64_t)gaps.mean);
		buf_adds(out, " on average, longest pause ");
		text_time(out, (int64_t)gaps.longest);
	}
}

static void add_pace(struct buf *out, const struct measures *m, const struct measure *wish, int object)
{
	struct pace pace = measure_pace(m, object, wish->tasks);

	buf_printf(out, "%ld in ", pace.n);
	text_time(out, (int64_t)pace.last);
	if (pace.n == 0)
		return;
	buf_printf(out, ": %ld at once", pace.at_once);
	if (pace.rate > 0) {
		buf_adds(out, ", then ");
		words_rate(out, pace.rate);
		buf_adds(out, " a second");
	}
	if (pace.units > pace.rate * 1.001) {
		buf_adds(out, ", each with several: ");
		words_rate(out, pace.units);
		buf_adds(out, " a second");
	}
}

static void add_value(struct buf *out, const struct measures *m, int object)
{
	int64_t value = 0;

	measure_value(m, object, &value);
	buf_printf(out, "%" PRId64, value);
}

static void add_line(struct buf *out, const char *text, const struct look *look)
{
	buf_adds(out, "  ");
	text_wrap(out, text, 2, 4, paint_width(look), look->ascii);
}

void view_measure(struct buf *out, const struct measures *m, const struct measure *wish,
                  const struct look *look)
{
	int object = wish->object ? measure_object(m, wish->object) : NO_OBJECT;
	struct buf text = { 0 };

	if (m->n_events == 0 || (wish->object && object == NO_OBJECT))
		return;
	buf_printf(&text, "%s: ", wish->text);
	switch (wish->kind) {
	case MEASURE_NOTHING:
		break;
	case MEASURE_WAITS:
		add_waits(&text, m, wish, object);
		break;
	case MEASURE_QUEUE:
		add_queue(&text, m, wish, object, look);
		break;
	case MEASURE_GAPS:
		add_gaps(&text, m, wish, object);
		break;
	case MEASURE_PACE:
		add_pace(&text, m, wish, object);
		break;
	case MEASURE_VALUE:
		add_value(&text, m, object);
		break;
	}
	add_line(out, buf_text(&text), look);
	buf_clear(&text);
	if (wish->kind == MEASURE_QUEUE && words_little(&text, m, object, look))
		add_line(out, buf_text(&text), look);
	buf_free(&text);
}
