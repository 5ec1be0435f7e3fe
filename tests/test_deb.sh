#!/bin/sh
# test_deb.sh - make deb builds a package that has what it should, depends on what it must, and has no errors of form.
set -eu
. tests/install.sh

[ "${O##*/}" = release ] || skip "a package is made of a release only"
! grep -q 'READLINE=no' "$O/knobs" || skip "a package is made of a release with readline"
for tool in dpkg-deb dpkg-shlibdeps; do
	command -v "$tool" >/dev/null || skip "$tool is not installed: no package was built"
done

export DEBFULLNAME='A Tester' DEBEMAIL=tester@debian.org
build deb
package=$(cat "$work/log")
[ -f "$package" ] || fail "make deb names no package: $package"

field() {
	dpkg-deb -f "$package" "$1"
}

[ "$(field Version)" = "$version" ] || fail "its version is $(field Version), not $version"
for library in libc6 libxxhash0 zlib1g; do
	case ", $(field Depends)," in
	*", $library "* | *", $library,"*) ;;
	*) fail "it does not depend on $library: $(field Depends)" ;;
	esac
done

dpkg-deb -x "$package" "$work/root"
[ "$("$work/root/usr/bin/conclab" --version)" = "conclab $version" ] || fail "the program in it does not run"
for file in share/man/man1/conclab.1.gz share/bash-completion/completions/conclab \
	share/zsh/vendor-completions/_conclab share/doc/conclab/copyright share/doc/conclab/changelog.gz \
	share/doc/conclab/NEWS include/conclab/lab/lab.h; do
	[ -s "$work/root/usr/$file" ] || fail "usr/$file is not in it"
done

command -v lintian >/dev/null || skip "lintian is not installed: the package was built, its form not checked"
lintian --fail-on error --allow-root "$package" >"$work/log" 2>&1 || fail "lintian: $(cat "$work/log")"
done_well
