package dev.repartee.assistant.knowledge;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** An embedder whose vectors are near when texts share words; it stands for a model. */
final class WordEmbedder implements Embedder, Instance<Embedder> {

  @Override
  public String model() {
    return "words";
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    if (texts.stream().anyMatch(text -> text.trim().isEmpty())) {
      throw new IllegalArgumentException("text cannot be null or blank");
    }
    return texts.stream().map(WordEmbedder::vector).toList();
  }

  static float[] vector(String text) {
    float[] vector = new float[DIMENSIONS];
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
      if (word.length() > 2) {
        vector[Math.floorMod(word.hashCode() * 31, DIMENSIONS)] += 1;
      }
    }
    double square = 1e-9;
    for (float value : vector) {
      square += value * value;
    }
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] /= (float) Math.sqrt(square);
    }
    return vector;
  }

  @Override
  public Iterator<Embedder> iterator() {
    return List.<Embedder>of(this).iterator();
  }

  @Override
  public Embedder get() {
    return this;
  }

  @Override
  public Instance<Embedder> select(Annotation... qualifiers) {
    return this;
  }

  @Override
  public <U extends Embedder> Instance<U> select(Class<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends Embedder> Instance<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isUnsatisfied() {
    return false;
  }

  @Override
  public boolean isAmbiguous() {
    return false;
  }

  @Override
  public void destroy(Embedder instance) {}

  @Override
  public Handle<Embedder> getHandle() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<? extends Handle<Embedder>> handles() {
    throw new UnsupportedOperationException();
  }
}
