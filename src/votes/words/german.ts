import { type Language, words } from './language.ts';

export const GERMAN: Partial<Language> = {
  lead: words(`hier | hier ist | hier mein | mein votum | hallo | hallo zusammen | moin | liebe alle | guten tag | servus | ja | also | klar | ein
    | eine | von mir ein | klares | dickes | auch | von mir | von mir auch | ich | ich bin | ich stimme
    | ich stimme mit | ich gebe | ich gebe ein | ich vote | mein | meine | meine stimme | meine stimme ist
    | mein votum | mein votum ist | danke | vielen dank | passt | sieht gut aus | alles gut | gut | super
    | prima | hiermit | damit | daher | somit | insgesamt | leider | tut mir leid | bindend
    | verbindlich | nicht bindend | unverbindlich | fur mich | dafur`),
  labels:
    words(`insgesamt | mein votum | votum | meine stimme | stimme | fazit | gesamt | ergebnis fur mich
    | zusammenfassung | nachtrag | korrektur`),
  reports:
    words(`schrieb | stimmte | sagte | stimmen | bisher | ergebnis | brauchen | fehlt | fehlen
    | bereits | schon | mindestens`),
  negations: words(`kein | keine | nicht | nie | weder | ohne`),
  refusals:
    words(`kann nicht | kann kein | kann keine | kann ich nicht | kann ich kein | werde nicht | werde kein
    | mochte nicht | mochte kein | gebe kein | gebe keine | konnte nicht | will nicht`),
  hedges:
    words(`wurde | ware | konnte | werde | vielleicht | eventuell | wohl | tendenziell | tendiere
    | vorlaufig | vorlaufiges | fast | bedingt | mochte | evtl`),
  afterthoughts:
    words(`spater | morgen | noch nicht | vielleicht | im prinzip | vorerst | unter vorbehalt
    | nicht von mir | grundsatzlich`),
  conditions:
    words(`wenn | falls | sofern | vorausgesetzt | unter der bedingung | unter der voraussetzung
    | solange | es sei denn | ausser wenn | vorbehaltlich`),
  connectors: words(
    `sobald | nachdem | bis | erst | bevor | aber nicht | aber erst | unter vorbehalt`,
  ),
  harmless: words(`auch wenn | wenn auch | als ob | nicht bindend`),
  fillers:
    words(`aber | nur | und | allerdings | jedoch | dann | erst | fur | das | die | den | release | von
    | mir | meinerseits`),
  owners: words(`mein | meine | stimme | stimme mit | gebe | gebe ein | ich`),
  fromMe: words(`von mir | fur mich | meinerseits | von meiner seite | auch von mir | von uns`),
  about: words(`fur | zu | zum | zur | auf | uber`),
  subjects: words(
    `release | veroffentlichung | version | freigabe | paket | das release | mich | kandidat`,
  ),
  otherSubjects: words(`vorschlag | idee | kommentar | verschieben | verlangern | warten | abbrechen
    | neuen | neues | bobs | deine | deinen | seinen | ihren | abbruch | verlangerung`),
  binding: words(`bindend | verbindlich`),
  nonBinding: words(
    `nicht bindend | nicht-bindend | unverbindlich | nicht verbindlich | nichtbindend`,
  ),
  changes: words(
    `andere | andern | geandert | wechsle | wechsele | korrigiere | aktualisiere | anderung`,
  ),
  withdrawals: words(
    `ziehe | zuruckziehen | zuruck | widerrufe | widerruf | zuruckgezogen | nehme`,
  ),
  vote: words(`stimme | votum`),
  to: words(`auf | zu | ist jetzt`),
  plusOne: words(`plus eins | pluseins`),
  minusOne: words(`minus eins`),
};
