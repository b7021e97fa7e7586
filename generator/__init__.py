"""Backissue: a newsletter's back issues as Markdown that people edit and a site that people search.

The package reads from left to right, as its three parts do: :mod:`generator.importing` brings sources into
``content/``, :mod:`generator.archive` reads ``content/`` and derives weeks and topics from it, and
:mod:`generator.publishing` writes ``docs/`` and ``site/``.
"""

__version__ = "0.1.0"
