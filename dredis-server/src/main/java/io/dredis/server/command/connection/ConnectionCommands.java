package io.dredis.server.command.connection;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.BlockedClients;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.command.WatchedKeys;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.ClientPause;
import io.dredis.server.session.Session;
import io.dredis.server.session.Session.ReplyMode;
import io.dredis.server.session.Sessions;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** PING, ECHO, AUTH, HELLO, QUIT, RESET, SELECT and, by {@link ClientCommands}, CLIENT. */
public final class ConnectionCommands {
  private static final Reply PONG = new Reply.Status("PONG");
  private static final Reply RESET = new Reply.Status("RESET");

  private final Credentials credentials;
  private final IntSupplier databases;
  private final String version;
  private final ClientCommands client;
  private final WatchedKeys watched;

  /**
   * The family.
   *
   * @param version the Redis version that HELLO tells
   * @param password gives what {@code requirepass} says, null for no password
   * @param databases gives how many databases there are
   */
  public ConnectionCommands(
      String version,
      Supplier<byte[]> password,
      IntSupplier databases,
      Sessions sessions,
      ClientPause pause,
      BlockedClients blocked,
      WatchedKeys watched) {
    this.version = version;
    this.watched = watched;
    this.credentials = new Credentials(password);
    this.databases = databases;
    this.client = new ClientCommands(sessions, pause, blocked);
  }

  /** Binds every command of the family. */
  public void bind(CommandTable.Builder table) {
    table.bind("auth", this::auth);
    table.bind("echo", call -> new Reply.Bulk(call.argument(1)));
    table.bind("hello", this::hello);
    table.bind("ping", this::ping);
    table.bind("quit", this::quit);
    table.bind("reset", this::reset);
    table.bind("select", this::select);
    client.bind(table);
  }

  private Reply ping(Invocation call) {
    return switch (call.count()) {
      case 1 -> PONG;
      case 2 -> new Reply.Bulk(call.argument(1));
      default -> throw new CommandException(Errors.wrongArity("ping"));
    };
  }

  private Reply auth(Invocation call) {
    if (call.count() > 3) {
      throw new CommandException(Errors.SYNTAX);
    }
    boolean right;
    if (call.count() == 2) {
      if (credentials.isOpen()) {
        throw new CommandException(Errors.NO_PASSWORD_CONFIGURED);
      }
      right = credentials.authenticate(call.session(), call.argument(1));
    } else {
      right = credentials.authenticate(call.session(), call.argument(1), call.argument(2));
    }
    return right ? Reply.OK : new Reply.Failure(Errors.WRONG_PASSWORD);
  }

  private Reply hello(Invocation call) {
    Session session = call.session();
    Arguments options = Arguments.from(call, 1);
    int protocol = options.hasNext() ? protocol(options.next()) : session.protocol();
    while (options.hasNext()) {
      helloOption(session, options);
    }
    if (!session.authenticated()) {
      throw new CommandException(Errors.HELLO_NEEDS_AUTHENTICATION);
    }
    session.setProtocol(protocol);
    return greeting(session);
  }

  private static int protocol(byte[] argument) {
    long version = Numbers.parseLong(argument, Errors.PROTOCOL_NOT_AN_INTEGER);
    if (version < 2 || version > 3) {
      throw new CommandException(Errors.UNSUPPORTED_PROTOCOL);
    }
    return (int) version;
  }

  /** Takes effect at once, as in Redis, whatever is wrong with later options. */
  private void helloOption(Session session, Arguments options) {
    if (options.accept("AUTH", 2)) {
      if (!credentials.authenticate(session, options.next(), options.next())) {
        throw new CommandException(Errors.WRONG_PASSWORD);
      }
    } else if (options.accept("SETNAME", 1)) {
      ClientCommands.setName(session, options.next());
    } else {
      throw new CommandException(Errors.helloOption(options.next()));
    }
  }

  private Reply greeting(Session session) {
    return new Reply.MapOf(
        List.of(
            Reply.Bulk.of("server"),
            Reply.Bulk.of("redis"),
            Reply.Bulk.of("version"),
            Reply.Bulk.of(version),
            Reply.Bulk.of("proto"),
            new Reply.Int(session.protocol()),
            Reply.Bulk.of("id"),
            new Reply.Int(session.id()),
            Reply.Bulk.of("mode"),
            Reply.Bulk.of("standalone"),
            Reply.Bulk.of("role"),
            Reply.Bulk.of("master"),
            Reply.Bulk.of("modules"),
            Reply.EMPTY_ARRAY));
  }

  private Reply quit(Invocation call) {
    call.session().requestClose();
    return Reply.OK;
  }

  /** Leaves the flags of CLIENT NO-EVICT and NO-TOUCH alone, as Redis 7.0 does the former. */
  private Reply reset(Invocation call) {
    Session session = call.session();
    watched.discard(session);
    session.select(0);
    session.setProtocol(2);
    session.setAuthenticated(credentials.isOpen());
    session.setName(null);
    if (session.replyMode() == ReplyMode.OFF) {
      session.setReplyMode(ReplyMode.ON);
    }
    return RESET;
  }

  private Reply select(Invocation call) {
    int number = Numbers.parseInt(call.argument(1));
    if (number < 0 || number >= databases.getAsInt()) {
      throw new CommandException(Errors.DB_INDEX_OUT_OF_RANGE);
    }
    call.session().select(number);
    return Reply.OK;
  }
}
