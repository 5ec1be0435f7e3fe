/* input.c - see input.h. */
#include "lab/engine/input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/base/panic.h"

enum { MOST_NAMED = 3 };

/* An input in the making. Files are told by where they end, as long as `bytes` may move. */
struct reading {
	struct input *input;
	struct buf    bytes;
	size_t       *ends;             /* by file */
	int           n_files, room;
	char         *refusal;          /* why nothing comes of it; NULL: nothing is wrong */
};

static void refuse(struct reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void refuse(struct reading *reading, const char *format, ...)
{
	struct buf text = { 0 };
	va_list args;

	if (reading->refusal)
		return;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	reading->refusal = buf_take(&text);
}

static void leave_out(struct input *input, const char *path, int why)
{
	if (input->n_left_out++ < MOST_NAMED)
		buf_printf(&input->left_out, "%s: %s\n", path, strerror(why));
}

/* All of a file, but no more than there is room for and one byte. Returns 0, or errno. */
static int read_file(struct reading *reading, int file)
{
	static const size_t most = (size_t)MOST_INPUT_MIB << 20;
	char block[65536];
	ssize_t n;

	while (reading->bytes.length <= most) {
		n = read(file, block, sizeof block);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		if (n == 0)
			return 0;
		buf_add(&reading->bytes, block, (size_t)n);
	}
	refuse(reading, "it holds more than %d MiB, the most a run takes", MOST_INPUT_MIB);
	return 0;
}

static void end_file(struct reading *reading)
{
	if (reading->n_files == MOST_INPUT_FILES) {
		refuse(reading, "it holds more than %d files, the most a run takes", MOST_INPUT_FILES);
		return;
	}
	if (reading->n_files == reading->room) {
		reading->room = reading->room ? 2 * reading->room : 64;
		reading->ends = realloc(reading->ends, (size_t)reading->room * sizeof *reading->ends);
		must(reading->ends);
	}
	reading->ends[reading->n_files++] = reading->bytes.length;
}

/* One more file; what had been a regular one a moment ago may not be any more. Returns 0, or errno. */
static int add_file(struct reading *reading, const char *path, int flags)
{
	size_t before = reading->bytes.length;
	int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | flags), error = 0;
	struct stat facts;

	if (file < 0)
		return errno;
	if (fstat(file, &facts) == 0 && S_ISREG(facts.st_mode)) {
		error = read_file(reading, file);
		if (error)
			reading->bytes.length = before;
		else
			end_file(reading);
	}
	close(file);
	return error;
}

static int add_tree(struct reading *reading, const char *path);

static void add_entry(struct reading *reading, const char *path)
{
	struct stat facts;
	int error = 0;

	if (lstat(path, &facts) != 0)
		error = errno;
	else if (S_ISREG(facts.st_mode))
		error = add_file(reading, path, O_NOFOLLOW);
	else if (S_ISDIR(facts.st_mode))
		error = add_tree(reading, path);
	if (error)
		leave_out(reading->input, path, error);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_entry(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* Returns 0, or errno: the directory itself cannot be read. */
static int add_tree(struct reading *reading, const char *path)
{
	bool slash = path[strlen(path) - 1] == '/';
	struct dirent **entries;
	struct buf below = { 0 };
	int n = scandir(path, &entries, is_entry, by_name);

	if (n < 0)
		return errno;
	for (int i = 0; i < n; i++) {
		buf_clear(&below);
		buf_printf(&below, "%s%s%s", path, slash ? "" : "/", entries[i]->d_name);
		if (!reading->refusal)
			add_entry(reading, buf_text(&below));
		free(entries[i]);
	}
	free(entries);
	buf_free(&below);
	return 0;
}

/* The bytes do not move any more. */
static void finish(struct reading *reading, bool tree)
{
	struct lab_bytes *bytes = &reading->input->bytes, *files = NULL;
	const unsigned char *data;
	size_t from = 0;

	bytes->size = reading->bytes.length;
	bytes->data = data = (unsigned char *)buf_take(&reading->bytes);
	if (!tree)
		return;
	files = calloc((size_t)reading->n_files + 1, sizeof *files);
	must(files);
	for (int i = 0; i < reading->n_files; i++) {
		files[i] = (struct lab_bytes){ .data = data + from, .size = reading->ends[i] - from };
		from = reading->ends[i];
	}
	bytes->files = files;
	bytes->n_files = reading->n_files;
}

static void read_path(struct reading *reading, const char *path, bool trees)
{
	struct stat facts;
	int error = 0;

	if (stat(path, &facts) != 0)
		error = errno;
	else if (S_ISDIR(facts.st_mode) && !trees)
		refuse(reading, "it is a directory");
	else if (S_ISDIR(facts.st_mode))
		error = add_tree(reading, path);
	else if (S_ISREG(facts.st_mode))
		error = add_file(reading, path, 0);
	else
		refuse(reading, "it is not a file");
	if (error)
		refuse(reading, "%s", strerror(error));
	finish(reading, error == 0 && S_ISDIR(facts.st_mode));
}

struct input *input_read(const char *path, bool trees, char **error)
{
	struct reading reading = { .input = calloc(1, sizeof *reading.input) };
	struct buf text = { 0 };

	must(reading.input);
	read_path(&reading, path, trees);
	free(reading.ends);
	if (!reading.refusal)
		return reading.input;
	buf_printf(&text, "cannot read %s: %s", path, reading.refusal);
	*error = buf_take(&text);
	free(reading.refusal);
	input_free(reading.input);
	return NULL;
}

void input_free(struct input *input)
{
	if (!input)
		return;
	free((void *)(uintptr_t)input->bytes.data);
	free((void *)(uintptr_t)input->bytes.files);
	buf_free(&input->left_out);
	free(input);
}
