/* Puts the parts together on one Leaflet map and keeps them in step with the view. */
(function () {
  "use strict";
  var S = window.Searoom;
  var MOVE_SETTLES_MS = 250;
  /* How far east and west of the opening view the map can be moved. */
  var BEYOND_DEG = 90;

  S.instances = {};

  S.openingOf = function (payload) {
    var box = payload.opening;
    return [[box[1], box[0]], [box[3], box[2]]];
  };

  S.attach = function (map, payload) {
    var container = map.getContainer(), mount = container.parentElement;
    var options = window.SearoomOptions || {}, presenting = !!(window.SearoomStory && S.Presenter);
    var state = new S.State(payload);
    [S.viewFromQuery(document.body.dataset.view || ""), S.viewFromQuery(location.hash.slice(1)), options.view || {}]
      .forEach(function (asked) { state.change(S.usable(asked, state)); });
    var header = S.el("header", { class: "sr-header" }), legend = S.el("nav", { class: "sr-legend" });
    var stage = S.el("div", { class: "sr-stage" }), drawer = S.el("div", { class: "sr-drawer", hidden: true }), cardBox = S.el("div", { class: "sr-card-box" });
    var summary = S.el("p", { class: "sr-summary", "aria-live": "polite" }), foot = S.el("p", { class: "sr-foot" });
    var canvas = S.el("div", { class: "sr-canvas" });
    var clock = S.el("section", { class: "sr-time" });
    var root = S.el("div", { class: "sr-root" }, [header, stage, clock, S.el("footer", { class: "sr-footer" }, [summary, foot])]);
    mount.appendChild(root);
    [container, legend, cardBox].forEach(function (part) { canvas.appendChild(part); });
    stage.appendChild(canvas); stage.appendChild(drawer);
    container.setAttribute("role", "application");

    map.setMaxBounds([[-62, payload.opening[0] - BEYOND_DEG], [84, payload.opening[2] + BEYOND_DEG]]);
    var geometry = new S.Geometry(map, state);
    var table = new S.Table(drawer, state), tableOpen = false;
    var toolbar = new S.Toolbar(header, state, {
      tableOpen: function () { return tableOpen; },
      trialOn: function () { return geometry.trial; },
      toggleTrial: function () { geometry.trial = !geometry.trial; root.classList.toggle("sr-trial", geometry.trial); toolbar.draw(); },
      toggleTable: function () {
        tableOpen = !tableOpen;
        drawer.hidden = !tableOpen;
        if (tableOpen) table.draw();
        toolbar.draw();
        map.invalidateSize({ animate: false });
      }
    });
    var time = new S.Time(clock, state);
    var panel = new S.Legend(legend, state, geometry);
    var own = panel.own = new S.Own(map, state);
    if (window.innerWidth < 760) { panel.folded = true; panel.draw(); }
    var labels = new S.Labels(map, state, geometry);
    state.obstacles = [function () { return boxOf(legend); }, function () { return boxOf(cardBox.firstChild); }];
    own.onchange = function () { panel.draw(); labels.place(); };
    panel.onfold = function () { labels.place(); };
    function boxOf(node) {
      if (!node) return null;
      var a = node.getBoundingClientRect(), b = container.getBoundingClientRect();
      return a.width ? [a.left - b.left - 4, a.top - b.top - 4, a.right - b.left + 4, a.bottom - b.top + 4] : null;
    }
    L.control.zoom({ position: "topright" }).addTo(map);
    var home = L.control({ position: "topright" });
    home.onAdd = function () {
      home.button = S.el("button", { type: "button", class: "sr-home", onclick: function () { open(true); state.change({ bounds: null }, true); } }, "⌂");
      L.DomEvent.disableClickPropagation(home.button);
      return S.el("div", { class: "leaflet-bar" }, home.button);
    };
    home.addTo(map);
    var scale = L.control.scale({ position: "bottomright", imperial: false, maxWidth: 140 });
    scale._updateMetric = function (metres) { /* Leaflet only knows "km" */
      var round = this._getRoundNum(metres);
      this._updateScale(this._mScale, state.km(round / 1000), round / metres);
    };
    scale.addTo(map);

    function insets() {
      var box = boxOf(legend), wide = box && box[2] - box[0] < map.getSize().x * 0.5;
      var card = boxOf(cardBox.firstChild), beside = card && card[0] > map.getSize().x * 0.4;
      return { paddingTopLeft: [wide ? box[2] + 8 : 8, 8], paddingBottomRight: [beside ? map.getSize().x - card[0] + 8 : 24, 8] };
    }
    function open(animate) { byHand = false; map.fitBounds(S.openingOf(payload), Object.assign({ animate: !!animate }, insets())); }
    function show(bounds) { byHand = false; map.fitBounds([[bounds[1], bounds[0]], [bounds[3], bounds[2]]], { animate: false }); }
    function fly(record) {
      byHand = false;
      if (record.bbox) {
        map.flyToBounds([[record.bbox[1], record.bbox[0]], [record.bbox[3], record.bbox[2]]], Object.assign({ animate: !S.still(), duration: 0.7 }, insets(), { maxZoom: 6 }));
      } else if (record.at) {
        map.flyTo([record.at[1], record.at[0]], Math.max(map.getZoom(), 5.5), { animate: !S.still(), duration: 0.7 });
      } else if (record.line) {
        map.flyToBounds(L.latLngBounds(S.unpack(record.line, payload.unit)), Object.assign({ animate: !S.still(), duration: 0.7, maxZoom: 6.5 }, insets()));
      }
    }

    /* Where the reader has moved the map to is part of the view; where the map flew by itself follows from it. */
    var byHand = false, settled = 0;
    function moved() { byHand = true; }
    ["wheel", "dblclick"].forEach(function (name) { container.addEventListener(name, moved, { passive: true }); });
    container.addEventListener("keydown", function (event) { if (/^(Arrow\w+|[+=_-])$/.test(event.key)) moved(); }, true);
    container.querySelector(".leaflet-control-zoom").addEventListener("click", moved, true);
    map.on("dragstart boxzoomstart", moved);
    map.on("moveend", function () {
      clearTimeout(settled);
      if (!byHand || presenting) return; /* a story keeps the view of its scene */
      settled = setTimeout(function () {
        byHand = false;
        var box = map.getBounds(), round = function (degrees) { return Math.round(degrees * 1000) / 1000; };
        state.change({ bounds: [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map(round) }, true);
      }, MOVE_SETTLES_MS);
    });

    function words() {
      container.setAttribute("aria-label", state.t("map.aria"));
      legend.setAttribute("aria-label", state.t("map.legend"));
      home.button.setAttribute("aria-label", state.t("map.home")); home.button.title = state.t("map.home");
      [[".leaflet-control-zoom-in", "map.zoom_in"], [".leaflet-control-zoom-out", "map.zoom_out"]].forEach(function (pair) {
        var node = container.querySelector(pair[0]);
        node.setAttribute("aria-label", state.t(pair[1])); node.title = state.t(pair[1]);
      });
      scale._update();
      foot.textContent = state.t("map.boundary_note") + " " + state.local(payload.credits);
      foot.title = foot.textContent;
    }
    function retell() {
      root.dataset.theme = state.view.theme;
      document.documentElement.dataset.srTheme = state.view.theme;
      summary.textContent = S.summary(state);
      S.clear(cardBox);
      var card = options.host || presenting ? null : S.card(state);
      if (card) { L.DomEvent.disableClickPropagation(card); L.DomEvent.disableScrollPropagation(card); cardBox.appendChild(card); }
    }

    function redraw(changed) {
      geometry.restyle(changed);
      if (changed.theme && own.layers.length) own.draw();
      panel.draw(); toolbar.update(); time.update(changed); retell();
      if (changed.language) words();
      if (tableOpen) table.draw();
      labels.place();
    }
    function follow(changed, user) {
      if (presenting) return; /* a story flies where its scene says */
      var chosen = state.selectedRecord(), bounds = state.view.bounds, led = changed.bounds && !user;
      if (led && bounds) show(bounds);
      else if ((changed.selection || led) && chosen) fly(chosen);
      else if (led) open(true);
    }
    state.listen(function (changed, user) {
      if (Object.keys(changed).join() !== "bounds") redraw(changed);
      follow(changed, user);
      if (user && options.onChange) options.onChange(state.plainView());
      if (user && !options.host) history.replaceState(null, "", "#" + S.viewToQuery(state.plainView(), payload.view, payload.linkVersion));
    });
    map.on("zoomend", function () { geometry.stylePlaces(); });
    L.DomEvent.disableClickPropagation(legend); L.DomEvent.disableScrollPropagation(legend);
    L.DomEvent.disableClickPropagation(drawer); L.DomEvent.disableScrollPropagation(drawer);

    words(); retell();
    map.invalidateSize({ animate: false });
    var opened = false;
    /* The page may lay the map out later: the opening view waits until there is room for it. */
    function openOnce() {
      if (opened || map.getSize().x < 80 || map.getSize().y < 80) return;
      opened = true;
      if (presenting) { instance.presenter.open(); return; }
      var bounds = state.view.bounds;
      if (bounds) show(bounds);
      else open(false);
      if (!bounds && state.selectedRecord()) fly(state.selectedRecord());
      geometry.stylePlaces();
    }
    new ResizeObserver(function () {
      document.documentElement.style.setProperty("--sr-header", header.offsetHeight + "px");
    }).observe(header);
    new ResizeObserver(function () { map.invalidateSize({ animate: false }); openOnce(); labels.place(); }).observe(canvas);

    /* Labels are measured: once the fonts are there they have to be placed again. */
    if (document.fonts) document.fonts.ready.then(function () { labels.place(); });
    var instance = { map: map, state: state, geometry: geometry, labels: labels, own: own, root: root, options: options };
    S.instances[container.id] = instance;
    if (presenting) instance.presenter = new S.Presenter(instance, window.SearoomStory);
    return instance;
  };

  S.still = function () { return window.matchMedia("(prefers-reduced-motion: reduce)").matches; };

  /* The same query string as layers.view writes and reads. */
  S.viewFromQuery = function (query) {
    var view = {};
    new URLSearchParams(query).forEach(function (value, key) {
      if (key === "off" || key === "closed") view[key] = value.split(",").filter(Boolean);
      else if (key === "built" || key === "weights") view[key] = value.split(",").map(function (pair) { var at = pair.lastIndexOf(":"); return [pair.slice(0, at), +pair.slice(at + 1)]; });
      else if (key === "shocks") view.shocks = +value;
      else if (key === "bounds") view.bounds = value.split(",").map(Number);
      else if (["lens", "actor", "date", "since", "selection", "aggregation", "origin", "market", "by", "language", "theme"].indexOf(key) >= 0) view[key] = value;
    });
    return view;
  };
  /* The parts of a view that this map can show; a link may ask for anything. */
  S.usable = function (view, state) {
    var data = state.data;
    var actor = function (id) { return data.actors.some(function (a) { return a.id === id; }); };
    var day = function (v) { return /^\d{4}-\d\d-\d\d$/.test(v) && S.withinDates(state, v) === v && S.dayAt(S.dayIndex(v)) === v; };
    var fits = {
      lens: function (v) {
        return v === "risk" || v === "status" || v === "veto" || (v.slice(0, 7) === "stance:" && actor(v.slice(7))) ||
          (v.slice(0, 5) === "risk:" && data.dimensions.indexOf(v.slice(5)) >= 0);
      },
      actor: function (v) { return v === "" || actor(v); },
      date: day, since: day,
      closed: function (v) { return v.every(function (name) { return S.closable(state, name); }); },
      built: function (v) { return v.every(function (pair) { return Object.hasOwn(state.byId, "corridor:" + pair[0]) && pair[1] >= 0 && pair[1] <= 1; }); },
      aggregation: function (v) { return v === "weakest" || v === "length"; },
      selection: function (v) { return v === "" || Object.hasOwn(state.byId, v); },
      language: function (v) { return Object.hasOwn(data.text, v); },
      theme: function (v) { return Object.hasOwn(data.style.ground, v); },
      bounds: function (v) { return v === null || (v.length === 4 && v.every(isFinite) && v[0] < v[2] && v[1] < v[3]); },
      off: function () { return true; }
    };
    return Object.fromEntries(Object.entries(view).filter(function (part) { return !fits[part[0]] || fits[part[0]](part[1]); }));
  };
  /* Whatever can be closed on trial: a leg, a gate, a transit country. */
  S.closable = function (state, name) {
    var place = state.placeById[name];
    return !!(place && place.segments) || Object.hasOwn(state.byId, "leg:" + name) ||
      state.data.corridors.some(function (c) { return c.ways.some(function (way) { return way[0].indexOf(name) >= 0; }); });
  };
  S.viewToQuery = function (view, standard, version) {
    var query = new URLSearchParams();
    var flat = function (value) { return Array.isArray(value) ? value.map(function (v) { return Array.isArray(v) ? v.join(":") : v; }).join(",") : value; };
    Object.keys(standard).forEach(function (key) {
      var value = flat(view[key]), usual = flat(standard[key]);
      if (value !== usual && value !== null) query.set(key, value);
    });
    var text = query.toString();
    return text && "v=" + version + "&" + text;
  };
})();
