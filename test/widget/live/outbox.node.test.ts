import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOutbox, type Entry, newClientId } from '../../../widget/live/outbox.ts';

function setUp(saved: string | null = null) {
  const disk = { value: saved };
  const sent: Entry[] = [];
  const seen: { entries: readonly Entry[] } = { entries: [] };
  const line = { open: false };
  const outbox = createOutbox({
    load: () => disk.value,
    save: (value) => {
      disk.value = value;
    },
    transmit: (entry) => {
      if (line.open) sent.push(entry);
      return line.open;
    },
    onChange: (entries) => {
      seen.entries = entries;
    },
  });
  return { outbox, disk, sent, seen, line };
}

test('client ids are what the protocol takes, and do not repeat', () => {
  const ids = Array.from({ length: 1_000 }, newClientId);
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
});

test('what was said without a connection goes out in order when there is one', () => {
  const { outbox, sent, line } = setUp();
  outbox.add('send', 'one');
  outbox.add('send', 'two');
  expect(sent).toEqual([]);
  line.open = true;
  outbox.flush();
  expect(sent.map((entry) => entry.text)).toEqual(['one', 'two']);
});

test('a reload loses nothing, and what storage holds is not believed blindly', () => {
  const first = setUp();
  first.outbox.add('send', 'kept');
  first.outbox.add('person', '');
  expect(setUp(first.disk.value).outbox.waiting()).toEqual(first.outbox.waiting());
  for (const saved of ['', 'nonsense', '{"a":1}', '[1,null,{"clientId":4}]', '[{"clientId":"12345678","kind":"delete","text":""}]']) {
    expect(setUp(saved).outbox.waiting()).toEqual([]);
  }
});

test('a refused message keeps its text, waits, and can be sent again or thrown away', () => {
  const { outbox, sent, seen, line } = setUp();
  line.open = true;
  outbox.add('send', 'too fast');
  const [{ clientId } = { clientId: '' }] = outbox.waiting();
  outbox.refuse(clientId, 'rate-limited');
  expect(outbox.waiting()).toEqual([]);
  expect(seen.entries).toMatchObject([{ text: 'too fast', refused: 'rate-limited' }]);
  outbox.flush();
  expect(sent).toHaveLength(1);
  outbox.retry(clientId);
  expect(sent.map((entry) => entry.clientId)).toEqual([clientId, clientId]);
  outbox.refuse(clientId, 'rate-limited');
  outbox.discard(clientId);
  expect(seen.entries).toEqual([]);
});

type Step = 'say' | 'drop' | 'connect' | 'reload' | 'deliver' | 'acknowledge' | 'acknowledge-twice';
const steps: Step[] = ['say', 'drop', 'connect', 'reload', 'deliver', 'acknowledge', 'acknowledge-twice'];

/** A server that knows client ids, behind a wire that loses whatever is on it when the connection drops. */
test('whatever the network does, each message arrives exactly once and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 80 }), (run) => {
      const kept: string[] = [];
      const ids = new Set<string>();
      let wire: Entry[] = [];
      let acks: string[] = [];
      let open = false;
      let disk: string | null = null;
      let said = 0;
      const boot = () =>
        createOutbox({
          load: () => disk,
          save: (value) => {
            disk = value;
          },
          transmit: (entry) => {
            if (open) wire.push(entry);
            return open;
          },
          onChange: () => {},
        });
      let outbox = boot();
      const deliver = () => {
        const entry = wire.shift();
        if (!entry) return;
        if (!ids.has(entry.clientId)) kept.push(entry.text);
        ids.add(entry.clientId);
        acks.push(entry.clientId);
      };
      const act: Record<Step, () => void> = {
        say: () => outbox.add('send', `${++said}`),
        drop: () => {
          open = false;
          wire = [];
          acks = [];
        },
        connect: () => {
          if (open) return;
          open = true;
          outbox.flush();
        },
        reload: () => {
          act.drop();
          outbox = boot();
        },
        deliver,
        acknowledge: () => {
          const id = acks.shift();
          if (id) outbox.ack(id);
        },
        'acknowledge-twice': () => {
          const [id] = acks;
          if (id) outbox.ack(id);
        },
      };
      for (const step of run) act[step]();
      act.connect();
      act.drop();
      act.connect();
      while (wire.length > 0) deliver();
      while (acks.length > 0) act.acknowledge();
      expect(kept).toEqual(Array.from({ length: said }, (_, index) => `${index + 1}`));
      expect(outbox.waiting()).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
