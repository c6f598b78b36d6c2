declare namespace Cloudflare {
  interface Env {
    readonly TENANTS: KVNamespace
    readonly EVENTS: DurableObjectNamespace
    readonly FAULTS: DurableObjectNamespace
    readonly APEXES: string
  }
}
