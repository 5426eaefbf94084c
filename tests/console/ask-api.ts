import type { Page } from 'playwright-core'

/** An answer of the API, as somebody who is signed in gets it. */
export interface ApiAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Asks the API as whoever is signed in on a page, by the page's own session and not by its code. */
export async function askApi(page: Page, method: string, path: string, body?: object): Promise<ApiAnswer> {
  const program = `(async () => {
    const session = await (await fetch('/api/session')).json()
    const answer = await fetch(${JSON.stringify(path)}, {
      method: ${JSON.stringify(method)},
      headers: { 'content-type': 'application/json', 'x-csrf-token': session.csrf_token ?? '' },
      ${body === undefined ? '' : `body: ${JSON.stringify(JSON.stringify(body))},`}
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text) }
  })()`
  return page.evaluate<ApiAnswer>(program)
}
