"""Programs that list, describe, move, remove and change files, and archives."""

from bonghwa.understanding.shell.rules.model import Operands, changes, forbids, reads, table

F, M, N, W = Operands.FILES, Operands.METADATA, Operands.NAMES, Operands.WRITES

FILES = table({
    "ls dir vdir exa eza lsattr getfacl namei pwd readlink realpath stat tree df getfattr": reads(
        M, values="-I --ignore --hide -w -T -L -P -x -t --exclude --exclude-type --type -c --format --printf --time-style --block-size --sort --output"
    ),
    "du": reads(M, {"--files0-from -X --exclude-from": "read"}, values="-d --max-depth -t --threshold -B --block-size --exclude --time --time-style"),
    "file": reads(M, {"-f --files-from": "read", "-C --compile": "changes writes a compiled table", "-m --magic-file": "changes= reads a table of somebody's choice"}),
    "find": reads(check="find", style="raw"),
    "fd fdfind": reads(check="fd", style="raw"),
    "locate mlocate plocate": reads(M, {"-d --database": "value"}, values="-n -l"),
    "updatedb": changes("it rewrites the file index"),
    "which type": reads(),
    "touch": changes("it creates files or changes their times", W, values="-d -t -r --date --reference --time"),
    "mkdir": changes("it creates directories", W, values="-m --mode", check="directories"),
    "mktemp": changes("it creates a file"),
    "mkfifo mknod": changes("it creates a special file", check="special_file"),
    "rmdir": changes("it removes empty directories", Operands.REMOVES),
    "rm unlink": changes("it removes files", check="rm"),
    "shred srm wipe scrub bleachbit": forbids("it destroys data beyond recovery"),
    "cp mv ln link install": changes("it copies, moves or links files", check="copy"),
    "truncate": changes("it cuts files", W, values="-s -r --size --reference"),
    "fallocate": changes("it reserves space", W, values="-l -o --length --offset"),
    "dd dcfldd dc3dd ddrescue": reads(check="dd", style="raw"),
    "chmod chown chgrp": changes("it changes who may use files", check="ownership"),
    "setfacl": changes("it changes who may use files", check="acl"),
    "chattr": changes("it changes attributes of files", check="attributes"),
    "setfattr": changes("it changes attributes of files", W, values="-n -v -x"),
    "setcap": forbids("it gives a program privileges", {"-v": "reads"}),
    "getcap": reads(M),
    "restorecon": changes("it resets security labels to what the policy says", Operands.METADATA),
    "chcon semanage": reads(check="semanage", style="raw"),
    "tar gtar bsdtar star": reads(check="tar", style="raw"),
    "cpio pax ar": reads(check="cpio", style="raw"),
    "zip 7z 7za 7zr rar": reads(check="packer", style="raw"),
    "unzip unrar": reads(check="unzip", style="raw"),
    "zipinfo": reads(M),
    "gzip gunzip bzip2 bunzip2 xz unxz lzma unlzma zstd unzstd lz4 pigz pbzip2 compress uncompress": reads(check="compress"),
    "jar": reads(check="jar", style="raw"),
    "rsync": reads(check="rsync", style="raw"),
    "logrotate": changes("it rotates logs", options={"-d --debug": "reads", "-s --state": "value", "-l --log": "write"}, check="logrotate"),
    "sync": reads(M),
    "lsof fuser": reads(N, {"-k --kill": "forbidden kills every process that uses the file", "-D": "changes= writes a device cache"}, values="-i -p -u -c -d -n -s -T -F -r"),
    "inotifywait inotifywatch": reads(M, {"-o --outfile": "write", "-d --daemon": "changes stays in the background", "--fromfile": "read"}, values="-t -e --event --timeout --format --timefmt --exclude"),
    "sha256deep hashdeep md5deep": reads(M),
    "aide tripwire": changes("it may rewrite its baseline", options={"-C --check": "reads"}),
    "quota repquota quotastats": reads(N, values="-u -g"),
    "setquota edquota quotaon quotaoff quotacheck": changes("it changes quotas"),
})  # fmt: skip
