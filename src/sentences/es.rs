//! What the bot says in Spanish, to people it calls "usted", in words of Spain and America alike.

use super::{Buttons, Faq, Help, Lines, Sentences, Talk, Trouble};

pub const SENTENCES: Sentences = Sentences {
    notice: "Esto es información general de un solo artículo, no un consejo médico. \
        Por favor, consulte a su médico o a otro profesional de la salud. En una emergencia, llame al {emergency}.",
    notice_in_danger: "Cuando ya se esté atendiendo el peligro inmediato, consulte a su médico o a otro profesional de la \
        salud.",
    withheld: "Aquí no puedo responder a eso. Un farmacéutico o su médico puede ayudarle con esa pregunta.",
    not_the_article: "No es del artículo:",
    and: " y ",
    help: Help {
        general: "Ayuda general, no es del artículo.",
        medical: "Llame ahora mismo al {emergency}.",
        medical_more: "Quédese con la persona, o pida a alguien que se quede con usted, y haga lo que le digan por \
            teléfono. Tenga a mano la caja del medicamento. Si se tragó algo, también puede ayudar {poison}. Si es un \
            animal, llame a un veterinario. Si fue para quitarse la vida, dígalo: también pueden ayudar con eso.",
        self_harm: "Por favor, hable con alguien ahora: llame al {emergency} o a una línea de ayuda en crisis.",
        self_harm_more: "No tiene que pasar por esto a solas. {crisis} Si ya se tomó algo, llame primero al {emergency}. \
            Si puede, vaya con alguien de confianza y deje que esa persona guarde las pastillas. Si se trata de otra \
            persona, quédese a su lado y llame con ella.",
        medical_first: "Si alguien tomó demasiado, no se despierta, respira con dificultad o tiene una convulsión: llame \
            ahora mismo al {emergency}.",
        self_harm_first: "Si usted u otra persona corre el riesgo de hacerse daño: llame ahora mismo al {emergency}. \
            {crisis}",
        run_out: "Si se le acabó el medicamento y se siente mal, comuníquese hoy mismo con {urgent}.",
    },
    lines: Lines {
        emergency: "número de emergencias de su país",
        poison: "el centro de toxicología de su país",
        urgent: "su servicio local de atención urgente",
        crisis: "En findahelpline.com hay líneas de ayuda en crisis de muchos países.",
        crisis_set: |lines| format!("Líneas de ayuda en crisis: {lines}. Para otros países, vea findahelpline.com."),
    },
    faq: Faq {
        greeting: |title, example| {
            format!("Pregúnteme sobre {title}, por ejemplo: {example} (En Discord, /faq lista lo muestra todo.)")
        },
        list: |title| format!("Lo que puedo responder sobre {title}"),
        unsure: "No sé bien a cuál de estas preguntas se refiere:",
        unknown: |title| {
            format!(
                "No encontré nada sobre eso: el artículo sobre {title} no lo trata, o no entendí la pregunta. Puede \
                 hacerla con otras palabras, o preguntar a un farmacéutico o a su médico."
            )
        },
        nearest: "No sé si el artículo trata eso. Los temas más cercanos que tiene:",
        near_to_that: "Preguntas parecidas que el artículo responde:",
        not_covered: |about| format!("El artículo no dice nada sobre {about}."),
        ask_them: "Un farmacéutico o su médico puede ayudarle con esa pregunta.",
        personal: "No puedo decidir eso por usted. Por favor, pregunte a quien se lo recetó, o a un farmacéutico, antes de \
            cambiar nada.",
        refused: "No puedo ayudar a conseguir, vender, compartir ni alterar un medicamento con receta. Si necesita una receta o renovarla, pregunte a un médico o a un farmacéutico.",
        source: |document, places| format!("«{document}», {places}"),
        place: |paragraph, quote| format!("párrafo {paragraph}: «…{quote}…»"),
    },
    talk: Talk {
        said_before: |link| format!("Eso se respondió aquí hace un momento: {link}"),
        helped: "Gracias por decirlo.",
        not_helped: "Siento que no le haya ayudado. Puede preguntarlo con otras palabras, o preguntar a un farmacéutico o a su médico.",
        call_helpers: |role| format!("{role} Mi respuesta no ayudó aquí. ¿Puede alguien echar un vistazo?"),
        calling: "Estoy llamando a los ayudantes.",
        nobody_to_call: "Aquí no hay nadie indicado a quien llamar.",
        called_already: "Ya se llamó a los ayudantes.",
        nothing_picked: "No se eligió nada.",
        asked_for_by: |whom| format!("A petición de {whom}:"),
        not_a_person: "Eso no lo escribió una persona, así que no hay a quién responder.",
        no_answer: "No encontré respuesta para ese mensaje, así que no respondí.",
        replied: "Respondí a ese mensaje.",
    },
    buttons: Buttons {
        helped: "Esto me ayudó",
        not_helped: "Esto no me ayudó",
        helpers: "Preguntar a los ayudantes",
        delete: "Borrar",
        related: "Preguntas relacionadas",
    },
    trouble: Trouble {
        unreadable: "No puedo leer una respuesta a mí si no lleva mención. Por favor, mencióneme en ella o use /preguntar.",
        elsewhere: "Solo respondo en los canales con restricción de edad de un servidor.",
        no_faq: "En este momento no puedo leer mis respuestas, así que no puedo contestar. Un farmacéutico o su médico puede \
            ayudarle.",
        too_fast: "Fueron muchas preguntas en poco tiempo. Espere un minuto, por favor, y vuelva a preguntar. Si alguien \
            está en peligro, dígalo con palabras sencillas: a eso siempre respondo.",
        not_your_button: "Estos botones son para la persona que preguntó. Usted puede preguntarme con /preguntar.",
        old_button: "Este botón es de otra versión del bot. Por favor, pregunte de nuevo con /preguntar.",
        topic_gone: "Ese tema ya no está entre mis respuestas. /faq lista muestra los que hay.",
        no_such_topic: "No hay ningún tema con ese nombre. /faq lista los muestra todos.",
        no_question: "No encontré ninguna pregunta ahí. Por favor, inténtelo de nuevo con pocas palabras.",
        unknown_command: "No conozco ese comando. Pruebe con /preguntar o /faq.",
        unread: "No pude leer eso. Por favor, inténtelo de nuevo o escríbame directamente.",
        not_an_admin: "Aquí solo pueden hacer eso quienes administran este servidor o quienes figuran en la lista del dueño \
            del bot.",
    },
    prompt: "Su pregunta (Ctrl-D termina): ",
};
