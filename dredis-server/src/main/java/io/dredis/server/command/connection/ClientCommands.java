package io.dredis.server.command.connection;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.BlockedClients;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.HelpReply;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.ClientPause;
import io.dredis.server.session.Session;
import io.dredis.server.session.Session.ReplyMode;
import io.dredis.server.session.Sessions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** CLIENT and its subcommands. */
final class ClientCommands {
  private static final Reply HELP =
      HelpReply.of(
          "client",
          "GETREDIR",
          "    Return the client ID we are redirecting to when tracking is enabled.",
          "GETNAME",
          "    Return the name of the current connection.",
          "ID",
          "    Return the ID of the current connection.",
          "INFO",
          "    Return information about the current client connection.",
          "KILL <ip:port>",
          "    Kill connection made from <ip:port>.",
          "KILL <option> <value> [<option> <value> [...]]",
          "    Kill connections. Options are:",
          "    * ADDR (<ip:port>|<unixsocket>:0)",
          "      Kill connections made from the specified address",
          "    * LADDR (<ip:port>|<unixsocket>:0)",
          "      Kill connections made to specified local address",
          "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)",
          "      Kill connections by type.",
          "    * USER <username>",
          "      Kill connections authenticated by <username>.",
          "    * SKIPME (YES|NO)",
          "      Skip killing current connection (default: yes).",
          "LIST [options ...]",
          "    Return information about client connections. Options:",
          "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)",
          "      Return clients of specified type.",
          "UNPAUSE",
          "    Stop the current client pause, resuming traffic.",
          "PAUSE <timeout> [WRITE|ALL]",
          "    Suspend all, or just write, clients for <timeout> milliseconds.",
          "REPLY (ON|OFF|SKIP)",
          "    Control the replies sent to the current connection.",
          "SETINFO <option> <value>",
          "    Note what the client library says of itself. Options are LIB-NAME and LIB-VER.",
          "SETNAME <name>",
          "    Assign the name <name> to the current connection.",
          "UNBLOCK <clientid> [TIMEOUT|ERROR]",
          "    Unblock the specified blocked client.",
          "NO-EVICT (ON|OFF)",
          "    Protect current client connection from eviction.",
          "NO-TOUCH (ON|OFF)",
          "    Leave the access times of keys alone in the current connection.");

  /** No client redirects: there is no tracking. */
  private static final Reply NO_REDIRECTION = new Reply.Int(-1);

  private final Sessions sessions;
  private final ClientPause pause;
  private final BlockedClients blocked;

  ClientCommands(Sessions sessions, ClientPause pause, BlockedClients blocked) {
    this.sessions = sessions;
    this.pause = pause;
    this.blocked = blocked;
  }

  void bind(CommandTable.Builder table) {
    table.bind("client|getname", call -> Reply.bulkOrNull(call.session().name()));
    table.bind("client|getredir", call -> NO_REDIRECTION);
    table.bind("client|help", call -> HELP);
    table.bind("client|id", call -> new Reply.Int(call.session().id()));
    table.bind("client|info", call -> lines(call, List.of(call.session())));
    table.bind("client|kill", this::kill);
    table.bind("client|list", this::list);
    table.bind("client|no-evict", this::noEvict);
    table.bind("client|no-touch", this::noTouch);
    table.bind("client|pause", this::pause);
    table.bind("client|reply", this::reply);
    table.bind("client|setinfo", this::setinfo);
    table.bind("client|setname", this::setname);
    table.bind("client|unblock", this::unblock);
    table.bind("client|unpause", this::unpause);
  }

  /**
   * Names a client; an empty name takes the name away.
   *
   * @throws CommandException when the name would garble CLIENT LIST
   */
  static void setName(Session session, byte[] name) {
    if (!isPrintable(name)) {
      throw new CommandException(Errors.CLIENT_NAME);
    }
    session.setName(name.length == 0 ? null : name);
  }

  private static boolean isPrintable(byte[] value) {
    for (byte b : value) {
      if (b < '!' || b > '~') {
        return false;
      }
    }
    return true;
  }

  private Reply setname(Invocation call) {
    setName(call.session(), call.argument(2));
    return Reply.OK;
  }

  private Reply setinfo(Invocation call) {
    byte[] attribute = call.argument(2);
    boolean isName = Arguments.is(attribute, "LIB-NAME");
    if (!isName && !Arguments.is(attribute, "LIB-VER")) {
      throw new CommandException(Errors.unrecognizedOption(attribute));
    }
    if (!isPrintable(call.argument(3))) {
      throw new CommandException(Errors.clientAttribute(attribute));
    }
    String value = new String(call.argument(3), StandardCharsets.US_ASCII);
    if (isName) {
      call.session().setLibraryName(value);
    } else {
      call.session().setLibraryVersion(value);
    }
    return Reply.OK;
  }

