/* page_form.h - in a test: is the page of a run well-formed, and does it stand alone? */
#ifndef TESTS_PAGE_FORM_H
#define TESTS_PAGE_FORM_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "tests/check_text.h"

static inline bool is_void(const char *name, size_t length)
{
	static const char *const voids[] = { "meta", "input", "br", "!doctype" };

	for (size_t i = 0; i < sizeof voids / sizeof *voids; i++)
		if (strlen(voids[i]) == length && !strncmp(voids[i], name, length))
			return true;
	return false;
}

/* Elements that are open; what is in a script or a style is no markup. */
static inline void check_nesting(const char *page)
{
	const char *open[64];
	size_t lengths[64];
	int n = 0;

	for (const char *at = strchr(page, '<'); at; at = strchr(at, '<')) {
		bool closes = at[1] == '/';
		const char *name = at + 1 + closes, *end = strchr(at, '>');
		size_t length = strcspn(name, " />\n");

		assert_non_null(end);
		if (closes) {
			assert_true(n > 0 && lengths[n - 1] == length && !strncmp(open[n - 1], name, length));
			n--;
		} else if (end[-1] != '/' && !is_void(name, length)) {
			assert_true(n < 64);
			open[n] = name;
			lengths[n++] = length;
			if (!strncmp(name, "script", 6) || !strncmp(name, "style", 5))
				end = strstr(end, name[1] == 'c' ? "</script>" : "</style>") - 1;
		}
		at = end + 1;
	}
	assert_int_equal(n, 0);
}

/* Nothing is loaded from anywhere. */
static inline void check_asks_for_nothing(const char *page)
{
	static const char *const namespaces[] = { "http://www.w3.org/2000/svg\"" };

	for (const char *at = strstr(page, "http"); at; at = strstr(at + 1, "http"))
		assert_true(!strncmp(at, "http-equiv", 10) || !strncmp(at, namespaces[0], strlen(namespaces[0])));
	check_lacks(page, " src=");
	check_lacks(page, "@import");
	check_lacks(page, "url(h");
	check_has(page, "default-src 'none'");
}

/* No id stands twice. */
static inline void check_ids(const char *page)
{
	const char *end = strstr(page, "id=\"run-data\"");
	char id[64], again[80];

	for (const char *at = strstr(page, " id=\""); at && at < end; at = strstr(at + 1, " id=\"")) {
		snprintf(id, sizeof id, "%.*s", (int)strcspn(at + 5, "\""), at + 5);
		snprintf(again, sizeof again, " id=\"%s\"", id);
		assert_true(!strstr(at + 1, again) || strstr(at + 1, again) >= end);
	}
}

#endif
