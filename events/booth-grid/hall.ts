/** The hall plan, as the organiser has it. */
const BOOTHS: Readonly<Record<string, string>> = {
  'Bombas Muestra': 'A1',
  'Riego Ejemplo': 'A2',
  'Sample Membranes': 'A3',
  'Invented Valves': 'B1',
  'Aguas de Ningún Lugar': 'B2',
  'Madeup Meters': 'B3',
  'Universidad Ficticia': 'C1',
  'Draft Drilling': 'C2',
}

/** Where an organisation stands; who has no booth is met in the foyer. */
export const boothOf = (organisation: string): string => BOOTHS[organisation] ?? 'Foyer'
