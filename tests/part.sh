# shellcheck shell=sh
# part.sh - read by scripts: PART=k/n in the environment, see part.h.

# in_part I: is the I-th, from 0, in the part that is asked for?
in_part() {
	part=${PART:-1/1}
	[ $(($1 % ${part#*/} + 1)) -eq "${part%/*}" ]
}
