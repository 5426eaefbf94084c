// A process of its own for `npm run bench`: reads JSON and answers always the same, on the port in its argument.
import { createServer } from 'node:http'

const body = JSON.stringify({ outcome: 'allow', gates: [], revision: 1 })
const headers = { 'content-type': 'application/json', 'content-length': body.length }

createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString())
    response.writeHead(200, headers).end(body)
  })
}).listen(Number(process.argv[2]), '127.0.0.1')
