"""``backissue export`` and ``backissue schema``."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import click

from backissue import files
from backissue.cli.command import command
from backissue.cli.needs import need_current_archive
from backissue.cli.options import today_of, today_option
from backissue.cli.printing import print_problems, shown_work, sort_out_known
from backissue.model import Kind, UsageError

SCHEMAS = ("front-matter", "archive")


@command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "jsonl", "bibtex", "entries", "email"]))
@click.argument("of", metavar="[WEEK]", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Output file.  [default: standard output]")
@click.option("--topic", help="Only the items of this topic and of those below it.")
@click.option("--week", metavar="DAY", help="Only the items of the week that contains this day, such as 2023-03-26.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only the items of this kind.")
@click.option(
    "--as",
    "as_",
    type=click.Choice(["csv", "jsonl", "eml", "html", "text"]),
    help="Form of entries: csv or jsonl; of email: eml, html or text.  [default: the first]",
)
@today_option
@click.pass_obj
def export_(  # noqa: PLR0913 - an argument an option
    root: Path,
    form: str,
    of: str | None,
    *,
    output: Path | None,
    topic: str | None,
    week: str | None,
    kind: str | None,
    as_: str | None,
    today: str | None,
) -> int:
    """Write the archive as CSV, JSON Lines or BibTeX, in UTF-8, or what its issues list.

    FORMAT is csv, jsonl, bibtex, entries or email. All that is known of an item is in each of the first three, its text
    as Markdown included, and comes in again without loss: list the file as a source of another archive. Entries are
    what the issues list, one a row, with section, title and address. An email is one week, named by a day in it, as a
    message that a program for mail can open and send: export email 2023-03-26 -o issue.eml
    """
    from backissue.site.exports import export_archive

    need_current_archive(root)
    _require_fitting(form, of, as_)
    if form == "email":
        from backissue.site.email_export import export_email

        if topic or kind or not (week or of):
            raise UsageError("an email is of one week, and of nothing less: name it by a day, such as 2023-03-26")
        make = partial(export_email, root, str(of or week), as_ or "eml")
    elif form == "entries":
        from backissue.site.entry_exports import export_entries

        if topic or week or kind:
            raise UsageError("entries are exported of all issues: leave out --topic, --week and --kind")
        make = partial(export_entries, root, as_ or "csv")
    else:
        make = partial(export_archive, root, form, topic, week, kind)
    with shown_work(root) as store:
        data, problems = make(today=today_of(today)(), store=store)
    if output:
        files.write(output, data)
    else:
        sys.stdout.buffer.write(data)
    return print_problems(sort_out_known(root, problems).left)


def _require_fitting(form: str, of: str | None, as_: str | None) -> None:
    """See to it that what is asked for fits together.

    Raises:
        UsageError: it does not.
    """
    forms = {"entries": ("csv", "jsonl"), "email": ("eml", "html", "text")}.get(form, ())
    if as_ and as_ not in forms:
        raise UsageError(f"--as {as_} is no form of {form}" + (f": write one of {', '.join(forms)}" if forms else ""))
    if of and form != "email":
        raise UsageError(f"{of} is one word too many: only `export email` takes a week; else write --week {of}")


@command("schema")
@click.argument("of", metavar="[front-matter|archive]", type=click.Choice(SCHEMAS), default="front-matter")
def schema_(of: str) -> int:
    """Print the JSON Schema of the front matter of items, or of content/archive.yml, for editors that know it."""
    from backissue.archive.config import archive_schema
    from backissue.fields import front_matter_schema

    schema = front_matter_schema() if of == "front-matter" else archive_schema()
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
    return 0
