/** Given and family names by language; every family name says that it is made up. */
export interface NamePool {
  readonly locale: string
  readonly given: readonly string[]
  readonly family: readonly string[]
  /** How a whole name is put together; the given name first when left out. */
  readonly join?: (given: string, family: string) => string
  /** How many of a hundred people. */
  readonly share: number
}

const familyFirst = (given: string, family: string): string => `${family}${given}`

export const NAME_POOLS: readonly NamePool[] = [
  {
    locale: 'en',
    share: 34,
    given:
      'Ada Ben Cleo Dev Elin Finn Grace Hana Ivo Jun Kit Lena Mika Nora Otto Pia Quin Rosa Sam Tess Uma Vik Wren Xia Yara Zoe'.split(
        ' ',
      ),
    family:
      'Sample Placeholder Example Invented Madeup Mockup Standin Nobody Fiction Fable Pretend Draft'.split(
        ' ',
      ),
  },
  {
    locale: 'de',
    share: 22,
    given: 'Jörg Käthe Björn Änne Günther Lötte Moritz Franziska Hannes Ulrike Bärbel Jürgen'.split(
      ' ',
    ),
    family:
      'Muster Beispiel Platzhalter Mustermann Probe Weiß-Muster Größe-Beispiel Erfunden'.split(' '),
  },
  {
    locale: 'fr',
    share: 10,
    given: 'Élodie François Zoé Noël Agnès René Chloé Jérôme'.split(' '),
    family: 'Exemple Modèle Fictif Inventé Spécimen'.split(' '),
  },
  {
    locale: 'pl',
    share: 8,
    given: 'Łukasz Zofia Świętosława Michał Żaneta Paweł Małgorzata'.split(' '),
    family: 'Przykład Wzór Zmyślony Przykładowska'.split(' '),
  },
  {
    locale: 'ja',
    share: 8,
    given: '太郎 花子 一郎 美咲 健太 さくら 翔'.split(' '),
    family: '見本 例示 架空 仮名'.split(' '),
    join: familyFirst,
  },
  {
    locale: 'ar',
    share: 8,
    given: 'ليلى عمر سلمى يوسف نور كريم هدى'.split(' '),
    family: 'المثال النموذج الخيالي الافتراضي'.split(' '),
  },
  {
    locale: 'el',
    share: 4,
    given: 'Ελένη Γιώργος Νίκος Σοφία'.split(' '),
    family: 'Παράδειγμα Δείγμα'.split(' '),
  },
  {
    locale: 'vi',
    share: 6,
    given: 'Ánh Dũng Hương Tuấn Thảo'.split(' '),
    family: 'Nguyễn-Mẫu Trần-Thử Lê-Ví-Dụ'.split(' '),
  },
]
