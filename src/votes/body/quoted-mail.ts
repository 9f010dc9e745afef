import { plain } from './attribution.ts';

/** In front of a line that is quoted: a mark, or the initials of its author and a mark. */
const MARK = /^\s*(?:[>|»›❯＞┃│]|[\p{L}\p{N}]{1,12}>|&gt;)/u;

const FROM =
  'from|von|de|da|van|fran|fra|od|от|кого|发件人|差出人|보낸 사람|보낸사람|lahettaja|kimden|expediteur|remitente|mittente|afzender|avsandare';

const OTHERS =
  'sent|date|to|cc|subject|reply-to|gesendet|datum|an|betreff|envoye|objet|a|enviado|fecha|para|asunto|inviato|data|oggetto|verzonden|aan|onderwerp|skickat|till|amne|sendt|til|emne|wyslano|do|temat|отправлено|кому|тема|дата|送信日時|日時|日付|件名|宛先|发送时间|日期|收件人|主题|보낸 날짜|제목|받는 사람|lahetetty|vastaanottaja|aihe|gonderildi|kime|konu';

const FROM_LINE = new RegExp(`^(?:${FROM}) ?[:：] ?\\S`, 'u');
const HEADER_LINE = new RegExp(`^(?:${FROM}|${OTHERS}) ?[:：]`, 'u');

/** Between dashes, in whatever language: what follows is the mail that is answered, or passed on. */
const SEPARATOR =
  /^-{2,} ?(?:.{0,80}(?:original|forward|message|nachricht|mensaje|messaggio|bericht|meddelande|mensagem|reenviad|transfere|weitergeleitet|inoltrat|doorgestuurd|сообщение|wiadomosc|メッセージ|转发|原始|邮件|메시지|wrote).{0,80}) ?-{2,}$/u;

const PASSED_ON =
  /^(?:begin forwarded message|anfang der weitergeleiteten nachricht|debut du message (?:reexpedie|transfere)|inicio del mensaje reenviado|inizio messaggio inoltrato|inicio da mensagem encaminhada|begin doorgestuurd bericht) ?[:：]/u;

/** How many lines of a block of headers are looked at. */
const HEADERS = 5;

export function isQuoted(line: string): boolean {
  return MARK.test(line);
}

/** Whether whatever follows is another mail, beginning with this line. */
export function beginsOtherMail(lines: readonly string[], at: number): boolean {
  const line = plain(lines[at] ?? '');
  if (/^_{8,}$/.test((lines[at] ?? '').trim())) return true;
  return SEPARATOR.test(line) || PASSED_ON.test(line) || beginsHeaders(lines, at, line);
}

/** Two lines of headers or more, of which one says from whom. */
function beginsHeaders(lines: readonly string[], at: number, first: string): boolean {
  if (!HEADER_LINE.test(first)) return false;
  const block = lines.slice(at, at + HEADERS).map(plain);
  const end = block.findIndex((line) => !HEADER_LINE.test(line));
  const headers = end < 0 ? block : block.slice(0, end);
  return headers.length >= 2 && headers.some((line) => FROM_LINE.test(line));
}
