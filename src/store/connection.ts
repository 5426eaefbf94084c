import type { DatabaseConnection } from 'kysely'
import { fromStoredText, toStoredText } from './text.ts'

/** Turns a driver's error into one of the store's; answers what it doesn't know unchanged. */
export type ErrorCodec = (error: unknown) => unknown

/** Makes a connection speak the store's language: every text goes through its codec, every error through `toStoreError`.
 * The one place where values and errors of either driver are converted. */
export function speakStore(connection: DatabaseConnection, toStoreError: ErrorCodec): void {
  const executeQuery = connection.executeQuery.bind(connection)
  connection.executeQuery = async <R>(...[query, options]: Parameters<DatabaseConnection['executeQuery']>) => {
    const parameters = query.parameters.map((each) => (typeof each === 'string' ? toStoredText(each) : each))
    try {
      const result = await executeQuery<R>({ ...query, parameters }, options)
      readTexts(result.rows)
      return result
    } catch (error) {
      throw toStoreError(error)
    }
  }
}

function readTexts(rows: readonly unknown[]): void {
  const [first] = rows
  if (typeof first !== 'object' || first === null) return
  const columns = Object.keys(first)
  for (const row of rows as readonly Record<string, unknown>[]) {
    for (const column of columns) {
      const cell = row[column]
      if (typeof cell === 'string' && cell.includes('\u0001')) row[column] = fromStoredText(cell)
    }
  }
}
