/** Stroke paths on a 24 × 24 grid, drawn for this console. */
const paths = {
  home: 'M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5',
  phone:
    'M5 4h3.5l1.8 4.6-2.2 1.6a12 12 0 0 0 5.7 5.7l1.6-2.2 4.6 1.8V19a1.5 1.5 0 0 1-1.6 1.5C10.600 20 4 13.400 3.500 5.600A1.500 1.500 0 0 1 5 4Z',
  'phone-off':
    'M3.500 14.500c4.700-4.700 12.300-4.700 17 0l-1.900 2.900-4.100-1.400v-2.600a12 12 0 0 0-5 0V16l-4.100 1.400Z',
  calls: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  leads:
    'M12 12a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM5 20c.6-3.600 3.400-5.500 7-5.500s6.400 1.900 7 5.500',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  play: 'M8 5.500v13l10.500-6.500Z',
  pause: 'M8.500 5.500v13M15.500 5.500v13',
  back: 'M19 12H5m6-6-6 6 6 6',
  forward: 'M5 12h14m-6-6 6 6-6 6',
  down: 'm6 9.500 6 6 6-6',
  download: 'M12 4v11m-4.500-4.500L12 15l4.500-4.500M5 19.500h14',
  mic: 'M12 14.500a3 3 0 0 0 3-3V6.500a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3ZM6 11.500a6 6 0 0 0 12 0M12 17.500V21',
  'mic-off':
    'M4 4l16 16M9 9v2.500a3 3 0 0 0 4.600 2.500M15 11V6.500a3 3 0 0 0-5.600-1.500M6 11.500a6 6 0 0 0 9.500 4.900M18 11.500a6 6 0 0 1-.3 1.900M12 17.500V21',
  keypad: 'M6 5h.01M12 5h.01M18 5h.01M6 11h.01M12 11h.01M18 11h.01M6 17h.01M12 17h.01M18 17h.01',
  send: 'M5 12h13M12.500 6.500 18 12l-5.500 5.500',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 3v1.500M12 19.500V21M3 12h1.500M19.500 12H21M5.600 5.600l1.100 1.100M17.300 17.300l1.100 1.100M5.600 18.400l1.100-1.100M17.300 6.700l1.100-1.100',
  moon: 'M19.500 14A8 8 0 0 1 10 4.500 8 8 0 1 0 19.500 14Z',
  system: 'M4 5h16v11H4zM9 20h6M12 16v4',
  alert: 'M12 8.500v4.500M12 16.500h.01M12 3.500 2.500 20h19Z',
  info: 'M12 11v5.500M12 7.500h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  browser: 'M3.500 5h17v14h-17zM3.500 9h17M6.500 7h.01',
  interrupted: 'M4 12h5M15 12h5M12 5v14',
  waves: 'M4 10.500v3M8 7v10M12 9.500v5M16 5v14M20 10v4',
  refresh: 'M19 12a7 7 0 1 1-2.100-5M19 4v4h-4',
} as const;

export type IconName = keyof typeof paths;

/** Decoration only: the control that holds it carries the name. */
export function Icon({ name, className = 'size-4' }: { name: IconName; className?: string }) {
  const isDotted = name === 'keypad' || name === 'calls';
  return (
    <svg
      viewBox="0 0 24 24"
      className={`shrink-0 ${className}`}
      fill={name === 'play' ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={isDotted ? 2.2 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
