"""Options that several commands have."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime

import click

from backissue.cli.printing import QUIET
from backissue.model import UsageError


def today_of(stated: str | None) -> Callable[[], date]:
    """Return what gives the day: the one that is stated, else that of SOURCE_DATE_EPOCH, else the one that it is.

    Raises:
        UsageError: what is stated is no day.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")  # read once: MkDocs's engine sets it for its own pages
    if stated:
        from backissue.dates import parse_day

        day = parse_day(stated)
        if not day:
            raise UsageError(f"--today is {stated!r}, which is not a day: write it as 2023-03-26")
        return lambda: day
    if epoch.isascii() and epoch.isdecimal():
        return lambda: datetime.fromtimestamp(int(epoch), UTC).date()
    return lambda: datetime.now().astimezone().date()


today_option = click.option(
    "--today", metavar="DAY", help="The day that decides what is published.  [default: SOURCE_DATE_EPOCH, else today]"
)

verbose_option = click.option("--verbose", "-v", is_flag=True, help="List each source, item and place singly.")


def _be_quiet(ctx: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001 - as click calls it
    ctx.meta[QUIET] = value


quiet_option = click.option(
    "--quiet", "-q", is_flag=True, expose_value=False, callback=_be_quiet, help="Print nothing but problems and hints."
)
