package dev.repartee.foundation.http;

import jakarta.enterprise.context.Dependent;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Whatever the JSON reader throws at a body is the body's fault; its message is not for clients.
 */
@Dependent
class JsonReading implements ReaderInterceptor {

  @Override
  public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    try {
      return context.proceed();
    } catch (Problem | WebApplicationException e) {
      throw e;
    } catch (JsonbException
        | JsonException
        | ProcessingException
        | IllegalArgumentException
        | java.time.DateTimeException
        | StackOverflowError e) {
      throw new Problem(
          ProblemType.MALFORMED_BODY,
          "The body is not JSON, or a field in it has the wrong type or an unknown value.");
    }
  }
}
