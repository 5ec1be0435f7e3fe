/*
 * html_source.c - the source, line by line; beside a line who is there at the end, until the script says it for each step.
 *
 * Lines far from all that any task did or stands at are marked: what is printed goes without them.
 */
#include "lab/page/html_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/trace/family.h"

static bool is_at(struct html_writer *w, const struct moment_task *task, int source, int line)
{
	int at;

	return task->state != TASK_NEW && task->state != TASK_ENDED && html_place(w->page, task->here, &at) == source && at == line;
}

/* Who waits, who has waited and can go on now, who moves. */
enum standing { WAITS, READY, RUNS, STANDINGS };

static enum standing standing_of(const struct moment_task *task)
{
	return task->state != TASK_BLOCKED ? RUNS : task->ready ? READY : WAITS;
}

static void write_chip(FILE *out, const char *names, enum standing is)
{
	static const char *const words[] = { "waits: ", "can now go on: ", "" };

	fprintf(out, "<span class=\"chip %s\">%s", is == WAITS ? "waits" : "runs", words[is]);
	html_text(out, names);
	fputs("</span>", out);
}

/* A chip for each family. */
static void write_chips(FILE *out, const char **names, int n, enum standing is)
{
	struct buf text = { 0 };

	for (int i = 0, like; i < n; i += like) {
		for (like = 1; i + like < n && name_alike(names[i], names[i + like]); like++)
			;
		buf_clear(&text);
		name_range(&text, &names[i], like);
		write_chip(out, buf_text(&text), is);
	}
	buf_free(&text);
}

/* Those that wait, then those that can go on, then the others. */
static void write_who(struct html_writer *w, const struct moment *now, int source, int line)
{
	const char **names = calloc((size_t)w->last->n_tasks + 1, sizeof *names);

	must(names);
	for (int is = WAITS; is < STANDINGS; is++) {
		int n = 0;

		for (int i = 0; i < w->last->n_tasks; i++)
			if (is_at(w, &now->tasks[i], source, line) && standing_of(&now->tasks[i]) == (enum standing)is)
				names[n++] = w->last->tasks[i].name;
		write_chips(w->out, names, n, (enum standing)is);
	}
	free(names);
}

/* "line", "line runs", "line waits" */
static const char *class_of(struct html_writer *w, const struct moment *now, int source, int line)
{
	const char *class = "line";

	for (int i = 0; i < w->last->n_tasks; i++)
		if (is_at(w, &now->tasks[i], source, line)) {
			if (standing_of(&now->tasks[i]) == WAITS)
				return "line waits";
			class = "line runs";
		}
	return class;
}

/* What follows "//DOC: " in a line, up to `*length`, which then ends before it; NULL: nothing does. */
static const char *note_of(const char *text, size_t *length, size_t *noted)
{
	static const char mark[] = "//DOC: ";
	const char *end = text + *length, *at = text;

	while (at < end && strncmp(at, mark, strlen(mark)) != 0)
		at++;
	if (at >= end)
		return NULL;
	*noted = (size_t)(end - at) - strlen(mark);
	for (*length = (size_t)(at - text); *length > 0 && (text[*length - 1] == ' ' || text[*length - 1] == '\t');)
		--*length;
	return at + strlen(mark);
}

static void write_note(struct html_writer *w, const char *note, size_t length)
{
	buf_clear(&w->text);
	for (size_t i = 0; i < length; i++)
		buf_addc(&w->text, note[i] == '-' ? ' ' : note[i]);
	fputs(" <span class=\"note\">// ", w->out);
	html_text(w->out, buf_text(&w->text));
	fputs("</span>", w->out);
}

/* ---- What is near ---- */

enum { AROUND = 2 };

/* The lines of a source. */
struct lines {
	int   n;
	bool *near;             /* counted from 1 */
};

static int count_lines(const char *text)
{
	int n = 1;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

static void mark_near(struct html_writer *w, struct lines *sources, const char *here)
{
	int line, source = html_place(w->page, here, &line);

	for (int i = line - AROUND; source >= 0 && i <= line + AROUND; i++)
		if (i >= 1 && i <= sources[source].n)
			sources[source].near[i] = true;
}

static struct lines *find_near(struct html_writer *w, const struct moment *now)
{
	struct lines *sources = calloc((size_t)w->page->n_sources + 1, sizeof *sources);

	must(sources);
	for (int i = 0; i < w->page->n_sources; i++) {
		sources[i].n = count_lines(w->page->sources[i].text);
		sources[i].near = calloc((size_t)sources[i].n + 1, sizeof *sources[i].near);
		must(sources[i].near);
	}
	for (long i = 0; i < w->trace->n_events; i++)
		mark_near(w, sources, w->trace->events[i].here);
	for (int i = 0; i < w->last->n_tasks; i++)
		if (now->tasks[i].state != TASK_NEW && now->tasks[i].state != TASK_ENDED)
			mark_near(w, sources, now->tasks[i].here);
	return sources;
}

static void free_near(const struct html_writer *w, struct lines *sources)
{
	for (int i = 0; i < w->page->n_sources; i++)
		free(sources[i].near);
	free(sources);
}

/* ---- Lines ---- */

/* So many lines has the comment that a source begins with: it tells what the program shows. */
static int head_lines(const char *text)
{
	const char *end = !strncmp(text, "/*", 2) ? strstr(text, "*/") : NULL;
	int n = end != NULL;

	for (; end && text < end; text++)
		n += *text == '\n';
	return n;
}

/* `look`: attributes, each with a blank before it. */
static void write_line(struct html_writer *w, const struct moment *now, int source, int line, const char *look, const char *text, size_t length)
{
	size_t noted = 0;
	const char *note = note_of(text, &length, &noted);

	buf_clear(&w->text);
	buf_add(&w->text, text, length);
	fprintf(w->out, "<div id=\"L%d-%d\" class=\"%s\"%s><span class=\"n\">%d</span><span class=\"text\">", source, line,
	        class_of(w, now, source, line), look, line);
	html_text(w->out, buf_text(&w->text));
	if (note)
		write_note(w, note, noted);
	fputs("</span><span class=\"who\">", w->out);
	write_who(w, now, source, line);
	fputs("</span></div>\n", w->out);
}

static void write_lines(struct html_writer *w, const struct moment *now, int source, const bool *near)
{
	const char *text = w->page->sources[source].text;
	int head = head_lines(text);

	for (int line = 1; *text; line++) {
		size_t length = strcspn(text, "\n");
		const char *look = near[line] ? line <= head ? " data-head=\"\"" : "" : line <= head ? " data-head=\"\" data-far=\"\"" : " data-far=\"\"";

		write_line(w, now, source, line, look, text, length);
		text += length + (text[length] == '\n');
	}
}

void html_sources(struct html_writer *w)
{
	const struct moment *now = reel_at(w->reel, reel_steps(w->reel));
	struct lines *sources = find_near(w, now);

	for (int i = 0; i < w->page->n_sources; i++) {
		if (w->page->n_sources > 1) {
			fputs("<h3>", w->out);
			html_text(w->out, w->page->sources[i].path);
			fputs("</h3>\n", w->out);
		}
		write_lines(w, now, i, sources[i].near);
	}
	free_near(w, sources);
}
