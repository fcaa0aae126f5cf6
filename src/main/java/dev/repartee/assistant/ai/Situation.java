package dev.repartee.assistant.ai;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the newest messages ask for: which goals of the playbook fit now and which would be out of
 * place.
 *
 * @param goals weights by goal; positive ones favour it, negative ones speak against it
 * @param serious whether jokes would hurt or look careless
 */
record Situation(Map<String, Double> goals, boolean serious) {

  /** Goals that need an occasion; without one they would read oddly. */
  private static final Set<String> OCCASIONAL =
      Set.of(
          "accept",
          "after",
          "after_chat",
          "agree",
          "answer",
          "answer_yes",
          "apologise",
          "boundary",
          "celebrate",
          "closing_note",
          "contact",
          "contact_given",
          "decide",
          "decline",
          "ease",
          "follow_up",
          "goodbye",
          "goodnight",
          "greet",
          "hesitate",
          "hope",
          "identify",
          "introduce",
          "morning",
          "negotiate",
          "nudge",
          "part",
          "propose",
          "reconnect",
          "reconnect_reply",
          "repair",
          "request",
          "reschedule",
          "service",
          "service_answer",
          "service_thanks",
          "start",
          "support",
          "thank");

  /** Goals between people who meet in private. */
  private static final Set<String> SOCIAL =
      Set.of(
          "meet",
          "invite",
          "humour",
          "compliment",
          "deepen",
          "confirm_social",
          "curiosity",
          "rapport");

  private static final double NEVER = -8;
  private static final double POSSIBLE = 1;
  private static final double FITS = 3;
  private static final double URGENT = 5;

  static Situation of(Transcript transcript, Phase phase) {
    Map<String, Double> goals = new HashMap<>();
    OCCASIONAL.forEach(goal -> goals.put(goal, NEVER));
    if (transcript.isEmpty()) {
      goals.put("start", FITS);
      return new Situation(Map.copyOf(goals), false);
    }
    return new Weighing(transcript, phase, goals).result();
  }

  /** How well a goal fits; zero for those that are always possible. */
  double weight(String goal) {
    return goals.getOrDefault(goal, 0.0);
  }

  private static final class Weighing {

    private static final int RECENT = 8;

    private final Transcript recent;
    private final Phase phase;
    private final Map<String, Double> goals;
    private final String newestOfContact;
    private final String newestOfUser;
    private final String allOfContact;
    private final String allOfUser;
    private final boolean dealing;

    Weighing(Transcript transcript, Phase phase, Map<String, Double> goals) {
      this.recent = transcript.tail(RECENT);
      this.phase = phase;
      this.goals = goals;
      this.newestOfContact = text(newestRun(Author.CONTACT));
      this.newestOfUser = text(newestRun(Author.USER));
      this.allOfContact = text(recent.by(Author.CONTACT));
      this.allOfUser = text(recent.by(Author.USER));
      this.dealing =
          Occasion.TRADE.in(allOfContact + allOfUser)
              || Occasion.WORK.in(allOfContact + allOfUser)
              || Occasion.BUYER.in(allOfContact + allOfUser);
    }

    Situation result() {
      feel();
      if (dealing) {
        deal();
      }
      if (recent.last().filter(line -> line.author() == Author.USER).isPresent()) {
        await();
      } else {
        respond();
      }
      boolean careful =
          goals.getOrDefault("support", NEVER) > 0
              || theirs(Occasion.UPSET)
              || theirs(Occasion.COMPLAINT)
              || Occasion.REJECTS.in(allOfContact + allOfUser);
      boolean formal = Occasion.FORMAL.in(allOfContact + allOfUser);
      return new Situation(Map.copyOf(goals), careful || dealing || formal);
    }

    private void feel() {
      boolean lightly = newestOfContact.matches("(?is).*(?:haha|lol\\b|!!).*");
      if (theirs(Occasion.DISTRESS) && !lightly) {
        goals.put("support", URGENT);
        List.of("humour", "meet", "invite", "compliment").forEach(goal -> goals.put(goal, NEVER));
      } else if (theirs(Occasion.GOOD_NEWS)) {
        goals.put("celebrate", URGENT);
      }
    }

    /** Work, shops and landlords want other words than friends do. */
    private void deal() {
      boolean gettingToKnow = phase == Phase.BRIDGE;
      SOCIAL.forEach(goal -> goals.merge(goal, gettingToKnow ? -1.5 : NEVER, Double::sum));
      goals.put("propose", phase == Phase.PIVOT ? 2.0 : NEVER);
    }

    /** The user spoke last: a reminder or a kind afterword, nothing that answers. */
    private void await() {
      for (String goal : List.of("celebrate", "meet", "invite", "propose", "greet")) {
        goals.put(goal, NEVER);
      }
      SOCIAL.forEach(goal -> goals.put(goal, NEVER));
      goals.merge("confirm", NEVER, Double::sum);
      if (parted()) {
        return;
      }
      if (phase != Phase.CLOSE) {
        goals.put(dealing || Occasion.FORMAL.in(allOfUser) ? "nudge" : "follow_up", FITS);
        if (!dealing && newestOfUser.strip().endsWith("?")) {
          goals.put("follow_up_question", FITS);
        }
      } else if (dealing) {
        goals.put("closing_note", FITS);
      } else {
        goals.put("follow_up", FITS);
        goals.put("after_chat", FITS);
        if (Occasion.AHEAD.in(newestOfUser)) {
          goals.put("hope", URGENT);
        }
        if (Occasion.NIGHT.in(newestOfUser + newestOfContact)) {
          goals.put("morning", URGENT);
        }
        if (Occasion.AFTERWARDS.in(newestOfUser + newestOfContact)) {
          goals.put("after", FITS);
        }
      }
    }

