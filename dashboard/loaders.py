"""What is made of the data once and shared by all visitors; the only user of Streamlit's caches.

Every function here takes the edition of the data that its result is made of, and the result is cached under
the edition's version. When the files on disk change, the next run of a page takes the new edition whole; a
run that has begun stays with the edition that it pinned. So a page or route that asks for its edition once,
and passes that, cannot mix two.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from weakref import WeakValueDictionary

import streamlit as st

from dashboard.hot_reload import DataReloader, Edition
from layers.analysis.figure_checks import check_story_figures
from layers.analysis.fit import FitReport, fit_report
from layers.analysis.live_figures import Headlines
from layers.analysis.parameters import Settings, central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import RouteFinder
from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.closure import ClosureInTonnes, Tonnes
from layers.analysis.tonnes.option_value import OptionValue, option_values
from layers.analysis.what_if import DoorsOn, Headline, WhatIf, door_history
from layers.desk.desk import EDIT_VARIABLE, Desk
from layers.faults import Fault
from layers.map import BuiltMap, build_map
from layers.model.story import Scene, Story
from layers.network.citations import Citation, citations
from layers.network.freshness import Freshness, freshness
from layers.network.scenario import Scenario
from layers.packs.evidence_references import check_story
from layers.packs.load import chosen_folder
from layers.stories.rendering import SceneRenderer
from layers.stories.repository import StoryRepository, stories_folder

if TYPE_CHECKING:
    from dashboard.own_layer import OwnLayer

_KEPT_EDITIONS = 4
"""The newest edition, the one before, and what visitors try out."""
_KEPT_HEADLINES = 256
_KEPT_SCENE_FAULTS = 1024
_KEPT_DOCUMENTS = 8

P = ParamSpec("P")
R = TypeVar("R")

_PINNED: ContextVar[Edition | None] = ContextVar("edition", default=None)


def _per_edition(
    kept: int = _KEPT_EDITIONS,
) -> Callable[[Callable[Concatenate[Edition, P], R]], Callable[Concatenate[Edition, P], R]]:
    """Cache ``kept`` results of a function under the edition's version and the other arguments."""
    return st.cache_resource(
        show_spinner=False, max_entries=kept, hash_funcs={Edition: lambda edition: edition.version}
    )


# --- which edition -----------------------------------------------------------------------------------------


@st.cache_resource(show_spinner=False)
def get_reloader() -> DataReloader:
    """Reads the data pack that this server shows, again whenever its files change."""
    return DataReloader(chosen_folder())


@st.cache_resource(show_spinner=False)
def get_desk() -> Desk | None:
    """Writes to the pack that this server shows; None unless it was started with ``--edit``."""
    return Desk(chosen_folder()) if os.environ.get(EDIT_VARIABLE) else None


def pin_edition(own: Edition | None = None) -> Edition:
    """Pin the edition that this run of a page shows: the newest, or the visitor's ``own``.

    Raises
    ------
    DataError
        If the data have not been valid since the server started.
    """
    edition = own or get_reloader().edition()
    _PINNED.set(edition)
    return edition


def get_edition() -> Edition:
    """The edition that this run of a page has pinned; outside of a run, the newest.

    Outside of a run two calls may return two editions: call it once and pass the result.
    """
    return _PINNED.get() or get_reloader().edition()


# --- what is made of an edition ----------------------------------------------------------------------------


@_per_edition()
def get_model(edition: Edition) -> RiskModel:
    """The risk of every part and corridor."""
    return RiskModel(edition.data)


@_per_edition()
def get_what_if(edition: Edition) -> WhatIf:
    """The calculation of headline figures; for those of a scenario see :func:`get_headline`."""
    return WhatIf(get_model(edition))


@_per_edition()
def get_tonnes(edition: Edition) -> Tonnes:
    """Closures in tonnes."""
    return Tonnes(edition.data)


@_per_edition(_KEPT_HEADLINES)
def get_closure(edition: Edition, asked: Closed) -> ClosureInTonnes:
    """What a closure strands and where the rest goes."""
    return get_tonnes(edition).closure(asked)


@_per_edition()
def get_option_values(edition: Edition, day: str, year: int) -> list[OptionValue]:
    """Option values of the planned lines on nameplate capacity; a second or two of work."""
    model, settings = get_model(edition), get_settings(edition)
    return option_values(model, get_tonnes(edition), Closed(day, year), settings)


