import { type Language, words } from './language.ts';

/**
 * Further languages, in which a vote is only held back: what makes it depend on
 * something, turns it round, or says of whom it is.
 */
export const OTHERS: Partial<Language> = {
  lead: words(`ola | oi | ciao | ciao a tutti | hej | hej alla | hoi | hallo allemaal | sim | ja | si | da | tak
    | takk | grazie | obrigado | bedankt | 大家好 | 谢谢 | 我的投票是 | 我投 | 我投票 | 赞成 | 同意 | 支持 | 안녕하세요
    | 찬성합니다 | 찬성 | meu voto | meu voto e | il mio voto | il mio voto e | mijn stem | mijn stem is | il mio
    | o meu voto | voto`),
  labels: words(`meu voto | il mio voto | mijn stem | min rost | 我的投票 | 投票 | 结论`),
  negations: words(
    `nao | non | niet | geen | inte | ikke | nie | не | 不 | 不是 | nenhum | nessun | nem`,
  ),
  refusals:
    words(`nao posso | non posso | kan niet | kan geen | kan inte | kan ikke | nie moge | не могу
    | 不能 | 无法 | 할 수 없`),
  hedges:
    words(`seria | sarei | zou | skulle | bylbym | talvez | forse | misschien | kanske | может | 可能
    | 也许 | votaria | voterei`),
  afterthoughts: words(`depois | domani | amanha | dopo | morgen | nog niet | ainda nao | non ancora
    | еще не | 吗 | 以后 | 아직`),
  conditions: words(`desde que | contanto que | a menos que | caso | purche | a condizione | a patto
    | a meno che | mits | indien | tenzij | op voorwaarde | jesli | jezeli | pod warunkiem | o ile | если
    | при условии | 如果 | 假如 | 只要 | 除非 | 前提 | 若 | 만약 | 조건 | 다면 | 되면 | 하면 | 으면 | forutsatt | forudsat
    | forutsett | om inte | hvis | pokud | jestli | eger | sartiyla | 的话 | 之后 | 以后再`),
  connectors:
    words(`se | quando | assim que | als | zodra | wanneer | nar | om | om bara | gdy | когда | после
    | appena | una volta | depois que | 等 | 待 | az | ma solo | mas so | maar alleen`),
  harmless: words(
    `anche se | mesmo se | als pmc | nessun problema | sem problemas | geen problemen`,
  ),
  fillers: words(`mas | ma | maar | men | но | 但 | 但是 | solo | alleen | bara`),
  owners: words(`meu | mio | mijn | min | мой | 我的`),
  fromMe:
    words(`da parte mia | per me | da minha parte | por mim | van mij | van mijn kant | fran mig
    | fra meg | fra mig | ode mnie | от меня | za me`),
  about: words(`per | voor | for | para | za | за`),
  subjects: words(
    `release | rilascio | versione | lancamento | versao | uitgave | выпуск | релиз | 发布 | 版本`,
  ),
  otherSubjects: words(`proposta | proposito | voorstel | forslag | предложение | 建议`),
  binding: words(`vincolante | bindende | обязывающий | 有约束力 | bindande`),
  nonBinding: words(`non vincolante | nao vinculante | niet-bindend | niet bindend | ikke-bindende
    | icke-bindande | 无约束力 | 非约束`),
  withdrawals: words(
    `retiro | ritiro | trek | intrekken | отзываю | 撤回 | 收回 | drar tillbaka | wycofuje`,
  ),
  changes: words(
    `mudo | altero | cambio | wijzig | verander | andrar | меняю | 改为 | 改成 | 更改`,
  ),
  vote: words(`voto | stem | rost | głos | голос | 投票`),
  to: words(`para | a | naar | till | til | na | на | 改为 | 为`),
  plusOne: words(`mais um | piu uno | plus een | 加一 | 加1 | плюс один | плюс 1`),
  minusOne: words(`menos um | meno uno | min een | 减一 | минус один`),
};
