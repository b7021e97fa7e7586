"""The commands, a module each. Only here is anything printed, and only here is an exit code chosen."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from backissue import __version__
from backissue.cli.command import EPILOG

COMMANDS = {
    "new": "new_command:new_",
    "import": "import_command:import_",
    "build": "build_command:build_",
    "serve": "build_command:serve_",
    "check": "check_command:check_",
    "changes": "changes_command:changes_",
    "export": "export_command:export_",
    "before": "before_command:before_",
    "fetch": "fetch_command:fetch_",
    "links": "links_command:links_",
    "topics": "topics_command:topics_",
    "names": "names_command:names_",
    "remove": "remove_command:remove_",
    "upgrade": "upgrade_command:upgrade_",
    "schema": "export_command:schema_",
    "completion": "completion_command:completion_",
}
"""Where each command is made, in the order in which a newcomer needs them."""
COLLECT = 100_000
"""New objects after which Python looks for circles that nothing needs any more."""
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """Commands whose modules are imported when they are asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names, as they are to be listed."""
        return [*COMMANDS]

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Return a command; ``None`` where there is none of that name."""
        return find_command(name) if name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is asked for; where there is none, the error names the one that is nearest."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, 1)
            ctx.fail(f"there is no command '{name}'{f': did you mean `{near[0]}`?' if near else ''}")
        return super().resolve_command(ctx, args)


def find_command(name: str) -> click.Command:
    """Return one of :data:`COMMANDS`."""
    module, _, attribute = COMMANDS[name].partition(":")
    found: click.Command = getattr(import_module(f"{__name__}.{module}"), attribute)
    return found


@click.group(cls=Commands, context_settings=CONTEXT, epilog=EPILOG)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The archive's folder, which holds mkdocs.yml.  [default: this folder]",
)
@click.version_option(__version__, prog_name="backissue")
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Turn what a newsletter leaves behind into Markdown that people edit and a site that people search.

    \b
    content/sources/  --import-->  content/  --build-->  docs/ and site/
    """  # noqa: D301 - \b keeps the line from being filled
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a title may have letters that the terminal's encoding has not
            stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(COLLECT)  # an archive stays in memory until the end, and to go through it often takes long
    ctx.obj = root
