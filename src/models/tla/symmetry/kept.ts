// Hot path: `of` runs for each variable of each generated state of a model with SYMMETRY.
/** What was made of values, by their ids. */
export class Kept<T> {
  private readonly known = new Map<number, T>();
  private readonly most: number;
  private readonly make: (id: number) => T;

  /** When `most` are kept, all are forgotten. */
  constructor(most: number, make: (id: number) => T) {
    this.most = most;
    this.make = make;
  }

  of(id: number): T {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const made = this.make(id);
    if (this.known.size === this.most) this.known.clear();
    this.known.set(id, made);
    return made;
  }
}
