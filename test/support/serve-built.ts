import { startBuiltWorker } from './built-worker.ts'

// node test/support/serve-built.ts <dist> <folder>: serves a bundle over a folder of data until it is
// killed, in a process of its own; its first line of output is its address.

const [, , dist = '', persist = ''] = process.argv
const { url } = await startBuiltWorker(dist, { persist })
process.stdout.write(`${url.origin}\n`)
