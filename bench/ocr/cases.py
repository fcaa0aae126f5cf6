"""The screenshots that are rendered: a theme, a talk, and what makes each one difficult."""


def m(author, text="", **extra):
    return dict(author=dict(c="contact", u="user")[author], text=text, **extra)


def emoji(author, text, shown, **extra):
    return m(author, text, shown=shown, **extra)


GROUP = [
    dict(pill="Today"),
    m("c", "Who is bringing the tent?", name="Nadia", name_ink="#06cf9c"),
    m("c", "Not me, mine has a hole", name="Tom Becker", name_ink="#e542a3"),
    m("u", "I have one for four people"),
    m("c", "Perfect", name="Nadia", name_ink="#06cf9c", badge="👍 3"),
    m("c", "", photo=True, name="Tom Becker", name_ink="#e542a3"),
    m("u", "That hole is huge"),
    m("c", "I told you so, it was the dog of my neighbour", name="Tom Becker", name_ink="#e542a3",
      quote=("You", "That hole is huge")),
]
REACTIONS = [
    m("c", "I passed the exam", badge="🎉"), emoji("u", "Congratulations!", "Congratulations! 🥳🥳"),
    m("u", "I knew it", badge="❤️"), emoji("c", "Thank you so much", "Thank you so much 😘"),
    emoji("c", "", "😂😂😂"), m("c", "Dinner is on me tonight", badge="👍 2"),
    emoji("u", "Pizza please", "Pizza 🍕 please"), emoji("c", "Deal", "Deal 👌🏽"), m("u", "See you at 8"),
]
QUOTES = [
    m("c", "Which day suits you best?"), m("u", "Tuesday or Thursday"),
    m("c", "Thursday then", quote=("You", "Tuesday or Thursday")),
    m("u", "I will book it for four", quote=("Alex", "Thursday then")),
    m("c", "Can you ask for a quiet table? The last time we sat right next to the kitchen door",
      quote=("You", "I will book it for four")), m("u", "Will do"),
]
PHOTOS = [
    m("c", "", photo=True), m("u", "Where is that?"), m("c", "The lake behind our old school", photo=True),
    m("u", "Wow, it looks so different now"), m("u", "", photo=True), m("c", "No way!"),
]
MIXED = [
    dict(pill="Messages are end-to-end encrypted. Nobody outside of this chat can read them."),
    dict(pill="Yesterday"), m("c", "Are you awake?"), m("u", "Barely"), dict(divider="2 unread messages"),
    m("c", "", voice=True), m("c", "Listen when you can"), m("u", "Ok, give me ten minutes", edited=True),
    m("c", "See https://example.com/news/today for the details", link="https://example.com/news/today"),
    m("c", "", typing=True),
]
RECEIPTS = [
    dict(pill="Tue, 4 Mar at 18:20"), m("c", "Are you home yet?"), m("u", "Five more minutes"),
    dict(receipt="Read 18:31"), m("c", "Great, the soup is getting cold"), m("u", "On my way"),
    m("u", "Almost there"), dict(receipt="Delivered"),
]




def cut(visible):
    """The first message is scrolled half under the header; only its whole lines count."""
    return [
        m("u", visible, shown="If we book the tickets now, we save almost half, and Marta can still join us for the second week."),
        m("c", "I am so glad you see it that way! I was afraid you would say no."), m("u", "Good luck"),
        m("c", "Thanks, I need it. I'll write you as soon as I know"),
    ]


def case(name, theme, **extra):
    return dict(name=name, theme=theme, **extra)


