/* export_picture.c - a moment of a run as a picture for a slide; or all moments of it, of a short run in one. */
#include "cmd/look/export.h"
#include "lab/base/text.h"
#include "lab/page/svg_picture.h"
#include "lab/trace/claim.h"

enum { MOST_FILES = 1000 };

long export_pictures(const struct exporting *job)
{
	const struct result *result = job->result;
	long n;

	if (job->at != AT_ALL || result->trace.n_events == 0 || !result->snapshot ||
	    svg_picture_steps(&result->trace, result->snapshot) <= SVG_PICTURE_MOST)
		return 0;
	n = svg_picture_moments(&result->trace, result->snapshot) + 1;
	if (n <= MOST_FILES)
		return n;
	complain(job->session, "bad-value", NULL, "that run has %ld steps, and at=all writes at most %d files: at=N is the picture of one "
	         "step, and `export report` a page with all of them", n - 1, MOST_FILES);
	return -1;
}

static int check(struct exporting *job, long n)
{
	if (job->at > n)
		return complain(job->session, "bad-value", NULL, "that run has %ld step%s: at must be 0 to %ld", n, text_s(n), n);
	return STATUS_OK;
}

/* "broken claim: \"no update is lost\", but it came to 1 instead of 2" */
static void add_wrong(struct buf *out, const struct result *result)
{
	if (!result->message || !*result->message)
		return;
	if (result->verdict == VERDICT_BROKEN) {
		buf_adds(out, "broken claim: ");
		claim_words(out, result->message);
	} else if (result->verdict == VERDICT_PANIC) {
		buf_adds(out, result->message);
	}
}

int export_picture(struct exporting *job)
{
	const struct result *result = job->result;
	struct svg_picture picture = { .step = job->at, .end = job->at == AT_END, .all = job->at == AT_ALL,
		.going = result->verdict == VERDICT_INTERRUPTED };
	struct buf title = { 0 }, wrong = { 0 };
	long n;
	int status;

	if (result->trace.n_events == 0 || !result->snapshot)
		return complain(job->session, "nothing-recorded", NULL, "that run recorded no events; trace=on would record them");
	n = svg_picture_steps(&result->trace, result->snapshot);
	status = check(job, n);
	if (status)
		return status;
	if (picture.step == n && n == svg_picture_moments(&result->trace, result->snapshot))
		picture.end = true;
	if ((picture.end || picture.all) && !picture.going)
		export_title(&title, result);
	else
		export_heading(&title, result);
	picture.title = buf_text(&title);
	add_wrong(&wrong, result);
	picture.wrong = wrong.length ? buf_text(&wrong) : NULL;
	job->n = svg_picture(job->out, &result->trace, result->snapshot, &picture);
	job->unit = "pictures";
	if (picture.all)
		buf_printf(&job->said, "%ld picture%s of %s, step by step", job->n, text_s(job->n), result->pattern->name);
	else if (picture.step == 0)
		buf_printf(&job->said, "the picture of %s before its first step", result->pattern->name);
	else
		buf_printf(&job->said, "the picture of %s after step %ld%s", result->pattern->name, picture.end ? n : picture.step,
		           picture.going ? ", as far as it has come" : "");
	buf_free(&title);
	buf_free(&wrong);
	return STATUS_OK;
}
