#!/bin/sh
# test_completion_zsh.sh - what zsh offers after some words of a command line.
set -eu
. tests/install.sh

command -v zsh >/dev/null || skip "zsh is not installed: its completion was not tried"

zsh -n packaging/_conclab || fail "zsh does not read packaging/_conclab"

# offers EXPECTED WORD...: with compadd in place of the completion system's, it is among what is offered.
offers() {
	wanted=$1
	shift
	said=$(zsh -f -c '
		compadd() {
			local -a given
			given=("${(@P)@[-1]}")
			print -rl -- "${given[@]}"
		}
		words=("$@") CURRENT=$# PREFIX=${@[-1]}
		. packaging/_conclab' zsh "$O/conclab" "$@" 2>&1) || :
	echo "$said" | grep -qxF -- "$wanted" || fail "$wanted is not offered after: $*, but:" "$said"
}

offers run ru
offers run ''
offers worker-pool run worker-p
offers workers= run worker-pool work
offers feed=main run worker-pool feed=ma
offers --json --js
offers --color=always --color=al
offers README.md -f READ
offers input=README.md run pipeline input=READ
done_well
