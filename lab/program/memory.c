/*
 * memory.c - see memory.h.
 *
 * Pages of the segments can only be read until something writes there: then the system tells (crash.h), and the page is
 * among those that are saved, put back and digested, for ever. Which those are is a list in the order of the first
 * writes: what was saved when it was shorter is put back with the later ones as they were loaded.
 */
#define _GNU_SOURCE             /* dl_iterate_phdr */

#include "lab/program/memory.h"

#include <dlfcn.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lab/base/panic.h"
#include "lab/engine/lock.h"
#include "lab/program/heap.h"

enum { MOST_SEGMENTS = 8 };

static struct image *images;            /* all that are open: read by the handler of signals */

struct segment {
	char  *start;
	size_t size;
	char  *initial;                 /* where its first contents are kept */
};

/* So many bytes of a segment, never more than a page of the system's. */
struct page {
	char       *start;
	const char *initial;
	size_t      size;
};

struct image {
	struct segment       segments[MOST_SEGMENTS];
	int                  n_segments;
	size_t               size;              /* of the segments */
	char                *initial;           /* what stood in them at first */
	struct page         *pages;             /* those that may differ from that, in the order of their first writes */
	atomic_int           n_pages;
	struct lock          growing;           /* guards the list while one is added */
	struct image        *older;             /* in `images` */
	struct image_tls     tls;
	uintptr_t            code;              /* where its instructions begin */
	size_t               code_size;
	struct heap         *heap;
	struct memory_state *resident;          /* NULL for none */
};

struct memory_state {
	struct image *image;
	char         *kept;             /* while it is not resident: its bytes as save() writes them; NULL: the beginning */
	size_t        size;
};

/* ---- The segments ---- */

struct looking {
	const struct link_map *map;
	struct image          *image;
};

static size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

/* Writable, but for what the loader makes read-only after it has put addresses there. */
static void add_segment(struct image *image, uintptr_t start, uintptr_t end, uintptr_t relro_end)
{
	if (relro_end > start && relro_end <= end)
		start = relro_end;
	if (start >= end || image->n_segments == MOST_SEGMENTS)
		return;
	image->segments[image->n_segments++] = (struct segment){ (char *)start, end - start, NULL };
	image->size += end - start;
}

static int look(struct dl_phdr_info *info, size_t size, void *context)
{
	struct looking *looking = context;
	uintptr_t relro_end = 0, base = info->dlpi_addr;

	(void)size;
	if (base != looking->map->l_addr || strcmp(info->dlpi_name, looking->map->l_name) != 0)
		return 0;
	for (int i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_GNU_RELRO)
			relro_end = (base + info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz) &
			            ~(uintptr_t)(page_size() - 1);
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *header = &info->dlpi_phdr[i];
		uintptr_t start = base + header->p_vaddr;

		if (header->p_type == PT_LOAD && header->p_flags & PF_W)
			add_segment(looking->image, start, start + header->p_memsz, relro_end);
		if (header->p_type == PT_LOAD && header->p_flags & PF_X) {
			looking->image->code = start;
			looking->image->code_size = header->p_memsz;
		}
		if (header->p_type == PT_TLS)
			looking->image->tls = (struct image_tls){ (const char *)start, header->p_filesz, header->p_memsz,
			                                          header->p_align };
	}
	return 1;
}

/* ---- Pages ---- */

static void keep_initial(struct image *image)
{
	char *bytes = malloc(image->size + 1);
	size_t n_pages = 0;

	must(bytes);
	image->initial = bytes;
	for (int i = 0; i < image->n_segments; i++) {
		struct segment *segment = &image->segments[i];

		memcpy(bytes, segment->start, segment->size);
		segment->initial = bytes;
		bytes += segment->size;
		n_pages += segment->size / page_size() + 2;
	}
	image->pages = calloc(n_pages, sizeof *image->pages);
	must(image->pages);
}

/* What of the segment lies in the page of this address. */
static struct page page_at(const struct segment *segment, uintptr_t address)
{
	uintptr_t from = address & ~(uintptr_t)(page_size() - 1), to = from + page_size();
	uintptr_t start = (uintptr_t)segment->start, end = start + segment->size;

	from = from < start ? start : from;
	to = to > end ? end : to;
	return (struct page){ (char *)from, segment->initial + (from - start), to - from };
}

static void add_page(struct image *image, struct page page)
{
	image->pages[image->n_pages] = page;
	atomic_store(&image->n_pages, image->n_pages + 1);
}

/* Whole pages of a segment cannot be written from now on, when they are to be guarded; the others are in the list. */
static void guard_segment(struct image *image, const struct segment *segment, bool guarded)
{
	uintptr_t start = (uintptr_t)segment->start, end = start + segment->size, mask = page_size() - 1;
	uintptr_t from = (start + mask) & ~mask, to = end & ~mask;

	if (from >= to || !guarded || mprotect((void *)from, to - from, PROT_READ) != 0)
		from = to = end;
	for (uintptr_t at = start; at < from; at = (at | mask) + 1)
		add_page(image, page_at(segment, at));
	for (uintptr_t at = to; at < end; at = (at | mask) + 1)
		add_page(image, page_at(segment, at));
}

static bool is_listed(const struct image *image, const char *start)
{
	for (int i = image->n_pages; i-- > 0;)
		if (image->pages[i].start == start)
			return true;
	return false;
}

