import { useState } from 'preact/hooks';

/** What did not work, what the server said, and the way on. */
export function Failed({ what, message, retry }: { what: string; message: string; retry: () => Promise<void> }) {
  const [trying, setTrying] = useState(false);
  const run = () => {
    if (trying) return;
    setTrying(true);
    void retry().finally(() => setTrying(false));
  };
  return (
    <div class="empty" role="alert">
      <p>{what}</p>
      <p>{message}</p>
      <button type="button" class="button" aria-disabled={trying} onClick={run}>
        {trying ? 'Trying' : 'Try again'}
      </button>
    </div>
  );
}