    private boolean parted() {
      if (phase != Phase.CLOSE || !Occasion.REJECTS.in(allOfContact + allOfUser)) {
        return false;
      }
      goals.put("part", URGENT + 2);
      return true;
    }

    private void respond() {
      question();
      correct();
      switch (phase) {
        case HOOK -> open();
        case PIVOT -> decide();
        case CLOSE -> close();
        case BRIDGE -> understand();
      }
    }

    private void question() {
      boolean asked = newestOfContact.strip().matches("(?s).*\\?[\\s\\p{So}:;)x-]*");
      if (theirs(Occasion.WHO_ARE_YOU)) {
        goals.put("identify", URGENT + 2);
      } else if (theirs(Occasion.INVITES) && !dealing) {
        goals.put("accept", URGENT);
      } else if (theirs(Occasion.SUGGESTS) || (theirs(Occasion.INVITES) && asked)) {
        goals.put("agree", FITS + POSSIBLE);
      } else if (asked && dealing) {
        goals.put("service_answer", serving() ? FITS + POSSIBLE : POSSIBLE);
      } else if (asked) {
        String question = lastQuestion();
        boolean open =
            question.matches("(?is)(?:.*\\b)?(?:what|how|why|where|which|who|when|explain)\\b.*");
        boolean aboutYou = Occasion.ABOUT_YOU.in(question);
        goals.put(!open && aboutYou ? "answer_yes" : "answer", FITS + POSSIBLE);
      }
    }

    private void correct() {
      if (theirs(Occasion.UPSET)) {
        goals.put("repair", URGENT);
      }
      if (theirs(Occasion.PRAISES)) {
        goals.put("thank_praise", FITS);
      }
      if (theirs(Occasion.COMPLAINT) && serving()) {
        goals.put("apologise", URGENT);
      }
    }

    private void open() {
      boolean greeting =
          Occasion.GREETS.in(newestOfContact) && newestOfContact.strip().length() <= 24;
      if (greeting) {
        goals.put("greet", FITS);
      }
      if (theirs(Occasion.REUNION)) {
        goals.put("reconnect_reply", URGENT);
      }
      if (theirs(Occasion.NEW_FACE)) {
        goals.put("introduce", URGENT);
      }
      if (serving()) {
        goals.put("service", FITS + POSSIBLE);
      } else if (Occasion.BUYER.in(allOfUser)) {
        goals.put("request", FITS);
      }
    }

    private void understand() {
      if (serving()) {
        goals.put("service", FITS);
      }
    }

    private void decide() {
      if (theirs(Occasion.BARGAINS)) {
        goals.put("negotiate", URGENT);
      } else if (theirs(Occasion.HESITATES) && !theirs(Occasion.INVITES) && !dealing) {
        goals.put("ease", FITS + POSSIBLE);
      }
      if (theirs(Occasion.LEAVES_TIME)) {
        goals.put("hesitate", FITS + POSSIBLE);
      }
      if (theirs(Occasion.UNDECIDED)) {
        goals.put("decide", FITS);
      }
      if (Occasion.NUMBER.in(newestOfUser) && theirs(Occasion.AGREES)) {
        goals.put("contact_given", URGENT + 2);
      } else if (theirs(Occasion.NUMBER) && !dealing) {
        goals.put("contact", FITS);
      }
    }

    private void close() {
      if (parted()) {
        return;
      }
      if (theirs(Occasion.THANKS)) {
        goals.put(serving() && theirs(Occasion.SOLVED) ? "service_thanks" : "thank", FITS);
      }
      if (dealing) {
        goals.put("service", serving() ? FITS : POSSIBLE);
        goals.put("closing_note", 2.0);
        goals.merge("propose", NEVER, Double::sum);
        return;
      }
      if (theirs(Occasion.AFTERWARDS)) {
        goals.put("after", FITS + POSSIBLE);
      }
      if (theirs(Occasion.NIGHT)) {
        goals.put("goodnight", URGENT);
      } else if (theirs(Occasion.FAREWELL)) {
        goals.put("goodbye", 2.0);
      }
    }

    /** The contact is the one who buys, rents or complains. */
    private boolean serving() {
      return dealing && Occasion.BUYER.in(allOfContact) && !Occasion.BUYER.in(allOfUser);
    }

    private boolean theirs(Occasion occasion) {
      return occasion.in(newestOfContact);
    }

    private String lastQuestion() {
      String text = newestOfContact.strip();
      int start = 0;
      for (int i = 0; i < text.length() - 2; i++) {
        if (".!?\n".indexOf(text.charAt(i)) >= 0 && text.indexOf('?', i + 1) >= 0) {
          start = i + 1;
        }
      }
      return text.substring(start);
    }

    /** Several messages in a row are one turn. */
    private List<Line> newestRun(Author author) {
      List<Line> lines = recent.lines();
      int end = lines.size();
      while (end > 0 && lines.get(end - 1).author() != author) {
        end--;
      }
      int start = end;
      while (start > 0 && lines.get(start - 1).author() == author) {
        start--;
      }
      return lines.subList(start, end);
    }

    private static String text(List<Line> lines) {
      StringBuilder text = new StringBuilder();
      lines.forEach(line -> text.append(Wording.plain(line.text())).append('\n'));
      return text.toString();
    }
  }
}
