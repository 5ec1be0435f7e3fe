# conclab.bash - completion for bash. It knows nothing itself: what could come next is asked of conclab.

_conclab()
{
	local program=${COMP_WORDS[0]/#\~\//$HOME/} line part joins='' prefix='' i
	local -a words=()

	# bash has taken name=value apart, where COMP_WORDBREAKS says so.
	for ((i = 1; i <= COMP_CWORD; i++)); do
		part=${COMP_WORDS[i]}
		if [[ ${#words[@]} -gt 0 && ( $joins || $part == = ) ]]; then
			words[${#words[@]}-1]+=$part
		else
			words+=("$part")
		fi
		joins=
		[[ $part == = ]] && joins=yes
	done
	if [[ $COMP_WORDBREAKS == *=* && ${words[${#words[@]}-1]} == *=* ]]; then
		prefix=${words[${#words[@]}-1]%%=*}=
	fi

	COMPREPLY=()
	while IFS= read -r line; do
		line=${line%%$'\t'*}
		printf -v line %q "${line#"$prefix"}"
		COMPREPLY+=("$line")
	done < <("$program" --complete "${words[@]}" 2>/dev/null)
	if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]]; then
		compopt -o nospace 2>/dev/null
	fi
}

complete -F _conclab conclab
