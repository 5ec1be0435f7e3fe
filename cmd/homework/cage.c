/* cage.c - see cage.h. */
#define _GNU_SOURCE             /* RLIMIT_..., prctl() */

#include "cmd/homework/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cmd/term/interrupt.h"
#include "lab/base/panic.h"

extern char **environ;

enum {
	REAL_PER_CPU = 5,               /* real seconds for each of the processor's: the machine may be busy, */
	LEAST_REAL = 60,                /* and then it is no fault of a program that it waits; it must end all the same */
	MOST_FILE_MIB = 64, MOST_FILES = 64,
	OUT = 3,                        /* the file that a body writes to */
	LOOK_MS = 20
};

/* The lab reserves addresses for the heap of a program and the stacks of its tasks, most of which it never uses. */
enum { RESERVED_MIB = 3 << 10 };

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { ADDRESSES_BOUNDED = false };     /* their shadow is larger than any bound */
#else
enum { ADDRESSES_BOUNDED = true };
#endif

/* ---- The folder ---- */

bool cage_open(struct cage *cage, int seconds, int memory_mib)
{
	const char *where = getenv("TMPDIR");
	struct buf name = { 0 };

	*cage = (struct cage){ .seconds = seconds, .memory_mib = memory_mib, .held = CONFINED_ALL };
	buf_printf(&name, "%s/conclab-grade-XXXXXX", where && *where == '/' ? where : "/tmp");
	cage->folder = buf_take(&name);
	return mkdtemp(cage->folder) != NULL;
}

static void run_tool(char *const *words)
{
	pid_t tool;

	if (posix_spawnp(&tool, words[0], NULL, NULL, words, environ) == 0)
		while (waitpid(tool, NULL, 0) < 0 && errno == EINTR)
			;
}

/* Folders may have been made within it that nobody may enter. */
void cage_close(struct cage *cage)
{
	char *open_up[] = { "chmod", "-R", "u+rwx", cage->folder, NULL };
	char *remove_all[] = { "rm", "-rf", cage->folder, NULL };

	if (rmdir(cage->folder) != 0 && errno != ENOENT) {
		run_tool(open_up);
		run_tool(remove_all);
	}
	free(cage->folder);
	cage->folder = NULL;
}

/* ---- Memory ---- */

/* MiB of addresses and of memory that a process uses now; -1: not known. */
struct use {
	long addresses, memory;
};

static struct use use_of(pid_t process)
{
	long per_mib = (1 << 20) / sysconf(_SC_PAGESIZE);
	struct use use = { -1, -1 };
	struct buf path = { 0 };
	FILE *file;

	buf_printf(&path, "/proc/%ld/statm", (long)process);
	file = fopen(buf_text(&path), "r");
	if (file && fscanf(file, "%ld %ld", &use.addresses, &use.memory) == 2)
		use = (struct use){ use.addresses / per_mib, use.memory / per_mib };
	if (file)
		fclose(file);
	buf_free(&path);
	return use;
}

/* ---- Within ---- */

static void bound(int what, rlim_t most)
{
	struct rlimit limit = { most, most };

	setrlimit(what, &limit);
}

/* It begins with what the session has, programs that were looked at before, too: that is not counted. */
static void set_bounds(const struct cage *cage)
{
	long addresses = use_of(getpid()).addresses + cage->memory_mib + RESERVED_MIB;
	struct rlimit time = { (rlim_t)cage->seconds, (rlim_t)cage->seconds + 1 };

	setrlimit(RLIMIT_CPU, &time);
	bound(RLIMIT_CORE, 0);
	bound(RLIMIT_FSIZE, (rlim_t)MOST_FILE_MIB << 20);
	bound(RLIMIT_NOFILE, MOST_FILES);
	bound(RLIMIT_MEMLOCK, 0);
	if (ADDRESSES_BOUNDED)
		bound(RLIMIT_AS, (rlim_t)addresses << 20);
}

/* Whatever is open here is not its business: neither the terminal nor a file of the session's. */
static void set_files(int out)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, 0);
	dup2(null, 1);
	dup2(null, 2);
	dup2(out, OUT);
	fcntl(OUT, F_SETFD, FD_CLOEXEC);
	for (int file = OUT + 1; file < 1024; file++)
		close(file);
}

