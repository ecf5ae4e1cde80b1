/* The legend is the layer control: the key of the lens, then groups of rows with counts, each a toggle. */
(function () {
  "use strict";
  var S = window.Searoom;
  var STATUS_ORDER = ["operational", "at-risk", "limited", "due", "under-construction", "proposed", "suspended", "unverified"];
  var LENS_ORDER = {
    risk: ["low", "moderate", "elevated", "high", "extreme", "unknown"],
    stance: ["opposes", "disfavours", "neutral", "favours", "backs", "silent"],
    status: STATUS_ORDER
  };

  S.Legend = function (root, state, geometry) {
    this.state = state; this.geometry = geometry; this.open = {};
    this.node = root;
    this.draw();
  };

  S.Legend.prototype = {
    draw: function () {
      var state = this.state, focus = this.focusKey();
      var scroll = this.body ? this.body.scrollTop : 0;
      S.clear(this.node);
      var self = this, narrow = this.folded;
      this.node.appendChild(S.el("button", {
        type: "button", class: "sr-legend-head", "aria-expanded": String(!narrow), "data-key": "fold",
        onclick: function () { self.folded = !self.folded; self.draw(); if (self.onfold) self.onfold(); }
      }, [S.el("span", {}, state.t("map.legend")), S.el("span", { class: "sr-caret", "aria-hidden": "true" }, narrow ? "▸" : "▾")]));
      if (narrow) return;
      this.body = S.el("div", { class: "sr-legend-body" }, [this.key()].concat(this.own ? this.own.group(this) : [], this.corridorGroups(), this.layerRows(), this.marks()));
      this.node.appendChild(this.body);
      this.body.scrollTop = scroll;
      if (focus) {
        var again = this.node.querySelector('[data-key="' + focus + '"]');
        if (again) again.focus();
      }
    },
    focusKey: function () {
      var active = document.activeElement;
      return active && this.node.contains(active) ? active.getAttribute("data-key") : null;
    },

    key: function () {
      var state = this.state, lens = state.lens(), colours = state.colours();
      var title = lens === "stance" ? state.t("map.key.stance", { actor: state.local(state.actor().name) })
        : state.dimension() ? state.t("map.key.dimension", { dimension: state.t("dimension." + state.dimension()) }) : state.t("map.key." + lens);
      if (lens === "status") return S.el("p", { class: "sr-key-title" }, title);
      var classes = LENS_ORDER[lens === "veto" ? "risk" : lens].filter(function (name) { return lens !== "veto" || name !== "unknown"; }).map(function (name) {
        return S.el("li", {}, [S.el("span", { class: "sr-swatch", style: { background: colours[name] } }), state.t((lens === "veto" ? "risk" : lens) + "." + name)]);
      });
      var notes = [];
      if (lens === "veto") notes.push(S.el("p", { class: "sr-small" }, state.t("map.key.veto_note")));
      if (lens === "veto" && !state.told.veto && state.view.closed.length) {
        notes.push(S.el("p", { class: "sr-small" }, state.t("map.key.veto_untried")));
      }
      if (lens === "risk") notes.push(this.aggregation());
      if (lens === "stance") notes.push(S.el("p", { class: "sr-small" }, [this.sample({ colour: colours.favours, dash: [], width: 5, hollow: true }), state.t("map.key.judgement")]),
        S.el("p", { class: "sr-small" }, state.t("map.key.undated", { date: state.date(state.data.evidenceEnd) })));
      return S.el("div", { class: "sr-key" }, [S.el("p", { class: "sr-key-title" }, title), S.el("ul", { class: "sr-classes" }, classes)].concat(notes));
    },

    /* How the risk of parts becomes the risk of a corridor: one switch. */
    aggregation: function () {
      var state = this.state;
      return S.el("div", { class: "sr-choices sr-aggregation", role: "group", "aria-label": state.t("map.aggregation.title") }, [
        S.el("span", { class: "sr-small" }, state.t("map.aggregation.title"))
      ].concat(["weakest", "length"].map(function (name) {
        var on = state.view.aggregation === name;
        return S.el("button", { type: "button", "data-key": "aggregation:" + name, "aria-pressed": String(on), class: on ? "sr-on" : "",
          title: state.t("map.aggregation." + name + "_hint"), onclick: function () { state.change({ aggregation: name }, true); } }, state.t("map.aggregation." + name));
      })));
    },

    sample: function (o) {
      var ground = this.state.ground(), y = 7, w = o.wide || 34;
      var dash = o.dash && o.dash.length ? o.dash.join(" ") : "none";
      if (o.dots) dash = "1 7";
      var line = function (colour, width, extra) {
        return S.svg("line", Object.assign({ x1: 1, x2: w - 1, y1: y, y2: y, stroke: colour, "stroke-width": width, "stroke-dasharray": dash, "stroke-linecap": o.dots ? "round" : "butt" }, extra || {}));
      };
      var children = [line(ground.casing, o.width + 2.4), line(o.colour, o.width)];
      if (o.hollow) children.push(line(ground.halo, Math.max(1.2, o.width * 0.36)));
      if (o.cross) children.push(S.svg("g", { transform: "translate(" + w / 2 + "," + y + ")" }, [
        S.svg("circle", { r: 5.4, fill: ground.marker, stroke: ground.ink }), S.svg("path", { d: "M-2.4 -2.4L2.4 2.4M2.4 -2.4L-2.4 2.4", stroke: ground.ink, "stroke-width": 1.6 })
      ]));
      return S.svg("svg", { class: "sr-sample", width: w, height: 14, viewBox: "0 0 " + w + " 14", "aria-hidden": "true" }, children);
    },

    toggle: function (rows, key, label) {
      var state = this.state;
      var on = rows.filter(function (row) { return state.rowOn(row); }).length;
      var box = S.el("input", { type: "checkbox", "data-key": key, "aria-label": label });
      box.checked = on === rows.length;
      box.indeterminate = on > 0 && on < rows.length;
      box.addEventListener("change", function () {
        var off = new Set(state.view.off);
        rows.forEach(function (row) { if (box.checked) off.delete(row); else off.add(row); });
        state.change({ off: off }, true);
      });
      return box;
    },

    corridorGroups: function () {
      var state = this.state, self = this, style = state.data.style, groups = [];
      STATUS_ORDER.forEach(function (status) {
        var corridors = state.data.corridors.filter(function (c) { return state.status(c) === status; });
        if (!corridors.length) return;
        var rows = corridors.map(function (c) { return "corridor:" + c.id; });
        var colour = state.lens() === "status" ? state.colours()[status] : state.ground().quiet;
        var name = state.t("status." + status);
        groups.push(S.el("section", { class: "sr-group" }, [
          S.el("h3", {}, [
            self.toggle(rows, "group:" + status, state.t("map.toggle_group", { name: name })),
            self.sample({ colour: colour, dash: style.dash[status], width: status === "suspended" ? 2.4 : 4, dots: status === "proposed", cross: status === "suspended" }),
            S.el("span", { class: "sr-name" }, name), S.el("span", { class: "sr-count" }, corridors.length)
          ]),
          S.el("ul", {}, corridors.map(function (corridor) { return self.corridorRow(corridor); }))
        ]));
      });
      return groups;
    },
    corridorRow: function (corridor) {
      var state = this.state, id = "corridor:" + corridor.id, chosen = state.view.selection === id;
      var cls = state.corridorClass(corridor), colour = cls.name ? state.colours()[cls.name] : state.ground().quiet;
      var meaning = cls.name ? state.t(state.lens() + "." + cls.name) : "";
      if (state.closed(corridor)) meaning = state.t("map.closed_on_trial");
      return S.el("li", { class: "sr-row" + (chosen ? " sr-on" : "") + (state.closed(corridor) ? " sr-closed" : "") }, [
        this.toggle([id], "box:" + corridor.id, state.t("map.toggle_row", { name: state.local(corridor.short) })),
        S.el("span", { class: "sr-swatch" + (cls.judgement ? " sr-hollow" : ""), style: { background: colour }, title: meaning }),
        S.el("button", {
          type: "button", class: "sr-pick", "data-key": id, "aria-pressed": String(chosen), title: meaning,
          onclick: function () { state.change({ selection: chosen ? "" : id }, true); }
        }, [state.local(corridor.short), S.el("span", { class: "sr-hidden" }, meaning ? ", " + meaning : "")])
      ]);
    },

    layerRows: function () {
      var state = this.state, self = this, data = state.data, ground = state.ground();
      var places = function (kind) { return data.places.filter(function (p) { return p.kind === kind; }); };
      var icon = function (place, status) { return S.icons.place(place, status, ground); };
      var lines = data.rail.length;
      var rows = [
        ["ports", icon({ kind: "port" }, "operational"), places("port")],
        ["crossings", icon({ kind: "crossing", gaugeChange: true }, "operational"), places("crossing")],
        ["chokepoints", icon({ kind: "chokepoint" }, "operational"), places("chokepoint")],
        ["lanes", this.sample({ colour: ground.quiet, dash: [], width: 1.4, wide: 18 }), data.legs.filter(function (l) { return l.row === "lanes"; }).length],
        ["context", this.sample({ colour: ground.quiet, dash: [], width: 2, wide: 18 }), data.legs.filter(function (l) { return l.row === "context"; }).length],
        ["cities", icon({ kind: "hub", role: "capital" }, null), places("hub").length],
        ["rail", S.el("span", { class: "sr-line", style: { background: ground.rail } }), lines],
        ["borders", S.el("span", { class: "sr-line", style: { background: ground.border } }), data.borders.length]
      ];
      return [S.el("section", { class: "sr-group" }, [S.el("ul", {}, rows.map(function (row) {
        var list = Array.isArray(row[2]) ? row[2] : null, name = state.t("map.row." + row[0]), open = self.open[row[0]];
        return S.el("li", { class: "sr-row sr-layer" }, [
          self.toggle([row[0]], "box:" + row[0], state.t("map.toggle_row", { name: name })),
          S.el("span", { class: "sr-symbol" }, row[1]),
          list ? S.el("button", {
            type: "button", class: "sr-pick", "data-key": "open:" + row[0], "aria-expanded": String(!!open),
            onclick: function () { self.open[row[0]] = !open; self.draw(); }
          }, [name + " ", S.el("span", { class: "sr-caret", "aria-hidden": "true" }, open ? "▾" : "▸")]) : S.el("span", { class: "sr-name" }, name),
          S.el("span", { class: "sr-count" }, list ? list.length : row[2]),
          list && open ? S.el("ul", { class: "sr-sub" }, list.map(function (place) { return self.placeRow(place); })) : null
        ]);
      }))])];
    },
    placeRow: function (place) {
      var state = this.state, id = place.kind + ":" + place.id, chosen = state.view.selection === id;
      return S.el("li", { class: chosen ? "sr-on" : "" }, S.el("button", {
        type: "button", class: "sr-pick", "data-key": id, "aria-pressed": String(chosen),
        onclick: function () { state.change({ selection: chosen ? "" : id }, true); }
      }, [S.icons.place(place, state.status(place), state.ground()), " " + state.local(place.name)]));
    },

    marks: function () {
      var state = this.state, self = this, ground = state.ground(), steps = state.data.style.widthSteps;
      var widths = steps.map(function (step, i) {
        var next = steps[i + 1];
        var range = !next ? step[0] + "+" : next[0] - 1 === step[0] ? String(step[0]) : step[0] + "–" + (next[0] - 1);
        return S.el("li", {}, [self.sample({ colour: ground.quiet, dash: [], width: step[1], wide: 24 }), range]);
      });
      return [S.el("section", { class: "sr-group sr-marks" }, [
        S.el("p", { class: "sr-key-title" }, state.t("map.key.width")), S.el("ul", { class: "sr-widths" }, widths),
        S.el("p", { class: "sr-small" }, [S.icons.place({ kind: "port" }, "limited", ground), " " + state.t("map.key.half")]),
        S.el("p", { class: "sr-small" }, [S.icons.cross(ground), " " + state.t("map.key.cross")]),
        S.el("p", { class: "sr-small" }, [S.icons.place({ kind: "crossing", gaugeChange: true }, "operational", ground), " " + state.t("map.key.gauge")]),
        S.el("p", { class: "sr-small" }, state.t("map.key.schematic"))
      ])];
    }
  };
})();
