/* Shows HTML made by the server and tells it which element with data-pick was chosen. */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".sr-pickable");
  if (root.searoomHtml !== data.html) {
    const active = root.contains(document.activeElement) ? document.activeElement.dataset.pick : null;
    root.innerHTML = data.html;
    root.searoomHtml = data.html;
    const again =
      active && [...root.querySelectorAll("[data-pick]")].find((node) => node.dataset.pick === active);
    if (again) again.focus();
  }
  root.onclick = (event) => {
    const chosen = event.target.closest("[data-pick]");
    if (chosen && root.contains(chosen)) setTriggerValue("pick", chosen.dataset.pick);
  };
}
