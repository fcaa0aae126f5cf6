package dev.repartee.assistant.ai;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the newest messages ask for: which goals of the playbook fit now and which would be out of
 * place. Positive weights favour a goal, negative ones speak against it.
 */
record Situation(Map<String, Double> goals, boolean serious) {

  /** Goals that need an occasion; without one they would read oddly. */
  private static final Set<String> OCCASIONAL =
      Set.of(
          "answer",
          "accept",
          "decline",
          "hesitate",
          "ease",
          "decide",
          "negotiate",
          "service",
          "service_answer",
          "service_thanks",
          "support",
          "celebrate",
          "repair",
          "apologise",
          "boundary",
          "follow_up",
          "reconnect",
          "introduce",
          "request",
          "thank",
          "goodbye",
          "goodnight",
          "after",
          "part",
          "reschedule",
          "contact",
          "propose",
          "start");

  /** Goals between people who meet in private. */
  private static final List<String> SOCIAL =
      List.of(
          "meet",
          "invite",
          "contact",
          "humour",
          "compliment",
          "after",
          "deepen",
          "confirm_social",
          "goodnight",
          "curiosity",
          "rapport",
          "decide");

  private static final double NEVER = -6;
  private static final double FITS = 3;
  private static final double URGENT = 5;

  private static final Pattern INVITES =
      pattern(
          "would you (?:like|want)|do you (?:want|fancy)|want to|wanna|shall we|are you (?:free|in\\b|up for|"
              + "coming)|come (?:with|over|along)|join (?:me|us)|just try it|in\\?|are you asking me out|"
              + "is that an invitation|(?:see|meet) each other|how about (?:we|a|going)|does .{1,20} work|"
              + "should we|ask the others|\\d ?(?:pm|am)\\?");
  private static final Pattern HESITATES =
      pattern(
          "maybe|not sure|let me (?:check|think|see)|depends|hmm+|i(?:'d| would) like that,? but|busy");
  private static final Pattern DISTRESS =
      pattern(
          "(?:i )?(?:feel|felt|feeling) (?:guilty|bad|sad|awful|lonely|lost|slow|down|terrible)|\\bcry|cried|fight with|broke up|"
              + "break ?up|passed away|funeral|in hospital|lost my|so tired|exhausted|anxious|depressed|"
              + "scared|overwhelmed|it's a lot|can't sleep|heartbroken|miss (?:him|her) so|failed|still get a bit sad|"
              + "the mornings that are weird|recognised me");
  private static final Pattern COMPLAINT =
      pattern(
          "(?:doesn't|does not|isn't|not|stopped) work(?:ing)?|broken|damaged|has(?:n't| not) arrived|"
              + "never arrived|arrived without|wrong (?:size|item|order|one)|missing|refund|disappointed|"
              + "too late|been out for|complain|unacceptable|keeps (?:losing|crashing|failing)");
  private static final Pattern UPSET =
      pattern(
          "not funny|that was rude|that hurt|you never|you always|why would you say|i'm annoyed|upset with you|"
              + "what's that supposed to mean|don't find that");
  private static final Pattern GOOD_NEWS =
      pattern(
          "(?:i|we) (?:just )?(?:passed|won|made it|graduated|got (?:the job|promoted|engaged|accepted|in\\b))|"
              + "promoted|we're engaged|having a baby|got the (?:job|flat|apartment)|said yes!|my birthday today");
  private static final Pattern THANKS =
      pattern("thank(?:s| you)|thx|appreciate|you're the best|i owe you");
  private static final Pattern SOLVED =
      pattern("solved|works now|it works|fits|five stars|that's all|that was quick");
  private static final Pattern NIGHT =
      pattern(
          "good ?night|night night|sleep|bed\\b|eyes are falling|gute nacht|boa noite|bonne nuit");
  private static final Pattern FAREWELL =
      pattern(
          "\\bbye|talk soon|see you|take care|gotta (?:go|run)|(?:have|need) to (?:go|run|get back)|have a (?:great|good|nice|"
              + "lovely)|go go go|until then|bis dann|tchau|\\bciao$|a domani|safe trip|good trip|let you (?:go|sleep)");
  private static final Pattern REJECTS =
      pattern(
          "not a match|different things|just (?:be )?friends|not interested|no spark|don't feel (?:a|the) spark|"
              + "rather not|we(?:'re| are) not right|honest with each other|seeing someone");
  private static final Pattern AFTERWARDS =
      pattern(
          "got home|home safe|when you're home|had (?:a (?:great|lovely)|fun)|wonderful evening|great time");
  private static final Pattern REUNION =
      pattern(
          "long time|been (?:ages|forever|so long|too long)|back in town|still your number|stranger|lost touch");
  private static final Pattern NEW_FACE =
      pattern(
          "just joined|i'm new|new (?:designer|here|colleague|neighbou?r|on your floor)|moved in|first day|nice to meet|"
              + "haven't met|taking over from|third floor|from the \\w+ team|reach out|our kids");
  private static final Pattern UNDECIDED =
      pattern("can't decide|torn between|either .{1,30} or|not sure which|both sound");
  private static final Pattern BARGAINS =
      pattern(
          "\\d+ ?%|discount|the (?:price|rent)|how much lower|cheaper|budget|euros from|a bit (?:high|expensive)|my salary|raise|can you do \\d");
  private static final Pattern APP =
      pattern("this app|text instead|your number|my number|whatsapp");
  private static final Pattern WORK =
      pattern(
          "meeting|release|report|slides|colleague|the team|two teams|client|deadline|onboarding|salary|reviews?\\b|"
              + "invoice|migration|project|newsletter|account\\b|presentation slides|designer|the numbers");
  private static final Pattern TRADE =
      pattern(
          "order\\b|refund|invoice|ship(?:s|ping|ped)?\\b|in stock|out of stock|replacement|showroom|free trial|team plan|"
              + "\\d+ ?% off|customer|plumber|landlord|tenant|the flat\\b|apartment|the rent|deposit|heating|listing|"
              + "the contract|the keys|lamps?\\b.*question|recommend anything|happy to help|anyone there|tent\\b|"
              + "in our (?:shop|store)|the (?:blue|grey|red|black) one|is there anything else i can|if we want to switch");
  private static final Pattern BUYER =
      pattern(
          "i'm looking for|my order|do you ship|still available|i ordered|the price is|i'll take the|interested in the|"
              + "(?:saw|found) your (?:ad|listing)|come and see it|my (?:jacket|package) arrived|heating has been|we love the place|"
              + "how would we start|want(?:ed)? to switch|anyone there|before buying|my old one|our old one|writing about the|"
              + "(?:solved|fits).*thank|it's for my|question about one of your|that solved it");

