/* test_list.c - the ring. */
#include "lab/base/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct item {
	int         value;
	struct list link;
};

/* The values in `head`, in order, as one number: 1, 2, 3 give 123. Checks the links both ways. */
static int digits(const struct list *head)
{
	int forward = 0;

	list_each(link, (struct list *)head) {
		assert_true(link->next->prev == link);
		assert_true(link->prev->next == link);
		forward = forward * 10 + list_entry(link, struct item, link)->value;
	}
	return forward;
}

static void test_empty(void **state)
{
	struct list head;

	(void)state;
	list_init(&head);
	assert_true(list_empty(&head));
	assert_int_equal(digits(&head), 0);
}

static void test_add_keeps_order(void **state)
{
	struct item items[] = { { .value = 1 }, { .value = 2 }, { .value = 3 } };
	struct list head;

	(void)state;
	list_init(&head);
	for (int i = 0; i < 3; i++) {
		assert_false(list_linked(&items[i].link));
		list_add(&head, &items[i].link);
		assert_true(list_linked(&items[i].link));
	}
	assert_false(list_empty(&head));
	assert_int_equal(digits(&head), 123);
}

static void test_remove_anywhere_and_add_again(void **state)
{
	struct item items[] = { { .value = 1 }, { .value = 2 }, { .value = 3 } };
	struct list head;

	(void)state;
	list_init(&head);
	for (int i = 0; i < 3; i++)
		list_add(&head, &items[i].link);
	list_remove(&items[1].link);
	assert_int_equal(digits(&head), 13);
	assert_false(list_linked(&items[1].link));
	list_add(&head, &items[1].link);
	assert_int_equal(digits(&head), 132);
	list_remove(&items[0].link);
	assert_int_equal(digits(&head), 32);
	list_remove(&items[1].link);
	list_remove(&items[2].link);
	assert_true(list_empty(&head));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_add_keeps_order),
		cmocka_unit_test(test_remove_anywhere_and_add_again),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
