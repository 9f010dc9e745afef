import { type Language, words } from './language.ts';

/** Words stand close to one another here; none is parted from its neighbours. */
export const JAPANESE: Partial<Language> = {
  lead: words(`皆さん | みなさん | こんにちは | お疲れ様です | お疲れさまです | はい | 了解です | 私は | 私も
    | 私の投票は | 私の票は | 投票は | 投票します | 賛成です | 賛成 | 同意します | 問題ありません | 問題なし
    | 問題ないです | 確認しました | 動作確認しました | リリースに | このリリースに | リリース | ありがとうございます
    | では | それでは | 残念ですが | すみません | 申し訳ありません | 反対です | 拘束力あり | 拘束力なし | に
    | 私から | 私からも | 個人的には`),
  labels: words(`投票 | 私の投票 | 結論 | 総合 | 総合判定 | 私の票 | 全体 | 訂正`),
  reports: words(
    `さんは | さんが | さんの | 現在 | 必要 | 集計 | 結果 | これまで | 以前 | 前回 | 足りない | あと`,
  ),
  negations: words(`ではない | じゃない`),
  refusals: words(`できません | できない | 出せません | しません`),
  hedges: words(`かも | おそらく | たぶん | 予定 | つもり | 仮 | 条件付き`),
  afterthoughts:
    words(`ではありません | ではない | じゃない | できません | できない | 出せません | しません | かも | 予定
    | つもり | とは言え | を撤回 | は撤回 | を取り消 | にはでき | はまだ | まだ | でしょうか | ですか | でいいですか
    | と思っていた | だった | でした | を待 | は保留 | は後で`),
  conditions: words(
    `もし | 場合 | 条件 | なければ | れば | たら | なら | 次第 | 前提 | 限り | までは | ないと`,
  ),
  connectors: words(`ただし | ただ | しかし | でも`),
  harmless:
    words(`問題ありません | 問題はありません | 問題ないです | 問題ない | 問題なければ幸い | 見つかりませんでした | 申し訳ありません
    | すみません | ありませんでした`),
  fillers: words(`です | ですが | だが | が | で | と | します | に`),
  owners: words(`投票を | 票を | 私の | 投票は | 私は`),
  fromMe: words(
    `です | でお願いします | します | に投票します | で賛成です | 私からも | です。よろしくお願いします`,
  ),
  otherSubjects: words(`コメント | 提案 | 延期 | 延長 | 中止`),
  binding: words(`拘束力あり | 拘束力がある`),
  nonBinding: words(`拘束力なし | 拘束力のない | 拘束力無し`),
  changes: words(`変更 | 変えます | 切り替え | 修正`),
  withdrawals: words(`撤回 | 取り消 | 取消 | 取り下げ`),
  vote: words(`投票 | 票`),
  to: words(`から | → | に`),
  plusOne: words(`プラス1 | プラス一 | プラスワン`),
  minusOne: words(`マイナス1 | マイナス一 | マイナスワン`),
};
