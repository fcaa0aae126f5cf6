"""What is said in the rendered screenshots. Written for this purpose."""


def said(*lines):
    """'<' starts a line of the contact, '>' one of the user."""
    return [dict(author="contact" if line[0] == "<" else "user", text=line[1:].strip()) for line in lines]


CONVERSATIONS = {
    "market": said(
        "< Did you see the flea market on Saturday?", "> Yes, I bought a lamp for $15",
        "< Only 15? I paid 40 for mine last year, and it does not even work properly",
        "> Ha, mine flickers too", "> I call it character", "< ok", "< Want to go again on the 28th?",
        "> Sure. 10:30 at the main gate?"),
    "short": said(
        "< ok", "> No", "< ?", "> I", "< I know", "> lol", "< Why", "> 42", "< 7pm", "> Yes!", "< Hi", "> k"),
    "code": said(
        "< Your order #48-2291 ships tomorrow (2 parcels).", "> Great, what is the total?",
        "< It is 1,249.00 EUR incl. 19% VAT", "> Can I pay by card?",
        "< Yes: https://pay.example.com/o/48-2291?ref=mail", "> Done, thanks! Reference is AB-7731-QX",
        "< Got it; we will e-mail the invoice to j.doe@example.org"),
    "long": said(
        "> I have been thinking about what you said yesterday, and I believe you are right: we should not wait "
        "until spring. If we book the tickets now, we save almost half, and Marta can still join us for the "
        "second week.",
        "< I am so glad you see it that way! I was afraid you would say no. I will ask my boss about the days "
        "off tomorrow morning.", "> Good luck", "< Thanks, I need it. I'll write you as soon as I know"),
    "flirt": said(
        "< So, is it true that you make the best pancakes in town?", "> I don't want to brag, but yes",
        "< Prove it", "> Sunday, 11 am, my place. Bring maple syrup and an appetite",
        "< I'm in. Should I bring anything else?", "> Just yourself", "< Smooth", "> I practised that in the mirror"),
    "apostrophes": said(
        "< It's fine, don't worry", "> I'd rather we'd asked first - wouldn't you?",
        "< \"Better safe than sorry\", as grandma says", "> She's got a point...", "< I'm off! Talk later"),
    "german": said(
        "< Hast du schon gehört, dass Jürgen nächste Woche umzieht?", "> Nein! Wohin denn?",
        "< Nach Düsseldorf, in die Straße hinter dem großen Bahnhof", "> Schön für ihn, er wollte ja schon länger weg",
        "< Hilfst du beim Tragen?", "> Natürlich, wenn es danach Käsespätzle gibt"),
    "french": said(
        "< Tu viens à la fête samedi ?", "> Oui, mais j'arriverai un peu tard à cause du théâtre",
        "< Pas de problème, on t'attendra pour le gâteau", "> Génial, merci beaucoup !",
        "< Ça me fait plaisir de te revoir", "> Moi aussi, ça fait longtemps"),
    "spanish": said(
        "< ¿Qué haces mañana por la tarde?", "> Nada especial, ¿por qué?",
        "< Podríamos ir al cine, hay una película nueva que me interesa", "> ¡Buena idea! ¿A qué hora quedamos?",
        "< A las siete y media, después del colegio de los niños", "> Perfecto, allí estaré"),
    "italian": said(
        "< Ciao! Com'è andato l'esame?", "> Benissimo, è stato più facile del previsto",
        "< Lo sapevo, sei troppo brava", "> Grazie, stasera però si festeggia", "< Perché no? Porto io il vino",
        "> Allora ci vediamo verso le otto, così ceniamo insieme"),
    "portuguese": said(
        "< Você já chegou em São Paulo?", "> Ainda não, o avião atrasou duas horas",
        "< Que pena! Então não vamos jantar juntos hoje", "> Amanhã com certeza, estou com saudades",
        "< Também, a última vez foi em março", "> Até amanhã, um abraço"),
}
