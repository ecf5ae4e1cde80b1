/* What the page and the bundle say to each other. */

import type { Instance } from "./attach";
import type { PlainView, StoryDocument } from "./types";

/** How a page that hosts the map opens it. */
export interface HostOptions {
  /** There is a page beside the map that says what is selected. */
  host?: boolean;
  view?: Partial<PlainView>;
  onChange?: (view: PlainView) => void;
}

declare global {
  interface Window {
    Searoom: {
      attach: typeof import("./attach").attach;
      /** Maps by the id of their container. */
      instances: Record<string, Instance>;
    };
    SearoomOptions?: HostOptions;
    /** The story of a document that tells one. */
    SearoomStory?: StoryDocument;
  }
}
