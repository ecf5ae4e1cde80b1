"""What axe-core, the accessibility checker, finds on a page."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from playwright.sync_api import Page

OURS = (".sr-root", ".st-key-strip", ".st-key-panel", ".st-key-bar", ".st-key-content")
SAME_LOOK = 3
"""Contrast is measured on so many texts of each look: it takes nine tenths of axe's time."""
_RUN = """async ([roots, most]) => {
  const nodes = roots.flatMap((root) => [...document.querySelectorAll(root)]);
  const own = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())
    || node.matches("input, select, textarea");
  const look = (node) => {
    const style = getComputedStyle(node), parts = [style.color, style.fontSize, style.fontWeight,
      style.textShadow, node.getAttribute("aria-disabled"), node.disabled, node.tagName];
    for (let up = node; up; up = up.parentElement) {
      const { backgroundColor, backgroundImage, opacity, filter, position } = getComputedStyle(up);
      if (backgroundColor !== "rgba(0, 0, 0, 0)" || backgroundImage !== "none" || opacity !== "1"
          || filter !== "none" || position !== "static")
        parts.push(backgroundColor, backgroundImage, opacity, filter, position);
    }
    return parts.join();
  };
  const seen = new Map(), measured = [];
  for (const root of nodes)
    for (const node of [root, ...root.querySelectorAll("*")]) {
      if (!own(node) || !node.checkVisibility()) continue;
      const key = look(node), before = seen.get(key) || 0;
      seen.set(key, before + 1);
      if (before < most) measured.push(node);
    }
  const options = { resultTypes: ["violations"], preload: false };
  const rest = { ...options, rules: { "color-contrast": { enabled: false } } };
  const all = await axe.run({ include: nodes }, rest);
  const ink = await axe.run({ include: measured }, { ...options, runOnly: ["color-contrast"] });
  const told = ink.passes.length + ink.incomplete.length + ink.violations.length;
  return { looked: [all.passes.length, told], found: [...all.violations, ...ink.violations] };
}"""


@cache
def source() -> str:
    """axe-core itself, from the package index."""
    return (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, roots: tuple[str, ...] = OURS) -> list[str]:
    """Serious and critical findings below ``roots``, one line each.

    Every rule looks at every element, but for contrast: of texts in the same ink on the same ground
    the first :data:`SAME_LOOK` are measured.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(source())
    told: dict[str, Any] = page.evaluate(_RUN, [list(roots), SAME_LOOK])
    assert all(told["looked"]), "axe looked at nothing"
    return [
        f"{finding['impact']} {finding['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for finding in told["found"]
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
    ]
