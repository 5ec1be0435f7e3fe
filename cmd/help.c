/* help.c - see help.h. */
#include "cmd/help.h"

#include <string.h>

#include "cmd/term/prose.h"
#include "cmd/topics.h"
#include "lab/base/text.h"

/* "h ?" */
static void aliases(struct buf *out, const struct command *command)
{
	buf_clear(out);
	for (int i = 0; i < MAX_ALIASES && command->alias[i]; i++)
		buf_printf(out, "%s%s", i ? " " : "", command->alias[i]);
}

/* An empty table with columns wide enough for every group, so that they stand below one another. */
static struct table group_table(void)
{
	struct table table = { .n_columns = 3 };
	struct buf words = { 0 };

	for (int i = 0; commands[i]; i++) {
		aliases(&words, commands[i]);
		if (text_columns(commands[i]->name) > table.least[0])
			table.least[0] = text_columns(commands[i]->name);
		if (text_columns(buf_text(&words)) > table.least[1])
			table.least[1] = text_columns(buf_text(&words));
	}
	buf_free(&words);
	return table;
}

static void add_group(struct buf *out, enum group group, const struct look *look)
{
	struct table table = group_table();
	struct buf words = { 0 };

	for (int i = 0; commands[i]; i++) {
		if (commands[i]->group != group)
			continue;
		aliases(&words, commands[i]);
		table_row(&table,
		          (const char *const[]){ commands[i]->name, buf_text(&words), commands[i]->summary });
	}
	if (table.n_rows) {
		prose_colour(out, look, "1", group_word(group));
		buf_addc(out, '\n');
	}
	table_draw(out, &table, look);
	buf_free(&words);
}

void help_overview(struct buf *out, const struct look *look)
{
	struct buf line = { 0 };

	text_wrap(out, "for example: run worker-pool feed=main jobs=20", 0, 2, look->width, look->ascii);
	for (int group = 0; group < GROUP_COUNT; group++)
		add_group(out, (enum group)group, look);
	buf_adds(&line, "`help run` tells about one. More:");
	for (int i = 0; topics[i].name; i++)
		buf_printf(&line, "%s help %s", i ? "," : "", topics[i].name);
	text_wrap(out, buf_text(&line), 0, 2, look->width, look->ascii);
	buf_free(&line);
}

enum { DEEPER = 8 };            /* what stands this much further in than a key tells what the key means */

/* Where "  key   what it means" begins to tell what it means; 0 where there is a key alone. */
static int meaning_column(const char *row)
{
	const char *key = row + strspn(row, " "), *gap = strstr(key, "  ");

	return gap && gap < key + strcspn(key, "\n") ? (int)(gap + strspn(gap, " ") - row) : 0;
}

/* A row whose meaning goes on in lines below it, or begins there, as one line. */
static void join_row(struct buf *out, const char *row)
{
	size_t length = strcspn(row, "\n");

	buf_add(out, row, length);
	if (row[length] && !meaning_column(buf_text(out)))
		buf_addc(out, ' ');
	for (row += length; *row; row += length) {
		row += 1 + strspn(row + 1, " ");
		length = strcspn(row, "\n");
		buf_addc(out, ' ');
		buf_add(out, row, length);
	}
}

/* "  key   what it means": wrapped below the meaning, or below the key where the width is small. */
static void wrap_row(struct buf *out, const char *line, const struct look *look)
{
	const char *key = line + strspn(line, " ");
	int margin = (int)(key - line), column = meaning_column(line);
	struct buf name = { 0 };

	if (column && column <= look->width / 2) {
		buf_add(out, line, (size_t)column);
		text_wrap(out, line + column, column, column, look->width, look->ascii);
		return;
	}
	buf_add(&name, key, column ? (size_t)(strstr(key, "  ") - key) : strlen(key));
	buf_fill(out, ' ', margin);
	text_wrap(out, buf_text(&name), margin, margin, look->width, look->ascii);
	buf_fill(out, ' ', column ? 2 * margin : 0);
	if (column)
		text_wrap(out, line + column, 2 * margin, 2 * margin, look->width, look->ascii);
	buf_free(&name);
}

/* The row that was gathered, if there is one. */
static void end_row(struct buf *out, struct buf *row, const struct look *look)
{
	struct buf line = { 0 };

	if (row->length && text_widest(buf_text(row)) <= look->width) {
		buf_printf(out, "%s\n", buf_text(row));
	} else if (row->length) {
		join_row(&line, buf_text(row));
		wrap_row(out, buf_text(&line), look);
	}
	buf_clear(row);
	buf_free(&line);
}

static void end_paragraph(struct buf *out, struct buf *paragraph, const struct look *look)
{
	if (paragraph->length)
		text_wrap(out, buf_text(paragraph), 0, 0, look->width, look->ascii);
	buf_clear(paragraph);
}

/* Does the line go on below the meaning of the row, or below its key, which had left no room? */
static bool goes_on_below(const char *line, const struct buf *row)
{
	int margin = (int)strspn(line, " "), column;

	if (!row->length || !margin || meaning_column(line))
		return false;
	column = meaning_column(buf_text(row));
	return column ? margin == column : margin >= (int)strspn(buf_text(row), " ") + DEEPER;
}

void help_text(struct buf *out, const char *text, const struct look *look)
{
	struct buf paragraph = { 0 }, row = { 0 }, line = { 0 };
	const char *end;

	for (; *text; text = *end ? end + 1 : end) {
		end = text + strcspn(text, "\n");
		buf_clear(&line);
		buf_add(&line, text, (size_t)(end - text));
		if (*text == ' ' || !line.length)
			end_paragraph(out, &paragraph, look);
		if (!goes_on_below(buf_text(&line), &row))
			end_row(out, &row, look);
		if (*text == ' ')
			buf_printf(&row, "%s%s", row.length ? "\n" : "", buf_text(&line));
		else if (line.length)
			buf_printf(&paragraph, "%s ", buf_text(&line));
		else
			buf_addc(out, '\n');
	}
	end_row(out, &row, look);
	end_paragraph(out, &paragraph, look);
	buf_free(&paragraph);
	buf_free(&row);
	buf_free(&line);
}

void help_command(struct buf *out, const struct command *command, const struct look *look)
{
	struct buf line = { 0 };

	buf_printf(&line, "- %s", command->summary);
	prose_colour(out, look, "1", command->name);
	buf_addc(out, ' ');
	text_wrap(out, buf_text(&line), text_columns(command->name) + 1, 2, look->width, look->ascii);
	buf_clear(&line);
	buf_printf(&line, "%s %s", command->name, command->args);
	buf_adds(out, "usage: ");
	text_wrap(out, buf_text(&line), 7, 9, look->width, look->ascii);
	aliases(&line, command);
	if (line.length)
		buf_printf(out, "short: %s\n", buf_text(&line));
	if (command->detail)
		help_text(out, command->detail, look);
	buf_adds(out, "examples:\n");
	for (int i = 0; i < N_EXAMPLES; i++) {
		buf_adds(out, "  ");
		text_wrap(out, command->example[i], 2, 4, look->width, look->ascii);
	}
	buf_adds(out, "see also: ");
	text_wrap(out, command->see_also, 10, 2, look->width, look->ascii);
	buf_free(&line);
}
