package dev.repartee.foundation.data;

import dev.repartee.foundation.telemetry.SlowQueries;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose statements are timed, on whichever connection. It costs each call on a
 * statement a step in this process, beside the way to Postgres and back.
 */
final class Watched implements InvocationHandler {

  private final Object target;
  private final SlowQueries watch;
  private final String sql;

  private Watched(Object target, SlowQueries watch, String sql) {
    this.target = target;
    this.watch = watch;
    this.sql = sql;
  }

  static DataSource over(DataSource pool, SlowQueries watch) {
    return proxy(DataSource.class, pool, watch, "");
  }

  private static <T> T proxy(Class<T> type, Object target, SlowQueries watch, String sql) {
    return type.cast(
        Proxy.newProxyInstance(
            Watched.class.getClassLoader(),
            new Class<?>[] {type},
            new Watched(target, watch, sql)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("equals") && arguments != null) {
      return proxy == arguments[0];
    }
    if (target instanceof Statement && method.getName().startsWith("execute")) {
      return execute(method, arguments);
    }
    Object result = call(method, arguments);
    if (result instanceof Connection connection && target instanceof DataSource) {
      return proxy(Connection.class, connection, watch, "");
    }
    if (result instanceof Statement statement && target instanceof Connection) {
      Class<? extends Statement> type = method.getReturnType().asSubclass(Statement.class);
      return proxy(
          type, statement, watch, statement instanceof PreparedStatement ? text(arguments) : "");
    }
    return result;
  }

  private @Nullable Object execute(Method method, Object @Nullable [] arguments) throws Throwable {
    long begun = System.nanoTime();
    try {
      return call(method, arguments);
    } finally {
      watch.ran(sql.isEmpty() ? text(arguments) : sql, System.nanoTime() - begun);
    }
  }

  private static String text(Object @Nullable [] arguments) {
    return arguments != null && arguments.length > 0 && arguments[0] instanceof String text
        ? text
        : "";
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
