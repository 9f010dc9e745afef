import type { Chat } from '../../../../src/plugin/chat.ts';
import { APP } from '../cast.ts';
import type { Ground } from '../ground.ts';
import type { WorldState } from '../state.ts';

/** A chat in which the App alone speaks. */
export function chatOf(ground: Ground, sight: () => WorldState): Chat {
  return {
    async find(channel, { mark }) {
      return sight().messages.find((each) => each.channel === channel && each.mark === mark);
    },
    async post(channel, { mark, text }) {
      const id = String(ground.takeId());
      const address = `https://chat.test/${channel}/${id}`;
      const message = { channel, id, text, address, mark };
      ground.change((state) => ({ ...state, messages: [...state.messages, message] }));
      ground.record(APP, 'message', { target: `#${channel}`, value: `${mark}\n${text}` });
      return message;
    },
  };
}
