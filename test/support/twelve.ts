/** One of the twelve customisations that clients really ask for. */
export interface Customisation {
  /** The event that shows it. */
  readonly key: string
  readonly depth: string
  /** The most lines of code it may have, tests not counted. */
  readonly budget: number
  /** Pages that it changes, the one in the guide first; `{Ada Sample}` stands for somebody's id. */
  readonly pages: readonly string[]
}

/** By depth: one changed word first, an app of its own last. */
export const TWELVE: readonly Customisation[] = [
  { key: 'coffee-chats', depth: 'text', budget: 25, pages: ['/meetings', '/schedule'] },
  { key: 'own-colours', depth: 'theme', budget: 25, pages: ['/', '/directory'] },
  { key: 'short-slots', depth: 'settings', budget: 25, pages: ['/schedule/availability'] },
  { key: 'booth-grid', depth: 'view', budget: 80, pages: ['/directory', '/directory?q=sample'] },
  { key: 'visa-page', depth: 'page', budget: 80, pages: ['/visa', '/visa?lang=en'] },
  { key: 'own-programme', depth: 'route', budget: 80, pages: ['/schedule'] },
  { key: 'signed-nda', depth: 'guard', budget: 80, pages: ['/nda'] },
  {
    key: 'hosted-buyers',
    depth: 'rule',
    budget: 80,
    pages: ['/people/{Grace Samplewood}/meeting'],
  },
  {
    key: 'trade-licence',
    depth: 'fields',
    budget: 80,
    pages: ['/me', '/directory', '/me?lang=en'],
  },
  { key: 'crm-sync', depth: 'integration', budget: 80, pages: ['/meetings'] },
  { key: 'investor-match', depth: 'scorer', budget: 80, pages: ['/recommendations'] },
  { key: 'speed-rounds', depth: 'own app', budget: 400, pages: ['/rounds', '/', '/board'] },
]
