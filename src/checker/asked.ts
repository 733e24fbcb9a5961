// Hot path: set for each generated state.
/** What a model is being asked about: specs may ask for the level, the action and the trace of the state in question. */
export class Asked {
  /** Is a search or a walk at work? Not while behaviors are decided or traces are shown. */
  running = false;
  /** The level of the state being expanded; 0 where there is none. */
  level = 0;
  /** The emitted row in question; null while it is the state being expanded. */
  row: Int32Array | null = null;
  /** The action that led to the row; -1: it is initial. */
  action = -1;
  /** Has the spec asked for the way to a state, or how long it is? Then no other way to it will do. */
  forWay = false;

  /** The question is about a row that `action` led to. */
  about(row: Int32Array, action: number): void {
    this.row = row;
    this.action = action;
  }

  /** The question is about the state being expanded, if there is one. */
  aboutExpanded(): void {
    this.row = null;
  }
}
