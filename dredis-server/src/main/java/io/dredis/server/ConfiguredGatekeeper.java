package io.dredis.server;

import io.dredis.server.command.Gatekeeper;
import io.dredis.server.config.Configuration;
import io.dredis.server.session.Session;
import java.util.function.BooleanSupplier;

/** Lets commands through as the parameters say. */
final class ConfiguredGatekeeper implements Gatekeeper {
  private final Configuration configuration;

  private final BooleanSupplier loading;
  private volatile boolean ignoresNoscript;

  ConfiguredGatekeeper(Configuration configuration, BooleanSupplier loading) {
    this.configuration = configuration;
    this.loading = loading;
  }

  @Override
  public boolean readOnly() {
    return configuration.readOnly();
  }

  @Override
  public boolean loading() {
    return loading.getAsBoolean();
  }

  @Override
  public boolean ignoresNoscript() {
    return ignoresNoscript;
  }

  void setIgnoresNoscript(boolean value) {
    ignoresNoscript = value;
  }

  @Override
  public boolean allowsProtected(Session session) {
    return switch (configuration.debugCommand()) {
      case YES -> true;
      case NO -> false;
      case LOCAL -> isLocal(session.transport().remoteAddress());
    };
  }

  private static boolean isLocal(String address) {
    return address.startsWith("127.0.0.1:") || address.startsWith("[::1]:");
  }
}
