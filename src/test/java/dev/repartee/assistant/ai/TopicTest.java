package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "My dad's lentil soup, no contest | your dad's lentil soup",
        "I started learning the cello at 41 | the cello",
        "I came for a summer job and never left | the summer job",
        "We're thinking about renting a cabin in October | the cabin",
        "I love hiking but my legs hurt | hiking",
        "The one with the red lamps? I love it | the red lamps",
        "I moved to Lisbon last year | Lisbon",
        "I’ve been craving dumplings all week | dumplings"
      })
  void findsWhatSomebodyTalksAbout(String message, String topic) {
    assertEquals(Optional.of(topic), Topic.of(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok",
        "haha yes",
        "I'm a nurse",
        "that means a lot",
        "just a bit tired",
        "Your dog is cute",
        "I had a good time",
        "in the end it was fine",
        "My legs still hurt",
        "",
        "???"
      })
  void findsNothingRatherThanSomethingOdd(String message) {
    assertEquals(Optional.empty(), Topic.of(message));
  }

  @Test
  void seesThoseWhoAreDear() {
    assertEquals(Optional.of("your sister"), Topic.person("A dark green, my sister hates it"));
    assertEquals(Optional.empty(), Topic.person("my sister's cat ran away"));
    assertEquals(Optional.empty(), Topic.person("my boss is away"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Anna, 29, loves climbing | climbing",
        "Runs a bakery in Lisbon | your bakery",
        "Interests: sourdough, jazz, cats | sourdough",
        "Has a dog named Pixel | your dog",
        "photo with an alpaca | the alpaca"
      })
  void readsProfiles(String profile, String topic) {
    assertEquals(Optional.of(topic), Topic.ofProfile(profile));
  }
}
