package dev.repartee.foundation.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** temporary. */
@Provider
public class AnyThrowableMapper implements ExceptionMapper<Throwable> {
  private static final System.Logger LOG = System.getLogger(AnyThrowableMapper.class.getName());

  @Override
  public Response toResponse(Throwable e) {
    LOG.log(System.Logger.Level.ERROR, "failed", e);
    return Response.status(500).type("application/problem+json").entity("{}").build();
  }
}
