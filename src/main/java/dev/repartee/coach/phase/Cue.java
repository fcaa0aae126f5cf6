package dev.repartee.coach.phase;

import dev.repartee.assistant.transcript.Phase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of wording that speaks for a phase. Each cue lists what people write in English first,
 * then in German, French, Spanish, Italian and Portuguese.
 */
enum Cue {
  GREETING(
      Phase.HOOK,
      1.0,
      "a greeting",
      "^(?:hi+|he+y+|hello|hiya|howdy|greetings|good (?:morning|afternoon|evening)|dear)\\b",
      "^(?:hallo|servus|moin|guten (?:tag|morgen|abend)|bonjour|bonsoir|salut|coucou|hola|buenas|"
          + "buenos d[ií]as|ciao|buongiorno|buonasera|salve|ol[áa]|oi|bom dia|boa tarde)\\b"),

  INTRODUCTION(
      Phase.HOOK,
      1.3,
      "an introduction",
      "\\b(?:my name is|(?:i'm|i am|it's|this is) \\p{L}+ (?:from|of|at)|nice to meet you"
          + "|pleased to meet|(?:we )?haven't met|just joined|i'm new|i am new|the new \\w+ (?:on|in|at))\\b",
      "\\b(?:ich hei[ßs]e|mein name ist|freut mich|je m'appelle|enchant[ée]e?|me llamo|encantad[oa]|"
          + "mi chiamo|piacere|me chamo|prazer)\\b"),

  FIRST_APPROACH(
      Phase.HOOK,
      1.1,
      "a first approach",
      "\\b(?:(?:saw|liked|noticed|read|found) your (?:\\w+ )?(?:profile|photos?|pictures?|bio|post|ad|"
          + "advert|listing|talk|article|flat|room)|your (?:\\w+ ){0,2}(?:profile|photos?|picture|bio)|"
          + "(?:got|have) your (?:number|name|contact|e-?mail)|you left your|writing about|"
          + "still (?:available|free|your number)|long time no see|stranger|been ages|"
          + "anyone there|have a question about|how can i help|what can i help|quick question|guess who)\\b",
      "\\b(?:dein(?:e|em)? (?:profil|foto)|noch (?:frei|verf[üu]gbar)|lange nicht gesehen|"
          + "ton profil|ta photo|tu perfil|tu foto|il tuo profilo|la tua foto|teu perfil|sua foto)\\b"),

  OPEN_QUESTION(
      Phase.BRIDGE,
      0.6,
      "an open question",
      "\\b(?:what|how|why|which|who|where)\\b(?! time)[^.!?]{3,80}\\?",
      "\\b(?:and you|how about you|what about you|do you have|have you ever|did you|are you from)\\b"
          + "[^.!?]{0,60}\\?",
      "\\b(?:was|wie|warum|welche[rs]?|und du|comment|pourquoi|et toi|qu[ée]|c[óo]mo|por qu[ée]|y t[úu]|"
          + "come mai|perch[ée]|e tu|como|por que|e voc[êe])\\b[^.!?]{3,80}\\?"),

  DISCLOSURE(
      Phase.BRIDGE,
      0.8,
      "something personal",
      "\\bi (?:\\w+ )?(?:love|hate|adore|feel|felt|grew up|used to|always|never|started|learned|moved|"
          + "miss|dream|spent|finally|once|wish)\\b",
      "\\bmy (?:mum|mom|mother|dad|father|sister|brother|nan|gran(?:dma|dpa)?|parents|kids?|son|daughter|"
          + "wife|husband|partner|family|childhood)\\b",
      "\\bi(?:'m| am) (?:\\w+ )?(?:obsessed|tired|exhausted|nervous|scared|proud|afraid|a bit)\\b|"
          + "\\bi was a\\b",
      "\\b(?:ich (?:liebe|mag|koche|gehe|f[üu]hle|bin)|meine? (?:mutter|vater|schwester|bruder|kinder|"
          + "familie)|j'(?:adore|aime)|je suis|m(?:on|a) (?:fils|fille|m[èe]re|p[èe]re)|me encanta|"
          + "mi (?:madre|padre|hermana|hijo)|mi piace|adoro|mia (?:madre|sorella)|eu (?:adoro|gosto)|"
          + "minha (?:m[ãa]e|irm[ãa]))\\b"),

