/* The speaker's own window: notes, what comes next, the time. Written node by node by the window that shows
   the scenes, so that it works from a file too; either window may be closed at any moment. */
(function () {
  "use strict";
  var S = window.Searoom;
  var TICK_MS = 500, SIZE = "popup,width=1100,height=760";

  S.Speaker = function (presenter) {
    var self = this;
    this.presenter = presenter; this.window = null; this.since = Date.now();
    setInterval(function () { self.tick(); }, TICK_MS);
    window.addEventListener("pagehide", function () { if (self.alive()) self.gone(); });
  };

  S.Speaker.prototype = {
    alive: function () { return !!this.window && !this.window.closed; },
    open: function () {
      if (this.alive()) { this.window.focus(); return; }
      this.window = window.open("", "searoom-speaker", SIZE);
      if (!this.window) { this.presenter.say(this.presenter.state.t("present.blocked")); return; }
      var page = this.window.document, self = this;
      S.clear(page.head); S.clear(page.body);
      page.head.appendChild(S.el("meta", { charset: "utf-8" }));
      [].forEach.call(document.head.querySelectorAll("style"), function (style) { page.head.appendChild(page.importNode(style, true)); });
      page.body.className = "sr-speaker sr-page";
      /* One listener, in the place of one that an earlier document may have left. */
      this.window.onkeydown = function (event) { self.presenter.key(event, true); };
      this.build();
      this.write();
    },

    build: function () {
      var el = S.el, body = this.window.document.body, self = this;
      this.count = el("span", { class: "sr-count" }); this.clock = el("time", {}); this.elapsed = el("time", { class: "sr-elapsed" });
      this.reset = el("button", { type: "button", onclick: function () { self.since = Date.now(); self.tick(); } });
      this.title = el("h1", {}); this.notes = el("div", { class: "sr-notes", tabindex: "0", role: "region" });
      this.nextHead = el("h2", {}); this.nextTitle = el("h3", {}); this.nextText = el("p", {});
      this.sourcesHead = el("h2", {}); this.sources = el("ul", {}); this.dark = el("p", { class: "sr-dark", role: "status" });
      body.appendChild(el("header", {}, [this.count, this.dark, this.clock, this.elapsed, this.reset]));
      body.appendChild(el("main", {}, [
        el("section", {}, [this.title, this.notes]),
        el("aside", {}, [this.nextHead, this.nextTitle, this.nextText, this.sourcesHead, this.sources])
      ]));
    },

    /* Brings the window up to date, if there is one. */
    write: function () {
      if (!this.alive()) return;
      var presenter = this.presenter, state = presenter.state, at = presenter.index, now = presenter.words(at);
      var next = at + 1 < presenter.scenes.length ? presenter.words(at + 1) : null, page = this.window.document, sources = this.sources;
      page.title = state.t("present.speaker");
      page.documentElement.lang = state.view.language;
      page.documentElement.setAttribute("data-sr-theme", state.view.theme);
      this.count.textContent = presenter.counter.textContent;
      this.title.textContent = now.title;
      S.clear(this.notes);
      (now.notes || state.t("present.no_notes")).split(/\n+/).forEach(function (line) { this.notes.appendChild(S.el("p", {}, line)); }, this);
      this.notes.setAttribute("aria-label", state.t("present.notes"));
      this.notes.scrollTop = 0;
      this.nextHead.textContent = state.t("present.then");
      this.nextTitle.textContent = next ? next.title : state.t("present.last");
      this.nextText.textContent = next ? next.text : "";
      this.sourcesHead.textContent = now.sources.length ? state.t("present.sources") : "";
      S.clear(sources);
      now.sources.forEach(function (source) { sources.appendChild(S.el("li", {}, source)); });
      this.reset.textContent = state.t("present.reset");
      this.dark.textContent = presenter.black.hidden ? "" : state.t("present.is_black");
      this.tick();
    },
    tick: function () {
      if (!this.alive()) return;
      var two = function (n) { return String(n).padStart(2, "0"); };
      var now = new Date(), s = Math.floor((Date.now() - this.since) / 1000);
      this.clock.textContent = two(now.getHours()) + ":" + two(now.getMinutes());
      this.elapsed.textContent = (s >= 3600 ? Math.floor(s / 3600) + ":" : "") + two(Math.floor(s / 60) % 60) + ":" + two(s % 60);
    },
    gone: function () { this.dark.textContent = this.presenter.state.t("present.gone"); }
  };
})();
