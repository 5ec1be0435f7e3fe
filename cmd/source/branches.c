/* branches.c - see branches.h. */
#include "cmd/source/branches.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/source/names.h"
#include "lab/base/panic.h"

/* What is being worked out: the lines, and what their names stand for. */
struct sense {
	const struct code *code;
	struct branches   *found;
	struct constants   constants;
};

/* ---- Branches ---- */

static void kill_lines(struct branches *found, int from, int end)
{
	for (int i = from; i < end; i++)
		found->dead[i] = true;
}

/* The first line from `i` on that belongs no more to what stands deeper than `depth`. */
static int end_of_block(const struct code *code, int i, int depth)
{
	int end = i;

	for (; i < code->n && (code->lines[i].length == 0 || code_tabs(&code->lines[i]) > depth); i++)
		if (code->lines[i].length)
			end = i + 1;
	return end;
}

/* Does the last line of a branch leave it? */
static bool leaves(const struct code *code, int from, int end, int depth)
{
	struct code_line line;

	if (end <= from || code_tabs(&code->lines[end - 1]) != depth + 1)
		return false;
	line = code_body(&code->lines[end - 1]);
	return code_begins(&line, "return") || code_begins(&line, "break;") ||
	       code_begins(&line, "continue;");
}

/* After "if (known)", whose body ends at `end`: its else does not run; nor what follows when it leaves. */
static void branch_taken(struct sense *sense, int from, int end, int depth)
{
	const struct code *code = sense->code;
	bool left = leaves(code, from, end, depth), is_else = true;

	while (end < code->n && is_else) {
		struct code_line line = code_body(&code->lines[end]);

		is_else = code_tabs(&code->lines[end]) == depth &&
		          (code_begins(&line, "else") || code_begins(&line, "} else"));
		if (is_else) {
			int body = end + 1;

			end = end_of_block(code, body, depth);
			kill_lines(sense->found, body, end);
		}
	}
	if (left && end < code->n) {
		struct code_line line = code_body(&code->lines[end]);

		from = end + (code_tabs(&code->lines[end]) == depth && code_begins(&line, "}"));
		kill_lines(sense->found, from, end_of_block(code, from, depth - 1));
	}
}

static bool is_label(const struct code *code, int i, int depth)
{
	struct code_line line = code_body(&code->lines[i]);

	return code_tabs(&code->lines[i]) == depth &&
	       (code_begins(&line, "case ") || code_begins(&line, "default:"));
}

/* A case has been left at its end, before the label at `from`: by a break of the switch, or for good? */
static void leave_switch(struct sense *sense, int from, int depth)
{
	const struct code *code = sense->code;
	struct code_line last = code_body(&code->lines[from - 1]);
	int end = from;

	while (end < code->n && is_label(code, end, depth))
		end = end_of_block(code, end + 1, depth);
	if (!code_begins(&last, "break;"))
		end = end_of_block(code, end + 1, depth - 1);
	kill_lines(sense->found, from, end);
}

/* `switch (known) {`, its first label at `from`. */
static void switch_taken(struct sense *sense, int from, int depth, long value)
{
	const struct code *code = sense->code;
	bool runs = false;

	for (int i = from; i < code->n && is_label(code, i, depth);) {
		struct code_line line = code_body(&code->lines[i]);
		const char *at = line.text + strlen("case ");
		int end = end_of_block(code, i + 1, depth);

		if (code_begins(&line, "default:"))
			runs = true;    /* the last label, as patterns have it */
		else
			runs = runs || expression(&sense->constants, &at, code_end(&line)).value == value;
		if (!runs)
			kill_lines(sense->found, i + 1, end);
		if (runs && leaves(code, i + 1, end, depth)) {
			leave_switch(sense, end, depth);
			return;
		}
		i = end;
	}
}

/* Where the bracket at `open` is closed; the line it is in is added to `*line`. */
static const char *close_of(const char *open, int *line)
{
	int depth = 0;
	const char *at = open;

	for (;; at++) {
		*line += *at == '\n';
		depth += (*at == '(') - (*at == ')');
		if (depth == 0 || !*at)
			return at;
	}
}

/* "for (a; b; c)": b. */
static void only_condition(const char **at, const char **end)
{
	const char *first = memchr(*at, ';', (size_t)(*end - *at));
	const char *second = first ? memchr(first + 1, ';', (size_t)(*end - first - 1)) : NULL;

	if (second) {
		*at = first + 1;
		*end = second;
	}
}

static void read_branch(struct sense *sense, int i)
{
	static const char *const heads[] = {
		"if (", "} else if (", "else if (", "while (", "for (", "switch (",
	};
	const struct code *code = sense->code;
	struct code_line line = code_body(&code->lines[i]);
	const char *open, *at, *end;
	int head = 0, last = i, depth = code_tabs(&code->lines[i]), body;
	struct known known;

	while (head < 6 && !code_begins(&line, heads[head]))
		head++;
	if (head == 6)
		return;
	open = strchr(line.text, '(');
	end = close_of(open, &last);
	at = open + 1;
	if (head == 4)
		only_condition(&at, &end);
	known = expression(&sense->constants, &at, end);
	if (at != end || !known.is_known)
		return;
	if (head == 5) {
		switch_taken(sense, last + 1, depth, known.value);
		return;
	}
	sense->found->answer[i] = known.value ? ANSWER_YES : ANSWER_NO;
	body = end_of_block(code, last + 1, depth);
	if (!known.value)
		kill_lines(sense->found, last + 1, body);
	else if (head < 3)
		branch_taken(sense, last + 1, body, depth);
}

