import { AROUND, type EventData, ROWS } from './event-data.ts'

/** The same event for Flask: the same five routes, texts, styles and the same page, byte for byte. */
export function flaskSource(data: EventData): string {
  const { noun, city, key, name, ways, opens, closes, seats, slogans, prefix } = data
  const [open, close] = AROUND[data.list] ?? AROUND[0]
  const row = (ROWS[data.list] ?? ROWS[0]).replace(/\{(\w+)\}/g, '{{ one.$1 }}')
  const text = JSON.stringify
  return `from flask import Flask, current_app, jsonify, request

${noun.toUpperCase()} = [
${data.stands.map((stand) => `    ${text(stand)},`).join('\n')}
]
OPENS, CLOSES, SEATS = ${opens}, ${closes}, ${seats}
MESSAGES = {
    "en": {"home.agenda": ${text(slogans[1])}, "home.people": ${text(slogans[2])}, "agenda.title": ${text(slogans[3])}},
    "de": {"home.first": ${text(`Zuerst in ${city}`)}, "agenda.title": ${text(slogans[5])}},
}
THEME = {"accent": "${data.accent}", "highlight": "${data.highlight}", "radius": "${data.radius}"}
STYLES = """.${prefix}-facts { border-top: 1px solid ${data.accent} } .${prefix}-facts dd { color: ${data.highlight} }"""

WHO = """<!doctype html><html lang="en"><head><title>{{ name }}</title></head><body><h1>${noun} in ${city}</h1>${open}{% for one in stands %}${row}{% endfor %}${close}<p>{{ stands|length }} in all, {{ hours }} hours a day</p></body></html>"""
WAY = """<h1>The way to {{ name }}</h1><p>${ways[0]}</p><p>${ways[1]} Doors open at {{ opens }}.</p><p>${ways[2]}</p>"""
FACTS = """<section class="wrap ${prefix}-facts"><h2>${city} in numbers</h2><p>${slogans[0]}</p><dl><dt>${noun}</dt><dd>{{ stands|length }}</dd></dl></section>"""


def create_app():
    app = Flask("${key.replaceAll('-', '_')}", static_folder=None)
    who, way, facts = (app.jinja_env.from_string("{% autoescape true %}" + t + "{% endautoescape %}") for t in (WHO, WAY, FACTS))

    @app.get("/who")
    def list_stands():
        return who.render(name=current_app.config["EVENT_NAME"], stands=${noun.toUpperCase()}, hours=CLOSES - OPENS)

    @app.get("/who/<stand>")
    def one_stand(stand):
        for one in ${noun.toUpperCase()}:
            if one["stand"] == stand:
                return jsonify(one | {"event": "${key}"})
        return jsonify({"error": "No stand " + stand}), 404

    @app.get("/api/${noun}.json")
    def api():
        return jsonify({"${noun}": ${noun.toUpperCase()}, "countries": sorted({one["country"] for one in ${noun.toUpperCase()}})})

    @app.get("/way")
    def the_way():
        return way.render(name=current_app.config["EVENT_NAME"], opens=OPENS)

    @app.post("/seats")
    def ask_seats():
        wanted = request.get_json().get("seats")
        if not isinstance(wanted, int) or not 1 <= wanted <= SEATS:
            return jsonify({"error": f"Ask for 1 to {SEATS} seats at ${name}."}), 400
        return jsonify({"seats": wanted, "left": SEATS - wanted}), 201

    app.facts = facts
    return app
`
}
