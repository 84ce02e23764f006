import { parseArgs } from 'node:util';
import { nodeEncoder } from '../worker/local/encoder.ts';
import { questionsOf } from '../worker/ports/embed/port.ts';
import { memoryOrders } from '../worker/ports/orders/memory.ts';
import { sampleOrders } from '../worker/ports/orders/sample.ts';
import { assemble, BuildError, readKnowledge, readPolicy } from '../worker/release/build.ts';
import { makeEngine } from '../worker/release/engine.ts';
import { runCase } from '../worker/turn/simulate/run.ts';

const usage = `npm run policy -- check                  reads matrix, rules, topics and wording; every problem with its file
npm run policy -- explain "MESSAGE" …    what would happen, and which rule decides; several messages are one conversation`;

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { policy: { type: 'string' }, help: { type: 'boolean' } },
  });
  const [command, ...messages] = positionals;
  if (values.help || command === undefined) return console.log(usage);
  if (command !== 'check' && command !== 'explain') throw new Error(`there is no "${command}".\n${usage}`);

  const policy = await readPolicy(values.policy ?? 'policy');
  const tools = await nodeEncoder();
  const { hash, content } = await assemble(policy, await readKnowledge('kb/articles'), tools);
  if (command === 'check') {
    const { matrix, rules, topics, wording } = policy;
    return console.log(
      `${matrix.areas.length} areas, ${rules.length} rules, ${topics.length} topics, ${wording.length} languages: nothing to mend`,
    );
  }
  if (messages.length === 0) throw new Error(`explain needs a message.\n${usage}`);
  const made = makeEngine(hash, content, tools.makeScan);
  if (!made.ok) throw new BuildError(made.problems);
  const embed = questionsOf(tools.embedder, ({ why }) => console.error(`embedder: ${why}`));
  const result = await runCase(made.engine, embed, memoryOrders(sampleOrders(new Date())), { id: 'explain', messages, locale: 'en' });
  console.log(`outcome     ${result.outcome}${result.reason ? ` (${result.reason})` : ''}`);
  for (const id of result.ruleIds) console.log(`rule        ${id}: ${policy.rules.find((rule) => rule.id === id)?.why ?? ''}`);
  if (result.ruleIds.length === 0) console.log('rule        none matched, so a person answers');
  if (result.article)
    console.log(
      `article     ${result.article}, confidence ${result.confidence} of ${result.facts.knowledge.threshold} needed (${result.facts.knowledge.evidence})`,
    );
  console.log(`reply       ${result.reply.replaceAll('\n', '\n            ')}`);
  console.log(`facts       ${JSON.stringify(result.facts, null, 1).replaceAll('\n', '\n            ')}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof BuildError ? error.message : `policy: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
