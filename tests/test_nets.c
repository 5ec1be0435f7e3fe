/*
 * test_nets.c - what hangs together in a picture: whoever follows the lines from one name to another finds what is so.
 *
 * The picture is read as a person would: lines that join are one, a line that stops at an upright one goes on behind it.
 */
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/sanitized.h"

#include "lab/engine/pattern.h"
#include "lab/view/picture.h"

enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8, MOST_ROWS = 64, MOST_COLUMNS = 200, MOST_ENDS = 64 };

/* A picture by cells; what is not ASCII and no line is '~'. */
struct page {
	int           rows;
	char          text[MOST_ROWS][MOST_COLUMNS + 1];        /* lines are blanks in it */
	unsigned char ways[MOST_ROWS][MOST_COLUMNS + 1];
	bool          seen[MOST_ROWS][MOST_COLUMNS + 1];
};

/* The nodes that a line leads to. */
struct ends {
	int n, of[MOST_ENDS];
};

static unsigned ways_of(const char *at)
{
	static const struct {
		const char *glyphs;
		unsigned    ways;
	} known[] = {
		{ "─┄═━", LEFT | RIGHT }, { "│┆║┃", UP | DOWN }, { "┌╔┏", DOWN | RIGHT }, { "┐╗┓", DOWN | LEFT }, { "└╚┗", UP | RIGHT },
		{ "┘╝┛", UP | LEFT }, { "├╠┣", UP | DOWN | RIGHT }, { "┤╣┫", UP | DOWN | LEFT }, { "┬╦┳", DOWN | LEFT | RIGHT },
		{ "┴╩┻", UP | LEFT | RIGHT }, { "┼╬╋", UP | DOWN | LEFT | RIGHT }, { "▶", LEFT }, { "◀", RIGHT },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		for (const char *glyph = known[i].glyphs; *glyph; glyph += 3)
			if (strncmp(at, glyph, 3) == 0)
				return known[i].ways;
	return 0;
}

static void read_page(struct page *page, const char *text)
{
	int row = 0, column = 0;

	memset(page, 0, sizeof *page);
	memset(page->text, ' ', sizeof page->text);
	for (const char *at = text; *at; at++) {
		if (*at == '\n') {
			row++;
			column = 0;
		} else if ((*at & 0xc0) != 0x80 && row < MOST_ROWS && column < MOST_COLUMNS) {
			page->ways[row][column] = (unsigned char)ways_of(at);
			page->text[row][column] = page->ways[row][column] ? ' ' : (unsigned char)*at < 0x80 ? *at : '~';
			column++;
		}
	}
	page->rows = row < MOST_ROWS ? row : MOST_ROWS;
}

/* Whose name stands there, whole; or -1. A name behind an arrow in words belongs to another's. */
static int node_at(const struct page *page, const struct stage *stage, const struct snapshot *last, int row, int column)
{
	for (int i = 0; row >= 0 && column >= 0 && i < stage->n_nodes; i++) {
		const struct stage_node *node = &stage->nodes[i];
		const char *name = node->task != NO_TASK ? last->tasks[node->task].name : last->objects[node->object].name;
		size_t length = strlen(name);

		if (column + (int)length <= MOST_COLUMNS && strncmp(&page->text[row][column], name, length) == 0 &&
		    page->text[row][column + (int)length] == ' ' && (column < 2 || page->text[row][column - 2] != '~') &&
		    (column == 0 || strchr(" >", page->text[row][column - 1])))
			return i;
	}
	return -1;
}

/* The card whose text ends left of the column, in this row or in one of two above it. */
static int node_before(const struct page *page, const struct stage *stage, const struct snapshot *last, int row, int column)
{
	for (int up = 0; up <= 2 && row - up >= 0; up++)
		for (int from = column - 2; from >= 0; from--) {
			int found = node_at(page, stage, last, row - up, from);

			if (page->ways[row - up][from])
				break;
			if (found >= 0)
				return found;
		}
	return -1;
}

static int node_behind(const struct page *page, const struct stage *stage, const struct snapshot *last, int row, int column)
{
	int found = -1;

	for (int up = 0; up <= 2 && found < 0; up++)
		found = node_at(page, stage, last, row - up, column + 2);
	return found;
}

static void add_end(struct ends *ends, int node)
{
	for (int i = 0; i < ends->n; i++)
		if (ends->of[i] == node)
			return;
	if (node >= 0 && ends->n < MOST_ENDS)
		ends->of[ends->n++] = node;
}

static void follow(struct page *page, const struct stage *stage, const struct snapshot *last, int row, int column,
                   struct ends *ends)
{
	unsigned ways = page->ways[row][column];

	if (page->seen[row][column])
		return;
	page->seen[row][column] = true;
	for (int i = 0; i < 2; i++) {
		int step = i ? 1 : -1, next = column + step;
		unsigned on = i ? RIGHT : LEFT, back = i ? LEFT : RIGHT;

		if (!(ways & on))
			continue;
		while (next > 0 && next < MOST_COLUMNS && page->ways[row][next] == (UP | DOWN))
			next += step;
		if (next >= 0 && next < MOST_COLUMNS && page->ways[row][next] & back)
			follow(page, stage, last, row, next, ends);
	}
	/* It ends beside a card: at the point of an arrow, or where nothing goes on. */
	if (!(ways & (UP | DOWN)) && column > 0 && !page->ways[row][column - 1])
		add_end(ends, node_before(page, stage, last, row, column));
	if (!(ways & (UP | DOWN)) && !page->ways[row][column + 1])
		add_end(ends, node_behind(page, stage, last, row, column));
	if (ways & UP && row > 0)
		follow(page, stage, last, row - 1, column, ends);
	if (ways & DOWN && row + 1 < page->rows)
		follow(page, stage, last, row + 1, column, ends);
}

static const char *name_of(const struct stage *stage, const struct snapshot *last, int node)
{
	return stage->nodes[node].task != NO_TASK ? last->tasks[stage->nodes[node].task].name
		: last->objects[stage->nodes[node].object].name;
}

/* Has the task to do with an object of that name? */
static bool is_so(const struct stage *stage, const struct snapshot *last, int task, int object)
{
	for (int i = 0; i < stage->n_edges; i++)
		if (stage->edges[i].task == task && !strcmp(name_of(stage, last, stage->edges[i].object), name_of(stage, last, object)))
			return true;
	return false;
}

/* One object and its tasks, or one task and its objects. Returns how many ends there are. */
static int check_ends(const struct stage *stage, const struct snapshot *last, const struct ends *ends, const char *text)
{
	int tasks = 0;

	for (int i = 0; i < ends->n; i++)
		tasks += stage->nodes[ends->of[i]].task != NO_TASK;
	if (tasks > 1 && ends->n - tasks > 1)
		print_error("%s and %s hang together:\n%s", name_of(stage, last, ends->of[0]), name_of(stage, last, ends->of[1]), text);
	assert_false(tasks > 1 && ends->n - tasks > 1);
	for (int i = 0; i < ends->n; i++)
		for (int k = 0; k < ends->n; k++) {
			if (stage->nodes[ends->of[i]].task == NO_TASK || stage->nodes[ends->of[k]].task != NO_TASK)
				continue;
			if (!is_so(stage, last, ends->of[i], ends->of[k]))
				print_error("%s has nothing to do with %s:\n%s", name_of(stage, last, ends->of[i]),
				            name_of(stage, last, ends->of[k]), text);
			assert_true(is_so(stage, last, ends->of[i], ends->of[k]));
		}
	return ends->n;
}

static int check_picture(struct picture *picture, const struct stage *stage, const struct snapshot *last, long step, int width)
{
	static struct page page;
	struct look look = { .width = width };
	struct buf out = { 0 };
	int n = 0;

	picture_draw(&out, picture, step, &look, 60);
	read_page(&page, buf_text(&out));
	for (int row = 0; row < page.rows; row++)
		for (int column = 0; column < MOST_COLUMNS; column++) {
			struct ends ends = { 0 };

			if (!page.ways[row][column] || page.seen[row][column])
				continue;
			follow(&page, stage, last, row, column, &ends);
			n += check_ends(stage, last, &ends, buf_text(&out));
		}
	buf_free(&out);
	return n;
}

static bool has_ring(const struct stage *stage)
{
	for (int i = 0; i < stage->n_groups; i++)
		if (stage->groups[i].ring)
			return true;
	return false;
}

static int check_run(struct capture *c, const char *run)
{
	static const int widths[] = { 60, 80, 100, 120, 160 };
	const struct result *result;
	struct picture *picture;
	struct stage *stage;
	int n = 0;

	assert_true(say(c, run) <= STATUS_FINDING);
	result = session_result(c->session);
	stage = stage_new(&result->trace, result->snapshot);
	picture = picture_new(&result->trace, result->snapshot, result->pattern->file, true);
	for (long step = 0; !has_ring(stage) && step <= picture_steps(picture) && step < 40; step += SANITIZED ? 7 : 1)
		for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
			n += check_picture(picture, stage, result->snapshot, step, widths[i]);
	picture_free(picture);
	stage_free(stage);
	return n;
}

static void test_lines_lead_to_what_is_so(void **state)
{
	struct capture c;
	char line[200];
	int n = 0;

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++) {
		if (patterns[i]->settings[0].is_file)
			continue;
		snprintf(line, sizeof line, "run %s seed=3 log=0", patterns[i]->name);
		n += check_run(&c, line);
	}
	n += check_run(&c, "run semaphore tasks=6 seed=2 log=0");
	n += check_run(&c, "run worker-pool workers=5 seed=2 log=0");
	assert_true(n > 2000);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_lead_to_what_is_so),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