  private Reply list(Invocation call) {
    Arguments arguments = Arguments.from(call, 2);
    if (!arguments.hasNext()) {
      return lines(call, sessions.all());
    }
    if (arguments.remaining() == 2 && arguments.accept("TYPE")) {
      ClientType type = ClientType.parse(arguments.next());
      return lines(call, sessions.all().stream().filter(type::includes).toList());
    }
    if (!arguments.accept("ID", 1)) {
      throw new CommandException(Errors.SYNTAX);
    }
    List<Session> found = new ArrayList<>();
    while (arguments.hasNext()) {
      Session session = sessions.get(Numbers.parseLong(arguments.next(), Errors.INVALID_CLIENT_ID));
      if (session != null) {
        found.add(session);
      }
    }
    return lines(call, found);
  }

  private static Reply lines(Invocation call, Collection<Session> clients) {
    StringBuilder text = new StringBuilder();
    for (Session client : clients) {
      ClientLine.append(text, client, call);
    }
    return new Reply.Verbatim("txt", text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private Reply kill(Invocation call) {
    if (call.count() == 3) {
      if (kill(call, KillFilter.ofAddress(call.argument(2))) == 0) {
        throw new CommandException(Errors.NO_SUCH_CLIENT);
      }
      return Reply.OK;
    }
    return new Reply.Int(kill(call, KillFilter.parse(call)));
  }

  private int kill(Invocation call, KillFilter filter) {
    int killed = 0;
    for (Session client : sessions.all()) {
      if (filter.includes(client)) {
        if (client == call.session()) {
          client.requestClose();
        } else {
          client.transport().disconnect();
        }
        killed++;
      }
    }
    return killed;
  }

  private Reply reply(Invocation call) {
    Session session = call.session();
    Arguments arguments = Arguments.from(call, 2);
    if (arguments.accept("ON")) {
      session.setReplyMode(ReplyMode.ON);
      return Reply.OK;
    }
    if (arguments.accept("OFF")) {
      session.setReplyMode(ReplyMode.OFF);
    } else if (!arguments.accept("SKIP")) {
      throw new CommandException(Errors.SYNTAX);
    } else if (session.replyMode() != ReplyMode.OFF) {
      session.setReplyMode(ReplyMode.SKIP_NEXT);
    }
    return Reply.NONE;
  }

  private Reply pause(Invocation call) {
    if (call.count() > 4) {
      throw new CommandException(Errors.subcommandSyntax(call.argument(1), "client"));
    }
    Arguments mode = Arguments.from(call, 3);
    boolean onlyWrites = mode.accept("WRITE");
    if (!onlyWrites && mode.hasNext() && !mode.accept("ALL")) {
      throw new CommandException(Errors.PAUSE_MODE);
    }
    long millis = Numbers.parseLong(call.argument(2), Errors.TIMEOUT_NOT_AN_INTEGER);
    if (millis < 0) {
      throw new CommandException(Errors.TIMEOUT_NEGATIVE);
    }
    // Beyond the end of time, Redis does not pause at all.
    long untilMillis = call.nowMillis() + millis;
    if (untilMillis >= 0) {
      pause.pause(untilMillis, onlyWrites);
    }
    return Reply.OK;
  }

  private Reply unpause(Invocation call) {
    pause.unpause();
    return Reply.OK;
  }

  private Reply unblock(Invocation call) {
    if (call.count() > 4) {
      throw new CommandException(Errors.subcommandSyntax(call.argument(1), "client"));
    }
    Arguments reason = Arguments.from(call, 3);
    boolean withError = reason.accept("ERROR");
    if (!withError && reason.hasNext() && !reason.accept("TIMEOUT")) {
      throw new CommandException(Errors.UNBLOCK_REASON);
    }
    Session session = sessions.get(Numbers.parseLong(call.argument(2)));
    return Reply.flag(session != null && blocked.unblock(session, withError));
  }

  private Reply noEvict(Invocation call) {
    call.session().setNoEvict(onOrOff(call));
    return Reply.OK;
  }

  private Reply noTouch(Invocation call) {
    call.session().setNoTouch(onOrOff(call));
    return Reply.OK;
  }

  private static boolean onOrOff(Invocation call) {
    boolean on = Arguments.is(call.argument(2), "ON");
    if (!on && !Arguments.is(call.argument(2), "OFF")) {
      throw new CommandException(Errors.SYNTAX);
    }
    return on;
  }
}