  COMMON_GROUND(
      Phase.BRIDGE,
      0.9,
      "common ground",
      "\\b(?:me too|same here|mine too|me neither|i get that|i (?:totally |can )?(?:understand|relate)|"
          + "so (?:we're|we are) both|we both|someone who gets it|i(?:'ve| have) (?:also|always wanted)|"
          + "like mine|that sounds (?:heavy|hard|tough|lovely)|i respect that|i admire that|"
          + "makes me feel better|ha[, ]+we)\\b",
      "\\b(?:ich auch|geht mir auch so|kenne ich|verstehe ich|moi aussi|je comprends|yo tambi[ée]n|"
          + "te entiendo|anch'io|ti capisco|eu tamb[ée]m|entendo)\\b"),

  LAUGHTER(
      Phase.BRIDGE,
      0.3,
      "shared laughter",
      "\\b(?:a?ha(?:ha)+h?|hehe+|lol|lmao|jaja+|mdr|kkk+|rsrs)\\b"),

  NEED(
      Phase.BRIDGE,
      0.6,
      "someone describing what they need",
      "\\b(?:i'?m looking for|we'?re looking for|i need (?:a|an|something)|mostly for|i don't know much|"
          + "keeps (?:losing|breaking|failing))\\b",
      "\\b(?:ich suche|je cherche|estoy buscando|busco|sto cercando|procuro)\\b"),

  INVITATION(
      Phase.PIVOT,
      1.8,
      "an invitation",
      "\\b(?:(?:would|do) you (?:like|want|wanna|fancy|care|feel like)\\b(?! (?:it|that|this|them)\\b)|"
          + "would you (?:be up|be open|let me|join)|(?:want|wanna|fancy|feel like) (?:to )?(?:come|join|"
          + "go|grab|meet|try|continue|hang|get|see|do|a|some)|shall (?:we|i)|(?:are|would) you (?:be )?"
          + "(?:free|up for|in\\b|around|available|interested|coming)|you in\\?|who's in|"
          + "come (?:with|over|along|by)|join (?:me|us)|let me (?:cook|take you|invite|show you)|"
          + "over (?:a |some )?(?:coffee|drinks?|dinner|lunch|brunch|tea|beers?|wine)|free (?:on|this|next|tomorrow|tonight)|up for (?:a|it|some|that)\\b|(?:what|which) (?:day|time|evening|weekend) (?:works|suits|would|is good)|when (?:are|would|can|could|shall) (?:you|we)|hang out|get together|meet (?:you )?(?:up|in person)|see each other|"
          + "invit(?:e|ing|ation)|ask(?:ing)? (?:me|you) out|love to (?:meet|see|have) you|"
          + "(?:grab|get|have) (?:a |some )?(?:coffee|drinks?|lunch|dinner|brunch|bite|tea))\\b",
      "\\b(?:hast du (?:lust|zeit|bock)|habt ihr (?:lust|zeit)|kommst du mit|wollen wir|m[öo]chtest du|"
          + "willst du|(?:tu as|t'as|vous avez) envie|[çc]a te dit|tu veux|on se voit|te apetece|"
          + "quieres (?:ir|venir|quedar)|vamos a|ti va|vuoi (?:venire|andare)|ti andrebbe|"
          + "quer (?:ir|vir)|topa|bora|que tal (?:a gente|irmos))\\b"),

