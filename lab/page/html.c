/* html.c - see html.h: the page from top to bottom. */
#include "lab/page/html_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/embed.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/export/palette.h"
#include "lab/export/svg_timeline.h"

enum { TOLD = 200, MOST_STILL = 120 };   /* for whoever has no script: steps in the list, and in the timeline; of more the last */

/* In the order in which they are run. */
static const char *const scripts[] = {
	"lab/page/browser/reel.js", "lab/page/browser/words.js", "lab/page/browser/around.js", "lab/page/browser/edges.js",
	"lab/page/browser/picture.js", "lab/page/browser/ties.js", "lab/page/browser/variables.js",
	"lab/page/browser/narrow.js", "lab/page/browser/timeline.js", "lab/page/browser/waits.js", "lab/page/browser/source.js",
	"lab/page/browser/page.js", "lab/page/browser/copy.js",
};

static void write_head(struct html_writer *w)
{
	FILE *out = w->out;

	fputs("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
	      "script-src 'unsafe-inline'\">\n<title>", out);
	html_text(out, w->page->name);
	fputs(": ", out);
	html_text(out, w->page->verdict);
	fputs("</title>\n<style>\n:root{color-scheme:light;", out);
	palette_style(out, false);
	fputs("}\n@media (prefers-color-scheme: dark){:root{color-scheme:dark;", out);
	palette_style(out, true);
	fputs("}}\n", out);
	fputs(embedded_text("lab/page/browser/page.css"), out);
	fputs("</style>\n<noscript><style>.living { display: none } #code { max-height: none } .line[data-far] { display: none }</style></noscript>\n"
	      "</head>\n", out);
}

static void write_paragraph(FILE *out, const char *class, const char *text)
{
	if (!text || !*text)
		return;
	fprintf(out, "<p class=\"%s\">", class);
	html_text(out, text);
	fputs("</p>\n", out);
}

/* What the numbers of a schedule are; said once. */
static void write_numbers(struct html_writer *w)
{
	enum { MOST = 8 };
	int n = w->last->n_tasks;

	fputs("<p class=\"hint\">A schedule says whose step comes next, as task numbers: ", w->out);
	for (int i = 0; i < n && i < MOST; i++) {
		fprintf(w->out, "%s%d ", i ? ", " : "", i);
		html_text(w->out, w->last->tasks[i].name);
	}
	fputs(n > MOST ? ", …; " : "; ", w->out);
	fputs("1x4 is four steps of task 1, 2.1 the second of the ways that task 2 has.</p>\n", w->out);
}

static void write_title(struct html_writer *w)
{
	FILE *out = w->out;

	fputs(w->last ? "<a class=\"skip\" href=\"#picture\">to the picture</a>\n<header>\n<h1>" : "<header>\n<h1>", out);
	html_text(out, w->page->name);
	fprintf(out, "<span class=\"verdict %s\">", w->page->bad ? "bad" : "good");
	html_text(out, w->page->verdict);
	fputs("</span></h1>\n", out);
	write_paragraph(out, "settings", w->page->settings);
	write_paragraph(out, "why", w->page->summary);
	if (w->page->command) {
		fputs("<div class=\"again\"><span>again:</span> <code id=\"command\">", out);
		html_text(out, w->page->command);
		fputs("</code> <button id=\"copy\" class=\"living\" type=\"button\">Copy the command</button></div>\n", out);
	}
	if (!w->last) {
		fputs("</header>\n", out);
		return;
	}
	fputs("<div class=\"hints\">\n", out);
	if (w->page->command && strstr(w->page->command, " schedule=\""))
		write_numbers(w);
	fputs("<p class=\"hint living\"><button id=\"hide\" type=\"button\">Hide the end</button> <span id=\"folds\">folds away the verdict "
	      "and why, so that a class can predict.</span> After the page's address <code>#3</code> opens it at step 3, <code>#0</code> before the first, "
	      "<code>#predict</code> there with the end hidden.</p>\n</div></header>\n", out);
}

/* "philosopher-0 locks fork-0" */
static void write_deeds(struct html_writer *w, const struct moment *now)
{
	for (int i = 0; i < now->n_marks; i++) {
		html_deed(&w->text, w->trace, &now->marks[i]);
		html_text(w->out, i ? "; " : "");
		html_text(w->out, w->last->tasks[now->marks[i].event->task].name);
		fputc(' ', w->out);
		html_text(w->out, buf_text(&w->text));
	}
	if (now->n_marks == 0)
		fputs(now->step ? "the clock goes on" : "nothing was done", w->out);
}

static void write_sentence(struct html_writer *w)
{
	long n = w->fault.steps;
	const struct moment *now = reel_at(w->reel, reel_steps(w->reel));

	fprintf(w->out, "<p id=\"said\" class=\"say\">%s %ld of %ld: ", w->fault.step > n && w->fault.task != NO_TASK ? "After step" : "Step", n, n);
	write_deeds(w, now);
	fputs(". ", w->out);
	html_text(w->out, w->page->said);
	fputs("</p>\n<p id=\"aloud\" class=\"unseen\" role=\"status\" aria-live=\"polite\"></p>\n", w->out);
}

