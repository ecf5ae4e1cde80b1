"""The route that presents a story: one document, the same as the stand-alone file."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.loaders import get_edition, get_repository, get_story_document
from layers.map.build import POLICY
from layers.model.vocabulary import LANGUAGES
from layers.text import translate

PREFIX = "present"
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def presenting_routes() -> list[Route]:
    """The one route: /present/<story>; language, theme and scene stand in the fragment."""
    return [Route(f"/{PREFIX}/{{story_id}}", _serve, methods=["GET"])]


def _serve(request: Request) -> Response:
    """Not async: building the document takes a second, and must not hold up other requests."""
    story_id, edition = request.path_params["story_id"], get_edition()
    stories = get_repository(edition).stories()
    if story_id not in stories:
        return PlainTextResponse(_no_story(story_id, stories), status_code=404, headers=_HEADERS)
    document = get_story_document(edition, stories[story_id].story.model_dump_json())
    return HTMLResponse(document, headers=_HEADERS)


def _no_story(story_id: str, stories: Iterable[str]) -> str:
    names = ", ".join(sorted(stories))
    return "\n".join(
        translate(language, "present.no_story", story=story_id, stories=names) for language in LANGUAGES
    )
