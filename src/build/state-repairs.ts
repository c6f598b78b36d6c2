const INSTEAD =
  "Keep what changes in the event's store (c.env.store), or pass it from function to function as an argument."
const FOR_ALL = 'All events share it, so a change would reach every one of them.'

/** What is wrong with state and globals, each with the way out. */
export const repairs = {
  rebindable: (name: string, kind: string) =>
    `"${kind} ${name}" at module level outlives the request: visitors would see each other's value, and it is gone when the isolate is. Write "const" if it never changes. ${INSTEAD}`,
  state: (name: string) =>
    `"${name}" belongs to the module and is changed in a function: visitors would see each other's value, and it is gone when the isolate is. ${INSTEAD}`,
  staticField: () =>
    `A static field is changed in a function; it belongs to the module, so visitors would see each other's value. ${INSTEAD}`,
  platform: (name: string) =>
    `"${name}" is the platform's and is changed here. ${FOR_ALL} Write a function of your own and call that; keep values in a const of your module.`,
  foreign: (name: string, from: string) =>
    `"${name}" comes from "${from}" and is changed here. ${FOR_ALL} Make a copy and change that: { ...${name} } or structuredClone(${name}).`,
  prototype: () =>
    `A prototype is changed here. ${FOR_ALL} Write a function of your own and call that.`,
  undeclared: (name: string) =>
    `"${name}" is not declared in this file, so this writes a global. ${FOR_ALL} Declare it with const or let inside the function that uses it.`,
  codeFromText: () =>
    `eval and new Function make code out of text, which the platform refuses. Write the code as a function; read data with JSON.parse.`,
}
