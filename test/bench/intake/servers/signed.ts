import { checkedServer } from './checked.ts';
import { serve } from './serve.ts';

// The body is read and its signature checked; nothing is kept.
await serve(checkedServer(async () => {}));
