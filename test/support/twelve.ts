/** The twelve customisations that clients really ask for: events, by depth. Lines of code without tests. */
export const TWELVE: readonly Customisation[] = [
  { key: 'coffee-chats', depth: 'text', budget: 25 },
  { key: 'own-colours', depth: 'theme', budget: 25 },
  { key: 'booth-grid', depth: 'view', budget: 80 },
  { key: 'visa-page', depth: 'page', budget: 80 },
  { key: 'own-programme', depth: 'route', budget: 80 },
  { key: 'hosted-buyers', depth: 'rule', budget: 80 },
]

export interface Customisation {
  readonly key: string
  readonly depth: string
  /** The most lines its code may have. */
  readonly budget: number
}
