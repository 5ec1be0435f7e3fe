/* fuzz_line.c - any bytes as a typed line: taken apart into commands, or refused with a sentence. */
#include "cmd/session/parse.h"
#include "lab/base/panic.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const struct command *find(void *context, const char *verb)
{
	(void)context;
	return command_find(verb);
}

/* What was understood lies within the line, and is text. */
static void examine(const struct call *call, size_t size)
{
	size_t length = 0;

	for (int i = 0; i < call->n_args; i++) {
		must(call->args[i].text);
		must(!call->args[i].name == !call->args[i].value);
		length += strlen(call->args[i].text);
	}
	must(length <= size);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char *line = calloc(size + 1, 1), *error = NULL;
	const char *cursor = line, *end;
	struct call call;

	must(line);
	memcpy(line, bytes, size);
	end = line + strlen(line);
	cursor = parse_skip_prompt(line);
	while (parse_command(&cursor, &call, find, NULL, &error)) {
		must(cursor > line && cursor <= end);
		examine(&call, size);
		call_free(&call);
	}
	free(error);
	free(line);
	return 0;
}
