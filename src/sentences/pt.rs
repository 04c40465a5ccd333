//! What the bot says in Portuguese as in Brazil, to people it calls "você".

use super::{Buttons, Faq, Help, Lines, Sentences, Talk, Trouble};

pub const SENTENCES: Sentences = Sentences {
    notice: "Esta é uma informação geral, tirada de um único artigo, e não uma orientação médica. \
        Por favor, consulte seu médico ou outro profissional de saúde. Em uma emergência, ligue para o {emergency}.",
    notice_in_danger: "Quando o perigo imediato já estiver sendo atendido, consulte seu médico ou outro profissional de \
        saúde.",
    withheld: "Não posso responder a isso aqui. Um farmacêutico ou seu médico pode ajudar com essa pergunta.",
    not_the_article: "Não é do artigo:",
    and: " e ",
    help: Help {
        general: "Ajuda geral, não é do artigo.",
        medical: "Ligue agora para o {emergency}.",
        medical_more: "Fique com a pessoa, ou peça para alguém ficar com você, e faça o que disserem ao telefone. Deixe a \
            caixa do remédio por perto. Se algo foi engolido, {poison} também pode ajudar. Se for um animal, ligue para um \
            veterinário. Se foi para tirar a própria vida, diga isso: eles podem ajudar com isso também.",
        self_harm: "Por favor, fale com alguém agora: ligue para o {emergency} ou para uma linha de apoio em crise.",
        self_harm_more: "Você não precisa passar por isso sem companhia. {crisis} Se algo já foi tomado, ligue primeiro \
            para o {emergency}. Se puder, vá até alguém em quem você confia e deixe os comprimidos com essa pessoa. Se for \
            outra pessoa que precisa de ajuda, fique com ela e ligue junto com ela.",
        medical_first: "Se alguém tomou demais, não acorda, respira com dificuldade ou tem uma convulsão: ligue agora para \
            o {emergency}.",
        self_harm_first: "Se você ou outra pessoa corre o risco de se machucar: ligue agora para o {emergency}. {crisis}",
        run_out: "Se o seu remédio acabou e você está passando mal, procure hoje mesmo {urgent}.",
    },
    lines: Lines {
        emergency: "número de emergência do seu país",
        poison: "o centro de informação toxicológica",
        urgent: "o pronto atendimento mais próximo",
        crisis: "O site findahelpline.com mostra linhas de apoio em crise de muitos países.",
        crisis_set: |lines| format!("Linhas de apoio em crise: {lines}. Para outros países, veja findahelpline.com."),
    },
    faq: Faq {
        greeting: |title, example| {
            format!("Pergunte-me sobre {title}, por exemplo: {example} (No Discord, /faq lista mostra tudo.)")
        },
        list: |title| format!("O que posso responder sobre {title}"),
        unsure: "Não sei bem qual destas perguntas é a sua:",
        unknown: |title| {
            format!(
                "Não encontrei nada sobre isso: o artigo sobre {title} não trata disso, ou não entendi a pergunta. Você \
                 pode perguntar com outras palavras, ou perguntar a um farmacêutico ou ao seu médico."
            )
        },
        nearest: "Não sei se o artigo trata disso. Os temas mais próximos que ele tem:",
        near_to_that: "Perguntas parecidas que o artigo responde:",
        not_covered: |about| format!("O artigo não diz nada sobre {about}."),
        ask_them: "Um farmacêutico ou seu médico pode ajudar com essa pergunta.",
        personal: "Não posso decidir isso por você. Por favor, pergunte a quem receitou, ou a um farmacêutico, antes de \
            mudar qualquer coisa.",
        refused: "Não posso ajudar a conseguir, vender, dividir ou alterar um remédio de receita. Se você precisa de uma receita ou de renovar a sua, pergunte a um médico ou a um farmacêutico.",
        source: |document, places| format!("“{document}”, {places}"),
        place: |paragraph, quote| format!("parágrafo {paragraph}: “…{quote}…”"),
    },
    talk: Talk {
        said_before: |link| format!("Isso foi respondido aqui há pouco: {link}"),
        helped: "Agradeço por avisar.",
        not_helped: "Sinto muito que não tenha ajudado. Você pode perguntar com outras palavras, ou perguntar a um farmacêutico ou ao seu médico.",
        call_helpers: |role| format!("{role} Minha resposta não ajudou aqui. Alguém pode dar uma olhada?"),
        calling: "Estou chamando os ajudantes.",
        nobody_to_call: "Aqui não há ninguém indicado para ser chamado.",
        called_already: "Os ajudantes já foram chamados.",
        nothing_picked: "Nada foi escolhido.",
        asked_for_by: |whom| format!("A pedido de {whom}:"),
        not_a_person: "Isso não foi escrito por uma pessoa, então não há a quem responder.",
        no_answer: "Não encontrei resposta para essa mensagem, então não respondi.",
        replied: "Respondi a essa mensagem.",
    },
    buttons: Buttons {
        helped: "Isso ajudou",
        not_helped: "Isso não ajudou",
        helpers: "Perguntar aos ajudantes",
        delete: "Apagar",
        related: "Perguntas relacionadas",
    },
    trouble: Trouble {
        unreadable: "Não consigo ler uma resposta a mim que não me menciona. Por favor, me mencione nela ou use \
            /perguntar.",
        elsewhere: "Só respondo nos canais com restrição de idade de um servidor.",
        no_faq: "Não consigo ler minhas respostas neste momento, então não posso responder. Um farmacêutico ou seu médico \
            pode ajudar.",
        too_fast: "Foram muitas perguntas em pouco tempo. Por favor, espere um minuto e pergunte de novo. Se alguém está em \
            perigo, diga isso com palavras simples: a isso eu sempre respondo.",
        not_your_button: "Estes botões são para a pessoa que perguntou. Você pode me perguntar com /perguntar.",
        old_button: "Este botão é de outra versão do bot. Por favor, pergunte de novo com /perguntar.",
        topic_gone: "Esse tema não está mais entre as minhas respostas. /faq lista mostra os que existem.",
        no_such_topic: "Não há nenhum tema com esse nome. /faq lista mostra todos.",
        no_question: "Não encontrei nenhuma pergunta nisso. Por favor, tente de novo em poucas palavras.",
        unknown_command: "Não conheço esse comando. Tente /perguntar ou /faq.",
        unread: "Não consegui ler isso. Por favor, tente de novo ou me escreva diretamente.",
        not_an_admin: "Aqui só podem fazer isso as pessoas que gerenciam este servidor ou que o dono do bot colocou na \
            lista.",
    },
    prompt: "Sua pergunta (Ctrl-D termina): ",
};
