import { type Language, words } from './language.ts';

export const FRENCH: Partial<Language> = {
  lead: words(`bonjour | bonjour a tous | salut | salut a tous | a tous | oui | ok | donc | alors | un
    | une | gros | grand | aussi | egalement | pour moi | de ma part | je | je suis | je vote | je vote donc
    | je donne | je donne un | mon | mon vote | mon vote est | mon avis | merci | merci a tous | bien | tres bien
    | parfait | ca marche | c'est | c'est un | voici | voici mon | tout est bon | desole | malheureusement
    | contraignant | non contraignant | c'est bon pour moi`),
  labels:
    words(`mon vote | vote | conclusion | en conclusion | au final | globalement | bilan | verdict
    | correction | en resume`),
  reports: words(`a dit | a ecrit | a vote | les votes | resultat | il faut | il manque | manque
    | au moins | deja | jusqu'ici`),
  negations: words(`pas | pas de | aucun | jamais | sans | ni | non`),
  refusals: words(`ne peux pas | peux pas | ne vais pas | ne veux pas | ne donne pas | ne vote pas
    | ne pourrai pas | refuse`),
  hedges: words(`serais | voterais | donnerais | pourrais | vais | peut-etre | presque | plutot
    | provisoire | conditionnel | voterai | serai | donnerai | tente`),
  afterthoughts:
    words(`plus tard | demain | pas encore | peut-etre | en principe | sous reserve | pour l'instant
    | pas de ma part`),
  conditions:
    words(`si | sauf si | a condition | pourvu que | sous reserve | sous condition | du moment que
    | a moins que | si et seulement si | en supposant`),
  connectors:
    words(`quand | lorsque | des que | une fois | apres | avant | jusqu'a | tant que | mais pas
    | aussitot que`),
  harmless: words(`meme si | comme si | pas de souci | pas de probleme | aucun probleme`),
  fillers: words(
    `mais | seulement | uniquement | et | toutefois | cependant | pour | la | le | de ma part | release`,
  ),
  owners: words(`mon | vote | je vote | je donne | donne un | je | je suis`),
  fromMe: words(`de ma part | pour moi | pour ma part | de mon cote | egalement de ma part`),
  about: words(`pour | a | au | sur | concernant`),
  subjects: words(
    `release | version | publication | publier | sortie | la release | moi | paquet | livraison`,
  ),
  otherSubjects: words(`proposition | idee | commentaire | attendre | reporter | annuler | prolonger
    | repousser | nouvelle | autre | ta | votre | ce que`),
  binding: words(`contraignant | contraignante | liant`),
  nonBinding: words(
    `non contraignant | non contraignante | non-contraignant | non liant | non-binding`,
  ),
  changes: words(`change | changer | modifie | passe | corrige | changement`),
  withdrawals: words(`retire | retirer | annule | revoque`),
  vote: words(`vote`),
  to: words(`a | en | pour | vers`),
  plusOne: words(`plus un | plus une`),
  minusOne: words(`moins un | moins une`),
};
