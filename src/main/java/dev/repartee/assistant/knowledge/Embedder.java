package dev.repartee.assistant.knowledge;

import java.util.List;

/**
 * Turns text into vectors of unit length, so that the cosine of two is their dot product. A CDI
 * bean; there may be none, and then full-text search answers alone.
 */
public interface Embedder {

  /** Names the model, so that vectors of different models are never compared. */
  String model();

  /** One vector of {@value #DIMENSIONS} numbers for each text, in the same order. */
  List<float[]> embed(List<String> texts);

  int DIMENSIONS = 384;
}
