/* embed.c - see embed.h. */
#include "lab/base/embed.h"

#include <string.h>

const char *embedded_text(const char *name)
{
	for (const struct embedded *file = embedded_files; file->name; file++)
		if (strcmp(file->name, name) == 0)
			return file->text;
	return NULL;
}