static bool let_write(struct image *image, const struct segment *segment, uintptr_t address)
{
	struct page page = page_at(segment, address);
	bool good = true;

	lock_take(&image->growing);
	if (!is_listed(image, page.start)) {
		good = mprotect((void *)(address & ~(uintptr_t)(page_size() - 1)), page_size(), PROT_READ | PROT_WRITE) == 0;
		if (good)
			add_page(image, page);
	}
	lock_give(&image->growing);
	return good;
}

bool memory_let_write(uintptr_t address)
{
	for (struct image *image = images; image; image = image->older)
		for (int i = 0; i < image->n_segments; i++)
			if (address - (uintptr_t)image->segments[i].start < image->segments[i].size)
				return let_write(image, &image->segments[i], address);
	return false;
}

/* What the system does when the lab ends writes there, too. */
static void unguard(void)
{
	for (struct image *image = images; image; image = image->older)
		for (int i = 0; i < image->n_segments; i++) {
			uintptr_t start = (uintptr_t)image->segments[i].start & ~(uintptr_t)(page_size() - 1);

			mprotect((void *)start, (uintptr_t)image->segments[i].start + image->segments[i].size - start,
			         PROT_READ | PROT_WRITE);
		}
}

struct image *image_open(void *handle, bool guarded)
{
	struct image *image = calloc(1, sizeof *image);
	struct looking looking = { .image = image };

	must(image);
	if (dlinfo(handle, RTLD_DI_LINKMAP, &looking.map) != 0)
		panic("a loaded object has no place");
	dl_iterate_phdr(look, &looking);
	image->heap = heap_new();
	if (!image->heap) {
		free(image);
		return NULL;
	}
	keep_initial(image);
	if (!images)
		must(atexit(unguard) == 0);
	image->older = images;
	images = image;
	for (int i = 0; i < image->n_segments; i++)
		guard_segment(image, &image->segments[i], guarded);
	return image;
}

uintptr_t image_variables(const struct image *image, size_t *size)
{
	uintptr_t from = UINTPTR_MAX, to = 0;

	for (int i = 0; i < image->n_segments; i++) {
		uintptr_t start = (uintptr_t)image->segments[i].start, end = start + image->segments[i].size;

		from = start < from ? start : from;
		to = end > to ? end : to;
	}
	*size = to > from ? to - from : 0;
	return from;
}

bool image_has_code(const struct image *image, uintptr_t address)
{
	return address - image->code < image->code_size;
}

struct heap *image_heap(struct image *image)
{
	return image->heap;
}

const struct image_tls *image_tls(const struct image *image)
{
	return &image->tls;
}

/* ---- One run's ---- */

struct memory_state *memory_open(struct image *image)
{
	struct memory_state *state = calloc(1, sizeof *state);

	must(state);
	state->image = image;
	return state;
}

/* The pages from number `n` on as they were loaded. */
static void reset_pages(struct image *image, int n)
{
	for (int i = n; i < image->n_pages; i++)
		memcpy(image->pages[i].start, image->pages[i].initial, image->pages[i].size);
}

static void put_at_beginning(struct image *image)
{
	reset_pages(image, 0);
	heap_reset(image->heap);
}

void memory_close(struct memory_state *state)
{
	if (state->image->resident == state) {
		put_at_beginning(state->image);
		state->image->resident = NULL;
	}
	free(state->kept);
	free(state);
}

/* What save() writes: how many pages, these, the heap. */
size_t memory_size(struct memory_state *state)
{
	const struct image *image = state->image;
	size_t size = sizeof(int) + heap_saved_size(image->heap);

	for (int i = 0; i < image->n_pages; i++)
		size += image->pages[i].size;
	return size;
}

void memory_save(struct memory_state *state, char *bytes)
{
	const struct image *image = state->image;
	int n_pages = image->n_pages;

	bytes = bytes_put(bytes, &n_pages, sizeof n_pages);
	for (int i = 0; i < n_pages; i++)
		bytes = bytes_put(bytes, image->pages[i].start, image->pages[i].size);
	heap_save(image->heap, bytes);
}

void memory_restore(struct memory_state *state, const char *bytes, size_t size)
{
	struct image *image = state->image;
	int n_pages;

	(void)size;
	bytes = bytes_take(&n_pages, bytes, sizeof n_pages);
	for (int i = 0; i < n_pages; i++)
		bytes = bytes_take(image->pages[i].start, bytes, image->pages[i].size);
	reset_pages(image, n_pages);
	heap_restore(image->heap, bytes);
}

void memory_enter(struct memory_state *state)
{
	struct image *image = state->image;
	struct memory_state *other = image->resident;

	if (other == state)
		return;
	if (other) {
		other->size = memory_size(other);
		other->kept = realloc(other->kept, other->size);
		must(other->kept);
		memory_save(other, other->kept);
	}
	image->resident = state;
	if (state->kept)
		memory_restore(state, state->kept, state->size);
	else
		put_at_beginning(image);
}

void memory_begin(struct memory_state *state)
{
	memory_enter(state);
	put_at_beginning(state->image);
}

/* Pages that are as they were loaded say nothing: how long the list is is no part of what a run has come to. */
void memory_digest(struct memory_state *state, struct hash *hash)
{
	const struct image *image = state->image;

	for (int i = 0; i < image->n_pages; i++) {
		const struct page *page = &image->pages[i];

		if (memcmp(page->start, page->initial, page->size) == 0)
			continue;
		hash_word(hash, (uint64_t)(uintptr_t)page->start);
		hash_bytes(hash, page->start, page->size);
	}
	hash_word(hash, 0);
	heap_digest(image->heap, hash);
}
