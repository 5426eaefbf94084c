import { authorizationOf } from './requests.ts'

const path = '/v2/accounts/acc1/permissions/roles'
const signedIn = `Host: x\r\nConnection: close\r\nAuthorization: ${authorizationOf.main ?? ''}\r\n`
const json = 'Content-Type: application/json\r\n'
const role = '{"name":"n","permission_type":"global","scope_type":"prodenv"}'
const post = (headers: string, body: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${signedIn}${headers}\r\n`), Buffer.from(body)])
const get = (target: string): string => `GET ${target} HTTP/1.1\r\n${signedIn}\r\n`
const lengthOf = (body: string | Buffer): string => `Content-Length: ${Buffer.byteLength(body)}\r\n`
const large = Buffer.alloc(2 * 1024 * 1024, 'x')

/** One thing that is no proper request, and the statuses that may answer it; 0 is a connection that is closed. */
export interface BrokenBytes {
  readonly bytes: Buffer | string
  readonly statuses: readonly number[]
}

/** What a server may be sent that no client library sends. */
export const brokenBytes: Readonly<Record<string, BrokenBytes>> = {
  'no HTTP': { bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', statuses: [400] },
  'an empty line': { bytes: '\r\n\r\n\r\n\0\r\n\r\n', statuses: [400] },
  'a version that is none': { bytes: `GET ${path} HTTP/9.9\r\n${signedIn}\r\n`, statuses: [400, 505] },
  'a method that is none': { bytes: `BREW ${path} HTTP/1.1\r\n${signedIn}\r\n`, statuses: [400] },
  'a method in lower case': { bytes: `get ${path} HTTP/1.1\r\n${signedIn}\r\n`, statuses: [400] },
  'no host': { bytes: `GET ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`, statuses: [400] },
  'a header without a colon': { bytes: `GET ${path} HTTP/1.1\r\nHost\r\n\r\n`, statuses: [400] },
  'a header with NUL': { bytes: `GET ${path} HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n`, statuses: [400] },
  'a folded header': { bytes: `GET ${path} HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n`, statuses: [400, 401] },
  'headers of 40 kB': { bytes: `GET ${path} HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(40_000)}\r\n\r\n`, statuses: [431] },
  'an address of 40 kB': { bytes: get(`${path}?${'a'.repeat(40_000)}`), statuses: [414, 431] },
  'two lengths': { bytes: post(`${json}Content-Length: 2\r\nContent-Length: 3\r\n`, '{}'), statuses: [400] },
  'a length and chunks': {
    bytes: post(`${json}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n`, '0\r\n\r\n'),
    statuses: [400],
  },
  'a negative length': { bytes: post(`${json}Content-Length: -1\r\n`, '{}'), statuses: [400] },
  'a length that is no number': { bytes: post(`${json}Content-Length: 0x10\r\n`, '{}'), statuses: [400] },
  'a chunk without a size': {
    bytes: post(`${json}Transfer-Encoding: chunked\r\n`, 'zz\r\n{}\r\n0\r\n\r\n'),
    statuses: [400, 0],
  },
  'an encoding that is none': { bytes: post(`${json}Transfer-Encoding: x\r\n`, ''), statuses: [400, 501] },
  'a body of 2 MiB': { bytes: post(json + lengthOf(large), large), statuses: [413] },
  'a length of 1 TB': { bytes: post(`${json}Content-Length: 1099511627776\r\n`, '{'), statuses: [413] },
  'chunks of 2 MiB': {
    bytes: post(
      `${json}Transfer-Encoding: chunked\r\n`,
      Buffer.concat([Buffer.from('200000\r\n'), large, Buffer.from('\r\n0\r\n\r\n')]),
    ),
    statuses: [413],
  },
  'a body that is no UTF-8': {
    bytes: post(json + lengthOf(Buffer.from([0x7b, 0xff, 0x7d])), Buffer.from([0x7b, 0xff, 0x7d])),
    statuses: [400],
  },
  'a body in UTF-16': {
    bytes: post(json + lengthOf(Buffer.from(role, 'utf16le')), Buffer.from(role, 'utf16le')),
    statuses: [400],
  },
  'a zipped body': {
    bytes: post(`${json}Content-Encoding: gzip\r\nContent-Length: 4\r\n`, Buffer.from([0x1f, 0x8b, 8, 0])),
    statuses: [400, 415],
  },
  'steps up': { bytes: get('/v2/accounts/acc1/permissions/../../../etc/passwd'), statuses: [404] },
  'encoded steps up': { bytes: get('/v2/accounts/acc1/permissions/roles/%2e%2e%2f%2e%2e'), statuses: [404] },
  'two slashes': { bytes: get(`/${path}`), statuses: [404] },
  'no slash': { bytes: get('roles'), statuses: [400, 404] },
  'bytes above 127': { bytes: Buffer.from(get(`${path}/\xff\xfe`), 'latin1'), statuses: [400, 404] },
  'a NUL in the address': { bytes: get(`${path}/\0`), statuses: [400] },
  'an encoded NUL in the address': { bytes: get(`${path}/%00`), statuses: [404] },
  'a semicolon': { bytes: get(`${path};a=b?permission_type=global`), statuses: [404] },
  'a star': { bytes: `OPTIONS * HTTP/1.1\r\n${signedIn}\r\n`, statuses: [400, 404, 405] },
  'a tunnel': { bytes: `CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n`, statuses: [0, 400, 404, 405] },
  'another protocol': {
    bytes: `GET ${path} HTTP/1.1\r\n${signedIn}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    statuses: [400, 0],
  },
  'a trace': { bytes: `TRACE ${path} HTTP/1.1\r\n${signedIn}\r\n`, statuses: [400, 404, 405] },
  'two sign-ins': { bytes: `GET ${path} HTTP/1.1\r\n${signedIn}Authorization: Basic Og==\r\n\r\n`, statuses: [401] },
}

/** Unusual, and yet what clients may send: with the statuses of success. */
export const unusualBytes: Readonly<Record<string, BrokenBytes>> = {
  'an expectation': {
    bytes: post(`${json}${lengthOf(role)}Expect: 100-continue\r\n`, role),
    statuses: [100, 201],
  },
  'a body in one-byte chunks': {
    bytes: post(
      `${json}Transfer-Encoding: chunked\r\n`,
      `${Array.from(role.replace('"n"', '"m"'), (letter) => `1\r\n${letter}\r\n`).join('')}0\r\n\r\n`,
    ),
    statuses: [201],
  },
  'trailers and chunk extensions': {
    bytes: post(
      `${json}Transfer-Encoding: chunked\r\nTrailer: A\r\n`,
      `${role.length.toString(16)};a=b\r\n${role.replace('"n"', '"o"')}\r\n0\r\nA: b\r\n\r\n`,
    ),
    statuses: [201],
  },
  'the whole address': { bytes: get(`http://x${path}?permission_type=global`), statuses: [200] },
  'HTTP 1.0': { bytes: `GET ${path}?permission_type=global HTTP/1.0\r\n${signedIn}\r\n`, statuses: [200] },
}
