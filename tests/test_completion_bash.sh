#!/bin/sh
# test_completion_bash.sh - what bash offers after some words of a command line.
set -eu
. tests/install.sh

command -v bash >/dev/null || skip "bash is not installed: its completion was not tried"

# offers WORDS EXPECTED: after these words, as bash takes a line apart, it offers what is expected, among others.
# The last word may be ''.
offers() {
	# shellcheck disable=SC2086
	said=$(bash --norc -c '
		. packaging/conclab.bash
		program=$1 wanted=$2
		shift 2
		COMP_WORDS=("$program" "$@") COMP_CWORD=$#
		_conclab
		for reply in "${COMPREPLY[@]}"; do [[ $reply == "$wanted" ]] && echo "$reply"; done
		[[ $wanted == NOTHING ]] && echo "${#COMPREPLY[@]}"' bash "$O/conclab" "$@" 2>&1) || :
	[ "$said" = "$1" ] || [ "$1 $said" = 'NOTHING 0' ] || {
		wanted=$1
		shift
		fail "$wanted is not offered after: $*"
	}
}

offers run ru
offers worker-pool run worker-p
offers workers= run worker-pool work
offers main run worker-pool feed = ma
offers select run worker-pool feed =
offers jobs= run worker-pool feed = main jo
offers order= --json explore dining or
offers --json --js
offers --color= --col
offers always --color = al
offers never --color = ''
offers README.md -f READ
offers README.md run pipeline input = READ
offers explain repeat 3 expl
offers exit-codes help exi
offers NOTHING run worker-pool no-such
offers NOTHING --no-such
offers NOTHING run worker-pool feed = no

# Without '=' among what takes words apart, a name and its value stay together.
said=$(bash --norc -c '. packaging/conclab.bash; COMP_WORDBREAKS=" "; COMP_WORDS=("$1" run worker-pool feed=ma)
	COMP_CWORD=3; _conclab; echo "${COMPREPLY[@]}"' bash "$O/conclab" 2>&1)
[ "$said" = feed=main ] || fail "feed=ma, in one word, becomes '$said'"
done_well