  static Situation of(Transcript transcript, Phase phase) {
    Reading reading = new Reading(transcript);
    Map<String, Double> goals = new HashMap<>();
    OCCASIONAL.forEach(goal -> goals.put(goal, NEVER));
    if (reading.transcript.isEmpty()) {
      goals.put("start", FITS);
      return new Situation(goals, false);
    }
    boolean dealing = deal(reading, phase, goals);
    boolean serious = feel(reading, goals);
    if (reading.waiting) {
      await(reading, phase, goals);
    } else {
      respond(reading, phase, dealing, goals);
    }
    return new Situation(Map.copyOf(goals), serious);
  }

  /** How well a goal fits. */
  double weight(String goal) {
    return goals.getOrDefault(goal, 0.0);
  }

  /** Work, shops and landlords want other words than friends do. */
  private static boolean deal(Reading reading, Phase phase, Map<String, Double> goals) {
    boolean trade = reading.anywhere(TRADE);
    if (!trade && !reading.anywhere(WORK)) {
      return false;
    }
    SOCIAL.forEach(goal -> goals.merge(goal, phase == Phase.BRIDGE ? -1.5 : NEVER, Double::sum));
    goals.put("propose", 2.0);
    if (trade && reading.theirsEver(BUYER) && !reading.oursEver(BUYER)) {
      goals.put("service", FITS);
    } else {
      goals.put("request", phase == Phase.HOOK && trade ? FITS : NEVER);
      goals.put("introduce", phase == Phase.HOOK && !trade ? 2.0 : NEVER);
    }
    if (reading.theirs(BARGAINS) || reading.ours(BARGAINS)) {
      goals.put("negotiate", FITS);
    }
    return true;
  }

  private static boolean feel(Reading reading, Map<String, Double> goals) {
    boolean sad = reading.theirs(DISTRESS) && !reading.theirs(Pattern.compile("haha|lol|!!"));
    if (sad) {
      goals.put("support", URGENT);
      List.of("humour", "celebrate", "meet", "invite", "compliment")
          .forEach(goal -> goals.put(goal, NEVER));
    }
    if (reading.theirs(GOOD_NEWS) && !sad) {
      goals.put("celebrate", URGENT);
    }
    if (reading.theirs(UPSET)) {
      goals.put("repair", URGENT);
    }
    if (reading.theirs(COMPLAINT) && reading.theirs(TRADE)) {
      goals.put("apologise", URGENT - 1);
    } else if (reading.theirs(COMPLAINT) && reading.theirs(BUYER)) {
      goals.put("apologise", FITS);
    }
    return sad || reading.theirs(UPSET) || reading.theirs(COMPLAINT) || reading.theirs(REJECTS);
  }

