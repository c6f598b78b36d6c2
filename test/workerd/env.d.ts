declare namespace Cloudflare {
  interface Env {
    readonly TENANTS: KVNamespace
    readonly EVENTS: DurableObjectNamespace
    readonly APEXES: string
  }
}