@_per_edition()
def get_settings(edition: Edition) -> Settings:
    """Every parameter at its central value."""
    return central_settings(edition.data)


@_per_edition(_KEPT_HEADLINES)
def get_headline(edition: Edition, scenario: Scenario, shock_scale: float) -> Headline:
    """All figures of a scenario at the central settings, with the effect of common causes scaled."""
    settings = replace(get_settings(edition), shock_scale=shock_scale)
    return get_what_if(edition).headline(scenario, settings)


@_per_edition(_KEPT_HEADLINES)
def get_days_if_shut(edition: Edition, scenario: Scenario, shock_scale: float) -> dict[str, float]:
    """Days a year without any door if one more corridor were shut, by corridor."""
    settings = replace(get_settings(edition), shock_scale=shock_scale)
    return get_what_if(edition).days_if_shut(scenario, settings)


@_per_edition()
def get_door_history(edition: Edition) -> list[DoorsOn]:
    """Doors and locks over time."""
    return door_history(get_model(edition))


@_per_edition()
def get_route_finder(edition: Edition) -> RouteFinder:
    """Routes to markets at the central settings."""
    return RouteFinder(get_model(edition), get_settings(edition))


@_per_edition()
def get_fit_report(edition: Edition) -> FitReport:
    """The model beside every published time and price; fitted once a corridor, so it takes seconds."""
    return fit_report(edition.data)


@_per_edition()
def get_map(edition: Edition) -> BuiltMap:
    """The map."""
    return build_map(edition.data)


@_per_edition()
def get_citations(edition: Edition) -> Mapping[str, tuple[Citation, ...]]:
    """The records that cite each source, by the id of the source."""
    return citations(edition.data)


@_per_edition()
def get_freshness(edition: Edition) -> tuple[Freshness, ...]:
    """How old the evidence on each corridor is."""
    return freshness(edition.data)


@_per_edition()
def get_headlines(edition: Edition) -> Headlines:
    """Headline figures for the live figures in texts."""
    return Headlines(get_model(edition))


@_per_edition()
def get_scene_renderer(edition: Edition) -> SceneRenderer:
    """Fills in the scenes of stories."""
    return SceneRenderer(get_model(edition))


@_per_edition(_KEPT_DOCUMENTS)
def get_story_document(edition: Edition, story_json: str) -> str:
    """The HTML document that presents a story, given as JSON."""
    story = Story.model_validate_json(story_json)
    return get_map(edition).to_story_html(get_scene_renderer(edition).payload(story))


def get_repository(edition: Edition) -> StoryRepository:
    """The shipped stories and the user's own; the repository reads its folder anew each time."""
    return _repository_of(edition, str(stories_folder()))


@_per_edition()
def _repository_of(edition: Edition, folder: str) -> StoryRepository:
    def check(story: Story, _: str) -> list[Fault]:
        return [
            replace(fault, path=("scenes", number, *fault.path[2:]))
            for number, scene in enumerate(story.scenes)
            for fault in _scene_faults(edition, story.id, scene.model_dump_json())
        ]

    return StoryRepository(edition.data.stories, Path(folder), check)


@_per_edition(_KEPT_SCENE_FAULTS)
def _scene_faults(edition: Edition, story_id: str, scene_json: str) -> tuple[Fault, ...]:
    """What is wrong with one scene, told of the first scene of a story."""
    scene = Scene.model_validate_json(scene_json)
    alone = Story(id=story_id, title=scene.title, lede=scene.title, scenes=(scene,))
    file = f"{story_id}.yaml"
    return (*check_story(edition.data, alone, file), *check_story_figures(get_model(edition), alone, file))


# --- what visitors have brought or changed -----------------------------------------------------------------


def recent_maps() -> Iterator[BuiltMap]:
    """The newest map, and the one before, which pages opened just before a change still ask for."""
    get_reloader().edition()
    return map(get_map, get_reloader().recent())


@st.cache_resource(show_spinner=False)
def get_own_editions() -> WeakValueDictionary[str, Edition]:
    """Data that visitors have changed for themselves, by the version of the map; sessions hold them."""
    return WeakValueDictionary()


@st.cache_resource(show_spinner=False)
def get_own_layers() -> WeakValueDictionary[str, OwnLayer]:
    """Files that visitors have laid over the map, by their token; their sessions hold them."""
    return WeakValueDictionary()


def forget() -> None:
    """Empty all caches."""
    st.cache_resource.clear()
