"""Text from logs, servers and other people on a terminal: shown, never obeyed."""


def printable(text: str) -> str:
    r"""One line in which control, direction and invisible signs appear as codes like `\x1b` or `\u202e`."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text
    )
