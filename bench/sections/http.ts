import { startBare, startCerbos, startRolecall, type Contender } from '../contestants/servers.ts'
import { load } from '../load.ts'
import { median } from '../measure.ts'
import { seed } from '../options.ts'
import { heading, report, reportMissing, reportRatio } from '../report.ts'
import { drawServed, makeServedLibrary, type ServedLibrary, type ServedQuestion } from '../workload/served.ts'

const connections = 16
const batch = 50
const turns = 3

/** Measures our real server and Cerbos, each on one core, with one question a request and with 50 of one user. */
export async function measureHttp(isQuick: boolean, peers: string): Promise<void> {
  heading(`over HTTP, the server on one core, ${connections} connections`)
  if (peers !== '') return reportMissing('rolecall and Cerbos over HTTP', peers)
  const library = makeServedLibrary(seed)
  const contenders: Contender[] = []
  try {
    for (const start of [startBare, startRolecall, startCerbos]) contenders.push(...(await startOrSay(start, library)))
    await measureContenders(contenders, library, isQuick ? 2 : 4)
  } finally {
    for (const contender of contenders) await contender.stop()
  }
}

async function startOrSay(
  start: (library: ServedLibrary) => Promise<readonly Contender[]>,
  library: ServedLibrary,
): Promise<readonly Contender[]> {
  try {
    return await start(library)
  } catch (error) {
    reportMissing(start === startCerbos ? 'Cerbos over HTTP' : 'rolecall over HTTP', String(error))
    return []
  }
}

async function measureContenders(
  contenders: readonly Contender[],
  library: ServedLibrary,
  seconds: number,
): Promise<void> {
  const batches = drawServed(library, 20, seed)
  const singles = batches.flat().map((question) => [question])
  const deciding = contenders.filter(({ isBare }) => isBare !== true)
  for (const contender of deciding) await compareAnswers(contender, [...batches, ...singles.slice(0, 200)])
  const measureOne = async (what: string, asked: readonly (readonly ServedQuestion[])[], goals: HttpGoals) => {
    const rates = new Map(contenders.map(({ name }): [string, number[]] => [name, []]))
    for (let turn = 0; turn < turns; turn++) {
      for (const contender of contenders) {
        rates.get(contender.name)?.push(await fire(contender, asked, seconds))
      }
    }
    const size = asked[0]?.length ?? 1
    const middle = (name: string): number => median(rates.get(name) ?? [])
    for (const { name, isBare } of contenders) {
      const perSecond = middle(name)
      const decisions = isBare === true ? '' : `, ${(perSecond * size).toFixed(0)} decisions/s`
      const figure = `${perSecond.toFixed(0)} requests/s${decisions}`
      report({ what: `${name}, ${what}`, figure, goal: '', isMet: null, values: { perSecond, size } })
    }
    for (const { name } of deciding.filter((one) => one.name !== 'Cerbos')) {
      const isHeld = !name.includes('explaining')
      for (const { name: other } of contenders.filter((one) => one.isBare === true || one.name === 'Cerbos')) {
        const atLeast = other === 'Cerbos' ? goals.timesCerbos : goals.timesLimit
        const wanted = isHeld && atLeast !== undefined ? { atLeast } : {}
        reportRatio(`${name}, in times ${other}, ${what}`, middle(name) / middle(other), wanted)
      }
    }
  }
  await measureOne('one question a request', singles, { timesLimit: 0.4 })
  await measureOne(`${batch} questions a request`, batches, { timesCerbos: 80 })
}

/** Decision 17. */
interface HttpGoals {
  readonly timesLimit?: number
  readonly timesCerbos?: number
}

async function fire(
  contender: Contender,
  asked: readonly (readonly ServedQuestion[])[],
  seconds: number,
): Promise<number> {
  const { name, url, path, headers } = contender
  const bodies = asked.map((questions) => contender.bodyOf(questions))
  const { perSecond, refused } = await load(url, { path, headers, bodies }, { connections, seconds })
  if (refused > 0) throw new Error(`${name}: ${refused} refused`)
  return perSecond
}

/** Asks everything once and compares with the oracle. */
async function compareAnswers(contender: Contender, asked: readonly (readonly ServedQuestion[])[]): Promise<void> {
  const { name, url, path, headers } = contender
  let compared = 0
  let disagreements = 0
  for (const questions of asked) {
    const answer = await fetch(url + path, { method: 'POST', headers, body: contender.bodyOf(questions) })
    if (!answer.ok) throw new Error(`${name} answered ${answer.status}: ${await answer.text()}`)
    const answers = contender.readAnswers(await answer.json(), questions)
    disagreements += questions.filter(({ isAllowed }, at) => answers[at] !== isAllowed).length
    compared += questions.length
  }
  const allowed = asked.flat().filter(({ isAllowed }) => isAllowed).length
  const figure = `${disagreements} of ${compared} apart (${((100 * allowed) / compared).toFixed(0)} % allowed)`
  report({
    what: `${name}, against the oracle`,
    figure,
    goal: '0',
    isMet: disagreements === 0,
    values: { disagreements },
  })
}