/* What is built and kept, is kept in the folder: a program that writes there harms itself alone. */
static void set_places(const struct cage *cage)
{
	static const char *const places[] = {
		"HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", NULL
	};

	for (int i = 0; places[i]; i++)
		setenv(places[i], cage->folder, 1);
	setenv("CCACHE_DISABLE", "1", 1);
	unsetenv("CONCLAB_SET");
	unsetenv("CONCLAB_SECONDS");
}

static void set_signals(void)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
}

_Noreturn static void be_caged(const struct cage *cage, bool alone, int out, void (*body)(int, void *), void *context)
{
	char held;

	setsid();               /* no terminal either */
	set_signals();
	set_files(out);
	set_places(cage);
	if (chdir(cage->folder) != 0)
		_exit(1);
	set_bounds(cage);
	held = (char)(confine(cage->folder, alone) | CONFINED_MEMORY | (alone ? 0 : CONFINED_ALONE));
	if (write(OUT, &held, 1) == 1)
		body(OUT, context);
	_exit(0);
}

/* ---- Without ---- */

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* It has ended; who it was is kept for wait_for(). */
static bool has_ended(pid_t child)
{
	siginfo_t info = { .si_pid = 0 };

	return waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == child;
}

/* Read what is there. False when nothing more will come. */
static bool read_some(int in, struct buf *said)
{
	char bytes[4096];
	ssize_t n;

	while ((n = read(in, bytes, sizeof bytes)) > 0 && said->length <= MOST_SAID)
		buf_add(said, bytes, (size_t)n);
	return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

/* Until it has ended, or is to be ended. */
static enum caged_end listen(struct cage *cage, int in, pid_t child, struct buf *said)
{
	int real = cage->seconds * REAL_PER_CPU;
	int64_t end = now_ms() + (int64_t)(real > LEAST_REAL ? real : LEAST_REAL) * 1000;
	struct pollfd ready = { .fd = in, .events = POLLIN };
	bool ended = false;
	long before = use_of(getpid()).memory, memory;

	while (!ended) {
		memory = use_of(child).memory;
		if (memory < 0)
			cage->held &= ~CONFINED_MEMORY;
		if (memory > before + cage->memory_mib)
			return CAGED_TOO_MUCH_MEMORY;
		ended = has_ended(child);
		if (!read_some(in, said))
			return CAGED_DONE;
		if (said->length > MOST_SAID)
			return CAGED_TOO_MUCH_SAID;
		if (interrupt_pending())
			return CAGED_STOPPED;
		if (now_ms() > end)
			return CAGED_TOO_LONG;
		if (!ended)
			poll(&ready, 1, LOOK_MS);
	}
	return CAGED_DONE;
}

/* What has closed its end of the pipe has ended, or is about to; nothing is left of it. */
static int wait_for(pid_t child, bool at_once)
{
	int64_t end = now_ms() + 1000;
	int status = 0;

	while (!at_once && !has_ended(child) && now_ms() < end)
		poll(NULL, 0, 1);
	kill(-child, SIGKILL);
	kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static enum caged_end end_of(enum caged_end end, int status, int *died_of)
{
	*died_of = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	if (end != CAGED_DONE)
		return end;
	if (*died_of == SIGXCPU)
		return CAGED_TOO_LONG;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? CAGED_DONE : CAGED_DIED;
}

/* The first byte is what held. */
static void take_held(struct cage *cage, struct buf *said)
{
	if (!said->length)
		return;
	cage->held &= said->text[0];
	memmove(said->text, said->text + 1, said->length);
	said->length--;
}

enum caged_end cage_run(struct cage *cage, bool alone, void (*body)(int out, void *context), void *context,
                        struct buf *said, int *died_of)
{
	enum caged_end end;
	int ends[2];
	pid_t child;

	*died_of = 0;
	if (pipe(ends) != 0)
		return CAGED_NOT_BEGUN;
	fflush(NULL);
	child = fork();
	if (child == 0)
		be_caged(cage, alone, ends[1], body, context);
	close(ends[1]);
	end = CAGED_NOT_BEGUN;
	if (child > 0) {
		fcntl(ends[0], F_SETFL, O_NONBLOCK);
		end = listen(cage, ends[0], child, said);
		end = end_of(end, wait_for(child, end != CAGED_DONE), died_of);
		take_held(cage, said);
	}
	close(ends[0]);
	return end;
}
