"""The command line: arguments in, an exit code out. Each command imports only what it needs, and
what tells of a failure is there before the command begins.

Exit codes: 0 fine, 1 problems at the failing level, 2 usage or configuration, 3 import partly
failed, 70 a bug in the generator, 130 stopped by the person at the keyboard.
"""

import argparse
import gc
import sys
from collections.abc import Sequence

from generator.cli.arguments import parse
from generator.cli.failures import exit_code


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; `argv` is `sys.argv` without the program's name."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")  # a terminal without Unicode is no reason to die
    typed = sys.argv[1:] if argv is None else list(argv)
    if argv is None:
        gc.set_threshold(100_000, 50, 100)  # of what commands make, little is garbage in a cycle
    try:
        code = _run(typed)
        sys.stdout.flush()  # here, where a closed pipe is still caught
    except BaseException as error:
        return exit_code(error, traceback="--traceback" in typed)
    if argv is None:
        gc.freeze()  # what is left ends with the process, and need not be looked through
    return code


def _run(typed: Sequence[str]) -> int:
    try:
        arguments = parse(typed)
    except SystemExit as stop:  # argparse has said why, or shown what was asked for
        return stop.code if isinstance(stop.code, int) else 2
    return _command(arguments)


def _command(arguments: argparse.Namespace) -> int:
    match arguments.command:
        case "init":
            from generator.cli.beginning import run_init

            return run_init(arguments)
        case "new":
            from generator.cli.beginning import run_new

            return run_new(arguments)
        case "import":
            from generator.cli.collecting import run_import

            return run_import(arguments)
        case "fetch":
            from generator.cli.collecting import run_fetch

            return run_fetch(arguments)
        case "build":
            from generator.cli.publishing import run_build

            return run_build(arguments)
        case "serve":
            from generator.cli.publishing import run_serve

            return run_serve(arguments)
        case "completion":
            from generator.cli.arguments import completion_script

            sys.stdout.write(completion_script(arguments.shell))
            return 0
        case _:
            from generator.cli.publishing import run_check

            return run_check(arguments)
