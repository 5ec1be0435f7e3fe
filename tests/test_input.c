/* test_input.c - files and trees as a run gets them: order, links, what cannot be read, bounds; real work. */
#include "lab/engine/input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "tests/run_pattern.h"
#include "tests/sanitized.h"

enum { NOBODY = 65534 };

struct tree {
	char path[64];
};

/* The path of a name in the tree; valid until the call after the next three. */
static const char *in(const struct tree *tree, const char *name)
{
	static char paths[4][200];
	static int next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", tree->path, name);
	return path;
}

static void put(const struct tree *tree, const char *name, const char *bytes, size_t size)
{
	FILE *file = fopen(in(tree, name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static void write_text(const struct tree *tree, const char *name, const char *text)
{
	put(tree, name, text, strlen(text));
}

static void folder(const struct tree *tree, const char *name)
{
	assert_int_equal(mkdir(in(tree, name), 0755), 0);
}

static int make(void **state)
{
	static struct tree tree;

	strcpy(tree.path, "/tmp/conclab-input-XXXXXX");
	assert_non_null(mkdtemp(tree.path));
	assert_int_equal(chmod(tree.path, 0755), 0);
	*state = &tree;
	return 0;
}

static void clear(const char *path)
{
	DIR *directory = opendir(path);
	struct dirent *entry;
	char below[300];

	while (directory && (entry = readdir(directory))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		snprintf(below, sizeof below, "%s/%.99s", path, entry->d_name);
		if (unlink(below) != 0)
			clear(below);
	}
	if (directory)
		closedir(directory);
	rmdir(path);
}

static int destroy(void **state)
{
	clear(((struct tree *)*state)->path);
	return 0;
}

static struct input *read_tree(const struct tree *tree)
{
	char *error = NULL;
	struct input *input = input_read(tree->path, true, &error);

	if (!input)
		fail_msg("%s", error);
	return input;
}

static void check_file(const struct input *input, int file, const char *text)
{
	assert_true(file < input->bytes.n_files);
	assert_int_equal(input->bytes.files[file].size, strlen(text));
	assert_memory_equal(input->bytes.files[file].data, text, strlen(text));
}

static void check_refused(const char *path, bool trees, const char *why)
{
	char *error = NULL;

	assert_null(input_read(path, trees, &error));
	if (!strstr(error, why))
		fail_msg("%s, not %s", error, why);
	assert_non_null(strstr(error, path));
	free(error);
}

static void test_a_tree_is_read_in_order(void **state)
{
	struct tree *tree = *state;
	struct input *input;

	write_text(tree, "b", "second");
	folder(tree, "c");
	folder(tree, "c/e");
	write_text(tree, "c/z", "fourth");
	write_text(tree, "c/e/x", "third");
	write_text(tree, "a", "first");
	write_text(tree, "d", "");
	write_text(tree, ".hidden", "before");
	input = read_tree(tree);
	assert_int_equal(input->bytes.n_files, 6);
	check_file(input, 0, "before");
	check_file(input, 1, "first");
	check_file(input, 2, "second");
	check_file(input, 3, "third");
	check_file(input, 4, "fourth");
	check_file(input, 5, "");
	assert_int_equal(input->bytes.size, strlen("beforefirstsecondthirdfourth"));
	assert_memory_equal(input->bytes.data, "beforefirstsecondthirdfourth", input->bytes.size);
	assert_int_equal(input->n_left_out, 0);
	input_free(input);
}

static void test_links_and_pipes_are_no_files(void **state)
{
	struct tree *tree = *state;
	struct input *input;

	folder(tree, "inner");
	write_text(tree, "inner/file", "once");
	assert_int_equal(symlink("..", in(tree, "inner/loop")), 0);
	assert_int_equal(symlink("inner/file", in(tree, "alias")), 0);
	assert_int_equal(symlink("nowhere", in(tree, "broken")), 0);
	assert_int_equal(mkfifo(in(tree, "pipe"), 0644), 0);
	input = read_tree(tree);
	assert_int_equal(input->bytes.n_files, 1);
	check_file(input, 0, "once");
	assert_int_equal(input->n_left_out, 0);
	input_free(input);
	check_refused(in(tree, "pipe"), true, "it is not a file");
}

static void test_a_link_to_a_tree_is_followed(void **state)
{
	struct tree *tree = *state;
	char *error = NULL;
	struct input *input;

	folder(tree, "inner");
	write_text(tree, "inner/file", "here");
	assert_int_equal(symlink("inner", in(tree, "door")), 0);
	input = input_read(in(tree, "door/"), true, &error);
	assert_non_null(input);
	assert_int_equal(input->bytes.n_files, 1);
	check_file(input, 0, "here");
	input_free(input);
}

static void test_an_empty_tree(void **state)
{
	struct tree *tree = *state;
	struct input *input;

	folder(tree, "nothing");
	input = read_tree(tree);
	assert_int_equal(input->bytes.n_files, 0);
	assert_non_null(input->bytes.files);
	assert_int_equal(input->bytes.size, 0);
	input_free(input);
}

static void test_what_cannot_be_read_is_named(void **state)
{
	struct tree *tree = *state;
	bool root = geteuid() == 0;
	struct input *input;

	write_text(tree, "open", "open");
	folder(tree, "cellar");
	for (int i = 0; i < 4; i++) {
		char name[32];

		snprintf(name, sizeof name, "secret-%d", i);
		write_text(tree, name, "secret");
		assert_int_equal(chmod(in(tree, name), 0), 0);
	}
	assert_int_equal(chmod(in(tree, "cellar"), 0), 0);
	if (root)
		assert_int_equal(seteuid(NOBODY), 0);
	input = read_tree(tree);
	check_refused(in(tree, "cellar"), true, "Permission denied");
	check_refused(in(tree, "secret-0"), true, "Permission denied");
	if (root)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(chmod(in(tree, "cellar"), 0755), 0);
	assert_int_equal(input->bytes.n_files, 1);
	check_file(input, 0, "open");
	assert_int_equal(input->n_left_out, 5);
	assert_non_null(strstr(buf_text(&input->left_out), "cellar: Permission denied\n"));
	assert_non_null(strstr(buf_text(&input->left_out), "secret-0: Permission denied\n"));
	assert_null(strstr(buf_text(&input->left_out), "secret-3"));
	input_free(input);
}

static void test_only_a_tree_where_one_is_wanted(void **state)
{
	struct tree *tree = *state;

	check_refused(tree->path, false, "it is a directory");
	check_refused(in(tree, "missing"), true, "No such file or directory");
	check_refused("/dev/null", false, "it is not a file");
}

static void test_too_many_files(void **state)
{
	struct tree *tree = *state;
	struct input *input;
	char name[16];

	for (int i = 0; i < MOST_INPUT_FILES; i++) {
		snprintf(name, sizeof name, "%d", i);
		put(tree, name, "x", 1);
	}
	input = read_tree(tree);
	assert_int_equal(input->bytes.n_files, MOST_INPUT_FILES);
	input_free(input);
	put(tree, "more", "x", 1);
	check_refused(tree->path, true, "it holds more than 10000 files");
}

static void test_too_many_bytes(void **state)
{
	struct tree *tree = *state;
	int file;

	folder(tree, "deep");
	file = open(in(tree, "deep/hole"), O_WRONLY | O_CREAT, 0644);
	assert_true(file >= 0);
	assert_int_equal(ftruncate(file, ((off_t)MOST_INPUT_MIB << 20) + 1), 0);
	close(file);
	check_refused(tree->path, true, "it holds more than 256 MiB");
	check_refused(in(tree, "deep/hole"), false, "it holds more than 256 MiB");
}

static void test_what_is_read_stays(void **state)
{
	struct tree *tree = *state;
	struct input *input;

	write_text(tree, "file", "as it was");
	input = read_tree(tree);
	write_text(tree, "file", "changed");
	check_file(input, 0, "as it was");
	input_free(input);
}

/* ---- The patterns that work on them. ---- */

/* What the cell holds at the end of the run, which must be ok. */
static long answer(const char *pattern, const char *settings)
{
	struct result *result = run_pattern(pattern, settings);
	long found = -1;

	assert_string_equal(verdict_word(result->verdict), "ok");
	for (int i = 0; i < result->snapshot->n_objects; i++)
		if (!strcmp(result->snapshot->objects[i].kind, "cell"))
			found = atol(result->snapshot->objects[i].state);
	result_free(result);
	return found;
}

static long answer_for(const char *pattern, const char *format, const char *path)
{
	char settings[200];

	snprintf(settings, sizeof settings, format, path);
	return answer(pattern, settings);
}

static void test_the_digest_of_a_tree(void **state)
{
	struct tree *tree = *state;
	long digest = (long)crc32(0, (const unsigned char *)"onetwothree", 11);

	folder(tree, "b");
	write_text(tree, "a", "one");
	write_text(tree, "b/a", "two");
	write_text(tree, "b/b", "");
	write_text(tree, "c", "three");
	assert_int_equal(answer_for("bounded-parallelism", "path=%s", tree->path), digest);
	assert_int_equal(answer_for("bounded-parallelism", "path=%s limit=1 results=3", tree->path), digest);
	assert_int_equal(answer_for("bounded-parallelism", "path=%s limit=4 collect=after", tree->path), digest);
	assert_int_equal(answer_for("bounded-parallelism", "path=%s items=2", in(tree, "c")),
	                 (long)crc32(0, (const unsigned char *)"three", 5));
}

static void test_the_law_counts_files(void **state)
{
	struct tree *tree = *state;
	struct result *result;
	char settings[200];

	for (char name[2] = "a"; *name < 'e'; name[0]++)
		write_text(tree, name, name);
	snprintf(settings, sizeof settings, "path=%s limit=3 collect=after items=1", tree->path);
	result = run_pattern("bounded-parallelism", settings);
	assert_string_equal(verdict_word(result->verdict), "deadlock");
	assert_int_equal(result->snapshot->n_tasks, 4);         /* main, and three of four */
	result_free(result);
}

static void test_nothing_to_digest(void **state)
{
	struct tree *tree = *state;

	write_text(tree, "empty", "");
	assert_int_equal(answer_for("bounded-parallelism", "path=%s", tree->path), 0);
	assert_int_equal(answer_for("bounded-parallelism", "path=%s", in(tree, "empty")), 0);
	assert_int_equal(answer_for("worker-pool", "input=%s", in(tree, "empty")), 0);
	assert_int_equal(answer_for("pipeline", "input=%s", in(tree, "empty")), 0);
	clear(in(tree, "empty"));
	assert_int_equal(unlink(in(tree, "empty")), 0);
	assert_int_equal(answer_for("bounded-parallelism", "path=%s", tree->path), 0);
}

static void test_junk_and_long_lines(void **state)
{
	enum { SIZE = 1 << 20 };
	struct tree *tree = *state;
	char *bytes = malloc(SIZE);
	uint32_t junk = 1;

	assert_non_null(bytes);
	for (int i = 0; i < SIZE; i++)
		bytes[i] = (char)((junk = junk * 1664525 + 1013904223) >> 24);
	put(tree, "junk", bytes, SIZE);
	assert_int_equal(answer_for("worker-pool", "input=%s jobs=37", in(tree, "junk")),
	                 (long)crc32(0, (const unsigned char *)bytes, SIZE));
	assert_true(answer_for("pipeline", "input=%s items=9", in(tree, "junk")) > 0);
	memset(bytes, 'x', SIZE);
	bytes[SIZE / 2] = ' ';
	put(tree, "line", bytes, SIZE);
	assert_int_equal(answer_for("pipeline", "input=%s items=7 width=2", in(tree, "line")), 2);
	free(bytes);
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, make, destroy)
	const struct CMUnitTest tests[] = {
		TEST(test_a_tree_is_read_in_order),
		TEST(test_links_and_pipes_are_no_files),
		TEST(test_a_link_to_a_tree_is_followed),
		TEST(test_an_empty_tree),
		TEST(test_what_cannot_be_read_is_named),
		TEST(test_only_a_tree_where_one_is_wanted),
		TEST(test_too_many_files),
		TEST(test_too_many_bytes),
		TEST(test_what_is_read_stays),
		TEST(test_the_digest_of_a_tree),
		TEST(test_the_law_counts_files),
		TEST(test_nothing_to_digest),
		TEST(test_junk_and_long_lines),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
