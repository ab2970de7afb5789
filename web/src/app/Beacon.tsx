/** The mark: a beacon tower with its fire. */
export function Beacon({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M16 1.500c.8 4.300 6.200 6.400 6.200 12a6.200 6.200 0 0 1-12.400 0c0-2.900 1.500-4.600 2.700-6.100.4 1.900 1.300 2.700 2 3-.4-3.400.1-6.300 1.500-8.900z"
        fill="#f4691c"
      />
      <path
        d="M16 11.200c.4 1.900 2.500 2.800 2.500 5a2.500 2.500 0 0 1-5 0c0-2.100 1.900-2.900 2.500-5z"
        fill="#ffd8a8"
      />
      <path d="M8.800 21.500h14.400l2.300 9H6.500z" fill="currentColor" />
      <path
        d="M7.600 26h16.800M12.600 21.800v4M19.400 21.800v4M16 26.200v4"
        stroke="var(--beacon-joint, #171a21)"
        strokeWidth="1"
      />
    </svg>
  );
}
