/* The presenter: a story told on the map, one scene after the other, by keyboard or clicker.
   Only there when the document carries a story; the words of it reach the page through textContent alone. */
(function () {
  "use strict";
  var S = window.Searoom;
  var FLIGHT_S = 1.6, REDRAW_MS = 140, REDRAW_SHARE = 4, DIGITS_MS = 1000, NOTE_MS = 5000, IDLE_MS = 2600, SWIPE_PX = 50;
  var SMALLEST = 0.4, FIT_STEP = 0.03;
  var MARGIN_PX = 24, CLOSEST = 6.5, MANY_LETTERS = 9;
  var STATUSES = ["operational", "at-risk", "limited", "due", "under-construction", "proposed", "suspended", "unverified"];
  var CLASSES = {
    risk: ["low", "moderate", "elevated", "high", "extreme", "unknown"], veto: ["low", "moderate", "elevated", "high", "extreme"],
    stance: ["opposes", "disfavours", "neutral", "favours", "backs", "silent"], status: STATUSES
  };

  S.Presenter = function (instance, told) {
    this.map = instance.map; this.state = instance.state; this.geometry = instance.geometry; this.labels = instance.labels; this.root = instance.root;
    this.story = told.story; this.scenes = told.story.scenes; this.index = 0; this.digits = ""; this.note = null;
    var text = this.state.data.text;
    Object.keys(told.text).forEach(function (language) { Object.assign(text[language], told.text[language]); });
    this.callouts = this.labels.callouts = new S.Callouts(this.map, this.state, this.geometry, this.labels);
    this.speaker = new S.Speaker(this);
    this.state.obstacles.push(function () { return this.scaleBox(); }.bind(this));
    this.build();
    this.bind();
    this.size();
    var asked = this.asked();
    this.index = asked.index;
    this.show();
    if (asked.unknown) this.say(this.state.t("present.unknown_scene", { scene: asked.unknown }));
  };

  S.Presenter.prototype = {
    scene: function () { return this.scenes[this.index]; },
    words: function (index) { return this.scenes[index].words[this.state.view.language]; },

    /* --- what stands on the screen --- */

    build: function () {
      var el = S.el, root = this.root, self = this;
      root.classList.add("sr-presenting");
      document.body.classList.add("sr-story");
      this.counter = el("span", { class: "sr-count" }); this.name = el("span", { class: "sr-of" });
      this.title = el("h1", {}); this.text = el("p", { class: "sr-words" }); this.figures = el("dl", { class: "sr-figures" });
      this.panel = el("div", { class: "sr-panel" }, [this.title, this.text, this.figures]);
      this.side = el("section", { class: "sr-side" }, [el("p", { class: "sr-over" }, [this.counter, this.name]), this.panel]);
      this.done = el("i", {});
      this.key_ = el("ul", { class: "sr-key-row" }); this.small = el("p", { class: "sr-small-print" });
      this.band = el("footer", { class: "sr-band" }, [el("div", { class: "sr-progress", "aria-hidden": "true" }, this.done), this.key_, this.small]);
      this.buttons = el("div", { class: "sr-buttons", role: "toolbar" });
      this.live = el("p", { class: "sr-hidden", "aria-live": "polite" });
      this.toast = el("p", { class: "sr-toast", role: "status" });
      this.black = el("div", { class: "sr-black", hidden: true, onclick: function () { self.blackOut(false); } });
      this.help = el("dialog", { class: "sr-help" });
      root.insertBefore(this.side, root.firstChild);
      [this.band, this.buttons, this.live, this.toast, this.help, this.black].forEach(function (part) { root.appendChild(part); });
    },

    /* Where the scale bar stands on the map: no name goes there. */
    scaleBox: function () {
      var bar = this.map.getContainer().querySelector(".leaflet-control-scale").getBoundingClientRect(), map = this.map.getContainer().getBoundingClientRect();
      return [bar.left - map.left, bar.top - map.top, bar.right - map.left, bar.bottom - map.top];
    },

    bind: function () {
      var self = this, map = this.map, box = map.getContainer();
      document.addEventListener("keydown", function (event) { self.key(event, false); });
      /* The arrows turn scenes, and a click tells no more than the pointer already does. */
      map.keyboard.disable();
      box.removeAttribute("tabindex");
      box.setAttribute("role", "region");
      box.addEventListener("click", function (event) { event.stopPropagation(); }, true);
      window.addEventListener("hashchange", function () { self.followHash(); });
      map.on("resize", function () { self.size(); self.fit(); self.fly(true); });
      map.on("zoom", function () { self.redrawInFlight(); });
      map.on("moveend", function () { self.flying = false; });
      ["mousemove", "pointerdown"].forEach(function (name) { document.addEventListener(name, function () { self.wake(); }); });
      this.side.addEventListener("touchstart", function (event) { self.touch = event.touches[0].clientX; }, { passive: true });
      this.side.addEventListener("touchend", function (event) { self.swipe(event.changedTouches[0].clientX - self.touch); });
      this.state.listen(function (changed) { if (changed.language || changed.theme) self.retell(); });
      if (document.fonts) document.fonts.ready.then(function () { self.fit(); });
    },

    /* One unit for all type: it grows with the window, and so does the drawing on the map. */
    size: function () {
      var wide = window.innerWidth, high = window.innerHeight, squarish = wide / high < 1.5;
      var unit = Math.max(9, Math.min(wide * (squarish ? 0.0118 : 0.011), high * 0.0178));
      this.root.style.setProperty("--u", unit.toFixed(2) + "px");
      this.state.scale = Math.max(1, Math.min(3, unit / 13));
      this.root.style.setProperty("--scale", this.state.scale.toFixed(3));
      this.geometry.styleLegs();
    },

    /* Goes there: words at once, map on its way. */
    open: function () { this.opened = true; this.geometry.stylePlaces(); this.fly(true); this.labels.place(); },
    go: function (index) {
      if (index < 0 || index >= this.scenes.length) return;
      this.blackOut(false);
      this.help.close();
      if (index === this.index) return;
      this.index = index;
      this.show();
      this.fly(false);
    },
    move: function (steps) { this.go(Math.max(0, Math.min(this.scenes.length - 1, this.index + steps))); },

    show: function () {
      var scene = this.scene(), state = this.state, language = state.view.language;
      this.map.stop();
      state.emphasis = scene.labels;
      this.callouts.set(scene.words[language].callouts);
      state.tell(scene.told);
      state.change(Object.assign({}, scene.view, { off: scene.view.off.slice() }));
      this.geometry.stylePlaces();
      this.labels.place();
      this.write();
      this.keepHash();
    },

    /* The same scene in another language or light; the map stays where it is, or on its way. */
    retell: function () {
      this.callouts.set(this.words(this.index).callouts);
      this.write();
      this.labels.place();
      this.keepHash();
    },

    write: function () {
      var state = this.state, words = this.words(this.index), n = this.index + 1, all = this.scenes.length;
      var counter = state.t("present.counter", { n: n, all: all });
      this.counter.textContent = counter; this.name.textContent = state.local(this.story.title);
      this.title.textContent = words.title; this.text.textContent = words.text;
      S.clear(this.figures);
      this.figures.hidden = !words.figures.length;
      words.figures.forEach(function (figure) {
        var long = figure[0].length > MANY_LETTERS;
        this.figures.appendChild(S.el("div", { class: long ? "sr-long" : "" }, [S.el("dt", {}, figure[1]), S.el("dd", {}, figure[0])]));
      }, this);
      this.done.style.width = 100 * n / all + "%";
      this.small.textContent = [words.known, state.t("map.boundary_note"), state.local(state.data.credits)].join(" ");
      this.live.textContent = counter + ". " + words.title;
      this.side.setAttribute("aria-label", state.t("present.scene"));
      this.map.getContainer().setAttribute("aria-label", state.t("present.map"));
      document.title = words.title + " · " + state.local(this.story.title);
      document.documentElement.lang = state.view.language;
      this.drawKey(); this.drawButtons(); this.drawHelp();
      this.fit();
      this.speaker.write();
    },

    /* Words never run out of their place: longer ones are set smaller. */
    fit: function () {
      [this.panel, this.key_, this.small].forEach(function (box) {
        for (var size = 1; size > SMALLEST; size -= FIT_STEP) {
          box.style.setProperty("--fit", size.toFixed(2));
          if (box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth) break;
        }
      });
    },

    /* --- key: what is on the map now, and nothing else --- */

    drawKey: function () {
      var state = this.state, lens = state.lens(), self = this;
      S.clear(this.key_);
      this.key_.setAttribute("aria-label", state.t("present.key"));
      var head = lens === "stance" ? state.t("map.key.stance", { actor: state.local(state.actor().name) })
        : state.dimension() ? state.t("map.key.dimension", { dimension: state.t("dimension." + state.dimension()) })
          : lens === "status" ? state.t("map.lens_status") : state.t("map.key." + lens);
      this.key_.appendChild(S.el("li", { class: "sr-key-head" }, head));
      this.classesShown().concat(lens === "status" ? [] : this.statusesShown(), this.symbolsShown()).forEach(function (entry) {
        self.key_.appendChild(S.el("li", {}, [entry[0], entry[1]]));
      });
    },
    shownLegs: function () { return this.geometry.legs.filter(function (drawn) { return drawn.shown && drawn.leg.corridors.length; }).map(function (drawn) { return drawn.leg; }); },
    sample: function (how) { return S.Legend.prototype.sample.call({ state: this.state }, how); },
    line: function (status, colour) {
      return this.sample({ colour: colour, dash: this.state.data.style.dash[status], width: status === "suspended" ? 2.4 : 4, dots: status === "proposed", cross: status === "suspended" });
    },
    classesShown: function () {
      var state = this.state, lens = state.lens(), colours = state.colours(), self = this, there = {};
      if (lens === "veto") state.data.countries.forEach(function (area) { there[state.veto(area.id)] = true; });
      else this.shownLegs().forEach(function (leg) { there[state.legClass(leg).name] = true; });
      var entries = CLASSES[lens].filter(function (name) { return there[name]; }).map(function (name) {
        if (lens === "status") return [self.line(name, colours[name]), state.t("status." + name)];
        return [S.el("span", { class: "sr-swatch", style: { background: colours[name] } }), state.t((lens === "veto" ? "risk" : lens) + "." + name)];
      });
      if (lens === "stance" && this.shownLegs().some(function (leg) { return state.legClass(leg).judgement; })) {
        entries.push([this.sample({ colour: colours.favours, dash: [], width: 5, hollow: true }), state.t("present.judgement")]);
      }
      return entries;
    },
    statusesShown: function () {
      var state = this.state, self = this, there = {};
      this.shownLegs().forEach(function (leg) { there[state.closed(leg) ? "suspended" : state.status(leg)] = true; });
      return STATUSES.slice(1).filter(function (name) { return there[name]; }).map(function (name) {
        return [self.line(name, state.ground().quiet), state.t("status." + name)];
      });
    },
    symbolsShown: function () {
      var state = this.state, ground = state.ground(), entries = [], half = false;
      var shown = this.geometry.places.filter(function (drawn) { return drawn.shown && drawn.place.kind !== "hub"; }).map(function (drawn) { return drawn.place; });
      [["port", state.t("map.kind.port")], ["crossing", state.t("map.kind.crossing")], ["chokepoint", state.t("map.kind.chokepoint")]].forEach(function (kind) {
        if (shown.some(function (place) { return place.kind === kind[0]; })) entries.push([S.icons.place({ kind: kind[0] }, "operational", ground), kind[1]]);
      });
      shown.forEach(function (place) { half = half || ["limited", "at-risk"].indexOf(state.status(place)) >= 0; });
      if (half) entries.push([S.icons.place({ kind: "port" }, "limited", ground), state.t("present.half")]);
      return entries;
    },

    /* --- map --- */

    /* [[south, west], [north, east]] that the scene is about. */
    bounds: function () {
      var scene = this.scene(), view = scene.view, state = this.state, box = view.bounds, record = state.selectedRecord(), points = [];
      if (box) return L.latLngBounds([[box[1], box[0]], [box[3], box[2]]]);
      if (record && record.bbox) return L.latLngBounds([[record.bbox[1], record.bbox[0]], [record.bbox[3], record.bbox[2]]]);
      if (record && record.at) return L.latLng(record.at[1], record.at[0]).toBounds(9e5);
      if (record && record.line) points = S.unpack(record.line, state.data.unit);
      else scene.told.path.forEach(function (id) { points = points.concat(S.unpack(state.byId["leg:" + id].line, state.data.unit)); });
      return points.length ? L.latLngBounds(points) : L.latLngBounds(S.openingOf(state.data));
    },
    fly: function (now) {
      if (!this.opened) return;
      var map = this.map, bounds = this.bounds(), room = L.point(2 * MARGIN_PX, 2 * MARGIN_PX);
      map.stop();
      var zoom = Math.max(map.getMinZoom(), Math.min(CLOSEST, map.getBoundsZoom(bounds, false, room)));
      var middle = map.unproject(map.project(bounds.getSouthWest(), zoom).add(map.project(bounds.getNorthEast(), zoom)).divideBy(2), zoom);
      var there = Math.abs(zoom - map.getZoom()) < 0.01 && map.latLngToContainerPoint(middle).distanceTo(map.getSize().divideBy(2)) < 2;
      if (there) return;
      if (now || S.still()) { map.setView(middle, zoom, { animate: false }); return; }
      this.flying = true; this.redrawAt = performance.now() + REDRAW_MS;
      map.flyTo(middle, zoom, { duration: FLIGHT_S });
    },
    /* Leaflet stretches what it has drawn until it lands; on a long way the ground would run out. */
    redrawInFlight: function () {
      var now = performance.now();
      if (!this.flying || now < this.redrawAt) return;
      this.map.fire("viewreset");
      this.redrawAt = performance.now() + Math.max(REDRAW_MS, REDRAW_SHARE * (performance.now() - now));
    },

    /* --- address --- */

    /* What the address asks for; without it, what the document was written for. */
    asked: function () {
      var scenes = this.scenes, query = new URLSearchParams(document.body.dataset.view || "");
      [location.search, location.hash.slice(1)].forEach(function (text) {
        new URLSearchParams(text).forEach(function (value, name) { query.set(name, value); });
      });
      var wanted = query.get("scene"), index = scenes.findIndex(function (scene) { return scene.id === wanted; });
      return { index: Math.max(0, index), unknown: wanted !== null && index < 0 ? wanted : "", language: query.get("language"), theme: query.get("theme") };
    },
    keepHash: function () {
      var view = this.state.view, query = new URLSearchParams({ scene: this.scene().id, language: view.language, theme: view.theme });
      history.replaceState(null, "", "#" + query);
    },
    followHash: function () {
      var asked = this.asked(), index = asked.index, part = {};
      if (asked.language) part.language = asked.language;
      if (asked.theme) part.theme = asked.theme;
      this.state.change(S.usable(part, this.state));
      this.go(index);
      this.keepHash();
      if (asked.unknown) this.say(this.state.t("present.unknown_scene", { scene: asked.unknown }));
    },

    /* --- keys, buttons, touch --- */

    /* What a key is for, whatever the layout of the keyboard: a Cyrillic one has the letters elsewhere. */
    nameOf: function (event) {
      var key = event.key;
      if (/^[\x21-\x7e]$/.test(key)) return key.toLowerCase();
      if (key === " ") return "Space";
      if (key.length === 1 && /^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
      return key;
    },
    actions: function () {
      var self = this;
      var next = function () { self.move(1); }, back = function () { self.move(-1); }, black = function () { self.blackOut(self.black.hidden); };
      var full = function () { self.fullScreen(); }, help = function () { self.toggleHelp(); };
      return {
        ArrowRight: next, Space: next, PageDown: next, Enter: next, ArrowDown: next, ArrowLeft: back, PageUp: back, Backspace: back, ArrowUp: back,
        Home: function () { self.go(0); }, End: function () { self.go(self.scenes.length - 1); },
        b: black, ".": black, f: full, F5: full, s: function () { self.speaker.open(); }, l: function () { self.otherLanguage(); },
        t: function () { self.otherTheme(); }, "?": help, h: help, Escape: function () { self.blackOut(false); self.help.close(); self.hush(); }
      };
    },
    /* `far` says that the key was pressed in the speaker's window. */
    key: function (event, far) {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      var name = this.nameOf(event), act = this.actions()[name], pressed = event.target.closest && event.target.closest("button");
      if (pressed && (name === "Enter" || name === "Space")) return; /* the button does what it says */
      if (/^\d$/.test(name)) { this.digit(name); event.preventDefault(); return; }
      if (name === "Enter" && this.digits) { this.jump(); event.preventDefault(); return; }
      if (!act || (far && ["f", "F5", "s", "?", "h"].indexOf(name) >= 0)) return;
      event.preventDefault();
      if (!event.repeat) act();
    },
    digit: function (digit) {
      var self = this;
      this.digits = (this.digits + digit).slice(-3);
      this.say(this.state.t("present.going", { n: this.digits }));
      clearTimeout(this.digitsTimer);
      this.digitsTimer = setTimeout(function () { self.jump(); }, DIGITS_MS);
    },
    jump: function () {
      var n = +this.digits, all = this.scenes.length;
      clearTimeout(this.digitsTimer);
      this.digits = "";
      if (n < 1 || n > all) { this.say(this.state.t("present.no_number", { n: n, all: all })); return; }
      this.hush();
      this.go(n - 1);
    },
    swipe: function (dx) { if (Math.abs(dx) > SWIPE_PX) this.move(dx < 0 ? 1 : -1); },

    blackOut: function (on) {
      if (on) { this.help.close(); this.live.textContent = this.state.t("present.is_black"); }
      this.black.hidden = !on;
      this.speaker.write();
    },
    fullScreen: function () {
      var self = this, refused = function () { self.say(self.state.t("present.no_full")); };
      if (document.fullscreenElement) { document.exitFullscreen().catch(refused); return; }
      if (!document.documentElement.requestFullscreen) { refused(); return; }
      document.documentElement.requestFullscreen().catch(refused);
    },
    otherLanguage: function () {
      var all = Object.keys(this.state.data.text), at = all.indexOf(this.state.view.language);
      this.state.change({ language: all[(at + 1) % all.length] });
    },
    otherTheme: function () { this.state.change({ theme: this.state.view.theme === "dark" ? "light" : "dark" }); },

    drawButtons: function () {
      var state = this.state, self = this, act = this.actions(), last = this.scenes.length - 1;
      var active = document.activeElement, focus = active && this.buttons.contains(active) ? active.getAttribute("data-key") : null;
      var language = S.el("span", {}, state.view.language.toUpperCase());
      this.buttons.setAttribute("aria-label", state.t("present.controls"));
      S.clear(this.buttons);
      [["previous", icon("M15 5L8 12L15 19"), state.t("present.previous"), act.ArrowLeft, this.index === 0], ["next", icon("M9 5L16 12L9 19"), state.t("present.next"), act.ArrowRight, this.index === last],
        ["black", icon("M4 6H20V18H4Z", true), state.t("present.black"), act.b], ["full", icon("M4 9V5H9M15 5H20V9M20 15V19H15M9 19H4V15"), state.t("present.full"), act.f], ["speaker", icon("M4 5H20V15H4ZM12 15V20M8 20H16"), state.t("present.speaker"), act.s],
        ["language", language, state.t("present.language"), act.l], ["theme", icon("M12 4A8 8 0 0 1 12 20ZM12 4A8 8 0 0 0 12 20", false, "M12 4A8 8 0 0 1 12 20Z"), state.t("present.theme"), act.t], ["help", S.el("span", {}, "?"), state.t("present.help"), act.h]
      ].forEach(function (button) {
        self.buttons.appendChild(S.el("button", {
          type: "button", "data-key": button[0], "aria-label": button[2], title: button[2], "aria-disabled": button[4] ? "true" : null,
          onclick: function (event) {
            button[3]();
            if (event.detail) document.activeElement.blur(); /* after a mouse the space bar turns scenes again */
          }
        }, button[1]));
      });
      var again = focus && this.buttons.querySelector('[data-key="' + focus + '"]');
      if (again) again.focus();
    },
    wake: function () {
      var self = this;
      this.root.classList.add("sr-awake");
      clearTimeout(this.idle);
      this.idle = setTimeout(function () { self.root.classList.remove("sr-awake"); }, IDLE_MS);
    },

    drawHelp: function () {
      var state = this.state, self = this;
      S.clear(this.help);
      this.help.setAttribute("aria-label", state.t("present.help"));
      var rows = [
        ["→  ↓  Page Down  Enter  " + state.t("present.space"), state.t("present.next")], ["←  ↑  Page Up  Backspace", state.t("present.previous")],
        ["Home  End", state.t("present.ends")], ["1 2 3 …  Enter", state.t("present.number")], ["B  .", state.t("present.black")], ["F  F5", state.t("present.full")],
        ["S", state.t("present.speaker")], ["L", state.t("present.language")], ["T", state.t("present.theme")], ["?  H", state.t("present.help")], ["Esc", state.t("present.close")]
      ];
      this.help.appendChild(S.el("h2", {}, state.t("present.help")));
      this.help.appendChild(S.el("dl", {}, [].concat.apply([], rows.map(function (row) {
        return [S.el("dt", {}, row[0].split("  ").map(function (key) { return S.el("kbd", {}, key); })), S.el("dd", {}, row[1])];
      }))));
      this.help.appendChild(S.el("button", { type: "button", "data-key": "close-help", onclick: function () { self.help.close(); } }, state.t("map.close")));
    },
    toggleHelp: function () {
      if (this.help.open) this.help.close();
      else this.help.showModal();
    },

    say: function (text) {
      var self = this;
      this.toast.textContent = text;
      clearTimeout(this.noteTimer);
      this.noteTimer = setTimeout(function () { self.hush(); }, NOTE_MS);
    },
    hush: function () { this.toast.textContent = ""; }
  };

  /* A sign on a button, drawn, so that no font has to have it; `solid` or a second path is filled. */
  function icon(path, solid, filled) {
    var stroke = { fill: solid ? "currentColor" : "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round" };
    var parts = [S.svg("path", Object.assign({ d: path }, stroke))];
    if (filled) parts.push(S.svg("path", { d: filled, fill: "currentColor" }));
    return S.svg("svg", { viewBox: "0 0 24 24", width: "1.3em", height: "1.3em", "aria-hidden": "true" }, parts);
  }
})();
