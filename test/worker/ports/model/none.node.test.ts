import { expect, test } from 'vitest';
import { noModel } from '../../../../worker/ports/model/none.ts';
import { modelCallSchema } from '../../../../worker/ports/model/port.ts';
import { asking, drafted } from '../../../contract/model.ts';

test('without a model nothing is asked, and each use says so', async () => {
  const port = noModel();
  expect(port.name).toBe('none');
  const { sentences, whole } = await drafted(port, asking());
  const answers = [
    whole,
    await port.standalone({ question: 'a', history: [] }),
    await port.summary({ transcript: [] }),
    await port.second({ question: 'a', categories: [] }),
    await port.judge({ sentence: 'a', passages: [], before: [] }),
  ];
  expect(sentences).toEqual([]);
  for (const answer of answers) {
    expect(answer).toMatchObject({
      ok: false,
      fault: { kind: 'not-installed', again: false },
      call: { tries: 0, sent: '', model: 'none' },
    });
    expect(modelCallSchema.safeParse(answer.call).success).toBe(true);
  }
  expect(noModel('none (misconfigured)').name).toBe('none (misconfigured)');
});
