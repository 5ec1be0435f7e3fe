/* export_picture.c - a moment of a run as a picture for a slide; or all moments of a short one. */
#include "cmd/look/export.h"
#include "lab/base/text.h"
#include "lab/page/svg_picture.h"

static int check(struct exporting *job, long n)
{
	if (job->at == AT_ALL && n > SVG_PICTURE_MOST)
		return complain(job->session, "bad-value", NULL, "that run has %ld step%s, and side by side there is room for %d; "
		                "at=N is the picture of one of them", n, text_s(n), SVG_PICTURE_MOST);
	if (job->at > n)
		return complain(job->session, "bad-value", NULL, "that run has %ld step%s: at must be 0 to %ld", n, text_s(n), n);
	return STATUS_OK;
}

int export_picture(struct exporting *job)
{
	const struct result *result = job->result;
	struct svg_picture picture = { .step = job->at, .end = job->at == AT_END, .all = job->at == AT_ALL,
		.going = result->verdict == VERDICT_INTERRUPTED };
	struct buf title = { 0 };
	long n;
	int status;

	if (result->trace.n_events == 0 || !result->snapshot)
		return complain(job->session, "nothing-recorded", NULL, "that run recorded no events; trace=on would record them");
	n = svg_picture_steps(&result->trace, result->snapshot);
	status = check(job, n);
	if (status)
		return status;
	if (picture.step == n && result->verdict == VERDICT_OK)
		picture.end = true;
	if ((picture.end || picture.all) && !picture.going)
		export_title(&title, result);
	else
		export_settings(&title, result);
	picture.title = buf_text(&title);
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
	return STATUS_OK;
}
