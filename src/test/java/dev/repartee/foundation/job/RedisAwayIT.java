package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.local.LocalServices;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class RedisAwayIT extends WorkerLab {

  @Test
  void worksOnWhileRedisIsAway() throws Exception {
    LabInstance instance = instance().start();
    instance.enqueue(WORK);
    awaitNoJobs();
    LocalServices.forTests().redis().kill();
    instance.enqueue(new LabHandler.Work("two"));
    awaitNoJobs();
    instance.enqueue(new LabHandler.Work("three"), o -> o.delay(Duration.ofSeconds(5)));
    pass(Duration.ofSeconds(6));
    awaitNoJobs();

    LocalServices.forTests().redis().start();
    instance.enqueue(new LabHandler.Work("four"));
    awaitNoJobs();
    assertEquals(List.of("one", "two", "three", "four"), handler.begun);
  }

  @Test
  void findsWhatRedisForgot() throws Exception {
    LabInstance instance = instance();
    Set<String> names = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 50; i++) {
      instance.enqueue(new LabHandler.Work("job " + i));
      names.add("job " + i);
    }
    LocalServices.forTests().redis().flush();
    instance.start();

    awaitNoJobs();
    assertEquals(names, Set.copyOf(handler.begun));
    assertEquals(50, handler.begun.size());
  }
}
