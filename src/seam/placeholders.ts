/**
 * The values that an ICU message has places for, by name: `{count, plural, one {# talk} other {…}}` has
 * `count`. Read from brace to brace, since types cannot count letters.
 *
 * @typeParam Deep what is open: `t`, a text within a choice; `a`, a choice
 */
export type Placeholders<Text extends string, Deep extends string = ''> =
  NextBrace<Text> extends [infer Brace, infer Rest extends string]
    ? Brace extends '{'
      ? Deep extends `a${string}`
        ? Placeholders<Rest, `t${Deep}`>
        : Argument<Rest, Deep>
      : Deep extends `${'a' | 't'}${infer Outer}`
        ? Placeholders<Rest, Outer>
        : Placeholders<Rest>
    : never

/** What follows an opening brace in a text: a name, and with some names a choice between texts. */
type Argument<Text extends string, Deep extends string> =
  NextBrace<Text> extends [infer Brace, infer Rest extends string]
    ? Text extends `${infer Head}${Brace & string}${string}`
      ? Head extends `${infer Name},${string}`
        ? | Trim<Name>
          | (Brace extends '{' ? Placeholders<Rest, `ta${Deep}`> : Placeholders<Rest, Deep>)
        : Trim<Head> | Placeholders<Rest, Deep>
      : never
    : never

/** The first brace of a text, and what stands after it. */
type NextBrace<Text extends string> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${string}`
    ? Closing<Text>
    : ['{', After]
  : Closing<Text>

type Closing<Text extends string> = Text extends `${string}}${infer After}` ? ['}', After] : null

type Trim<Text extends string> = Text extends ` ${infer Rest}` | `\n${infer Rest}`
  ? Trim<Rest>
  : Text extends `${infer Rest} ` | `${infer Rest}\n`
    ? Trim<Rest>
    : Text
