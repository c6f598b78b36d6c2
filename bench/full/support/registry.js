// The registry behind the KV binding: a record for every `fair-<number>.localhost`, made when asked.

export default {
  fetch(request) {
    const key = decodeURIComponent(new URL(request.url).pathname.slice(1))
    const event = /^host:(fair-(\d+))\.localhost$/.exec(key)
    if (event === null) return new Response('', { status: 404 })
    const host = `${event[1]}.localhost`
    return Response.json({
      schema: 1,
      revision: 1,
      key: event[1],
      storeId: `${event[1]}-1`,
      name: `Fair number ${event[2]}`,
      canonicalHost: host,
      hosts: [host],
      status: 'live',
      timeZone: 'Asia/Manila',
      locales: ['en'],
      starts: '2027-02-26',
      ends: '2027-02-27',
      place: 'Hall A',
      theme: {},
    })
  },
}
