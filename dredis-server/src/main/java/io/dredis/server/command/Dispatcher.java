package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import io.dredis.server.session.QueuedRequests;
import io.dredis.server.session.Session;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.transaction.Savepoint;
import io.dredis.storage.type.ValueException;
import io.dredis.storage.type.WrongTypeException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one request: finds the command, makes every generic check, calls the handler and turns what
 * it throws into the error Redis would answer. A command that fails leaves nothing behind. Called
 * under the execution lock.
 *
 * <p>The checks and their order are those of Redis 7.0's {@code processCommand}.
 */
public final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Reply QUEUED = new Reply.Status("QUEUED");

  /** The most that one client may queue. */
  private static final long MAX_QUEUED_BYTES = Runtime.getRuntime().maxMemory() / 8;

  private final CommandTable table;
  private final Store store;
  private final WatchedKeys watched;
  private final Gatekeeper gatekeeper;
  private final CommandClock clock;
  private final ErrorStatistics errors;
  private final FailureLog storeFailures = new FailureLog();

  /**
   * A dispatcher.
   *
   * @param clock the time that the store also goes by
   */
  public Dispatcher(
      CommandTable table,
      Store store,
      WatchedKeys watched,
      Gatekeeper gatekeeper,
      CommandClock clock,
      ErrorStatistics errors) {
    this.table = table;
    this.store = store;
    this.watched = watched;
    this.gatekeeper = gatekeeper;
    this.clock = clock;
    this.errors = errors;
  }

  /** Returns the command or subcommand a request names, or null when there is none. */
  Command find(byte[][] request) {
    Command command = table.find(request[0]);
    if (command == null || !command.spec().isContainer() || request.length == 1) {
      return command;
    }
    return table.findSubcommand(command, request[1]);
  }

  /**
   * Executes a request.
   *
   * @param command what {@link #find} returned for it
   * @param deferralOrNull where the command may leave a reply that comes later, in whose place it
   *     returns {@link Reply#NONE}; null when it must reply now
   * @throws HeldKeyException when the request has to be executed again later; nothing of it remains
   */
  Reply execute(Session session, Command command, byte[][] request, Deferral deferralOrNull) {
    if (command == null && isHttp(request[0])) {
      log.warn(
          "Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host:"
              + " commands. Connection from {} aborted.",
          session.transport().remoteAddress());
      session.requestClose();
      return Reply.NONE;
    }
    String refusal = refusal(session, command, request);
    Reply reply;
    if (refusal != null) {
      reply = refuse(session, command, refusal);
    } else if (session.queue().isOpen() && command.queued()) {
      reply = queue(session, command, request, clock.tick());
    } else {
      reply = call(session, command, request, deferralOrNull);
    }
    countError(reply);
    return reply;
  }

  /**
   * Executes a request between two calls of a script that is busy, if its command is one of the few
   * that are meant for that. The time stays that of the script.
   *
   * @param busy why others are refused
   */
  Reply executeWhileBusy(Session session, Command command, byte[][] request, String busy) {
    String refusal = refusal(session, command, request);
    if (refusal == null && !command.allowedWhileBusy()) {
      refusal = busy;
    }
    if (refusal == null && session.queue().isOpen() && command.queued()) {
      return queue(session, command, request, clock.getAsLong());
    }
    if (refusal == null) {
      return executePart(session, command, request, reply -> reply);
    }
    Reply reply = refuse(session, command, refusal);
    countError(reply);
    return reply;
  }

  private Reply refuse(Session session, Command commandOrNull, String refusal) {
    session.queue().refuse();
    if (commandOrNull == null) {
      return new Reply.Failure(refusal);
    }
    commandOrNull.statistics().rejected();
    if (!commandOrNull.executesQueue()) {
      return new Reply.Failure(refusal);
    }
    watched.discard(session);
    return new Reply.Failure(Errors.execRefused(refusal));
  }

  /** Keeps a request for EXEC. */
  private Reply queue(Session session, Command command, byte[][] request, long nowMillis) {
    session.began(command.spec().fullName(), nowMillis);
    if (session.queue().memory() + QueuedRequests.memoryOf(request) > MAX_QUEUED_BYTES) {
      session.queue().refuse();
      return new Reply.Failure(Errors.TRANSACTION_TOO_LARGE);
    }
    session.queue().add(request, command.heldByPauseOfWrites(request));
    return QUEUED;
  }

  private void countError(Reply reply) {
    if (reply instanceof Reply.Failure failure && !failure.counted()) {
      errors.count(failure.text());
    }
  }

  /**
   * Returns whether a request is the line of an HTTP request, by which a web page could make a
   * browser send commands in its body. Redis closes such connections too.
   */
  private static boolean isHttp(byte[] name) {
    return Arguments.is(name, "POST") || Arguments.is(name, "HOST:");
  }

  /**
   * Returns whether a request passes the generic checks; one that does not is answered even while
   * clients are paused.
   */
  boolean accepts(Session session, Command command, byte[][] request) {
    return refusal(session, command, request) == null;
  }

  private String refusal(Session session, Command command, byte[][] request) {
    if (command == null) {
      Command container = table.find(request[0]);
      return container == null
          ? Errors.unknownCommand(request)
          : Errors.unknownSubcommand(request[1], container.spec());
    }
    if (!command.spec().accepts(request.length) || command.handler() == null) {
      return Errors.wrongArity(command.spec().fullName());
    }
    if (command.isProtected() && !gatekeeper.allowsProtected(session)) {
      return Errors.protectedCommand(command.spec());
    }
    if (!session.authenticated() && !command.needsNoAuthentication()) {
      return Errors.NO_AUTHENTICATION;
    }
    if (session.queue().isOpen() && command.neverInTransaction()) {
      return Errors.NOT_IN_TRANSACTION;
    }
    if (command.writes() && gatekeeper.readOnly()) {
      return Errors.READ_ONLY;
    }
    if (gatekeeper.loading() && !command.runsWhileLoading()) {
      return Errors.LOADING;
    }
    return null;
  }

  private Reply call(Session session, Command command, byte[][] request, Deferral deferralOrNull) {
    long nowMillis = clock.tick();
    session.began(command.spec().fullName(), nowMillis);
    // One look at the clock per command: where one ends, the next begins.
    long startNanos = clock.lastLook();
    Reply reply =
        run(
            command.handler(),
            new Invocation(session, command, request, nowMillis, deferralOrNull));
    watched.confirm();
    command.statistics().executed(clock.look() - startNanos, reply instanceof Reply.Failure);
    return reply;
  }

  /**
   * Executes a request as a part of the running command, at the moment at which that one runs. No
   * generic check is made.
   *
   * @param finish is handed the reply as the last act of the command, and may fail it
   * @throws HeldKeyException when the whole command has to be executed again later
   */
  Reply executePart(
      Session session, Command command, byte[][] request, UnaryOperator<Reply> finish) {
    long startNanos = clock.look();
    Reply reply =
        run(
            call -> finish.apply(command.handler().execute(call)),
            new Invocation(session, command, request, clock.getAsLong(), null));
    command.statistics().executed(clock.look() - startNanos, reply instanceof Reply.Failure);
    countError(reply);
    return reply;
  }

  /** Refuses a request that would be a part of the running command, and counts that. */
  Reply.Failure refusePart(Command commandOrNull, String refusal) {
    errors.count(refusal);
    if (commandOrNull != null) {
      commandOrNull.statistics().rejected();
    }
    return new Reply.Failure(refusal, true);
  }

  /**
   * Counts errors that stand inside the reply of a command. Redis takes all that are new for one
   * failure of the command, and each that a command of the script had for a further one.
   */
  void countInner(Command command, List<Reply.Failure> failures) {
    boolean anyNew = false;
    for (Reply.Failure failure : failures) {
      if (failure.counted()) {
        command.statistics().failedOnceMore();
      } else {
        errors.count(failure.text());
        anyNew = true;
      }
    }
    if (anyNew) {
      command.statistics().failedOnceMore();
    }
  }

  /**
   * Executes the rest of a request that is answered later, which has been counted as a call before.
   *
   * @throws HeldKeyException when it would write a key that is held for another command; it has
   *     done nothing
   */
  Reply resume(Session session, Command command, byte[][] request, Handler part) {
    long startNanos = clock.look();
    long nowMillis = clock.tick();
    Reply reply = run(part, new Invocation(session, command, request, nowMillis, null));
    watched.confirm();
    command.statistics().resumed(clock.look() - startNanos, reply instanceof Reply.Failure);
    countError(reply);
    return reply;
  }

  private Reply run(Handler handler, Invocation call) {
    Command command = call.command();
    store.noteAccesses(!call.session().noTouch() || command.spec().name().equals("touch"));
    Savepoint savepoint = store.savepoint();
    int mark = watched.mark();
    try {
      Reply reply = handler.execute(call);
      watched.settle(store);
      return reply;
    } catch (HeldKeyException e) {
      store.rollbackTo(savepoint);
      watched.forgetSince(mark);
      throw e;
    } catch (Throwable e) {
      // After a commit that failed this undoes nothing, for nothing is pending any more; after a
      // value that could not be written aside it leaves what the batch wrote before.
      store.rollbackTo(savepoint);
      watched.forgetSince(mark);
      return new Reply.Failure(errorText(command, e));
    } finally {
      store.release(savepoint);
    }
  }

  private String errorText(Command command, Throwable thrown) {
    if (thrown instanceof CommandException) {
      return thrown.getMessage();
    }
    if (thrown instanceof WrongTypeException) {
      return Errors.WRONG_TYPE;
    }
    if (thrown instanceof ValueException refused) {
      return Errors.value(refused.reason());
    }
    if (thrown instanceof BackendException) {
      storeFailures.failed(command.spec().fullName(), thrown);
      return Errors.storage(thrown.getMessage());
    }
    log.error("{} failed", command.spec().fullName(), thrown);
    return Errors.INTERNAL;
  }
}
