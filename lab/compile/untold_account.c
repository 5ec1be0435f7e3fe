/* untold_account.c - see untold_account.h. */
#include "lab/compile/untold_account.h"

#include <stdlib.h>
#include <string.h>

static bool begins(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0;
}

bool account_owns(const struct account *account, const char *name)
{
	if (strcmp(name, "%rsp") == 0 || strcmp(name, "%rbp") == 0)
		return true;
	for (int i = 0; i < account->n_own; i++)
		if (strcmp(account->own[i], name) == 0)
			return true;
	return false;
}

static void set_own(struct account *account, const char *name, bool own)
{
	for (int i = 0; i < account->n_own; i++)
		if (strcmp(account->own[i], name) == 0)
			memcpy(account->own[i--], account->own[--account->n_own], NAME);
	if (own && *name && account->n_own < 16)
		memcpy(account->own[account->n_own++], name, NAME);
}

/* How many bytes a hook is told of: of a range what was last put where its length goes. */
static long told_by(const struct account *account, const char *name)
{
	return begins(name, "_range") ? account->range : atol(name);
}

static const char *behind(const struct line *line, const char *word)
{
	const char *found = strstr(line->text, word);

	return found && found < line->text + line->said ? found + strlen(word) : NULL;
}

static void see_call(struct account *account, const struct line *line)
{
	const char *read = behind(line, "_read"), *write = behind(line, "_write");
	const char *atomic = behind(line, "__tsan_atomic");
	static const char *const lost[] = { "%rax", "%rcx", "%rdx", "%rsi", "%rdi", "%r8", "%r9", "%r10", "%r11" };

	if (atomic && behind(line, "_load")) {
		account->read = atol(atomic) / 8;
		account->write = 0;
	} else if (line_holds(line, "__tsan_") && read) {
		account->read += told_by(account, read);
	} else if (line_holds(line, "__tsan_") && write) {
		account->write += told_by(account, write);
	} else {
		account->read = account->write = 0;
		if (line_holds(line, "conclab_locked") || line_holds(line, "conclab_stored"))
			account->read = account->write = 8;
	}
	for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
		set_own(account, lost[i], false);
	set_own(account, "%rax", line_holds(line, "tls_get_addr"));
}

/* The register that the line sets, all of it or its lower half, by its whole name; "" when there is none. */
static void target_of(const struct line *line, char name[NAME])
{
	const char *end = line->text + line->said, *at = end;

	while (at > line->text && *at != '%' && end - at < NAME)
		at--;
	memset(name, 0, NAME);
	if (*at == '%' && at > line->text && strchr(", \t", at[-1]) && end - at < NAME)
		memcpy(name, at, (size_t)(end - at));
	if (name[1] == 'e')
		name[1] = 'r';
	if (name[1] == 'r' && name[2] >= '0' && name[2] <= '9')
		name[2 + strspn(name + 2, "0123456789")] = '\0';
}

/* Is what the line puts into a register an address in the frame? */
static bool sets_from_frame(const struct account *account, const struct line *line)
{
	const char *word = line_word(line), *from = word + strcspn(word, "%(");
	struct operand operand;
	char name[NAME] = "";

	if (begins(word, "leaq") && untold_operand(line, &operand))
		untold_base(operand, name);
	else if (begins(word, "movq") && *from == '%' && strcspn(from, ", \t") < NAME)
		memcpy(name, from, strcspn(from, ", \t"));
	return *name && account_owns(account, name);
}

/* An address in the frame is still one after this, or the register is only looked at. */
static bool stays_where_it_was(const char *word)
{
	static const char *const words[] = { "add", "sub", "inc", "dec", "and", "cmp", "test", "push", NULL };

	for (int i = 0; words[i]; i++)
		if (begins(word, words[i]))
			return true;
	return false;
}

static void see_registers(struct account *account, const struct line *line)
{
	const char *word = line_word(line), *number = strchr(word, '$');
	char name[NAME];

	target_of(line, name);
	if (number && number < line->text + line->said && (line_holds(line, ", %esi") || line_holds(line, ", %rsi")))
		account->range = atol(number + 1);
	if (*name == '%' && !stays_where_it_was(word))
		set_own(account, name, sets_from_frame(account, line));
}

void account_see(struct account *account, const struct line *line)
{
	if (begins(line_word(line), "#APP"))
		account->written = true;
	if (begins(line_word(line), "#NO_APP"))
		account->written = false;
	if (line_is_target(line)) {
		account->read = account->write = 0;
		account->n_own = 0;
	}
	if (!line_is_instruction(line))
		return;
	if (line_begins(line, "call callq ") || line_holds(line, "tls_get_addr"))
		see_call(account, line);
	else
		see_registers(account, line);
}
