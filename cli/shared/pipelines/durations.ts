const units = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** How long ago an ISO time is, in its two largest units: `3 h 20 min`. */
export function ageOf(time: string, now: Date): string {
  return durationInWords((now.getTime() - new Date(time).getTime()) / 1000);
}

export function durationInWords(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const first = units.findIndex(([, size]) => rest >= size);
  if (first < 0) return "0 s";
  const parts = units.slice(first, first + 2).map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${count} ${unit}` : "";
  });
  return parts.filter(Boolean).join(" ");
}
