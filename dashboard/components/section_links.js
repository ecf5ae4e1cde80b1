/* Links to the sections of the text beside them; they scroll and do not change the address. */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".sr-sections");
  if (root.searoomHtml !== data.html) {
    root.innerHTML = data.html;
    root.searoomHtml = data.html;
  }
  root.onclick = (event) => {
    const chosen = event.target.closest("[data-go]");
    if (!chosen) return;
    const scope = parentElement.closest(data.within) ?? document;
    const heading = scope.querySelector(`[data-section="${chosen.dataset.go}"]`);
    if (!heading) return;
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  };
}
