"""The route that presents a story: one document, the same that is handed out as a file."""

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.loaders import get_edition, get_map, get_model, get_shelf
from layers.map.build import POLICY
from layers.model.story import Story
from layers.model.vocabulary import LANGUAGES
from layers.stories.rendering import Teller
from layers.text import translate

PREFIX = "present"
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def presenting_routes() -> list[Route]:
    """The one route: /present/<story>; language, theme and scene are named behind the #."""
    return [Route(f"/{PREFIX}/{{story_id}}", _serve, methods=["GET"])]


def find_story(story_id: str) -> Story | None:
    """The story of that name, shipped or the user's own, if there is one."""
    found = get_shelf().stories().get(story_id)
    return found.story if found else None


def _serve(request: Request) -> Response:
    """Plain, not async: building the document takes a second, and other visitors do not wait for it."""
    story_id = request.path_params["story_id"]
    story = find_story(story_id)
    if story is None:
        return PlainTextResponse(_no_story(story_id), status_code=404, headers=_HEADERS)
    document = _document(story.model_dump_json(), get_edition().version)
    return HTMLResponse(document, headers=_HEADERS)


@lru_cache(maxsize=8)
def _document(story: str, edition: str) -> str:
    """The document of a story, kept by what the story and the data say: edited ones get another."""
    told = Teller(get_model()).payload(Story.model_validate_json(story))
    return get_map().to_story_html(told)


def _no_story(story_id: str) -> str:
    stories = ", ".join(sorted(get_shelf().stories()))
    return "\n".join(
        translate(language, "present.no_story", story=story_id, stories=stories) for language in LANGUAGES
    )
