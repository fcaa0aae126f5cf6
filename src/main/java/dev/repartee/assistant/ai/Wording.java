package dev.repartee.assistant.ai;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Word lists and small text helpers of the local writer. */
final class Wording {

  /** Function words and fillers: they carry no subject and end a noun phrase. */
  private static final Set<String> STOP =
      words(
          """
          a about above actually after again against all almost already also always am an and any anybody
          anyone anything are aren't around as ask at away back be because been before behind being below
          between both but by came can can't cannot cause come comes could couldn't did didn't do does
          doesn't doing don't done down during each either else enough even ever every everybody everyone
          everything except far few finally for from get gets getting go goes going gone gonna good got
          gotta had hardly has hasn't have haven't having he he's her here here's hers herself hey hi him
          himself his honestly how however i i'd i'll i'm i've if in instead into is isn't it it's its
          itself just kind know last later least less let let's like little ll look looks made make makes
          many may maybe me mean might mine more most much must my myself near need needs neither never new
          next no nobody none nope nor not nothing now of off often oh ok okay on once one only onto or
          other our ours out over own perhaps please pretty probably quite rather really right said same
          saw say says see seem seems seen shall she she's should since so some somebody someone something
          sometimes soon sort still such sure take takes tell than thank thanks that that's the their
          theirs them then there there's these they they're thing things think this those though through
          to today together told tomorrow tonight too took toward tried try trying two under until up upon
          us usually very wait want wants was wasn't way we we'll we're we've well went were weren't what
          what's when where whether which while who who's whole whom whose why will with within without
          won't would wouldn't wow yeah yep yes yesterday yet you you'd you'll you're you've your yours
          lol haha hahaha hehe omg hmm um anyway basically definitely absolutely totally literally mostly
          nearly ago across along among apart around besides beyond despite plus per via thought felt feel
          feels keep keeps kept start starts started stop stops left put puts run runs ran gave give gives
          found find finds used use uses work works worked happen happens happened love loves loved hate
          hates hated hurt hurts miss misses missed call calls called buy bought break broke bring brought spent took stole slept sat stood wrote sang ate drank drove
          flew grew knew lost won met paid sold sent taught threw wore died lived ran read cried
          """);

  /** Nouns too empty to be a subject, and parts of the calendar, which have their own slot. */
  private static final Set<String> BLAND =
      words(
          """
          thing things lot lots bit kind sort way ways time times day days week weeks weekend weekends month
          months year years morning mornings afternoon evening evenings night nights moment moments hour
          hours minute minutes second seconds question questions problem problems idea point reason end
          people person guy guys man woman something number numbers message messages app name names part
          word words side rest while couple truth fact god answer chance half case stuff matter mind
          monday tuesday wednesday thursday friday saturday sunday january february march april may june
          july august september october november december today tomorrow fun joke luck hand hands head
          eye eyes face body life own bad turn place places best worst first second third last next date
          place mine self one ones everyone team account address price rent percent euro euros pound
          pounds dollar dollars e-mail email mail link hell shit ass sex nude nudes porn butt boobs crap
          hassle mess row room god monster bottom thirties twenties forties fifties sundays saturdays mondays fridays others couple few invitation bit
          little talk show look call chat match video suggestion secret top middle front way step option options minute sake sense kinda gym's i
          """);

  /** Adjectives: they belong before a noun and can not stand for one. */
  private static final Set<String> ADJECTIVES =
      words(
          """
          dark light red green blue yellow black white grey gray brown pink orange purple golden silver
          big small tiny huge little long short tall wide old young new fresh great good nice lovely kind
          bad worst best better favourite favorite first second third last next whole entire own real true
          hot cold warm cool dry wet soft hard easy strange weird odd funny sad happy proud quiet loud fast
          slow early late free full empty rich poor clean dirty sweet sour salty bitter spicy fancy cheap
          expensive open weekly monthly daily annual local public private main final two three four five
          six seven eight nine ten several many single double strong weak deep high low broken lost secret
          crazy silly wild perfect terrible amazing awful beautiful ugly busy heavy important different
          grumpy wonderful brave fourth fifth sixth seventh eighth ninth tenth right wrong certain bloody massive random scary tough
          """);