  PROPOSAL(
      Phase.PIVOT,
      1.3,
      "a proposal",
      "\\b(?:we (?:should|could)|let's (?!just say)|how about (?:we|a|an|the|going|meeting|on|this|next|"
          + "tomorrow|tonight)|what if (?:we|i|you)|why don't (?:we|you|i)|maybe we (?:could|should|can)|"
          + "i(?:'d| would) (?:suggest|propose|recommend|like (?:to (?:propose|invite|offer|ask)|you to))|"
          + "(?:i|we) (?:could|can) (?:offer|set up|show|bring|help|lend|make you|do)|(?:should|could|can|may) (?:we|i)|"
          + "i wanted to (?:ask|bring up|propose)|(?:what|how) (?:do|would) you (?:say|suggest|prefer)|"
          + "would (?:that|it|this|\\w+day|tomorrow|next week) (?:work|suit|be)|would (?:a|an) |"
          + "(?:two|three|a few|some) options|just try|give it a (?:try|go|shot)|think about it|"
          + "(?:we|two of us|us) together|together (?:some|this|next|on|\\?)|take over|sometime\\b|"
          + "one of these days|could be (?:ours|us))",
      "\\b(?:wir (?:k[öo]nnten|sollten)|lass uns|ich schlage vor|wie w[äa]r(?:e|s| es)|on pourrait|"
          + "je propose|podr[íi]amos|propongo|potremmo|andiamo|poder[íi]amos|a gente podia)\\b"),

  REQUEST(
      Phase.PIVOT,
      1.2,
      "a request",
      "\\b(?:(?:could|can|would) you\\b(?! believe| imagine)|would you (?:mind|consider|be willing)|"
          + "any chance|(?:would|is) it (?:be )?(?:ok|okay|weird|possible|alright|all right|too much|fine)|is there (?:a|any) (?:chance|way|possibility)|is it possible|"
          + "i(?:'d| would) like you to|(?:something|anything) you(?:'d| would) consider)\\b[^.!]{0,120}\\?",
      "\\b(?:k[öo]nntest du|kannst du|k[öo]nnten sie|pourrais-tu|tu peux|pourriez|podr[íi]as|puedes|"
          + "potresti|puoi|voc[êe] pode(?:ria)?)\\b"),

  HYPOTHETICAL(
      Phase.PIVOT,
      0.9,
      "trying out an idea",
      "\\b(?:would|could|should|shall)\\b[^.!]{3,100}\\?",
      "\\b(?:how|what) (?:does|about|would|do you think (?:about|of)) [^.!]{3,100}\\b(?:sounds?|ing\\b|then)[^.!]{0,10}\\?",
      "\\b(?:we|you) need (?:to|a|one more)\\b|\\b(?:reason|excuse|chance) to (?:see|meet|call)|plus one\\b",
      "\\b(?:would (?:like|love) to (?:meet|see|discuss|come|try|go|join))\\b|\\bteach me\\b|\\bnext time\\b"),

  CONTACT_EXCHANGE(
      Phase.PIVOT,
      1.4,
      "an exchange of contacts",
      "\\b(?:(?:give|send|have|get|here's|take|swap|exchange) (?:you |me )?(?:my|your|our)? ?(?:phone )?numbers?|"
          + "(?:my|your) number|text instead|video call|(?:quick|short) call|call you|whatsapp)\\b(?! from)",
      "\\b(?:deine nummer|meine nummer|ton num[ée]ro|tu n[úu]mero|il tuo numero|seu n[úu]mero)\\b"),

  TERMS(
      Phase.PIVOT,
      1.0,
      "a decision on terms",
      "\\bif (?:i|we|you) [^.!?]{3,60}\\b(?:do|can|could|would|will|get|is|are)\\b[^.!?]{0,50}\\?",
      "\\bor (?:we|should|do you|would you)\\b|\\b(?:more realistic|makes more sense|better option|yearly plan|monthly plan)\\b",
      "\\b(?:\\d+ ?(?:%|percent)|discount|the (?:price|rent|budget)|(?:lower|higher|better) (?:price|rent|offer)|"
          + "a bit (?:high|expensive)|free trial|how would (?:we|that|it)|what would (?:that|it|we|happen)|"
          + "what happens if|if we want(?:ed)? to|how much (?:lower|more|less|would)|(?:suit|fit) you best|"
          + "decide|decision|which (?:one )?(?:do|would) you prefer|my salary|raise|contract for|"
          + "rabatt|remise|descuento|sconto|desconto)(?!\\w)"),

  HESITATION(
      Phase.PIVOT,
      0.8,
      "a proposal being weighed",
      "\\b(?:(?:hmm+|mm+)[, ]|let me (?:check|think|see|get back)|i'?m not sure|not sure yet|"
          + "i(?:'d| would) (?:like|love) (?:that|to)\\b(?= *(?:[.,!?]|$|but\\b))|i'd be in|(?:it )?depends|i think so too|"
          + "that's interesting|tempting|why not|wait,? really|sure, (?:what|when|where)|"
          + "vielleicht|mal sehen|peut-[êe]tre|quiz[áa]s?|tal vez|forse|talvez)"),

