// What GitHub accepts as a login. Anything else in a list of people is a mistake,
// above all letters that only look like ASCII ones. Behind a `_` stands the short
// name of an enterprise that manages its users itself.
export const LOGIN = /^(?=.{1,39}$)[A-Za-z\d]+(?:-[A-Za-z\d]+)*(?:_[A-Za-z\d]+)?$/;

/** Whether a text can be a login on GitHub. */
export function isLogin(text: string): boolean {
  return LOGIN.test(text);
}

/** Logins are compared without case, by ASCII alone; one leading `@` is dropped. */
export function foldLogin(login: string): string {
  return login.replace(/^@/, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
