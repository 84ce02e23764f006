import { defaultRangeExtractor, elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';

interface Rows {
  count: number;
  /** A new function whenever the rows or their order changed: positions are worked out again. */
  keyOf: (index: number) => string;
  /** Rows that stay rendered wherever the list is scrolled to: those with the focus, or open. */
  keep: readonly number[];
  /** The scrolling element around the list. */
  scroller: string;
}

/** A row's height before it was measured. */
const ESTIMATE = 112;
const OVERSCAN = 6;

/** @tanstack/virtual-core for Preact: which rows of a long list are rendered, and where each of them is. */
export function useVirtual(list: { readonly current: HTMLElement | null }, { count, keyOf, keep, scroller }: Rows) {
  const [, render] = useReducer((n: number) => n + 1, 0);
  const [margin, setMargin] = useState(0);
  const virtualizer = useMemo(() => new Virtualizer<HTMLElement, HTMLElement>(options()), []);
  const anchor = useAnchor(virtualizer, keyOf, count);
  virtualizer.setOptions(options());

  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
    anchor();
    // What is above the list grows and shrinks as well.
    setMargin(list.current?.offsetTop ?? 0);
  });

  function options() {
    return {
      count,
      getItemKey: keyOf,
      getScrollElement: () => list.current?.closest<HTMLElement>(scroller) ?? null,
      estimateSize: () => ESTIMATE,
      overscan: OVERSCAN,
      scrollMargin: margin,
      rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) =>
        [...new Set([...defaultRangeExtractor(range), ...keep])].sort((a, b) => a - b),
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => render(undefined),
    };
  }

  return {
    height: virtualizer.getTotalSize(),
    measure: virtualizer.measureElement,
    items: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, top: start - margin })),
  };
}

/** Rows that come and go above what somebody reads do not move it. At the top of the list they do: there the new ones are looked for. */
function useAnchor(virtualizer: Virtualizer<HTMLElement, HTMLElement>, keyOf: (index: number) => string, count: number): () => void {
  const last = useRef(keyOf);
  if (last.current === keyOf) return () => undefined;
  last.current = keyOf;
  const offset = virtualizer.scrollOffset ?? 0;
  const first = virtualizer.getVirtualItems().find(({ end }) => end > offset);
  if (first === undefined || virtualizer.options.scrollMargin >= offset) return () => undefined;
  return () => {
    for (let index = 0; index < count; index++) {
      if (keyOf(index) !== first.key) continue;
      const start = virtualizer.measurementsCache[index]?.start ?? first.start;
      if (start !== first.start) virtualizer.scrollElement?.scrollBy({ top: start - first.start });
      return;
    }
  };
}
