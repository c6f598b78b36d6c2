/** The fields of a JSON body; none where it is no JSON, or no object. */
export async function bodyFields(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await request.json().catch(() => null)
  return typeof body === 'object' && body !== null
    ? (body as Readonly<Record<string, unknown>>)
    : {}
}
