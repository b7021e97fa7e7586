"""What all commands have: an exit code, and errors in one line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

import click

from backissue import reports
from backissue.cli.printing import print_problems, say
from backissue.model import BackissueError, SettingsError

EPILOG = """\b
Exit codes:
  0  all is well; there may be hints, each printed as file:line: hint: what: what to do
  1  the data has problems or conflicts, each printed as file:line: what: what to do
  2  wrong usage
  3  the environment prevents it: locked, disk full, no permission
"""


def command(name: str) -> Callable[[Callable[..., int]], click.Command]:
    """Make a command that returns its exit code and turns this package's errors into one line and theirs."""

    def decorate(function: Callable[..., int]) -> click.Command:
        @wraps(function)
        def run(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever click passes
            ended(lambda: function(*args, **kwargs))

        return click.command(name, epilog=EPILOG)(run)

    return decorate


def ended(function: Callable[[], int]) -> NoReturn:
    """End the program with the exit code that a function returns, or with that of its error, which is said."""
    try:
        sys.exit(function())
    except SettingsError as error:
        sys.exit(print_problems(error.problems))
    except BackissueError as error:
        message, code = str(error), error.exit_code
    except BrokenPipeError:
        raise  # whoever read the output has enough, which click takes for no error of ours
    except OSError as error:
        message, code = reports.os_error_text(error), 3
    say(f"backissue: {message}", err=True)
    sys.exit(code)
