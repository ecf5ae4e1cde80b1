"""The map as a component: mounted once, then told only what to show.

The geometry never passes through here. The loader below fetches the map's files by address, keeps
the map's element in module scope so that it outlives a rerun or a change of page, and from then on
exchanges views: the browser restyles first and tells the server afterwards.
"""

from dataclasses import asdict
from functools import partial
from typing import Any

import streamlit as st

from dashboard.assets import asset_base
from dashboard.state import MAP_KEY, seen, take_from_map
from layers.data import Data
from layers.view import View

_LOADER = """
let map = null, tell = null, change = 0;
const add = (tag, attributes) => new Promise((done, fail) => {
  const node = Object.assign(document.createElement(tag), attributes);
  node.onload = done; node.onerror = () => fail(new Error("could not load " + (node.src || node.href)));
  document.head.append(node);
});
async function mount(base, view) {
  const url = (name) => new URL(base + "/" + name, document.baseURI).href;
  const element = Object.assign(document.createElement("div"), { className: "sr-mount" });
  element.append(Object.assign(document.createElement("div"), { id: "map_searoom" }));
  document.querySelector(".sr-host").replaceChildren(element);
  await Promise.all(["leaflet.css", "searoom.css"].map((name) => add("link", { rel: "stylesheet", href: url(name) })));
  window.SearoomOptions = { host: true, view, onChange: (next) => tell("view", { ...next, change: ++change }) };
  for (const name of ["leaflet.js", "searoom.js", "map.js"]) await add("script", { src: url(name) });
  return { element, instance: window.Searoom.instances.map_searoom };
}
export default function ({ data, parentElement, setStateValue }) {
  tell = setStateValue;
  if (!map) map = mount(data.base, data.view);
  map.then(({ element, instance }) => {
    const host = parentElement.querySelector(".sr-host");
    if (element.parentElement !== host) host.replaceChildren(element);
    if (data.seen >= change) instance.state.change({ ...data.view, off: new Set(data.view.off) });
  }).catch((error) => { parentElement.querySelector(".sr-host").textContent = String(error); });
}
"""

_component = st.components.v2.component(
    "searoom_map", html='<div class="sr-host"></div>', js=_LOADER, isolate_styles=False
)


def map_view(data: Data, view: View) -> None:
    """Show the map as ``view`` says; what the visitor does on it arrives in the page's state."""
    _component(
        key=MAP_KEY,
        data={"base": asset_base(), "seen": seen(), "view": _plain(view)},
        on_view_change=partial(take_from_map, data),
    )


def _plain(view: View) -> dict[str, Any]:
    return asdict(view) | {"off": sorted(view.off)}
