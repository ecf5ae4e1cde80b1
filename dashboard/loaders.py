"""What is loaded once a process and shared by everyone; the only user of Streamlit's caches."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from layers.citations import Citation, citations
from layers.data import Data, load
from layers.errors import Fault
from layers.evidence_consistency import check_story
from layers.figures import Headlines, check_story_figures
from layers.map import BuiltMap, build_map
from layers.risk import RiskModel
from layers.routes import RouteFinder
from layers.scenario import Scenario
from layers.scenes import Teller
from layers.settings import Settings, central_settings
from layers.story import Scene, Story
from layers.story_shelf import StoryShelf, stories_folder
from layers.what_if import DoorsOn, Headline, WhatIf, door_history


@st.cache_resource(show_spinner=False)
def get_data() -> Data:
    """All of ``geodata/``, checked."""
    return load()


@st.cache_resource(show_spinner=False)
def get_model() -> RiskModel:
    """The risk of :func:`get_data`."""
    return RiskModel(get_data())


@st.cache_resource(show_spinner=False)
def get_what_if() -> WhatIf:
    """Headline figures of :func:`get_data`."""
    return WhatIf(get_model())


@st.cache_resource(show_spinner=False)
def get_settings() -> Settings:
    """Every parameter at its central value."""
    return central_settings(get_data())


@st.cache_resource(show_spinner=False, max_entries=256)
def get_headline(scenario: Scenario, shock_scale: float = 1.0) -> Headline:
    """All figures of a scenario at the central settings, but for the scale of common causes."""
    return get_what_if().headline(scenario, replace(get_settings(), shock_scale=shock_scale))


@st.cache_resource(show_spinner=False)
def get_door_history() -> list[DoorsOn]:
    """Doors and locks over time."""
    return door_history(get_model())


@st.cache_resource(show_spinner=False)
def get_route_finder() -> RouteFinder:
    """Routes to markets at the central settings."""
    return RouteFinder(get_model(), get_settings())


@st.cache_resource(show_spinner=False)
def get_map() -> BuiltMap:
    """The map of :func:`get_data`."""
    return build_map(get_data())


@st.cache_resource(show_spinner=False)
def get_citations() -> Mapping[str, tuple[Citation, ...]]:
    """Who cites what in :func:`get_data`."""
    return citations(get_data())


@st.cache_resource(show_spinner=False)
def get_teller() -> Teller:
    """Shows scenes on :func:`get_data`."""
    return Teller(get_model())


@st.cache_resource(show_spinner=False)
def get_headlines() -> Headlines:
    """Headline figures for the live figures of words, worked out once a scenario."""
    return Headlines(get_model())


@st.cache_resource(show_spinner=False, max_entries=1024)
def get_scene_faults(story_id: str, scene_json: str) -> tuple[Fault, ...]:
    """What is wrong with one scene against :func:`get_data`."""
    scene = Scene.model_validate_json(scene_json)
    alone = Story(id=story_id, title=scene.title, lede=scene.title, scenes=(scene,))
    file = f"{story_id}.yaml"
    return (*check_story(get_data(), alone, file), *check_story_figures(get_model(), alone, file))


@st.cache_resource(show_spinner=False)
def get_shelf() -> StoryShelf:
    """The shipped stories and the user's own; it reads its folder anew each time."""

    def check(story: Story, _: str) -> list[Fault]:
        return [
            fault for scene in story.scenes for fault in get_scene_faults(story.id, scene.model_dump_json())
        ]

    return StoryShelf(get_data().stories, stories_folder(), check)
