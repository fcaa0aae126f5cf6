package dev.repartee.assistant.ai;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import java.util.List;
import java.util.Map;

/** Weighs the goals of the playbook for one transcript by the occasions in its newest messages. */
final class SituationReader {

  private static final int RECENT = 8;

  private final Transcript recent;
  private final Phase phase;
  private final Map<String, Double> goals;
  private final String newestOfContact;
  private final String newestOfUser;
  private final String allOfContact;
  private final String allOfUser;
  private final boolean dealing;

  SituationReader(Transcript transcript, Phase phase, Map<String, Double> goals) {
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

  Situation read() {
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
        goals.getOrDefault("support", Situation.NEVER) > 0
            || theirs(Occasion.UPSET)
            || theirs(Occasion.COMPLAINT)
            || Occasion.REJECTS.in(allOfContact + allOfUser);
    boolean formal = Occasion.FORMAL.in(allOfContact + allOfUser);
    return new Situation(Map.copyOf(goals), careful || dealing || formal);
  }

  private void feel() {
    boolean lightly = newestOfContact.matches("(?is).*(?:haha|lol\\b|!!).*");
    if (theirs(Occasion.DISTRESS) && !lightly) {
      goals.put("support", Situation.URGENT);
      List.of("humour", "meet", "invite", "compliment")
          .forEach(goal -> goals.put(goal, Situation.NEVER));
    } else if (theirs(Occasion.GOOD_NEWS)) {
      goals.put("celebrate", Situation.URGENT);
    }
  }

  /** Work, shops and landlords want other words than friends do. */
  private void deal() {
    boolean gettingToKnow = phase == Phase.BRIDGE;
    Situation.SOCIAL.forEach(
        goal -> goals.merge(goal, gettingToKnow ? -1.5 : Situation.NEVER, Double::sum));
    goals.put("propose", phase == Phase.PIVOT ? 2.0 : Situation.NEVER);
  }

  /** The user spoke last: a reminder or a kind afterword, nothing that answers. */
  private void await() {
    for (String goal : List.of("celebrate", "meet", "invite", "propose", "greet")) {
      goals.put(goal, Situation.NEVER);
    }
    Situation.SOCIAL.forEach(goal -> goals.put(goal, Situation.NEVER));
    goals.merge("confirm", Situation.NEVER, Double::sum);
    if (parted()) {
      return;
    }
    if (phase != Phase.CLOSE) {
      goals.put(dealing || Occasion.FORMAL.in(allOfUser) ? "nudge" : "follow_up", Situation.FITS);
      boolean asking = newestOfUser.strip().endsWith("?");
      if (!dealing && (asking || (phase == Phase.PIVOT && Occasion.INVITES.in(newestOfUser)))) {
        goals.put("follow_up_question", Situation.FITS);
      }
    } else if (dealing) {
      goals.put("closing_note", Situation.FITS);
    } else {
      goals.put("follow_up", Situation.FITS);
      goals.put("after_chat", Situation.FITS);
      if (Occasion.AHEAD.in(newestOfUser)) {
        goals.put("hope", Situation.URGENT);
      }
      if (Occasion.NIGHT.in(newestOfUser + newestOfContact)) {
        goals.put("morning", Situation.URGENT);
      }
      if (Occasion.AFTERWARDS.in(newestOfUser + newestOfContact)) {
        goals.put("after", Situation.FITS);
      }
    }
  }

  private boolean parted() {
    if (phase != Phase.CLOSE || !Occasion.REJECTS.in(allOfContact + allOfUser)) {
      return false;
    }
    goals.put("part", Situation.URGENT + 2);
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
      goals.put("identify", Situation.URGENT + 2);
    } else if (theirs(Occasion.INVITES) && !dealing) {
      goals.put("accept", Situation.URGENT);
    } else if (theirs(Occasion.SUGGESTS) || (theirs(Occasion.INVITES) && asked)) {
      goals.put("agree", Situation.FITS + Situation.POSSIBLE);
    } else if (asked && dealing) {
      goals.put(
          "service_answer", serving() ? Situation.FITS + Situation.POSSIBLE : Situation.POSSIBLE);
    } else if (asked) {
      String question = lastQuestion();
      boolean open =
          question.matches("(?is)(?:.*\\b)?(?:what|how|why|where|which|who|when|explain)\\b.*");
      boolean aboutYou = Occasion.ABOUT_YOU.in(question);
      goals.put(!open && aboutYou ? "answer_yes" : "answer", Situation.FITS + Situation.POSSIBLE);
    }
  }

  private void correct() {
    if (theirs(Occasion.UPSET)) {
      goals.put("repair", Situation.URGENT);
    }
    if (theirs(Occasion.PRAISES)) {
      goals.put("thank_praise", Situation.FITS);
    }
    if (theirs(Occasion.COMPLAINT) && serving()) {
      goals.put("apologise", Situation.URGENT);
    }
  }

  private void open() {
    boolean greeting =
        Occasion.GREETS.in(newestOfContact) && newestOfContact.strip().length() <= 24;
    if (greeting) {
      goals.put("greet", Situation.FITS);
    }
    if (theirs(Occasion.REUNION)) {
      goals.put("reconnect_reply", Situation.URGENT);
    }
    if (theirs(Occasion.NEW_FACE)) {
      goals.put("introduce", Situation.URGENT);
    }
    if (serving()) {
      goals.put("service", Situation.FITS + Situation.POSSIBLE);
    } else if (Occasion.BUYER.in(allOfUser)) {
      goals.put("request", Situation.FITS);
    }
  }

  private void understand() {
    if (serving()) {
      goals.put("service", Situation.FITS);
    }
  }

  private void decide() {
    if (theirs(Occasion.BARGAINS)) {
      goals.put("negotiate", Situation.URGENT);
    } else if (theirs(Occasion.HESITATES) && !theirs(Occasion.INVITES) && !dealing) {
      goals.put("ease", Situation.FITS + Situation.POSSIBLE);
    }
    if (theirs(Occasion.LEAVES_TIME)) {
      goals.put("hesitate", Situation.FITS + Situation.POSSIBLE);
    }
    if (theirs(Occasion.UNDECIDED)) {
      goals.put("decide", Situation.FITS);
    }
    if (Occasion.NUMBER.in(newestOfUser) && theirs(Occasion.AGREES)) {
      goals.put("contact_given", Situation.URGENT + 2);
    } else if (theirs(Occasion.NUMBER) && !dealing) {
      goals.put("contact", Situation.FITS);
    }
  }

  private void close() {
    if (parted()) {
      return;
    }
    if (theirs(Occasion.THANKS)) {
      goals.put(serving() && theirs(Occasion.SOLVED) ? "service_thanks" : "thank", Situation.FITS);
    }
    if (dealing) {
      goals.put("service", serving() ? Situation.FITS : Situation.POSSIBLE);
      goals.put("closing_note", 2.0);
      goals.merge("propose", Situation.NEVER, Double::sum);
      return;
    }
    if (theirs(Occasion.AFTERWARDS)) {
      goals.put("after", Situation.FITS + Situation.POSSIBLE);
    }
    if (theirs(Occasion.NIGHT)) {
      goals.put("goodnight", Situation.URGENT);
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
    lines.forEach(line -> text.append(Wording.lower(Wording.plain(line.text()))).append('\n'));
    return text.toString();
  }
}
