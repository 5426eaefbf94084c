import assert from 'node:assert/strict'
import { givenInstallation } from './given-installation.ts'
import { base, mayRead, refusalOf, send, type Suite } from './provisioning-answers.ts'

/** Billing usage. */
export const billingSuite: Suite = {
  'counts what keys asked for, by environment': async (context) => {
    const { client, url } = await givenInstallation(context)
    for (let time = 0; time < 3; time++) assert.equal((await mayRead(url, 'K', 'S')).body.outcome, 'allow')
    const year = new Date().getUTCFullYear()
    const [usage, ...more] = await client().billingUsage.get({ year, includeProdenvBreakdown: true })
    assert.deepEqual([usage?.planName, more], ['Enterprise', []])
    assert.deepEqual(
      usage?.metricUsage?.map(({ metric }) => metric),
      ['requests', 'storage', 'objects'],
    )
    const raw = await send(url, 'GET', `${base}/billing_usage?year=${year}&include_prodenv_breakdown=1`)
    const [{ metric_usage: metrics }] = raw.body as unknown as [
      { metric_usage: readonly { cycles: readonly Cycle[] }[] },
    ]
    const [requests, storage] = metrics.map(({ cycles }) => cycles.at(-1))
    const month = new Date().toISOString().slice(0, 7)
    assert.equal(requests?.from_day, `${month}-01`)
    assert.equal(requests.usage, 5)
    assert.deepEqual(requests.product_environment_breakdown, [
      { cloud_name: 'demo', usage: 3 },
      { cloud_name: 'second', usage: 0 },
    ])
    assert.deepEqual([storage?.usage, storage?.breakdown], [0, { storage_image: 0, storage_video: 0, storage_raw: 0 }])
    assert.deepEqual(await client().billingUsage.get({ year: year - 1 }), [])
    assert.deepEqual(await client().billingUsage.get({ year: year + 1 }), [])
  },

  'is for whoever may see the report of the account': async (context) => {
    const { client } = await givenInstallation(context)
    const [status, message] = await refusalOf(client('IDLE', 'idle secret').billingUsage.get())
    assert.equal(status, 403)
    assert.match(message, /^not allowed: this needs `read` on `Feature` in the account/)
    assert.deepEqual(await refusalOf(client().billingUsage.get({ year: 12_345 })), [
      400,
      "invalid request: `year` can't be `12345`",
    ])
  },
}

interface Cycle {
  readonly from_day: string
  readonly usage: number
  readonly breakdown?: object
  readonly product_environment_breakdown?: readonly object[]
}
