"""sh that lists the files below some paths with their attributes."""

from typing import Final

SURVEY: Final = r"""
# Names with control characters or backslashes are counted and left out: they do not fit on a line.
odd='*[[:cntrl:]\\]*'

# find_below TEST...: runs find with the tests on each of the paths (in $roots, one a line).
find_below() {
    printf '%s\n' "$roots" | while IFS= read -r root; do
        find -H "$root" -type f "$@" 2>/dev/null
    done
}

# survey: for each file "S mode uid gid size path", and for those that may be read and are not too large "H sha  path".
survey() {
    find_below ! -path "$odd" -print | sort -u | tr '\n' '\0' | xargs -0 stat -c 'S %a %u %g %s %n' 2>/dev/null
    find_below ! -path "$odd" -size "-$((max_bytes + 1))c" -print | sort -u | tr '\n' '\0' |
        if have sha256sum; then xargs -0 sha256sum; else xargs -0 shasum -a 256; fi 2>/dev/null | sed -e 's/^/H /'
}

# obstacles: says what may not be read, and which tools are missing.
obstacles() {
    have sha256sum || have shasum || say obstacle 'there is neither sha256sum nor shasum'
    stat -c %a . >/dev/null 2>&1 || say obstacle 'there is no stat that understands -c'
    printf '%s\n' "$roots" | while IFS= read -r root; do
        find -H "$root" -type d 2>&1 >/dev/null
    done | grep -i 'permission denied' | head -n 5 | while IFS= read -r line; do say obstacle "$line"; done
}
"""
