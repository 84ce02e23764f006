import { describe, expect, it } from 'vitest';
import type { NotifyEvent, NotifyPort } from '../../worker/ports/notify/port.ts';

export const event: NotifyEvent = {
  id: 'evt_0123456789',
  type: 'refund.approved',
  timestamp: '2026-11-23T10:00:00.000Z',
  data: { key: 'shop/FW10002/FW-B42-BRN/1', amount: 18_900, currency: 'EUR', item: 'Karwendel hiking boots, 42 – größer' },
};

/** What every driver of `notify` keeps: an answer of the promised form, never an exception, the same for the same event. */
export function testNotify(name: string, make: () => NotifyPort, expected: 'sent' | 'nobody'): void {
  describe(`notify: ${name}`, () => {
    it('says what became of an event', async () => {
      expect(await make().send(event)).toEqual({ ok: true, value: expected });
    });

    it('takes the same event again', async () => {
      const port = make();
      expect(await Promise.all([port.send(event), port.send(event)])).toEqual([
        { ok: true, value: expected },
        { ok: true, value: expected },
      ]);
    });
  });
}
