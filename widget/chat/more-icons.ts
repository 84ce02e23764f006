/** Shapes that only what is fetched after opening shows (see icons.tsx for the rest). */
export const back = 'M15 5l-7 7 7 7';
export const page = 'M7 3h7l4 4v14H7zM10 12h5M10 16h5';
export const clock = 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2';
export const up = 'M7 11v9H4v-9zM7 11l4-8c2 0 3 1 2.5 3L13 9h5a2 2 0 0 1 2 2.5l-2 7a2 2 0 0 1-2 1.5H7';
export const down = 'M17 13V4h3v9zM17 13l-4 8c-2 0-3-1-2.5-3L11 15H6a2 2 0 0 1-2-2.5l2-7A2 2 0 0 1 8 4h9';
