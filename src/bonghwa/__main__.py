"""`python -m bonghwa`."""

from bonghwa.doors.cli.main import main

main()