  /** Nouns that often stand before another noun. */
  private static final Set<String> COMPOUNDING =
      words(
          """
          summer winter spring autumn driving wedding birthday school office standing parking piano guitar
          family night-time caramel kitchen coffee pottery climbing book film music photo garden
          flea comedy quiz science history language dance yoga chess train bike beach mountain
          """);

  /** Somebody close, who can be asked after. */
  private static final Set<String> RELATIVES =
      words(
          """
          mum mom mother dad father sister brother nan gran grandma grandmother grandpa grandfather wife
          husband daughter son kids children partner girlfriend boyfriend boys girls parents aunt uncle cousin niece
          nephew family grandparents twins baby
          """);

  private static final Set<String> PEOPLE =
      words(
          """
          friend friends boss teacher doctor nurse designer technician tenant landlord landlady colleague
          colleagues driver drummer engineer baker translator president diver neighbour neighbor neighbours
          manager client clients customer customers patient patients student students roommate flatmate
          ex therapist crush man woman boy girl lady lawyer plumber waiter barista astronaut vet actor actress writer police mates mate
          others
          """);

  private static final Set<String> BODY =
      words(
          """
          leg legs arm arms back hair face feet foot stomach knee knees heart mouth lips chest skin teeth
          neck shoulders shoulder belly
          """);

  private static final Set<String> ENGLISH =
      words(
          """
          the and you is are was to of in it that i my your for with have do what how not this be on me
          we so but can would at they there about just like when will
          """);
  private static final Set<String> OTHER_LANGUAGES =
      words(
          """
          ich du und der die das ist nicht ein eine mit auf wie was wir dich mir hast den im zu auch gern
          je tu et le les est une des pas que qui pour avec dans moi vous mon ton c'est j'ai oui
          yo el los las una y es por para con mi tu qué que muy pero está nos más sí
          io il gli che non per di una sono mi ti ho hai come anche più sabato
          eu você não um uma com para os as muito mas está meu sua obrigado então até na no
          """);

  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{M}'-]+");

  private static final Pattern ATTACHED = Pattern.compile(".{2,}'[sS]|.+-.+");
  private static final Pattern ADJECTIVE_ENDING =
      Pattern.compile(".{3,}(?:ful|ous|ive|able|ible|ish|less|iest)");

  private Wording() {}

  static boolean stops(String word) {
    return STOP.contains(lower(word));
  }

  static boolean bland(String word) {
    return BLAND.contains(lower(word));
  }

  /** Whether a word is likely to stand before a noun it belongs to. */
  static boolean modifies(String word) {
    return adjective(word) || COMPOUNDING.contains(lower(word)) || ATTACHED.matcher(word).matches();
  }

  static boolean adjective(String word) {
    String lower = lower(word);
    return ADJECTIVES.contains(lower) || ADJECTIVE_ENDING.matcher(lower).matches();
  }

  static boolean relative(String word) {
    return RELATIVES.contains(lower(word));
  }

  /** Whether a word names somebody, or a part of somebody, rather than a subject to talk about. */
  static boolean personal(String word) {
    String lower = lower(word);
    return RELATIVES.contains(lower) || PEOPLE.contains(lower) || BODY.contains(lower);
  }

  /**
   * Whether a text is in a language other than English; short or wordless text counts as English.
   */
  static boolean foreign(String text) {
    List<String> words = Arrays.asList(NOT_A_WORD.split(lower(text)));
    long english = words.stream().filter(ENGLISH::contains).count();
    long other = words.stream().filter(OTHER_LANGUAGES::contains).count();
    long letters = text.codePoints().filter(Character::isLetter).count();
    long latin =
        text.codePoints()
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
            .count();
    return other > english || latin * 2 < letters;
  }

  /** Typographic apostrophes made plain, so that one pattern fits both. */
  static String plain(String text) {
    return text.replace('’', '\'').replace('‘', '\'');
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String capitalised(String text) {
    return text.isEmpty()
        ? text
        : new StringBuilder()
            .appendCodePoint(Character.toTitleCase(text.codePointAt(0)))
            .append(text, text.offsetByCodePoints(0, 1), text.length())
            .toString();
  }

  /** At most so many characters, cut between words. */
  static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int cut = text.lastIndexOf(' ', longest);
    return text.substring(0, cut > 0 ? cut : longest).strip();
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
  }
}
