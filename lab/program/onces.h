/* onces.h - what a program does once, whoever asks: pthreads or C11. */
#ifndef LAB_PROGRAM_ONCES_H
#define LAB_PROGRAM_ONCES_H

void program_once(void *address, void (*routine)(void), const char *here);

#endif
