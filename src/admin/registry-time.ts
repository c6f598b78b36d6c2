/**
 * How late a change of an event's record is seen where the event is visited, for people: KV shows it a
 * minute late, and an isolate uses for half a minute what it has read (`CONFIG.directory.fresh`). Where
 * nobody came for a while, the first visitor may see what was true before (decision 8).
 */
export const SEEN_AFTER = 'about a minute and a half'
