package io.dredis.server.session;

/**
 * One client as commands see it.
 *
 * <p>Fields are written under the execution lock, or by the connection's own thread before the
 * session is registered; the ones that other threads read without the lock are volatile.
 */
public final class Session {

  /** Whether replies are sent: {@code CLIENT REPLY ON|OFF|SKIP}. */
  public enum ReplyMode {
    /** Every reply is sent. */
    ON,
    /** No reply is sent until further notice. */
    OFF,
    /** The reply to the next command is not sent. */
    SKIP_NEXT,
    /** The reply to the running command is not sent. */
    SKIP_THIS
  }

  private final long id;
  private final Transport transport;
  private final long createdAtMillis;

  private int database;
  private volatile int protocol = 2;
  private boolean authenticated;
  private byte[] name;
  private String libraryName = "";
  private String libraryVersion = "";
  private ReplyMode replyMode = ReplyMode.ON;
  private boolean noEvict;
  private boolean noTouch;
  private volatile long lastInteractionMillis;
  private volatile String lastCommand;
  private boolean closeAfterReply;
  private volatile boolean blocked;
  private volatile boolean blockedWithTimeout;
  private volatile boolean answering;
  private volatile boolean replyDue;
  private volatile boolean subscribed;
  private final QueuedRequests queue = new QueuedRequests();

  /** A client that just connected. */
  public Session(long id, Transport transport, long createdAtMillis, boolean authenticated) {
    this.id = id;
    this.transport = transport;
    this.createdAtMillis = createdAtMillis;
    this.lastInteractionMillis = createdAtMillis;
    this.authenticated = authenticated;
  }

  /** Returns the number given to this client; later clients have larger ones. */
  public long id() {
    return id;
  }

  /** Returns the connection under this session. */
  public Transport transport() {
    return transport;
  }

  /** Returns when the client connected, in milliseconds since the epoch. */
  public long createdAtMillis() {
    return createdAtMillis;
  }

  /** Returns what the client has queued since MULTI. */
  public QueuedRequests queue() {
    return queue;
  }

  /** Returns the number of the selected database. */
  public int database() {
    return database;
  }

  /** Selects a database; the number is a valid one. */
  public void select(int number) {
    database = number;
  }

  /** Returns the protocol version, 2 or 3. */
  public int protocol() {
    return protocol;
  }

  /** Sets the protocol version for the replies from now on. */
  public void setProtocol(int version) {
    protocol = version;
  }

  /** Returns whether the client may run commands that need authentication. */
  public boolean authenticated() {
    return authenticated;
  }

  /** Says whether the client has authenticated. */
  public void setAuthenticated(boolean value) {
    authenticated = value;
  }

  /** Returns the name set by {@code CLIENT SETNAME}, or null. */
  public byte[] name() {
    return name;
  }

  /** Sets the client's name; null for none. */
  public void setName(byte[] nameOrNull) {
    name = nameOrNull;
  }

  /** Returns the client library's name, empty if it never said. */
  public String libraryName() {
    return libraryName;
  }

  /** Sets the client library's name. */
  public void setLibraryName(String value) {
    libraryName = value;
  }

  /** Returns the client library's version, empty if it never said. */
  public String libraryVersion() {
    return libraryVersion;
  }

  /** Sets the client library's version. */
  public void setLibraryVersion(String value) {
    libraryVersion = value;
  }

  /** Returns whether replies are sent. */
  public ReplyMode replyMode() {
    return replyMode;
  }

  /** Says whether replies are sent from now on. */
  public void setReplyMode(ReplyMode mode) {
    replyMode = mode;
  }

  /** Notes that a command is about to run. */
  public void beginReply() {
    if (!answering) {
      answering = true;
    }
    if (replyMode == ReplyMode.SKIP_NEXT) {
      replyMode = ReplyMode.SKIP_THIS;
    }
  }

  /** Notes that the command has run, and returns whether its reply is to be sent. */
  public boolean endReply() {
    if (replyMode == ReplyMode.SKIP_THIS) {
      replyMode = ReplyMode.ON;
      return false;
    }
    return replyMode == ReplyMode.ON;
  }

  /** Returns whether the reply to a part of the running command is to be sent. */
  public boolean wantsPart() {
    return replyMode == ReplyMode.ON || replyMode == ReplyMode.SKIP_NEXT;
  }

  /**
   * Returns whether commands ran whose replies are not written yet. Asked under the execution lock
   * it says on which side of those replies a message for this client belongs.
   */
  public boolean answering() {
    return replyDue || answering;
  }

  /**
   * Says, under the execution lock, whether a command that waited has its reply, which the
   * connection's thread has not taken yet.
   */
  public void setReplyDue(boolean value) {
    replyDue = value;
  }

  /** Notes that the connection's thread has taken the reply of a command that waited. */
  public void tookReply() {
    answering = true;
    replyDue = false;
  }

  /** Notes that the replies to all commands that ran are written. */
  public void answered() {
    answering = false;
  }

  /** Returns whether the client is subscribed to any channel or pattern. */
  public boolean subscribed() {
    return subscribed;
  }

  /** Says whether the client is subscribed to any channel or pattern. */
  public void setSubscribed(boolean value) {
    subscribed = value;
  }

  /** Returns the {@code CLIENT NO-EVICT} flag. */
  public boolean noEvict() {
    return noEvict;
  }

  /** Sets the {@code CLIENT NO-EVICT} flag. */
  public void setNoEvict(boolean value) {
    noEvict = value;
  }

  /** Returns whether this client's commands leave access times alone. */
  public boolean noTouch() {
    return noTouch;
  }

  /** Sets the {@code CLIENT NO-TOUCH} flag. */
  public void setNoTouch(boolean value) {
    noTouch = value;
  }

  /** Returns when the client last sent or was sent something, in milliseconds since the epoch. */
  public long lastInteractionMillis() {
    return lastInteractionMillis;
  }

  /** Returns the last command's full name in lower case ({@code client|list}), or null. */
  public String lastCommand() {
    return lastCommand;
  }

  /** Notes that bytes came from the client or went to it. */
  public void interacted(long nowMillis) {
    lastInteractionMillis = nowMillis;
  }

  /** Notes the command that is about to run. */
  public void began(String commandFullName, long nowMillis) {
    lastCommand = commandFullName;
    lastInteractionMillis = nowMillis;
  }

  /** Returns whether the connection ends once the replies so far are written. */
  public boolean closeAfterReply() {
    return closeAfterReply;
  }

  /** Ends the connection once the replies so far are written. */
  public void requestClose() {
    closeAfterReply = true;
  }

  /** Returns whether the client waits in a blocking command, or for the end of a pause. */
  public boolean blocked() {
    return blocked;
  }

  /** Returns whether the client waits in a blocking command that ends after some time. */
  public boolean blockedWithTimeout() {
    return blockedWithTimeout;
  }

  /** Says whether the client waits in a blocking command, and whether that ends after some time. */
  public void setBlocked(boolean value, boolean withTimeout) {
    blocked = value;
    blockedWithTimeout = withTimeout;
  }
}
