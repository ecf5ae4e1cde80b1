/* Labels that do not run into each other: placed greedily, most important first, at every zoom. */
(function () {
  "use strict";
  var S = window.Searoom;
  var GAP = 2, HALF = 10; /* px, at scale 1 */

  S.Labels = function (map, state, geometry) {
    this.map = map; this.state = state; this.geometry = geometry;
    this.layer = S.el("div", { class: "sr-labels", "aria-hidden": "true" });
    map.getPane("sr-label").appendChild(this.layer);
    this.measure = document.createElement("canvas").getContext("2d");
    var self = this;
    map.on("zoomstart", function () { self.layer.style.visibility = "hidden"; });
    map.on("zoomend moveend resize", function () { self.place(); });
  };

  S.Labels.prototype = {
    candidates: function () {
      var state = this.state, zoom = this.map.getZoom(), corridor = state.selectedCorridor();
      var chosen = {};
      if (corridor) corridor.legs.forEach(function (id) {
        var leg = state.byId["leg:" + id];
        chosen[leg.from] = chosen[leg.to] = true;
      });
      var ends = corridor ? corridor.ends : [];
      return this.geometry.places.filter(function (drawn) { return drawn.shown; }).map(function (drawn) {
        var place = drawn.place, rank = place.priority * 10;
        if (state.emphasis.indexOf(place.id) >= 0) rank = -40;
        else if (state.view.selection === place.kind + ":" + place.id) rank = -30;
        else if (ends.indexOf(place.id) >= 0) rank = -20;
        else if (place.kind === "chokepoint") rank = 1;
        else if (place.kind === "hub") rank += place.role === "capital" ? -4 : 4;
        else if (chosen[place.id]) rank -= 12;
        else if (corridor) rank += 15;
        return { drawn: drawn, rank: rank };
      }).filter(function (item) {
        return item.rank < 16 || zoom >= 5 || (item.rank < 26 && zoom >= 4.5);
      }).sort(function (a, b) { return a.rank - b.rank || (a.drawn.place.id < b.drawn.place.id ? -1 : 1); });
    },

    /* A gate that is shut or half shut says on the map how old the news is. */
    knownOn: function (place) {
      var state = this.state, status = state.status(place), entry = place.entries && state.entry(place);
      var matters = status === "suspended" || (status === "limited" && place.kind === "chokepoint");
      var near = place.kind === "chokepoint" || this.map.getZoom() >= 5 || state.view.selection === place.kind + ":" + place.id;
      return matters && near && entry && entry.lastKnown && entry.lastKnown <= state.view.date
        ? state.t("map.known_on", { date: state.date(entry.lastKnown) }) : "";
    },

    place: function () {
      S.clear(this.layer);
      this.layer.style.visibility = "";
      var taken = [], symbols = [], self = this, scale = this.state.scale;
      /* No label may cover a symbol. */
      this.geometry.places.forEach(function (drawn) {
        if (!drawn.shown || drawn.place.kind === "hub") return;
        var p = self.map.latLngToContainerPoint(drawn.at);
        var r = (self.geometry.minor(drawn.place) ? 2 : 7) * scale;
        symbols.push([p.x - r, p.y - r, p.x + r, p.y + r]);
      });
      taken = symbols.slice();
      (this.state.obstacles || []).forEach(function (find) {
        var box = find();
        if (box) taken.push(box);
      });
      this.taken = taken; this.symbols = symbols;
      this.nameCountries([this.state.data.home]);
      this.geometry.crosses.forEach(function (cross) {
        var p = self.map.latLngToContainerPoint(cross.getLatLng()), r = 7 * scale, box = [p.x - r, p.y - r, p.x + r, p.y + r];
        symbols.push(box); taken.push(box);
      });
      var first = function (item) { return self.state.emphasis.indexOf(item.drawn.place.id) >= 0; };
      var all = this.candidates(), put = function (item) { self.put(item, first(item)); };
      all.filter(first).forEach(put);
      if (this.callouts) this.callouts.place(taken, symbols);
      all.filter(function (item) { return !first(item); }).forEach(put);
      this.nameCountries(null);
    },

    /* One name beside its symbol, where there is room for it. */
    put: function (item, emphasised) {
      var place = item.drawn.place, text = this.state.local(place.name), known = this.knownOn(place);
      var size = this.map.getSize(), taken = this.taken, scale = this.state.scale, family = getComputedStyle(this.map.getContainer()).fontFamily;
      var font = (place.kind === "hub" ? (place.role === "capital" ? 12 : 11) : place.kind === "chokepoint" ? 11.5 : 11) * scale * (emphasised ? 1.2 : 1);
      var small = 10 * scale;
      this.measure.font = (emphasised ? "700 " : place.kind === "hub" ? "500 " : "600 ") + font + "px " + family;
      var w = this.measure.measureText(text).width + 2, h = font + 3 * scale;
      if (known) { this.measure.font = small + "px " + family; w = Math.max(w, this.measure.measureText(known).width + 2); h += 12 * scale; }
      var p = this.map.latLngToContainerPoint(item.drawn.at), off = (place.kind === "hub" ? 5 : HALF) * scale;
      if (p.x < 0 || p.y < 0 || p.x > size.x || p.y > size.y) return;
      var around = function (off) {
        return [[p.x + off, p.y - h / 2], [p.x - off - w, p.y - h / 2], [p.x - w / 2, p.y - off - h], [p.x - w / 2, p.y + off],
          [p.x + off * 0.7, p.y - off - h * 0.7], [p.x - off * 0.7 - w, p.y - off - h * 0.7], [p.x + off * 0.7, p.y + off * 0.6], [p.x - off * 0.7 - w, p.y + off * 0.6]];
      };
      var spots = emphasised ? around(off).concat(around(off * 1.8), around(off * 2.8)) : around(off), symbols = this.symbols;
      var spot = firstFree(spots, taken);
      /* What has to be named may stand on a symbol, though never on a name. */
      if (!spot && emphasised) spot = firstFree(spots, taken.filter(function (t) { return symbols.indexOf(t) < 0; }));
      if (!spot) return;
      taken.push(boxAt(spot));
      var at = this.map.containerPointToLayerPoint(spot);
      this.layer.appendChild(S.el("span", {
        class: "sr-label sr-label-" + place.kind + (place.role === "capital" ? " sr-capital" : "") + (emphasised ? " sr-first" : ""),
        style: { transform: "translate(" + Math.round(at.x) + "px," + Math.round(at.y) + "px)", fontSize: font + "px" }, "data-place": place.id
      }, known ? [text, S.el("small", { style: { fontSize: small + "px" } }, known)] : text));

      function boxAt(spot) { return [spot[0] - GAP, spot[1] - 1, spot[0] + w + GAP, spot[1] + h + 1]; }
      function firstFree(spots, taken) {
        return spots.find(function (spot) {
          var box = boxAt(spot);
          if (box[0] < 2 || box[1] < 2 || box[2] > size.x - 2 || box[3] > size.y - 2) return false;
          return !taken.some(function (t) { return box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]; });
        });
      }
    },

    /* Country names, spaced out and quiet, where the country is wide enough on screen for its name. */
    nameCountries: function (only) {
      var self = this, state = this.state, size = this.map.getSize(), pixels = 256 * Math.pow(2, this.map.getZoom()) / 360;
      var veto = state.lens() === "veto";
      state.data.countries.forEach(function (area) {
        var home = area.id === state.data.home;
        if (area.kind !== "country" || (only ? only.indexOf(area.id) < 0 : home)) return;
        var text = state.local(area.name), font = (home ? 15 : 11.5) * state.scale;
        self.measure.font = "600 " + font + "px " + getComputedStyle(self.map.getContainer()).fontFamily;
        var w = self.measure.measureText(text.toUpperCase()).width * (home ? 1.28 : 1.16);
        if (w > area.spanDeg * pixels * 0.9) return;
        var p = self.map.latLngToContainerPoint([area.at[1], area.at[0]]), box = [p.x - w / 2, p.y - font / 2 - 2, p.x + w / 2, p.y + font / 2 + 2];
        if (box[0] < 2 || box[1] < 2 || box[2] > size.x - 2 || box[3] > size.y - 2) return;
        if (self.taken.some(function (t) { return box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]; })) return;
        self.taken.push(box);
        var at = self.map.containerPointToLayerPoint([box[0], box[1]]);
        self.layer.appendChild(S.el("span", {
          class: "sr-label sr-label-country" + (home ? " sr-home-name" : "") + (veto && state.veto(area.id) ? " sr-shaded" : ""),
          style: { transform: "translate(" + Math.round(at.x) + "px," + Math.round(at.y) + "px)", fontSize: font + "px" }
        }, text));
      });
    }
  };
})();
