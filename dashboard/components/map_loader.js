/* Mounts the map once and from then on exchanges views with the server. Kept tiny: Streamlit sends it with
   every rerun; all else is fetched by address. */
const SETTLE_MS = 80; /* a choice is told at once; a slider being dragged not a hundred times */
let map = null, mounted = "", tell = null, change = 0, waiting = 0, told = -1e9;
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
  const again = !!window.Searoom; /* other data: the drawing code and its looks are there already */
  if (!again) await Promise.all(["leaflet.css", "searoom.css"].map((name) => add("link", { rel: "stylesheet", href: url(name) })));
  window.SearoomOptions = { host: true, view, onChange: (next) => {
    const view = { ...next, change: ++change };
    const send = () => { told = performance.now(); tell("view", view); };
    clearTimeout(waiting);
    if (performance.now() - told > 3 * SETTLE_MS) send();
    else waiting = setTimeout(send, SETTLE_MS);
  } };
  for (const name of again ? ["map.js"] : ["leaflet.js", "searoom.js", "map.js"]) await add("script", { src: url(name) });
  return { element, instance: window.Searoom.instances.map_searoom };
}
export default function ({ data, parentElement, setStateValue }) {
  tell = setStateValue;
  if (mounted !== data.base) {
    mounted = data.base;
    map = Promise.resolve(map).catch(() => null).then(() => mount(data.base, data.view));
  }
  map.then(({ element, instance }) => {
    const host = parentElement.querySelector(".sr-host");
    if (element.parentElement !== host) host.replaceChildren(element);
    instance.state.highlight(data.highlights);
    instance.own.take(data.own.layers, data.own.seen, data.own.base, (own) => tell("own", own));
    if (data.seen >= change) instance.state.change({ ...data.view, off: new Set(data.view.off) });
  }).catch((error) => { mounted = ""; parentElement.querySelector(".sr-host").textContent = String(error); });
}
