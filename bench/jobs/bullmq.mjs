// BullMQ's side of bench/jobs/run: one operation per line on standard input, one JSON line back.
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { createInterface } from 'node:readline'

const CONCURRENCY = 16
const BULK = 500
const url = process.env.REDIS_URL
const connect = () => new Redis(url, { maxRetriesPerRequest: null })
const name = 'noop'
const options = { removeOnComplete: true, removeOnFail: true }
const queue = new Queue('bench', { connection: connect(), defaultJobOptions: options })
const seconds = (begin) => Number(process.hrtime.bigint() - begin) / 1e9
let worker

async function serial(n) {
  const begin = process.hrtime.bigint()
  for (let i = 0; i < n; i++) await queue.add(name, { number: i, sent: 0 })
  return n / seconds(begin)
}

async function bulk(n) {
  const begin = process.hrtime.bigint()
  for (let i = 0; i < n; i += BULK) {
    const jobs = []
    for (let j = i; j < i + BULK; j++) jobs.push({ name, data: { number: j, sent: 0 } })
    await queue.addBulk(jobs)
  }
  return n / seconds(begin)
}

async function work(handler, done) {
  worker = new Worker('bench', handler, { connection: connect(), concurrency: CONCURRENCY, autorun: false })
  worker.on('completed', done)
  await worker.waitUntilReady()
  worker.run()
}

async function processAll(n) {
  let completed = 0
  let finish
  const end = new Promise((resolve) => (finish = resolve))
  const begin = process.hrtime.bigint()
  await work(async () => {}, () => ++completed === n && finish())
  await end
  const rate = n / seconds(begin)
  await worker.close()
  return rate
}

async function latency(n) {
  const times = []
  let completed
  await work(async (job) => times.push(seconds(BigInt(job.data.sent)) * 1e3), () => completed())
  for (let i = -50; i < n; i++) {
    const end = new Promise((resolve) => (completed = resolve))
    await queue.add(name, { number: i, sent: process.hrtime.bigint().toString() })
    await end
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await worker.close()
  return times.slice(50)
}

/** Runs until it is killed; says when a job begins. */
async function hold() {
  await work(async (job) => {
    console.log(JSON.stringify({ began: job.data.number }))
    if (job.attemptsStarted === 1) await new Promise(() => {})
  }, () => {})
  return 'holding'
}

const operations = {
  serial,
  bulk,
  process: processAll,
  latency,
  hold,
  add: async (n) => { await queue.add(name, { number: n, sent: 0 }); return n },
  clear: async () => { await queue.obliterate({ force: true }); return 0 },
}
for await (const line of createInterface({ input: process.stdin })) {
  const [operation, n] = line.split(' ')
  console.log(JSON.stringify({ result: await operations[operation](Number(n)) }))
}
await queue.close()
process.exit(0)