static void write_stage(struct html_writer *w)
{
	FILE *out = w->out;

	fputs("<section id=\"picture\" aria-labelledby=\"picture-head\"><h2 id=\"picture-head\">Who holds what, who waits for what "
	      "<b class=\"dead\">at the end</b></h2>\n", out);
	write_sentence(w);
	fputs("<div class=\"scene\" tabindex=\"0\" role=\"region\" aria-label=\"The picture\">", out);
	html_picture(w);
	fputs("</div>\n", out);
	html_variables(w);
	html_legend(w);
	fputs("</section>\n", out);
}

static void write_source(struct html_writer *w)
{
	if (w->page->n_sources == 0)
		return;
	fputs("<section class=\"source\" aria-labelledby=\"source-head\"><h2 id=\"source-head\">Source: who is at which line ", w->out);
	if (w->page->n_sources == 1) {
		const char *slash = strrchr(w->page->sources[0].path, '/');

		fputs("<b>", w->out);
		html_text(w->out, slash ? slash + 1 : w->page->sources[0].path);
		fputs("</b>", w->out);
	}
	fputs("</h2>\n<div id=\"code\" tabindex=\"0\" role=\"region\" aria-label=\"Source\">\n", w->out);
	html_sources(w);
	fputs("</div></section>\n", w->out);
}

static void write_bar(FILE *out)
{
	fputs("<div class=\"bar\" role=\"group\" aria-label=\"Steps\">"
	      "<button id=\"first\" type=\"button\" aria-label=\"From the beginning\">|◀<span class=\"words\"> From the beginning</span></button>"
	      "<button id=\"back\" type=\"button\" aria-label=\"A step back\">◀</button>"
	      "<button id=\"play\" type=\"button\">▶ Play</button>"
	      "<button id=\"on\" type=\"button\" aria-label=\"A step on\">▶</button>"
	      "<button id=\"final\" type=\"button\" aria-label=\"To the end\">▶|</button>"
	      "<input id=\"slider\" type=\"range\" min=\"0\" max=\"0\" value=\"0\" aria-label=\"Step\">"
	      "<span id=\"at\"></span>"
	      "<select id=\"speed\" aria-label=\"Steps a second\"><option value=\"0.5\">slow</option><option value=\"1.1\" selected>1 a second</option>"
	      "<option value=\"4\">4 a second</option><option value=\"20\">20 a second</option></select>"
	      "<span class=\"keys\"><kbd>←</kbd> <kbd>→</kbd> or <kbd>PgUp</kbd> <kbd>PgDn</kbd> a step, <kbd>Home</kbd> <kbd>End</kbd>, <kbd>space</kbd> plays</span></div>\n", out);
}

static void write_timeline(struct html_writer *w)
{
	FILE *out = w->out;
	int height = w->last->n_tasks > 24 ? 18 : 34;

	fputs("<section class=\"wide living\" aria-labelledby=\"lanes-head\"><h2 id=\"lanes-head\">Step by step <span>a lane a task, a column what is so in a step; click it, and the picture shows "
	      "what is so behind it</span>"
	      "<span class=\"tools\"><button id=\"narrower\" type=\"button\" aria-label=\"Narrower steps\">−</button>"
	      "<button id=\"wider\" type=\"button\" aria-label=\"Wider steps\">+</button><button id=\"fit\" type=\"button\">all</button></span></h2>\n"
	      "<div class=\"timeline\"><div id=\"names\" aria-hidden=\"true\">", out);
	for (int i = 0; i < w->last->n_tasks; i++) {
		fprintf(out, "<div style=\"height:%dpx;line-height:%dpx\">", height, height);
		html_text(out, w->last->tasks[i].name);
		fputs("</div>", out);
	}
	fputs("</div><div id=\"lanes\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline; the arrow keys go from step to step\">"
	      "<div id=\"sizer\"><svg id=\"lanes-svg\" role=\"img\" aria-label=\"What each task did in each step\"></svg></div></div></div>\n"
	      , out);
	html_lanes_legend(w);
	fputs("<div id=\"tip\" hidden></div></section>\n", out);
}

/* As a drawing that stands still, for a reader without the script: of a long run the end. */
static void write_still_timeline(struct html_writer *w)
{
	const struct lanes *lanes = reel_lanes(w->reel);
	struct svg_timeline part = { .title = "", .from = lanes->n_steps > MOST_STILL ? lanes->n_steps - MOST_STILL + 1 : 0 };
	char *text = NULL;
	size_t size;
	FILE *drawn = open_memstream(&text, &size);

	must(drawn);
	svg_timeline(drawn, lanes, &part, NULL);
	must(fclose(drawn) == 0);
	fputs("<noscript class=\"wide\"><section aria-labelledby=\"still-head\"><h2 id=\"still-head\">Step by step <span>a lane a task, a column "
	      "what is so in a step", w->out);
	if (part.from > 1)
		fprintf(w->out, "; of %ld steps the last %d", lanes->n_steps, MOST_STILL);
	fputs("</span></h2>\n<div class=\"still\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline\">", w->out);
	fputs(strstr(text, "<svg"), w->out);
	fputs("</div></section></noscript>\n", w->out);
	free(text);
}

