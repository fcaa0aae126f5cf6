package dev.repartee.assistant.ai;

import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import java.util.HashMap;
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
          "follow_up_question",
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
          "thank",
          "thank_praise");

  /** Goals between people who meet in private. */
  static final Set<String> SOCIAL =
      Set.of(
          "meet",
          "invite",
          "humour",
          "compliment",
          "deepen",
          "confirm_social",
          "curiosity",
          "rapport");

  static final double NEVER = -8;
  static final double POSSIBLE = 1;
  static final double FITS = 3;
  static final double URGENT = 5;

  static Situation of(Transcript transcript, Phase phase) {
    Map<String, Double> goals = new HashMap<>();
    OCCASIONAL.forEach(goal -> goals.put(goal, NEVER));
    if (transcript.isEmpty()) {
      goals.put("start", FITS);
      return new Situation(Map.copyOf(goals), false);
    }
    return new SituationReader(transcript, phase, goals).read();
  }

  /** How well a goal fits; zero for those that are always possible. */
  double weight(String goal) {
    return goals.getOrDefault(goal, 0.0);
  }
}