/* ---- Functions ---- */

/* The function whose opening brace stands alone in line `i`. */
static struct function function_at(const struct code *code, int i)
{
	struct function f = { .head = i - 1, .last = i };
	const char *bracket;

	while (f.head > 0 && code_tabs(&code->lines[f.head]) + strspn(code->lines[f.head].text, " ") > 0)
		f.head--;
	while (f.last < code->n - 1 && !(code->lines[f.last].length == 1 && *code->lines[f.last].text == '}'))
		f.last++;
	bracket = strchr(code->lines[f.head].text, '(');
	f.name = bracket ? bracket : code->lines[f.head].text;
	while (f.name > code->lines[f.head].text && (isalnum((unsigned char)f.name[-1]) || f.name[-1] == '_'))
		f.name--;
	f.length = bracket ? (size_t)(bracket - f.name) : 0;
	return f;
}

static bool is_function(const struct code *code, int i)
{
	return i > 0 && code->lines[i].length == 1 && *code->lines[i].text == '{';
}

static bool line_names(const struct code_line *line, const char *name, size_t length)
{
	for (const char *at = line->text; at < code_end(line); at++) {
		size_t n = name_at(at, code_end(line));

		if (n == length && strncmp(at, name, n) == 0)
			return true;
		at += n ? n - 1 : 0;
	}
	return false;
}

/*
 * Does a line that runs, outside of it, name the function? run() and a program's main() are called by the lab; and where the
 * code is one file of several, another may call what is not static.
 */
static bool is_called(const struct code *code, const struct branches *found, const struct function *f)
{
	if (code->file && !code_begins(&code->lines[f->head], "static"))
		return true;
	if ((f->length == 3 && strncmp(f->name, "run", 3) == 0) || (f->length == 4 && strncmp(f->name, "main", 4) == 0))
		return true;
	for (int i = found->first; i < found->end; i++)
		if (!found->dead[i] && (i < f->head || i > f->last) &&
		    line_names(&code->lines[i], f->name, f->length))
			return true;
	return false;
}

/* Nobody calls a function whose callers are dead. Returns whether there is one more. */
static bool kill_uncalled(const struct code *code, struct branches *found)
{
	bool more = false;

	for (int i = found->first; i < found->end; i++) {
		struct function f;

		if (!is_function(code, i) || found->dead[i])
			continue;
		f = function_at(code, i);
		if (is_called(code, found, &f))
			continue;
		kill_lines(found, f.head, f.last + 1);
		more = true;
	}
	return more;
}

static void read_function(struct sense *sense, const struct function *f)
{
	int globals = sense->constants.n;

	for (int i = f->head; i < f->last; i++) {
		struct known known;

		if (names_add_locals(&sense->constants, sense->code, f, i, &known))
			sense->found->answer[i] = known.value ? ANSWER_YES : ANSWER_NO;
		read_branch(sense, i);
	}
	sense->constants.n = globals;
}

struct branches branches_read(const struct code *code, const struct pattern *pattern, const int *values)
{
	struct branches found = { .end = code->n };
	struct sense sense = { .code = code, .found = &found };

	found.dead = calloc((size_t)code->n + 1, sizeof *found.dead);
	found.answer = calloc((size_t)code->n + 1, sizeof *found.answer);
	must(found.dead && found.answer);
	sense.constants.values = values;
	sense.constants.n_values = pattern_n_settings(pattern);
	for (int i = 0; i < code->n; i++) {
		if (code_begins(&code->lines[i], "#include"))
			found.first = i + 1;
		if (code_begins(&code->lines[i], "const struct pattern") && found.end == code->n)
			found.end = i;
	}
	names_add_enums(&sense.constants, code);
	for (int i = found.first; i < found.end; i++)
		if (is_function(code, i)) {
			struct function f = function_at(code, i);

			read_function(&sense, &f);
		}
	while (kill_uncalled(code, &found))
		;
	return found;
}

void branches_free(struct branches *found)
{
	free(found->dead);
	free(found->answer);
}

/* "[FEED]" in front of the setting of this name, in the table: FEED. */
static size_t index_name(const struct code *code, const char *setting, const char **name)
{
	char quoted[80];

	snprintf(quoted, sizeof quoted, "(\"%s\"", setting);
	for (int i = 0; i < code->n; i++) {
		struct code_line line = code_body(&code->lines[i]);
		const char *at = strstr(line.text, quoted);

		if (code_begins(&line, "[") && at && at < code_end(&line)) {
			*name = line.text + 1;
			return name_at(*name, code_end(&line));
		}
	}
	return 0;
}

bool branches_ask(const struct code *code, int line, const struct setting *setting)
{
	const struct code_line *text = &code->lines[line];
	const char *name;
	size_t length = index_name(code, setting->name, &name);

	if (!length)            /* of a program: a macro */
		return !code_begins(text, "#") && line_names(text, setting->name, strlen(setting->name));
	for (const char *at = text->text; length && at + length + 3 <= code_end(text); at++)
		if (at[0] == 'p' && at[1] == '[' && strncmp(at + 2, name, length) == 0 &&
		    at[length + 2] == ']')
			return true;
	return false;
}
