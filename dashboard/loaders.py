"""What is loaded once a process and shared by everyone; the only user of Streamlit's caches.

Everything here is made of one edition of the data and is kept under its name. When the files on disk change,
the next run of a page takes the new edition, whole; a run that has begun stays with the one it began with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import streamlit as st

from dashboard.hot_reload import Edition, Keeper
from layers.analysis.live_figures import Headlines, check_story_figures
from layers.analysis.parameters import Settings, central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import RouteFinder
from layers.analysis.what_if import DoorsOn, Headline, WhatIf, door_history
from layers.errors import Fault
from layers.map import BuiltMap, build_map
from layers.model.dataset import Data
from layers.model.story import Scene, Story
from layers.network.citations import Citation, citations
from layers.network.scenario import Scenario
from layers.packs.evidence_references import check_story
from layers.packs.load import chosen_folder
from layers.stories.rendering import Teller
from layers.stories.repository import StoryShelf, stories_folder

if TYPE_CHECKING:
    from dashboard.own_layer import OwnLayer

OWN = "own-"
"""How the version of data begins that a visitor has changed."""

_KEPT = 4
"""Editions of which what was made is kept: the newest, the one before, and what visitors try out."""

_cached = partial(
    st.cache_resource, show_spinner=False, max_entries=_KEPT, hash_funcs={Edition: lambda one: one.version}
)
_PINNED: ContextVar[Edition | None] = ContextVar("edition", default=None)


@st.cache_resource(show_spinner=False)
def get_keeper() -> Keeper:
    """Keeps an eye on the data pack that this server shows."""
    return Keeper(chosen_folder())


def pin_edition(own: Edition | None = None) -> Edition:
    """The newest edition, or the visitor's ``own``; until the next call this run shows it and no other.

    Raises
    ------
    DataError
        If the data have never been right since the server started.
    """
    edition = own or get_keeper().edition()
    _PINNED.set(edition)
    return edition


def get_edition() -> Edition:
    """The edition that this run of the page shows; outside of a run, the newest."""
    return _PINNED.get() or get_keeper().edition()


def get_data() -> Data:
    """The data pack that this server shows, checked."""
    return get_edition().data


def get_model() -> RiskModel:
    """The risk of :func:`get_data`."""
    return _model(get_edition())


@_cached()
def _model(edition: Edition) -> RiskModel:
    return RiskModel(edition.data)


def get_what_if() -> WhatIf:
    """Headline figures of :func:`get_data`."""
    return _what_if(get_edition())


@_cached()
def _what_if(edition: Edition) -> WhatIf:
    return WhatIf(_model(edition))


def get_settings() -> Settings:
    """Every parameter at its central value."""
    return _settings(get_edition())


@_cached()
def _settings(edition: Edition) -> Settings:
    return central_settings(edition.data)


def get_headline(scenario: Scenario, shock_scale: float = 1.0) -> Headline:
    """All figures of a scenario at the central settings, but for the scale of common causes."""
    return _headline(get_edition(), scenario, shock_scale)


@_cached(max_entries=256)
def _headline(edition: Edition, scenario: Scenario, shock_scale: float) -> Headline:
    settings = replace(_settings(edition), shock_scale=shock_scale)
    return _what_if(edition).headline(scenario, settings)


def get_door_history() -> list[DoorsOn]:
    """Doors and locks over time."""
    return _door_history(get_edition())


@_cached()
def _door_history(edition: Edition) -> list[DoorsOn]:
    return door_history(_model(edition))


def get_route_finder() -> RouteFinder:
    """Routes to markets at the central settings."""
    return _route_finder(get_edition())


@_cached()
def _route_finder(edition: Edition) -> RouteFinder:
    return RouteFinder(_model(edition), _settings(edition))


def get_map() -> BuiltMap:
    """The map of :func:`get_data`."""
    edition = get_edition()
    built = _map(edition)
    if edition.version.startswith(OWN):
        get_own_editions()[built.version] = edition
    return built


def maps_in_use() -> Iterator[BuiltMap]:
    """The newest map, and the one that pages opened just before a change still ask for."""
    get_keeper().edition()
    return map(_map, get_keeper().recent())


@_cached()
def _map(edition: Edition) -> BuiltMap:
    return build_map(edition.data)


def get_citations() -> Mapping[str, tuple[Citation, ...]]:
    """Who cites what in :func:`get_data`."""
    return _citations(get_edition())


@_cached()
def _citations(edition: Edition) -> Mapping[str, tuple[Citation, ...]]:
    return citations(edition.data)


def get_teller() -> Teller:
    """Shows scenes on :func:`get_data`."""
    return _teller(get_edition())


@_cached()
def _teller(edition: Edition) -> Teller:
    return Teller(_model(edition))


def get_headlines() -> Headlines:
    """Headline figures for the live figures of words, worked out once a scenario."""
    return _headlines(get_edition())


@_cached()
def _headlines(edition: Edition) -> Headlines:
    return Headlines(_model(edition))


def get_shelf() -> StoryShelf:
    """The shipped stories and the user's own; it reads its folder anew each time."""
    return _shelf(get_edition(), str(stories_folder()))


@_cached()
def _shelf(edition: Edition, folder: str) -> StoryShelf:
    def check(story: Story, _: str) -> list[Fault]:
        return [
            fault
            for scene in story.scenes
            for fault in _scene_faults(edition, story.id, scene.model_dump_json())
        ]

    return StoryShelf(edition.data.stories, Path(folder), check)


@_cached(max_entries=1024)
def _scene_faults(edition: Edition, story_id: str, scene_json: str) -> tuple[Fault, ...]:
    """What is wrong with one scene against an edition's data."""
    scene = Scene.model_validate_json(scene_json)
    alone = Story(id=story_id, title=scene.title, lede=scene.title, scenes=(scene,))
    file = f"{story_id}.yaml"
    return (*check_story(edition.data, alone, file), *check_story_figures(_model(edition), alone, file))


def forget() -> None:
    """Make everything anew the next time it is asked for."""
    st.cache_resource.clear()


@st.cache_resource(show_spinner=False)
def get_own_editions() -> WeakValueDictionary[str, Edition]:
    """Data that visitors have changed for themselves, by the version of their map; held by their sessions."""
    return WeakValueDictionary()


def get_own_map(version: str) -> BuiltMap | None:
    """The map of data that a visitor has changed, as long as the visitor is there."""
    own = get_own_editions().get(version)
    return None if own is None else _map(own)


@st.cache_resource(show_spinner=False)
def get_own_layers() -> WeakValueDictionary[str, OwnLayer]:
    """The files that visitors have laid over the map, by the address under which each is handed out.

    Each is held by the session that it belongs to and goes with it.
    """
    return WeakValueDictionary()
