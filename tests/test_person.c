/* test_person.c - what a person at the prompt is told, and a script is not, or in another way. */
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/kept_folder.h"

/* Nothing else on the screen says that there is a file now. */
static void test_a_person_is_told_what_was_written(void **state)
{
	struct capture c;
	char line[300], said[300];

	(void)state;
	capture_open(&c);
	c.session->look.width = 300;
	snprintf(line, sizeof line, "show code patterns/pthread/queue.c as=pthread > %s", path_of("q.c"));
	say(&c, line);
	assert_string_equal(c.text, "");
	c.session->interactive = true;
	say(&c, line);
	snprintf(said, sizeof said, "wrote '%s'\n", path_of("q.c"));
	assert_string_equal(c.text, said);
	snprintf(line, sizeof line, "show version >> %s", path_of("q.c"));
	say(&c, line);
	snprintf(said, sizeof said, "added to '%s'\n", path_of("q.c"));
	assert_string_equal(c.text, said);
	snprintf(line, sizeof line, "show nothing-of-the-kind > %s", path_of("new"));
	say(&c, line);
	check_lacks(c.text, "wrote");
	say(&c, "show version > /dev/null");
	assert_string_equal(c.text, "");
	capture_close(&c);
}

/* What follows from the first error would make it scroll away. */
static void test_a_person_sees_the_first_error(void **state)
{
	static const char program[] =
		"#include <pthread.h>\n#warning one\n#warning two\n#warning three\n#warning four\n"
		"int main(void)\n{\n\tint first = undeclared_first;\n\tint a = b;\n\tint c = d;\n\tint e = f;\n\tint g = h;\n"
		"\tint i = j;\n\treturn undeclared_last;\n}\n";
	struct capture c;
	char line[300];

	(void)state;
	capture_open(&c);
	write_file("bad.c", program);
	snprintf(line, sizeof line, "run %s", path_of("bad.c"));
	c.session->strangers = true;
	assert_int_equal(say(&c, line), STATUS_USAGE);
	check_has(c.text, "undeclared_last");
	check_lacks(c.text, "more lines of the compiler's");
	c.session->interactive = true;
	assert_int_equal(say(&c, line), STATUS_USAGE);
	check_has(c.text, "undeclared_first");
	check_lacks(c.text, "undeclared_last");
	check_has(c.text, " more lines of the compiler's\nrun: ");
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_person_is_told_what_was_written, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_person_sees_the_first_error, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
