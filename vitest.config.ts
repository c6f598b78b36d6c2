import { availableParallelism } from 'node:os'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { unstable_readConfig } from 'wrangler'

const { compatibility_date, compatibility_flags } = unstable_readConfig({ config: 'wrangler.toml' })

/** A machine with much to do is slow, not wrong: what waits for something waits long. Milliseconds. */
const patience = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000 } },
}

/** Several of them have all cores: threads that help each to collect garbage take more than they give. */
const frugal = { execArgv: ['--single-threaded-gc'] }

const runtime = () =>
  cloudflareTest({
    main: './test/workerd/worker.ts',
    miniflare: {
      compatibilityDate: compatibility_date,
      // The plugin itself imports the environment, and Node's parts; the built bundle is tested without.
      compatibilityFlags: compatibility_flags.filter(
        (flag: string) => !/^(?:disallow_importable_env|no_nodejs_\w+)$/.test(flag),
      ),
      kvNamespaces: ['TENANTS'],
      r2Buckets: ['RELEASES'],
      durableObjects: {
        EVENTS: { className: 'EventStore', useSQLite: true },
        FAULTS: { className: 'FaultCounter', useSQLite: true },
        REGISTRAR: { className: 'Registrar', useSQLite: true },
        DESK: { className: 'DeskRegistrar', useSQLite: true },
        NOTES: { className: 'NotesStore', useSQLite: true },
      },
      queueProducers: { WORK: { queueName: 'work' } },
      queueConsumers: { work: { maxBatchSize: 1, maxBatchTimeout: 0 } },
      bindings: { APEXES: 'localhost' },
    },
  })

/**
 * They ask what happened in all of the runtime, cut off what others hold, or work long: each has one of
 * its own.
 */
const ALONE = [
  'admin-pages',
  'admin-releases',
  'alerts',
  'canaries',
  'cut-off',
  'fault-counter',
  'meetings-model',
  'outbound-counts',
  'registrar-model',
  'registry-failing',
].map((name) => `test/workerd/${name}.test.ts`)

export default defineConfig({
  test: {
    // The tests' processes wait for others (runtimes, browsers) as often as they compute.
    maxWorkers: availableParallelism() + 1,
    reporters: ['default', './test/support/counts-reporter.ts'],
    projects: [
      {
        test: {
          ...patience,
          ...frugal,
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'events/**/*.test.{ts,tsx}'],
          // To begin anew takes longer than most of them: what they import is there for all. Whoever
          // changes what others see, a clock or a method, puts it back.
          isolate: false,
        },
      },
      { test: { ...patience, ...frugal, name: 'node', include: ['test/node/**/*.test.ts'] } },
      {
        // The same tests about the other lane.
        test: {
          ...patience,
          ...frugal,
          name: 'isolated',
          env: { USHER_LANE: 'isolated' },
          include: [
            'events/**/*.test.{ts,tsx}',
            'test/isolated/**/*.test.ts',
            'test/node/{contract,customisations,fall-open,fault-matrix,hooks}.test.ts',
          ],
          isolate: false,
        },
      },
      {
        plugins: [runtime()],
        test: { ...patience, name: 'workerd', include: ALONE },
      },
      // To start a runtime takes longer than most of them: whoever needs events or a registrar has some of
      // its own.
      {
        plugins: [runtime()],
        test: {
          ...patience,
          name: 'fairs',
          include: ['test/workerd/**/*.test.ts'],
          exclude: ALONE,
          setupFiles: './test/workerd/begin.ts',
          isolate: false,
        },
      },
      {
        test: {
          ...patience,
          ...frugal,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: './test/support/build-and-serve.ts',
        },
      },
    ],
  },
})
