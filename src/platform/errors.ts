/** Not there, or not there for this reader: answered alike with 404. */
export class NotFound extends Error {}

/** The rules refuse it now: answered with a page that says so and keeps what was typed. */
export class Refused extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

/** Needs a fresh sign-in; what was typed is kept and lands after it. */
export class SignInNeeded extends Error {}

/** Too many people at once: answered with 503 and a page that keeps what was typed, to be sent again in a minute. */
export class Busy extends Error {}

/** The database cannot be reached now: answered with 503 and a page that keeps what was typed. Its code is for the operator. */
export class Away extends Error {
  readonly code: string | undefined
  constructor(code: string | undefined) {
    super('the database cannot be reached')
    this.code = code
  }
}

/** A request that no browser of ours sends: answered with 400 and a page that says so. */
export class NotUnderstood extends Error {
  readonly statusCode = 400
}

/** More than a form may carry: answered with 413. */
export class TooLarge extends Error {
  readonly statusCode = 413
}

/** Something that must hold does not: answered with 500, told to the operator by its name alone. */
export class Broken extends Error {}

/** A form that did not come from our own page, or from one that is too old: shown again with everything typed. */
export class Forged extends Error {}

/** Something that is set from outside cannot be used as it is; the sentence names the setting and tells the operator what is wrong. */
export class Unusable extends Error {
  constructor(setting: string, sentence: string) {
    super(`${setting}: ${sentence}`)
  }
}
