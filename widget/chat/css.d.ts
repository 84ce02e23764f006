/** The build turns a style sheet imported this way into its minified text. */
declare module '*.css?inline' {
  const css: string;
  export default css;
}
