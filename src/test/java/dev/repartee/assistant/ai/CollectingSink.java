package dev.repartee.assistant.ai;

import dev.repartee.foundation.http.Problem;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps what a stream brings and lets a test wait for it. */
class CollectingSink implements StreamSink {

  final List<String> chunks = new CopyOnWriteArrayList<>();
  final List<String> ends = new CopyOnWriteArrayList<>();
  private volatile @Nullable Answer<String> answer;
  private final CountDownLatch firstChunk = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  @Override
  public void chunk(String text) {
    chunks.add(text);
    firstChunk.countDown();
  }

  @Override
  public void complete(Answer<String> whole) {
    answer = whole;
    ended("complete");
  }

  @Override
  public void failed(Problem thrown) {
    ended("failed " + thrown.type());
  }

  @Override
  public void cancelled() {
    ended("cancelled");
  }

  private void ended(String how) {
    ends.add(how);
    end.countDown();
  }

  Answer<String> answer() {
    return Objects.requireNonNull(answer, "the stream did not complete");
  }

  void awaitChunk() throws InterruptedException {
    if (!firstChunk.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("no chunk came");
    }
  }

  String awaitEnd() throws InterruptedException {
    if (!end.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the stream did not end");
    }
    return ends.get(0);
  }
}
