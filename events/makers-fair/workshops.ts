export interface Workshop {
  readonly id: string
  readonly title: string
  readonly host: string
  readonly time: string
  readonly age: string
  readonly seats: number
  readonly bring: string
  readonly text: string
}

export const workshops: readonly Workshop[] = [
  {
    id: 'solder-your-first-badge',
    title: 'Solder your first badge',
    host: 'Priya Raghunathan, Dash Kowalczyk',
    time: '10:00 – 11:00 AM',
    age: '8 and up',
    seats: 24,
    bring: 'Nothing. Tie back long hair.',
    text: 'Twelve joints, one battery, two blinking eyes. We start with holding the iron and end with a badge that you wear for the rest of the fair.',
  },
  {
    id: 'cardboard-automata',
    title: 'Cardboard automata',
    host: 'Rosa Elena Quintero',
    time: '11:15 AM – 12:15 PM',
    age: '6 and up, with a grown-up',
    seats: 30,
    bring: 'A small box that you like.',
    text: 'Turn a crank and something on top comes alive: a fish, a bird, your sister. Cams, levers and a great deal of glue.',
  },
  {
    id: 'mend-it',
    title: 'Mend it: lamps, toasters and other patients',
    host: 'Ottoline Fairweather, Dash Kowalczyk',
    time: '1:00 – 2:30 PM',
    age: '12 and up',
    seats: 18,
    bring: 'A broken thing with a plug, no larger than a suitcase.',
    text: 'Most of what is thrown away has a bad wire, a dead fuse or a crumb in the wrong place. We open it, find it and close it again, safely.',
  },
  {
    id: 'program-a-puppet',
    title: 'Program a puppet',
    host: 'Rosa Elena Quintero, Priya Raghunathan',
    time: '2:45 – 3:45 PM',
    age: '9 and up',
    seats: 20,
    bring: 'A sock.',
    text: 'Two servos, one sock, ten lines of code. By the end it bows, and by a quarter to four there is a chorus line.',
  },
  {
    id: 'knitting-machines',
    title: 'Knitting machines, hacked gently',
    host: 'Junko Hartley, Naveen Castellanos',
    time: '4:00 – 4:45 PM',
    age: '10 and up',
    seats: 12,
    bring: 'A picture, 60 stitches wide at most.',
    text: 'A machine from 1983 learns to read pictures from a laptop. You draw, it knits, we cheer when the carriage comes back.',
  },
]