CASES = [
    case("a01-imessage", "imessage", talk="market", tails=True),
    case("a02-imessage-dark", "imessage-dark", talk="flirt", tails=True, viewport=(393, 852)),
    case("a03-sms", "sms", items=RECEIPTS, viewport=(375, 812), scale=2, font="Open Sans"),
    case("a04-whatsapp", "whatsapp", talk="market", viewport=(412, 915), scale=2.625, mic=True, box="#fff",
         wallpaper="doodles", pill="#fff"),
    case("a05-whatsapp-dark", "whatsapp-dark", talk="code", viewport=(360, 800), scale=3, wallpaper="doodles",
         mic=True, box="#2a3942", foot="#0b141a"),
    case("a06-whatsapp-ios", "whatsapp-ios", items=GROUP, wallpaper="doodles", pill="#fdf9ee", foot="#f6f6f6",
         box="#fff"),
    case("a07-whatsapp-quotes", "whatsapp", items=QUOTES, viewport=(412, 915), scale=2, pill="#fff"),
    case("a08-whatsapp-mixed", "whatsapp", items=MIXED, viewport=(412, 892), scale=2.625, pill="#ffeecd",
         pill_ink="#54656f", box="#fff", mic=True, wallpaper="doodles"),
    case("a09-telegram", "telegram", talk="apostrophes", viewport=(412, 915), scale=2.625, box="#fff", foot="#fff"),
    case("a10-telegram-ios", "telegram-ios", items=REACTIONS, pill="rgba(0,0,0,.2)", foot="#f7f7f7", box="#fff"),
    case("a11-telegram-dark", "telegram-dark", items=QUOTES, bare_quote=True, viewport=(412, 915), scale=3.5),
    case("a12-messenger", "messenger", talk="flirt", viewport=(412, 846), scale=2, placeholder="Aa", box="#f0f2f5"),
    case("a13-instagram", "instagram", items=REACTIONS, viewport=(390, 844), scale=3, placeholder="Message..."),
    case("a14-instagram-dark", "instagram-dark", talk="long", viewport=(360, 780), scale=3,
         placeholder="Message..."),
    case("a15-signal", "signal", talk="market", viewport=(412, 892), scale=2.625, box="#e9e9e9",
         placeholder="Signal message"),
    case("a16-signal-dark", "signal-dark", items=MIXED, viewport=(360, 760), scale=2, pill="#121212", box="#2e2e2e"),
    case("a17-material", "material", talk="code", viewport=(412, 915), scale=2.625, box="#e8edf5",
         placeholder="Text message"),
    case("a18-material-dark", "material-dark", items=RECEIPTS, viewport=(412, 915), scale=2),
    case("a19-dating", "dating", talk="flirt", viewport=(393, 873), scale=2.75, placeholder="Type a message"),
    case("a20-outline", "outline", talk="market", viewport=(390, 844), scale=2),
    case("a21-line", "line", items=GROUP, viewport=(375, 812), scale=3, box="#fff", foot="#fff"),
    case("a22-mint", "mint-dark", talk="long", viewport=(390, 844), scale=2),
    case("b01-short-imessage", "imessage", talk="short", tails=True),
    case("b02-short-whatsapp", "whatsapp", talk="short", viewport=(412, 915), scale=2.625),
    case("b03-short-instagram", "instagram-dark", talk="short", viewport=(390, 844), scale=2, size=15),
    case("b04-short-1x", "imessage", talk="short", scale=1),
    case("b05-market-1x", "imessage", talk="market", scale=1),
    case("b06-whatsapp-1x", "whatsapp", talk="flirt", viewport=(412, 915), scale=1),
    case("b07-signal-1x-dark", "signal-dark", talk="market", viewport=(412, 892), scale=1),
    case("c01-jpg60", "imessage", talk="flirt", format="jpg:60", scale=2),
    case("c02-jpg70-dark", "imessage-dark", items=RECEIPTS, format="jpg:70", scale=3),
    case("c03-jpg75-whatsapp", "whatsapp", talk="code", format="jpg:75", viewport=(412, 915), scale=2,
         wallpaper="doodles"),
    case("c04-jpg85-telegram", "telegram", items=QUOTES, format="jpg:85", viewport=(412, 915), scale=2.625),
    case("c05-jpg60-messenger", "messenger", talk="market", format="jpg:60", viewport=(360, 780), scale=2),
    case("c06-webp80", "whatsapp-dark", talk="flirt", format="webp:80", viewport=(412, 915), scale=2,
         wallpaper="doodles"),
    case("c07-webp-lossless", "instagram", items=PHOTOS, format="webp:lossless"),
    case("c08-webp60", "dating", talk="long", format="webp:60", viewport=(393, 873), scale=2),
    case("c09-jpg80-instagram", "instagram-dark", items=REACTIONS, format="jpg:80", viewport=(360, 780), scale=3),
    case("c10-jpg95-material", "material", talk="flirt", format="jpg:95", viewport=(412, 915), scale=2.625,
         subsampling=0),
    case("c11-jpg60-1x", "sms", talk="flirt", format="jpg:60", scale=1),
    case("c12-jpg70-signal", "signal", items=REACTIONS, format="jpg:70", viewport=(412, 892), scale=2),
    case("d01-photos", "whatsapp", items=PHOTOS, viewport=(412, 915), scale=2.625, wallpaper="doodles"),
    case("d02-photos-dark", "imessage-dark", items=PHOTOS, scale=2),
    case("d03-group-dark", "whatsapp-dark", items=GROUP, viewport=(412, 915), scale=2.625),
    case("d04-group-telegram", "telegram", items=GROUP, viewport=(412, 915), scale=2, pill="rgba(60,90,60,.4)",
         pill_ink="#fff"),
    case("d05-cut", "imessage", items=cut("save almost half, and Marta can still join us for the second week."), scrolled=47),
    case("d06-cut-line", "whatsapp", items=cut("almost half, and Marta can still join us for the second week."), scrolled=33, viewport=(412, 915), scale=2),
    case("d07-keyboard", "imessage", talk="flirt", keyboard=True, viewport=(390, 900), scale=2),
    case("d08-wide", "whatsapp", talk="long", max=94, viewport=(360, 800), scale=2),
    case("d09-wide-avatar", "messenger", talk="long", max=88, viewport=(360, 800), scale=2),
    case("d10-cropped", "imessage", talk="market", cropped=True, viewport=(390, 470), scale=2),
    case("d11-cropped-dark", "telegram-dark", talk="flirt", cropped=True, viewport=(412, 520), scale=2),
    case("d12-photo-wallpaper", "telegram-ios", talk="flirt", wallpaper="photo"),
    case("d13-big-font", "whatsapp", talk="apostrophes", size=21, viewport=(390, 844), scale=3),
    case("d14-small-font", "telegram", talk="market", size=13, viewport=(412, 915), scale=2.625),
    case("d15-tight", "material", talk="market", gap=2, viewport=(412, 915), scale=2),
    case("d16-ampm", "whatsapp", talk="flirt", clock_text="10:3", viewport=(412, 915), scale=2),
    case("d17-only-contact", "imessage", items=[m("c", "Hello?"), m("c", "Anyone there?"), m("c", "I will try later")]),
    case("d18-only-user", "whatsapp", items=[m("u", "Hello?"), m("u", "Anyone there?"), m("u", "I will try later")]),
    case("d19-tablet", "imessage", talk="long", viewport=(820, 1100), scale=1.5, max=60),
    case("d20-links", "whatsapp", items=[
        m("c", "Have a look: www.example.org/spring-sale", link="www.example.org/spring-sale"),
        m("u", "https://maps.example.com/p/4711", link="https://maps.example.com/p/4711"),
        m("c", "Is that near the bridge?"), m("u", "Yes, 5 min. on foot")], underline="underline",
         viewport=(412, 915), scale=2.625),
    case("e01-german", "whatsapp", talk="german", language="de", viewport=(412, 915), scale=2.625, placeholder="Nachricht"),
    case("e02-french", "imessage", talk="french", language="fr"),
    case("e03-spanish", "telegram", talk="spanish", language="es", viewport=(412, 915), scale=2),
    case("e04-italian", "instagram-dark", talk="italian", language="it", viewport=(360, 780), scale=3),
    case("e05-portuguese", "whatsapp-dark", talk="portuguese", language="pt", viewport=(412, 915), scale=2),
    case("e06-german-jpg", "messenger", talk="german", language="de", format="jpg:75", viewport=(360, 780), scale=2),
]
