/* A few words at a place, framed, with a line to it; clear of symbols, of names and of each other. */
(function () {
  "use strict";
  var S = window.Searoom;
  var FONT = 14, WIDEST = 190, PAD_X = 8, PAD_Y = 5, LINE = 1.25, CLEAR = 4, EDGE = 6, SYMBOL = 9; /* px, at scale 1 */
  var MOST_COVERED = 14, PER_COVERED = 1.5, PER_CROSSED = 6, THROUGH_ANOTHER = 1000; /* what a spot costs, in steps of 12 px away */
  var REACHES = [26, 42, 60, 82, 110, 145, 190, 250, 330, 430], TURNS = 20; /* px, at scale 1 */

  S.Callouts = function (map, state, geometry, labels) {
    this.map = map; this.state = state; this.geometry = geometry; this.labels = labels;
    this.list = [];
  };

  S.Callouts.prototype = {
    /* list: [[place id, words]]; drawn when the names of the map are placed next. */
    set: function (list) {
      var known = this.state.placeById;
      this.list = list.filter(function (callout) { return Object.hasOwn(known, callout[0]); });
    },

    /* Draws all of them and adds what they cover to `taken`. Where all is full, one may cover symbols, but no name. */
    place: function (taken, symbols) {
      var size = this.map.getSize(), self = this, lines = this.lines(), done = [];
      this.list.forEach(function (callout) {
        var place = self.state.placeById[callout[0]], p = self.map.latLngToContainerPoint([place.at[1], place.at[0]]);
        if (p.x < 0 || p.y < 0 || p.x > size.x || p.y > size.y) return;
        var words = self.wrap(callout[1]), names = taken.filter(function (box) { return symbols.indexOf(box) < 0; });
        var others = done.map(function (one) { return one.spot.box; });
        var spot = self.spot(p, words, taken, others, lines, size) || self.spot(p, words, names, others, lines, size);
        if (!spot) return;
        taken.push(spot.box);
        self.under(spot).forEach(function (box) { taken.push(box); });
        done.push({ words: words, spot: spot, hub: place.kind === "hub" });
      });
      if (done.length) this.draw(done);
    },

    /* Words in lines no wider than allowed, measured: {lines, w, h, font}. */
    wrap: function (text) {
      var scale = this.state.scale, font = FONT * scale, pen = this.labels.measure, rows = [""];
      pen.font = "600 " + font + "px " + getComputedStyle(this.map.getContainer()).fontFamily;
      var width = function (row) { return pen.measureText(row).width; };
      text.split(/ +/).forEach(function (word) {
        var last = rows[rows.length - 1], longer = last ? last + " " + word : word;
        if (last && width(longer) > WIDEST * scale) rows.push(word);
        else rows[rows.length - 1] = longer;
      });
      return { rows: rows, font: font, w: Math.ceil(Math.max.apply(null, rows.map(width))) + 2 * PAD_X * scale + 4, h: rows.length * font * LINE + 2 * PAD_Y * scale + 2 };
    },

    /* Points of the lines that are drawn, on the screen: better not covered. */
    lines: function () {
      var map = this.map, points = [];
      if (!this.list.length) return points;
      this.geometry.legs.forEach(function (drawn) {
        if (!drawn.shown || !drawn.leg.corridors.length) return;
        var last = null;
        drawn.line.forEach(function (at) {
          var p = map.latLngToContainerPoint(at);
          if (last) {
            for (var n = Math.min(40, Math.ceil(last.distanceTo(p) / 12)), i = 1; i <= n; i++) {
              points.push([last.x + (p.x - last.x) * i / n, last.y + (p.y - last.y) * i / n]);
            }
          }
          last = p;
        });
      });
      return points;
    },

    /* The nearest box that covers nothing taken and as few lines as may be. */
    spot: function (p, words, taken, others, lines, size) {
      var best = null, scale = this.state.scale, clear = CLEAR * scale, self = this;
      REACHES.forEach(function (reach) {
        for (var turn = 0; turn < TURNS; turn++) {
          var angle = 2 * Math.PI * (turn + 0.5) / TURNS, dx = Math.cos(angle), dy = Math.sin(angle);
          var x = p.x + dx * (reach * scale + words.w / 2), y = p.y + dy * (reach * scale + words.h / 2);
          var box = [x - words.w / 2, y - words.h / 2, x + words.w / 2, y + words.h / 2];
          if (box[0] < EDGE || box[1] < EDGE || box[2] > size.x - EDGE || box[3] > size.y - EDGE) continue;
          var wide = [box[0] - clear, box[1] - clear, box[2] + clear, box[3] + clear];
          if (taken.some(function (t) { return meets(wide, t); })) continue;
          var spot = { box: box, from: self.exit(box, p), to: p };
          var under = self.under(spot), hits = function (boxes) { return under.filter(function (step) { return boxes.some(function (t) { return meets(step, t); }); }).length; };
          if (best && reach / 12 >= best.cost) continue;
          var covered = lines.filter(function (at) { return at[0] > wide[0] && at[0] < wide[2] && at[1] > wide[1] && at[1] < wide[3]; }).length;
          var cost = reach / 12 + Math.min(covered, MOST_COVERED) * PER_COVERED + hits(taken) * PER_CROSSED + (hits(others) ? THROUGH_ANOTHER : 0);
          if (!best || cost < best.cost) { best = spot; best.cost = cost; }
        }
      });
      return best;
    },

    /* Where the line leaves the box: the point of its edge that is nearest to the place. */
    exit: function (box, p) {
      return L.point(Math.max(box[0], Math.min(p.x, box[2])), Math.max(box[1], Math.min(p.y, box[3])));
    },
    /* The line as small boxes, without its ends: names keep off it. */
    under: function (spot) {
      var gap = 11 * this.state.scale, length = spot.from.distanceTo(spot.to) - gap, boxes = [];
      for (var d = 4; d < length; d += 6) {
        var t = d / (length + gap), x = spot.from.x + (spot.to.x - spot.from.x) * t, y = spot.from.y + (spot.to.y - spot.from.y) * t;
        boxes.push([x - 2, y - 2, x + 2, y + 2]);
      }
      return boxes;
    },

    draw: function (done) {
      var map = this.map, layer = this.labels.layer, ground = this.state.ground(), scale = this.state.scale, zero = map.containerPointToLayerPoint([0, 0]);
      var strokes = [];
      done.forEach(function (one) {
        var from = one.spot.from, to = one.spot.to, length = from.distanceTo(to), t = Math.max(0, (length - (one.hub ? 0 : SYMBOL) * scale) / length);
        var end = { x1: from.x, y1: from.y, x2: from.x + (to.x - from.x) * t, y2: from.y + (to.y - from.y) * t };
        strokes.push(S.svg("line", Object.assign({ stroke: ground.halo, "stroke-width": 4 * scale }, end)), S.svg("line", Object.assign({ stroke: ground.ink, "stroke-width": 1.5 * scale }, end)));
        /* A town may have no symbol at this zoom. */
        if (one.hub) strokes.push(S.svg("circle", { cx: to.x, cy: to.y, r: 4 * scale, fill: ground.ink, stroke: ground.halo, "stroke-width": 1.5 * scale }));
      });
      var size = map.getSize();
      var svg = S.svg("svg", { class: "sr-leaders", width: size.x, height: size.y, viewBox: "0 0 " + size.x + " " + size.y }, strokes);
      svg.style.transform = "translate(" + zero.x + "px," + zero.y + "px)";
      layer.appendChild(svg);
      done.forEach(function (one) {
        var box = one.spot.box;
        layer.appendChild(S.el("span", {
          class: "sr-callout", style: {
            transform: "translate(" + (zero.x + box[0]) + "px," + (zero.y + box[1]) + "px)", width: one.words.w + "px", height: one.words.h + "px",
            padding: PAD_Y * scale + "px " + PAD_X * scale + "px", fontSize: one.words.font + "px", lineHeight: String(LINE)
          }
        }, one.words.rows.map(function (row) { return S.el("span", {}, row); })));
      });
    }
  };

  function meets(a, b) { return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1]; }
})();