static void write_waits(FILE *out, bool wide)
{
	fprintf(out, "<section class=\"living%s\"", wide ? " wide" : "");
	fputs(" aria-labelledby=\"waits-head\"><h2 id=\"waits-head\">Who waits for whom</h2>\n"
	      "<svg id=\"waits-graph\" role=\"img\" aria-label=\"The graph of waits; the list below says the same\"></svg>\n"
	      "<ul id=\"waits-list\"></ul></section>\n", out);
}

static void write_steps(struct html_writer *w)
{
	long n = w->fault.steps, first = n > TOLD ? n - TOLD + 1 : 1;

	fputs("<section id=\"steps\" class=\"wide\" aria-labelledby=\"steps-head\"><h2 id=\"steps-head\">The steps in words</h2>\n<details", w->out);
	fputs(n <= 20 ? " open>" : ">", w->out);
	if (first > 1)
		fprintf(w->out, "<summary>the last %d of %ld step%s</summary>", TOLD, n, text_s(n));
	else
		fprintf(w->out, "<summary>%ld step%s</summary>", n, text_s(n));
	fputs("<ol class=\"steps\">\n", w->out);
	for (long k = first; k <= n; k++) {
		fprintf(w->out, "<li value=\"%ld\">", k);
		write_deeds(w, reel_at(w->reel, k));
		fputs("</li>\n", w->out);
	}
	if (n < reel_steps(w->reel)) {
		fputs("<li class=\"then\">", w->out);
		write_deeds(w, reel_at(w->reel, n + 1));
		fputs("</li>\n", w->out);
	}
	fputs("</ol></details></section>\n", w->out);
}

static bool write_script(struct html_writer *w)
{
	fputs("<script type=\"application/json\" id=\"run-data\">", w->out);
	if (!html_data(w))
		return false;
	fputs("</script>\n<script>\n", w->out);
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		fputs(embedded_text(scripts[i]), w->out);
	fputs("</script>\n", w->out);
	return true;
}

static void write_foot(FILE *out)
{
	fputs("</main>\n<footer>Made by conclab. The page is complete: it asks for nothing from elsewhere.</footer>\n", out);
}

static void write_timelines(struct html_writer *w)
{
	write_timeline(w);
	write_still_timeline(w);
}

static bool write_page(struct html_writer *w)
{
	bool broad = w->scene->width > 800;

	write_head(w);
	fprintf(w->out, "<body%s>\n", broad ? " class=\"broad\"" : "");
	write_title(w);
	fputs("<main>\n", w->out);
	write_stage(w);
	if (broad)
		write_timelines(w);
	write_source(w);
	if (!broad)
		write_timelines(w);
	fputs(broad ? "<div class=\"beside\">\n" : "", w->out);
	html_explanation(w);
	write_waits(w->out, !w->page->explanation || !*w->page->explanation);
	fputs(broad ? "</div>\n" : "", w->out);
	write_steps(w);
	html_map(w);
	html_tree(w);
	write_bar(w->out);
	write_foot(w->out);
	if (!write_script(w))
		return false;
	fputs("</body>\n</html>\n", w->out);
	return true;
}

void html_begin(struct html_writer *w)
{
	w->reel = reel_new(w->trace, w->last);
	w->fault = html_fault_of(w->reel);
	w->stage = stage_new(w->trace, w->last);
	w->scene = html_scene_new(w->stage, w->last);
}

void html_end(struct html_writer *w)
{
	html_scene_free(w->scene);
	stage_free(w->stage);
	reel_free(w->reel);
	buf_free(&w->text);
}

bool html_report(FILE *out, const struct html_page *page, const struct trace *trace, const struct snapshot *last,
                 const struct export_progress *progress)
{
	struct html_writer writer = { .out = out, .page = page, .trace = trace, .last = last, .progress = progress };
	bool all;

	html_begin(&writer);
	all = write_page(&writer);
	html_end(&writer);
	return all;
}

void html_map_page(FILE *out, const struct html_page *page)
{
	struct html_writer w = { .out = out, .page = page };

	write_head(&w);
	fputs("<body>\n", out);
	write_title(&w);
	fputs("<main>\n", out);
	html_map(&w);
	write_foot(out);
	fprintf(out, "<script>\n%s</script>\n", embedded_text("lab/page/browser/copy.js"));
	fputs("</body>\n</html>\n", out);
	buf_free(&w.text);
}
