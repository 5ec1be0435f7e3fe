/*
 * dining.pml - patterns/dining.c with hold=0, for Spin.
 *
 *     -DSEATS=5 -DMEALS=1     settings seats and meals
 *     -DSAME_HANDED           order=same-handed; without it order=ordered
 *
 * A step here is an operation there: lock, unlock, and join. What a philosopher does for itself between two
 * operations belongs to the one before, as on the turn engine; so does its end.
 */
#define LEFT(i)  (i)
#define RIGHT(i) ((i + 1) % SEATS)

byte taken[SEATS];              /* forks */
byte eaten[SEATS];
bool ended[SEATS];

proctype philosopher(byte me; byte first; byte second)
{
	byte meal = 0;

	do
	:: meal < MEALS ->
		d_step { taken[first] == 0 -> taken[first] = 1 }
		d_step { taken[second] == 0 -> taken[second] = 1; eaten[me]++ }
		taken[second] = 0;
		d_step { taken[first] = 0; meal++; ended[me] = (meal == MEALS) }
	:: else -> break
	od
}

init
{
	byte i = 0;

	atomic {
		do
		:: i < SEATS ->
#ifndef SAME_HANDED
			if
			:: i == SEATS - 1 -> run philosopher(i, RIGHT(i), LEFT(i))
			:: else -> run philosopher(i, LEFT(i), RIGHT(i))
			fi;
#else
			run philosopher(i, LEFT(i), RIGHT(i));
#endif
			i++
		:: else -> break
		od;
		i = 0
	}
	do
	:: i < SEATS -> d_step { ended[i]; assert(eaten[i] == MEALS); i++ }
	:: else -> break
	od
}
