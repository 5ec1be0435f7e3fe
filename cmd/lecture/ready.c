/* ready.c - see ready.h. */
#include "cmd/lecture/ready.h"

#include <string.h>

#include "cmd/lecture/lecture.h"
#include "cmd/session/out.h"
#include "cmd/term/prose.h"
#include "lab/base/embed.h"

static const char folder[] = "lectures/", ending[] = ".lab";

static bool is_ready(const struct embedded *file)
{
	size_t length = strlen(file->name);

	return length > sizeof folder + sizeof ending && !strncmp(file->name, folder, sizeof folder - 1) &&
	       !strcmp(file->name + length - (sizeof ending - 1), ending);
}

bool ready_nth(int n, struct ready *ready)
{
	for (const struct embedded *file = embedded_files; file->name; file++)
		if (is_ready(file) && n-- == 0) {
			*ready = (struct ready){ file->name, file->text };
			return true;
		}
	return false;
}

void ready_name(struct buf *out, const struct ready *ready)
{
	const char *name = ready->path + sizeof folder - 1;

	buf_add(out, name, strlen(name) - (sizeof ending - 1));
}

static bool is_called(const struct ready *ready, const char *name)
{
	struct buf own = { 0 };
	bool is;

	ready_name(&own, ready);
	is = !strcmp(buf_text(&own), name) || !strcmp(ready->path, strncmp(name, "./", 2) ? name : name + 2);
	buf_free(&own);
	return is;
}

bool ready_find(const char *name, struct ready *ready)
{
	for (int i = 0; ready_nth(i, ready); i++)
		if (is_called(ready, name))
			return true;
	return false;
}

static void add_row(struct table *table, const struct ready *ready, struct json *json)
{
	struct lecture *lecture = lecture_read(ready->path, ready->text);
	struct buf name = { 0 };

	ready_name(&name, ready);
	table_row(table, (const char *[]){ buf_text(&name), lecture->about });
	json_object(json, NULL);
	json_text(json, "name", buf_text(&name));
	json_text(json, "about", lecture->about);
	json_end_object(json);
	buf_free(&name);
	lecture_free(lecture);
}

int ready_list(struct session *session)
{
	struct table table = { .n_columns = 2 };
	struct buf text = { 0 }, line = { 0 };
	struct json json = out_json_begin(session, &line);
	struct ready ready;

	json_array(&json, "lectures");
	for (int i = 0; ready_nth(i, &ready); i++)
		add_row(&table, &ready, &json);
	json_end_array(&json);
	table_draw(&text, &table, &session->look);
	if (session->json)
		out_json_end(session, &json);
	else
		out_text(session, &text);
	buf_free(&text);
	buf_free(&line);
	return STATUS_OK;
}
