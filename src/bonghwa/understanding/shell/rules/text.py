"""Programs that show, search, cut, sort and compare text."""

from bonghwa.understanding.shell.rules.model import Operands, changes, reads, table, verbs

F, M, N = Operands.FILES, Operands.METADATA, Operands.NAMES

TEXT = table({
    "cat tac nl rev fold fmt expand unexpand bat batcat zcat bzcat xzcat zstdcat lzcat gzcat": reads(F, values="-w -s -b -l -n -v"),
    "head": reads(F, values="-n -c --lines --bytes"),
    "tail": reads(F, values="-n -c -s --lines --bytes --pid --sleep-interval --max-unchanged-stats"),
    "wc": reads(M, {"--files0-from": "read"}),
    "grep egrep fgrep zgrep bzgrep xzgrep zegrep zfgrep rg ag ack pcregrep ugrep zipgrep": reads(check="search", style="raw"),
    "sort": reads(
        F,
        {
            "-o --output": "write",
            "--compress-program": "changes= lets another program compress, which runs it",
            "-T --temporary-directory": "changes= writes temporary files",
            "--files0-from": "changes= reads names of files from elsewhere",
            "--random-source": "read",
        },
        values="-k -t -S --key --field-separator --buffer-size --parallel --batch-size --sort",
    ),
    "uniq": reads(F, values="-f -s -w --skip-fields --skip-chars --check-chars", most=1),
    "cut": reads(F, values="-d -f -c -b --delimiter --fields --characters --bytes --output-delimiter"),
    "tr": reads(),
    "paste column join comm pr": reads(F, values="-d -s -t -o -1 -2 -e -a -v -l -c -w -N -H -R -T -W -O --table-columns --output-delimiter"),
    "diff cmp zdiff zcmp colordiff diff3 bzdiff xzdiff": reads(
        F, {"--to-file --from-file -X --exclude-from": "read", "--diff-program": "run"}, values="-U -C -W -I -x -F -L --label --exclude -i -n"
    ),
    "sdiff": reads(F, {"-o --output": "write", "--diff-program": "run"}, values="-w -I"),
    "od hexdump hd strings base64 base32": reads(F, {"-f --format-file": "read"}, values="-t -A -j -N -w -n -e -s --bytes --radix --wrap"),
    "xxd": reads(F, {"-r -R --revert": "changes decodes hidden content"}, values="-l -s -c -g -o -n", most=1),
    "md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum shasum md5 sha256": reads(
        M, {"-c --check": "value"}, values="-a --algorithm"
    ),
    "iconv": reads(F, {"-o --output": "write"}, values="-f -t --from-code --to-code"),
    "shuf": reads(F, {"-o --output": "write", "--random-source": "read"}, values="-n -i --head-count --input-range"),
    "numfmt factor expr seq true false : test [ sleep usleep basename dirname pathchk tsort": reads(check="names"),
    "echo printf": reads(check="printing", style="raw"),
    "look": reads(F, skip=1),
    "less more most pg": reads(check="pager"),
    "jq": reads(check="selector", style="raw"),
    "yq": reads(check="selector", style="raw"),
    "xmllint": reads(
        F,
        {
            "-o --output": "write",
            "--shell": "forbidden opens a shell of its own",
            "--xpath --pattern --schema --relaxng --dtdvalid --encode --maxmem --path": "value",
            "--catalogs --load-trace": "changes loads other files",
        },
    ),
    "xmlstarlet xml": verbs({
        "sel val fo el c14n pyx": reads(F, values="-t -v -m -N -c -n -i -s", options={"--net": "changes loads other files"}),
        "*": changes("it may edit files in place"),
    }),
    "sed gsed": reads(check="sed", style="raw"),
    "awk": reads(check="awk", style="raw"),
    "tee": reads(check="tee"),
    "split csplit": changes("it writes pieces of a file"),
    "dos2unix unix2dos": changes("it rewrites files", Operands.WRITES),
    "envsubst": reads(check="environment"),
    "yes": changes("it writes without end until somebody stops it"),
    "rename prename": changes("it renames files"),
    "vim nano emacs pico joe mcedit ed view red micro ne jed kate gedit vimtutor": changes("an editor can change files and run commands", check="editor", style="raw"),
    "patch": changes("it rewrites files", options={"-o --output -r --reject-file": "write", "-i --input": "read", "-d -p": "value"}, check="patch"),
    "lnav multitail ccze": changes("it writes its own state and can run commands"),
    "tput stty tset clear reset fc-list locale getconf cal bc dc units": reads(check="calculator"),
    "man info apropos whatis whereis help tldr pinfo": reads(
        N,
        {
            "-P --pager -H --html --browser -T --troff-device -t -X --gxditview -Z": "forbidden= makes it run another program",
            "-C --config-file -M --manpath -l --local-file -R --recode -p --preprocessor": "changes= makes it read a file of somebody's choice",
            "-o --output --restore": "write",
        },
        values="-s -S -m -L -B",
    ),
})  # fmt: skip
