/** Counts the processor's time, in milliseconds: a machine that is busy with something else lengthens a wait, not this. */
export function processor(): () => number {
  const began = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  };
}