  SIGN_OFF(
      Phase.CLOSE,
      2.0,
      "a goodbye",
      "\\b(?:(?:good ?)?bye+|night night|(?:^|, )night[ .!x]*$|good ?night|sleep (?:well|tight)|sweet dreams|"
          + "see (?:you|ya|u)\\b(?! (?:again|more|ever|as|in a))|talk (?:to you )?(?:soon|later|tomorrow|then|\\w+day)|"
          + "speak soon|catch you later|ttyl|take care|drive safe(?:ly)?|get home safe|safe (?:travels|trip|journey)|"
          + "have (?:a (?:\\w+ )?(?:day|evening|night|weekend|trip|one|week|time)|fun)|enjoy (?:your|the|it)|"
          + "gotta (?:run|go|sleep)|(?:have|need|got|better|should) (?:to )?(?:run|go\\b(?! (?:to|for|there))|go to bed|"
          + "(?:get )?back to|head|sleep|get (?:going|off|up early|ready))|heading (?:out|off|to bed|home)|off to bed|let you (?:go|sleep|get)|"
          + "until (?:then|tomorrow)|all the best|best wishes|good luck|just (?:got home|landed|arrived home)|be well|welcome (?:home|back)|hugs|xx+|"
          + "(?:lovely|nice|great|good) (?:talking|chatting|seeing|meeting you)|welcome to the)(?!\\w)",
      "\\b(?:tsch[üu]ss?|bis (?:dann|bald|morgen|sp[äa]ter)|gute nacht|sch[öo]nen (?:abend|tag)|"
          + "mach'?s gut|[àa] bient[ôo]t|à (?:demain|plus)|bonne (?:nuit|soir[ée]e|journ[ée]e)|au revoir|"
          + "adi[óo]s|hasta (?:luego|ma[ñn]ana|pronto|el)|buenas noches|nos vemos|arrivederci|"
          + "(?:a|ci vediamo) (?:dopo|domani|presto)|buona (?:notte|serata|giornata)|"
          + "até (?:logo|amanh[ãa]|l[áa]|mais|\\w+)|boa noite|tchau)\\b"),

  AGREEMENT(
      Phase.CLOSE,
      1.2,
      "an agreement",
      "\\b(?:deal|agreed|confirmed|noted|sounds (?:good|great|like a plan)|works for me|it is[.!]|got it|"
          + "that works|perfect|it's a date|count me in|i'll be (?:there|home)|we'll be there|done[.!]|"
          + "all set|(?:it's|that's) a plan|sorted|let's do (?:it|that)|will do|i'll take (?:the|it|that)|exactly|absolutely no problem|"
          + "no (?:problem|worries)|my pleasure|happy to help|anytime|(?:that(?:'s| is) |that was )(?:all|everything)|letting (?:us|me) know|glad (?:that |it )?(?:we|it|you)|to (?:sum up|recap)|"
          + "same (?:place|time|bar|spot|as last time)|works?\\b[^?]{0,12}\\?)(?!\\w)",
      "\\b(?:abgemacht|passt|einverstanden|d'accord|[çc]a marche|entendu|parfait|de acuerdo|vale|perfecto|"
          + "d'accordo|va bene|perfetto|combinado|fechado|perfeito)\\b"),

  ACKNOWLEDGEMENT(
      Phase.CLOSE,
      0.8,
      "a short confirmation",
      "^(?:(?:ok(?:ay)?|k+|cool|great|perfect|super|sure(?: thing)?|yes|yep|yup|alright|amazing|wonderful|lovely|"
          + "awesome|nice|fine|good|excellent|brilliant|genau|klar|gut|oui|s[íi]|certo|ok then|👍|👌|🙏|✅|🙌)"
          + "[\\s,!.:)]*){1,3}$"),

