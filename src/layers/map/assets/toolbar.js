/* The bar above the map: lens, date, table, language, theme; and the line of words below it. */
(function () {
  "use strict";
  var S = window.Searoom;

  S.Toolbar = function (root, state, actions) {
    this.root = root; this.state = state; this.actions = actions;
    this.draw();
  };

  S.Toolbar.prototype = {
    draw: function () {
      var state = this.state, active = document.activeElement;
      var focus = active && this.root.contains(active) ? active.getAttribute("data-key") : null;
      S.clear(this.root);
      [this.brand(), this.lens(), this.date(), this.right()].forEach(function (part) { this.root.appendChild(part); }, this);
      if (focus) {
        var again = this.root.querySelector('[data-key="' + focus + '"]');
        if (again) again.focus();
      }
      document.documentElement.lang = state.view.language;
    },
    brand: function () {
      return S.el("div", { class: "sr-brand" }, [S.el("h1", {}, "Searoom"), S.el("span", {}, this.state.t("map.tagline"))]);
    },
    choice: function (key, label, on, act, title) {
      return S.el("button", { type: "button", "data-key": key, "aria-pressed": String(on), class: on ? "sr-on" : "", title: title || null, onclick: act }, label);
    },
    lens: function () {
      var state = this.state, lens = state.lens();
      var select = S.el("select", {
        "data-key": "actor", "aria-label": state.t("map.lens_actor"), class: lens === "stance" ? "sr-on" : "",
        onchange: function () {
          var part = { actor: select.value };
          part.lens = "stance:" + select.value;
          state.change(part, true);
        }
      }, state.data.actors.map(function (actor) {
        return S.el("option", { value: actor.id, selected: actor.id === state.lensActor() }, (actor.partOf ? "  · " : "") + state.local(actor.name));
      }));
      return S.el("div", { class: "sr-lens", role: "group", "aria-label": state.t("map.lens") }, [
        S.el("span", { class: "sr-caption" }, state.t("map.lens")),
        this.choice("lens:risk", state.t("map.lens_risk"), lens === "risk", function () { state.change({ lens: "risk" }, true); }),
        this.choice("lens:status", state.t("map.lens_status"), lens === "status", function () { state.change({ lens: "status" }, true); }),
        this.choice("lens:stance", state.t("map.lens_stance"), lens === "stance", function () { state.change({ lens: "stance:" + state.view.actor }, true); }),
        select
      ]);
    },
    date: function () {
      var state = this.state, months = state.data.months, self = this;
      var first = S.monthIndex(months[0]), last = S.monthIndex(months[1]), now = S.monthIndex(state.view.month);
      var go = function (index) { state.change({ month: S.monthAt(Math.min(last, Math.max(first, index))) }, true); };
      var slider = S.el("input", {
        type: "range", min: first, max: last, step: 1, value: now, "data-key": "date", "aria-label": state.t("map.date"),
        "aria-valuetext": state.month(state.view.month), oninput: function () { self.dragging = true; go(+slider.value); },
        onchange: function () { self.dragging = false; self.draw(); }
      });
      this.slider = slider;
      var known = S.monthIndex(months[2]), share = (known - first) / (last - first) * 100;
      /* The thumb's middle runs from half its width to the end less half: the tick must run with it. */
      var tick = S.el("i", { "aria-hidden": "true", style: { left: "calc(10px + (100% - 20px) * " + share / 100 + ")" } });
      this.label = S.el("output", { class: "sr-month" }, this.dateText());
      return S.el("div", { class: "sr-date", role: "group", "aria-label": state.t("map.date") }, [
        S.el("button", { type: "button", "data-key": "earlier", "aria-label": state.t("map.earlier"), onclick: function () { go(now - 1); } }, "‹"),
        S.el("span", { class: "sr-slider" }, [slider, tick]),
        S.el("button", { type: "button", "data-key": "later", "aria-label": state.t("map.later"), onclick: function () { go(now + 1); } }, "›"),
        this.label,
        S.el("button", {
          type: "button", class: "sr-known", "data-key": "known", disabled: state.view.month === months[2], title: state.t("map.last_known_hint"),
          onclick: function () { state.change({ month: months[2] }, true); }
        }, state.t("map.last_known"))
      ]);
    },
    dateText: function () {
      var state = this.state, month = state.view.month, ahead = month > state.data.evidenceEnd.slice(0, 7);
      return [state.month(month), ahead ? S.el("small", {}, state.t("map.as_announced")) : null];
    },
    right: function () {
      var state = this.state, actions = this.actions;
      var languages = Object.keys(state.data.text).map(function (code) {
        return this.choice("lang:" + code, code.toUpperCase(), state.view.language === code, function () { state.change({ language: code }, true); },
          state.data.text[code]["map.language_name"]);
      }, this);
      var dark = state.view.theme === "dark";
      return S.el("div", { class: "sr-right" }, [
        this.choice("table", state.t("map.table"), actions.tableOpen(), actions.toggleTable),
        S.el("div", { role: "group", "aria-label": state.t("map.language"), class: "sr-choices" }, languages),
        this.choice("theme", state.t(dark ? "map.theme_light" : "map.theme_dark"), false, function () { state.change({ theme: dark ? "light" : "dark" }, true); })
      ]);
    },
    /* While the slider is being dragged its element must stay; only the words follow. */
    update: function () {
      if (!this.dragging) { this.draw(); return; }
      S.clear(this.label);
      this.dateText().forEach(function (part) { if (part) this.label.append(part); }, this);
      this.slider.setAttribute("aria-valuetext", this.state.month(this.state.view.month));
    }
  };

  /* One paragraph that says what is on screen. */
  S.summary = function (state) {
    var parts = [], month = state.month(state.view.month), end = state.data.evidenceEnd;
    var actor = state.data.actors.filter(function (a) { return a.id === state.lensActor(); })[0];
    parts.push(state.t("map.summary.lens." + state.lens(), { month: month, actor: state.local(actor.name), date: state.date(end) }));
    var shown = state.data.corridors.filter(function (c) { return state.status(c) && state.corridorOn(c.id) && c.outlet; });
    var count = {};
    shown.forEach(function (c) { var s = state.status(c); count[s] = (count[s] || 0) + 1; });
    var order = ["operational", "at-risk", "limited", "due", "under-construction", "proposed", "suspended", "unverified"];
    parts.push(state.t("map.summary.count", {
      n: shown.length, list: order.filter(function (s) { return count[s]; }).map(function (s) { return state.t("status." + s).toLowerCase() + " " + count[s]; }).join(", ")
    }));
    var classes = {};
    if (state.lens() !== "status") {
      shown.forEach(function (c) { var k = state.corridorClass(c).name; if (k) (classes[k] = classes[k] || []).push(state.local(c.short)); });
      var worst = { risk: ["extreme", "high", "elevated", "moderate", "low"], stance: ["opposes", "disfavours"] }[state.lens()];
      var top = worst.filter(function (k) { return classes[k]; })[0];
      if (top) parts.push(state.t("map.summary.top." + state.lens(), { class: state.t(state.lens() + "." + top).toLowerCase(), names: classes[top].join(", ") }));
    }
    var chosen = state.selectedRecord();
    if (chosen) {
      var status = chosen.segments && state.status(chosen);
      parts.push(state.t("map.summary.chosen", { name: S.nameOf(state, chosen), status: status ? state.t("status." + status).toLowerCase() : state.t("map.no_status") }));
    }
    if (state.view.month >= end.slice(0, 7)) parts.push(state.t("map.summary.horizon", { date: state.date(end) }));
    return parts.join(" ");
  };

  S.nameOf = function (state, record) {
    if (record.short) return state.local(record.short);
    if (record.line && record.mode) return state.local(state.placeById[record.from].name) + " – " + state.local(state.placeById[record.to].name);
    return state.local(record.name);
  };
})();
