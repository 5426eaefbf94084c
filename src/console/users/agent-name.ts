const browsers = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/HeadlessChrome|Chrom(?:e|ium)\//, 'Chrome'],
  [/Firefox\//, 'Firefox'],
  [/Safari\//, 'Safari'],
  [/curl\//, 'curl'],
] as const

const systems = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

/** Says which browser and system a `User-Agent` header speaks of, roughly; null when it can't be told. */
export function agentName(agent: string): string | null {
  const [browser, system] = [browsers, systems].map((all) => all.find(([pattern]) => pattern.test(agent))?.[1])
  return [browser, system].filter((one) => one !== undefined).join(', ') || null
}
