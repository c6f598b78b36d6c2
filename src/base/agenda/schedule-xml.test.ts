import { describe, expect, test } from 'vitest'
import { importSchedule } from './import-schedule.ts'
import { sampleFile, sent } from './sample-schedule.ts'

const read = (file: string, chunk?: number) =>
  importSchedule(sent(file, chunk), 'xml', { timeZone: 'Europe/Berlin' })
const error = async (file: string) => {
  const result = await read(file)
  return result.ok ? null : result.error
}

describe('what only XML can get wrong', () => {
  test('another root element is refused', async () => {
    expect(await error('<?xml version="1.0"?>\n<rss><channel/></rss>')).toEqual({
      tag: 'schedule-invalid',
      where: 'line 2: "rss"',
      message: 'found another root element, expected <schedule>',
    })
  })

  test('a DOCTYPE is refused, and its entities with it', async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index};`.repeat(10)}">`,
    )
    const dtd = `<!DOCTYPE schedule [\n<!ENTITY lol0 "lol">\n${laughs.join('\n')}\n]>`
    expect(await error(`${dtd}<schedule><version>&lol9;</version></schedule>`)).toEqual({
      tag: 'schedule-invalid',
      where: 'line 12: DOCTYPE',
      message: 'found a DOCTYPE, expected none',
    })
  })

  test('an external entity is refused unread', async () => {
    const dtd = '<!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    expect((await error(`${dtd}<schedule><version>&x;</version></schedule>`))?.where).toBe(
      'line 1: DOCTYPE',
    )
  })

  test.each(['&nbsp;', '&constructor;', '&__proto__;', '&#0;', '&#x1F;'])(
    'the entity %s is refused',
    async (entity) => {
      expect(await error(`<schedule>\n<version>${entity}</version></schedule>`)).toMatchObject({
        tag: 'schedule-unreadable',
        where: 'line 2',
        message: expect.stringMatching(/^found something that is not XML: /),
      })
    },
  )

  test('an encoding other than UTF-8 is refused by its name', async () => {
    const file = '<?xml version="1.0" encoding="ISO-8859-1"?><schedule/>'
    expect(await error(file)).toEqual({
      tag: 'schedule-unreadable',
      where: 'line 1: encoding',
      message: 'found "ISO-8859-1", expected "UTF-8"',
    })
  })

  test('elements nested too deep are too big', async () => {
    expect(await error('<schedule>'.repeat(100_000))).toMatchObject({
      tag: 'schedule-too-big',
      message: 'found elements nested too deep',
    })
  })

  test('very many attributes are too big', async () => {
    const attributes = Array.from({ length: 1000 }, (_, index) => `a${index}=""`).join(' ')
    expect((await error(`<schedule><day ${attributes}/></schedule>`))?.tag).toBe('schedule-too-big')
  })

  test('an event outside of a room is refused, not left out', async () => {
    expect(await error('<schedule>\n<day><event id="1"/></day></schedule>')).toEqual({
      tag: 'schedule-invalid',
      where: 'line 2: event',
      message: 'found an event outside of day > room, expected it inside',
    })
  })

  test('a second title of an event is refused', async () => {
    const file = sampleFile('xml', [{}]).replace('<persons>', '<title>Again</title><persons>')
    expect(await error(file)).toMatchObject({
      where: expect.stringMatching(/event\[guid="aaaa-1"\] > title$/),
      message: 'found a second one, expected one',
    })
  })

  test('an error names the line of the bad field', async () => {
    const file = sampleFile('xml', [{}, { guid: 'aaaa-2', duration: '00:00' }])
    const line = file.slice(0, file.indexOf('00:00<')).split('\n').length
    expect((await error(file))?.where).toBe(`line ${line}: event[guid="aaaa-2"] > duration`)
  })

  test('a closing tag that does not match is refused with its line', async () => {
    expect(await error('<schedule>\n<day>\n</schedule>')).toMatchObject({
      tag: 'schedule-unreadable',
      where: 'line 3',
    })
  })
})

describe('what XML may do', () => {
  test('the size of the chunks makes no difference', async () => {
    const persons = [{ id: '1', name: 'สมชาย 🐍 (Somchai)' }]
    const file = sampleFile('xml', [{ title: 'Größe', persons }])
    const whole = await read(file, file.length * 4)
    expect(whole.ok).toBe(true)
    for (const chunk of [1, 2, 3, 5, 64]) expect(await read(file, chunk)).toEqual(whole)
  })

  test('CDATA, comments and markup inside a field are its text', async () => {
    const abstract = 'one <![CDATA[<b>two</b>]]> <!-- no -->&lt;i&gt;<em>three</em>'
    const file = sampleFile('xml', [{ abstract: 'HERE' }]).replace('HERE', abstract)
    const result = await read(file)
    expect(result.ok && result.value.sessions[0]?.abstract).toBe('one <b>two</b> <i>three')
  })

  test('unknown elements and processing instructions are passed over', async () => {
    const file = sampleFile('xml', [{}])
      .replace('<persons>', '<links><link href="x"><title>Not this</title></link></links><persons>')
      .replace('<schedule>', '<?xml-stylesheet href="x"?><schedule><generator name="frab"/>')
    const result = await read(file)
    expect(result.ok && result.value.sessions[0]?.title).toBe('A talk')
  })

  test('rooms come in the order of the file, used or not', async () => {
    const rooms = '<room name="Attic"/><room name="Yard"/>'
    const result = await read(`<schedule><day>${rooms}</day><day>${rooms}</day></schedule>`)
    expect(result.ok && result.value.rooms).toEqual(['Attic', 'Yard'])
  })
})
