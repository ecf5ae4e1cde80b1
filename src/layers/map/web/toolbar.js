/* The bar above the map: lens, table, language, theme; and the line of words below it. */
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
      [this.brand(), this.lens(), this.right()].forEach(function (part) { this.root.appendChild(part); }, this);
      if (focus) {
        var again = this.root.querySelector('[data-key="' + focus + '"]');
        if (again) again.focus();
      }
      document.documentElement.lang = state.view.language;
    },
    brand: function () {
      return S.el("div", { class: "sr-brand" }, [S.el("h1", {}, "Searoom"), S.el("span", {}, this.state.local(this.state.data.title))]);
    },
    choice: function (key, label, on, act, title) {
      return S.el("button", { type: "button", "data-key": key, "aria-pressed": String(on), class: on ? "sr-on" : "", title: title || null, onclick: act }, label);
    },
    lens: function () {
      var state = this.state, lens = state.lens();
      var select = S.el("select", {
        "data-key": "actor", "aria-label": state.t("map.lens_actor"), class: lens === "stance" ? "sr-on" : "",
        onchange: function () {
          var part = { actor: select.value === state.data.firstActor ? "" : select.value };
          part.lens = "stance:" + select.value;
          state.change(part, true);
        }
      }, state.data.actors.map(function (actor) {
        return S.el("option", { value: actor.id, selected: actor.id === state.lensActor() }, (actor.partOf ? "  · " : "") + state.local(actor.name));
      }));
      var dimension = S.el("select", {
        "data-key": "dimension", "aria-label": state.t("map.lens_dimension"), class: lens === "risk" ? "sr-on" : "",
        onchange: function () { state.change({ lens: dimension.value }, true); }
      }, [""].concat(state.data.dimensions).map(function (name) {
        return S.el("option", { value: name ? "risk:" + name : "risk", selected: lens === "risk" && name === state.dimension() },
          state.t(name ? "dimension." + name : "map.lens_all"));
      }));
      return S.el("div", { class: "sr-lens", role: "group", "aria-label": state.t("map.lens") }, [
        S.el("span", { class: "sr-caption" }, state.t("map.lens")),
        this.choice("lens:risk", state.t("map.lens_risk"), lens === "risk", function () { state.change({ lens: "risk" }, true); }),
        dimension,
        this.choice("lens:status", state.t("map.lens_status"), lens === "status", function () { state.change({ lens: "status" }, true); }),
        this.choice("lens:veto", state.t("map.lens_veto"), lens === "veto", function () { state.change({ lens: "veto" }, true); }, state.t("map.lens_veto_hint")),
        this.choice("lens:stance", state.t("map.lens_stance"), lens === "stance", function () { state.change({ lens: "stance:" + state.lensActor() }, true); }),
        select
      ]);
    },
    right: function () {
      var state = this.state, actions = this.actions;
      var languages = Object.keys(state.data.text).map(function (code) {
        return this.choice("lang:" + code, code.toUpperCase(), state.view.language === code, function () { state.change({ language: code }, true); },
          state.data.text[code]["map.language_name"]);
      }, this);
      var dark = state.view.theme === "dark";
      return S.el("div", { class: "sr-right" }, [
        this.choice("trial", state.t("map.trial"), actions.trialOn(), actions.toggleTrial, state.t("map.trial_hint")),
        this.choice("table", state.t("map.table"), actions.tableOpen(), actions.toggleTable),
        S.el("div", { role: "group", "aria-label": state.t("map.language"), class: "sr-choices" }, languages),
        this.choice("theme", state.t(dark ? "map.theme_light" : "map.theme_dark"), false, function () { state.change({ theme: dark ? "light" : "dark" }, true); })
      ]);
    },
    update: function () { this.draw(); }
  };

  /* One paragraph that says what is on screen. */
  S.summary = function (state) {
    var parts = [], day = state.date(state.view.date), end = state.data.evidenceEnd, dimension = state.dimension();
    parts.push(state.t("map.summary.lens." + (dimension ? "dimension" : state.lens()), {
      day: day, actor: state.local(state.actor().name), date: state.date(end), dimension: dimension ? state.t("dimension." + dimension).toLowerCase() : ""
    }));
    var shown = state.data.corridors.filter(function (c) { return state.status(c) && state.corridorOn(c.id) && c.outlet; });
    var count = {};
    shown.forEach(function (c) { var s = state.status(c); count[s] = (count[s] || 0) + 1; });
    var order = ["operational", "at-risk", "limited", "due", "under-construction", "proposed", "suspended", "unverified"];
    parts.push(state.t("map.summary.count", {
      n: shown.length, list: order.filter(function (s) { return count[s]; }).map(function (s) { return state.t("status." + s).toLowerCase() + " " + count[s]; }).join(", ")
    }));
    var shut = state.data.places.filter(function (p) {
      return state.status(p) === "suspended" && (p.kind === "crossing" || p.kind === "chokepoint" || p.kind === "port");
    }).sort(function (a, b) { return (b.kind === "chokepoint") - (a.kind === "chokepoint") || a.priority - b.priority; });
    if (state.view.closed.length) {
      parts.push(state.t("map.summary.closed", { names: state.view.closed.map(function (name) { return S.closedName(state, name); }).join(", ") }));
    }
    if (shut.length) parts.push(state.t("map.summary.shut", { names: shut.map(function (p) { return state.local(p.name); }).join(", ") }));
    var classes = {};
    if (state.lens() !== "status" && state.lens() !== "veto") {
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
    if (state.view.date >= end) parts.push(state.t("map.summary.horizon", { date: state.date(end) }));
    return parts.join(" ");
  };

  S.closedName = function (state, name) {
    var place = state.placeById[name], leg = state.byId["leg:" + name];
    return place ? state.local(place.name) : leg ? S.nameOf(state, leg) : state.country(name);
  };

  S.nameOf = function (state, record) {
    if (record.short) return state.local(record.short);
    if (record.line && record.mode) return state.local(state.placeById[record.from].name) + " – " + state.local(state.placeById[record.to].name);
    return state.local(record.name);
  };
})();
