package dev.repartee.foundation.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API. Resources and providers are found by themselves. */
@ApplicationPath("/api")
public class RestApplication extends Application {}
