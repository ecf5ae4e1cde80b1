/* Small helpers for the page. Text from data only ever reaches it through text nodes and attributes. */

/** @typedef {Node | string | number | null | undefined} Child */

/** An element: el("button", { class: "x", onclick: act, "aria-label": "…" }, ["text", node]).
 * Attributes that are null, undefined or false are left out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [attributes]
 * @param {Child | Child[]} [children]
 * @returns {HTMLElementTagNameMap[K]} */
export function el(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "style") Object.assign(node.style, value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  return append(node, children);
}

const SVG = "http://www.w3.org/2000/svg";

/** An element of SVG.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number>} attributes
 * @param {Node[]} children
 * @returns {SVGElementTagNameMap[K]} */
export function svg(tag, attributes, children = []) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

/** @template {Element} T @param {T} node @param {Child | Child[]} children @returns {T} */
export function append(node, children) {
  for (const child of Array.isArray(children) ? children : [children]) {
    if (child !== null && child !== undefined) node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

/** Put these children in the place of those that are there.
 * @template {Element} T @param {T} node @param {Child | Child[]} children @returns {T} */
export function fill(node, children) {
  node.replaceChildren();
  return append(node, children);
}

/** Put these children in the place of those that are there, touching only what differs. For what has no
 * listeners and no state of its own.
 * @param {Element} node @param {Element[]} children */
export function fillChanged(node, children) {
  const old = [...node.children];
  for (const surplus of old.slice(children.length)) surplus.remove();
  for (const [i, child] of children.entries()) {
    if (i >= old.length) node.append(child);
    else if (!old[i].isEqualNode(child)) old[i].replaceWith(child);
  }
}

/** Draw anew what is inside an element; the control with the keyboard, known by its data-key, keeps it.
 * @param {Element} root
 * @param {() => void} draw */
export function keepFocus(root, draw) {
  const active = document.activeElement;
  const key = active && root.contains(active) ? active.getAttribute("data-key") : null;
  draw();
  const again = key && root.querySelector(`[data-key="${key}"]`);
  if (again instanceof HTMLElement) again.focus();
}

/** Visitors who ask for less motion get none. */
export const prefersStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
