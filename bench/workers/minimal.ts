import { DurableObject } from 'cloudflare:workers'

// What the runtime alone needs to start a Worker with these bindings.

export class EventStore extends DurableObject {}

export default {
  fetch: () => new Response('hello'),
} satisfies ExportedHandler
