declare namespace Cloudflare {
  interface Env {
    readonly TENANTS: KVNamespace
    readonly EVENTS: DurableObjectNamespace
    readonly FAULTS: DurableObjectNamespace
    readonly REGISTRAR: DurableObjectNamespace
    readonly NOTES: DurableObjectNamespace
    readonly DESK: DurableObjectNamespace
    readonly WORK: Queue
    readonly RELEASES: R2Bucket
    readonly APEXES: string
  }
}
