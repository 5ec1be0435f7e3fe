#!/bin/sh
# deb.sh OUT - put conclab, as the build that make is told of has it, into OUT/conclab_VERSION_ARCHITECTURE.deb.
#
# What is in it is what make install puts under /usr, with what Debian has in other places or compressed put there;
# what it depends on is found out by dpkg-shlibdeps.
#
# Environment
#   VERSION              of conclab
#   MAKE                 make
#   DEBFULLNAME, DEBEMAIL  who builds the package; else what git knows, else the user
#   SOURCE_DATE_EPOCH    the time of the files, else the date of the version in NEWS
set -eu

OUT=$1
for tool in dpkg-deb dpkg-shlibdeps strip gzip; do
	command -v "$tool" >/dev/null || { echo "$tool is not installed: no package is built" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
doc=$root/usr/share/doc/conclab
architecture=$(dpkg --print-architecture)
name=${DEBFULLNAME:-$(git config user.name 2>/dev/null || id -un)}
mail=${DEBEMAIL:-$(git config user.email 2>/dev/null || echo "$(id -un)@$(hostname -f)")}

# section: of NEWS, the lines of this version, without its heading.
section() {
	awk -v heading="^conclab $VERSION " '/^conclab / { inside = $0 ~ heading; next } inside' NEWS
}

date=$(sed -n "s/^conclab $VERSION (\(.*\))\$/\1/p" NEWS)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date -u -d "$date" +%s)}
export SOURCE_DATE_EPOCH

changelog() {
	echo "conclab ($VERSION) unstable; urgency=medium"
	section
	echo " -- $name <$mail>  $(date -u -R -d "@$SOURCE_DATE_EPOCH")"
}

copyright() {
	cat packaging/copyright
	sed -n 's/^Copyright (c) /Copyright: /p' LICENSE
	echo 'License: Expat'
	sed '1,/^Copyright/d' LICENSE | sed '1{/^$/d;}; s/^$/./; s/^/ /'
}

"$MAKE" -s --no-print-directory install DESTDIR="$root" PREFIX=/usr

strip --remove-section=.comment --remove-section=.note "$root/usr/bin/conclab"
gzip -9n "$root/usr/share/man/man1/conclab.1"
mv "$root/usr/share/zsh/site-functions" "$root/usr/share/zsh/vendor-completions"
copyright >"$doc/copyright"
rm "$doc/LICENSE"
changelog | gzip -9n >"$doc/changelog.gz"
find "$root" -type d -exec chmod 755 {} +
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# dpkg-shlibdeps wants to be where a source package is.
mkdir -p "$work/debian" "$root/DEBIAN"
printf 'Source: conclab\n\nPackage: conclab\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O "$root/usr/bin/conclab" | sed -n 's/^shlibs:Depends=//p')

cat >"$root/DEBIAN/control" <<END
Package: conclab
Version: $VERSION
Architecture: $architecture
Maintainer: $name <$mail>
Installed-Size: $(du -k -s "$root/usr" | cut -f1)
Depends: $depends
Suggests: gcc | clang, binutils, libc6-dev, gdb
Section: education
Priority: optional
Description: interactive concurrency lab: threads you can watch
 conclab runs patterns of concurrent programs (worker pool, pipeline, pub/sub,
 lock order, ...) on real threads, with settings that can be turned. Deadlocks,
 leaks, races and misuses are found the moment they are certain, and explained;
 it looks at every schedule and proves what can happen and what cannot, lets you
 be the scheduler step by step, and has a course of lessons.
END
(cd "$root" && find usr -type f | LC_ALL=C sort | xargs md5sum >DEBIAN/md5sums)

package=$OUT/conclab_${VERSION}_$architecture.deb
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
echo "$package"
