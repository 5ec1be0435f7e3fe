/* keys.c - see keys.h. */
#include "cmd/term/keys.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd/term/interrupt.h"
#include "cmd/term/terminal.h"

enum { ESCAPE = 27, CONTROL_D = 4, CONTROL_Z = 26, SEQUENCE_MS = 50 };

static const char enter[] = "\033[?1049h\033[?25l", leave[] = "\033[?25h\033[?1049l";

bool keys_possible(FILE *out)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

	return isatty(STDIN_FILENO) && terminal_live(out) && poll(&input, 1, 0) == 0;
}

static bool set_terminal(const struct keys *keys)
{
	struct termios raw = keys->was;

	raw.c_lflag &= (tcflag_t) ~(ICANON | ECHO);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	raw.c_cc[VSUSP] = _POSIX_VDISABLE;      /* it comes as a key */
	return tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
}

bool keys_open(struct keys *keys, FILE *out)
{
	*keys = (struct keys){ .out = out };
	if (tcgetattr(STDIN_FILENO, &keys->was) || !set_terminal(keys))
		return false;
	interrupt_hold(&keys->before);
	fputs(enter, out);
	fflush(out);
	return true;
}

void keys_close(struct keys *keys)
{
	fputs(leave, keys->out);
	fflush(keys->out);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &keys->was);
	sigprocmask(SIG_SETMASK, &keys->before, NULL);
	if (!interrupt_ending())
		interrupt_clear();
}

/* Who opened this may have been steered by keys, too. */
void keys_lend(struct keys *keys)
{
	struct termios lines = keys->was;

	lines.c_lflag |= ICANON | ECHO | ISIG;
	lines.c_iflag |= ICRNL;
	fputs("\033[H\033[2J\033[?25h", keys->out);
	fflush(keys->out);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &lines);
	sigprocmask(SIG_SETMASK, &keys->before, NULL);
}

void keys_take_back(struct keys *keys)
{
	sigset_t held;

	set_terminal(keys);
	interrupt_hold(&held);
	keys->lent = true;
}

/* ---- Keys ---- */

/* Give the terminal back, stop, and take it again. */
static int stop(struct keys *keys)
{
	sigset_t held;

	fputs(leave, keys->out);
	fflush(keys->out);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &keys->was);
	sigprocmask(SIG_SETMASK, &keys->before, &held);
	raise(SIGTSTP);
	sigprocmask(SIG_SETMASK, &held, NULL);
	set_terminal(keys);
	fputs(enter, keys->out);
	fflush(keys->out);
	return KEY_RESIZED;
}

/* Read what has been typed. False at the end of the input. */
static bool fill(struct keys *keys)
{
	ssize_t n = read(STDIN_FILENO, keys->bytes, sizeof keys->bytes);

	keys->at = 0;
	keys->n = n > 0 ? (int)n : 0;
	return n > 0;
}

/* The next byte of a sequence; -1 when none follows at once. */
static int next_byte(struct keys *keys)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

	if (keys->at == keys->n && (poll(&input, 1, SEQUENCE_MS) <= 0 || !fill(keys)))
		return -1;
	return (unsigned char)keys->bytes[keys->at++];
}

static int next_of_key(void *keys)
{
	return next_byte(keys);
}

/* What follows ESC; alone it means to leave. */
static int sequence(struct keys *keys)
{
	int key = key_after_escape(next_of_key, keys);

	return key == KEY_NONE ? KEY_LEAVE : key;
}

static int take(struct keys *keys)
{
	int byte = next_byte(keys);

	if (byte < 0 || byte == CONTROL_D)
		return KEY_LEAVE;
	if (byte == ESCAPE)
		return sequence(keys);
	if (byte == '\n')
		return KEY_ENTER;
	return byte == CONTROL_Z ? stop(keys) : byte;
}

int keys_next(struct keys *keys, int ms)
{
	struct timespec most = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };

	if (interrupt_pending())
		return KEY_LEAVE;
	if (interrupt_resized())
		return KEY_RESIZED;
	if (keys->at < keys->n)
		return take(keys);
	if (interrupt_wait_most(STDIN_FILENO, &keys->before, ms < 0 ? NULL : &most))
		return fill(keys) ? take(keys) : KEY_LEAVE;
	if (errno == 0)
		return KEY_NONE;
	return interrupt_pending() ? KEY_LEAVE : interrupt_resized() ? KEY_RESIZED : KEY_NONE;
}

/* ---- Drawing ---- */

/* Each line is cleared before it is written: afterwards the last column would go. */
void keys_show(struct keys *keys, const char *lines)
{
	int left = terminal_height(keys->out);

	fputs(keys->lent ? enter : "", keys->out);
	keys->lent = false;
	fputs("\033[H", keys->out);
	for (size_t length; *lines && left > 0; left--) {
		length = strcspn(lines, "\n");
		fputs("\033[K", keys->out);
		fwrite(lines, 1, length, keys->out);
		lines += length + (lines[length] == '\n');
		if (*lines && left > 1)
			fputs("\r\n", keys->out);
	}
	if (left > 0)
		fputs("\r\n\033[J", keys->out);
	fflush(keys->out);
}
