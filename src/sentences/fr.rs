//! What the bot says in French, to people it calls "vous".

use super::{Buttons, Faq, Help, Lines, Sentences, Talk, Trouble};

pub const SENTENCES: Sentences = Sentences {
    notice: "Ce sont des informations générales tirées d'un seul article, pas un avis médical. \
        S'il vous plaît, consultez votre médecin ou un autre professionnel de santé. En cas d'urgence, appelez le \
        {emergency}.",
    notice_in_danger: "Une fois le danger immédiat pris en charge, consultez votre médecin ou un autre professionnel de \
        santé.",
    withheld: "Je ne peux pas répondre à cela ici. Un pharmacien ou votre médecin peut vous aider pour cette question.",
    not_the_article: "Ne vient pas de l'article :",
    and: " et ",
    help: Help {
        general: "Aide générale, qui ne vient pas de l'article.",
        medical: "Appelez tout de suite le {emergency}.",
        medical_more: "Restez avec la personne, ou demandez à quelqu'un de rester avec vous, et faites ce qu'on vous dit au \
            téléphone. Gardez la boîte du médicament à portée de main. Si quelque chose a été avalé, {poison} peut aussi \
            aider. Si c'est un animal, appelez un vétérinaire. Si c'était pour mettre fin à ses jours, dites-le : on peut \
            aider pour cela aussi.",
        self_harm: "Parlez à quelqu'un maintenant, s'il vous plaît : appelez le {emergency} ou une ligne d'écoute.",
        self_harm_more: "Vous n'avez pas à traverser cela sans aide. {crisis} Si quelque chose a déjà été pris, appelez \
            d'abord le {emergency}. Si vous le pouvez, allez voir une personne de confiance et laissez-lui les comprimés. \
            S'il s'agit de quelqu'un d'autre, restez avec cette personne et appelez avec elle.",
        medical_first: "Si quelqu'un en a trop pris, ne se réveille pas, respire mal ou fait une crise convulsive : appelez \
            tout de suite le {emergency}.",
        self_harm_first: "Si vous risquez de vous faire du mal, ou si quelqu'un d'autre risque de s'en faire : appelez tout \
            de suite le {emergency}. {crisis}",
        run_out: "Si vous n'en avez plus et que vous vous sentez mal, contactez dès aujourd'hui {urgent}.",
    },
    lines: Lines {
        emergency: "numéro d'urgence de votre pays",
        poison: "le centre antipoison",
        urgent: "un service de soins urgents près de chez vous",
        crisis: "Le site findahelpline.com donne des lignes d'écoute dans de nombreux pays.",
        crisis_set: |lines| format!("Lignes d'écoute : {lines}. Pour d'autres pays, voyez findahelpline.com."),
    },
    faq: Faq {
        greeting: |title, example| {
            format!(
                "Posez-moi une question sur {title}, par exemple : {example} (Sur Discord, /faq liste montre tout.)"
            )
        },
        list: |title| format!("Les questions auxquelles je peux répondre sur {title}"),
        unsure: "Je ne sais pas bien laquelle de ces questions est la vôtre :",
        unknown: |title| {
            format!(
                "Je n'ai rien trouvé là-dessus : l'article sur {title} n'en parle pas, ou je n'ai pas compris la question. \
                 Vous pouvez la poser autrement, ou demander à un pharmacien ou à votre médecin."
            )
        },
        nearest: "Je ne sais pas si l'article en parle. Ses sujets les plus proches :",
        near_to_that: "Questions proches auxquelles l'article répond :",
        not_covered: |about| format!("L'article ne dit rien sur {about}."),
        ask_them: "Un pharmacien ou votre médecin peut vous aider pour cette question.",
        personal: "Je ne peux pas décider cela pour vous. Avant de changer quoi que ce soit, demandez à la personne qui l'a \
            prescrit ou à un pharmacien, s'il vous plaît.",
        refused: "Je ne peux pas aider à obtenir, vendre, partager ou modifier un médicament sur ordonnance. Pour une \
            ordonnance ou un renouvellement, demandez à un médecin ou à un pharmacien.",
        source: |document, places| format!("« {document} », {places}"),
        place: |paragraph, quote| format!("paragraphe {paragraph} : « …{quote}… »"),
    },
    talk: Talk {
        said_before: |link| format!("La réponse a été donnée ici il y a un instant : {link}"),
        helped: "Merci de l'avoir dit.",
        not_helped: "Je regrette que cela n'ait pas aidé. Vous pouvez demander autrement, ou demander à un pharmacien ou à votre médecin.",
        call_helpers: |role| format!("{role} Ma réponse n'a pas aidé ici. Quelqu'un peut-il regarder ?"),
        calling: "J'appelle les aidants.",
        nobody_to_call: "Personne n'est désigné ici pour être appelé.",
        called_already: "Les aidants ont déjà été appelés.",
        nothing_picked: "Rien n'a été choisi.",
        asked_for_by: |whom| format!("À la demande de {whom} :"),
        not_a_person: "Cela n'a pas été écrit par une personne, il n'y a donc personne à qui répondre.",
        no_answer: "Je n'ai pas trouvé de réponse à ce message, je n'y ai donc pas répondu.",
        replied: "J'ai répondu à ce message.",
    },
    buttons: Buttons {
        helped: "Cela a aidé",
        not_helped: "Cela n'a pas aidé",
        helpers: "Demander aux aidants",
        delete: "Supprimer",
        related: "Questions liées",
    },
    trouble: Trouble {
        unreadable: "Je ne peux pas lire une réponse qui ne me mentionne pas. Mentionnez-moi, ou utilisez /demander, s'il \
            vous plaît.",
        elsewhere: "Je réponds seulement dans les salons d'un serveur soumis à une limite d'âge.",
        no_faq: "Je n'arrive pas à lire ma FAQ en ce moment, je ne peux donc pas répondre. Un pharmacien ou votre médecin \
            peut vous aider.",
        too_fast: "Cela fait beaucoup de questions en peu de temps. Attendez une minute, s'il vous plaît, puis demandez à \
            nouveau. Si quelqu'un est en danger, dites-le avec des mots simples : à cela, je réponds toujours.",
        not_your_button: "Ces boutons sont pour la personne qui a posé la question. Avec /demander, vous pouvez poser la \
            vôtre.",
        old_button: "Ce bouton vient d'une autre version du bot. Posez à nouveau votre question avec /demander, s'il vous \
            plaît.",
        topic_gone: "Ce sujet n'est plus dans la FAQ. /faq liste montre ce qui s'y trouve.",
        no_such_topic: "Aucun sujet ne porte ce nom. /faq liste les montre tous.",
        no_question: "Je n'y ai trouvé aucune question. Essayez encore en quelques mots, s'il vous plaît.",
        unknown_command: "Je ne connais pas cette commande. Essayez /demander ou /faq.",
        unread: "Je n'ai pas pu lire cela. Essayez encore, ou écrivez-moi directement, s'il vous plaît.",
        not_an_admin: "Seules les personnes qui peuvent gérer ce serveur, ou que le propriétaire du bot a inscrites, \
            peuvent faire cela ici.",
    },
    prompt: "Votre question (Ctrl-D pour finir) : ",
};
