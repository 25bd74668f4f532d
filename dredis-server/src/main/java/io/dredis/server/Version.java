package io.dredis.server;

/** Which version this is, and which version of Redis it speaks. */
public final class Version {
  /** The version of Redis whose commands and replies these are. */
  public static final String REDIS = "7.0.15";

  private Version() {}

  /** Returns the version of dredis, as the build wrote it into the jar. */
  public static String dredis() {
    String built = Version.class.getPackage().getImplementationVersion();
    return built == null ? "development" : built;
  }
}
