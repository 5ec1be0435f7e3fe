/* test_line_parts.c - lines that are more than one step, read off the source. */
#include "cmd/step/line_parts.h"

#include "tests/check_text.h"

static const char source[] =
	"static void add(struct cell *cell, int by)\n"                          /* 1 */
	"{\n"
	"	cell_store(cell, cell_load(cell) + by);\n"                      /* 3 */
	"}\n"
	"\n"
	"static void slow(struct shop *shop)\n"
	"{\n"
	"	int v = cell_load(shop->open[at(1, 2)]);        // cell_load(x)\n" /* 8 */
	"\n"
	"	task_sleep(\"cell_load(x)\" + ')');\n"
	"	cell_store(shop->open[at(1, 2)], v);\n"                         /* 11 */
	"	cell_store(shop->open[at(1, 2)], 0);\n"
	"}\n"
	"\n"
	"static void ends(struct shop *shop)\n"
	"{\n"
	"	if (cell_load(shop->a) == cell_load(shop->b)) /* once\n"        /* 17 */
	"	    more */\n"
	"		cell_store(shop->c, 1);\n"                              /* 19 */
	"	my_cell_load(shop->c, cell_loads(1));\n"                        /* 20 */
	"}\n";

static void parts_are(int line, int from, int to, const char *expected)
{
	struct buf text = { 0 };
	struct line_parts parts;

	assert_true(line_parts_find(source, line, &parts));
	assert_int_equal(parts.from, from);
	assert_int_equal(parts.to, to);
	for (int i = 0; i < parts.n; i++)
		buf_printf(&text, "%s %s:%d ", parts.of[i].store ? "store" : "load", parts.of[i].cell,
		           parts.of[i].line);
	assert_string_equal(buf_text(&text), expected);
	buf_free(&text);
}

static void test_what_is_inside_comes_first(void **state)
{
	(void)state;
	parts_are(3, 3, 3, "load cell:3 store cell:3 ");
}

static void test_a_store_belongs_to_its_load(void **state)
{
	(void)state;
	for (int line = 8; line <= 11; line++)
		parts_are(line, 8, 11, "load open[at(1, 2)]:8 store open[at(1, 2)]:11 ");
}

static void test_two_on_a_line_belong_together(void **state)
{
	(void)state;
	parts_are(17, 17, 17, "load a:17 load b:17 ");
}

static void test_other_lines_are_one_step(void **state)
{
	static const int lines[] = { -1, 0, 1, 2, 4, 5, 7, 12, 13, 16, 18, 19, 20, 21, 22, 1000 };
	struct line_parts parts;

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_false(line_parts_find(source, lines[i], &parts));
	assert_false(line_parts_find("", 1, &parts));
	assert_false(line_parts_find("{\n\"", 2, &parts));
	assert_false(line_parts_find("{\ncell_load(cell_load(\n/*", 2, &parts));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_inside_comes_first),
		cmocka_unit_test(test_a_store_belongs_to_its_load),
		cmocka_unit_test(test_two_on_a_line_belong_together),
		cmocka_unit_test(test_other_lines_are_one_step),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
