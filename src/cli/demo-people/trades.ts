/** A line of business: who is in it offers some things and looks for others. */
export interface Trade {
  readonly organisation: readonly string[]
  readonly roles: readonly string[]
  readonly offers: readonly string[]
  readonly seeks: readonly string[]
  readonly bio: string
}

/** The event's list of tags; what one trade offers another looks for. */
export const TAGS: readonly { readonly id: string; readonly label: string }[] = [
  ['propulsion', 'Ship propulsion'],
  ['batteries', 'Marine batteries'],
  ['hulls', 'Hulls and coatings'],
  ['navigation', 'Navigation'],
  ['port-logistics', 'Port logistics'],
  ['cold-chain', 'Cold chain'],
  ['freight', 'Freight capacity'],
  ['customs', 'Customs and trade papers'],
  ['financing', 'Ship financing'],
  ['insurance', 'Insurance'],
  ['crewing', 'Crews and training'],
  ['software', 'Fleet software'],
  ['sensors', 'Sensors'],
  ['data', 'Weather and route data'],
  ['recycling', 'Recycling and scrapping'],
  ['fuels', 'Green fuels'],
  ['shore-power', 'Shore power'],
  ['repair', 'Repair docks'],
  ['fishing', 'Fishing gear'],
  ['safety', 'Safety equipment'],
  ['research', 'Research partners'],
  ['investors', 'Investors'],
  ['distribution', 'Distribution partners'],
  ['public-funding', 'Public funding'],
].map(([id = '', label = '']) => ({ id, label }))

export const TRADES: readonly Trade[] = [
  {
    organisation: ['Sample Shipyard', 'Example Docks', 'Madeup Marine Works'],
    roles: ['Head of procurement', 'Naval architect', 'Yard manager'],
    offers: ['repair', 'hulls', 'recycling'],
    seeks: ['propulsion', 'batteries', 'sensors', 'financing'],
    bio: 'We build and mend ships up to 120 metres and look for what goes into them.',
  },
  {
    organisation: ['Invented Drives', 'Placeholder Propulsion', 'Mock Motors'],
    roles: ['Sales engineer', 'Product lead', 'Managing director'],
    offers: ['propulsion', 'batteries', 'shore-power'],
    seeks: ['distribution', 'research', 'repair'],
    bio: 'Electric and hybrid drives for ferries and work boats.',
  },
  {
    organisation: ['Fictional Lines', 'Nowhere Shipping', 'Fable Freight'],
    roles: ['Fleet manager', 'Operations director', 'Chartering'],
    offers: ['freight', 'crewing'],
    seeks: ['software', 'fuels', 'insurance', 'data', 'cold-chain'],
    bio: 'Coastal lines with 14 ships; we are renewing half of them.',
  },
  {
    organisation: ['Example Harbour Authority', 'Port of Sampleton'],
    roles: ['Harbour master', 'Head of logistics', 'Energy officer'],
    offers: ['port-logistics', 'shore-power', 'public-funding'],
    seeks: ['software', 'safety', 'freight', 'customs'],
    bio: 'A mid-size port that wants to have shore power at every quay.',
  },
  {
    organisation: ['Pretend Software', 'Draft Data', 'Mockup Maps'],
    roles: ['Founder', 'Solutions architect', 'Data scientist'],
    offers: ['software', 'data', 'navigation', 'sensors'],
    seeks: ['investors', 'freight', 'port-logistics', 'research'],
    bio: 'Routes, arrival times and fuel use, computed from what ships already measure.',
  },
  {
    organisation: ['Bank of Nowhere', 'Standin Capital', 'Fable Funds'],
    roles: ['Partner', 'Investment manager', 'Underwriter'],
    offers: ['financing', 'investors', 'insurance'],
    seeks: ['software', 'fuels', 'propulsion', 'recycling'],
    bio: 'We finance and insure what makes shipping cleaner.',
  },
  {
    organisation: ['Sample Foods', 'Cold Example', 'Nobody Fisheries'],
    roles: ['Buyer', 'Export manager', 'Skipper'],
    offers: ['cold-chain', 'distribution', 'fishing'],
    seeks: ['freight', 'customs', 'safety', 'sensors'],
    bio: 'Fresh fish to eleven countries within two days.',
  },
  {
    organisation: ['University of Placeholder', 'Invented Institute'],
    roles: ['Professor', 'Project lead', 'Doctoral candidate'],
    offers: ['research', 'data', 'crewing'],
    seeks: ['public-funding', 'batteries', 'fuels', 'hulls'],
    bio: 'Applied research on fuels, batteries and hull forms; we look for partners in industry.',
  },
]
