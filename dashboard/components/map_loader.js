/* Mounts the map once and from then on exchanges views with the server. Kept tiny: Streamlit sends it with
   every rerun; all else is fetched by address. */
const SETTLE_MS = 80; /* a single choice is sent at once, a slider being dragged not a hundred times */
let map = null;
let mounted = "";
let setState = null;
let change = 0;
let timer = 0;
let sentAt = -1e9;
const add = (tag, attributes) =>
  new Promise((done, fail) => {
    const node = Object.assign(document.createElement(tag), attributes);
    node.onload = done;
    node.onerror = () => fail(new Error(`could not load ${node.src || node.href}`));
    document.head.append(node);
  });
const onChange = (next) => {
  const view = { ...next, change: ++change };
  const send = () => {
    sentAt = performance.now();
    setState("view", view);
  };
  clearTimeout(timer);
  if (performance.now() - sentAt > 3 * SETTLE_MS) send();
  else timer = setTimeout(send, SETTLE_MS);
};
async function mount(base, view) {
  const url = (name) => new URL(`${base}/${name}`, document.baseURI).href;
  const element = Object.assign(document.createElement("div"), { className: "sr-mount" });
  element.append(Object.assign(document.createElement("div"), { id: "map_searoom" }));
  document.querySelector(".sr-host").replaceChildren(element);
  const scripts = ["map.js"];
  if (!window.Searoom) {
    /* With other data, code and styles are there already. */
    const styles = ["leaflet.css", "searoom.css"];
    await Promise.all(styles.map((name) => add("link", { rel: "stylesheet", href: url(name) })));
    scripts.unshift("leaflet.js", "searoom.js");
  }
  window.SearoomOptions = { host: true, view, onChange };
  for (const name of scripts) await add("script", { src: url(name) });
  return { element, instance: window.Searoom.instances.map_searoom };
}
export default function ({ data, parentElement, setStateValue }) {
  setState = setStateValue;
  const host = () => parentElement.querySelector(".sr-host");
  if (mounted !== data.base) {
    mounted = data.base;
    map = Promise.resolve(map)
      .catch(() => null)
      .then(() => mount(data.base, data.view));
  }
  map
    .then(({ element, instance }) => {
      if (element.parentElement !== host()) host().replaceChildren(element);
      instance.state.highlight(data.highlights);
      instance.own.take(data.own.layers, data.own.seen, data.own.base, (own) => setState("own", own));
      if (data.seen >= change) instance.state.change(data.view);
    })
    .catch((error) => {
      mounted = "";
      host().textContent = String(error);
    });
}
