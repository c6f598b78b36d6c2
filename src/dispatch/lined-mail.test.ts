import { expect, test } from 'vitest'
import type { OutgoingMail } from '../contract.ts'
import { LinedMail } from './lined-mail.ts'

const sent: OutgoingMail[] = []
const mail = new LinedMail({ send: async (one) => void sent.push(one) })

test('a subject and a header field are one line, whatever stands in them', async () => {
  await mail.send({
    to: 'ada@people.example',
    subject: 'Ada\r\nBcc: everybody@evil.example\r\n\r\nwants \u2028to \u0000meet\n',
    text: 'Hello\nAda',
    headers: { 'List-Unsubscribe': '<https://fair.example/x>\r\nBcc: everybody@evil.example' },
  })
  expect(sent.at(-1)).toEqual({
    to: 'ada@people.example',
    subject: 'Ada Bcc: everybody@evil.example wants  to  meet',
    text: 'Hello\nAda',
    headers: { 'List-Unsubscribe': '<https://fair.example/x> Bcc: everybody@evil.example' },
  })
})

test.each([
  'a@b.example,c@d.example',
  'a@b.example\r\nBcc: c@d.example',
  'a@b.example c@d.example',
])('nothing is sent to %j', async (to) => {
  const before = sent.length
  await expect(mail.send({ to, subject: '', text: '' })).rejects.toThrow('one address')
  expect(sent).toHaveLength(before)
})

test.each(['From', 'sender', 'Reply-To', 'Bcc', 'to', 'Subject', 'X', 'List-Id\r\nFrom'])(
  'a mail says nothing of its own of who sends it and whom it reaches: %j',
  async (name) => {
    const before = sent.length
    const to = 'ada@people.example'
    const headers = { [name]: 'somebody@evil.example' }
    await expect(mail.send({ to, subject: '', text: '', headers })).rejects.toThrow('platform')
    expect(sent).toHaveLength(before)
  },
)