  /** The user spoke last: a reminder, or nothing that expects an answer to an answer. */
  private static void await(Reading reading, Phase phase, Map<String, Double> goals) {
    goals.put("follow_up", FITS);
    if (phase == Phase.CLOSE) {
      if (reading.ours(AFTERWARDS)) {
        goals.put("after", 2.0);
      }
      if (reading.ours(NIGHT) || reading.ours(FAREWELL)) {
        goals.put("confirm", NEVER);
        goals.put("goodbye", 1.0);
        goals.put("confirm_social", NEVER);
      }
      if (reading.ours(REJECTS) || reading.theirs(REJECTS)) {
        goals.put("part", URGENT);
      }
    }
  }

  private static void respond(
      Reading reading, Phase phase, boolean dealing, Map<String, Double> goals) {
    if (reading.theirs(INVITES)) {
      goals.put("accept", URGENT);
    } else if (reading.asked) {
      boolean serving = goals.getOrDefault("service", 0.0) > 0;
      goals.put(dealing ? "service_answer" : "answer", serving || !dealing ? FITS + 1 : FITS);
    }
    if (phase == Phase.PIVOT) {
      if (reading.theirs(HESITATES) && !reading.theirs(INVITES)) {
        goals.put("ease", FITS + 1);
      }
      if (reading.theirs(UNDECIDED)) {
        goals.put("decide", FITS);
      }
      if (reading.theirs(APP) && !dealing) {
        goals.put("contact", 2.0);
      }
    }
    if (phase == Phase.HOOK) {
      if (reading.theirs(REUNION)) {
        goals.put("reconnect", URGENT);
      }
      if (reading.theirs(NEW_FACE)) {
        goals.put("introduce", FITS + 1);
      }
    }
    if (phase == Phase.CLOSE) {
      part(reading, goals);
    }
  }

  private static void part(Reading reading, Map<String, Double> goals) {
    if (reading.theirs(REJECTS)) {
      goals.put("part", URGENT + 2);
    }
    if (reading.theirs(THANKS)) {
      boolean served = goals.getOrDefault("service", 0.0) > 0;
      goals.put(served && reading.theirs(SOLVED) ? "service_thanks" : "thank", FITS);
    }
    if (reading.theirs(AFTERWARDS)) {
      goals.put("after", FITS + 1);
    }
    if (reading.theirs(NIGHT)) {
      goals.put("goodnight", FITS + 2);
    } else if (reading.theirs(FAREWELL)) {
      goals.put("goodbye", 2.0);
    }
  }

  private static Pattern pattern(String alternatives) {
    return Pattern.compile("\\b(?:" + alternatives + ")", Pattern.CASE_INSENSITIVE);
  }

  /** The texts that matter for the situation. */
  private static final class Reading {

    private static final int RECENT = 4;

    final Transcript transcript;
    final boolean waiting;
    final boolean asked;
    private final String newestOfContact;
    private final String newestOfUser;

    Reading(Transcript transcript) {
      this.transcript = transcript;
      this.waiting = transcript.last().filter(line -> line.author() == Author.USER).isPresent();
      Transcript recent = transcript.tail(RECENT);
      this.newestOfContact = text(transcript.last(Author.CONTACT).stream().toList());
      this.newestOfUser = text(recent.last(Author.USER).stream().toList());
      this.asked = !waiting && newestOfContact.strip().matches("(?s).*\\?[\\s\\p{So}:;)x-]*");
    }

    boolean theirs(Pattern pattern) {
      return pattern.matcher(newestOfContact).find();
    }

    boolean ours(Pattern pattern) {
      return pattern.matcher(newestOfUser).find();
    }

    boolean theirsEver(Pattern pattern) {
      return pattern.matcher(text(transcript.tail(8).by(Author.CONTACT))).find();
    }

    boolean oursEver(Pattern pattern) {
      return pattern.matcher(text(transcript.tail(8).by(Author.USER))).find();
    }

    boolean anywhere(Pattern pattern) {
      return theirsEver(pattern) || oursEver(pattern);
    }

    private static String text(List<Line> lines) {
      StringBuilder text = new StringBuilder();
      lines.forEach(line -> text.append(Wording.plain(line.text())).append('\n'));
      return text.toString();
    }
  }
}
