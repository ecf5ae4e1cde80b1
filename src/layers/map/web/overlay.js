/* A visitor's own points and lines, laid over the map for a visit: hollow triangles and short dashes, on one
   canvas below the symbols. They take no clicks, so that all beneath them can still be chosen. */
(function () {
  "use strict";
  var S = window.Searoom;
  var SIZE = 6, WEIGHT = 2.2, HALO = 2.6, REACH = 4, STAMP = 20; /* px */

  /* A hollow triangle, drawn once a colour and stamped for every point: thousands of them stay quick. */
  var triangle = function (colour, ground) {
    var stamp = document.createElement("canvas"), ctx = stamp.getContext("2d");
    stamp.width = stamp.height = 2 * STAMP;
    ctx.scale(2, 2); ctx.translate(STAMP / 2, STAMP / 2);
    ctx.beginPath();
    ctx.moveTo(0, -SIZE); ctx.lineTo(SIZE * 0.95, SIZE * 0.7); ctx.lineTo(-SIZE * 0.95, SIZE * 0.7); ctx.closePath();
    ctx.fillStyle = ground.halo; ctx.globalAlpha = 0.7; ctx.fill(); ctx.globalAlpha = 1;
    [[ground.halo, WEIGHT + HALO], [colour, WEIGHT]].forEach(function (stroke) { ctx.strokeStyle = stroke[0]; ctx.lineWidth = stroke[1]; ctx.stroke(); });
    return stamp;
  };

  /* Twice over the same path: a pale halo, then the line. */
  var twice = function (layer, draw) {
    var o = layer.options, kept = { color: o.color, weight: o.weight, _dashArray: o._dashArray };
    o.color = o.halo; o.weight += HALO; o._dashArray = null;
    draw();
    Object.assign(o, kept);
    draw();
  };

  S.Own = function (map, state) {
    this.map = map; this.state = state; this.layers = []; this.change = 0;
    map.createPane("sr-own").style.zIndex = 425;
    map.getPane("sr-own").style.pointerEvents = "none";
    this.renderer = L.canvas({ pane: "sr-own", padding: 0.4, tolerance: REACH });
    /* Leaflet may be loaded after this file. */
    this.Line = L.Polyline.extend({
      _updatePath: function () { var self = this; twice(this, function () { self._renderer._updatePoly(self); }); }
    });
    this.Point = L.CircleMarker.extend({
      _updatePath: function () {
        var r = this._renderer, p = this._point, half = STAMP / 2;
        if (r._drawing && !this._empty()) r._ctx.drawImage(this.options.stamp, p.x - half, p.y - half, STAMP, STAMP);
      }
    });
    this.listen();
  };

  S.Own.prototype = {
    /* The visitor's files as the server has them: what is new is fetched, once, what is gone is let go. */
    take: function (list, seen, base, tell) {
      var self = this, before = this.layers, told = JSON.stringify([list, seen, this.change]);
      this.tell = tell;
      if (told === this.told) return;
      this.told = told;
      this.layers = list.map(function (record) {
        var layer = before.filter(function (one) { return one.id === record.id; })[0] || { id: record.id, on: record.on };
        var on = seen >= self.change ? record.on : layer.on;
        return Object.assign(layer, record, { on: on });
      });
      before.forEach(function (layer) { if (self.layers.indexOf(layer) < 0) self.show(layer, false); });
      this.layers.forEach(function (layer) { if (!layer.asked) self.fetch(layer, base); });
      this.draw();
    },
    fetch: function (layer, base) {
      var self = this;
      layer.asked = true;
      fetch(new URL(base + "/" + layer.id, document.baseURI).href).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then(function (content) { self.build(layer, content); }).catch(function () { layer.lost = true; }).then(function () { self.draw(); });
    },
    build: function (layer, content) {
      var self = this, parts = [];
      content.features.forEach(function (raw) {
        var feature = { kind: raw[0], name: raw[1], properties: raw[3].map(function (pair) { return content.keys[pair[0]] + ": " + pair[1]; }), all: raw[4] };
        var lines = raw[2].map(function (packed) { return S.unpack(packed, content.unit); });
        var options = { renderer: self.renderer, pane: "sr-own", interactive: false, smoothFactor: 1 };
        if (feature.kind === "line") parts.push(Object.assign(new self.Line(lines, options), { feature: feature }));
        else lines.forEach(function (line) { parts.push(Object.assign(new self.Point(line[0], Object.assign({ radius: SIZE }, options)), { feature: feature })); });
      });
      layer.parts = parts;
      layer.group = L.layerGroup(parts);
    },

    colour: function (layer) { return this.state.data.style.own[this.state.view.theme][layer.colour]; },
    draw: function () {
      var self = this, ground = this.state.ground();
      this.layers.forEach(function (layer) {
        if (!layer.group) return;
        var look = { color: self.colour(layer), halo: ground.halo, weight: WEIGHT, opacity: 1, lineCap: "butt", dashArray: self.state.data.style.ownDash.join(" ") };
        var key = [look.color, look.halo].join();
        if (layer.key !== key) {
          layer.key = key;
          var stamp = triangle(look.color, ground);
          layer.parts.forEach(function (part) {
            part.setStyle(part.feature.kind === "line" ? look : { stamp: stamp });
          });
        }
        self.show(layer, layer.on);
      });
      this.hide();
      if (this.onchange) this.onchange();
    },
    show: function (layer, on) {
      if (!layer.group) return;
      if (on) this.map.addLayer(layer.group);
      else this.map.removeLayer(layer.group);
    },
    toggle: function (id, on) {
      this.layers.forEach(function (layer) { if (layer.id === id) layer.on = on; });
      this.change += 1;
      this.draw();
      var rows = {};
      this.layers.forEach(function (layer) { rows[layer.id] = layer.on; });
      if (this.tell) this.tell({ on: rows, change: this.change });
    },

    /* The canvas takes no events: what lies under the pointer is looked up, at most once a frame. */
    listen: function () {
      var self = this, container = this.map.getContainer(), waiting = false, last = null;
      var look = function () {
        waiting = false;
        if (!last || self.map.dragging.moving() || !self.layers.length) { self.hide(); return; }
        var found = self.at(self.map.mouseEventToLayerPoint(last));
        if (found) self.tip(found, self.map.mouseEventToLatLng(last));
        else self.hide();
      };
      ["mousemove", "click"].forEach(function (name) {
        container.addEventListener(name, function (event) {
          last = event;
          if (!waiting) { waiting = true; requestAnimationFrame(look); }
        });
      });
      container.addEventListener("mouseleave", function () { last = null; self.hide(); });
      this.map.on("zoomstart movestart", function () { self.hide(); });
    },
    at: function (point) {
      for (var i = this.layers.length - 1; i >= 0; i--) {
        var layer = this.layers[i];
        for (var j = layer.group && layer.on ? layer.parts.length - 1 : -1; j >= 0; j--) {
          var part = layer.parts[j];
          if (part._pxBounds && part._containsPoint(point)) return { layer: layer, feature: part.feature };
        }
      }
      return null;
    },
    /* Every word of the file reaches the page as a text node. */
    tip: function (found, at) {
      var state = this.state, feature = found.feature, key = [found.layer.id, found.layer.parts.map(function (p) { return p.feature; }).indexOf(feature)].join();
      if (!this.tooltip) this.tooltip = L.tooltip({ direction: "bottom", className: "sr-tooltip sr-own-tip", opacity: 1, offset: [0, 10] });
      if (this.tipKey !== key + state.view.language) {
        this.tipKey = key + state.view.language;
        var lines = feature.properties.slice();
        if (feature.all > lines.length) lines.push(state.t("map.own.more", { n: state.number(feature.all - lines.length) }));
        lines.push(state.t("map.own.from", { name: found.layer.name }));
        this.tooltip.setContent(S.el("div", { class: "sr-tip", dir: "auto" }, [S.el("strong", {}, feature.name || state.t("map.own." + feature.kind))].concat(
          lines.map(function (line) { return S.el("div", {}, line); }))));
      }
      this.tooltip.setLatLng(at);
      if (!this.map.hasLayer(this.tooltip)) this.tooltip.addTo(this.map);
    },
    hide: function () { if (this.tooltip && this.map.hasLayer(this.tooltip)) this.map.removeLayer(this.tooltip); },

    /* The legend's group; nothing where the visitor has brought nothing. */
    group: function (legend) {
      if (!this.layers.length) return [];
      var state = this.state, self = this;
      return [S.el("section", { class: "sr-group sr-own" }, [S.el("p", { class: "sr-key-title" }, state.t("map.own.title")), S.el("ul", {}, this.layers.map(function (layer) {
        var box = S.el("input", { type: "checkbox", "data-key": "own:" + layer.id, "aria-label": state.t("map.toggle_row", { name: layer.name }) });
        box.checked = layer.on;
        box.addEventListener("change", function () { self.toggle(layer.id, box.checked); });
        return S.el("li", { class: "sr-row sr-layer" }, [
          box, S.el("span", { class: "sr-symbol" }, layer.points ? self.triangle(layer) : legend.sample({ colour: self.colour(layer), dash: state.data.style.ownDash, width: WEIGHT, wide: 18 })),
          S.el("span", { class: "sr-name", dir: "auto", title: layer.name }, layer.name), S.el("span", { class: "sr-count" }, state.number(layer.points + layer.lines)),
          layer.lost ? S.el("span", { class: "sr-small sr-lost" }, state.t("map.own.lost")) : null
        ]);
      })), S.el("p", { class: "sr-small" }, state.t("map.own.note"))])];
    },
    triangle: function (layer) {
      var ground = this.state.ground();
      return S.icons.frame(16, [S.svg("path", { d: "M0 -6L5.7 4.2H-5.7Z", fill: ground.halo, stroke: this.colour(layer), "stroke-width": 1.8 })]);
    }
  };
})();
