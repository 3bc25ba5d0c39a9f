/**
 * Forgets the package's files that were being loaded when the time was over. Node keeps a module from the moment its file
 * starts to run: in a process that goes on, the next call would get it half made.
 */
export function forgetHalfLoaded(): void {
  for (const [file, module] of Object.entries(require.cache)) {
    if (module !== undefined && !module.loaded && file.startsWith(__dirname)) delete require.cache[file];
  }
}
