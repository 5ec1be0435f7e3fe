/*
 * list.h - an intrusive doubly linked ring.
 *
 * Invariants
 *   A head is a link that points at itself when the list is empty.
 *   A link that is in no list has next == NULL; list_remove() restores that.
 */
#ifndef LAB_BASE_LIST_H
#define LAB_BASE_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct list {
	struct list *next, *prev;
};

/* The structure that `link` is the member `member` of. */
#define list_entry(link, type, member) ((type *)((char *)(link) - offsetof(type, member)))

/* Walk from the oldest; the body must not remove `link` and then go on. */
#define list_each(link, head) for (struct list *link = (head)->next; link != (head); link = link->next)

static inline void list_init(struct list *head)
{
	head->next = head->prev = head;
}

static inline bool list_empty(const struct list *head)
{
	return head->next == head;
}

static inline bool list_linked(const struct list *link)
{
	return link->next != NULL;
}

/* Append: the newest stands last. */
static inline void list_add(struct list *head, struct list *link)
{
	link->prev = head->prev;
	link->next = head;
	head->prev->next = link;
	head->prev = link;
}

static inline void list_remove(struct list *link)
{
	link->prev->next = link->next;
	link->next->prev = link->prev;
	link->next = link->prev = NULL;
}

#endif
