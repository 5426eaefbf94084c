/** An answer's body that is written already, in parts that are the same from one answer to the next. */
export class WrittenJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** What the text says, for who wants the body itself. */
  toJSON(): unknown {
    return JSON.parse(this.text)
  }
}
