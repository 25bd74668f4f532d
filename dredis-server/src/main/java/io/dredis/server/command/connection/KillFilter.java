package io.dredis.server.command.connection;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.session.Session;
import java.nio.charset.StandardCharsets;

/** Which clients a CLIENT KILL ends: those that all of its conditions include. */
final class KillFilter {
  private long id;
  private ClientType type;
  private String remoteAddress;
  private String localAddress;
  private Session spared;

  private KillFilter() {}

  /** The filter of the old form, {@code CLIENT KILL ip:port}, which spares nobody. */
  static KillFilter ofAddress(byte[] address) {
    KillFilter filter = new KillFilter();
    filter.remoteAddress = text(address);
    return filter;
  }

  /**
   * Reads the conditions of the new form.
   *
   * @throws CommandException when they are not what Redis takes
   */
  static KillFilter parse(Invocation call) {
    KillFilter filter = new KillFilter();
    filter.spared = call.session();
    for (Arguments arguments = Arguments.from(call, 2); arguments.hasNext(); ) {
      filter.take(arguments, call.session());
    }
    return filter;
  }

  boolean includes(Session client) {
    return (remoteAddress == null || remoteAddress.equals(client.transport().remoteAddress()))
        && (localAddress == null || localAddress.equals(client.transport().localAddress()))
        && (type == null || type.includes(client))
        && (id == 0 || id == client.id())
        && client != spared;
  }

  private void take(Arguments arguments, Session caller) {
    if (arguments.accept("ID", 1)) {
      id = Numbers.parseLong(arguments.next(), 1, Long.MAX_VALUE, Errors.CLIENT_ID_NOT_POSITIVE);
    } else if (arguments.accept("TYPE", 1)) {
      type = ClientType.parse(arguments.next());
    } else if (arguments.accept("ADDR", 1)) {
      remoteAddress = text(arguments.next());
    } else if (arguments.accept("LADDR", 1)) {
      localAddress = text(arguments.next());
    } else if (arguments.accept("USER", 1)) {
      checkUser(arguments.next());
    } else if (arguments.accept("SKIPME", 1)) {
      spared = yesOrNo(arguments) ? caller : null;
    } else {
      throw new CommandException(Errors.SYNTAX);
    }
  }

  /** Every client is the default user, so that there is nothing to filter. */
  private static void checkUser(byte[] name) {
    if (!Credentials.isUser(name)) {
      throw new CommandException(Errors.noSuchUser(name));
    }
  }

  private static boolean yesOrNo(Arguments arguments) {
    boolean yes = arguments.accept("YES");
    if (!yes && !arguments.accept("NO")) {
      throw new CommandException(Errors.SYNTAX);
    }
    return yes;
  }

  private static String text(byte[] argument) {
    return new String(argument, StandardCharsets.ISO_8859_1);
  }
}
