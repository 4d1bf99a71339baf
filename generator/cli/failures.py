"""What becomes of an exception that nobody below the command line caught.

Loaded before anything can fail: on a disk that can no longer be read, it could not be loaded then.
"""

import os
import sys
import traceback as tracebacks
from typing import Final

from generator.cli.parser import PROGRAM
from generator.model import Problem
from generator.report import harmless, plain_lines

INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
BUG: Final = 70


def exit_code(error: BaseException, *, traceback: bool) -> int:
    """Tell of `error` in one line and give the exit code for it.

    A failing machine (a full disk, a missing permission) is told with its path. Anything else
    that gets here is a bug: its traceback goes to a file, or is shown when that was asked for.
    """
    if isinstance(error, KeyboardInterrupt):
        _say("stopped")
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        # the interpreter would complain again when it flushes at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 1
    if traceback:
        tracebacks.print_exception(error)
    if isinstance(error, OSError) and error.strerror:
        place = str(error.filename or "")
        problem = Problem(code="machine-failed", message=error.strerror, path=place)
        sys.stderr.write(f"{plain_lines((problem,))[0]}\n")
        return 1
    _say(f"bug in the generator: {_summary(error)}{'' if traceback else _kept(error)}")
    return BUG


def _say(text: str) -> None:
    sys.stderr.write(harmless(f"{PROGRAM}: {text}") + "\n")


def _summary(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:200]}"


def _kept(error: BaseException) -> str:
    try:
        import tempfile  # heavy, and not needed to say what happened

        with tempfile.NamedTemporaryFile(
            "w", prefix=f"{PROGRAM}-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write("".join(tracebacks.format_exception(error)))
        return f" (traceback in {file.name}; please report it)"
    except (OSError, ImportError):
        return " (run again with --traceback, and please report it)"
