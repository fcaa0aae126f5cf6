package dev.repartee.foundation.http;

import dev.repartee.foundation.telemetry.TraceContext;
import jakarta.servlet.ServletRequest;

/** What the first filter finds out about a request. */
record RequestFacts(String requestId, TraceContext trace, String clientAddress) {

  private static final String ATTRIBUTE = "dev.repartee.request";

  void attachTo(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  static RequestFacts of(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestFacts facts) {
      return facts;
    }
    return new RequestFacts("-", TraceContext.start(), request.getRemoteAddr());
  }
}
