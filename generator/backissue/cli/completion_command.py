"""``backissue completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from backissue.cli.command import command

SHELLS = ("bash", "zsh", "fish")
PROGRAM, VARIABLE = "backissue", "_BACKISSUE_COMPLETE"


@command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def completion_(*, shell: str) -> int:
    """Print what lets a shell complete commands, options and files: bash 4.4 or newer, zsh or fish.

    \b
    bash  backissue completion bash > ~/.local/share/bash-completion/completions/backissue
    zsh   backissue completion zsh > a file named _backissue in a folder of $fpath
    fish  backissue completion fish > ~/.config/fish/completions/backissue.fish
    """  # noqa: D301 - \b keeps the lines from being filled
    kind = get_completion_class(shell)
    assert kind, "click knows these shells"
    main = click.get_current_context().find_root().command
    made = kind(main, {}, PROGRAM, VARIABLE)
    click.echo(made.source_template % made.source_vars())  # `source()` would ask the bash that is here for its version
    return 0
