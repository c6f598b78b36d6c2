import type { Personal } from '../../store/feature.ts'
import { isoTime } from '../iso-time.ts'
import type { Consent } from './consent.ts'

/** What somebody agreed to. Where nothing is left to be used, no consent is needed as a proof. */
export const privacyPersonal: Personal = {
  export(sql, person) {
    const rows = sql.all<Consent>(
      'SELECT * FROM privacy_consents WHERE person = ? ORDER BY number',
      person,
    )
    return rows.map(({ text, version, locale, given, withdrawn }) => ({
      'agreed to': text,
      'version of the text': version,
      language: locale,
      given: isoTime(given),
      withdrawn: isoTime(withdrawn),
    }))
  },
  erase(sql, person) {
    sql.all('DELETE FROM privacy_consents WHERE person = ?', person)
  },
}
