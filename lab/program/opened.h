/*
 * opened.h - files that a program opens: the C library's streams and the system's descriptors, which no search can put back.
 *
 * Where tasks take turns a search comes to the same fopen() and fclose(), open() and close() again and again. So what is closed stays open until
 * the same thread's call that opened it is made again, as the one of so many, or the run is given up. How far a file was read or written
 * is not put back: of a program that opens files nothing is proved.
 */
#ifndef LAB_PROGRAM_OPENED_H
#define LAB_PROGRAM_OPENED_H

struct opened;

/* By whoever gives up the run: close them all, and free the list. NULL is harmless. */
void opened_free(struct opened *);

#endif