  COMMITMENT(
      Phase.CLOSE,
      0.9,
      "a promise or something done",
      "\\b(?:i'll|i will|we'll|we will) (?!never|always|think|see|try|miss|be honest|admit)\\w+|"
          + "\\b(?:i've|i have|we've|we have|(?:is|are|it's|has been)|\\w+'s) (?:just |already |all )?(?:sent|booked|refunded|"
          + "ordered|reserved|signed|paid|transferred|sorted|arranged|scheduled|forwarded|shipped|confirmed)\\b|"
          + "\\b(?:can't wait|looking forward|text me|let me know when|got the tickets|i owe you)\\b",
      "\\b(?:ich freu(?:e)? mich|ich bringe|ich hole|j'apporte|h[âa]te de|yo llevo|no puedo esperar|"
          + "porto io|non vedo l'ora|eu levo|mal posso esperar)\\b"),

  /** Belongs to what is being arranged: speaks for PIVOT until something has been settled. */
  DETAILS(
      Phase.CLOSE,
      0.8,
      "a time or a place",
      "\\b(?:\\d{1,2}[:.h]\\d{2}|\\d{1,2} ?(?:am|pm|ish|o'clock|uhr|h)|(?:at|by|around|after|before) (?:\\d{1,2}|noon|"
          + "midnight|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine)|at the \\w+|platform \\d+|"
          + "room \\d+|the address|on the \\d{1,2}(?:st|nd|rd|th)|um (?:acht|sieben|neun|zehn|sechs)|"
          + "a las \\d+|alle \\d+|[àa]s \\d+)\\b",
      "\\b(?:(?:on |next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b(?! (?:shift|evenings))|tonight|"
          + "tomorrow|(?:next|this|on the) (?:week|weekend|month)|heute abend|morgen|am (?:samstag|sonntag|freitag|"
          + "wochenende)|demain|samedi|ma[ñn]ana|s[áa]bado|domani|sabato|amanh[ãa])\\b"),

  APPOINTMENT(
      Phase.CLOSE,
      0.9,
      "a day together with an hour",
      "\\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight)\\b[^?]{0,12}\\b(?:at |@ ?)?(?:\\d{1,2}"
          + "|noon|five|six|seven|eight|nine|ten)\\b[^?]*$"),

  THANKS(
      Phase.CLOSE,
      0.7,
      "thanks",
      "\\b(?:thanks|thank you|thx|ty|cheers|appreciate it|you're (?:welcome|the best)|great help|you've been (?:so|very|really) (?:kind|helpful)|danke|vielen dank|merci|"
          + "gracias|grazie|obrigad[oa])\\b"),

  PARTING(
      Phase.CLOSE,
      1.4,
      "a parting of ways",
      "\\b(?:wish you (?:all|the|well|luck)|(?:not|n't) (?:really )?a (?:good )?(?:match|fit)|no hard feelings|"
          + "different things|(?:n't|not) (?:want to|see this) (?:go(?:ing)? (?:on|further)|continue|see each other)|"
          + "(?:no|a) spark|thank(?:s| you) for (?:being honest|telling me|your honesty|letting me know))\\b"),

  PLEASANT_TIME(
      Phase.CLOSE,
      1.0,
      "looking back on it kindly",
      "\\b(?:(?:i )?had (?:a (?:great|lovely|wonderful|good|nice)|so much|such a|fun)|(?:it|today|tonight|this) was "
          + "(?:so |really )?(?:fun|lovely|great|nice|wonderful)|wonderful (?:evening|day|time))\\b");

  private final Phase phase;
  private final double weight;
  private final String name;
  private final Pattern pattern;

  Cue(Phase phase, double weight, String name, String... alternatives) {
    this.phase = phase;
    this.weight = weight;
    this.name = name;
    this.pattern = Pattern.compile(String.join("|", alternatives), Pattern.UNICODE_CHARACTER_CLASS);
  }

  /** The phase this cue speaks for. */
  Phase phase() {
    return phase;
  }

  /** How strongly one occurrence in the newest message speaks for it. */
  double weight() {
    return weight;
  }

  /** The words in a lower-case text with plain apostrophes that are this cue, or null. */
  @Nullable String in(String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group().strip() : null;
  }

  /** The cue with its words, for people. */
  String describe(String words) {
    return name + " (“" + words + "”)";
  }
}
