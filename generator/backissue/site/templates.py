"""The Jinja templates of the Markdown pages, and the filters they use. What they make is Markdown, not HTML."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, pass_context
from jinja2.runtime import Context

from backissue.archive.addresses import address
from backissue.archive.shelves import kind_path, topic_path, week_path, year_path
from backissue.dates import day_name, period_name, span_name
from backissue.markup import escape_label, escape_title, escape_url
from backissue.mathematics import plain_title
from backissue.model import Topic, UsageError
from backissue.yaml_text import quote as yaml_quote
from backissue.yaml_text import to_json

PACKAGE = Path(__file__).resolve().parent.parent


class Templates:
    """The page templates of an archive. A file in its own ``site_templates/pages`` goes before the package's."""

    def __init__(self, root: Path) -> None:
        self._environment = Environment(  # noqa: S701 - the output is Markdown, escaped by the filter `md`
            loader=FileSystemLoader(template_folders(root, "pages")),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters |= {
            "md": escape_label,
            "plain": plain_title,
            "heading": escape_title,
            "yaml": yaml_quote,
            "json": to_json,
            "url": escape_url,
            "to": _to,
            "day": day_name,
            "span": span_name,
            "period": period_name,
            "week_path": week_path,
            "year_path": year_path,
            "kind_path": kind_path,
            "topic_path": _topic_path,
        }

    def has(self, name: str) -> bool:
        """Return whether there is a template of that name."""
        return bool(self._environment.loader) and f"{name}.md" in self._environment.list_templates()

    def render(self, name: str, page: str, context: Mapping[str, object]) -> str:
        """Return the Markdown of the page at ``page`` below ``docs/``, made from the template ``name``.

        Raises:
            UsageError: the template is broken.
        """
        try:
            return self._environment.get_template(f"{name}.md").render(here=page, **context)
        except TemplateError as error:
            raise template_error(error, f"site_templates/pages/{name}.md") from None


def template_error(error: TemplateError, template: str) -> UsageError:
    """Return the error for a template that Jinja refuses, with the place in it where Jinja tells one."""
    place = f"{error.filename or template}:{error.lineno}" if isinstance(error, TemplateSyntaxError) else template
    return UsageError(f"{place}: {error.message}: mend the template")


@pass_context
def _to(context: Context, target: str) -> str:
    """Return a path below ``docs/`` as a link from the page that is being made."""
    return quote(relative(target, context["here"]))


def _topic_path(topic: Topic) -> str:
    return topic_path(topic.slug)


def template_folders(root: Path, part: str) -> tuple[Path, ...]:
    """Return the folders of ``site_templates/<part>``, the archive's own before the package's, without repeats.

    A checkout of this project has them beside the package, an installed package within it.
    """
    candidates = (root, PACKAGE.parent.parent, PACKAGE)
    folders = (folder / "site_templates" / part for folder in candidates)
    return tuple({folder.resolve(): None for folder in folders if folder.is_dir()})


def relative(target: str, page: str) -> str:
    """Return the link from one page of ``docs/`` to another, both as paths below it.

    >>> relative("topics/robotics.md", "weeks/2023-03-26/reflexion.md")
    '../../topics/robotics.md'
    """
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def href(target: str, page: str) -> str:
    """Return the address of one page of ``docs/`` as seen from another on the finished site, for HTML.

    >>> href("topics/robotics.md", "numbers.md")
    '../topics/robotics/'
    """
    return quote(relative(address(target), f"{address(page)}index")) + "/"
