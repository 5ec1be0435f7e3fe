/* test_arena.c - memory that is given back at once. */
#include "lab/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static int make_arena(void **state)
{
	*state = arena_new();
	return 0;
}

static int free_arena(void **state)
{
	arena_free(*state);
	return 0;
}

static void test_new_is_empty(void **state)
{
	assert_int_equal(arena_bytes(*state), 0);
}

static void test_memory_is_zero_and_aligned(void **state)
{
	static const size_t sizes[] = { 0, 1, 3, 8, 15, 16, 17, 100, 4096, 16384, 16385, 100000, 1, 7 };
	static const char zeros[100000];

	for (int round = 0; round < 50; round++)
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			char *at = arena_alloc(*state, sizes[i]);

			assert_non_null(at);
			assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
			assert_memory_equal(at, zeros, sizes[i]);
			memset(at, 0xff, sizes[i]);
		}
}

/* Every piece keeps what was written into it, however many blocks come after. */
static void test_pieces_do_not_overlap(void **state)
{
	enum { PIECES = 3000 };
	unsigned char *pieces[PIECES];

	for (size_t i = 0; i < PIECES; i++) {
		pieces[i] = arena_alloc(*state, 1 + i % 97);
		memset(pieces[i], (int)(i % 251), 1 + i % 97);
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t k = 0; k < 1 + i % 97; k++)
			assert_int_equal(pieces[i][k], i % 251);
}

static void test_texts_are_copies(void **state)
{
	char source[] = "worker-1";
	char *copy = arena_text(*state, source);
	char *printed = arena_printf(*state, "%s of %d", source, 3);

	source[0] = 'x';
	assert_string_equal(copy, "worker-1");
	assert_string_equal(printed, "worker-1 of 3");
	assert_string_equal(arena_text(*state, ""), "");
	assert_string_equal(arena_printf(*state, "%s", ""), "");
}

static void test_long_text_has_its_own_block(void **state)
{
	char *text = arena_printf(*state, "%*d", 50000, 1);

	assert_int_equal(strlen(text), 50000);
	assert_int_equal(text[49999], '1');
	assert_true(arena_bytes(*state) >= 50001);
}

/* The account covers what was asked for, without waste by orders of magnitude. */
static void test_bytes_are_accounted(void **state)
{
	for (int i = 0; i < 1000; i++)
		arena_alloc(*state, 1000);
	assert_true(arena_bytes(*state) >= 1000 * 1000);
	assert_true(arena_bytes(*state) <= 1200 * 1000);
}

/* An image is put back also when there are more blocks by then. */
static void test_an_image_outlives_further_blocks(void **state)
{
	struct arena *arena = *state;
	char *text = arena_text(arena, "tea"), image[64];
	size_t size = arena_image_size(arena), bytes = arena_bytes(arena);

	assert_in_range(size, 4, sizeof image);
	arena_image_save(arena, image);
	text[0] = 'p';
	for (int i = 0; i < 100; i++)
		arena_alloc(arena, 1000);
	assert_int_equal(arena_image_size(arena), 0);
	arena_image_restore(arena, image, size);
	assert_string_equal(text, "tea");
	assert_int_equal(arena_image_size(arena), size);
	assert_int_equal(arena_bytes(arena), bytes);
	assert_int_equal(*(char *)arena_alloc(arena, 1), 0);
}

static void test_free_of_nothing(void **state)
{
	(void)state;
	arena_free(NULL);
}

#define arena_test(function) cmocka_unit_test_setup_teardown(function, make_arena, free_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		arena_test(test_new_is_empty),
		arena_test(test_memory_is_zero_and_aligned),
		arena_test(test_pieces_do_not_overlap),
		arena_test(test_texts_are_copies),
		arena_test(test_long_text_has_its_own_block),
		arena_test(test_bytes_are_accounted),
		arena_test(test_an_image_outlives_further_blocks),
		cmocka_unit_test(test_free_of_nothing),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
