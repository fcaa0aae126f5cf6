package dev.repartee.bench.jobs;

import dev.repartee.foundation.job.Jobs;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Drives the jobs of the server it is in; one operation a request, one number or more back. */
@WebServlet("/bench")
public class BenchServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final int BULK = 500;
  private static final int HANDS = 16;
  private static final int WARM_UP = 50;

  @Inject private transient Jobs jobs;
  @Inject private transient DataSource dataSource;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int count = Integer.parseInt(request.getParameter("n"));
    try {
      response.getWriter().print(run(request.getParameter("operation"), count));
    } catch (InterruptedException | SQLException e) {
      throw new IOException(e);
    }
  }

  private String run(String operation, int count) throws InterruptedException, SQLException {
    return switch (operation) {
      case "hold" -> hold();
      case "serial" -> perSecond(count, () -> serial(count));
      case "bulk" -> perSecond(count, () -> bulk(count));
      case "process" -> process(count);
      case "latency" -> latency(count);
      case "stuck" -> stuck();
      case "begun" -> Integer.toString(BenchJob.BEGUN.get());
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private static String perSecond(int count, Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return Double.toString(count * 1e9 / (System.nanoTime() - begin));
  }

  /** Keeps every hand busy, so that what is added stays where it is. */
  private String hold() throws InterruptedException {
    BenchJob.gate = new CountDownLatch(1);
    BenchJob.BEGUN.set(0);
    jobs.enqueueAll(IntStream.range(0, HANDS).mapToObj(i -> work(i, BenchJob.Kind.HOLD)).toList());
    await(() -> BenchJob.BEGUN.get() == HANDS);
    return "0";
  }

  private void serial(int count) {
    for (int i = 0; i < count; i++) {
      jobs.enqueue(work(i, BenchJob.Kind.NOTHING));
    }
  }

  private void bulk(int count) {
    for (int i = 0; i < count; i += BULK) {
      jobs.enqueueAll(
          IntStream.range(i, i + BULK).mapToObj(j -> work(j, BenchJob.Kind.NOTHING)).toList());
    }
  }

  /** Lets the hands go; until the last job is out of the table. */
  private String process(int count) throws InterruptedException, SQLException {
    long begin = System.nanoTime();
    BenchJob.gate.countDown();
    await(() -> BenchJob.BEGUN.get() >= HANDS + count);
    while (waiting() > 0) {
      Thread.sleep(1);
    }
    return Double.toString(count * 1e9 / (System.nanoTime() - begin));
  }

  private String latency(int count) throws InterruptedException, SQLException {
    List<String> millis = new ArrayList<>();
    for (int i = -WARM_UP; i < count; i++) {
      int before = BenchJob.BEGUN.get();
      long begin = System.nanoTime();
      jobs.enqueue(work(i, BenchJob.Kind.NOTHING));
      await(() -> BenchJob.BEGUN.get() > before);
      if (i >= 0) {
        millis.add(Double.toString((BenchJob.lastBegun - begin) / 1e6));
      }
      while (waiting() > 0) {
        Thread.sleep(1);
      }
      Thread.sleep(2);
    }
    return String.join(" ", millis);
  }

  private String stuck() throws InterruptedException {
    int before = BenchJob.BEGUN.get();
    jobs.enqueue(work(0, BenchJob.Kind.STUCK));
    await(() -> BenchJob.BEGUN.get() > before);
    return "0";
  }

  private static BenchJob.Work work(int number, BenchJob.Kind kind) {
    return new BenchJob.Work(number, kind);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(0, 50_000);
    }
  }

  private long waiting() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*) FROM (SELECT FROM job LIMIT 1) AS one")) {
      row.next();
      return row.getLong(1);
    }
  }
}
