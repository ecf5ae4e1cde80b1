"""Texts that attack a page, and what a page may consist of nevertheless."""

from __future__ import annotations

HOSTILE = (
    '<img src=x onerror="window.hit=1">',
    "</script><script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
    "' onmouseover='window.hit=1' x='",
    "</td></div><iframe src=javascript:window.hit=1>",
    "[link](javascript:window.hit=1) ![image](https://hostile.invalid/x.png) <b>&lt;i&gt;</b>",
)
OURS = {
    "a", "article", "b", "br", "button", "caption", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3",
    "h4", "header", "i", "li", "nav", "ol", "p", "section", "small", "span", "summary", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
