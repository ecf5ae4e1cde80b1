/* What the page sees of the bundle: window.Searoom. */

import { attach, instances } from "./attach.js";

window.Searoom = { attach, instances };
