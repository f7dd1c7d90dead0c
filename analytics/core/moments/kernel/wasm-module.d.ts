/** Workers take compiled modules alone: the bundler turns the import into one. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
