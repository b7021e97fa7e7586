"""Which files of a folder are no texts of an archive."""

from __future__ import annotations

import pytest

from backissue.sources.names.machinery import is_machinery, is_template


@pytest.mark.parametrize(
    "name",
    "_config.yml _layouts/post.html Gemfile package.json theme/main.scss static/robots.txt .github/workflows/a.yml"
    " .obsidian/app.json LICENSE CONTRIBUTING.md posts/posts.11tydata.json Board.canvas hugo.toml 404.html".split(),
)
def test_parts_of_sites_are_no_texts(name: str) -> None:
    assert is_machinery(name)


@pytest.mark.parametrize(
    "name",
    "README.md posts/index.md about.md 2024/notes.txt talks/a.vtt feed.xml data/papers.csv episodes.json issues/12.html"
    " css/2023-12-css-weekly.md themes/tides.md makefiles.md my-licence-to-sail.md".split(),
)
def test_texts_are_no_parts_of_sites(name: str) -> None:
    assert not is_machinery(name)


def test_a_template_is_known_by_its_marks_and_an_article_about_them_is_none() -> None:
    assert is_template(
        "index.html", "---\nlayout: default\n---\n{% for post in site.posts %}{{ post.title }}{% endfor %}"
    )
    assert is_template("feed.xml", '<?xml version="1.0"?><rss>{% for post in site.posts %}<item/>{% endfor %}</rss>')
    assert is_template("Templates/Letter.md", "# {{title}}\n\n## News\n")
    assert not is_template("letters/liquid.md", "Write `{% for post in site.posts %}` and then `{{ post.title }}`.")
    assert not is_template("mail.html", "<p>Dear {{ first_name }}, the tide is high.</p>")
