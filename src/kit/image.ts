/** An image token of the theme (`logo`, `banner`) made of SVG: no file of its own, and no script runs. */
export const image = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`
