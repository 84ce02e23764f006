export function RuleIds({ ids, none }: { ids: readonly string[]; none: string }) {
  if (ids.length === 0) return <span class="muted">{none}</span>;
  return (
    <ul class="rule-ids">
      {ids.map((id) => (
        <li key={id}>
          <code>{id}</code>
        </li>
      ))}
    </ul>
  );
}
