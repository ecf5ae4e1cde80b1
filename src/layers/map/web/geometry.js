/* Everything drawn on the map: land, boundaries, rail, legs (casing, core, hollow), places, crosses. */
(function () {
  "use strict";
  var S = window.Searoom;
  var SEARCH_PX = 6;

  S.Geometry = function (map, state) {
    this.map = map; this.state = state;
    this.unit = state.data.unit;
    [["sr-land", 200], ["sr-disputed", 205], ["sr-rail", 210], ["sr-border", 220], ["sr-casing", 400], ["sr-core", 410],
      ["sr-hollow", 415], ["sr-hit", 420], ["sr-gate", 430], ["sr-place", 600], ["sr-cross", 610], ["sr-label", 620]
    ].forEach(function (pane) { map.createPane(pane[0]).style.zIndex = pane[1]; });
    map.getPane("sr-label").style.pointerEvents = "none";
    this.still = L.canvas({ pane: "sr-land", padding: 0.4 });
    this.lineArt = L.canvas({ pane: "sr-border", padding: 0.4 });
    this.svg = {};
    ["sr-disputed", "sr-casing", "sr-core", "sr-hollow", "sr-hit", "sr-gate"].forEach(function (pane) {
      this.svg[pane] = L.svg({ pane: pane, padding: 0.6 });
    }, this);
    this.drawGround(); this.drawLegs(); this.drawPlaces();
    this.restyle({ theme: true });
  };

  S.Geometry.prototype = {
    drawGround: function () {
      var coarse = this.unit * 10, self = this, data = this.state.data;
      this.areas = data.countries.map(function (area) {
        var rings = area.rings.map(function (polygon) {
          return polygon.map(function (ring) { return S.unpack(ring, coarse); });
        });
        var disputed = area.kind === "disputed";
        var layer = L.polygon(rings, {
          renderer: disputed ? self.svg["sr-disputed"] : self.still, pane: disputed ? "sr-disputed" : "sr-land",
          interactive: disputed, stroke: false, fillOpacity: 1, smoothFactor: 0.6
        }).addTo(self.map);
        if (disputed) self.tip(layer, function () { return [self.state.local(area.name), self.state.local(area.note)]; });
        return { area: area, layer: layer };
      });
      this.railLines = data.rail.map(function (line) { return S.unpack(line, coarse); });
      this.rail = L.polyline(this.railLines, {
        renderer: this.lineArt, pane: "sr-border", interactive: false, weight: 0.8, opacity: 0.9, smoothFactor: 1
      });
      this.borders = data.borders.map(function (border) {
        var agreed = border.status === "international";
        var layer = L.polyline(border.lines.map(function (line) { return S.unpack(line, coarse); }), {
          renderer: agreed ? self.lineArt : self.svg["sr-disputed"], pane: agreed ? "sr-border" : "sr-disputed",
          interactive: !agreed, weight: agreed ? 0.8 : 1.4, smoothFactor: 0.8,
          dashArray: border.status === "undetermined" ? "6 4" : border.status === "line-of-control" ? "1.5 4" : null
        });
        if (!agreed) self.tip(layer, function () { return [self.state.local(border.name), self.state.local(border.note)]; });
        return { border: border, layer: layer };
      });
    },

    drawLegs: function () {
      var self = this;
      this.legs = this.state.data.legs.map(function (leg) {
        var line = S.unpack(leg.line, self.unit);
        var make = function (pane, extra) {
          return L.polyline(line, Object.assign({
            renderer: self.svg[pane], pane: pane, interactive: false, lineCap: "butt", lineJoin: "round", smoothFactor: 1
          }, extra));
        };
        var drawn = {
          leg: leg, line: line, casing: make("sr-casing"), core: make("sr-core"), hollow: make("sr-hollow"),
          hit: make("sr-hit", { interactive: true, opacity: 0, weight: 2 * SEARCH_PX + 2, className: "sr-hit-line" }), shown: false
        };
        self.tip(drawn.hit, function () { return self.legTip(leg); }, true);
        drawn.hit.on("click", function (event) {
          L.DomEvent.stopPropagation(event);
          var state = self.state;
          if (self.trial) { self.toggleClosed(leg.id); return; }
          /* First click takes the corridor when only one runs here; a second click, or a shared leg, takes the leg. */
          var only = leg.corridors.length === 1 ? "corridor:" + leg.corridors[0] : "leg:" + leg.id;
          state.change({ selection: state.view.selection === only ? "leg:" + leg.id : only }, true);
        });
        return drawn;
      });
      this.map.on("click", function (event) {
        if (self.trial) { self.toggleCountry(event.latlng); return; }
        self.state.change({ selection: "" }, true);
      });
    },

    toggleClosed: function (name) {
      var closed = this.state.view.closed.slice(), at = closed.indexOf(name);
      if (at >= 0) closed.splice(at, 1); else closed.push(name);
      this.state.change({ closed: closed.sort() }, true);
    },
    /* The transit country under a click, found by counting how often a ray crosses its rings. */
    toggleCountry: function (at) {
      var state = this.state, unit = this.unit * 10, transit = {};
      state.data.corridors.forEach(function (c) { c.ways.forEach(function (way) { way[0].forEach(function (code) { transit[code] = true; }); }); });
      var found = state.data.countries.filter(function (area) {
        if (!transit[area.id]) return false;
        var inside = false;
        area.rings.forEach(function (polygon) {
          polygon.forEach(function (ring) {
            var points = S.unpack(ring, unit);
            for (var i = 0, j = points.length - 1; i < points.length; j = i++) {
              var a = points[i], b = points[j];
              if ((a[0] > at.lat) !== (b[0] > at.lat) && at.lng < (b[1] - a[1]) * (at.lat - a[0]) / (b[0] - a[0]) + a[1]) inside = !inside;
            }
          });
        });
        return inside;
      })[0];
      if (found) this.toggleClosed(found.id);
    },

    drawPlaces: function () {
      var self = this;
      this.places = this.state.data.places.map(function (place) {
        var drawn = { place: place, at: [place.at[1], place.at[0]] };
        drawn.marker = L.marker(drawn.at, { pane: "sr-place", keyboard: false, icon: L.divIcon({ className: "sr-icon", iconSize: [16, 16] }) });
        if (place.kind !== "hub") self.tip(drawn.marker, function () { return self.placeTip(place); });
        drawn.marker.on("click", function (event) {
          L.DomEvent.stopPropagation(event);
          if (self.trial && place.segments) { self.toggleClosed(place.id); return; }
          self.state.change({ selection: place.kind + ":" + place.id }, true);
        });
        if (place.line) {
          drawn.gate = L.polyline(S.unpack(place.line, self.unit), {
            renderer: self.svg["sr-gate"], pane: "sr-gate", weight: 2, interactive: false, dashArray: "2 3"
          });
        }
        return drawn;
      });
      this.crosses = [];
    },

    /* A tooltip whose lines are made when it opens, as text nodes. */
    tip: function (layer, lines, sticky) {
      layer.bindTooltip(function () {
        var parts = lines().filter(Boolean);
        return S.el("div", { class: "sr-tip" }, parts.map(function (line, i) {
          return S.el(i ? "div" : "strong", {}, line);
        }));
      }, { sticky: !!sticky, direction: "top", className: "sr-tooltip", opacity: 1 });
      /* A tooltip makes Leaflet listen for focus, and Chromium then stops at every line on Tab. Legend and table
         are the way by keyboard. */
      var passBy = function () {
        var node = layer.getElement && layer.getElement();
        if (node) node.setAttribute("tabindex", "-1");
      };
      layer.on("add", passBy);
      passBy();
    },
    legTip: function (leg) {
      var state = this.state, entry = state.entry(leg), segment = S.at(leg.segments, state.view.date);
      var from = state.placeById[leg.from], to = state.placeById[leg.to];
      var names = leg.corridors.filter(function (id) { return state.corridorOn(id); })
        .map(function (id) { return state.local(state.byId["corridor:" + id].short); });
      return [
        state.local(from.name) + " – " + state.local(to.name),
        [state.t("mode." + leg.mode), state.km(leg.km), leg.gauge ? state.t("map.gauge_mm", { n: leg.gauge }) : null].filter(Boolean).join(" · "),
        state.t("status." + segment[1]) + (entry ? ": " + state.local(entry.reason) : ""),
        this.knownLine(entry),
        state.lens() === "risk" ? this.riskLine(leg) : null,
        names.length ? state.t("map.used_by", { names: names.join(", ") }) : null
      ];
    },
    riskLine: function (record) {
      var state = this.state, dimension = state.dimension();
      return (dimension ? state.t("dimension." + dimension) : state.t("map.lens_risk")) + ": " + state.riskText(record);
    },
    /* Old evidence says so: what was last known before the date shown. */
    knownLine: function (entry) {
      var state = this.state;
      return entry && entry.lastKnown && entry.lastKnown < state.view.date ? state.t("map.known_on", { date: state.date(entry.lastKnown) }) : null;
    },
    placeTip: function (place) {
      var state = this.state, entry = state.entry(place), status = state.status(place);
      return [
        state.local(place.name),
        state.t("map.kind." + place.kind) + " · " + place.countries.map(function (c) { return state.country(c); }).join(" / "),
        status ? state.t("status." + status) + (entry ? ": " + state.local(entry.reason) : "") : null,
        this.knownLine(entry),
        state.lens() === "risk" && place.segments ? this.riskLine(place) : null,
        place.gaugeChange ? state.t("map.gauge_change") : null
      ];
    },

    /* Brings the drawing up to date with the view; only what changed is touched. */
    restyle: function (changed) {
      var shaded = this.state.lens() === "veto" && (changed.date || changed.told);
      if (changed.theme || changed.lens || shaded || changed.closed) this.styleGround();
      if (changed.theme || changed.off) this.toggleGround();
      this.styleLegs();
      this.stylePlaces();
    },
    styleGround: function () {
      var ground = this.state.ground(), self = this;
      this.map.getContainer().style.background = ground.sea;
      this.areas.forEach(function (drawn) {
        var kind = drawn.area.kind;
        drawn.layer.setStyle({ fillColor: kind === "disputed" ? "url(#sr-hatch)" : self.landOf(drawn.area.id, ground) });
      });
      this.rail.setStyle({ color: ground.rail });
      this.borders.forEach(function (drawn) { drawn.layer.setStyle({ color: ground.border }); });
      this.hatch(ground);
    },
    landOf: function (id, ground) {
      var state = this.state, veto = state.lens() === "veto" && state.veto(id);
      if (state.view.closed.indexOf(id) >= 0) return ground.rail;
      return veto ? state.colours()[veto] : id === state.data.home ? ground.home : ground.land;
    },
    hatch: function (ground) {
      var root = this.svg["sr-disputed"]._container;
      if (!root) return;
      var old = root.querySelector("defs");
      if (old) old.remove();
      root.insertBefore(S.svg("defs", {}, [
        S.svg("pattern", { id: "sr-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, [
          S.svg("rect", { width: 6, height: 6, fill: ground.disputed }),
          S.svg("line", { x1: 0, y1: 0, x2: 0, y2: 6, stroke: ground.hatch, "stroke-width": 1.6 })
        ])
      ]), root.firstChild);
    },
    show: function (layer, on) {
      if (on && !this.map.hasLayer(layer)) layer.addTo(this.map);
      else if (!on && this.map.hasLayer(layer)) this.map.removeLayer(layer);
    },
    toggleGround: function () {
      this.show(this.rail, this.state.rowOn("rail"));
      var on = this.state.rowOn("borders");
      this.borders.forEach(function (drawn) { this.show(drawn.layer, on); }, this);
    },

    styleLegs: function () {
      var state = this.state, ground = state.ground(), colours = state.colours(), style = state.data.style;
      var lifted = state.selectedCorridor() || (state.view.selection.slice(0, 4) === "leg:" ? state.selectedRecord() : null);
      var path = !state.view.selection && state.told.path.length > 0;
      var casing = ground[state.lens() === "veto" ? "halo" : "casing"];  // to stand out on shaded land
      this.legs.forEach(function (drawn) {
        var leg = drawn.leg, visible = state.legVisible(leg) || (lifted && state.inSelection(leg) && state.status(leg));
        ["casing", "core", "hit"].forEach(function (part) { this.show(drawn[part], visible); }, this);
        drawn.shown = !!visible;
        if (!visible) { this.show(drawn.hollow, false); return; }
        var next = state.onNext(leg), up = next || (path ? state.onPath(leg) : !!lifted && state.inSelection(leg)), down = (path || !!lifted) && !up;
        var main = up && state.selectedCorridor() ? lifted.main.indexOf(leg.id) >= 0 : up;
        var status = state.status(leg), cls = state.legClass(leg), shut = state.closed(leg);
        if (shut) status = "suspended";
        else if (status !== "operational" && state.builtOnTrial(leg) && ["proposed", "under-construction"].indexOf(status) >= 0) status = "due";
        var lane = leg.row === "lanes" && !up;
        var width = (leg.width + (main ? 1.6 : 0)) * state.scale, faint = leg.precision === "schematic" ? 0.85 : 1;
        if (status === "suspended") width = Math.max(width - 1, 1.6);
        var dash = style.dash[status], quiet = !leg.corridors.length && !up;
        var opacity = down ? 0.22 : quiet ? 0.6 : main || !up ? faint : 0.75;
        var colour = cls.name ? colours[cls.name] : ground.quiet;
        if (lane && state.lens() !== "status") colour = ground.quiet;
        if (state.stranded(leg)) { colour = ground.quiet; opacity = Math.min(opacity, shut ? 0.8 : 0.35); }
        var dashArray = dash.length ? dash.map(function (n) { return n * (status === "proposed" ? 1 : Math.max(1, width / 4)); }).join(" ") : null;
        if (status === "proposed") dashArray = "1 " + (width + 3);
        var cap = status === "proposed" ? "round" : "butt";
        drawn.casing.setStyle({
          color: casing, weight: lane ? width : width + 2 * style.casingPx, opacity: quiet ? 0.45 : opacity, dashArray: dashArray, lineCap: cap
        });
        drawn.core.setStyle({ color: colour, weight: width, opacity: opacity, dashArray: dashArray, lineCap: cap });
        this.show(drawn.hollow, !!cls.judgement);
        if (cls.judgement) drawn.hollow.setStyle({ color: ground.halo, weight: Math.max(1, width * 0.36), opacity: opacity });
        if (up) { drawn.casing.bringToFront(); drawn.core.bringToFront(); drawn.hollow.bringToFront(); }
      }, this);
      this.styleCrosses(lifted);
    },

    /* A cross where a leg is blocked: at the closed gate if an end is one, else half way. */
    styleCrosses: function (lifted) {
      this.crosses.forEach(function (cross) { this.map.removeLayer(cross); }, this);
      this.crosses = [];
      var state = this.state, seen = {};
      this.legs.forEach(function (drawn) {
        var leg = drawn.leg;
        if (!drawn.shown || (state.status(leg) !== "suspended" && !state.closed(leg))) return;
        if (lifted && !state.inSelection(leg)) return;
        var shut = [leg.from, leg.to].map(function (id) { return state.placeById[id]; })
          .filter(function (place) { return place.segments && (state.status(place) === "suspended" || state.view.closed.indexOf(place.id) >= 0); })[0];
        var at = shut ? [shut.at[1], shut.at[0]] : drawn.line[Math.floor(drawn.line.length / 2)];
        var key = at.join();
        if (seen[key]) return;
        seen[key] = true;
        this.crosses.push(L.marker(at, {
          pane: "sr-cross", interactive: false, keyboard: false,
          icon: L.divIcon({ className: "sr-icon sr-cross", iconSize: [18, 18], html: S.icons.cross(state.ground()) })
        }).addTo(this.map));
      }, this);
    },

    placeVisible: function (drawn) {
      var state = this.state, place = drawn.place;
      if (state.view.selection === place.kind + ":" + place.id || state.emphasis.indexOf(place.id) >= 0) return true;
      var row = { port: "ports", crossing: "crossings", chokepoint: "chokepoints", hub: "cities" }[place.kind];
      if (!state.rowOn(row)) return false;
      if (place.kind === "chokepoint") return true;
      if (place.kind === "hub") return place.priority === 1 || this.map.getZoom() >= 5.5;
      return true;
    },
    /* Far out, all but the main places shrink, so that none has to be hidden. */
    minor: function (place) { return place.kind !== "chokepoint" && place.priority > 1 && this.map.getZoom() < 4.6; },
    stylePlaces: function () {
      var state = this.state, ground = state.ground();
      this.places.forEach(function (drawn) {
        var place = drawn.place, visible = this.placeVisible(drawn);
        drawn.shown = visible;
        this.show(drawn.marker, visible);
        if (drawn.gate) {
          this.show(drawn.gate, visible);
          drawn.gate.setStyle({ color: ground.ink, opacity: 0.9 });
        }
        if (!visible) return;
        var chosen = state.view.selection === place.kind + ":" + place.id;
        var minor = !chosen && state.emphasis.indexOf(place.id) < 0 && place.kind !== "hub" && this.minor(place);
        var risk = state.lens() === "risk" && place.segments ? state.risk(place) : null;
        var ring = risk && risk.name !== "unknown" ? state.colours()[risk.name] : null;
        var status = place.segments && state.closed(place) ? "suspended" : state.status(place);
        var key = [state.view.theme, status, chosen, minor, ring].join();
        if (drawn.key === key) return;
        drawn.key = key;
        drawn.marker.setIcon(L.divIcon({
          className: "sr-icon" + (chosen ? " sr-chosen" : minor ? " sr-minor" : ""), iconSize: [16, 16], html: S.icons.place(place, status, ground, ring)
        }));
      }, this);
    }
  };

  /* Symbols, as SVG elements: shape says what it is, filling says its state. */
  S.icons = {
    frame: function (size, children) {
      return S.svg("svg", { viewBox: "-8 -8 16 16", width: size, height: size, "aria-hidden": "true" }, children);
    },
    cross: function (ground) {
      return S.icons.frame(18, [
        S.svg("circle", { r: 6.6, fill: ground.marker, stroke: ground.ink, "stroke-width": 1.2 }),
        S.svg("path", { d: "M-3 -3L3 3M3 -3L-3 3", stroke: ground.ink, "stroke-width": 2, "stroke-linecap": "round" })
      ]);
    },
    place: function (place, status, ground, ring) {
      var ink = { stroke: ground.ink, "stroke-width": 1.3 }, parts = [];
      var state = { suspended: "shut", limited: "half", "at-risk": "half", "under-construction": "planned", proposed: "planned", due: "planned", unverified: "planned" }[status] || "open";
      var fill = state === "open" ? ground.ink : ground.marker;
      if (ring) {
        parts.push(S.svg("circle", { r: 8.2, fill: ring, stroke: ground.casing, "stroke-width": 0.8 }));
        parts.push(S.svg("circle", { r: 6, fill: ground.marker }));
      }
      if (place.kind === "hub") {
        parts.push(S.svg(place.role === "capital" ? "rect" : "circle", place.role === "capital"
          ? { x: -2.4, y: -2.4, width: 4.8, height: 4.8, fill: ground.quiet } : { r: 2, fill: ground.quiet }));
      } else if (place.kind === "port") {
        parts.push(S.svg("circle", Object.assign({ r: 4.6, fill: fill }, ink, state === "planned" ? { "stroke-dasharray": "2 1.6" } : {})));
        if (state === "half") parts.push(S.svg("path", { d: "M0 -4.6A4.6 4.6 0 0 1 0 4.6Z", fill: ground.ink }));
        if (place.role === "inland-sea") parts.push(S.svg("circle", { r: 1.5, fill: state === "open" ? ground.marker : ground.ink }));
      } else if (place.kind === "crossing") {
        parts.push(S.svg("rect", Object.assign({ x: -3.3, y: -3.3, width: 6.6, height: 6.6, fill: fill }, ink, state === "planned" ? { "stroke-dasharray": "2 1.6" } : {})));
        if (state === "half") parts.push(S.svg("rect", { x: 0, y: -3.3, width: 3.3, height: 6.6, fill: ground.ink }));
        if (place.gaugeChange) parts.push(S.svg("path", { d: "M-6.6 -5V5M6.6 -5V5", stroke: ground.ink, "stroke-width": 1.3 }));
      } else {
        parts.push(S.svg("path", Object.assign({ d: "M0 -6L6 0L0 6L-6 0Z", fill: fill }, ink)));
        if (state === "half") parts.push(S.svg("path", { d: "M0 -6L6 0L0 6Z", fill: ground.ink }));
      }
      if (state === "shut") {
        parts.push(S.svg("path", { d: "M-2.2 -2.2L2.2 2.2M2.2 -2.2L-2.2 2.2", stroke: ground.ink, "stroke-width": 1.6, "stroke-linecap": "round" }));
      }
      return S.icons.frame(16, parts);
    }
  };
})();
