package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.data.exceptions.OptimisticLockingFailureException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.validation.ConstraintViolationException;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisException;

class FailuresTest {

  @Test
  void aProblemIsFoundBelowWhateverWrapsIt() {
    Problem problem = Problem.notFound("session");
    assertEquals(
        problem, Failures.problem(new IllegalStateException(new RuntimeException(problem))));
  }

  @Test
  void whatIsNotKnownIsOurFaultAndSaysNothing() {
    Problem problem = Failures.problem(new IllegalArgumentException("select * from secrets"));
    assertEquals(ProblemType.INTERNAL_ERROR, problem.type());
    assertFalse(String.valueOf(problem.getMessage()).contains("secrets"));
  }

  @Test
  void aViolationFromJpaIsOurFaultToo() {
    ConstraintViolationException fromCallback =
        new ConstraintViolationException("Session.name must not be null", Set.of());
    assertEquals(ProblemType.INTERNAL_ERROR, Failures.problem(fromCallback).type());
    assertEquals(
        ProblemType.INTERNAL_ERROR,
        Failures.problem(new PersistenceException(new RollbackException().initCause(fromCallback)))
            .type());
  }

  @Test
  void losingARaceIsAFailedPrecondition() {
    assertEquals(
        ProblemType.PRECONDITION_FAILED,
        Failures.problem(new RuntimeException(new OptimisticLockException())).type());
    assertEquals(
        ProblemType.PRECONDITION_FAILED,
        Failures.problem(new OptimisticLockingFailureException("stale")).type());
  }

  @Test
  void whatIsAwayIsUnavailable() {
    assertEquals(ProblemType.UNAVAILABLE, type(new RedisException("away")));
    assertEquals(ProblemType.UNAVAILABLE, type(new Unavailable("the storage is away")));
    assertEquals(ProblemType.UNAVAILABLE, type(new SQLException("gone", "08006")));
    assertEquals(ProblemType.UNAVAILABLE, type(new SQLException("stopping", "57P01")));
    assertEquals(ProblemType.INTERNAL_ERROR, type(new SQLException("bad SQL", "42601")));
  }

  @Test
  void aCircleOfCausesEnds() {
    RuntimeException one = new RuntimeException("one");
    RuntimeException two = new RuntimeException("two", one);
    one.initCause(two);
    assertEquals(ProblemType.INTERNAL_ERROR, type(one));
  }

  private static ProblemType type(Throwable thrown) {
    return Failures.problem(new PersistenceException(thrown)).type();
  }
}
