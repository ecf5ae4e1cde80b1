"""The file that presents a story: whole, closed to the network, and no word of the story breaks out of it."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from layers.errors import ExportError
from layers.export.html import write_story_html
from layers.map import BuiltMap
from layers.model.dataset import Data
from layers.model.story import Story
from layers.model.vocabulary import LANGUAGES
from layers.stories.rendering import SceneRenderer
from layers.text import texts

WORST = "</script><script>alert(1)</script><!--<script>{{7*7}}\u2028\"'"


class Parsed(HTMLParser):
    """Scripts, title, body and policy of a document, as a browser's parser finds them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.title = self.policy = ""
        self.html: dict[str, str | None] = {}
        self.body: dict[str, str | None] = {}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self.scripts.append("")
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        self.html = given if tag == "html" else self.html
        self.body = given if tag == "body" else self.body
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts[-1] += data
        elif self._inside == "title":
            self.title += data


def worst_story() -> Story:
    words = {language: f"{WORST}{language}" for language in LANGUAGES}
    scene = {"id": "one", "title": words, "text": words, "notes": words}
    return Story.model_validate({"id": "worst", "title": words, "lede": words, "scenes": [scene]})


def carried(parsed: Parsed) -> Any:
    """What the document hands to the presenter."""
    script = next(text for text in parsed.scripts if "window.SearoomStory = " in text)
    return json.JSONDecoder().raw_decode(script.partition("window.SearoomStory = ")[2])[0]


def test_no_title_ends_the_script(renderer: SceneRenderer, built: BuiltMap) -> None:
    payload = renderer.payload(worst_story())
    parsed = Parsed(built.to_story_html(payload))
    assert len(parsed.scripts) == 4  # Leaflet, drawing, presenter with its story, map
    assert carried(parsed)["story"] == json.loads(json.dumps(payload))
    assert payload["scenes"][0]["words"]["ru"]["title"] == f"{WORST}ru"
    assert parsed.title == f"{WORST}en"


def test_it_is_closed_to_the_network(renderer: SceneRenderer, data: Data, built: BuiltMap) -> None:
    for story in data.stories.values():
        story_file = Parsed(built.to_story_html(renderer.payload(story)))
        assert story_file.policy == Parsed(built.to_html()).policy
        assert story_file.policy.startswith("default-src 'none'")


def test_it_opens_in_the_language_and_light_asked_for(renderer: SceneRenderer, built: BuiltMap) -> None:
    payload = renderer.payload(worst_story())
    parsed = Parsed(built.to_story_html(payload, "language=ru&theme=dark"))
    assert (parsed.html["lang"], parsed.title) == ("ru", f"{WORST}ru")
    assert parsed.body["data-view"] == "language=ru&theme=dark"
    other = Parsed(built.to_story_html(payload, 'language="><script>'))
    assert (other.html["lang"], len(other.scripts)) == ("en", 4)


def test_it_carries_its_words_and_the_plain_map_does_not(renderer: SceneRenderer, built: BuiltMap) -> None:
    presented = built.to_story_html(renderer.payload(worst_story()))
    parsed = Parsed(presented)
    for language in LANGUAGES:
        own = {key: text for key, text in texts(language).items() if key.startswith("present.")}
        assert carried(parsed)["text"][language] == own
        assert len(own) > 20
    plain = built.to_html()
    for part in ('"present.next":', "window.SearoomStory = ", ".sr-presenting"):  # words, story, style
        assert part in presented and part not in plain, part


def test_the_file_is_written_whole_or_the_reason_is_told(
    renderer: SceneRenderer, data: Data, tmp_path: Path
) -> None:
    story = data.stories["sea-room"]
    path = write_story_html(renderer, story, tmp_path / "story.html", "ru", "dark")
    assert path.stat().st_size < 3_000_000
    assert Parsed(path.read_text(encoding="utf-8")).title == story.title["ru"]
    with pytest.raises(ExportError, match="Choose a folder"):
        write_story_html(renderer, story, tmp_path / "none" / "story.html")
