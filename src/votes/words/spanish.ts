import { type Language, words } from './language.ts';

export const SPANISH: Partial<Language> = {
  lead: words(`hola | hola a todos | buenas | buenos dias | a todos | claro | vale | entonces | un | una
    | gran | tambien | por mi parte | de mi parte | para mi | yo | voto | yo voto | voto por | doy | doy mi
    | le doy un | mi | mi voto | mi voto es | mi voto es un | gracias | muchas gracias | bien | muy bien | perfecto
    | todo bien | todo correcto | aqui va mi | es | es un | lo siento | lamentablemente | vinculante | no vinculante`),
  labels: words(`mi voto | voto | mi voto final | conclusion | en resumen | en conclusion | resumen
    | veredicto | correccion | en general`),
  reports:
    words(`dijo | escribio | voto a favor | los votos | votos | resultado | necesitamos | faltan
    | falta | al menos | ya`),
  negations: words(`no | ningun | nunca | sin | ni | tampoco`),
  refusals: words(
    `no puedo | no voy a | no quiero | no doy | no voto | no podria | no daria | no podre`,
  ),
  hedges: words(`estaria | votaria | daria | podria | voy a | quizas | quiza | tal vez | casi
    | provisional | condicional | votare | dare | seria`),
  afterthoughts: words(`mas tarde | manana | todavia no | aun no | quizas | en principio | por ahora
    | no de mi parte`),
  conditions:
    words(`si | siempre que | siempre y cuando | a condicion | con la condicion | salvo que
    | a menos que | suponiendo | condicionado | solo si`),
  connectors: words(`cuando | en cuanto | una vez | despues | antes | hasta | mientras | pero no
    | tan pronto como`),
  harmless: words(`aunque si | si bien | como si | sin problemas | ningun problema`),
  fillers: words(
    `pero | solo | solamente | y | sin embargo | para | por | la | el | release | entonces`,
  ),
  owners: words(`mi | voto | doy | yo voto | doy un | yo`),
  fromMe: words(`de mi parte | por mi parte | por mi | para mi | de mi lado | tambien de mi parte`),
  about: words(`para | a | al | por | sobre | con`),
  subjects: words(`release | version | lanzamiento | publicacion | publicar | lanzar | paquete | mi
    | liberacion`),
  otherSubjects: words(`propuesta | idea | comentario | esperar | aplazar | cancelar | extender
    | posponer | nueva | nuevo | otra | tu | su | lo que`),
  binding: words(`vinculante`),
  nonBinding: words(`no vinculante | no-vinculante`),
  changes: words(`cambio | cambiar | cambiando | cambie | modifico | corrijo | paso`),
  withdrawals: words(`retiro | retirar | anulo | revoco | cancelo`),
  vote: words(`voto`),
  to: words(`a | en | por`),
  plusOne: words(`mas uno | mas 1`),
  minusOne: words(`menos uno | menos 1`),
};
