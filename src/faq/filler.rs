//! Words of asking and telling in each language, which say nothing about what is asked.
//!
//! English has its own, by how common a word is in English and in the vocabulary's `[filler]`. In the other languages
//! every word would be as telling as a rare one. What a filler counts is decided in [`crate::matching`].

use crate::language::Language;

const GERMAN: &str = "der die das den dem des ein eine einen einem einer eines und oder aber auch wenn weil dass ob als \
    ist sind war bin bist sein habe hat haben hatte wird werden kann kannst können darf dürfen soll sollte muss müssen \
    will möchte mag ich du er sie es wir ihr man mich mir dich dir ihn ihm uns euch mein meine meinen meinem meiner dein \
    deine seine ihre was wie wo wann warum wer welche welcher welches wofür womit in im an am auf aus bei mit nach von vom \
    zu zum zur für gegen um über unter durch ohne noch schon nur sehr so mal denn doch ja nein nicht kein keine etwas \
    dieses diese dieser diesen hier da dann damit davon hallo bitte danke eigentlich gerade gibt";
const SPANISH: &str = "el la los las un una unos unas lo al del de a en con por para sin sobre y o pero si que qué como \
    cómo cuando cuándo donde dónde cuál cuáles quién cuánto cuánta cuántos cuántas porque es son era fue ser está están \
    estoy estar he ha han haber hay tengo tiene tener puedo puede pueden poder debo debe deber quiero quiere hace hacer \
    me te se le les nos mi mis tu tus su sus yo él ella ellos usted ustedes este esta esto estos estas ese esa eso más \
    muy ya no sí también algo alguien hola favor gracias pregunta saber";
const FRENCH: &str = "le la les un une des du de d l à au aux en dans sur sous avec sans pour par et ou mais si que qu \
    quoi qui quand où comment pourquoi combien quel quelle quels quelles est sont était être suis es ai as a ont avoir \
    peux peut puis pouvoir dois doit faut veux veut fait faire ça ce c cet cette ces cela il elle on je j tu nous vous ils \
    me m te t se s mon ma mes ton ta tes son sa ses votre vos y ne n pas plus très déjà aussi quelque bonjour salut merci \
    plaît question savoir";
const PORTUGUESE: &str = "o a os as um uma uns umas ao à do da dos das de em no na nos nas com por para pra sem sobre e ou \
    mas se que como quando onde qual quais quem quanto quanta quantos quantas porque é são era foi ser está estão estou \
    estar tem tenho ter há posso pode podem poder devo deve quero quer faz fazer me te lhe nos meu minha meus minhas seu \
    sua eu ele ela eles você vocês este esta isto esse essa isso mais muito já não sim também algo alguém oi olá favor \
    obrigado obrigada pergunta saber dá";

/// The words of a language, split by spaces.
pub fn words(language: Language) -> &'static str {
    match language {
        Language::English => "",
        Language::German => GERMAN,
        Language::Spanish => SPANISH,
        Language::French => FRENCH,
        Language::Portuguese => PORTUGUESE,
    }
}
