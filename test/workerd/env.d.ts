declare namespace Cloudflare {
  interface Env {
    readonly TENANTS: KVNamespace
    readonly EVENTS: DurableObjectNamespace
    readonly FAULTS: DurableObjectNamespace
    readonly NOTES: DurableObjectNamespace
    readonly WORK: Queue
    readonly APEXES: string
  }
}
